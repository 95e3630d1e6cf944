"""`courseplanner measure --sheet`: from a planned course to a page for the measurer."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from courseplanner.base.assets import sample
from courseplanner.cli.main import main

RIDES = sample("measurement", "rides.toml")
CONSTANT = 11_242.0  # of the sample: rounded, as its lesson does


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample half marathon, planned once."""
    out = tmp_path_factory.mktemp("plan") / "out"
    brief = sample("riverside-half-marathon.toml")
    assert main(["plan", str(brief), "--out", str(out), "--candidates", "1", "--quiet"]) == 0
    return out


@pytest.fixture
def course(plan: Path, tmp_path: Path) -> Path:
    """A copy that may be spoiled."""
    shutil.copytree(plan, tmp_path / "out")
    return tmp_path / "out" / "A"


def rows_of(page: Path) -> list[list[str]]:
    """Read the table of the course, as a reader of XHTML would."""
    words = page.read_text(encoding="utf-8")
    tree = ET.fromstring(re.sub(r"<!DOCTYPE html>|<meta[^>]*>", "", words))
    table = tree.findall(".//table")[-1]
    return [["".join(cell.itertext()) for cell in row] for row in table.findall("./tbody/tr")]


def test_the_counts_of_the_sheet_are_those_that_the_day_would_give(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["measure", str(RIDES), "--sheet", str(course), "--start-reading", "95000"]) == 0
    page = course / "ride-sheet.html"
    assert capsys.readouterr().out == f"Ride sheet written to {page}\n"
    rows = rows_of(page)
    ridden_m, counts = ([float(row[at]) for row in rows] for at in (0, 1))
    assert ridden_m == sorted(ridden_m)
    assert counts == sorted(counts)
    painted = {row[3]: float(row[1]) for row in rows if re.fullmatch(r"\d+ km", row[3])}
    assert painted == {f"{km} km": round(CONSTANT * km) for km in range(1, 22)}
    ends = {row[3]: row for row in rows if row[3] in ("START", "FINISH", "HALFWAY")}
    assert float(ends["FINISH"][1]) == pytest.approx(CONSTANT * 21.0975, abs=1.0)
    assert float(ends["FINISH"][0]) == 21_119.0
    assert ends["START"][1:3] == ["0", "95000"]
    assert {len(row[2]) for row in rows} == {5}
    for row in rows:
        assert int(row[2]) == (95_000 + int(row[1])) % 100_000


def test_every_corner_is_on_the_sheet(course: Path) -> None:
    assert main(["measure", "--sheet", str(course)]) == 0
    rows = rows_of(course / "ride-sheet.html")
    entry = json.loads((course.parent / "candidates.json").read_text(encoding="utf-8"))["candidates"][0]
    corners = [row for row in rows if row[2].startswith(("LEFT", "RIGHT"))]
    assert len(corners) >= 0.5 * entry["turns"]
    for row in corners:
        into = re.match(r"(?:LEFT|RIGHT) into (.+?):", row[2])
        if into is not None:
            ridden_m = float(row[0])
            there = [leg["name"] for leg in entry["legs"] if abs(leg["from_m"] - ridden_m) < 80.0]
            assert into[1] in there
    assert {row[1] for row in rows} == {""}  # no constant, no counts


def test_the_page_needs_nothing_but_itself_and_says_what_it_is(course: Path, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    assert main(["measure", str(RIDES), "--sheet", str(course), "--out", str(page)]) == 0
    assert not (course / "ride-sheet.html").exists()
    words = page.read_text(encoding="utf-8")
    assert not re.search(r"https?://|<script|<link|<img|url\(", words)
    assert "A plan, not a measurement, and never certified." in words
    assert re.search(r"known to ± \d+ m from the widths of the map", words)
    assert "Constant 11242.0 counts/km" in words
    entry = json.loads((course.parent / "candidates.json").read_text(encoding="utf-8"))["candidates"][0]
    for stretch in entry["calibration_courses"]:
        assert stretch["length_m"] >= 300
        assert f"{stretch['start'][1]:.5f}, {stretch['start'][0]:.5f}" in words


def test_the_same_sheet_is_the_same_bytes(course: Path, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert main(["measure", str(RIDES), "--sheet", str(course), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_names_are_no_markup(course: Path) -> None:
    index = course.parent / "candidates.json"
    document = json.loads(index.read_text(encoding="utf-8"))
    for leg in document["candidates"][0]["legs"]:
        leg["name"] = f"<b>{leg['name']} & \u202eCo</b>"
    index.write_text(json.dumps(document), encoding="utf-8")
    assert main(["measure", "--sheet", str(course)]) == 0
    words = (course / "ride-sheet.html").read_text(encoding="utf-8")
    assert "<b>" not in words
    assert "&lt;b&gt;" in words


def _without(key: str) -> Callable[[Path], None]:
    def spoil(course: Path) -> None:
        index = course.parent / "candidates.json"
        document: dict[str, Any] = json.loads(index.read_text(encoding="utf-8"))
        del document["candidates"][0][key]
        index.write_text(json.dumps(document), encoding="utf-8")

    return spoil


def _written(name: str, content: str) -> Callable[[Path], object]:
    return lambda course: (course / name).write_text(content, encoding="utf-8")


def _shortened(course: Path) -> None:
    words = (course / "course.gpx").read_text(encoding="utf-8")
    points = re.findall(r"<trkpt.*?</trkpt>|<trkpt[^>]*/>", words, flags=re.DOTALL)
    (course / "course.gpx").write_text(words.replace(points[-1], ""), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "told", "fix"),
    [
        (
            lambda course: (course.parent / "candidates.json").unlink(),
            "there is no such file",
            "such as out/A",
        ),
        (_written("../candidates.json", "{"), "is not JSON", "such as out/A"),
        (_written("../candidates.json", "[]"), "has no candidate A", "such as out/A"),
        (_without("landmarks"), "candidate A, landmarks: is missing", "plan it again"),
        (_without("legs"), "candidate A, legs: is missing", "plan it again"),
        (lambda course: (course / "course.gpx").unlink(), "course.gpx", "such as out/A"),
        (_written("course.gpx", "<gpx/>"), "course.gpx", "such as out/A"),
        (_shortened, "m long, and not", "plan it again"),
        (lambda course: (course / "centreline.geojson").unlink(), "there is no such file", "such as out/A"),
        (_written("centreline.geojson", '{"features": []}'), "not the centreline", "plan it again"),
    ],
)
def test_what_is_no_planned_course_is_told_in_one_line(
    course: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], object], told: str, fix: str
) -> None:
    spoil(course)
    assert main(["measure", "--sheet", str(course)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert told in printed.err
    assert fix in printed.err
    assert not (course / "ride-sheet.html").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["measure"], "there are no readings; give RIDES.toml"),
        (["measure", "--out", "a.html"], "--out: only works with --sheet"),
        (["measure", str(RIDES), "--start-reading", "5"], "--start-reading: only works with --sheet"),
        (["measure", "--sheet", "COURSE", "--start-reading", "5"], "without a constant"),
        (
            ["measure", str(RIDES), "--sheet", "COURSE", "--start-reading", "100000"],
            "not a counter reading",
        ),
        (["measure", str(RIDES), "--sheet", "COURSE", "--start-reading", "nan"], "not a counter reading"),
        (["measure", "--sheet", "COURSE", "--json"], "--json: a ride sheet is a page to print"),
        (["measure", "--sheet", "COURSE", "--out", "nowhere/a.html"], "its folder does not exist"),
    ],
)
def test_options_that_do_not_go_together_are_told(
    course: Path, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    assert main([str(course) if option == "COURSE" else option for option in options]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"half-marathon"', '"marathon"', "42195 m is not the distance of the course"),
        ('rules = "usatf"', 'rules = "usatf"\nprevention_factor = 1.0', "1 is not that of the course, 1.001"),
    ],
)
def test_rides_for_another_race_are_refused(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    rides = tmp_path / "rides.toml"
    words = RIDES.read_text(encoding="utf-8")
    assert old in words
    rides.write_text(words.replace(old, new), encoding="utf-8")
    assert main(["measure", str(rides), "--sheet", str(course)]) == 2
    assert told in capsys.readouterr().err
