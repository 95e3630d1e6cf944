"""Closing: the shortest route of every shape comes to its exact length, and its ends lie where they may."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from courseplanner.layout.line.closing import (
    LARGEST_SHIFT_M,
    Closed,
    close_loop,
    close_out_and_back,
    close_point_to_point,
    whole_route,
)
from courseplanner.layout.line.line import Line, cut, line_of
from courseplanner.layout.line.routes import Router
from courseplanner.layout.line.starts import End
from courseplanner.layout.line.walked import Walked
from courseplanner.measure.geometry.geodesy import Plane, point_at
from courseplanner.measure.geometry.nearness import outlines_of
from courseplanner.measure.string.strip import CONE_M
from courseplanner.model.names import Names
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.places.places import Place, PlaceKind
from layout.maps import make_brief, ring_road
from layout.stages import prepared
from layout.walking import along, walked

GEOD = Geod(ellps="WGS84")
CENTIMETRE = 0.01
MILLIMETRE = 0.001
CORNER_M = 3.0
"""What a corner of the ring takes off the route: there road and route run on at different rates."""
RING_M = 4000.0


class Ring:
    """One closed road, as a line."""

    def __init__(self, folder: Path) -> None:
        region = ring_road(RING_M, corners=40).region(folder)
        stages = prepared(region, make_brief())
        self.roads: RoadNetwork = region.roads
        self.plane: Plane = stages.plane
        self.walked: Walked = walked(stages, [0], closed=True)
        self.line: Line = self.walked.line
        self.router = Router(region.roads, stages.plane)

    def route_m(self, laps: int = 1) -> float:
        """How long the shortest route round it is."""
        return measured_m(whole_route(self.router, self.walked, "loop", laps).line)

    def end(self, at_m: float, within_m: float) -> End:
        """Where a course may start or finish: near a place on the ring."""
        lon, lat = self.at(at_m)
        place = Place(PlaceKind.STOP, Names("here"), None, lon, lat)
        return End(outlines_of((place,), self.plane), within_m)

    def at(self, at_m: float) -> tuple[float, float]:
        return point_at(self.line.lon, self.line.lat, self.line.chainage_m, at_m)


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Ring:
    return Ring(tmp_path_factory.mktemp("ring"))


def measured_m(line: Line) -> float:
    return float(GEOD.line_length(line.lon, line.lat))


def apart_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(GEOD.inv(*a, *b)[2])


def ends_of(line: Line) -> tuple[tuple[float, float], tuple[float, float]]:
    return (float(line.lon[0]), float(line.lat[0])), (float(line.lon[-1]), float(line.lat[-1]))


def best_loop(ring: Ring, target_m: float, laps: int = 1, start: End | None = None) -> Closed | None:
    return next(close_loop(ring.router, ring.walked, target_m, laps, start), None)


@pytest.mark.parametrize("laps", [1, 2, 5])
@given(shift_m=st.floats(-190.0, 190.0))
def test_a_loop_is_exact_and_its_gap_is_told(ring: Ring, laps: int, shift_m: float) -> None:
    target_m = ring.route_m(laps) - shift_m
    closed = best_loop(ring, target_m, laps)
    assert closed is not None
    assert measured_m(closed.line) == pytest.approx(target_m, abs=MILLIMETRE)
    assert closed.closing is not None
    assert closed.closing.method == "start-slide"
    assert closed.closing.shift_m == pytest.approx(shift_m, abs=CORNER_M)
    start, finish = ends_of(closed.line)
    # The ends may lie anywhere on the lines across the road.
    assert apart_m(start, finish) <= math.hypot(abs(shift_m) + CORNER_M, 5.4)
    assert apart_m(start, finish) >= 0.9 * abs(shift_m) - CORNER_M


@pytest.mark.parametrize("shift_m", [150.0, -150.0])
def test_the_finish_lies_before_the_start_where_the_shift_is_positive(ring: Ring, shift_m: float) -> None:
    closed = best_loop(ring, ring.route_m() - shift_m)
    assert closed is not None
    start, finish = ends_of(closed.line)
    after_100_m = point_at(closed.line.lon, closed.line.lat, closed.line.chainage_m, 100.0)
    # On past the start the course leads away from a finish that lies before it.
    assert (apart_m(after_100_m, finish) > apart_m(start, finish)) == (shift_m > 0)


@pytest.mark.parametrize("shift_m", [-LARGEST_SHIFT_M - 0.1, LARGEST_SHIFT_M + 0.1, 3000.0, -3000.0])
def test_a_gap_that_is_too_large_is_not_closed(ring: Ring, shift_m: float) -> None:
    assert best_loop(ring, ring.route_m() - shift_m) is None


@given(at_m=st.floats(0, RING_M), within_m=st.floats(20.0, 300.0), shift_m=st.floats(-190, 190))
def test_a_loop_starts_within_the_distance(ring: Ring, at_m: float, within_m: float, shift_m: float) -> None:
    closed = best_loop(ring, ring.route_m() - shift_m, start=ring.end(at_m, within_m))
    assert closed is not None
    assert apart_m(ends_of(closed.line)[0], ring.at(at_m)) <= within_m + MILLIMETRE


def test_the_starts_offered_differ(ring: Ring) -> None:
    offered = list(close_loop(ring.router, ring.walked, ring.route_m() - 50.0, 1, None))
    assert len(offered) > 3
    assert len({ends_of(closed.line)[0] for closed in offered}) == len(offered)


@pytest.mark.parametrize("laps", [2, 4])
def test_laps_are_judged_within_one(ring: Ring, laps: int) -> None:
    closed = best_loop(ring, ring.route_m(laps) - 80.0, laps)
    assert closed is not None
    assert measured_m(closed.judged) == pytest.approx(ring.route_m(), abs=CORNER_M)


@pytest.mark.parametrize("laps", [2, 5])
@given(lead_in_m=st.floats(180.0, 3900.0), shift_m=st.floats(-150.0, 150.0))
def test_a_lead_in_is_run_before_the_first_lap(
    ring: Ring, laps: int, lead_in_m: float, shift_m: float
) -> None:
    target_m = ring.route_m(laps) + lead_in_m - shift_m
    closed = next(close_loop(ring.router, ring.walked, target_m, laps, None, lead_in_m), None)
    assert closed is not None
    assert closed.lead_in_m is not None
    assert measured_m(closed.line) == pytest.approx(target_m, abs=MILLIMETRE)
    assert closed.lead_in_m == pytest.approx(target_m - ring.route_m(laps), abs=CORNER_M)
    assert closed.closing is not None
    # Along the road, which is a little longer.
    assert closed.closing.shift_m == pytest.approx(shift_m, abs=CORNER_M + 0.01 * lead_in_m)
    # There the finish is passed for the first time.
    line = closed.line
    first = point_at(line.lon, line.lat, line.chainage_m, closed.lead_in_m)
    assert apart_m(first, ends_of(line)[1]) <= 5.4 + CORNER_M


@given(target_m=st.floats(100.0, 7900.0))
def test_out_and_back_is_exact_and_the_same_both_ways(ring: Ring, target_m: float) -> None:
    (closed,) = close_out_and_back(ring.router, ring.walked, target_m)
    assert measured_m(closed.line) == pytest.approx(target_m, abs=MILLIMETRE)
    out = closed.judged
    assert out.length_m == pytest.approx(target_m / 2, abs=20.0)
    turn = closed.routed.centreline.length_m / 2.0
    tip = point_at(ring.line.lon, ring.line.lat, ring.line.chainage_m, turn)
    # Round the cone, 0.30 m off it, and back on the other half of the road.
    assert apart_m(ends_of(out)[1], tip) == pytest.approx(CONE_M, abs=CENTIMETRE)
    assert closed.closing is not None
    assert closed.closing.method == "turnaround"


def test_a_way_out_that_is_too_short_is_not_closed(ring: Ring) -> None:
    assert list(close_out_and_back(ring.router, ring.walked, 2 * ring.line.length_m + 1.0)) == []


@pytest.mark.parametrize("surplus_m", [0.2, 100.0, 390.0])
@pytest.mark.parametrize("fixed", ["none", "start", "finish", "both"])
def test_point_to_point_is_exact_and_ends_within_the_distance(
    ring: Ring, surplus_m: float, fixed: str
) -> None:
    part = along(cut(ring.line, 500.0, 3500.0))
    start = ring.end(500.0, 200.0) if fixed in {"start", "both"} else None
    finish = ring.end(3500.0, 200.0) if fixed in {"finish", "both"} else None
    target_m = measured_m(whole_route(ring.router, part, "point-to-point").line) - surplus_m
    (closed,) = close_point_to_point(ring.router, part, target_m, start, finish)
    assert measured_m(closed.line) == pytest.approx(target_m, abs=MILLIMETRE)
    at_start, at_finish = ends_of(closed.line)
    if start is not None:
        assert apart_m(at_start, ring.at(500.0)) <= 200.0 + MILLIMETRE
    if finish is not None:
        assert apart_m(at_finish, ring.at(3500.0)) <= 200.0 + MILLIMETRE
    assert closed.closing is not None
    assert closed.closing.shift_m == pytest.approx(surplus_m, abs=CORNER_M)


def test_a_surplus_that_the_ends_cannot_take_is_not_closed(ring: Ring) -> None:
    part = along(cut(ring.line, 500.0, 3500.0))
    start, finish = ring.end(500.0, 100.0), ring.end(3500.0, 100.0)
    assert list(close_point_to_point(ring.router, part, part.line.length_m - 225.0, start, finish)) == []
    assert list(close_point_to_point(ring.router, part, part.line.length_m + 1.0, None, None)) == []


@given(surplus_m=st.floats(0.3, 60.0))
def test_a_start_slides_where_the_finish_may_not_move(ring: Ring, surplus_m: float) -> None:
    part = along(cut(ring.line, 500.0, 3500.0))
    start, finish = ring.end(500.0, 200.0), ring.end(3599.2, 100.0)
    target_m = measured_m(whole_route(ring.router, part, "point-to-point").line) - surplus_m
    closed = list(close_point_to_point(ring.router, part, target_m, start, finish))
    assert [measured_m(one.line) for one in closed] == [pytest.approx(target_m, abs=MILLIMETRE)]


@pytest.mark.parametrize("rest_m", [-0.45, -0.2, -0.031, -0.003, 0.0, 0.004, 0.3])
@pytest.mark.parametrize("last_m", [0.002, 0.02, 0.1, 30.0])
def test_the_finish_is_exact_however_short_the_last_stretch_is(
    ring: Ring, rest_m: float, last_m: float
) -> None:
    routed = whole_route(ring.router, along(cut(ring.line, 10.0, 900.0)), "point-to-point")
    points = cut(routed.line, 0.0, routed.line.length_m - last_m)
    short = line_of(
        np.append(points.lon, routed.line.lon[-1]),
        np.append(points.lat, routed.line.lat[-1]),
        np.append(points.edge, points.edge[-1]),
    )
    target_m = short.length_m + rest_m
    found = replace(routed, line=short).finishing_at(target_m)
    assert measured_m(found.line) == pytest.approx(target_m, abs=MILLIMETRE)
    assert found.line.chainage_m == pytest.approx(
        np.concatenate(([0.0], np.cumsum(GEOD.line_lengths(found.line.lon, found.line.lat)))), abs=1e-6
    )
    assert len(found.line.edge) == len(found.line.lon) - 1
    assert found.beside_m[-1] == found.line.length_m
    assert (np.diff(found.beside_m) >= 0.0).all()
