"""Kernels on walks: putting them together, pruning them, and what their routes save."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.search.kernels.ring import LOOP

__all__ = [
    "AT_JOINTS",
    "append_path",
    "append_tree_path",
    "count_visits",
    "fits",
    "prune",
    "saved_on_walk_mm",
    "step_end",
]

AT_JOINTS = 1.3
"""What a corner saves, as a part of its angle times how far inside the road the route lies there."""


@kernel
def step_end(graph, step, which):  # type: ignore[no-untyped-def]
    """Give the node at which a step begins (`which` 0) or ends (1)."""
    return graph.start[step >> 1] if (step & 1) == which else graph.end[step >> 1]


@kernel
def append_path(graph, tree, node, walk, steps):  # type: ignore[no-untyped-def]
    """Append the path from a tree's source to a node; returns the steps, -1 where there is no room."""
    count = 0
    here = node
    while tree.chain[here] >= 0:
        count += 1
        here = tree.node[here]
    if steps + count > len(walk):
        return -1
    here, at = node, steps + count
    while tree.chain[here] >= 0:
        at -= 1
        chain = tree.chain[here]
        walk[at] = 2 * chain + (0 if graph.end[chain] == here else 1)
        here = tree.node[here]
    return steps + count


@kernel
def append_tree_path(graph, tree, node, walk, steps):  # type: ignore[no-untyped-def]
    """Append the path from a node back to a tree's source; returns the steps, -1 where there is no room."""
    here = node
    while tree.chain[here] >= 0:
        if steps >= len(walk):
            return -1
        chain = tree.chain[here]
        walk[steps] = 2 * chain + (0 if graph.start[chain] == here else 1)
        steps += 1
        here = tree.node[here]
    return steps


@kernel
def prune(graph, task, ring, size, walk, steps, cover):  # type: ignore[no-untyped-def]
    """Take away pieces that are run out and straight back, unless a planned visit needs them.

    `cover` is overwritten.
    """
    cover[:] = 0
    for i in range(steps):
        count_visits(graph, cover, walk[i] >> 1, 1)
    kept = 0
    for i in range(steps):
        if (
            kept > 0
            and walk[kept - 1] == walk[i] ^ 1
            and _spare(graph, task, ring, size, cover, walk[i] >> 1)
        ):
            count_visits(graph, cover, walk[i] >> 1, -2)
            kept -= 1
        else:
            walk[kept] = walk[i]
            kept += 1
    return kept


@kernel(inner=True)
def count_visits(graph, cover, chain, change):  # type: ignore[no-untyped-def]
    """Count a chain among the visits of its groups, or take it away."""
    for k in range(graph.visit[chain], graph.visit[chain + 1]):
        cover[graph.visit_group[k]] += change


@kernel(inner=True)
def _spare(graph, task, ring, size, cover, chain):  # type: ignore[no-untyped-def]
    """Tell whether no planned visit hangs on a chain that is run out and back."""
    for k in range(graph.visit[chain], graph.visit[chain + 1]):
        group = graph.visit_group[k]
        if cover[group] > 2:
            continue
        for i in range(size):
            for m in range(task.reached[ring[i]], task.reached[ring[i] + 1]):
                if task.reached_group[m] == group:
                    return False
    return True


@kernel
def saved_on_walk_mm(graph, walk, steps, closed):  # type: ignore[no-untyped-def]
    """Estimate by how much the shortest possible route of a walk is shorter than its roads, millimetres.

    `closed`: whether its last step leads into its first.
    """
    saved_mm = np.int64(0)
    for i in range(steps):
        saved_mm += graph.saved_mm[walk[i] >> 1]
    for i in range(0 if closed else 1, steps):
        came, goes = walk[i - 1 if i else steps - 1] ^ 1, walk[i]
        if came == goes:
            continue  # round a cone
        ax, ay = -graph.leave_x[came], -graph.leave_y[came]
        bx, by = graph.leave_x[goes], graph.leave_y[goes]
        turn = abs(np.arctan2(ax * by - ay * bx, ax * bx + ay * by))
        inside_m = min(graph.inside_m[came], graph.inside_m[goes])
        saved_mm += np.int64(np.rint(1000.0 * AT_JOINTS * turn * inside_m))
    return saved_mm


@kernel
def fits(graph, task, walk, steps):  # type: ignore[no-untyped-def]
    """Tell whether the shortest possible route of a walk will have the right length, by the estimate."""
    if task.saving <= 0.0:
        return True
    length_mm = 0
    for i in range(steps):
        length_mm += graph.length_mm[walk[i] >> 1]
    route_mm = length_mm - task.saving * saved_on_walk_mm(graph, walk, steps, task.shape == LOOP)
    return task.fit_low_mm <= route_mm <= task.fit_high_mm
