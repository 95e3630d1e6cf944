"""Sidewalks, crossings and paths that keep beside a road belong to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from courseplanner.model.network.roads import UNKNOWN, RoadNetwork, RoadPart, Tri
from courseplanner.sources.osm.parts_of_roads import with_parts_of_roads
from courseplanner.sources.region import read_region
from layout.maps import ROAD, SmallMap

PATH = {"highway": "footway"}
LONG_M = 600.0


def beside_a_road(
    tmp_path: Path, apart_m: float, road: dict[str, str], path: dict[str, str], length_m: float = LONG_M
) -> RoadNetwork:
    """One road and one way parallel to it."""
    small = SmallMap().node(1, 0, 0).node(2, length_m, 0).node(3, 0, apart_m).node(4, length_m, apart_m)
    return small.way([1, 2], road).way([3, 4], path).region(tmp_path).roads


def part_of(roads: RoadNetwork, way: int) -> set[tuple[int, int]]:
    """The parts that an OSM way is, each with the road that it belongs to; 0 for none."""
    return {
        (
            int(roads.way_part[at]),
            0 if roads.way_road[at] == UNKNOWN else int(roads.way_id[roads.way_road[at]]),
        )
        for at in np.flatnonzero(roads.way_id == way)
    }


@pytest.mark.parametrize(
    ("road", "reach_m"),
    [
        ("trunk", 16.0),
        ("primary_link", 16.0),
        ("secondary", 13.0),
        ("tertiary", 12.0),
        ("residential", 11.0),
        ("unclassified", 11.0),
        ("busway", 11.0),
        ("living_street", 10.0),
    ],
)
def test_a_path_belongs_to_a_road_within_the_distance_of_its_class(
    tmp_path: Path, road: str, reach_m: float
) -> None:
    tags = {"highway": road}
    assert part_of(beside_a_road(tmp_path, reach_m - 0.3, tags, PATH), 2) == {(RoadPart.beside, 1)}
    assert part_of(beside_a_road(tmp_path, reach_m + 0.3, tags, PATH), 2) == {(RoadPart.own, 0)}


@pytest.mark.parametrize("road", ["service", "track", "footway", "pedestrian"])
def test_beside_lesser_ways_a_path_is_its_own(tmp_path: Path, road: str) -> None:
    assert part_of(beside_a_road(tmp_path, 5.0, {"highway": road}, PATH), 2) == {(RoadPart.own, 0)}


@pytest.mark.parametrize("path", ["footway", "path", "cycleway"])
def test_what_is_beside_a_road_is_not_free_of_motors(tmp_path: Path, path: str) -> None:
    for apart_m, free in ((6.0, Tri.no), (30.0, Tri.yes)):
        roads = beside_a_road(tmp_path, apart_m, dict(ROAD), {"highway": path, "bicycle": "designated"})
        assert roads.way_motor_free[roads.way_id == 2].tolist() == [free]


@pytest.mark.parametrize("path", ["pedestrian", "bridleway", "service"])
def test_streets_for_people_are_no_part_of_the_road_beside_them(tmp_path: Path, path: str) -> None:
    assert part_of(beside_a_road(tmp_path, 6.0, dict(ROAD), {"highway": path}), 2) == {(RoadPart.own, 0)}


@pytest.mark.parametrize(
    ("tags", "part"),
    [
        ({"footway": "sidewalk"}, RoadPart.sidewalk),
        ({"is_sidepath": "yes"}, RoadPart.sidewalk),
        ({"is_sidepath:of": "secondary"}, RoadPart.sidewalk),
        ({"highway": "path", "path": "sidewalk"}, RoadPart.sidewalk),
        ({"highway": "cycleway", "cycleway": "sidepath"}, RoadPart.sidewalk),
        ({"footway": "crossing"}, RoadPart.crossing),
        ({"footway": "traffic_island"}, RoadPart.crossing),
        ({"highway": "cycleway", "cycleway": "crossing"}, RoadPart.crossing),
        ({"highway": "cycleway", "cycleway": "track"}, RoadPart.own),
        ({"footway": "access_aisle"}, RoadPart.own),
        ({"footway": "sidewalk", "is_sidepath": "no"}, RoadPart.own),
    ],
)
def test_tags_come_first(tmp_path: Path, tags: dict[str, str], part: RoadPart) -> None:
    roads = beside_a_road(tmp_path, 100.0, dict(ROAD), {**PATH, **tags})
    assert part_of(roads, 2) == {(part, 0)}
    assert roads.way_motor_free[roads.way_id == 2].tolist() == [Tri.yes if part is RoadPart.own else Tri.no]


def test_a_tagged_sidewalk_knows_its_road(tmp_path: Path) -> None:
    assert part_of(beside_a_road(tmp_path, 6.0, dict(ROAD), {**PATH, "footway": "sidewalk"}), 2) == {
        (RoadPart.sidewalk, 1)
    }


def test_a_tag_ends_it(tmp_path: Path) -> None:
    assert part_of(beside_a_road(tmp_path, 6.0, dict(ROAD), {**PATH, "is_sidepath": "no"}), 2) == {
        (RoadPart.own, 0)
    }


def test_a_sidewalk_tag_on_a_street_says_nothing_of_the_street(tmp_path: Path) -> None:
    roads = beside_a_road(tmp_path, 100.0, {**ROAD, "cycleway": "crossing", "footway": "sidewalk"}, PATH)
    assert part_of(roads, 1) == {(RoadPart.own, 0)}


@pytest.mark.parametrize(("road", "path"), [({"bridge": "yes"}, {}), ({}, {"tunnel": "yes"})])
def test_bridges_and_tunnels_are_beside_their_like(
    tmp_path: Path, road: dict[str, str], path: dict[str, str]
) -> None:
    assert part_of(beside_a_road(tmp_path, 6.0, {**ROAD, **road}, {**PATH, **path}), 2) == {(RoadPart.own, 0)}
    both = {**road, **path}
    assert part_of(beside_a_road(tmp_path, 6.0, {**ROAD, **both}, {**PATH, **both}), 2) == {
        (RoadPart.beside, 1)
    }


def test_motorways_and_what_is_like_them_have_no_paths(tmp_path: Path) -> None:
    for road in ({"highway": "motorway"}, {"highway": "trunk", "motorroad": "yes"}):
        assert part_of(beside_a_road(tmp_path, 6.0, road, PATH), 2) == {(RoadPart.own, 0)}


@pytest.mark.parametrize(("bend_deg", "part"), [(18.0, RoadPart.beside), (22.0, RoadPart.own)])
def test_up_to_twenty_degrees_off_parallel(tmp_path: Path, bend_deg: float, part: RoadPart) -> None:
    dx, dy = 20.0 * np.cos(np.radians(bend_deg)), 20.0 * np.sin(np.radians(bend_deg))
    small = SmallMap().node(1, 0, 0).node(2, 100, 0).node(3, 40, 2).node(4, 40 + dx, 2 + dy)
    assert part_of(small.way([1, 2], ROAD).way([3, 4], PATH).region(tmp_path).roads, 2) == {
        (part, 1 if part else 0)
    }


def away(small: SmallMap, first_m: float, second_m: float) -> SmallMap:
    """A path 6 m beside a road from `first_m`, and 60 m off from `second_m` on; junctions between."""
    small.node(1, 0, 0).node(2, 2000, 0).node(3, first_m, 6).node(4, second_m, 6)
    small.node(5, second_m + 60, 60).node(6, second_m + 400, 60)
    small.node(7, second_m, 200).node(8, second_m + 60, 200)
    small.way([1, 2], ROAD).way([3, 4, 5, 6], PATH)
    return small.way([4, 7], {"highway": "track"}).way([5, 8], {"highway": "track"})


def test_a_long_way_is_beside_a_road_piece_by_piece(tmp_path: Path) -> None:
    roads = away(SmallMap(), 0, 300).region(tmp_path).roads
    assert part_of(roads, 2) == {(RoadPart.beside, 1), (RoadPart.own, 0)}
    beside = (roads.way_part == RoadPart.beside)[roads.edge_way]
    assert roads.edge_length_mm[beside].tolist() == [pytest.approx(300_000, rel=0.002)]
    free = np.isin(roads.way_id[roads.edge_way], [2]) & ~beside
    assert len(roads.edge_length_mm[free]) == 2
    assert (roads.way_motor_free[roads.edge_way[free]] == Tri.yes).all()


@pytest.mark.parametrize(("near_m", "part"), [(80.0, RoadPart.beside), (60.0, RoadPart.own)])
def test_a_short_way_is_beside_as_a_whole_or_not(tmp_path: Path, near_m: float, part: RoadPart) -> None:
    small = (
        SmallMap()
        .node(1, 0, 0)
        .node(2, 900, 0)
        .node(3, 0, 6)
        .node(4, near_m, 6)
        .node(5, near_m, 6 + 140 - near_m)
    )
    roads = small.way([1, 2], ROAD).way([3, 4, 5], PATH).region(tmp_path).roads
    assert part_of(roads, 2) == {(part, 1 if part else 0)}


def test_gaps_of_less_than_twenty_metres_are_none(tmp_path: Path) -> None:
    small = SmallMap().node(1, 0, 0).node(2, 300, 0).node(3, 315, 0).node(4, 700, 0)
    # The road itself has a gap: a bridge of 15 m that the path has not.
    small.way([1, 2], ROAD).way([2, 3], ROAD, bridge="yes").way([3, 4], ROAD)
    for number in range(8):
        small.node(10 + number, 100 * number, 6)
    roads = small.way([10 + number for number in range(8)], PATH).region(tmp_path).roads
    assert {part for part, _ in part_of(roads, 4)} == {RoadPart.beside}


def test_a_path_that_only_crosses_is_its_own(tmp_path: Path) -> None:
    small = SmallMap().node(1, 0, 0).node(2, 900, 0).node(3, 400, -300).node(4, 400, 300)
    assert part_of(small.way([1, 2], ROAD).way([3, 4], PATH).region(tmp_path).roads, 2) == {(RoadPart.own, 0)}


def test_no_roads_and_no_paths(tmp_path: Path) -> None:
    small = SmallMap().node(1, 0, 0).node(2, 900, 0)
    roads = small.way([1, 2], ROAD).region(tmp_path).roads
    assert with_parts_of_roads(roads, np.zeros(1, dtype=np.bool_)) is roads
    small = SmallMap().node(1, 0, 0).node(2, 900, 0)
    assert part_of(small.way([1, 2], PATH).region(tmp_path).roads, 1) == {(RoadPart.own, 0)}


@pytest.mark.parametrize(
    ("extract", "recall", "caught_km"),
    [
        ("heidelberg.osm.pbf", 0.94, (90.0, 105.0)),
        ("tokyo-ebisu.osm", 0.94, (0.8, 1.2)),
        ("monaco.osm.pbf", 0.70, (6.0, 9.0)),
    ],
)
def test_tagged_sidewalks_are_found_without_their_tags(
    shared_data: Path, extract: str, recall: float, caught_km: tuple[float, float]
) -> None:
    """The distances by class catch so much of what is tagged, and so much else, as the study of towns found.

    Monaco maps a sixth of its sidewalks where no road is near.
    """
    roads = read_region([shared_data / "osm" / extract]).roads
    km = roads.edge_length_mm / 1e6
    tagged = (roads.way_part == RoadPart.sidewalk)[roads.edge_way]
    beside = (roads.way_part == RoadPart.beside)[roads.edge_way]
    assert caught_km[0] <= km[beside].sum() <= caught_km[1]
    # Nothing else has a road, and all that is beside one knows it.
    assert (roads.way_road[roads.way_part == RoadPart.beside] != UNKNOWN).all()
    assert (roads.way_road[np.isin(roads.way_part, (RoadPart.own, RoadPart.crossing))] == UNKNOWN).all()
    hidden = replace(roads, way_part=np.zeros_like(roads.way_part))
    again = with_parts_of_roads(hidden, np.zeros(len(roads.way_id), dtype=np.bool_))
    found = (again.way_part == RoadPart.beside)[again.edge_way]
    assert km[tagged & found].sum() >= recall * km[tagged].sum()
