"""Kernels that draw what a trial likes, and lead walks on along paths of a wanted length."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.search.kernels.figures import CLIMB, MOTOR_FREE, NARROW, SCENERY, UNKNOWN_SURFACE
from courseplanner.layout.search.kernels.paths import PathRoom, grow_tree, work_for
from courseplanner.layout.search.kernels.random import uniform
from courseplanner.layout.search.kernels.verdict import no_statistic
from courseplanner.layout.search.kernels.walk import append_path, append_tree_path, fits
from courseplanner.measure.geometry.kernels_arrays import copy_into

__all__ = ["Room", "draw_costs", "extend", "room_for", "stretch", "use_chain", "walk_mm"]

_MEETINGS = 8
_LEAST_FACTOR = 0.7
"""Roads that are liked more count as if this were their cost where a path is looked for: it need not be the
cheapest, and one that is liked everywhere would be looked for everywhere."""


class Room(NamedTuple):
    """What a batch works in: costs, what is used, the ring, the walk and its tail, two trees."""

    cost: NDArray[np.float64]
    used: NDArray[np.int64]
    ring: NDArray[np.int64]
    cover: NDArray[np.int64]
    walk: NDArray[np.int64]
    tail: NDArray[np.int64]
    tree_a: PathRoom
    tree_b: PathRoom
    statistic: NDArray[np.int64]


@kernel(inner=True)
def room_for(graph, task):  # type: ignore[no-untyped-def]
    """Make room for walks on a graph."""
    chains, groups = len(graph.start), len(task.state)
    return Room(
        np.empty(chains),
        np.zeros(chains, dtype=np.int64),
        np.empty(groups + 8, dtype=np.int64),
        np.zeros(groups, dtype=np.int64),
        np.empty(4 * chains + 64, dtype=np.int64),
        np.empty(4 * chains + 64, dtype=np.int64),
        work_for(len(graph.x), chains),
        work_for(len(graph.x), chains),
        no_statistic(),
    )


@kernel(inner=True)
def _keen(task, random, figure):  # type: ignore[no-untyped-def]
    """Draw how keen a trial is on something, 0 to 1: mostly much on what is preferred."""
    best = uniform(random)
    for _ in range(int(task.keen[figure]) - 1):
        best = max(best, uniform(random))
    return best


@kernel(inner=True)
def draw_costs(graph, task, random, cost, tight):  # type: ignore[no-untyped-def]
    """Draw what this trial likes; returns the factor for used ground and the least cost per metre.

    A tight ring leaves no room for detours: likes and chance count less.
    """
    room = max(0.05, min(1.0, 3.0 * (1.0 - tight)))
    keen = _keen(task, random, MOTOR_FREE)
    motor_free = room * (0.25 + 0.5 * keen if task.min_motor_free > 0.0 else 0.5 * keen * keen)
    keen = _keen(task, random, SCENERY)
    scenic = room * 0.9 * keen * keen
    unpaved = 0.3 + 3.0 * uniform(random)
    tunnel = 3.0 * unpaved if task.max_tunnel_mm >= 0 else unpaved
    narrow, unknown = (
        0.4 * room * _keen(task, random, NARROW),
        0.2 * room * _keen(task, random, UNKNOWN_SURFACE),
    )
    steep = 15.0 * room * _keen(task, random, CLIMB)
    jitter = 0.6 * room * uniform(random)
    edge_scores = graph.edge_scores
    for c in range(len(cost)):
        length = max(graph.length_mm[c], 1)
        factor = 1.0 - motor_free * graph.motor_free_mm[c] / length
        factor *= 1.0 - scenic * min(edge_scores.scenic_mm[c] / length, 1.0)
        factor *= 1.0 + unpaved * graph.unpaved_mm[c] / length
        factor *= 1.0 + tunnel * graph.tunnel_mm[c] / length
        factor *= 1.0 + (narrow * edge_scores.narrow_mm[c] + unknown * edge_scores.unknown_mm[c]) / length
        factor *= 1.0 + steep * (edge_scores.up_mm[2 * c] + edge_scores.up_mm[2 * c + 1]) / length
        cost[c] = length * factor * (1.0 + jitter * uniform(random))
    return 1.5 + 6.0 * uniform(random), 999.0 * max((1.0 - motor_free) * (1.0 - scenic), _LEAST_FACTOR)


@kernel(inner=True)
def use_chain(graph, cost, used, penalty, chain):  # type: ignore[no-untyped-def]
    """Make a chain dear that was run, and those that run near it."""
    if used[chain] == 0:
        cost[chain] *= penalty
    used[chain] += 1
    for k in range(graph.near[chain], graph.near[chain + 1]):
        other = graph.near_chain[k]
        if used[other] == 0:
            cost[other] *= penalty
            used[other] = 1


@kernel(inner=True)
def walk_mm(graph, walk, steps):  # type: ignore[no-untyped-def]
    """Give the length of a walk along its roads."""
    length_mm = 0
    for i in range(steps):
        length_mm += graph.length_mm[walk[i] >> 1]
    return length_mm


@kernel(inner=True)
def extend(graph, random, room, steps, low_mm, a):  # type: ignore[no-untyped-def]
    """Lead an out-and-back course on from its last stop until its way out is long enough."""
    cost, walk, tree = room.cost, room.walk, room.tree_a
    if low_mm <= 0:
        return steps
    grow_tree(graph, cost, tree, a, np.int64(-1), low_mm)
    now = tree.now[0]
    best, best_step, best_node = np.inf, -1, -1
    for chain in range(len(graph.start)):
        for way in range(2):
            u = graph.start[chain] if way == 0 else graph.end[chain]
            if tree.done[u] != now or tree.length_mm[u] > low_mm or tree.chain[u] == chain:
                continue
            if tree.length_mm[u] + graph.length_mm[chain] < low_mm:
                continue
            score = (tree.cost[u] + cost[chain]) * (1.0 + uniform(random))
            if score < best:
                best, best_step, best_node = score, 2 * chain + way, u
    if best_step < 0:
        return -1
    steps = append_path(graph, tree, best_node, walk, steps)
    if steps < 0 or steps == len(walk):
        return 0
    walk[steps] = best_step
    return steps + 1


@kernel(inner=True)
def stretch(graph, task, random, room, steps, tail_steps, low_mm, high_mm, a, b):  # type: ignore[no-untyped-def]
    """Join two ends by a path of a given length: two shortest ones that meet on a chain."""
    walk, tree_a, tree_b = room.walk, room.tree_a, room.tree_b
    if high_mm <= 0:
        return -2
    grow_tree(graph, room.cost, tree_a, a, b, high_mm)
    grow_tree(graph, room.cost, tree_b, b, a, high_mm)
    score, step = np.full(_MEETINGS, np.inf), np.zeros(_MEETINGS, dtype=np.int64)
    for chain in range(len(graph.start)):
        for way in range(2):
            u = graph.start[chain] if way == 0 else graph.end[chain]
            v = graph.end[chain] if way == 0 else graph.start[chain]
            if tree_a.done[u] != tree_a.now[0] or tree_b.done[v] != tree_b.now[0]:
                continue
            length_mm = tree_a.length_mm[u] + graph.length_mm[chain] + tree_b.length_mm[v]
            if (
                length_mm < low_mm
                or length_mm > high_mm
                or tree_a.chain[u] == chain
                or tree_b.chain[v] == chain
            ):
                continue
            worth = (tree_a.cost[u] + room.cost[chain] + tree_b.cost[v]) * (1.0 + 0.4 * uniform(random))
            if worth < score[_MEETINGS - 1]:
                i = _MEETINGS - 1
                while i > 0 and score[i - 1] > worth:
                    score[i], step[i] = score[i - 1], step[i - 1]
                    i -= 1
                score[i], step[i] = worth, 2 * chain + way
    for i in range(_MEETINGS):
        if score[i] == np.inf:
            break
        chain, way = step[i] >> 1, step[i] & 1
        u = graph.start[chain] if way == 0 else graph.end[chain]
        v = graph.end[chain] if way == 0 else graph.start[chain]
        if not _apart(tree_a, u, tree_b, v, room.used):
            continue
        total = append_path(graph, tree_a, u, walk, steps)
        if total < 0 or total == len(walk):
            return 0
        walk[total] = step[i]
        total = append_tree_path(graph, tree_b, v, walk, total + 1)
        if total < 0 or total + tail_steps > len(walk):
            return 0
        copy_into(walk, total, room.tail, 0, tail_steps)
        if fits(graph, task, walk, total + tail_steps):
            return total + tail_steps
    return -1


@kernel(inner=True)
def _apart(tree_a, u, tree_b, v, used):  # type: ignore[no-untyped-def]
    """Tell whether two tree paths share no chain. `used` is left as it was."""
    here = u
    while tree_a.chain[here] >= 0:
        used[tree_a.chain[here]] += 1 << 20
        here = tree_a.node[here]
    apart = True
    here = v
    while tree_b.chain[here] >= 0:
        if used[tree_b.chain[here]] >= 1 << 20:
            apart = False
        here = tree_b.node[here]
    here = u
    while tree_a.chain[here] >= 0:
        used[tree_a.chain[here]] -= 1 << 20
        here = tree_a.node[here]
    return apart
