"""Shortest paths on the core."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.kernel_cache import kernel

__all__ = ["PathRoom", "grow_tree", "shortest_path", "terminal_lengths", "work_for"]


class PathRoom(NamedTuple):
    """Room for one search tree; what it holds counts only where `stamp` says so."""

    cost: NDArray[np.float64]
    length_mm: NDArray[np.int64]
    chain: NDArray[np.int64]
    node: NDArray[np.int64]
    stamp: NDArray[np.int64]
    done: NDArray[np.int64]
    heap_key: NDArray[np.float64]
    heap_node: NDArray[np.int64]
    now: NDArray[np.int64]


@kernel
def work_for(nodes, chains):  # type: ignore[no-untyped-def]
    """Make room for a search on a graph of this size."""
    heap = 2 * chains + nodes + 2
    return PathRoom(
        np.empty(nodes), np.empty(nodes, np.int64), np.empty(nodes, np.int64), np.empty(nodes, np.int64),
        np.zeros(nodes, np.int64), np.zeros(nodes, np.int64), np.empty(heap), np.empty(heap, np.int64),
        np.zeros(2, np.int64),
    )  # fmt: skip


@kernel(inner=True)
def _push(work, size, key, node):  # type: ignore[no-untyped-def]
    i = size
    while i:
        parent = (i - 1) >> 1
        if work.heap_key[parent] <= key:
            break
        work.heap_key[i], work.heap_node[i] = work.heap_key[parent], work.heap_node[parent]
        i = parent
    work.heap_key[i], work.heap_node[i] = key, node
    return size + 1


@kernel(inner=True)
def _pop(work, size):  # type: ignore[no-untyped-def]
    """Take the least key off the heap; returns its node and the size left."""
    top = work.heap_node[0]
    size -= 1
    key, node = work.heap_key[size], work.heap_node[size]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and work.heap_key[child + 1] < work.heap_key[child]:
            child += 1
        if work.heap_key[child] >= key:
            break
        work.heap_key[i], work.heap_node[i] = work.heap_key[child], work.heap_node[child]
        i = child
    work.heap_key[i], work.heap_node[i] = key, node
    return top, size


@kernel(inner=True)
def _begin(work, source):  # type: ignore[no-untyped-def]
    work.now[0] += 1
    work.stamp[source] = work.now[0]
    work.cost[source], work.length_mm[source] = 0.0, 0
    work.chain[source], work.node[source] = -1, -1
    return _push(work, 0, 0.0, source)


@kernel
def shortest_path(graph, cost, work, source, target, least):  # type: ignore[no-untyped-def]
    """Find the cheapest path; `work` then leads back from the target.

    Parameters
    ----------
    cost : float64 (chains,)
    least : float
        No chain costs less per metre of straight distance.

    Returns
    -------
    bool
        Whether there is one. `work.now[1]` counts the nodes settled.
    """
    x, y = graph.x[target], graph.y[target]
    size = _begin(work, source)
    now = work.now[0]
    while size:
        here, size = _pop(work, size)
        if work.done[here] == now:
            continue
        work.done[here] = now
        work.now[1] += 1
        if here == target:
            return True
        for k in range(graph.row[here], graph.row[here + 1]):
            chain, other = graph.row_chain[k], graph.row_node[k]
            reached = work.cost[here] + cost[chain]
            if work.stamp[other] != now or reached < work.cost[other]:
                work.stamp[other] = now
                work.cost[other] = reached
                work.length_mm[other] = work.length_mm[here] + graph.length_mm[chain]
                work.chain[other], work.node[other] = chain, here
                ahead = least * np.hypot(graph.x[other] - x, graph.y[other] - y)
                size = _push(work, size, reached + ahead, other)
    return False


@kernel
def grow_tree(graph, cost, work, source, other_end, most_mm):  # type: ignore[no-untyped-def]
    """Grow the tree of cheapest paths from a node.

    Nodes from which `other_end` can't be reached within `most_mm` in all are left out; a
    negative `other_end` sets no such bound but `most_mm` itself.
    """
    size = _begin(work, source)
    now = work.now[0]
    while size:
        here, size = _pop(work, size)
        if work.done[here] == now:
            continue
        work.done[here] = now
        work.now[1] += 1
        for k in range(graph.row[here], graph.row[here + 1]):
            chain, other = graph.row_chain[k], graph.row_node[k]
            reached = work.cost[here] + cost[chain]
            if work.stamp[other] == now and reached >= work.cost[other]:
                continue
            length_mm = work.length_mm[here] + graph.length_mm[chain]
            ahead_mm = 0.0
            if other_end >= 0:
                ahead_mm = 999.0 * np.hypot(
                    graph.x[other] - graph.x[other_end], graph.y[other] - graph.y[other_end]
                )
            if length_mm + ahead_mm > most_mm:
                continue
            work.stamp[other] = now
            work.cost[other], work.length_mm[other] = reached, length_mm
            work.chain[other], work.node[other] = chain, here
            size = _push(work, size, reached, other)


@kernel
def terminal_lengths(graph, terminals, first, end, most_mm):  # type: ignore[no-untyped-def]
    """Give the shortest lengths from some of the terminals to all of them.

    Returns
    -------
    int64 (end - first, terminals)
        Millimetres; more than `most_mm` where farther.
    """
    work = work_for(len(graph.x), len(graph.start))
    cost = graph.length_mm.astype(np.float64)
    lengths = np.full((end - first, len(terminals)), most_mm + 1, dtype=np.int64)
    for i in range(first, end):
        grow_tree(graph, cost, work, terminals[i], np.int64(-1), most_mm)
        for j in range(len(terminals)):
            if work.done[terminals[j]] == work.now[0]:
                lengths[i - first, j] = work.length_mm[terminals[j]]
    return lengths
