"""Kernels that make a walk better: parts of it are taken out and led another way of the right length."""

from __future__ import annotations

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.search.kernels.crossing import uncrossed
from courseplanner.layout.search.kernels.figures import measure_walk, worth_of
from courseplanner.layout.search.kernels.random import below, seeded, uniform
from courseplanner.layout.search.kernels.ring import LOOP, OUT_AND_BACK
from courseplanner.layout.search.kernels.stretch import (
    draw_costs,
    extend,
    room_for,
    stretch,
    use_chain,
    walk_mm,
)
from courseplanner.layout.search.kernels.verdict import refused
from courseplanner.layout.search.kernels.walk import step_end
from courseplanner.measure.geometry.kernels_arrays import copy_into

__all__ = ["improve_walk"]

_LEAST_PART, _MOST_PART = 0.03, 0.6
"""Of a walk, what is taken out at a time."""
_ROOMY = 0.5
"""How tight a ring counts, of which nothing is known: likes count in full."""
_MOST_GIVEN_UP = 0.02
_DRAWING = 8
"""Drawing the costs of so many chains is as much work as settling a node."""


@kernel
def improve_walk(graph, task, seed, stream, walk, most_work):  # type: ignore[no-untyped-def]
    """Lead parts of a walk another way as long as that makes it worth more.

    Parameters
    ----------
    walk : int64
        One that fits and breaks no requirement.
    most_work : int
        Nodes that may be settled.

    Returns
    -------
    walk : int64
        The best one found: it itself where none is better.
    figure : int64 (figures,)
    worth : float
    """
    random, room = seeded(seed, stream), room_for(graph, task)
    now, steps = walk.copy(), len(walk)
    figure = measure_walk(graph, task, now, steps, room.used, room.cover)
    worth = worth_of(task, figure)
    best, best_figure, best_worth = now[:steps].copy(), figure, worth
    drawn = work = 0
    while steps > 1 and work < most_work:
        drawn += len(graph.start) // _DRAWING + 1
        work = room.tree_a.now[1] + room.tree_b.now[1] + drawn
        total = _led_another_way(graph, task, random, room, now[:steps])
        if total <= 0:
            continue
        if not uncrossed(graph, task, room.walk, total):
            continue
        one = measure_walk(graph, task, room.walk, total, room.used, room.cover)
        if refused(task, one, room.cover, room.statistic):
            continue
        one_worth = worth_of(task, one)
        # At first a little is given up now and then, to get away from a walk that no single change betters.
        given_up = _MOST_GIVEN_UP * max(1.0 - work / most_work, 0.0) * uniform(random)
        if one_worth > worth - given_up:
            now, steps, worth = room.walk[:total].copy(), total, one_worth
        if one_worth > best_worth:
            best, best_figure, best_worth = room.walk[:total].copy(), one, one_worth
    return best, best_figure, best_worth


@kernel(inner=True)
def _led_another_way(graph, task, random, room, walk):  # type: ignore[no-untyped-def]
    """Lead a part of a walk another way, all into `room.walk`: the steps, 0 or less where none fits."""
    steps = len(walk)
    first, count = _part(graph, task, random, walk)
    before, after = _keep(task, room, walk, first, count)
    penalty, _ = draw_costs(graph, task, random, room.cost, _ROOMY)
    room.used[:] = 0
    for i in range(before):
        use_chain(graph, room.cost, room.used, penalty, room.walk[i] >> 1)
    for i in range(after):
        use_chain(graph, room.cost, room.used, penalty, room.tail[i] >> 1)
    kept_mm = walk_mm(graph, room.walk, before) + walk_mm(graph, room.tail, after)
    a = step_end(graph, walk[first], 0)
    if task.shape == OUT_AND_BACK:
        return extend(graph, random, room, before, task.low_mm - kept_mm, a)
    b = step_end(graph, walk[(first + count - 1) % steps], 1)
    return stretch(
        graph, task, random, room, before, after, task.low_mm - kept_mm, task.high_mm - kept_mm, a, b
    )


@kernel(inner=True)
def _part(graph, task, random, walk):  # type: ignore[no-untyped-def]
    """Choose a part of a walk: its first step, and how many; never all."""
    steps = len(walk)
    drawn = uniform(random)
    wanted_mm = walk_mm(graph, walk, steps) * (_LEAST_PART + (_MOST_PART - _LEAST_PART) * drawn * drawn)
    first, count, part_mm = below(random, steps), 0, 0
    most = steps - 1 if task.shape == LOOP else min(steps - 1, steps - first)
    while count < most and part_mm < wanted_mm:
        part_mm += graph.length_mm[walk[(first + count) % steps] >> 1]
        count += 1
    return first, max(count, 1)


@kernel(inner=True)
def _keep(task, room, walk, first, count):  # type: ignore[no-untyped-def]
    """Put what comes before the part into `room.walk`, what comes after it into `room.tail`: their steps.

    Of a loop, which may begin anywhere, all comes into `room.walk`.
    """
    steps = len(walk)
    if task.shape == LOOP:
        for i in range(steps - count):
            room.walk[i] = walk[(first + count + i) % steps]
        return steps - count, 0
    copy_into(room.walk, 0, walk, 0, first)
    if task.shape == OUT_AND_BACK:
        return first, 0
    after = max(steps - first - count, 0)
    copy_into(room.tail, 0, walk, steps - after, steps)
    return first, after
