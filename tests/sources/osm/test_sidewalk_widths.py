"""How wide a street is, as its sidewalks tell: on both sides, along half of it, of two-way streets alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from courseplanner.model.network.assumptions import way_width_from
from courseplanner.model.network.roads import RoadClass, RoadNetwork, WidthFrom
from courseplanner.sources.region import read_region
from layout.maps import ROAD, SmallMap

SIDEWALK = {"highway": "footway", "footway": "sidewalk"}
LONG_M = 400.0


def street(
    tmp_path: Path,
    left: tuple[float, float] | None,
    right: tuple[float, float] | None,
    road: Mapping[str, str] = ROAD,
    path: dict[str, str] = SIDEWALK,
) -> RoadNetwork:
    """A street to the east, each of its sidewalks so far from its middle and so long."""
    small = SmallMap().node(1, 0, 0).node(2, LONG_M, 0).way([1, 2], road)
    for first, side, sign in ((3, left, 1.0), (5, right, -1.0)):
        if side is not None:
            aside_m, long_m = side
            small.node(first, 0, sign * aside_m).node(first + 1, long_m, sign * aside_m)
            small.way([first, first + 1], path)
    return small.region(tmp_path).roads


def width_of(roads: RoadNetwork) -> float:
    (found,) = roads.way_width_sidewalks_m[roads.way_id == 1].tolist()
    return float(found)


@pytest.mark.parametrize(
    ("left_m", "right_m", "width_m"),
    [(5.0, 5.0, 6.9), (4.0, 7.0, 7.59), (7.0, 4.0, 7.59), (1.2, 1.4, 1.6)],
)
def test_the_width_is_a_part_of_both_distances(
    tmp_path: Path, left_m: float, right_m: float, width_m: float
) -> None:
    roads = street(tmp_path, (left_m, LONG_M), (right_m, LONG_M))
    assert width_of(roads) == pytest.approx(width_m, abs=0.02)
    assert way_width_from(roads)[roads.way_id == 1].tolist() == [WidthFrom.sidewalks]


@pytest.mark.parametrize(
    ("left", "right"),
    [(None, None), ((5.0, LONG_M), None), (None, (5.0, LONG_M)), ((5.0, LONG_M), (5.0, 150.0))],
)
def test_sidewalks_of_one_side_or_of_less_than_half_say_nothing(
    tmp_path: Path, left: tuple[float, float] | None, right: tuple[float, float] | None
) -> None:
    roads = street(tmp_path, left, right)
    assert np.isnan(width_of(roads))
    assert way_width_from(roads)[roads.way_id == 1].tolist() == [WidthFrom.class_]


def test_half_of_the_street_is_enough(tmp_path: Path) -> None:
    assert width_of(street(tmp_path, (5.0, LONG_M), (5.0, 220.0))) == pytest.approx(6.9, abs=0.02)


@pytest.mark.parametrize(
    "tags",
    [{"oneway": "yes"}, {"oneway": "-1"}, {"junction": "roundabout"}],
    ids=lambda tags: next(iter(tags)),
)
def test_the_far_sidewalk_of_a_one_way_carriageway_may_be_that_of_its_twin(
    tmp_path: Path, tags: dict[str, str]
) -> None:
    assert np.isnan(width_of(street(tmp_path, (5.0, LONG_M), (5.0, LONG_M), {**ROAD, **tags})))


@pytest.mark.parametrize(
    "path",
    [{"highway": "footway"}, {"highway": "cycleway", "is_sidepath": "yes"}],
    ids=["untagged", "cycleway"],
)
def test_only_sidewalks_for_walkers_tell(tmp_path: Path, path: dict[str, str]) -> None:
    assert np.isnan(width_of(street(tmp_path, (5.0, LONG_M), (5.0, LONG_M), path=path)))


def test_where_sidewalks_are_mapped_streets_are_as_wide_as_streets_are(helsinki_osm: Path) -> None:
    """Three cities together gave 6.5 to 8.0 m for the middle half of residential streets."""
    roads = read_region([helsinki_osm]).roads
    known = roads.way_width_sidewalks_m[roads.way_class == RoadClass.residential]
    known = known[~np.isnan(known)]
    assert len(known) > 20
    assert 5.5 < float(np.median(known)) < 9.5
