"""The shortest possible route: closed forms, an oracle of its own, and what must hold of any strip."""

from __future__ import annotations

import heapq
import itertools
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from campaign.size import many
from courseplanner.measure.string.kernels_shortest_route import taut_string
from courseplanner.measure.string.shortest_route import ShortestRoute, shortest_route
from courseplanner.measure.string.strip import Strip
from layout.match.test_matching import World, _world

Floats = NDArray[np.float64]


def line(*corners: tuple[float, float]) -> tuple[Floats, Floats]:
    x, y = zip(*corners, strict=True)
    return np.array(x, dtype=np.float64), np.array(y, dtype=np.float64)


def evenly(x: Floats, y: Floats, half_m: float, *, fixed: bool = False) -> ShortestRoute:
    width_m = np.full(len(x) - 1, half_m)
    return shortest_route(Strip(x, y, width_m, width_m), fixed_ends=fixed)


def length_of(x: Floats, y: Floats) -> float:
    return float(np.hypot(np.diff(x), np.diff(y)).sum())


# Closed forms


def test_a_straight_is_as_long_as_it_is() -> None:
    assert evenly(*line((0, 0), (500, 0), (1_000, 0)), 3.0).length_m == pytest.approx(1_000.0, abs=1e-6)


@pytest.mark.parametrize("turn_deg", [1.0, 20.0, 45.0, 90.0, 130.0, -30.0, -90.0, -130.0])
@pytest.mark.parametrize("half_m", [0.5, 3.2, 6.7])
def test_a_bend_is_cut_at_its_inner_corner(turn_deg: float, half_m: float) -> None:
    turn = math.radians(turn_deg)
    x, y = line((0, 0), (400, 0), (400 + 400 * math.cos(turn), 400 * math.sin(turn)))
    # From the lines across start and finish straight to the inner corner.
    expected_m = 2.0 * (400.0 - half_m * math.tan(abs(turn) / 2.0))
    assert evenly(x, y, half_m).length_m == pytest.approx(expected_m, abs=1e-6)


@pytest.mark.parametrize(("radius_m", "half_m"), [(30.0, 3.2), (12.0, 4.7), (100.0, 1.7)])
def test_a_bend_along_a_circle_is_run_on_its_inner_edge(radius_m: float, half_m: float) -> None:
    angle = np.linspace(-np.pi / 2, 0.0, 4_000)
    x = np.concatenate(([-200.0], radius_m * np.cos(angle), [radius_m]))
    y = np.concatenate(([-radius_m], radius_m * np.sin(angle), [200.0]))
    expected_m = 400.0 + (radius_m - half_m) * np.pi / 2.0
    assert evenly(x, y, half_m).length_m == pytest.approx(expected_m, abs=1e-3)


def test_an_s_bend_is_run_from_inner_corner_to_inner_corner() -> None:
    route = evenly(*line((0, 0), (100, 0), (100, 100), (200, 100)), 3.0)
    assert route.length_m == pytest.approx(97.0 + math.hypot(6.0, 94.0) + 97.0, abs=1e-6)


def test_a_hairpin_tighter_than_the_road_is_cut_on_its_ground() -> None:
    x, y = line((0, -60), (200, 0), (203, 2), (203, 4), (200, 6), (0, 66))
    route = evenly(x, y, 3.5, fixed=True)
    assert not route.unsolved
    assert len(route.windows) == 1
    assert route.length_m < length_of(x, y)
    assert route.length_m == pytest.approx(oracle_m(x, y, 3.5), abs=1e-3)


# An oracle of its own: a visibility graph on the united ground


def ground(x: Floats, y: Floats, half_m: Floats) -> Any:
    parts = []
    for i in range(len(x) - 1):
        a, b = np.array([x[i], y[i]]), np.array([x[i + 1], y[i + 1]])
        across = np.array([-(b - a)[1], (b - a)[0]]) / math.hypot(*(b - a)) * half_m[i]
        parts.append(shapely.Polygon([a + across, a - across, b - across, b + across]))
        if i:
            before = np.array([x[i - 1], y[i - 1]])
            old = np.array([-(a - before)[1], (a - before)[0]]) / math.hypot(*(a - before)) * half_m[i - 1]
            turn = (a - before)[0] * (b - a)[1] - (a - before)[1] * (b - a)[0]
            side = -1.0 if turn > 0.0 else 1.0
            parts.append(shapely.Polygon([a, a + side * old, a + side * across]).buffer(1e-7))
    # A micrometre more all round, so that parts that only touch do not come apart.
    grown = [part.buffer(1e-6, join_style="mitre") for part in parts if part.area > 0.0]
    return shapely.union_all(grown, grid_size=1e-8)


def oracle_m(x: Floats, y: Floats, half_m: float | Floats) -> float:
    widths = np.full(len(x) - 1, half_m) if isinstance(half_m, float) else half_m
    whole = ground(x, y, widths)
    assert isinstance(whole, shapely.Polygon)
    corners = [corner for ring in (whole.exterior, *whole.interiors) for corner in ring.coords[:-1]]
    points = np.array([(x[0], y[0]), (x[-1], y[-1]), *corners])
    one, other = np.triu_indices(len(points), 1)
    roomy = whole.buffer(1e-6)
    shapely.prepare(roomy)
    sees = shapely.covers(roomy, shapely.linestrings(np.stack((points[one], points[other]), axis=1)))
    beside: list[list[tuple[int, float]]] = [[] for _ in points]
    for a, b in zip(one[sees].tolist(), other[sees].tolist(), strict=True):
        away_m = math.dist(points[a], points[b])
        beside[a].append((b, away_m))
        beside[b].append((a, away_m))
    return _dijkstra(beside, 0, 1)


def _dijkstra(beside: list[list[tuple[int, float]]], start: int, goal: int) -> float:
    best = {start: 0.0}
    queue = [(0.0, start)]
    while queue:
        done_m, at = heapq.heappop(queue)
        if at == goal:
            return done_m
        for other, away_m in beside[at]:
            if done_m + away_m < best.get(other, math.inf):
                best[other] = done_m + away_m
                heapq.heappush(queue, (done_m + away_m, other))
    return math.inf


def meets_itself(x: Floats, y: Floats, widest_m: float) -> bool:
    whole = shapely.LineString(np.column_stack((x, y)))
    at_m = np.arange(0.0, whole.length, 1.0)
    points = shapely.get_coordinates(shapely.line_interpolate_point(whole, at_m))
    away_m = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    far = np.abs(at_m[:, None] - at_m[None]) > 3.0 * widest_m + 8.0
    return bool((away_m[far] < widest_m + 0.5).any())


def pieces(world: World, count: int, seed: int) -> list[tuple[Floats, Floats, Floats]]:
    """Pieces of walks on real roads, 100 to 400 m, that do not overlap themselves, with steps of width."""
    draw = np.random.default_rng(seed)
    found: list[tuple[Floats, Floats, Floats]] = []
    while len(found) < count:
        x, y, half_m = _line_of(world, world.walk(float(draw.uniform(100.0, 400.0)), draw), draw)
        if len(x) > 2 and length_of(x, y) < 600.0 and not meets_itself(x, y, 2.0 * float(half_m.max())):
            found.append((x, y, half_m))
    return found


def _line_of(
    world: World, way: list[tuple[int, bool]], draw: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    x: list[float] = []
    y: list[float] = []
    half_m: list[float] = []
    for edge, forward in way:
        points = slice(world.roads.point_start[edge], world.roads.point_start[edge + 1])
        part_x, part_y = world.x[points], world.y[points]
        part = list(zip(part_x.tolist(), part_y.tolist(), strict=True))
        width_m = float(draw.choice([1.7, 2.2, 3.2, 6.7]))
        for at_x, at_y in part if forward else part[::-1]:
            if not x or math.hypot(at_x - x[-1], at_y - y[-1]) > 1e-3:
                if x:
                    half_m.append(width_m)
                x.append(at_x)
                y.append(at_y)
    return np.array(x), np.array(y), np.array(half_m)


@pytest.mark.parametrize("extract", ["liechtenstein.osm.pbf", "heidelberg.osm.pbf", "monaco.osm.pbf"])
def test_pieces_of_real_roads_are_as_long_as_the_oracle_says(extract: str, shared_data: Path) -> None:
    _, world = _world(shared_data / "osm" / extract)
    for number, (x, y, half_m) in enumerate(pieces(world, many(3, 20), 11)):
        route = shortest_route(Strip(x, y, half_m, half_m), fixed_ends=True)
        assert not route.unsolved, number
        assert route.length_m == pytest.approx(oracle_m(x, y, half_m), abs=1e-3), number


# What must hold of any strip


@st.composite
def strips(draw: st.DrawFn) -> tuple[Floats, Floats, Floats, Floats]:
    count = draw(st.integers(2, 12))
    length_m = np.array(draw(st.lists(st.floats(5.0, 80.0), min_size=count, max_size=count)))
    turn = np.array(draw(st.lists(st.floats(-2.5, 2.5), min_size=count, max_size=count)))
    heading = np.cumsum(turn)
    x = np.concatenate(([0.0], np.cumsum(length_m * np.cos(heading))))
    y = np.concatenate(([0.0], np.cumsum(length_m * np.sin(heading))))
    widths = st.lists(st.floats(0.3, 4.0), min_size=count, max_size=count)
    return x, y, np.array(draw(widths)), np.array(draw(widths))


@settings(max_examples=150, deadline=None)
@given(strips())
def test_no_route_is_longer_than_its_line(strip: tuple[Floats, Floats, Floats, Floats]) -> None:
    x, y, left_m, right_m = strip
    for fixed in (True, False):
        route = shortest_route(Strip(x, y, left_m, right_m), fixed_ends=fixed)
        assert route.length_m <= length_of(x, y) + 1e-3


@settings(max_examples=100, deadline=None)
@given(strips())
def test_mirrored_it_is_as_long(strip: tuple[Floats, Floats, Floats, Floats]) -> None:
    x, y, left_m, right_m = strip
    one = shortest_route(Strip(x, y, left_m, right_m), fixed_ends=True)
    other = shortest_route(Strip(x, -y, right_m, left_m), fixed_ends=True)
    assert one.length_m == pytest.approx(other.length_m, abs=1e-3)


def test_no_ground_is_lost_where_sides_all_but_fall_together() -> None:
    # United as it is, a third of the ground of one of the two is lost.
    x = np.array(
        [0.0, -0.5226950233637807, -42.88940485118227, -43.63987699612546,
         -47.22082266893395, -50.80176834174244, -54.38271401455093, -65.84174016753809]
    )  # fmt: skip
    y = np.array(
        [-0.0, -8.984808841180246, -76.84541522194749, -67.87675915987975,
         -64.38722794660853, -60.897696733337305, -57.40816552006608, -46.24166563759816]
    )  # fmt: skip
    narrow_m = np.array([1.0, 1.0, 1.0, 0.375, 1.0, 1.0, 1.0])
    one = shortest_route(Strip(x, y, narrow_m, np.ones(7)), fixed_ends=True)
    other = shortest_route(Strip(x, -y, np.ones(7), narrow_m), fixed_ends=True)
    assert one.unsolved == other.unsolved == ()
    assert one.length_m == pytest.approx(other.length_m, abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_denser_reversed_and_wider_roads(seed: int) -> None:
    draw = np.random.default_rng(seed)
    heading = np.cumsum(draw.normal(0.0, 0.4, 60))
    x = np.concatenate(([0.0], np.cumsum(draw.uniform(15.0, 60.0, 60) * np.cos(heading))))
    y = np.concatenate(([0.0], np.cumsum(draw.uniform(15.0, 60.0, 60) * np.sin(heading))))
    route = evenly(x, y, 3.2, fixed=True)
    back = evenly(x[::-1].copy(), y[::-1].copy(), 3.2, fixed=True)
    assert back.length_m == pytest.approx(route.length_m, abs=1e-3)
    part = np.arange(0.0, len(x) - 1 + 1e-9, 0.05)
    dense_x, dense_y = (np.interp(part, np.arange(len(x)), values) for values in (x, y))
    assert evenly(dense_x, dense_y, 3.2, fixed=True).length_m == pytest.approx(route.length_m, abs=1e-3)
    lengths = [evenly(x, y, half_m, fixed=True).length_m for half_m in (0.0, 0.5, 1.0, 2.0, 3.2)]
    assert lengths[0] == pytest.approx(length_of(x, y), abs=1e-6)
    assert all(wider <= narrow + 1e-6 for narrow, wider in itertools.pairwise(lengths))


def test_laps_lie_over_each_other_and_stay_apart() -> None:
    block = [(0, 0), (300, 0), (300, 200), (0, 200)]
    once, twice = evenly(*line(*block, (0, 0)), 3.2), evenly(*line(*block, *block, (0, 0)), 3.2)
    assert twice.length_m - once.length_m == pytest.approx(1_000.0 - 8 * 3.2, abs=1e-6)


def test_the_route_stays_on_its_ground(shared_data: Path) -> None:
    _, world = _world(shared_data / "osm" / "liechtenstein.osm.pbf")
    for x, y, half_m in pieces(world, 15, 4):
        route = shortest_route(Strip(x, y, half_m, half_m))
        way = shapely.LineString(np.column_stack((route.x, route.y)))
        assert ground(x, y, half_m).buffer(1e-3).covers(way)


@pytest.mark.parametrize(
    ("x", "y", "left_m"),
    [
        ([0.0], [0.0], []),
        ([0.0, 0.0], [1.0, 1.0], [3.0]),
        ([0.0, math.nan], [0.0, 1.0], [3.0]),
        ([0.0, 9.0], [0.0, 1.0], [-1.0]),
        ([0.0, 9.0], [0.0, 1.0], [math.inf]),
        ([0.0, 9.0], [0.0, 1.0], [3.0, 3.0]),
    ],
)
def test_what_is_no_strip_is_refused(x: list[float], y: list[float], left_m: list[float]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - for programmers
        shortest_route(Strip(np.array(x), np.array(y), np.array(left_m), np.array(left_m)))


def test_a_route_may_end_in_a_corner() -> None:
    portals = np.array([[10.0, 2.0, 10.0, -2.0], [20.0, 5.0, 20.0, 1.0]])
    # The goal is the right end of the last portal, which the string comes to anyway.
    assert taut_string(portals, 0.0, 0.0, 20.0, 1.0).tolist() == [-1, -2]
    assert taut_string(portals, 0.0, 0.0, 20.0, 5.0).tolist() == [-1, 0, -2]
