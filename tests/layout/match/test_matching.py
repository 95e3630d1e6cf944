"""Tracks are matched to the roads that were run, through noise; what is not on roads is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from numpy.typing import NDArray

from courseplanner.layout.line.legs import legs_of
from courseplanner.layout.line.line import Line
from courseplanner.layout.match.matching import match_track
from courseplanner.layout.survey.stages import LengthStage
from courseplanner.measure.along.shared_carriageway import opposed_and_lapped
from courseplanner.model.course.course import Leg
from courseplanner.model.course.match import Match
from courseplanner.model.course.track import LONGEST_STRAIGHT_M
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.roads.ground import Ground
from courseplanner.sources.region import read_region
from laying import along_roads, facts_along_roads, ground_in
from layout.maps import ROAD, SmallMap, grid, position

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Noise:
    """That of a receiver: its standard deviation, and how much of it stays from one point to the next."""

    sigma_m: float
    stays: float = 0.0

    def along(self, count: int, draw: np.random.Generator) -> Floats:
        made = draw.normal(0.0, self.sigma_m, count)
        for at in range(1, count):
            made[at] = self.stays * made[at - 1] + np.sqrt(1.0 - self.stays**2) * made[at]
        return made


class World:
    """Roads in a plane of their own, to walk on; shares nothing with the code that matches."""

    def __init__(self, roads: RoadNetwork) -> None:
        self.roads = roads
        lat, lon = float(np.mean(roads.node_lat)), float(np.mean(roads.node_lon))
        self._plane = pyproj.Proj(proj="tmerc", lat_0=lat, lon_0=lon, ellps="WGS84")
        self.x, self.y = self._plane(roads.point_lon, roads.point_lat)
        self.is_loop = roads.edge_from == roads.edge_to
        self.at_node: dict[int, list[int]] = {}
        for edge, ends in enumerate(zip(roads.edge_from.tolist(), roads.edge_to.tolist(), strict=True)):
            for node in set(ends):
                self.at_node.setdefault(node, []).append(edge)
        # Nodes of two edges come and go with what else cuts a road; walks are drawn without them.
        self.junctions = sorted(node for node, edges in self.at_node.items() if len(edges) > 2)

    def walk(self, length_m: float, draw: np.random.Generator) -> list[tuple[int, bool]]:
        """Go from junction to junction at random, never straight back: edges, and whether forward."""
        while True:
            here, way, done_m = (
                self.junctions[draw.integers(len(self.junctions))],
                list[tuple[int, bool]](),
                0.0,
            )
            while done_m < length_m:
                onward = [
                    edge
                    for edge in self.at_node[here]
                    if (not way or edge != way[-1][0]) and not self.is_loop[edge]
                ]
                if not onward:
                    break
                edge = onward[int(draw.integers(len(onward)))]
                forward = bool(self.roads.edge_from[edge] == here)
                way.append((edge, forward))
                done_m += self.roads.edge_length_mm[edge] / 1_000.0
                here = int(self.roads.edge_to[edge] if forward else self.roads.edge_from[edge])
            if done_m >= length_m:
                return way

    def track(
        self, way: list[tuple[int, bool]], step_m: float, noise: Noise, draw: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Record a walk: a point every so many metres, with noise; longitudes and latitudes."""
        parts = []
        for edge, forward in way:
            points = slice(self.roads.point_start[edge], self.roads.point_start[edge + 1])
            part = self.x[points] + 1j * self.y[points]
            parts.append(part if forward else part[::-1])
        line = np.concatenate(parts)
        along_m = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(line)))))
        at_m = np.append(np.arange(0.0, along_m[-1], step_m), along_m[-1])
        x = np.interp(at_m, along_m, line.real) + noise.along(len(at_m), draw)
        y = np.interp(at_m, along_m, line.imag) + noise.along(len(at_m), draw)
        lon, lat = self._plane(x, y, inverse=True)
        return np.asarray(lon), np.asarray(lat)

    def length_m(self, way: list[tuple[int, bool]]) -> float:
        return sum(int(self.roads.edge_length_mm[edge]) for edge, _ in way) / 1_000.0

    def away_m(self, matched: Line, way: list[tuple[int, bool]]) -> Floats:
        """Tell every 10 m of what was matched how far from the walk it lies."""
        walked = []
        for edge, _ in way:
            points = slice(self.roads.point_start[edge], self.roads.point_start[edge + 1])
            walked.append(shapely.LineString(np.column_stack((self.x[points], self.y[points]))))
        x, y = self._plane(matched.lon, matched.lat)
        line = shapely.LineString(np.column_stack((x, y)))
        points_on = shapely.line_interpolate_point(line, np.arange(0.0, line.length, 10.0))
        return np.asarray(shapely.distance(points_on, shapely.union_all(walked)))

    def metres_by_way(self, way: list[tuple[int, bool]]) -> Counter[int]:
        metres: Counter[int] = Counter()
        for edge, _ in way:
            metres[int(self.roads.way_id[self.roads.edge_way[edge]])] += int(self.roads.edge_length_mm[edge])
        return Counter({one: mm // 1_000 for one, mm in metres.items()})


@cache
def _world(path: Path) -> tuple[Ground, World]:
    ground = ground_in(read_region([path]))
    return ground, World(ground.roads)


def legs_along(matched: LengthStage) -> tuple[Leg, ...]:
    """Give the roads under a route that a track was taken for."""
    routed = matched.closed.routed
    return legs_of(matched.on.ground.roads, routed.on_course, routed.halved)


def share_right(matched: LengthStage, truth: Counter[int]) -> float:
    """How much of the length was matched to the way that was run; what runs beside it is wrong."""
    found: Counter[int] = Counter()
    for leg in legs_along(matched):
        found[leg.way] += round(leg.to_m - leg.from_m)
    return sum(min(metres, found[way]) for way, metres in truth.items()) / sum(truth.values())


@pytest.mark.parametrize("extract", ["liechtenstein.osm.pbf", "heidelberg.osm.pbf"])
@pytest.mark.parametrize(
    ("noise", "right_way", "within_m"),
    [(Noise(0.0), 0.98, 3.0), (Noise(3.0, 0.9), 0.9, 10.0), (Noise(10.0, 0.5), 0.9, 30.0)],
    ids=str,
)
def test_random_walks_are_found_again(
    extract: str, noise: Noise, right_way: float, within_m: float, shared_data: Path
) -> None:
    ground, world = _world(shared_data / "osm" / extract)
    draw = np.random.default_rng(20)
    on_way, near = [], []
    for step_m in (5.0, 15.0, 30.0):
        way = world.walk(6_000.0, draw)
        matched, along = matched_on(ground, *world.track(way, step_m, noise, draw))
        assert matched.share > 0.97
        assert matched.rms_m == pytest.approx(noise.sigma_m, rel=0.4, abs=0.5)
        on_way.append(share_right(along, world.metres_by_way(way)))
        away_m = world.away_m(along.line, way)
        near.append(float(np.mean(away_m <= within_m)))
        assert along.course_m == pytest.approx(world.length_m(way), rel=0.06)
    # Paths that lie 2 m beside a road can't be told apart at 3 m of noise: there the place is right.
    assert np.mean(on_way) >= right_way
    assert np.mean(near) >= 0.99


def test_many_points_with_much_noise_do_not_jerk_to_and_fro(shared_data: Path) -> None:
    """Where the strays were kept, one walk in twelve came out more than 6 % too long."""
    ground, world = _world(shared_data / "osm" / "heidelberg.osm.pbf")
    draw = np.random.default_rng(7)
    for _ in range(8):
        way = world.walk(6_000.0, draw)
        _, along = matched_on(ground, *world.track(way, 5.0, Noise(10.0, 0.5), draw))
        assert along.course_m == pytest.approx(world.length_m(way), rel=0.03)


@pytest.fixture
def town(tmp_path: Path) -> tuple[Ground, World]:
    ground = ground_in(grid(6, 6, 150.0).region(tmp_path))
    return ground, World(ground.roads)


def line_track(*corners: tuple[float, float], step_m: float = 10.0) -> tuple[Floats, Floats]:
    """A track without noise along corners in metres of the small map."""
    line = np.array([complex(*corner) for corner in corners])
    along_m = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(line)))))
    at_m = np.append(np.arange(0.0, along_m[-1], step_m), along_m[-1])
    x, y = np.interp(at_m, along_m, line.real), np.interp(at_m, along_m, line.imag)
    lon, lat = zip(*(position(a, b) for a, b in zip(x, y, strict=True)), strict=True)
    return np.array(lon), np.array(lat)


def matched_on(
    ground: Ground, lon: Floats, lat: Floats, longest_straight_m: float = LONGEST_STRAIGHT_M
) -> tuple[Match, LengthStage]:
    """Match a track, and survey the route that it was taken for."""
    matched = match_track(ground, lon, lat, longest_straight_m=longest_straight_m)
    assert matched is not None
    return matched, along_roads(ground, matched.route, lon, lat)


def test_a_track_and_its_reverse_are_matched_alike(town: tuple[Ground, World]) -> None:
    ground, world = town
    draw = np.random.default_rng(3)
    lon, lat = world.track(world.walk(2_000.0, draw), 10.0, Noise(1.0), draw)
    (_, there), (_, back) = matched_on(ground, lon, lat), matched_on(ground, lon[::-1], lat[::-1])
    assert [leg.way for leg in legs_along(there)] == [leg.way for leg in legs_along(back)][::-1]
    assert there.course_m == pytest.approx(back.course_m, abs=0.01)


def test_an_out_and_back_course_turns_where_the_track_does(town: tuple[Ground, World]) -> None:
    ground, _ = town
    lon, lat = line_track((0.0, 0.0), (600.0, 0.0), (0.0, 0.0))
    _, along = matched_on(ground, lon, lat)
    assert along.course_m == pytest.approx(1_200.0, rel=0.002)
    opposed, lapped = opposed_and_lapped(along.lon, along.lat, along.line.chainage_m)
    assert sum(one.to_m - one.from_m for one in opposed) > 1_100.0
    assert lapped == ()


def test_laps_are_run_as_often_as_the_track_runs_them(town: tuple[Ground, World]) -> None:
    ground, _ = town
    block = [(0.0, 0.0), (450.0, 0.0), (450.0, 450.0), (0.0, 450.0)]
    lon, lat = line_track(*block, *block, *block, (0.0, 0.0))
    _, along = matched_on(ground, lon, lat)
    assert along.course_m == pytest.approx(5_400.0, rel=0.002)


def test_open_country_is_a_gap_and_the_rest_is_matched(tmp_path: Path) -> None:
    there = SmallMap()
    for number, x_m in enumerate((0.0, 500.0, 1_500.0, 2_000.0), 1):
        there.node(number, x_m, 0.0)
    ground = ground_in(there.way([1, 2]).way([3, 4]).region(tmp_path))
    track = line_track((0.0, 0.0), (2_000.0, 0.0))
    matched, _ = matched_on(ground, *track)
    course = facts_along_roads(ground, matched.route, *track).facts.course
    (gap,) = matched.gaps
    assert gap.from_m == pytest.approx(500.0, abs=45.0)
    assert gap.to_m == pytest.approx(1_500.0, abs=45.0)
    assert matched.share == pytest.approx(0.5, abs=0.05)
    assert not matched.is_whole
    assert course.level_crossings_m is None
    assert [leg.way for leg in course.legs] == [1, 0, 2]
    assert [leg.from_m for leg in course.legs[1:]] == [leg.to_m for leg in course.legs[:-1]]
    assert (course.legs[1].surface, course.legs[1].motor_free) == (None, None)


def test_ends_off_the_roads_are_gaps(tmp_path: Path) -> None:
    ground = ground_in(SmallMap().node(1, 0.0, 0.0).node(2, 1_000.0, 0.0).way([1, 2]).region(tmp_path))
    matched, along = matched_on(ground, *line_track((-400.0, 0.0), (1_300.0, 0.0)))
    assert [round(gap.to_m - gap.from_m, -2) for gap in matched.gaps] == [400.0, 300.0]
    assert along.course_m == pytest.approx(1_700.0, rel=0.02)


def test_a_dual_carriageway_is_not_changed_to_and_fro(tmp_path: Path) -> None:
    there = SmallMap()
    for number in range(21):
        there.node(number + 1, 100.0 * number, 0.0).node(number + 101, 100.0 * number, 14.0)
    one_way = {**ROAD, "oneway": "yes"}
    there.way([number + 1 for number in range(21)], one_way)
    there.way([number + 101 for number in reversed(range(21))], one_way)
    there.way([1, 101]).way([21, 121])
    ground = ground_in(there.region(tmp_path))
    draw = np.random.default_rng(8)
    lon, lat = line_track((0.0, 0.0), (2_000.0, 0.0))
    away_lat = draw.normal(0.0, 5.0, len(lat)) / 111_178.0
    _, along = matched_on(ground, lon, lat + away_lat)
    legs = legs_along(along)
    assert {leg.way for leg in legs} <= {1, 3, 4}  # against the direction of way 2, along way 1
    assert sum(leg.to_m - leg.from_m for leg in legs if leg.way == 1) > 1_950.0


def test_points_that_stray_do_not_break_the_way(town: tuple[Ground, World]) -> None:
    ground, _ = town
    lon, lat = line_track((0.0, 0.0), (750.0, 0.0), (750.0, 600.0))
    lon[30], lat[30] = position(300.0, 4_000.0)
    matched, along = matched_on(ground, lon, lat)
    assert matched.is_whole
    assert along.course_m == pytest.approx(1_350.0, rel=0.002)


def test_no_road_anywhere_near_is_none(town: tuple[Ground, World]) -> None:
    assert match_track(town[0], *line_track((50_000.0, 0.0), (52_000.0, 0.0))) is None


def test_two_points_are_a_track(town: tuple[Ground, World]) -> None:
    _, along = matched_on(town[0], *line_track((0.0, 0.0), (150.0, 0.0), step_m=1_000.0))
    assert along.course_m == pytest.approx(150.0, rel=0.002)


def test_edges_without_length_do_no_harm(tmp_path: Path) -> None:
    there = SmallMap().node(1, 0.0, 0.0).node(2, 300.0, 0.0).node(3, 300.0, 0.0).node(4, 800.0, 0.0)
    ground = ground_in(there.way([1, 2]).way([2, 3]).way([3, 4]).region(tmp_path))
    assert 0 in ground.roads.edge_length_mm
    matched, along = matched_on(ground, *line_track((0.0, 0.0), (800.0, 0.0)))
    assert matched.is_whole
    assert along.course_m == pytest.approx(800.0, rel=0.002)


def test_points_out_of_order_are_matched_as_far_as_they_can_be(town: tuple[Ground, World]) -> None:
    ground, world = town
    draw = np.random.default_rng(5)
    lon, lat = world.track(world.walk(3_000.0, draw), 10.0, Noise(0.0), draw)
    mixed = draw.permutation(len(lon))
    lon, lat = lon[mixed], lat[mixed]
    matched = match_track(ground, lon, lat)
    if matched is not None:
        assert np.all(np.diff(along_roads(ground, matched.route, lon, lat).line.chainage_m) >= 0.0)


def test_a_road_run_there_and_back_between_two_points_is_matched(tmp_path: Path) -> None:
    there = SmallMap()
    for number, (x_m, y_m) in enumerate(((0, 0), (700, 0), (1_400, 0), (700, 680), (700, 60), (760, 60)), 1):
        there.node(number, x_m, y_m)
    ground = ground_in(there.way([1, 2, 3]).way([2, 5, 4]).way([5, 6, 3]).region(tmp_path))
    x_m, y_m = np.array([[0, 0], [700, 0], [700, 680], [700, 0], [1_400, 0]], dtype=float).T
    lon, lat = np.array([position(*at) for at in zip(x_m, y_m, strict=True)]).T
    drawn, along = matched_on(ground, lon, lat, longest_straight_m=np.inf)
    assert drawn.is_whole
    assert along.course_m == pytest.approx(2_760.0, abs=3.0)


def test_straights_of_a_drawn_line_are_no_gaps(tmp_path: Path) -> None:
    """A line that is written along the shortest route is straight for long, where its road bends a little."""
    bends = [(0.0, 0.0), (120.0, 3.0), (260.0, -3.0), (420.0, 3.0), (610.0, -2.0), (800.0, 0.0)]
    there = SmallMap()
    for number, at in enumerate(bends, 1):
        there.node(number, *at)
    ground = ground_in(there.way([*range(1, 7)]).region(tmp_path))
    lon, lat = np.array([position(0.0, 0.0), position(800.0, 0.0)]).T
    drawn, _ = matched_on(ground, lon, lat, longest_straight_m=np.inf)
    assert drawn.gaps == ()
    assert drawn.share == 1.0
