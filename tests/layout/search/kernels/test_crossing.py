"""Crossings of walks on a graph, against those of the lines that they run."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.kernels.crossing import self_crossings, uncross
from courseplanner.layout.search.kernels.walk import step_end
from courseplanner.measure.geometry.selfcross import self_crossings as crossings_of_line
from layout.stages import graph_of

SIDE = 4
NODES = [(100.0 * (i % SIDE), 100.0 * (i // SIDE)) for i in range(SIDE * SIDE)]
STREETS = [
    *((i, i + 1) for i in range(SIDE * SIDE) if i % SIDE < SIDE - 1),
    *((i, i + SIDE) for i in range(SIDE * (SIDE - 1))),
    *((i, i + SIDE + 1) for i in range(SIDE * (SIDE - 1)) if i % SIDE < SIDE - 1),
]


def _graph() -> Graph:
    ends = np.array([NODES[a] + NODES[b] for a, b in STREETS])
    way = ends[:, 2:] - ends[:, :2]
    leave = np.column_stack((way, -way)).reshape(-1, 2)
    leave /= np.hypot(leave[:, 0], leave[:, 1])[:, None]
    made = graph_of(NODES, [(a, b, 100_000) for a, b in STREETS])
    return made._replace(leave_x=leave[:, 0].copy(), leave_y=leave[:, 1].copy())


GRAPH = _graph()
STEPS_FROM = {
    node: [2 * chain + (STREETS[chain][0] != node) for chain in range(len(STREETS)) if node in STREETS[chain]]
    for node in range(len(NODES))
}


@st.composite
def walks(draw: st.DrawFn) -> list[int]:
    """Steps that never turn straight back."""
    node, walk = draw(st.integers(0, len(NODES) - 1)), list[int]()
    for choice in draw(st.lists(st.integers(0, 20), min_size=3, max_size=30)):
        onward = [step for step in STEPS_FROM[node] if not walk or step != walk[-1] ^ 1]
        walk.append(onward[choice % len(onward)])
        node = int(step_end(GRAPH, walk[-1], 1))
    return walk


def nodes_of(walk: list[int]) -> list[int]:
    return [int(step_end(GRAPH, walk[0], 0)), *(int(step_end(GRAPH, step, 1)) for step in walk)]


def count(walk: list[int], *, closed: bool = False) -> int:
    return int(self_crossings(GRAPH, np.array(walk, dtype=np.int64), len(walk), closed))


@settings(max_examples=300, deadline=None)
@given(walks())
def test_a_walk_crosses_itself_as_often_as_its_line(walk: list[int]) -> None:
    line = np.array([NODES[node] for node in nodes_of(walk)])
    assert count(walk) == len(crossings_of_line(line[:, 0], line[:, 1]))


EIGHT = [(5, 6), (6, 10), (10, 9), (9, 5), (5, 4), (4, 0), (0, 1), (1, 5)]


def steps_along(ways: list[tuple[int, int]]) -> list[int]:
    return [
        2 * STREETS.index((a, b)) if (a, b) in STREETS else 2 * STREETS.index((b, a)) + 1 for a, b in ways
    ]


def test_a_closed_walk_crosses_itself_wherever_it_begins() -> None:
    walk = steps_along([(9, 5), (5, 1), (1, 0), (0, 4), (4, 5), (5, 6), (6, 10), (10, 9)])
    assert {count(walk[i:] + walk[:i], closed=True) for i in range(len(walk))} == {1}


def test_a_closed_walk_that_touches_itself_does_not_cross() -> None:
    walk = steps_along(EIGHT)
    assert {count(walk[i:] + walk[:i], closed=True) for i in range(len(walk))} == {0}


@pytest.mark.parametrize("begin", range(8))
def test_the_other_way_round_it_only_touches(begin: int) -> None:
    walk = steps_along([(9, 5), (5, 1), (1, 0), (0, 4), (4, 5), (5, 6), (6, 10), (10, 9)])
    uncrossed = np.array(walk[begin:] + walk[:begin], dtype=np.int64)
    ways = uncrossed.copy()
    assert uncross(GRAPH, uncrossed, len(uncrossed), True)
    assert count(uncrossed.tolist(), closed=True) == 0
    assert sorted((uncrossed >> 1).tolist()) == sorted((ways >> 1).tolist())
    assert not uncross(GRAPH, uncrossed, len(uncrossed), True)


@settings(max_examples=300, deadline=None)
@given(walks())
def test_what_is_mended_hangs_together_and_no_longer_crosses(walk: list[int]) -> None:
    uncrossed = np.array(walk, dtype=np.int64)
    uncross(GRAPH, uncrossed, len(uncrossed), False)
    after = uncrossed.tolist()
    assert sorted(step >> 1 for step in after) == sorted(step >> 1 for step in walk)
    assert all(step_end(GRAPH, one, 1) == step_end(GRAPH, other, 0) for one, other in pairwise(after))
    assert (nodes_of(after)[0], nodes_of(after)[-1]) == (nodes_of(walk)[0], nodes_of(walk)[-1])
    if len(set(walk) | {step ^ 1 for step in walk}) == 2 * len(walk):
        assert count(after) == 0
