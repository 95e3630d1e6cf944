"""Kernels on the whole network: distances by road around targets, and the two-core."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.line.kernels_network import neighbours
from courseplanner.measure.geometry.kernels_arrays import copy_into

__all__ = [
    "components",
    "distances_by_road",
    "in_two_core",
]


@kernel
def components(count, edge_from, edge_to, usable):  # type: ignore[no-untyped-def]
    """Give each node the number of its connected part, int64 (nodes,)."""
    first, order = neighbours(count, edge_from, edge_to, usable)
    part = np.full(count, -1, dtype=np.int64)
    stack = np.empty(count, dtype=np.int64)
    parts = 0
    for seed in range(count):
        if part[seed] >= 0:
            continue
        part[seed] = parts
        stack[0] = seed
        size = 1
        while size:
            size -= 1
            n = stack[size]
            for k in range(first[n], first[n + 1]):
                e = order[k]
                other = edge_to[e] if edge_from[e] == n else edge_from[e]
                if part[other] < 0:
                    part[other] = parts
                    stack[size] = other
                    size += 1
        parts += 1
    return part


@kernel
def in_two_core(count, edge_from, edge_to, usable, keep):  # type: ignore[no-untyped-def]
    """Tell which edges remain when dead ends are taken away again and again.

    Nodes marked in `keep` are never taken away.
    """
    first, order = neighbours(count, edge_from, edge_to, usable)
    degree = np.diff(first)
    left = usable.copy()
    stack = np.empty(count, dtype=np.int64)
    size = 0
    for n in range(count):
        if degree[n] == 1 and not keep[n]:
            stack[size] = n
            size += 1
    while size:
        size -= 1
        n = stack[size]
        for k in range(first[n], first[n + 1]):
            e = order[k]
            if left[e]:
                left[e] = False
                other = edge_to[e] if edge_from[e] == n else edge_from[e]
                degree[other] -= 1
                if degree[other] == 1 and not keep[other]:
                    stack[size] = other
                    size += 1
    return left


@kernel
def distances_by_road(  # type: ignore[no-untyped-def]
    edge_from, edge_to, length_mm, usable, count, start_target, start_node, start_m, limit_m
):
    """Give the distance of nodes from targets by road, up to a limit for each target.

    The starts are ordered by target: target `start_target[i]` is `start_m[i]` from node
    `start_node[i]`. Returns target, node and distance, ordered by target.
    """
    first, order = neighbours(count, edge_from, edge_to, usable)
    distance = np.full(count, np.inf)
    room = 1024
    out_target, out_node, out_m = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
    n_out = 0
    i = 0
    while i < len(start_target):
        target = start_target[i]
        touched = [np.int64(0) for _ in range(0)]
        queue = [np.int64(0) for _ in range(0)]
        while i < len(start_target) and start_target[i] == target:
            if start_m[i] <= limit_m[target] and start_m[i] < distance[start_node[i]]:
                if distance[start_node[i]] == np.inf:
                    touched.append(start_node[i])
                distance[start_node[i]] = start_m[i]
                queue.append(start_node[i])
            i += 1
        # The parts within a limit are small: relaxing until nothing changes needs no heap.
        while len(queue) > 0:
            n = queue.pop(0)
            for k in range(first[n], first[n + 1]):
                e = order[k]
                other = edge_to[e] if edge_from[e] == n else edge_from[e]
                reached = distance[n] + length_mm[e] / 1000.0
                if reached <= limit_m[target] and reached < distance[other]:
                    if distance[other] == np.inf:
                        touched.append(other)
                    distance[other] = reached
                    queue.append(other)
        if n_out + len(touched) > room:
            room = 2 * (n_out + len(touched))
            grown_target, grown_node, grown_m = (
                np.empty(room, np.int64),
                np.empty(room, np.int64),
                np.empty(room),
            )
            copy_into(grown_target, 0, out_target, 0, n_out)
            copy_into(grown_node, 0, out_node, 0, n_out)
            copy_into(grown_m, 0, out_m, 0, n_out)
            out_target, out_node, out_m = grown_target, grown_node, grown_m
        for n in touched:
            out_target[n_out], out_node[n_out], out_m[n_out] = target, n, distance[n]
            n_out += 1
            distance[n] = np.inf
    return out_target[:n_out].copy(), out_node[:n_out].copy(), out_m[:n_out].copy()
