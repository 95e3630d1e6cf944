"""The picture of a result: what it holds, and that it is the same each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import draw_result

SVG = "{http://www.w3.org/2000/svg}"

OSM = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="{generator}">
<node id="1" lon="11.000" lat="47.000"/><node id="2" lon="11.020" lat="47.000"/>
<node id="3" lon="11.020" lat="47.010"/><node id="4" lon="11.000" lat="47.010"/>
<node id="5" lon="11.004" lat="47.003"/><node id="6" lon="11.010" lat="47.003"/>
<node id="7" lon="11.010" lat="47.007"/><node id="8" lon="11.004" lat="47.007"/>
<node id="9" lon="11.021" lat="47.011">
  <tag k="place" v="village"/><tag k="name" v="Weiler &amp; Söhne"/>
</node>
<node id="10" lon="11.001" lat="47.012"><tag k="tourism" v="attraction"/><tag k="name" v="镜湖"/></node>
<node id="11" lon="11.013" lat="47.004"><tag k="place" v="village"/><tag k="name" v="Abseits"/></node>
<way id="1">
  <nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="highway" v="tertiary"/>
</way>
<way id="2">
  <nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="8"/><nd ref="5"/><tag k="natural" v="water"/>
</way>
<way id="3">
  <nd ref="1"/><nd ref="7"/><nd ref="99"/><tag k="waterway" v="river"/><tag k="name" v="Ache"/>
</way>
</osm>
"""

SQUARE = [[11.0, 47.0], [11.02, 47.0], [11.02, 47.01], [11.0, 47.01], [11.0, 47.0005]]


def _entry(letter: str) -> dict[str, Any]:
    return {
        "id": letter,
        "length": {"course_m": 5212.34},
        "shares": {"repeated": 0.0123, "motor_free": 0.75},
        "visits": [
            {"name": "Weiler & Söhne", "kind": "village", "rating": None, "at_m": 2600.0, "offset_m": 130.0},
            {"name": "镜湖", "kind": "scenic", "rating": 4, "at_m": 4100.0, "offset_m": 230.0},
            {"name": "Von der Liste", "kind": "scenic", "rating": None, "at_m": 4200.0, "offset_m": 0.0},
        ],
    }


def _point(letter: str, kind: str, name: str, at_m: float, lon: float, lat: float) -> dict[str, Any]:
    what = {"candidate": letter, "type": kind, "name": name, "at_m": at_m}
    return {
        "type": "Feature",
        "properties": what,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def _features(letter: str) -> list[dict[str, Any]]:
    line = {
        "type": "Feature",
        "id": letter,
        "properties": {"id": letter},
        "geometry": {"type": "LineString", "coordinates": SQUARE},
    }
    mark = _point(letter, "km", "1 km", 1000.0, 11.013, 47.0)
    visits = [
        _point(letter, "visit", "Weiler & Söhne", 2600.0, 11.02, 47.01),
        _point(letter, "visit", "镜湖", 4100.0, 11.001, 47.01),
        _point(letter, "visit", "Von der Liste", 4200.0, 11.0, 47.01),
    ]
    return [line, mark, *visits]


@pytest.fixture
def result(tmp_path: Path) -> Path:
    """A folder with a map and three candidates."""
    _write(tmp_path, "ABC")
    (tmp_path / "map.osm").write_text(OSM.format(generator="by hand"), encoding="utf-8")
    return tmp_path


def _write(folder: Path, letters: str) -> None:
    entries = [_entry(letter) for letter in letters]
    (folder / "candidates.json").write_text(json.dumps({"candidates": entries}), encoding="utf-8")
    features = [feature for letter in letters for feature in _features(letter)]
    (folder / "courses.geojson").write_text(json.dumps({"features": features}), encoding="utf-8")


def _drawn(folder: Path, *more: str) -> bytes:
    picture = folder / "pictures" / "result.svg"
    assert draw_result.main([str(folder / "map.osm"), str(folder), str(picture), *more]) == 0
    return picture.read_bytes()


def _words(drawing: bytes) -> list[str]:
    return [element.text or "" for element in ET.fromstring(drawing).iter(f"{SVG}text")]


def test_holds_a_path_for_each_candidate(result: Path) -> None:
    paths = {element.get("id"): element for element in ET.fromstring(_drawn(result)).iter(f"{SVG}path")}
    for letter in "ABC":
        assert (paths[f"course-{letter}"].get("d") or "").startswith("M")


def test_same_bytes_twice(result: Path) -> None:
    assert _drawn(result) == _drawn(result)


def test_names_what_the_course_visits(result: Path) -> None:
    words = _words(_drawn(result, "--title", "Rund <um> den See"))
    assert words[0] == "Rund <um> den See"
    assert {"Weiler & Söhne", "镜湖 4A", "Von der Liste", "Abseits", "1", "200 m", "Ache"} <= {*words}
    assert words[2].startswith("5 212.34 m planned  ·  1 village  ·  2 scenic spots, 1 of 4A or better")
    assert words.count("75.0 % motor-free") == words.count("1.2 % repeated") == 2


@pytest.mark.parametrize(
    ("generator", "credit"),
    [("osmium/1.16", "© OpenStreetMap contributors"), ("sample (invented data)", "Invented sample data")],
)
def test_says_whose_data_it_is(result: Path, generator: str, credit: str) -> None:
    (result / "map.osm").write_text(OSM.format(generator=generator), encoding="utf-8")
    assert credit in _words(_drawn(result))


def test_one_candidate_is_enough(result: Path) -> None:
    _write(result, "A")
    ids = {element.get("id") for element in ET.fromstring(_drawn(result)).iter()}
    assert "course-A" in ids
    assert "course-B" not in ids


def test_folder_without_candidates_is_refused(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(result, "")
    assert draw_result.main([str(result / "map.osm"), str(result), str(result / "none.svg")]) == 1
    assert "no candidate" in capsys.readouterr().err
    assert not (result / "none.svg").exists()
