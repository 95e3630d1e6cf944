"""Which roads a course may use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from courseplanner.base.errors import BriefError, PlaceListError
from courseplanner.layout.ask.allowed_edges import allowed_edges, reachable_edges
from courseplanner.model.brief.brief import Brief
from courseplanner.model.brief.brief_roads import RoadStatements
from courseplanner.model.region import Region
from courseplanner.roads.ground import ground_of
from layout.maps import ROAD, SmallMap, make_brief, position

# Nine roads between the same two sides, 100 m apart; the number of a road is its y in hundreds of metres.
ROADS: list[dict[str, str]] = [
    {"highway": "residential"},
    {"highway": "residential", "access": "no"},
    {"highway": "residential", "width": "3.5", "name": "Gasse"},
    {"highway": "residential", "lanes": "1"},
    {"highway": "footway"},
    {"highway": "track"},
    {"highway": "track", "tracktype": "grade1"},
    {"highway": "residential", "surface": "gravel", "name": "Straße", "name:zh": "河滨路"},
    {"highway": "track", "surface": "asphalt"},
]


@pytest.fixture
def region(tmp_path: Path) -> Region:
    small = SmallMap()
    for number, tags in enumerate(ROADS):
        small.node(2 * number + 1, 0, 100 * number).node(2 * number + 2, 900, 100 * number)
        small.way([2 * number + 1, 2 * number + 2], tags)
    return small.region(tmp_path)


def allowed(region: Region, brief: Brief) -> set[int]:
    roads = region.roads
    edges = allowed_edges(brief, roads)
    return {int(way) - 1 for way in roads.way_id[roads.edge_way[edges]]}


def test_all_but_what_is_closed(region: Region) -> None:
    assert allowed(region, make_brief()) == set(range(9)) - {1}
    assert reachable_edges(region.roads).sum() == 8


@pytest.mark.parametrize(
    ("least_m", "left"),
    [(1.5, {0, 2, 3, 4, 5, 6, 7, 8}), (2.5, {0, 2, 3, 5, 6, 7, 8}), (3.25, {0, 2, 3, 7}), (3.5, {0, 2, 7})],
)
def test_width_by_tag_lanes_and_class(region: Region, least_m: float, left: set[int]) -> None:
    assert allowed(region, make_brief(limits={"min_width_m": least_m})) == left


def beside(path: dict[str, str], road: dict[str, str] = {}) -> SmallMap:  # noqa: B006 - only read
    """A road (1), a way 6 m beside it (2), and the two joined at both ends (3, 4)."""
    small = SmallMap().node(1, 0, 0).node(2, 900, 0).node(3, 0, 6).node(4, 900, 6)
    small.way([1, 2], ROAD, **road).way([3, 4], {"highway": "footway"}, **path)
    return small.way([1, 3], {"highway": "service"}).way([2, 4], {"highway": "service"})


def ways_left(small: SmallMap, folder: Path, floor_m: float | None = None, **tables: Any) -> set[int]:
    roads = small.region(folder).roads
    edges = allowed_edges(make_brief(**tables), roads, floor_m)
    return set(roads.way_id[roads.edge_way[edges]].tolist())


SIDEWALK = {"footway": "sidewalk"}


@pytest.mark.parametrize("path", [{}, SIDEWALK])
def test_what_is_beside_a_road_is_left_to_the_road(tmp_path: Path, path: dict[str, str]) -> None:
    assert ways_left(beside(path), tmp_path) == {1, 3, 4}


@pytest.mark.parametrize("path", [{}, SIDEWALK])
def test_beside_a_closed_road_it_is_run(tmp_path: Path, path: dict[str, str]) -> None:
    assert ways_left(beside(path, {"access": "private"}), tmp_path) == {2, 3, 4}


@pytest.mark.parametrize(
    ("path", "floor_m", "is_left"),
    [
        ({"width": "4"}, None, True),
        ({"width": "3.9"}, None, False),
        ({"width": "5"}, 6.0, False),
        ({"width": "6"}, 6.0, True),
        ({"width": "6", **SIDEWALK}, None, False),
    ],
)
def test_a_wide_path_beside_a_road_is_a_road_of_its_own(
    tmp_path: Path, path: dict[str, str], floor_m: float | None, *, is_left: bool
) -> None:
    found = ways_left(beside({**path, "surface": "asphalt"}, {"width": "9"}), tmp_path, floor_m)
    assert (2 in found) is is_left


def test_a_width_that_the_user_states_frees_a_path(tmp_path: Path) -> None:
    stated = RoadStatements(width_m={"way 2": 5.0})
    brief = make_brief().model_copy(update={"roads": stated})
    roads = ground_of(beside({}).region(tmp_path), brief).roads
    edges = allowed_edges(brief, roads)
    assert 2 in roads.way_id[roads.edge_way[edges]]


def test_who_avoids_a_road_avoids_its_sidewalk(tmp_path: Path) -> None:
    small = beside(SIDEWALK, {"access": "private", "name": "Gasse"})
    assert ways_left(small, tmp_path, avoid=["Gasse"]) == {3, 4}


def test_the_field_has_a_floor_where_the_brief_states_none(region: Region) -> None:
    roads = region.roads

    def left(floor_m: float, **limits: float) -> set[int]:
        edges = allowed_edges(make_brief(limits=limits), roads, floor_m)
        return {int(way) - 1 for way in roads.way_id[roads.edge_way[edges]]}

    assert left(3.5) == {0, 2, 7}
    assert left(3.5, min_width_m=3.25) == {0, 2, 3, 7}
    assert left(3.5, min_width_m=0.0) == set(range(9)) - {1}


def path_off_a_sidewalk(link_m: float) -> SmallMap:
    """A path of 5 m that meets a sidewalk, which meets the street `link_m` on; a crossing on the way."""
    small = SmallMap().node(1, 0, 0).node(2, 900, 0).node(3, 0, 6).node(4, link_m, 6).node(5, link_m, 0)
    small.node(6, 0, 500).node(7, 900, 500)
    small.way([1, 5, 2], ROAD).way([3, 4], {"highway": "footway"}, **SIDEWALK)
    small.way([4, 5], {"highway": "footway", "footway": "crossing"})
    return small.way([3, 6, 7], {"highway": "path", "width": "5", "surface": "asphalt"})


@pytest.mark.parametrize(("link_m", "left"), [(50.0, {1, 2, 3, 4}), (70.0, {1, 4})])
def test_a_path_is_joined_to_its_street_over_the_sidewalk(
    tmp_path: Path, link_m: float, left: set[int]
) -> None:
    assert ways_left(path_off_a_sidewalk(link_m), tmp_path, 4.0) == left


def test_a_width_that_is_asked_for_holds_for_links(tmp_path: Path) -> None:
    assert ways_left(path_off_a_sidewalk(50.0), tmp_path, limits={"min_width_m": 4.0}) == {1, 4}


@pytest.mark.parametrize(("most_m", "left"), [(None, {1, 2, 3}), (0.0, {2, 3}), (100.0, {1, 2, 3})])
def test_where_no_tunnel_is_allowed_none_is_left(
    tmp_path: Path, most_m: float | None, left: set[int]
) -> None:
    small = SmallMap()
    for number, word in enumerate(("yes", "building_passage", "no")):
        small.node(2 * number + 1, 0, 100 * number).node(2 * number + 2, 900, 100 * number)
        small.way([2 * number + 1, 2 * number + 2], ROAD, tunnel=word)
    roads = small.region(tmp_path).roads
    edges = allowed_edges(make_brief(limits={"max_tunnel_m": most_m}), roads)
    assert set(roads.way_id[roads.edge_way[edges]].tolist()) == left


def test_unpaved_by_tag_and_class(region: Region) -> None:
    assert allowed(region, make_brief(limits={"max_unpaved": 0.0})) == {0, 2, 3, 4, 6, 8}
    assert allowed(region, make_brief(limits={"max_unpaved": 0.01})) == set(range(9)) - {1}


@pytest.mark.parametrize(("name", "road"), [("Gasse", 2), ("gasse", 2), ("STRASSE", 7), ("河滨路", 7)])
def test_avoided_by_name(region: Region, name: str, road: int) -> None:
    assert allowed(region, make_brief(avoid=[name])) == set(range(9)) - {1, road}


def test_a_name_that_no_road_has_is_told_with_its_place(region: Region) -> None:
    with pytest.raises(BriefError, match="no road is called “Gase”") as caught:
        allowed_edges(make_brief(avoid=["Gasse", "Gase"]), region.roads)
    assert caught.value.where == "race.toml, [course] avoid 2"


def test_the_nearest_name_is_offered_among_many(tmp_path: Path) -> None:
    small = SmallMap()
    for number in range(12):
        small.node(2 * number + 1, 0, 100 * number).node(2 * number + 2, 900, 100 * number)
        small.way([2 * number + 1, 2 * number + 2], ROAD, name=f"{'ABCDEFGHIJKL'[number] * 6}weg")
    with pytest.raises(BriefError, match="DDDDDDweg"):
        allowed_edges(make_brief(avoid=["DDDDDweg"]), small.region(tmp_path).roads)


def polygon(west_m: float, south_m: float, east_m: float, north_m: float) -> dict[str, object]:
    corners = [(west_m, south_m), (east_m, south_m), (east_m, north_m), (west_m, north_m), (west_m, south_m)]
    return {"type": "Polygon", "coordinates": [[position(*corner) for corner in corners]]}


def feature(geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {}, "geometry": geometry}


LOW, HIGH = polygon(300, -50, 400, 50), polygon(300, 350, 400, 550)


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (LOW, {2, 3, 4, 5, 6, 7, 8}),
        (feature(LOW), {2, 3, 4, 5, 6, 7, 8}),
        ({"type": "FeatureCollection", "features": [feature(LOW), feature(HIGH)]}, {2, 3, 6, 7, 8}),
    ],
)
def test_avoided_by_area(region: Region, tmp_path: Path, content: object, left: set[int]) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert allowed(region, make_brief(avoid=[str(path)])) == left


BROKEN = [
    b'{"type": "FeatureCollection", "features": []}',
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"null",
    b"7",
    b"[]",
    b'["a"]',
    b"{}",
    b'{"type": "FeatureCollection"}',
    b'{"type": "FeatureCollection", "features": null}',
    b'{"type": "FeatureCollection", "features": [null]}',
    b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}',
    b'{"type": "Polygon"}',
    b'{"type": "Polygon", "coordinates": 7}',
    b'{"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}',
    b'{"type": "Polygon", "coordinates": [[["a", "b"], ["c", "d"], ["e", "f"]]]}',
    b'{"type": "Blob", "coordinates": []}',
    b'{"type": "GeometryCollection", "geometries": 7}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("content", BROKEN, ids=lambda content: repr(content[:60]))
def test_a_broken_file_of_areas_is_named(region: Region, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "areas.geojson"
    path.write_bytes(content)
    with pytest.raises(PlaceListError, match=r"areas\.geojson"):
        allowed_edges(make_brief(avoid=[str(path)]), region.roads)
