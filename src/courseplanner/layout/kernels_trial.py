"""Kernels that turn a ring of terminals into a walk of the wanted length.

A step of a walk is `2 * chain` where the chain is run from its start to its
end, `2 * chain + 1` where it is run back.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.cache import kernel
from courseplanner.layout.kernels_paths import Work, grow_tree, shortest_path, work_for
from courseplanner.layout.kernels_random import below, seeded, uniform
from courseplanner.layout.kernels_ring import (
    LOOP,
    OUT_AND_BACK,
    STATE_REQUIRED,
    build_ring,
    tour_mm,
)
from courseplanner.layout.kernels_walk import (
    append_path,
    append_tree_path,
    fits,
    measure_walk,
    prune,
    step_end,
)

__all__ = ["FIGURES", "STATISTICS", "Walks", "run_trials"]

# What a batch counts. First trials, and how many failed for which reason; then the best
# figures that any walk came to, and the nodes settled.
TRIALS, UNREACHED, RING_LONG, NO_PATH, NO_FIT, LEGS_LONG, MISSED, UNPAVED, MOTORS, REPEATED = range(10)
LEAST_RING_MM, LEAST_REPEATED_PPM, LEAST_UNPAVED_PPM, MOST_MOTOR_FREE_PPM, SETTLED = range(10, 15)
STATISTICS = 15
FIGURES = 6
"""Of each walk: length, repeated, unpaved and motor-free length in mm, villages, scenic spots."""

_MEETINGS = 8
_RETRIES = 3


class Walks(NamedTuple):
    """What a batch of trials found.

    Walk `i` has the steps `step[first[i]:first[i + 1]]` and the figures `figure[i]`; it came
    from trial `trial[i]`. `statistic` is an array of `STATISTICS` numbers.
    """

    first: NDArray[np.int64]
    step: NDArray[np.int64]
    figure: NDArray[np.int64]
    trial: NDArray[np.int64]
    statistic: NDArray[np.int64]


class Room(NamedTuple):
    """What a batch works in: costs, what is used, the ring, the walk and its tail, two trees."""

    cost: NDArray[np.float64]
    used: NDArray[np.int64]
    ring: NDArray[np.int64]
    cover: NDArray[np.int64]
    walk: NDArray[np.int64]
    tail: NDArray[np.int64]
    tree_a: Work
    tree_b: Work
    statistic: NDArray[np.int64]


@kernel(inner=True)
def _room(graph, task):  # type: ignore[no-untyped-def]
    chains, groups = len(graph.start), len(task.state)
    statistic = np.zeros(STATISTICS, dtype=np.int64)
    statistic[LEAST_RING_MM : LEAST_UNPAVED_PPM + 1] = np.int64(1) << 60
    return Room(
        np.empty(chains),
        np.zeros(chains, dtype=np.int64),
        np.empty(groups + 8, dtype=np.int64),
        np.zeros(groups, dtype=np.int64),
        np.empty(4 * chains + 64, dtype=np.int64),
        np.empty(4 * chains + 64, dtype=np.int64),
        work_for(len(graph.x), chains),
        work_for(len(graph.x), chains),
        statistic,
    )


@kernel
def run_trials(graph, task, seed, first_trial, count):  # type: ignore[no-untyped-def]
    """Try to find walks: as many trials, each with its own stream of random numbers."""
    room = _room(graph, task)
    first = np.zeros(count * _RETRIES + 1, dtype=np.int64)
    figure = np.zeros((count * _RETRIES, FIGURES), dtype=np.int64)
    trial = np.zeros(count * _RETRIES, dtype=np.int64)
    steps = np.empty(4096, dtype=np.int64)
    found = 0
    for index in range(first_trial, first_trial + count):
        random = seeded(seed, index)
        size = _ring(task, random, room)
        for _ in range(_RETRIES if size else 0):
            length, one = _walk(graph, task, random, room, size)
            if length == 0:
                continue
            if first[found] + length > len(steps):
                wider = np.empty(2 * (first[found] + length), dtype=np.int64)
                wider[: first[found]] = steps[: first[found]]
                steps = wider
            steps[first[found] : first[found] + length] = room.walk[:length]
            first[found + 1] = first[found] + length
            figure[found], trial[found] = one, index
            found += 1
    room.statistic[SETTLED] = room.tree_a.now[1] + room.tree_b.now[1]
    return Walks(
        first[: found + 1].copy(),
        steps[: first[found]].copy(),
        figure[:found].copy(),
        trial[:found].copy(),
        room.statistic,
    )


@kernel(inner=True)
def _ring(task, random, room):  # type: ignore[no-untyped-def]
    """Build the ring of a trial; its size, 0 where it can't be or is too long."""
    size, needed_mm = build_ring(task, random, room.ring, room.cover)
    room.statistic[TRIALS] += 1
    if size == 0:
        room.statistic[UNREACHED] += 1
        return 0
    room.statistic[LEAST_RING_MM] = min(room.statistic[LEAST_RING_MM], needed_mm)
    if needed_mm > task.high_mm:
        room.statistic[RING_LONG] += 1
        return 0
    return size


@kernel(inner=True)
def _walk(graph, task, random, room, size):  # type: ignore[no-untyped-def]
    """Turn a ring into a walk: the number of its steps, 0 where none fits, and its figures."""
    tight = tour_mm(task, room.ring, size) / task.high_mm
    penalty, least = _costs(graph, task, random, room.cost, tight)
    length = _route(graph, task, random, room, size, penalty, least)
    if length <= 0:
        room.statistic[NO_PATH - length] += 1
        return 0, np.zeros(FIGURES, dtype=np.int64)
    one = measure_walk(graph, task, room.walk, length, room.used, room.cover)
    why = _refused(task, one, room.cover, room.statistic)
    if why:
        room.statistic[why] += 1
        return 0, one
    return length, one


@kernel(inner=True)
def _costs(graph, task, random, cost, tight):  # type: ignore[no-untyped-def]
    """Draw what this trial likes; returns the factor for used ground and the least cost per metre.

    A tight ring leaves no room for detours: likes and chance count less.
    """
    room = max(0.05, min(1.0, 3.0 * (1.0 - tight)))
    keen = uniform(random)
    motor_free = 1.0 - room * (0.25 + 0.5 * keen if task.min_motor_free > 0.0 else 0.5 * keen * keen)
    unpaved = 0.3 + 3.0 * uniform(random)
    jitter = 0.6 * room * uniform(random)
    for c in range(len(cost)):
        length = max(graph.length_mm[c], 1)
        factor = 1.0 - (1.0 - motor_free) * graph.motor_free_mm[c] / length
        factor *= 1.0 + unpaved * graph.unpaved_mm[c] / length
        cost[c] = length * factor * (1.0 + jitter * uniform(random))
    return 1.5 + 6.0 * uniform(random), 999.0 * motor_free


@kernel(inner=True)
def _use(graph, cost, used, penalty, chain):  # type: ignore[no-untyped-def]
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
def _route(graph, task, random, room, size, penalty, least):  # type: ignore[no-untyped-def]
    """Route the legs of a ring, the last of them so that the walk gets its length.

    Returns the number of steps; 0 where a leg has no path, -1 where no leg could be
    stretched to fit, -2 where the legs are too long already.
    """
    ring, walk, tail = room.ring, room.walk, room.tail
    legs = size if task.shape == LOOP else size - 1
    stretched = below(random, legs) if legs > 0 else 0
    if task.shape == OUT_AND_BACK:
        stretched = legs
    steps, tail_steps = _route_legs(graph, task, room, size, legs, stretched, penalty, least)
    if steps < 0:
        return 0
    steps = prune(graph, task, ring, size, walk, steps, room.cover)
    tail_steps = prune(graph, task, ring, size, tail, tail_steps, room.cover)
    length_mm = _length_mm(graph, walk, steps) + _length_mm(graph, tail, tail_steps)
    if length_mm > task.high_mm:
        return -2
    a = task.terminal[ring[stretched]]
    if task.shape == OUT_AND_BACK:
        return _extend(graph, random, room, steps, task.low_mm - length_mm, a)
    b = task.terminal[ring[(stretched + 1) % size]]
    if task.shape == LOOP and steps > 0:
        a, b = step_end(graph, walk[steps - 1], 1), step_end(graph, walk[0], 0)
    return _stretch(
        graph, task, random, room, steps, tail_steps, task.low_mm - length_mm, task.high_mm - length_mm, a, b
    )


@kernel(inner=True)
def _route_legs(graph, task, room, size, legs, stretched, penalty, least):  # type: ignore[no-untyped-def]
    """Route all legs but the stretched one: those before it into the walk, those after it into the tail.

    Of a loop, which may begin anywhere, all come into the walk. Returns both numbers of
    steps, the first -1 where a leg has no path.
    """
    room.used[:] = 0
    steps, tail_steps = 0, 0
    for n in range(legs if task.shape == OUT_AND_BACK else legs - 1):
        leg = (stretched + 1 + n) % legs if task.shape == LOOP else (n if n < stretched else n + 1)
        a, b = task.terminal[room.ring[leg]], task.terminal[room.ring[(leg + 1) % size]]
        if a == b:
            continue
        if not shortest_path(graph, room.cost, room.tree_a, a, b, least):
            return -1, 0
        into_walk = task.shape == LOOP or n < stretched
        path, before = (room.walk, steps) if into_walk else (room.tail, tail_steps)
        after = append_path(graph, room.tree_a, b, path, before)
        if after < 0:
            return -1, 0
        for i in range(before, after):
            _use(graph, room.cost, room.used, penalty, path[i] >> 1)
        if into_walk:
            steps = after
        else:
            tail_steps = after
    return steps, tail_steps


@kernel(inner=True)
def _length_mm(graph, walk, steps):  # type: ignore[no-untyped-def]
    length_mm = 0
    for i in range(steps):
        length_mm += graph.length_mm[walk[i] >> 1]
    return length_mm


@kernel(inner=True)
def _extend(graph, random, room, steps, low_mm, a):  # type: ignore[no-untyped-def]
    """Lead an out-and-back course on from its last stop until its way out is long enough."""
    cost, walk, tree = room.cost, room.walk, room.tree_a
    if low_mm <= 0:
        return steps
    grow_tree(graph, cost, tree, a, -1, low_mm)
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
def _stretch(graph, task, random, room, steps, tail_steps, low_mm, high_mm, a, b):  # type: ignore[no-untyped-def]
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
        walk[total : total + tail_steps] = room.tail[:tail_steps]
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


@kernel(inner=True)
def _refused(task, one, cover, statistic):  # type: ignore[no-untyped-def]
    """Tell which requirement a measured walk breaks, as an index of the statistics; 0 if none.

    The best figures of walks that visit all are kept.
    """
    for group in range(len(cover)):
        if task.state[group] == STATE_REQUIRED and cover[group] == 0:
            return MISSED
    if one[4] < task.villages or one[5] < task.scenic:
        return MISSED
    length = max(one[0], 1)
    statistic[LEAST_REPEATED_PPM] = min(statistic[LEAST_REPEATED_PPM], 1_000_000 * one[1] // length)
    statistic[LEAST_UNPAVED_PPM] = min(statistic[LEAST_UNPAVED_PPM], 1_000_000 * one[2] // length)
    statistic[MOST_MOTOR_FREE_PPM] = max(statistic[MOST_MOTOR_FREE_PPM], 1_000_000 * one[3] // length)
    if one[2] > task.max_unpaved * length:
        return UNPAVED
    if one[3] < task.min_motor_free * length:
        return MOTORS
    if one[1] > task.max_repeated * length:
        return REPEATED
    return 0
