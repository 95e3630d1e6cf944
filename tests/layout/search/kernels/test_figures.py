"""What joints add to a walk, and what figures weigh."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.graph.preference_weights import keenness_of, weights_of
from courseplanner.layout.search.kernels import figures as of
from courseplanner.model.brief.preferences import PREFERRED, WEIGHTS, Preference
from layout.search.kernels.test_walk import CORNERS, SQUARE, task
from layout.stages import graph_of, no_scores

EAST, NORTH, WEST, SOUTH = (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)


def _square_graph(**edge_scores: Any) -> Graph:
    """The square with the dead end, its steps leaving in the directions they have."""
    ways = [(EAST, WEST), (NORTH, SOUTH), (WEST, EAST), (SOUTH, NORTH), (EAST, WEST), (WEST, EAST)]
    leave = np.array([direction for way in ways for direction in way])
    return graph_of(
        CORNERS, SQUARE, edge_scores=no_scores(len(SQUARE), len(CORNERS))._replace(**edge_scores)
    )._replace(leave_x=leave[:, 0].copy(), leave_y=leave[:, 1].copy())


def _figure(graph: Graph, steps: list[int]) -> np.ndarray:
    walk, seen = np.array(steps, dtype=np.int64), np.zeros(len(graph.start), dtype=np.int64)
    return np.asarray(of.measure_walk(graph, task([]), walk, len(steps), seen, np.zeros(0, dtype=np.int64)))


def test_the_corners_of_a_loop_are_turns() -> None:
    assert _figure(_square_graph(), [0, 2, 4, 6])[of.TURNS] == 4


def test_out_and_straight_back_is_a_turnaround_and_no_turn() -> None:
    figure = _figure(_square_graph(), [0, 8, 11, 10, 9, 2, 4, 6])
    assert (figure[of.TURNAROUNDS], figure[of.TURNS]) == (1, 4)


def test_a_big_road_is_crossed_by_who_does_not_run_on_it() -> None:
    leads = np.array([0, 2, 0, 1, 0, 0])
    assert _figure(_square_graph(big_leads=leads), [0, 2, 4, 6])[of.CROSSINGS] == 1
    is_big = np.arange(12) == 2
    assert _figure(_square_graph(big_leads=leads, is_big=is_big), [0, 2, 4, 6])[of.CROSSINGS] == 0


def test_climb_is_that_of_the_way_it_is_run() -> None:
    graph = _square_graph(up_mm=np.array([7, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
    assert _figure(graph, [0, 2, 4, 6])[of.CLIMB] == 7
    assert _figure(graph, [7, 5, 3, 1])[of.CLIMB] == 1


def test_roundness_is_that_of_the_swept_ground() -> None:
    swept_m2 = np.zeros(12)
    swept_m2[[0, 1]] = 0.02, -0.02
    figure = _figure(_square_graph(swept_m2=swept_m2), [0, 2, 4, 6])
    assert figure[of.ROUNDNESS] == pytest.approx(1e6 * 4.0 * np.pi * 0.02 / 1.0, abs=1)


@pytest.mark.parametrize(
    ("preference", "figure", "value", "sign"),
    [
        (Preference.SCENERY, of.SCENERY, 500_000, 0.5),
        (Preference.MOTOR_FREE, of.MOTOR_FREE, 1_000_000, 1.0),
        (Preference.FEW_REPEATS, of.REPEATED, 100_000, -0.1),
        (Preference.FEW_TURNS, of.TURNS, 5, -5.0),
        (Preference.FEW_CROSSINGS, of.CROSSINGS, 2, -2.0),
        (Preference.LITTLE_CLIMB, of.CLIMB, 12_000, -12.0),
        (Preference.WIDE, of.NARROW, 300_000, -0.3),
        (Preference.KNOWN_ROADS, of.UNKNOWN_SURFACE, 1_000_000, -1.0),
        (Preference.ROUND, of.ROUNDNESS, 250_000, 0.25),
        (Preference.MANY_PLACES, of.VILLAGES, 3, 3.0),
    ],
)
def test_what_a_figure_of_one_kilometre_weighs(
    preference: Preference, figure: int, value: int, sign: float
) -> None:
    one = np.zeros(of.FIGURES, dtype=np.int64)
    one[of.LENGTH], one[figure] = 1_000_000, value
    plain = task([])
    assert of.worth_of(plain, one) == pytest.approx(sign * WEIGHTS[preference])
    keen = plain._replace(weight=weights_of([preference]), keen=keenness_of([preference]))
    assert of.worth_of(keen, one) == pytest.approx(PREFERRED * sign * WEIGHTS[preference])


def test_every_preference_weighs_and_is_looked_for() -> None:
    assert set(WEIGHTS) == set(Preference)
    for preference in Preference:
        assert (weights_of([preference]) != weights_of([])).sum() == 1
        assert (keenness_of([preference]) > 1.0).sum() == 1
