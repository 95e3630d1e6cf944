"""The corridor: what is open to runners, round corners, dividers and cones."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from courseplanner.measure.string.corridor import (
    OFF_KERB_M,
    Shut,
    corner_radii_m,
    drawn_points,
    open_limits_m,
)
from courseplanner.measure.string.shortest_route import ShortestRoute, shortest_route
from courseplanner.measure.string.strip import CONE_M, Strip

Floats = NDArray[np.float64]


def strip(
    corners: list[tuple[float, float]],
    half_m: float = 3.2,
    *,
    left_m: float | None = None,
    radius_m: float = 0.0,
    turn_at: int | None = None,
) -> Strip:
    x, y = np.array(corners, dtype=np.float64).T.copy()
    right = np.full(len(x) - 1, half_m)
    left = right if left_m is None else np.full(len(x) - 1, left_m)
    turns = np.zeros(len(x), dtype=np.int8)
    if turn_at is not None:
        turns[turn_at] = 1
    return Strip(x, y, left, right, np.full(len(x), radius_m), turns)


def length_m(one: Strip) -> float:
    route = shortest_route(one)
    assert not route.unsolved
    return route.length_m


# Limits by width


def test_roads_are_open_from_kerb_to_kerb_and_halves_from_divider_to_kerb() -> None:
    widths, halved = np.array([7.0, 7.0]), np.array([False, True])
    left_m, right_m = open_limits_m(widths, halved)
    assert left_m.tolist() == pytest.approx([3.2, -CONE_M])
    assert right_m.tolist() == pytest.approx([3.2, 3.2])


METRES = st.floats(0.0, 20.0)


@given(METRES, METRES, METRES, st.booleans(), st.booleans())
def test_what_is_shut_is_left_alone_and_directions_never_overlap(
    shut_left_m: float, shut_right_m: float, more_m: float, as_run: bool, halved: bool
) -> None:
    """Each direction by itself, in metres from the western kerb: one runs north, the other south."""
    width_m = shut_left_m + shut_right_m + more_m
    north = shut_left_m, width_m - shut_right_m
    south = (shut_right_m, width_m - shut_left_m) if as_run else north
    parts = []
    for (west_m, east_m), runs_north in ((north, True), (south, False)):
        left, right = (west_m, width_m - east_m) if runs_north else (width_m - east_m, west_m)
        shut = Shut(np.array([left]), np.array([right]), np.array([as_run]))
        (left_m,), (right_m,) = open_limits_m(np.array([width_m]), np.array([halved]), shut)
        assert left_m + right_m >= -1e-9
        middle = width_m / 2.0
        low, high = (middle - left_m, middle + right_m) if runs_north else (middle - right_m, middle + left_m)
        assert low >= west_m - 1e-9
        assert high <= east_m + 1e-9
        assert high - low == pytest.approx(min(more_m - 0.6, high - low) if not halved else high - low, abs=1)
        parts.append((low, high))
    if halved and more_m > 0.0:
        (north_low, north_high), (south_low, south_high) = parts
        assert north_low >= south_high - 1e-9 or south_low >= north_high - 1e-9 or as_run
        if as_run and max(north[0], south[0]) < min(north[1], south[1]):
            assert max(north_low, south_low) >= min(north_high, south_high) - 1e-9


def test_a_lane_is_open_for_its_own_width() -> None:
    shut = Shut(np.array([3.75]), np.array([0.0]), np.array([True]))
    left_m, right_m = open_limits_m(np.array([7.0]), np.array([False]), shut)
    assert left_m.tolist() == pytest.approx([3.5 - 3.75 - 0.3])
    assert right_m.tolist() == pytest.approx([3.2])
    # Who comes the other way has the other lane: nothing is halved.
    assert open_limits_m(np.array([7.0]), np.array([True]), shut)[0].tolist() == left_m.tolist()


@given(width_m=st.floats(0.0, 20.0), halved=st.booleans())
def test_a_limit_never_lies_past_the_other_nor_outside_its_half(width_m: float, halved: bool) -> None:
    (left_m,), (right_m,) = open_limits_m(np.array([width_m]), np.array([halved]))
    assert left_m + right_m >= 0.0
    assert right_m <= width_m / 2.0
    assert left_m <= width_m / 2.0
    if halved:
        assert left_m <= 0.0


def test_roads_narrower_than_the_clearance_are_open_in_the_middle_only() -> None:
    left_m, right_m = open_limits_m(np.array([0.5, 0.5, 0.0]), np.array([False, True, True]))
    assert left_m.tolist() == [0.0, -0.125, 0.0]
    assert right_m.tolist() == [0.0, 0.125, 0.0]


# Round corners


@pytest.mark.parametrize("turn_deg", [25.0, 60.0, 90.0, -45.0, -90.0, 120.0])
@pytest.mark.parametrize("radius_m", [2.0, 8.3, 20.3])
def test_a_round_corner_is_run_along_its_arc(turn_deg: float, radius_m: float) -> None:
    turn = math.radians(turn_deg)
    one = strip([(0, 0), (300, 0), (300 + 300 * math.cos(turn), 300 * math.sin(turn))], radius_m=radius_m)
    back_m = (3.2 + radius_m) * math.tan(abs(turn) / 2.0)
    # Tangents up to the arc, and the arc of the limit itself.
    assert length_m(one) == pytest.approx(2.0 * (300.0 - back_m) + radius_m * abs(turn), abs=1e-4)


def test_a_right_angle_is_shorter_by_the_published_part_of_its_radius() -> None:
    right_angle: list[tuple[float, float]] = [(0, 0), (300, 0), (300, 300)]
    for radius_m in (10.0, 20.0):
        saved_m = length_m(strip(right_angle)) - length_m(strip(right_angle, radius_m=radius_m))
        assert saved_m == pytest.approx(0.43 * radius_m, abs=0.005 * radius_m)


def test_a_radius_that_does_not_fit_is_smaller() -> None:
    # Between two right angles 20 m apart, each way its own: the rounds meet in the middle at most.
    u_turn: list[tuple[float, float]] = [(0, 0), (100, 0), (100, 20), (0, 20)]
    one = strip(u_turn, half_m=3.0, radius_m=50.0)
    assert one.radius_m.tolist() == pytest.approx([0.0, 7.0, 7.0, 0.0])
    assert length_m(one) == pytest.approx(2.0 * 90.0 + 7.0 * math.pi, abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(
    turns_deg=st.lists(st.floats(-120.0, 120.0), min_size=1, max_size=5),
    parts=st.integers(2, 20),
    radius_m=st.sampled_from([2.0, 6.3, 12.0]),
)
def test_a_line_drawn_denser_has_the_same_rounds_and_the_same_route(
    turns_deg: list[float], parts: int, radius_m: float
) -> None:
    heading = np.cumsum([0.0, *np.radians(turns_deg)])
    line = np.concatenate(([0j], np.cumsum(60.0 * np.exp(1j * heading))))
    radius = np.zeros(len(line))
    radius[1:-1] = radius_m
    at = np.arange((len(line) - 1) * parts + 1) / parts
    dense = np.interp(at, np.arange(len(line)), line.real) + 1j * np.interp(
        at, np.arange(len(line)), line.imag
    )
    of_dense = np.zeros(len(dense))
    of_dense[::parts] = radius

    def route_of(points: NDArray[np.complex128], radius_m: Floats) -> ShortestRoute:
        half = np.full(len(points) - 1, 3.2)
        return shortest_route(Strip(points.real.copy(), points.imag.copy(), half, half, radius_m))

    plain, denser = route_of(line, radius), route_of(dense, of_dense)
    assert denser.length_m == pytest.approx(plain.length_m, abs=1e-6)
    # What lies abreast is looked for near by only, so that it is not the same to a centimetre.
    assert denser.alongside_m[::parts] == pytest.approx(plain.alongside_m, abs=0.5)
    assert (np.diff(denser.alongside_m) >= 0.0).all()


@pytest.mark.parametrize(("bend", "inside"), [(500.0, "left"), (-500.0, "right")])
def test_the_corner_of_what_is_shut_is_not_rounded(bend: float, inside: str) -> None:
    x, y, kerb_m = np.array([0.0, 500.0, 500.0]), np.array([0.0, 0.0, bend]), np.array([6.0, 6.0])
    kerbs, cones, half = np.array([True, True]), np.array([False, False]), np.array([True, False])
    for inner, outer, radius_m in ((kerbs, cones, 6.3), (cones, kerbs, 0.0), (half, kerbs, 0.0)):
        sides = (inner, outer) if inside == "left" else (outer, inner)
        assert corner_radii_m(x, y, kerb_m, *sides)[1] == pytest.approx(radius_m)


def test_points_that_no_map_means_are_left_out_and_turnarounds_and_widths_stay() -> None:
    x = np.array([0.0, 30.0, 31.0, 60.0, 90.0, 120.0, 150.0])
    y = np.array([0.0, 0.01, 0.0, 0.0, 5.0, 10.01, 15.0])
    width = np.array([6.0, 6.0, 6.0, 6.0, 6.0, 8.0])[:, None]
    turns = np.zeros(7, dtype=np.int8)
    assert drawn_points(x, y, width, turns).tolist() == [0, 3, 5, 6]
    turns[2] = 1
    assert drawn_points(x, y, width, turns).tolist() == [0, 2, 3, 5, 6]


def test_corners_have_the_radius_of_the_lesser_road_and_bends_none() -> None:
    turn = math.radians(10.0)
    x = np.array([0.0, 100.0, 100.0, 100.0 + 100.0 * math.sin(turn)])
    y = np.array([0.0, 0.0, 100.0, 100.0 + 100.0 * math.cos(turn)])
    radius_m = corner_radii_m(x, y, np.array([12.0, 6.0, 6.0]))
    assert radius_m.tolist() == pytest.approx([0.0, 6.0 + OFF_KERB_M, 0.0, 0.0])


def test_the_nose_of_a_sharp_angle_begins_no_farther_back_than_that_of_a_right_one() -> None:
    for turn_deg in (90.0, 120.0, 150.0):
        turn = math.radians(turn_deg)
        x, y = (
            np.array([0.0, 100.0, 100.0 + 100.0 * math.cos(turn)]),
            np.array([0.0, 0.0, 100.0 * math.sin(turn)]),
        )
        radius_m = corner_radii_m(x, y, np.array([8.0, 8.0]))[1]
        assert radius_m * math.tan(turn / 2.0) == pytest.approx(8.3)


# Halves, lanes, cones


def test_there_and_back_is_run_round_the_cone() -> None:
    one = strip([(0, 0), (500, 0), (0, 0)], left_m=-CONE_M, turn_at=1)
    assert length_m(one) == pytest.approx(1_000.0 + math.pi * CONE_M, abs=1e-3)


def test_there_and_back_round_bends_each_half_has_its_own_way() -> None:
    turn = math.pi / 2.0
    road: list[tuple[float, float]] = [(0, 0), (200, 0), (200, 200)]
    one = strip([*road, *road[-2::-1]], left_m=-CONE_M, turn_at=2)
    # Out the bend goes to the left, round the divider; back to the right, round the kerb.
    out_m = 400.0 + 2.0 * CONE_M * math.tan(turn / 2.0)
    back_m = 400.0 - 2.0 * 3.2 * math.tan(turn / 2.0)
    # Back it goes over from the cone to the kerb, and from there to the finish straight on.
    over_m = math.hypot(200.0 - 3.2, 3.2 - CONE_M) - (200.0 - 3.2)
    assert length_m(one) == pytest.approx(out_m + back_m + math.pi * CONE_M + over_m, abs=2e-3)


@pytest.mark.parametrize("turn_deg", [20.0, 60.0, 90.0])
def test_a_lane_on_the_outside_of_a_bend_is_longer_than_the_middle(turn_deg: float) -> None:
    turn = math.radians(turn_deg)
    corners = [(0.0, 0.0), (200.0, 0.0), (200.0 + 200.0 * math.cos(turn), 200.0 * math.sin(turn))]
    lane = strip(corners, half_m=5.0, left_m=-2.0)
    # Its limits run on to where they meet; start and finish lie across the road.
    assert length_m(lane) == pytest.approx(400.0 + 2.0 * 2.0 * math.tan(turn / 2.0), abs=0.02)
    other = strip(corners, half_m=-2.0, left_m=5.0)
    assert length_m(other) == pytest.approx(400.0 - 2.0 * 5.0 * math.tan(turn / 2.0), abs=1e-6)


def test_a_roundabout_is_run_round_its_island() -> None:
    """In from the west, round the island by three quarters, out to the south."""
    ring_m, half_m = 20.0, 3.0
    angle = np.linspace(np.pi, -np.pi / 2.0, 1_500)
    x = np.concatenate(([-200.0], ring_m * np.cos(angle), [0.0]))
    y = np.concatenate(([0.0], ring_m * np.sin(angle), [-200.0]))
    route = shortest_route(Strip(x, y, np.full(len(x) - 1, half_m), np.full(len(x) - 1, half_m)))
    assert not route.unsolved
    island_m = ring_m - half_m
    # Straight from the corner of the way in to the island, along it, and from it to the corner of the way
    # out: each corner lies where the edge of that road meets the outer edge of the ring.
    corner = np.array([-math.sqrt((ring_m + half_m) ** 2 - half_m**2), half_m])
    away_m = float(np.hypot(*corner))
    tangent_m = math.sqrt(away_m**2 - island_m**2)
    lies = math.atan2(half_m, -float(corner[0]))
    swept = 1.5 * np.pi - 2.0 * lies - 2.0 * math.acos(island_m / away_m)
    expected_m = 2.0 * (200.0 + float(corner[0]) + tangent_m) + island_m * swept
    assert route.length_m == pytest.approx(expected_m, abs=2e-3)


@st.composite
def arcs(draw: st.DrawFn) -> list[tuple[float, float, float]]:
    """Straights and arcs in turn: length, radius, angle with its sign; no arc is tighter than the road."""
    return [
        (
            draw(st.floats(40.0, 120.0)),
            draw(st.floats(15.0, 60.0)),
            draw(st.floats(0.3, 1.2)) * draw(st.sampled_from([-1.0, 1.0])),
        )
        for _ in range(draw(st.integers(1, 4)))
    ]


@settings(max_examples=40, deadline=None)
@given(chain=arcs())
def test_chains_of_arcs_that_bend_one_way_are_run_on_their_inner_limits(
    chain: list[tuple[float, float, float]],
) -> None:
    half_m, heading, at = 3.0, 0.0, 0j
    points, expected_m = [at], 0.0
    for straight_m, radius_m, angle in chain:
        at += straight_m * np.exp(1j * heading)
        bend = abs(angle) / len(chain)
        steps = np.linspace(0.0, bend, max(int(radius_m * bend / 0.05), 2))
        centre = at + 1j * radius_m * np.exp(1j * heading)
        points += [centre - 1j * radius_m * np.exp(1j * (heading + step)) for step in steps]
        expected_m += straight_m + (radius_m - half_m) * bend
        heading += bend
        at = points[-1]
    points.append(at + 100.0 * np.exp(1j * heading))
    line = np.array(points)
    line = line[np.concatenate(([True], np.abs(np.diff(line)) > 1e-9))]
    width_m = np.full(len(line) - 1, half_m)
    route = shortest_route(Strip(line.real.copy(), line.imag.copy(), width_m, width_m))
    assert route.length_m == pytest.approx(expected_m + 100.0, abs=1e-3)


# The way back to the line


@settings(max_examples=60, deadline=None)
@given(
    turns_deg=st.lists(st.floats(-100.0, 100.0), min_size=1, max_size=6),
    halved=st.booleans(),
    radius_m=st.sampled_from([0.0, 6.3]),
)
def test_points_abreast_never_go_back_and_lie_beside(
    turns_deg: list[float],
    halved: bool,
    radius_m: float,
) -> None:
    heading = np.cumsum([0.0, *np.radians(turns_deg)])
    line = np.concatenate(([0j], np.cumsum(60.0 * np.exp(1j * heading))))
    left_m = np.full(len(line) - 1, -CONE_M if halved else 3.2)
    right_m = np.full(len(line) - 1, 3.2)
    radius = np.full(len(line), radius_m)
    route = shortest_route(Strip(line.real.copy(), line.imag.copy(), left_m, right_m, radius))
    assert route.alongside_m[0] == 0.0
    assert route.alongside_m[-1] == pytest.approx(route.length_m)
    assert (np.diff(route.alongside_m) >= 0.0).all()
    if route.unsolved:
        return
    on_m = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(route.x), np.diff(route.y)))))
    beside = np.interp(route.alongside_m, on_m, route.x) + 1j * np.interp(route.alongside_m, on_m, route.y)
    assert np.abs(beside - line).max() < 25.0


def test_a_strip_whose_limits_cross_is_refused() -> None:
    with pytest.raises(ValueError, match="width"):
        strip([(0, 0), (100, 0)], half_m=1.0, left_m=-2.0)
