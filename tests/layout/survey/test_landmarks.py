"""What lies along a line: found at its place, by the names that people read on signs."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from courseplanner.layout.line.legs import level_crossings_of
from courseplanner.layout.line.line import Line, laps_of, line_of, reversed_line
from courseplanner.layout.survey.landmarks import landmarks_of
from courseplanner.model.course.course import Landmark, LandmarkKind, Leg, Visit
from courseplanner.model.region import Region
from layout.maps import ROAD, SmallMap, position

LEG = Leg(1, "A", 0.0, 400.0, "primary", None, 7.0, "class", motor_free=None, unpaved=False)
JUNCTION, CROSSING = LandmarkKind.JUNCTION, LandmarkKind.LEVEL_CROSSING


def street_map(folder: Path) -> Region:
    """A street A of 400 m from west to east: B crosses at 100 m, C goes off at 200 m without a name,
    D takes over at 300 m."""
    there = SmallMap()
    for number in range(5):
        there.node(number + 1, 100.0 * number, 0.0)
    there.node(10, 100.0, 80.0).node(11, 200.0, 80.0).node(12, 300.0, 80.0).node(13, 100.0, -80.0)
    there.way([1, 2, 3, 4], {**ROAD, "name": "A"}).way([4, 5], {**ROAD, "name": "D"})
    there.way([10, 2, 13], {**ROAD, "name": "B"}).way([3, 11]).way([12, 4], {**ROAD, "name": "A"})
    there.way([13, 3], {"railway": "rail"})
    return there.region(folder)


def along(region: Region) -> Line:
    """The line along A and D."""
    roads = region.roads
    named = {
        tuple(sorted((int(a), int(b)))): e
        for e, (a, b) in enumerate(zip(roads.edge_from, roads.edge_to, strict=True))
    }
    at = [position(100.0 * number, 0.0) for number in range(5)]
    nodes = [int(np.argmin(np.hypot(roads.node_lon - lon, roads.node_lat - lat))) for lon, lat in at]
    edges = [named[tuple(sorted(pair))] for pair in itertools.pairwise(nodes)]
    return line_of(np.array([p[0] for p in at]), np.array([p[1] for p in at]), np.array(edges))


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return street_map(tmp_path)


def told(found: tuple[Landmark, ...]) -> list[tuple[str, tuple[str, ...], float]]:
    return [(str(mark.kind), mark.names, round(mark.at_m, -1)) for mark in found]


def test_junctions_are_told_by_two_names_the_own_road_first(region: Region) -> None:
    assert told(landmarks_of(region.roads, along(region), (LEG,), (), ())) == [
        ("junction", ("A", "B"), 100),
        ("junction", ("A", "D"), 300),
    ]
    back = reversed_line(along(region))
    assert told(landmarks_of(region.roads, back, (LEG,), (), ())) == [
        ("junction", ("D", "A"), 100),
        ("junction", ("A", "B"), 300),
    ]


def test_a_railway_is_crossed_where_it_shares_a_point_with_the_road(region: Region) -> None:
    line = along(region)
    assert level_crossings_of(region.roads, line) == pytest.approx((200.0,), abs=0.5)
    two_tracks = replace(
        region.roads,
        level_crossing_lon=np.array([line.lon[1], line.lon[2], 9.6]),
        level_crossing_lat=np.array([line.lat[1], line.lat[2], 47.2]),
    )
    assert level_crossings_of(two_tracks, line) == pytest.approx((100.0, 200.0), abs=0.5)


def test_each_lap_crosses_again_and_tracks_side_by_side_are_one(region: Region) -> None:
    line = along(region)
    there_and_back = line_of(
        np.concatenate((line.lon, line.lon[-2::-1])),
        np.concatenate((line.lat, line.lat[-2::-1])),
        np.concatenate((line.edge, line.edge[::-1])),
    )
    found = level_crossings_of(region.roads, laps_of(there_and_back, 2))
    assert found == pytest.approx((200.0, 600.0, 1_000.0, 1_400.0), rel=0.002)
    close = line_of(line.lon[0] + np.array([0.0, 1e-4, 2e-4]), np.full(3, 47.1), line.edge[:2])
    rails = replace(region.roads, level_crossing_lon=close.lon[1:], level_crossing_lat=close.lat[1:])
    assert len(level_crossings_of(rails, close)) == 1


def test_bridges_tunnels_places_and_railways_are_landmarks(region: Region) -> None:
    legs = (
        replace(LEG, to_m=50.0),
        replace(LEG, from_m=50.0, to_m=60.0, bridge=True),
        replace(LEG, from_m=60.0, to_m=90.0, bridge=True, name=None),
        replace(LEG, from_m=90.0, tunnel=True, name=None),
    )
    near = Visit("Dorf", "village", None, 9.5, 47.1, 150.0, 99.0, required=False)
    far = replace(near, name="Weiler", offset_m=101.0)
    found = told(landmarks_of(region.roads, along(region), legs, (near, far), (200.0,)))
    assert found == [
        ("bridge", ("A",), 50),
        ("tunnel", (), 90),
        ("junction", ("A", "B"), 100),
        ("place", ("Dorf",), 150),
        ("level crossing", (), 200),
        ("junction", ("A", "D"), 300),
    ]
