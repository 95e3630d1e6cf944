"""How QGIS opens the layers: kilometres are read and seen before stations."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from courseplanner.export.formats import exporters
from courseplanner.model.course.course import Mark
from export.formats.lines import package


@pytest.fixture
def base(tmp_path: Path) -> Path:
    asked = package("handmade")
    line = asked.candidate.course
    place = float(line.lon[0]), float(line.lat[0])
    more = [Mark(kind, kind, 10.0, 10.0, *place) for kind in ("station", "visit", "turnaround")]
    candidate = replace(asked.candidate, marks=(*asked.candidate.marks, *more))
    path = tmp_path / "course.gpkg"
    path.write_bytes(exporters()["gpkg"].write(replace(asked, candidate=candidate)))
    return path


def _style(path: Path, layer: str) -> ET.Element:
    with closing(sqlite3.connect(path)) as read:
        ((style,),) = read.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = ?", (layer,))
    return ET.fromstring(style)


def _priority(path: Path, layer: str) -> str:
    """The expression of the label priority, as QGIS reads it from the style."""
    held = _style(path, layer).find("labeling/settings/dd_properties/Option/Option[@name='properties']")
    assert held is not None
    one = {
        option.get("name"): option.get("value") for option in held.iterfind("Option[@name='Priority']/Option")
    }
    assert (one["active"], one["type"]) == ("true", "3")
    return str(one["expression"])


def _values(path: Path, layer: str, column: str, expression: str) -> dict[str, float]:
    # A CASE of QGIS is one of SQL, too.
    with closing(sqlite3.connect(path)) as read:
        return dict(read.execute(f"SELECT {column}, {expression} FROM {layer}"))  # noqa: S608 - our own file


def test_names_of_kilometres_win_over_those_of_stations(base: Path) -> None:
    found = _values(base, "points", "type", _priority(base, "points"))
    order = sorted(found, key=lambda kind: -found[kind])
    assert order[:2] == ["start", "finish"] or order[:2] == ["finish", "start"]
    assert order[2:] == ["km", "turnaround", "visit", "station"]
    assert all(0 <= value <= 10 for value in found.values())


def test_kilometres_lie_above_stations(base: Path) -> None:
    renderer = _style(base, "points").find("renderer-v2")
    assert renderer is not None
    assert renderer.get("enableorderby") == "1"
    clause = renderer.find("orderby/orderByClause")
    assert clause is not None
    assert clause.get("asc") == "1"
    drawn = _values(base, "points", "type", str(clause.text))
    assert drawn["km"] > drawn["station"]


def test_marks_win_over_turns(base: Path) -> None:
    assert int(_priority(base, "marks")) > int(_priority(base, "turns")) > 2


def test_points_and_marks_tell_what_boards_count(base: Path) -> None:
    with closing(sqlite3.connect(base)) as read:
        assert read.execute("SELECT nominal_m FROM points WHERE type = 'km'").fetchone() == (1_000.0,)
        assert read.execute("SELECT at_m, nominal_m FROM marks WHERE kind = 'km'").fetchone() == (
            1_001.0,
            1_000.0,
        )
