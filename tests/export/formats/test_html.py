"""The page of a course: it needs nothing but itself, and no name can do anything in it."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pyproj
import pytest

from courseplanner.export.formats import exporters
from export.formats.lines import LINES, package
from export.formats.test_exporters import NAMES, _named
from handmade import region

_GEOD = pyproj.Geod(ellps="WGS84")


class Reader(HTMLParser):
    """Collects what a page would load, its tags, and its data."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.data: dict[str, Any] = {}
        self.words: dict[str, str] = {}
        self._open: list[str] = []
        self._is_data = False
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.loads += [value for key in ("src", "href", "data") if (value := held.get(key))]
        self.tags.append(tag)
        self._open.append(tag)
        self._is_data = held.get("id") == "course-data"

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.data = json.loads(data)
            self._is_data = False
        if self._open:
            self.words[self._open[-1]] = self.words.get(self._open[-1], "") + data


def page(asked: Any) -> Reader:
    return Reader(exporters()["html"].write(asked))


@pytest.mark.parametrize("line", LINES)
def test_it_loads_nothing(line: str) -> None:
    assert page(package(line)).loads == []


@pytest.mark.parametrize("line", LINES)
def test_the_line_is_as_long_and_the_marks_are_there(line: str) -> None:
    asked = package(line)
    found = page(asked).data
    lat, lon = np.array(found["line"]).T
    assert _GEOD.line_length(lon, lat) == pytest.approx(asked.candidate.course.course_m, abs=0.01)
    assert np.abs(np.diff(lon)).max() < 1.0, "a line that goes round the Earth"
    named = {point[2]: point[4] for point in found["points"]}
    for mark in asked.marks:
        lat_there, lon_there = named[mark.name]
        assert lat_there == pytest.approx(mark.lat, abs=1e-6)
        assert (lon_there - mark.lon) % 360.0 == pytest.approx(0.0, abs=1e-6) or (
            (lon_there - mark.lon) % 360.0 == pytest.approx(360.0, abs=1e-6)
        )


@pytest.mark.parametrize("words", NAMES.values(), ids=NAMES)
def test_a_name_is_words_and_nothing_else(words: str) -> None:
    plain = page(_named("Plain"))
    found = page(_named(words))
    assert found.tags == plain.tags
    assert found.loads == []
    shown = words.encode("utf-8", "replace").decode("utf-8")
    if words not in (NAMES["control"], NAMES["lines"]):
        assert found.words.get("h1", "") == f"{shown} A".strip()
    assert shown in [point[2] for point in found.data["points"]]


def test_a_profile_is_drawn_where_heights_are_known() -> None:
    assert page(package("400 m")).tags.count("polygon") == 0
    assert page(package("400 m", heights=True)).tags.count("polygon") == 1


@pytest.mark.parametrize(
    ("licences", "credits_osm"),
    [([None], True), (["ODbL 1.0"], True), (["invented"], False), (["invented", None], True), ([], True)],
)
def test_openstreetmap_is_credited_unless_nothing_comes_from_it(
    licences: list[str | None], credits_osm: bool
) -> None:
    sources = tuple(replace(region().provenance[0], licence=licence) for licence in licences)
    sources += (replace(region().provenance[0], source="places.csv", licence=None),)
    words = exporters()["html"].write(replace(package("400 m"), provenance=sources)).decode("utf-8")
    assert ("© OpenStreetMap contributors" in words) is credits_osm


def test_a_flat_course_has_the_scale_of_its_picture() -> None:
    words = exporters()["html"].write(package("400 m", heights=True)).decode("utf-8")
    low, high = 1200, 1240
    assert f"<span>{high} m</span><span>{low} m</span>" in words


def test_roads_around_are_drawn_and_others_are_not() -> None:
    near = replace(package("two points"), roads=region().roads)
    assert len(page(near).data["roads"]) == 1
    far = replace(package("far south"), roads=region().roads)
    assert page(far).data["roads"] == []


def test_arrows_point_the_way_that_is_run() -> None:
    headings = [heading for _place, heading in page(package("two points")).data["arrows"]]
    assert set(headings) == {90}
