"""Which roads a course may use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from courseplanner.base.errors import BriefError, PlaceListError
from courseplanner.layout.ask.allowed_edges import allowed_edges, reachable_edges
from courseplanner.model.brief.brief import Brief
from courseplanner.model.region import Region
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
    [(2.0, {0, 2, 3, 4, 5, 6, 7, 8}), (3.0, {0, 2, 3, 5, 6, 7, 8}), (3.25, {0, 2, 3, 7}), (3.5, {0, 2, 7})],
)
def test_width_by_tag_lanes_and_class(region: Region, least_m: float, left: set[int]) -> None:
    assert allowed(region, make_brief(limits={"min_width_m": least_m})) == left


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
