"""Orders of stops, against all permutations."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable, Sequence

import numpy as np
import pytest

from courseplanner.layout.search.graph.preference_weights import keenness_of, weights_of
from courseplanner.layout.search.kernels.random import seeded
from courseplanner.layout.search.kernels.ring import (
    LOOP,
    OUT_AND_BACK,
    POINT_TO_POINT,
    STATE_REQUIRED,
    STATE_SCENIC,
    STATE_VILLAGE,
    Task,
    build_ring,
    shortest_ring_mm,
    tour_mm,
)

TRIES = 400


def points(seed: int, count: int) -> list[tuple[float, float]]:
    made = random.Random(seed)  # noqa: S311 - places for a test
    return [(made.uniform(0, 5000), made.uniform(0, 5000)) for _ in range(count)]


def make_task(
    at_m: Sequence[tuple[float, float]],
    states: Sequence[int],
    *,
    shape: int = LOOP,
    options: Sequence[Sequence[int]] | None = None,
    start: int = -1,
    finish: int = -1,
    villages: int = 0,
    scenic: int = 0,
    most_m: float = 1e6,
) -> Task:
    """Make a task in which the lengths between points are the straight ones.

    `options` gives for each group the points at which it is reached; without it, the point of
    its own number. The last two points are for being led through.
    """
    options = [[group] for group in range(len(states))] if options is None else options
    via_first = 1 + max((point for of_group in options for point in of_group), default=-1)
    reached = [[g for g, of_group in enumerate(options) if point in of_group] for point in range(len(at_m))]
    return Task(
        shape=shape,
        low_mm=round(most_m * 1000) - 1000,
        high_mm=round(most_m * 1000),
        saving=0.0,
        fit_low_mm=0,
        fit_high_mm=0,
        state=np.array(states, dtype=np.int64),
        start_group=start,
        finish_group=finish,
        villages=villages,
        scenic=scenic,
        option=_rows(options),
        option_terminal=_flat(options),
        reached=_rows(reached),
        reached_group=_flat(reached),
        terminal=np.arange(len(at_m), dtype=np.int64),
        via_first=via_first,
        length_mm=np.array([[round(1000 * math.dist(a, b)) for b in at_m] for a in at_m], dtype=np.int64),
        max_repeated=1.0,
        max_unpaved=1.0,
        min_motor_free=0.0,
        max_self_crossings=-1,
        max_tunnel_mm=-1,
        weight=weights_of(()),
        keen=keenness_of(()),
    )


def _rows(of: Sequence[Sequence[int]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([0, *itertools.accumulate(len(one) for one in of)], dtype=np.int64)


def _flat(of: Sequence[Sequence[int]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([each for one in of for each in one], dtype=np.int64)


def shortest(task: Task, groups: Iterable[int]) -> int:
    """Give the length of the shortest ring through groups, by trying all."""
    fixed_start, fixed_finish = task.start_group, task.finish_group
    free = [group for group in groups if group not in (fixed_start, fixed_finish)]
    best = 1 << 60
    for order in itertools.permutations(free):
        whole = [
            *([fixed_start] if fixed_start >= 0 else []),
            *order,
            *([fixed_finish] if fixed_finish >= 0 else []),
        ]
        of_each = [task.option_terminal[task.option[g] : task.option[g + 1]].tolist() for g in whole]
        for way in itertools.product(*of_each):
            total = sum(int(task.length_mm[a, b]) for a, b in itertools.pairwise(way))
            if task.shape == LOOP:
                total += int(task.length_mm[way[-1], way[0]])
            best = min(best, total)
    return best


@pytest.mark.parametrize("seed", range(12))
def test_the_shortest_loop_through_all(seed: int) -> None:
    count = 3 + seed % 4
    task = make_task(points(seed, count + 2), [STATE_REQUIRED] * count)
    assert shortest_ring_mm(task, 0, 0, seed, TRIES) == shortest(task, range(count))


@pytest.mark.parametrize("seed", range(12))
def test_the_shortest_way_from_start_to_finish(seed: int) -> None:
    count = 3 + seed % 4
    at_m = points(seed, count + 2)
    task = make_task(at_m, [STATE_REQUIRED] * count, shape=POINT_TO_POINT, start=0, finish=1)
    assert shortest_ring_mm(task, 0, 0, seed, TRIES) == shortest(task, range(count))


@pytest.mark.parametrize("seed", range(12))
def test_the_shortest_way_out(seed: int) -> None:
    count = 3 + seed % 4
    task = make_task(points(seed, count + 2), [STATE_REQUIRED] * count, shape=OUT_AND_BACK, start=0)
    assert shortest_ring_mm(task, 0, 0, seed, TRIES) == shortest(task, range(count))


@pytest.mark.parametrize("seed", range(12))
def test_the_villages_and_spots_that_lie_best(seed: int) -> None:
    states = [STATE_REQUIRED, *[STATE_VILLAGE] * 5, *[STATE_SCENIC] * 3]
    task = make_task(points(seed, len(states) + 2), states, villages=3, scenic=2)
    best = min(
        shortest(task, (0, *villages, *spots))
        for villages in itertools.combinations(range(1, 6), 3)
        for spots in itertools.combinations(range(6, 9), 2)
    )
    # Which are chosen is found by chance and insertion; it need not be the best choice.
    assert best <= shortest_ring_mm(task, 3, 2, seed, TRIES) <= 1.06 * best


@pytest.mark.parametrize("seed", range(12))
def test_the_best_of_several_points_at_which_a_group_is_reached(seed: int) -> None:
    options = [[0, 1], [2, 3], [4, 5], [6]]
    task = make_task(points(seed, 9), [STATE_REQUIRED] * 4, options=options)
    assert shortest_ring_mm(task, 0, 0, seed, TRIES) == shortest(task, range(4))


def test_one_point_can_serve_several_groups() -> None:
    task = make_task([(0, 0), (900, 0), (5000, 5000)], [STATE_VILLAGE] * 3, options=[[0], [0], [1]])
    assert shortest_ring_mm(task, 2, 0, 1, TRIES) == 0
    assert shortest_ring_mm(task, 3, 0, 1, TRIES) == 1_800_000


def test_what_no_point_reaches_is_told() -> None:
    task = make_task([(0, 0), (900, 0), (5000, 5000)], [STATE_REQUIRED, STATE_VILLAGE], options=[[0], []])
    assert shortest_ring_mm(task, 1, 0, 1, TRIES) == -1
    ring, cover = np.empty(10, dtype=np.int64), np.zeros(2, dtype=np.int64)
    assert build_ring(task._replace(villages=1), seeded(1, 0), ring, cover) == (0, 0)


@pytest.mark.parametrize("shape", [LOOP, POINT_TO_POINT, OUT_AND_BACK])
@pytest.mark.parametrize("stream", range(20))
def test_a_ring_holds_what_is_asked_and_keeps_its_ends(shape: int, stream: int) -> None:
    states = [STATE_REQUIRED, STATE_REQUIRED, *[STATE_VILLAGE] * 5, *[STATE_SCENIC] * 3]
    finish = 1 if shape == POINT_TO_POINT else -1
    task = make_task(
        points(stream, 14), states, shape=shape, villages=3, scenic=2, most_m=30_000.0, start=0, finish=finish
    )
    ring, cover = np.empty(len(states) + 8, dtype=np.int64), np.zeros(len(states), dtype=np.int64)
    size, needed_mm = build_ring(task, seeded(7, stream), ring, cover)
    chosen = ring[:size].tolist()
    assert {0, 1} <= set(chosen)
    assert len({2, 3, 4, 5, 6}.intersection(chosen)) >= 3
    assert len({7, 8, 9}.intersection(chosen)) >= 2
    assert sorted(np.flatnonzero(cover).tolist()) == sorted(point for point in chosen if point < 10)
    assert needed_mm <= tour_mm(task, ring, size) <= max(needed_mm, task.high_mm)
    if shape != LOOP:
        assert chosen[0] == 0
    if shape == POINT_TO_POINT:
        assert chosen[-1] == 1
