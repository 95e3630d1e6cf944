"""Roads that pass under or over a course, and roads that only meet it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.measure.along.ways_across import ways_across
from courseplanner.model.course.course import Course
from courseplanner.model.course.way_across import WayAcross
from courseplanner.model.region import Region
from laying import propose
from layout.maps import SmallMap, grid, make_brief


def town(folder: Path, *across: dict[str, Any]) -> Region:
    """A ring of streets with more that cross its southern side."""
    small = SmallMap()
    for number, place in enumerate([(0, 0), (1_250, 0), (1_250, 1_250), (0, 1_250)], 1):
        small.node(number, *place)
    small.way([1, 2, 3, 4, 1], name="Ring")
    for number, tags in enumerate(across):
        first = 9_001 + 10 * number
        x = 400.0 + 200.0 * number
        small.node(first, x, -80.0).node(first + 1, x, 80.0)
        small.way([first, first + 1], **{"highway": "residential", "name": f"Across {number}"} | tags)
    return small.region(folder)


def course_in(region: Region) -> Course:
    (found,) = propose(region, make_brief("5km", search={"candidates": 1})).candidates
    return found.course


@pytest.fixture(scope="module")
def over_and_under(tmp_path_factory: pytest.TempPathFactory) -> tuple[Region, Course]:
    """A town with a bridge over the ring and a tunnel under it."""
    region = town(tmp_path_factory.mktemp("over"), {"bridge": "yes"}, {"tunnel": "yes"})
    return region, course_in(region)


def test_by_bridges_and_tunnels_of_roads_for_vehicles(tmp_path: Path) -> None:
    region = town(
        tmp_path,
        {"bridge": "yes", "layer": "1"},
        {"tunnel": "yes", "layer": "-1"},
        {"bridge": "yes", "highway": "footway"},
        {"bridge": "yes", "access": "private"},
    )
    found = sorted((one.name, one.is_under) for one in ways_across(course_in(region), region.roads))
    assert found == [("Across 0", False), ("Across 1", True)]


def test_a_street_that_cuts_the_ring_is_neither_under_nor_over(tmp_path: Path) -> None:
    region = town(tmp_path, {})
    assert ways_across(course_in(region), region.roads) == ()


def test_each_in_running_order_where_the_course_is(over_and_under: tuple[Region, Course]) -> None:
    region, course = over_and_under
    found: tuple[WayAcross, ...] = ways_across(course, region.roads)
    assert [one.at_m for one in found] == sorted(one.at_m for one in found)
    assert len(found) == 2
    assert abs(found[0].at_m - found[1].at_m) == pytest.approx(200.0, abs=8.0)


def test_over_the_antimeridian_the_same_are_found(over_and_under: tuple[Region, Course]) -> None:
    region, course = over_and_under
    shift = 180.0 - float(course.lon.mean())

    def shifted(lon: np.ndarray) -> np.ndarray:
        return np.asarray((lon + shift + 180.0) % 360.0 - 180.0)

    there = replace(course, lon=shifted(course.lon))
    roads = replace(region.roads, point_lon=shifted(region.roads.point_lon))
    assert np.ptp(there.lon) > 350.0
    plain, over = ways_across(course, region.roads), ways_across(there, roads)
    assert [(one.name, one.is_under) for one in over] == [(one.name, one.is_under) for one in plain]
    assert [one.at_m for one in over] == pytest.approx([one.at_m for one in plain], abs=0.1)


def test_streets_that_meet_the_course_are_none(tmp_path: Path) -> None:
    region = grid(9, 9, 200.0).region(tmp_path)
    assert ways_across(course_in(region), region.roads) == ()
