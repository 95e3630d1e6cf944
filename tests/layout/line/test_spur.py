"""Turnarounds on side roads lengthen a line by exactly what it lacks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from courseplanner.layout.line.line import Line, turnarounds_of
from courseplanner.layout.line.spur import LONGEST_SPUR_M, with_spurs
from courseplanner.layout.line.walked import Walked
from layout.maps import SmallMap, make_brief, position
from layout.stages import Stages, prepared
from layout.walking import laid, walked

GEOD = Geod(ellps="WGS84")
TWO_MM = 0.002
SIDE_M = 900.0


def square(side_roads: bool = True) -> SmallMap:
    """A square of 4 km, with a side road of 900 m in two edges, a lane, and a closed way."""
    small = SmallMap()
    for number, (x_m, y_m) in enumerate([(0, 0), (1000, 0), (1000, 1000), (0, 1000)], 1):
        small.node(number, x_m, y_m)
    small.node(5, 500, 0).way([1, 5, 2, 3, 4, 1], name="Square")
    if side_roads:
        small.node(6, 500, -400).node(7, 500, -SIDE_M).way([5, 6]).way([6, 7])
        small.node(8, 1100, 1000).way([3, 8], {"highway": "service"})
        small.node(9, -200, 1100).node(10, 0, 1300).way([4, 9, 10, 4])
    return small


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return prepared(square().region(tmp_path_factory.mktemp("square")), make_brief(4000))


def round_the_square(stages: Stages) -> Walked:
    graph = stages.core.graph
    rounds = []
    for start in range(2 * len(graph.start)):
        walk, here = [start], int(graph.end[start >> 1] if not start & 1 else graph.start[start >> 1])
        first = int(graph.start[start >> 1] if not start & 1 else graph.end[start >> 1])
        while here != first:
            onward = [
                2 * int(chain) + int(graph.start[chain] != here)
                for chain in graph.row_chain[graph.row[here] : graph.row[here + 1]]
                if chain != walk[-1] >> 1 and graph.start[chain] != graph.end[chain]
            ]
            walk.append(onward[0])
            here = int(graph.end[walk[-1] >> 1] if not walk[-1] & 1 else graph.start[walk[-1] >> 1])
        rounds.append(walked(stages, walk, closed=True))
    return max(rounds, key=lambda one: one.line.length_m)


def spurs(stages: Stages, missing_m: float, closed_ways: tuple[int, ...] = ()) -> list[Line]:
    roads = stages.region.roads
    allowed = ~np.isin(roads.way_id[roads.edge_way], closed_ways)
    found = with_spurs(roads, stages.plane, allowed, round_the_square(stages), missing_m)
    return [laid(stages.region, stretches).line for stretches in found]


def measured_m(line: Line) -> float:
    return float(GEOD.line_length(line.lon, line.lat))


@given(missing_m=st.floats(1.0, 2 * SIDE_M - 10.0))
def test_the_line_grows_by_what_it_lacks(stages: Stages, missing_m: float) -> None:
    found = spurs(stages, missing_m)
    assert found
    base_m = measured_m(round_the_square(stages).line)
    for line in found:
        assert measured_m(line) == pytest.approx(base_m + missing_m, abs=2 * TWO_MM)
        assert len(line.edge) == len(line.lon) - 1
        assert (line.lon[0], line.lat[0]) == (line.lon[-1], line.lat[-1])


def test_it_turns_once_and_halfway_out(stages: Stages) -> None:
    closed_way = 5
    (line,) = spurs(stages, 1000.0, closed_ways=(closed_way,))
    (tip_m,) = turnarounds_of(stages.plane, line, closed=True)
    at = int(np.argmin(np.abs(line.chainage_m - tip_m)))
    assert GEOD.inv(line.lon[at], line.lat[at], *position(500.0, -500.0))[2] < 1.0


def test_no_side_road_is_long_enough(stages: Stages) -> None:
    assert spurs(stages, 2 * SIDE_M + 100.0) == []


@pytest.mark.parametrize("missing_m", [0.0, -10.0, 2 * LONGEST_SPUR_M + 1.0])
def test_what_a_turnaround_cannot_mend(stages: Stages, missing_m: float) -> None:
    assert spurs(stages, missing_m) == []


def test_roads_that_a_course_may_not_use_are_no_side_roads(stages: Stages) -> None:
    assert [len(spurs(stages, 1000.0, closed_ways=ways)) for ways in ((), (2,), (2, 5))] == [2, 1, 0]


def test_without_side_roads_there_is_none(tmp_path: Path) -> None:
    alone = prepared(square(side_roads=False).region(tmp_path), make_brief(4000))
    assert spurs(alone, 100.0) == []
