"""Kernels that turn a ring of terminals into a walk of the wanted length.

A step of a walk is `2 * chain` where the chain is run from its start to its
end, `2 * chain + 1` where it is run back.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.search.kernels.crossing import uncrossed
from courseplanner.layout.search.kernels.figures import FIGURES, measure_walk, worth_of
from courseplanner.layout.search.kernels.paths import shortest_path
from courseplanner.layout.search.kernels.random import below, seeded
from courseplanner.layout.search.kernels.ring import LOOP, OUT_AND_BACK, build_ring, tour_mm
from courseplanner.layout.search.kernels.stretch import (
    draw_costs,
    extend,
    room_for,
    stretch,
    use_chain,
    walk_mm,
)
from courseplanner.layout.search.kernels.verdict import (
    LEAST_RING_MM,
    NO_FIT,
    NO_PATH,
    RING_LONG,
    SETTLED,
    TRIALS,
    UNREACHED,
    refused,
)
from courseplanner.layout.search.kernels.walk import append_path, prune, step_end
from courseplanner.measure.geometry.kernels_arrays import copy_into

__all__ = ["Walks", "run_trials"]

_RETRIES = 3


class Walks(NamedTuple):
    """What a batch of trials found.

    Walk `i` has the steps `step[first[i]:first[i + 1]]`, the figures `figure[i]` and the worth
    `worth[i]`; it came from trial `trial[i]`. `statistic` is an array of `STATISTICS` numbers.
    """

    first: NDArray[np.int64]
    step: NDArray[np.int64]
    figure: NDArray[np.int64]
    worth: NDArray[np.float64]
    trial: NDArray[np.int64]
    statistic: NDArray[np.int64]


@kernel
def run_trials(graph, task, seed, first_trial, count):  # type: ignore[no-untyped-def]
    """Try to find walks: as many trials, each with its own stream of random numbers."""
    room = room_for(graph, task)
    first = np.zeros(count * _RETRIES + 1, dtype=np.int64)
    figure = np.zeros((count * _RETRIES, FIGURES), dtype=np.int64)
    worth = np.zeros(count * _RETRIES)
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
                copy_into(wider, 0, steps, 0, first[found])
                steps = wider
            copy_into(steps, first[found], room.walk, 0, length)
            first[found + 1] = first[found] + length
            figure[found], worth[found], trial[found] = one, worth_of(task, one), index
            found += 1
    room.statistic[SETTLED] = room.tree_a.now[1] + room.tree_b.now[1]
    return Walks(
        first[: found + 1].copy(),
        steps[: first[found]].copy(),
        figure[:found].copy(),
        worth[:found].copy(),
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
    penalty, least = draw_costs(graph, task, random, room.cost, tight)
    length = _route(graph, task, random, room, size, penalty, least)
    if length <= 0:
        room.statistic[NO_PATH - length] += 1
        return 0, np.zeros(FIGURES, dtype=np.int64)
    if not uncrossed(graph, task, room.walk, length):
        room.statistic[NO_FIT] += 1
        return 0, np.zeros(FIGURES, dtype=np.int64)
    one = measure_walk(graph, task, room.walk, length, room.used, room.cover)
    why = refused(task, one, room.cover, room.statistic)
    if why:
        room.statistic[why] += 1
        return 0, one
    return length, one


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
    length_mm = walk_mm(graph, walk, steps) + walk_mm(graph, tail, tail_steps)
    if length_mm > task.high_mm:
        return -2
    a = task.terminal[ring[stretched]]
    if task.shape == OUT_AND_BACK:
        return extend(graph, random, room, steps, task.low_mm - length_mm, a)
    b = task.terminal[ring[(stretched + 1) % size]]
    if task.shape == LOOP and steps > 0:
        a, b = step_end(graph, walk[steps - 1], 1), step_end(graph, walk[0], 0)
    return stretch(
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
            use_chain(graph, room.cost, room.used, penalty, path[i] >> 1)
        if into_walk:
            steps = after
        else:
            tail_steps = after
    return steps, tail_steps
