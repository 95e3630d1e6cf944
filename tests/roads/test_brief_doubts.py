"""What is named and comes to nothing is said, with what to do about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from courseplanner.model.region import Region
from courseplanner.roads.brief_doubts import brief_doubts
from courseplanner.sources.region import read_region
from layout.maps import grid, make_brief, position


def box(west_m: float, south_m: float, size_m: float = 60.0, *, swap: bool = False) -> dict[str, object]:
    corners = [(0, 0), (size_m, 0), (size_m, size_m), (0, size_m), (0, 0)]
    ring = [position(west_m + x, south_m + y) for x, y in corners]
    return {"type": "Polygon", "coordinates": [[point[::-1] if swap else point for point in ring]]}


def doubts(folder: Path, *boxes: dict[str, object]) -> list[str]:
    features = [{"type": "Feature", "properties": {}, "geometry": one} for one in boxes]
    path = folder / "closed.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    brief = make_brief(avoid=["Row 1", str(path)])
    found = brief_doubts(brief, grid(4, 4, 300.0).region(folder))
    assert all((one.table, one.key, one.entry) == ("course", "avoid", 1) for one in found)
    return [f"{one.problem}; {one.fix}" for one in found]


def test_areas_on_roads_are_as_meant(tmp_path: Path) -> None:
    assert doubts(tmp_path, box(270, 270), box(570, -30)) == []


@pytest.mark.parametrize(
    ("idle", "fix"),
    [
        (box(100, 100), "check that it is drawn in the right place"),
        (box(270, 270, swap=True), "its coordinates look swapped"),
        (box(50_000, 50_000), "the roads of the region lie between 9.5000, 47.1000 and 9.51"),
    ],
)
def test_an_area_on_no_road_is_told_by_its_feature(tmp_path: Path, idle: dict[str, object], fix: str) -> None:
    (line,) = doubts(tmp_path, box(270, 270), idle)
    assert line.startswith("closed.geojson, feature 2 touches no road of the region")
    assert fix in line


def test_many_of_them_are_one_line(tmp_path: Path) -> None:
    many = [box(100 + 70 * i, 100, 20) for i in range(2)] + [box(400, 100 + 50 * i, 20) for i in range(3)]
    (line,) = doubts(tmp_path, box(270, 270), *many)
    assert line.startswith(
        "closed.geojson: 5 of its 6 areas touch no road of the region, the first is feature 2"
    )


@pytest.mark.parametrize(("at_m", "told"), [(500.0, False), (80_000.0, True)])
def test_a_list_of_another_place_is_told(tmp_path: Path, at_m: float, *, told: bool) -> None:
    lon, lat = position(at_m, 500.0)
    places = tmp_path / "sights.csv"
    places.write_text(f"name,kind,rating,lon,lat\nBurg,scenic,4A,{lon},{lat}\n", encoding="utf-8")
    osm = grid(4, 4, 300.0).write(tmp_path)
    region: Region = read_region([osm], [places])
    brief = make_brief()
    brief = brief.model_copy(update={"region": brief.region.model_copy(update={"places": (places,)})})
    found = [str(one.problem) for one in brief_doubts(brief, region)]
    assert found == (["sights.csv: none of its 1 places lies in the region"] if told else [])
