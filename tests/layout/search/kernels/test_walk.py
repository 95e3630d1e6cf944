"""Walks on hand-made graphs: what is pruned away, and what they add up to."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.graph.preference_weights import keenness_of, weights_of
from courseplanner.layout.search.kernels.figures import MOTOR_FREE, VILLAGES, measure_walk
from courseplanner.layout.search.kernels.ring import (
    LOOP,
    OUT_AND_BACK,
    STATE_REQUIRED,
    STATE_SCENIC,
    STATE_VILLAGE,
    Task,
)
from courseplanner.layout.search.kernels.walk import prune, step_end
from layout.stages import graph_of

# A square of four chains, and from its second corner a dead end of two.
SQUARE = [(0, 1, 100), (1, 2, 200), (2, 3, 300), (3, 0, 400), (1, 4, 50), (5, 4, 60)]
CORNERS = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (2.0, 0.0), (3.0, 0.0)]
# Round the square, with the dead end run out to its end and back; chain 5 lies the other way round.
ROUND = [0, 8, 11, 10, 9, 2, 4, 6]


def task(states: list[int], shape: int = LOOP, reached: list[list[int]] | None = None) -> Task:
    """A task in which terminal `i` reaches the groups `reached[i]`."""
    reached = reached or []
    empty = np.empty(0, dtype=np.int64)
    return Task(
        shape, 0, 10**9, 0.0, 0, 0, np.array(states, dtype=np.int64), -1, -1, 0, 0, empty, empty,
        np.array([0, *np.cumsum([len(one) for one in reached])], dtype=np.int64),
        np.array([group for one in reached for group in one], dtype=np.int64),
        empty, 0, np.empty((0, 0), dtype=np.int64), 1.0, 1.0, 0.0, -1, -1, weights_of(()), keenness_of(()),
    )  # fmt: skip


def pruned(graph: Graph, of: Task, ring: list[int], steps: list[int]) -> list[int]:
    walk = np.array(steps, dtype=np.int64)
    cover = np.zeros(len(of.state), dtype=np.int64)
    size = prune(graph, of, np.array(ring, dtype=np.int64), len(ring), walk, len(steps), cover)
    return walk[:size].tolist()  # type: ignore[no-any-return]


def measured(graph: Graph, of: Task, steps: list[int]) -> tuple[list[int], list[int]]:
    seen, cover = np.zeros(len(graph.start), dtype=np.int64), np.zeros(len(of.state), dtype=np.int64)
    walk = np.array(steps, dtype=np.int64)
    figure = measure_walk(graph, of, walk, len(steps), seen, cover)
    return figure.tolist(), cover.tolist()


def test_the_ends_of_a_step() -> None:
    graph = graph_of(CORNERS, SQUARE)
    assert (step_end(graph, 10, 0), step_end(graph, 10, 1)) == (5, 4)
    assert (step_end(graph, 11, 0), step_end(graph, 11, 1)) == (4, 5)


def test_a_way_out_and_back_is_pruned_from_its_end() -> None:
    assert pruned(graph_of(CORNERS, SQUARE), task([]), [], ROUND) == [0, 2, 4, 6]


def test_a_planned_visit_keeps_it_as_far_as_it_needs() -> None:
    of = task([STATE_VILLAGE], reached=[[0]])
    assert pruned(graph_of(CORNERS, SQUARE, visits=[(5, 0)]), of, [0], ROUND) == ROUND
    assert pruned(graph_of(CORNERS, SQUARE, visits=[(4, 0)]), of, [0], ROUND) == [0, 8, 9, 2, 4, 6]


def test_a_visit_that_nobody_planned_does_not_keep_it() -> None:
    of = task([STATE_VILLAGE], reached=[[0]])
    assert pruned(graph_of(CORNERS, SQUARE, visits=[(5, 0)]), of, [], ROUND) == [0, 2, 4, 6]


def test_a_visit_made_elsewhere_does_not_keep_it() -> None:
    of = task([STATE_VILLAGE], reached=[[0]])
    graph = graph_of(CORNERS, SQUARE, visits=[(2, 0), (5, 0)])
    assert pruned(graph, of, [0], ROUND) == [0, 2, 4, 6]


def test_of_two_dead_ends_with_the_same_visit_one_remains() -> None:
    chains = [*SQUARE[:4], (1, 4, 50), (2, 5, 60)]
    of = task([STATE_VILLAGE], reached=[[0]])
    both = [0, 8, 9, 2, 10, 11, 4, 6]
    graph = graph_of(CORNERS, chains, visits=[(4, 0), (5, 0)])
    assert pruned(graph, of, [0], both) in ([0, 8, 9, 2, 4, 6], [0, 2, 10, 11, 4, 6])


@given(st.lists(st.integers(0, 11), max_size=14), st.sets(st.integers(0, 5)))
def test_pruning_keeps_ends_and_planned_visits(steps: list[int], visited: set[int]) -> None:
    graph = graph_of(CORNERS, SQUARE, visits=[(chain, 0) for chain in sorted(visited)])
    walk: list[int] = []
    for step in steps:
        if not walk or step_end(graph, walk[-1], 1) == step_end(graph, step, 0):
            walk.append(step)
    of = task([STATE_REQUIRED], reached=[[0]])
    left = pruned(graph, of, [0], walk)
    assert any(step >> 1 in visited for step in left) == any(step >> 1 in visited for step in walk)
    for one, other in itertools.pairwise(left):
        assert step_end(graph, one, 1) == step_end(graph, other, 0)
    if left:
        assert step_end(graph, left[0], 0) == step_end(graph, walk[0], 0)
        assert step_end(graph, left[-1], 1) == step_end(graph, walk[-1], 1)


def test_the_figures_of_a_walk() -> None:
    graph = graph_of(
        CORNERS, SQUARE, unpaved=[4, 2], motor_free=[0, 1], visits=[(0, 0), (1, 1), (2, 1), (3, 2)]
    )
    of = task([STATE_VILLAGE, STATE_SCENIC, STATE_REQUIRED])
    figure, cover = measured(graph, of, [0, 8, 9, 2, 4])
    assert figure[: MOTOR_FREE + 3] == [100 + 50 + 50 + 200 + 300, 50, 50 + 50 + 300, 100 + 200, 1, 1]
    assert cover == [1, 2, 0]


def test_ground_beside_what_was_run_counts_as_repeated_but_never_more_than_there_is() -> None:
    beside = [(1, 0, 150), (2, 0, 250), (2, 1, 250)]
    figure, _ = measured(graph_of(CORNERS, SQUARE, beside=beside), task([]), [0, 2, 4])
    assert figure[:2] == [600, 150 + 300]


@pytest.mark.parametrize(("shape", "villages"), [(LOOP, 2), (OUT_AND_BACK, 1)])
def test_the_last_chain_of_a_way_out_counts_for_no_visit(shape: int, villages: int) -> None:
    graph = graph_of(CORNERS, SQUARE, visits=[(0, 0), (1, 1)])
    figure, _ = measured(graph, task([STATE_VILLAGE, STATE_VILLAGE], shape), [0, 2])
    assert figure[VILLAGES] == villages
