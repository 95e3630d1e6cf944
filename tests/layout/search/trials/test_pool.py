"""The pool of walks: of those that are alike the best is kept, and different ones are chosen."""

from __future__ import annotations

import numpy as np
import pytest

from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.kernels.figures import FIGURES, SCENERY
from courseplanner.layout.search.kernels.trial import Walks
from courseplanner.layout.search.kernels.verdict import no_statistic
from courseplanner.layout.search.trials.pool import SHARED_STEPS, Pool, Walk
from layout.stages import graph_of

TEN = 10


def row_of_chains(beside: list[tuple[int, int, int]] | None = None) -> Graph:
    """Ten chains of one kilometre, one after the other."""
    points = [(1000.0 * i, 0.0) for i in range(TEN + 1)]
    chains = [(i, i + 1, 1_000_000) for i in range(TEN)]
    return graph_of(points, chains, beside=beside or [])


def walks(*of: tuple[list[int], int]) -> Walks:
    """Walks over chains, each with the millimetres that it repeats: the fewer, the better."""
    steps = [[2 * chain for chain in chains] for chains, _ in of]
    figure = np.zeros((len(of), FIGURES), dtype=np.int64)
    for row, (chains, repeated_mm) in enumerate(of):
        figure[row, :2] = 1_000_000 * len(chains), repeated_mm
    return Walks(
        np.array([0, *np.cumsum([len(one) for one in steps])], dtype=np.int64),
        np.array([step for one in steps for step in one], dtype=np.int64),
        figure,
        -figure[:, 1] / 1e6,
        np.arange(len(of), dtype=np.int64),
        no_statistic(),
    )


def chosen_of(pool: Pool, count: int) -> list[list[int]]:
    taken: list[Walk] = []

    def take(found: Walk, _allowed: float) -> bool:
        taken.append(found)
        return True

    pool.choose(count, take)
    return [(one.walk >> 1).tolist() for one in taken]


@pytest.mark.parametrize("better_first", [True, False])
def test_of_two_alike_the_better_is_kept(better_first: bool) -> None:
    pool = Pool(row_of_chains())
    pair = [([0, 1, 2, 3], 500), ([3, 2, 1, 0], 900_000)]
    pool.add(walks(*(pair if better_first else pair[::-1])))
    assert len(pool) == 1
    assert chosen_of(pool, 5) == [[0, 1, 2, 3]]


def test_the_same_ground_under_other_chains_is_alike() -> None:
    alongside = [(0, 5, 990_000), (1, 6, 990_000), (5, 0, 990_000), (6, 1, 990_000)]
    pool = Pool(row_of_chains(alongside))
    pool.add(walks(([0, 1], 0), ([5, 6], 100)))
    assert len(pool) == 1


def test_those_that_share_too_much_are_not_counted_as_different() -> None:
    pool = Pool(row_of_chains())
    pool.add(walks(([0, 1, 2, 3], 0), ([2, 3, 4, 5], 1), ([6, 7, 8, 9], 2)))
    assert len(pool) == 3
    assert [pool.different(3, share) for share in (0.0, 0.3, 0.49, 0.51, 1.0)] == [2, 2, 2, 3, 3]
    assert pool.different(1, 1.0) == 1


def test_different_ones_are_chosen_before_better_ones() -> None:
    pool = Pool(row_of_chains())
    pool.add(walks(([0, 1, 2, 3], 0), ([2, 3, 4, 5], 1000), ([6, 7, 8, 9], 2000)))
    assert chosen_of(pool, 2) == [[0, 1, 2, 3], [6, 7, 8, 9]]
    assert chosen_of(pool, 3) == [[0, 1, 2, 3], [6, 7, 8, 9], [2, 3, 4, 5]]
    assert chosen_of(pool, 9) == chosen_of(pool, 3)


def test_what_is_refused_makes_room_for_what_is_like_it() -> None:
    pool = Pool(row_of_chains())
    pool.add(walks(([0, 1, 2, 3], 0), ([1, 2, 3, 4], 1000)))
    offered: list[tuple[list[int], float]] = []

    def refuse_the_best(found: Walk, allowed: float) -> bool:
        offered.append(((found.walk >> 1).tolist(), allowed))
        return bool(found.walk[0] != 0)

    pool.choose(1, refuse_the_best)
    assert offered == [([0, 1, 2, 3], SHARED_STEPS[0]), ([1, 2, 3, 4], SHARED_STEPS[0])]


def test_no_two_chosen_share_more_than_is_allowed() -> None:
    pool = Pool(row_of_chains())
    many = [([i % TEN, (i + 1) % TEN, (i * 3) % TEN, (i * 7) % TEN], 50 * i) for i in range(60)]
    pool.add(walks(*many))
    taken = chosen_of(pool, 6)
    for number, one in enumerate(taken):
        for other in taken[:number]:
            shared = len(set(one) & set(other)) / min(len(set(one)), len(set(other)))
            assert shared <= SHARED_STEPS[-1]


def test_the_most_scenic_comes_after_the_best_where_that_is_asked() -> None:
    pool = Pool(row_of_chains())
    found = walks(([0, 1], 0), ([2, 3], 100), ([4, 5], 200), ([5, 6], 300), ([8, 9], 400))
    found.figure[:, SCENERY] = 1, 900, 2, 700, 800
    pool.add(found)
    assert [(one.walk[0] >> 1) for one in pool.most_scenic(3)] == [2, 8, 5]
    offered: list[int] = []

    def take(one: Walk, _allowed: float) -> bool:
        offered.append(int(one.walk[0] >> 1))
        return offered[-1] != 2  # it can't be closed

    pool.choose(4, take, scenic=True)
    assert offered[:5] == [0, 2, 8, 2, 4]
    assert [int(one.walk[0] >> 1) for one in pool.spread(3, scenic=True)] == [0, 2, 4]
    assert [int(one.walk[0] >> 1) for one in pool.spread(2)] == [0, 2]


def test_an_empty_pool_offers_nothing() -> None:
    pool = Pool(row_of_chains())
    pool.add(walks())
    assert (len(pool), pool.different(6, 1.0), chosen_of(pool, 6)) == (0, 0, [])


def test_walks_of_every_size_fit() -> None:
    points = [(float(i), 0.0) for i in range(301)]
    graph = graph_of(points, [(i, i + 1, 1000) for i in range(300)])
    pool = Pool(graph)
    pool.add(walks((list(range(2)), 0), (list(range(10, 300)), 0)))
    assert sorted(len(one) for one in chosen_of(pool, 2)) == [2, 290]


def test_it_keeps_the_best_of_very_many() -> None:
    points = [(float(i), 0.0) for i in range(1001)]
    graph = graph_of(points, [(i, i + 1, 1_000_000) for i in range(1000)])
    pool = Pool(graph)
    pool.add(walks(*(([i], (i * 7919 % 1000) * 1000) for i in range(1000))))
    best = next(i for i in range(1000) if i * 7919 % 1000 == 0)
    assert len(pool) < 1000
    assert chosen_of(pool, 1) == [[best]]


def test_a_walk_that_no_course_can_come_of_takes_no_room() -> None:
    asked: list[list[int]] = []

    def is_fit(walk: np.ndarray) -> bool:
        asked.append((walk >> 1).tolist())
        return asked[-1] != [0, 1, 2, 3]

    pool = Pool(row_of_chains(), is_fit)
    batch = walks(([0, 1, 2, 3], 0), ([3, 2, 1, 0], 900_000), ([6, 7, 8, 9], 2))
    pool.add(batch)
    assert chosen_of(pool, 5) == [[6, 7, 8, 9], [3, 2, 1, 0]]
    pool.add(batch)
    assert sorted(asked) == [[0, 1, 2, 3], [3, 2, 1, 0], [6, 7, 8, 9]], "each is looked at once"
