"""What holds for every format: it is found, it gives the same bytes, and carries whatever names there are."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from courseplanner.export.course_package import CoursePackage
from courseplanner.export.formats import exporters
from courseplanner.model.course.course import Mark
from courseplanner.model.course.stations import StationPlan
from export.formats.lines import LINES, package
from export.formats.test_read_back import READERS
from handmade import on_course, region

_SCRIPT = """
import hashlib, sys
from courseplanner.export.formats import exporters
from export.formats.lines import package
for name, one in exporters().items():
    print(name, hashlib.sha256(one.write(package("handmade", heights=True))).hexdigest())
"""

NAMES = {
    "quotes": """Ann's "Hill" <Run> & Co""",
    "markup": "<script>alert(1)</script>]]><!-- x --><b>",
    "right to left": "مسار \u202eالنهر",  # noqa: RUF001
    "emoji": "🏃🏽\u200d♀️ 山 🏔️",
    "long": "长" * 300,
    "control": "a\x00b\x07\ufffe\ud800c",
    "lines": "one\ntwo\r\nthree\tfour",
    "code of CAD": "100%%d %%u MTEXT {\\C1;}",
    "formula": "=HYPERLINK(0)",
    "empty": "",
}


def test_each_module_is_a_format() -> None:
    known = exporters()
    assert list(known) == sorted(known)
    assert {"gpx", "fit", "tcx", "kml", "kmz", "geojson", "gpkg", "xlsx", "dxf", "cues-csv"} <= set(known)
    for name, exporter in known.items():
        assert exporter.id == name
        assert exporter.suffix.startswith(".")
        assert str(exporter.label)


@pytest.mark.parametrize("name", exporters())
def test_the_same_course_gives_the_same_bytes(name: str) -> None:
    write = exporters()[name].write
    assert write(package("crosses itself")) == write(package("crosses itself"))


def test_another_process_gives_the_same_bytes(repo_root: Path) -> None:
    def digests(hash_seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            cwd=repo_root / "tests",
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout

    first = digests("0")
    assert first.count("\n") == len(exporters())
    assert digests("4711") == first


@pytest.mark.parametrize("words", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("name", exporters())
def test_any_name_is_carried(name: str, words: str) -> None:
    asked = _named(words)
    content = exporters()[name].write(asked)
    assert content
    if name not in READERS:
        return
    found = READERS[name](content)
    assert len(found.lon) == len(asked.candidate.course.lon)
    told = [mark[0] for mark in found.marks]
    assert len(told) >= len(asked.marks)
    if words == NAMES["quotes"]:
        # A watch shows 15 letters; FIT has no place for more.
        assert (words[:15] if name == "fit" else words) in told


@pytest.mark.parametrize("name", exporters())
def test_a_course_without_stations_marks_and_sources(name: str) -> None:
    bare = replace(package("400 m").candidate, stations=StationPlan(()), course_marks=(), marks=(), visits=())
    assert exporters()[name].write(replace(package("400 m"), candidate=bare, event="", provenance=()))


def test_the_lines_of_the_tests_are_as_named() -> None:
    assert package("100 km").candidate.course.course_m == pytest.approx(100_100, rel=0.05)
    assert package("400 m").candidate.course.course_m == pytest.approx(400, rel=0.2)
    assert len(LINES) == 8


def _named(words: str) -> CoursePackage:
    made = package("handmade", words=words).candidate
    line = made.course
    legs = tuple(replace(leg, name=words) for leg in line.legs)
    marks = (*made.marks, Mark("visit", words, 10.0, 10.0, float(line.lon[0]), float(line.lat[0])))
    source = replace(region().provenance[0], source=words, licence=words)
    return replace(
        package("handmade", words=words),
        candidate=replace(on_course(made, replace(line, legs=legs)), marks=marks),
        provenance=(source,),
    )
