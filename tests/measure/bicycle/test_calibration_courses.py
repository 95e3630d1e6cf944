"""Stretches for a calibration course: straight, level, quiet, long enough, and the nearest first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pyproj import Geod

from courseplanner.measure.bicycle.calibration_courses import LEAST_M, calibration_stretches
from courseplanner.model.names import Names
from courseplanner.model.network.roads import UNKNOWN, Access, RoadClass, RoadNetwork, Tri
from courseplanner.model.places.terrain import HeightGrid, Terrain
from courseplanner.model.region import Region
from handmade import region as one_road
from laying import ground_in

GEOD = Geod(ellps="WGS84")
LON, LAT = 104.9, 25.0


def at(x_m: float, y_m: float) -> tuple[float, float]:
    lon, lat, _ = GEOD.fwd(LON, LAT, np.degrees(np.arctan2(x_m, y_m)), np.hypot(x_m, y_m))
    return float(lon), float(lat)


def town(*roads: list[tuple[float, float]], **ways: list[Any]) -> Region:
    """A region of roads by their points in metres from the start; roads that share an end meet there."""
    one = one_road().roads
    count = len(roads)
    of_ways: dict[str, Any] = {
        name: np.repeat(getattr(one, name), count)
        for name in RoadNetwork.__slots__
        if name.startswith("way_")
    }
    of_ways |= {
        "way_class": np.full(count, RoadClass.residential, dtype=np.int8),
        "way_name": np.arange(count, dtype=np.int32),
    }
    of_ways |= {name: np.array(values, dtype=of_ways[name].dtype) for name, values in ways.items()}
    ends = sorted({point for road in roads for point in (road[0], road[-1])})
    points = [at(*point) for road in roads for point in road]
    lengths = [
        float(GEOD.line_length([at(*p)[0] for p in road], [at(*p)[1] for p in road])) for road in roads
    ]
    network = replace(
        one,
        node_lon=np.array([at(*end)[0] for end in ends]),
        node_lat=np.array([at(*end)[1] for end in ends]),
        edge_from=np.array([ends.index(road[0]) for road in roads], dtype=np.int32),
        edge_to=np.array([ends.index(road[-1]) for road in roads], dtype=np.int32),
        edge_length_mm=np.round(1000.0 * np.array(lengths)).astype(np.int32),
        edge_way=np.arange(count, dtype=np.int32),
        point_start=np.cumsum([0, *(len(road) for road in roads)]).astype(np.int64),
        point_lon=np.array([point[0] for point in points]),
        point_lat=np.array([point[1] for point in points]),
        point_node=np.arange(1, len(points) + 1),
        names=tuple(Names(f"Road {number}") for number in range(count)),
        **of_ways,
    )
    return replace(one_road(), roads=network)


def found(region: Region) -> list[tuple[str | None, int]]:
    return [(one.name, round(one.length_m)) for one in calibration_stretches(ground_in(region), LON, LAT)]


def test_the_nearest_straight_road_comes_first() -> None:
    near, far = [(100.0, 100.0), (100.0, 500.0)], [(0.0, 900.0), (350.0, 900.0)]
    assert found(town(far, near)) == [("Road 1", 400), ("Road 0", 350)]
    (one, _) = calibration_stretches(ground_in(town(far, near)), LON, LAT)
    assert one.away_m == pytest.approx(np.hypot(100.0, 100.0), abs=0.5)
    assert {one.start, one.end} == {at(100.0, 100.0), at(100.0, 500.0)} or one.start == pytest.approx(
        at(100.0, 100.0), abs=1e-6
    )
    assert one.rise_m is None


def test_roads_that_go_on_straight_are_one_stretch_whichever_way_they_are_drawn() -> None:
    roads = [[(0.0, 100.0), (0.0, 250.0)], [(0.0, 420.0), (0.0, 250.0)], [(0.0, 250.0), (200.0, 250.0)]]
    assert found(town(*roads)) == [("Road 1", 320)]
    for order in ([1, 0, 2], [2, 1, 0], [0, 2, 1]):
        assert [length for _, length in found(town(*(roads[at] for at in order)))] == [320]


def test_each_road_is_in_one_stretch_only() -> None:
    roads = [[(0.0, 200.0 * i), (0.0, 200.0 * (i + 1))] for i in range(5)]
    assert [length for _, length in found(town(*roads))] == [1_000]


def test_of_a_bent_road_the_longest_straight_part_counts() -> None:
    bent = [(0.0, 100.0), (200.0, 100.0), (200.0, 460.0), (300.0, 460.0)]
    assert found(town(bent)) == [("Road 0", 360)]
    wavy = [(float(x), 100.0 + 5.0 * np.sin(x / 60.0)) for x in range(0, 1_000, 20)]
    assert found(town(wavy)) == []


def test_a_ring_of_roads_ends() -> None:
    ring = [(0.0, 0.0), (400.0, 0.0), (400.0, 400.0), (0.0, 400.0), (0.0, 0.0)]
    assert [length for _, length in found(town(ring))] == [400]
    round_about = [
        [(300.0 * np.cos(a), 300.0 * np.sin(a)), (300.0 * np.cos(b), 300.0 * np.sin(b))]
        for a, b in zip(np.linspace(0, 2 * np.pi, 100)[:-1], np.linspace(0, 2 * np.pi, 100)[1:], strict=True)
    ]
    assert found(town(*round_about)) == []


@pytest.mark.parametrize(
    ("why", "ways"),
    [
        ("too busy", {"way_class": [RoadClass.secondary]}),
        ("unpaved", {"way_class": [RoadClass.track], "way_surface": [UNKNOWN]}),
        ("closed", {"way_access": [Access.closed]}),
        ("a bridge", {"way_bridge": [Tri.yes]}),
        ("a tunnel", {"way_tunnel": [Tri.yes]}),
        ("a roundabout", {"way_roundabout": [True]}),
    ],
)
def test_what_nobody_tapes_on_is_left_out(why: str, ways: dict[str, list[Any]]) -> None:
    road = [(0.0, 100.0), (0.0, 500.0)]
    assert found(town(road)) == [("Road 0", 400)]
    assert found(town(road, **ways)) == [], why


def test_shorter_than_a_calibration_course_may_be_is_left_out() -> None:
    assert found(town([(0.0, 0.0), (0.0, LEAST_M - 0.5)])) == []
    assert found(town([(0.0, 0.0), (0.0, LEAST_M + 0.5)])) == [("Road 0", 300)]


def test_where_nothing_is_near_it_looks_farther_and_then_gives_up() -> None:
    assert found(town([(4_000.0, 0.0), (4_400.0, 0.0)])) == [("Road 0", 400)]
    assert found(town([(9_000.0, 0.0), (9_400.0, 0.0)])) == []


@pytest.mark.parametrize(("grade", "is_level"), [(0.0, True), (0.008, True), (0.03, False)])
def test_a_slope_is_no_calibration_course(grade: float, is_level: bool) -> None:
    rows, columns = 60, 60
    north = 24.99 + np.arange(rows)[::-1] * 0.0005
    heights = (1_000.0 + grade * (north[:, None] - LAT) * 110_800.0 + np.zeros((rows, columns))).astype(
        np.float32
    )
    grid = HeightGrid(
        heights, np.zeros((rows, columns), dtype=np.bool_), "EPSG:4326",
        (1.0 / 0.0005, 0.0, -104.89 / 0.0005, 0.0, -1.0 / 0.0005, float(north[0]) / 0.0005), 1.5, "slope",
    )  # fmt: skip
    region = replace(town([(0.0, 100.0), (0.0, 500.0)]), terrain=Terrain((grid,), ()))
    stretches = calibration_stretches(ground_in(region), LON, LAT)
    assert bool(stretches) is is_level
    if stretches:
        assert stretches[0].rise_m == pytest.approx(400.0 * grade, abs=0.3)
