"""A file of areas is what it says, or it is refused by its feature."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.base.errors import PlaceListError
from courseplanner.roads.avoided_areas import read_areas, roads_touched, swapped
from layout.maps import SmallMap, position

RING = [[9.5, 47.1], [9.51, 47.1], [9.51, 47.11], [9.5, 47.1]]
GOOD = {"type": "Polygon", "coordinates": [RING]}


def feature(geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": None, "geometry": geometry}


def collection(*geometries: object) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": [feature(one) for one in geometries]}


def written(folder: Path, content: object) -> Path:
    path = folder / "closed.geojson"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(PlaceListError) as caught:
        read_areas(path)
    assert str(path) in caught.value.where
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        feature(GOOD),
        collection(GOOD),
        collection({"type": "MultiPolygon", "coordinates": [[RING]]}),
        collection({"type": "GeometryCollection", "geometries": [GOOD]}),
        {
            **collection(GOOD),
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        },
    ],
)
def test_every_way_to_write_a_polygon_is_read(tmp_path: Path, content: object) -> None:
    (area,) = read_areas(written(tmp_path, content))
    assert area.number == 1
    assert area.shape.area == pytest.approx(0.5e-4)


def test_a_bow_tie_and_heights_are_read(tmp_path: Path) -> None:
    bow = [[9.5, 47.1, 400.0], [9.51, 47.11, 400.0], [9.51, 47.1, 400.0], [9.5, 47.11, 400.0]]
    (area,) = read_areas(written(tmp_path, {"type": "Polygon", "coordinates": [[*bow, bow[0]]]}))
    assert area.shape.area == pytest.approx(0.5e-4)


def ring_with(*point: Any) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[RING[0], [*point], *RING[1:]]]}


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "has no geometry"),
        ({"type": "Point", "coordinates": [9.5, 47.1]}, "is of type Point, not a polygon"),
        ({"type": "LineString", "coordinates": RING}, "is of type LineString, not a polygon"),
        ({"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [9, 47]}]}, "Point"),
        (ring_with(float("nan"), 47.1), "has the position [nan, 47.1], which is not valid"),
        (ring_with(9.5, float("inf")), "has the position [9.5, inf], which is not valid"),
        (ring_with(9.5), "has [9.5] for a position"),
        (ring_with("9.5", "47.1"), 'has ["9.5", "47.1"] for a position'),
        (ring_with(9.5, True), "has [9.5, true] for a position"),
        (ring_with(24.9, 104.9), "look swapped: write longitude first, as in [104.9, 24.9]"),
        (ring_with(200.0, 100.0), "[200.0, 100.0], which is not on Earth; write degrees of WGS 84"),
        ({"type": "Polygon", "coordinates": []}, "has a polygon without a ring"),
        ({"type": "MultiPolygon", "coordinates": [""]}, "has a polygon without a ring"),
        ({"type": "Polygon", "coordinates": [RING[:2]]}, "has a ring of fewer than three points"),
        ({"type": "Polygon", "coordinates": [[[9, 47], [9.5, 47], [10, 47]]]}, "without an area"),
        ({"type": "GeometryCollection", "geometries": []}, "without an area"),
    ],
)
def test_what_is_no_polygon_is_refused_by_its_feature(tmp_path: Path, geometry: object, words: str) -> None:
    line = refusal(written(tmp_path, collection(GOOD, geometry)))
    assert "closed.geojson, feature 2: " in line
    assert words in line


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (collection(), "holds no feature"),
        ("", "line 1: is not JSON"),
        ('{"type":\n7,', "line 2: is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not GeoJSON"),
        ({"type": "FeatureCollection", "features": 7}, "has no list of features"),
        ({"type": "FeatureCollection", "features": [7]}, "feature 1: is not a feature"),
        ({**collection(GOOD), "crs": {"properties": {"name": "EPSG:3857"}}}, "are not WGS 84"),
    ],
)
def test_what_is_no_file_of_areas_is_refused(tmp_path: Path, content: object, words: str) -> None:
    assert words in refusal(written(tmp_path, content))


def test_a_real_file_whose_second_feature_is_damaged(shared_data: Path) -> None:
    path = shared_data / "field" / "damaged" / "avoid-indexerror.geojson"
    assert "avoid-indexerror.geojson, feature 2: has a polygon without a ring" in refusal(path)


def test_areas_know_the_roads_that_they_touch(tmp_path: Path) -> None:
    small = SmallMap()
    for number in range(3):
        small.node(2 * number + 1, 0, 100 * number).node(2 * number + 2, 900, 100 * number)
        small.way([2 * number + 1, 2 * number + 2])
    roads = small.region(tmp_path).roads
    boxes = [((300, -50), (400, 150)), ((300, 1_000), (400, 1_100))]
    rings = [[position(a, b), position(c, b), position(c, d), position(a, b)] for (a, b), (c, d) in boxes]
    areas = read_areas(
        written(tmp_path, collection(*({"type": "Polygon", "coordinates": [r]} for r in rings)))
    )
    area, edge = roads_touched(areas, roads)
    assert area.tolist() == [0, 0]
    assert sorted(roads.way_id[roads.edge_way[edge]].tolist()) == [1, 2]
    there_and_back = swapped(swapped(areas[0]))
    assert np.allclose(there_and_back.shape.bounds, areas[0].shape.bounds)
