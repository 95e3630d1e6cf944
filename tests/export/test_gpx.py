"""GPX as written, read back by a reader of its own."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from unicodedata import category
from xml.etree import ElementTree as ET
from xml.parsers import expat

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner import __version__
from courseplanner.export.gpx import gpx_bytes
from courseplanner.model.course.course import Mark
from handmade import candidate, course, region

GOLDEN = Path(__file__).parent / "golden"


class Reader:
    """Reads tracks and way points event by event, with no tree and nothing of the writer's."""

    def __init__(self, content: bytes) -> None:
        self.path: list[str] = []
        self.line: list[tuple[str, str]] = []
        self.points: list[dict[str, str]] = []
        self.segments = 0
        self.top: list[str] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.ParseFile(BytesIO(content))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.path.append(tag)
        if len(self.path) == 2:
            self.top.append(tag)
        if tag == "trkseg":
            self.segments += 1
        if tag == "trkpt":
            self.line.append((attributes["lon"], attributes["lat"]))
        if tag == "wpt":
            self.points.append({"lon": attributes["lon"], "lat": attributes["lat"]})

    def _end(self, _tag: str) -> None:
        self.path.pop()

    def _words(self, words: str) -> None:
        if self.path[1:2] == ["wpt"] and len(self.path) == 3:
            point, tag = self.points[-1], self.path[2]
            point[tag] = point.get(tag, "") + words


def test_is_the_golden_file() -> None:
    written = gpx_bytes(candidate(), "Riverside & Valley", region().provenance)
    assert written.decode().replace(__version__, "VERSION") == (GOLDEN / "course.gpx").read_text(
        encoding="utf-8"
    )


longitudes = st.floats(-179.9, 179.9).map(lambda angle: round(angle, 8))
latitudes = st.floats(-89.0, 89.0).map(lambda angle: round(angle, 8))


@given(st.lists(st.tuples(longitudes, latitudes), min_size=2, max_size=30))
def test_every_point_comes_back_with_8_decimals(points: list[tuple[float, float]]) -> None:
    lon, lat = [list(axis) for axis in zip(*points, strict=True)]
    read = Reader(gpx_bytes(replace(candidate(), course=course(lon, lat)), "", ()))
    assert read.segments == 1
    assert [(float(x), float(y)) for x, y in read.line] == points
    assert all(len(angle.split(".")[1]) == 8 for position in read.line for angle in position)
    assert not any(angle.startswith("-0.00000000") for position in read.line for angle in position)


@given(st.text(st.characters(), min_size=1, max_size=20))
def test_any_name_gives_well_formed_xml(name: str) -> None:
    mark = Mark("visit", name, 5.0, 5.0, 9.5, 47.1)
    written = gpx_bytes(replace(candidate(), marks=(mark,)), name, ())
    allowed = "".join(
        letter
        for letter in name
        if (letter >= " " or letter in "\t\n") and category(letter) != "Cs" and letter not in "\ufffe\uffff"
    )
    assert Reader(written).points[0].get("name", "") == allowed


def test_marks_keep_their_order_names_and_types() -> None:
    read = Reader(gpx_bytes(candidate(), "Race", ()))
    assert [point["type"] for point in read.points] == ["start", "km", "visit", "finish"]
    assert [point["name"] for point in read.points] == ["Start", "1 km", "万峰林", "Finish"]


def test_elements_stand_in_the_order_of_the_schema() -> None:
    read = Reader(gpx_bytes(candidate(), "Race", region().provenance))
    assert read.top == ["metadata", *["wpt"] * 4, "trk"]


@pytest.mark.parametrize("licence", [None, "ODbL-1.0"])
def test_names_its_sources_and_never_calls_itself_measured(licence: str | None) -> None:
    source = replace(region().provenance[0], licence=licence)
    words = gpx_bytes(candidate(), "Race", (source,)).decode()
    assert "not a measurement" in words
    assert ("valley.osm (ODbL-1.0)" if licence else "valley.osm<") in words
    assert "<time>" not in words


def test_heights_are_written_where_they_are_known() -> None:
    line = candidate().course
    high = replace(line, height_m=np.array([1_200.0, 1_210.5, 1_195.1234, 1_200.0]).round(3))
    content = gpx_bytes(replace(candidate(line=high), ground_m=6_000.0), "Race", ()).decode()
    root = ET.fromstring(content)
    space = "{http://www.topografix.com/GPX/1/1}"
    assert [point.findtext(f"{space}ele") for point in root.iter(f"{space}trkpt")] == [
        "1200.000",
        "1210.500",
        "1195.123",
        "1200.000",
    ]
    heights = [point.findtext(f"{space}ele") for point in root.iter(f"{space}wpt")]
    assert heights[0] == heights[-1] == "1200.000"
    assert None not in heights
    assert "6000.000 m on the ground" in content
    assert "<ele>" not in gpx_bytes(candidate(), "Race", ()).decode()
