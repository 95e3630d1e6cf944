"""The lint of the certification map: it finds what is there, and misses what was left out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from courseplanner.base.i18n import Language
from courseplanner.base.progress import Progress
from courseplanner.brief.read import read_brief
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.sheet.checklist.checklist import State, checklist_in_words, checklist_of, missing_on
from courseplanner.export.sheet.compose import sheet_bytes, sheet_of
from courseplanner.export.sheet.drawing.drawing_ops import Label, Stroke
from courseplanner.export.sheet.drawing.pdf import pdf_bytes
from courseplanner.export.sheet.drawing.preset import Preset, presets
from courseplanner.model.course.course_mark import CourseMarkKind
from courseplanner.workflow import package_of, plan
from export.sheet.sheets import pdf_of, restricted, spoken, town
from layout.maps import brief_text

BLANK = {"measurer", "contact", "measured-on", "code", "effective", "expires", "drop", "heights"}


def missing(pdf: bytes, package: CoursePackage) -> set[str]:
    return {one.item for one in checklist_of(pdf, package) if one.state is State.MISSING}


def without(*parts: str) -> Preset:
    whole = presets()["certification-map"]
    return replace(whole, shows=whole.shows - set(parts))


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_a_whole_map_has_every_item(language: str) -> None:
    found = checklist_of(pdf_of(town(), language=language), spoken(town(), language))
    assert {one.item for one in found if one.state is State.MISSING} == set()
    assert {one.item for one in found if one.state is State.BLANK} == BLANK
    assert len(found) == len({one.item for one in found}) >= 28


@pytest.mark.parametrize(
    ("parts", "lacks"),
    [
        (("stamp",), {"stamp"}),
        (("blanks",), {"measurer", "contact", "measured-on", "code", "effective", "expires"}),
        (("figures",), {"length", "separation", "drop", "heights"}),
        (("directions",), {"direction"}),
        (("graticule",), {"graticule"}),
        (("profile",), {"profile"}),
        (("provenance",), {"provenance"}),
        (("insets",), {"insets"}),
        (("restrictions",), {"restrictions"}),
        (("turns-table",), {"turns"}),
        (("road-names", "streets-table"), {"streets"}),
        (("marks-table",), {"ends"}),
        (("marks-table", "kilometres"), {"ends", "kilometres"}),
        (("streets-table", "kilometres", "roads"), set()),
    ],
)
def test_what_is_left_out_is_missing(parts: tuple[str, ...], lacks: set[str]) -> None:
    found = missing(sheet_bytes(town(), without(*parts)), town())
    if parts[0] == "streets-table":
        # All streets of the town have room on the map.
        assert found <= {"streets"}
    else:
        assert found == lacks


def redrawn(change: object, item: str) -> bytes:
    """A map on which everything of an item was changed, or left out."""
    pages = sheet_of(town(), presets()["certification-map"]).pages
    for page in pages:
        page.drawn[:] = [
            one if getattr(one, "item", None) != item else change(one)  # type: ignore[operator]
            for one in page.drawn
            if getattr(one, "item", None) != item or change is not None
        ]
    return pdf_bytes(pages, "title", "producer")


@pytest.mark.parametrize("item", ["north", "race", "towns", "plan", "scale-bar-length", "course", "frame"])
def test_each_thing_that_is_wiped_out_is_missed(item: str) -> None:
    named = {"scale-bar-length": "scale-bar", "frame": "course"}.get(item, item)
    assert named in missing(redrawn(None, item), town())


def test_a_course_that_is_drawn_too_short_is_found() -> None:
    def shorter(line: Stroke) -> Stroke:
        return replace(line, paths=[path[: len(path) * 9 // 10] for path in line.paths])

    assert missing(redrawn(shorter, "course"), town()) == {"course"}


def test_a_scale_that_is_told_wrong_is_found() -> None:
    def wrong(words: Label) -> Label:
        return replace(words, words="1 : 12,345")

    assert missing(redrawn(wrong, "scale"), town()) == {"course", "scale-bar"}


def test_pale_words_are_found() -> None:
    def pale(words: Label) -> Label:
        return replace(words, colour="#c0c0c0")

    assert missing(redrawn(pale, "towns"), town()) == {"black"}


def test_words_in_the_room_for_the_stamp_are_found() -> None:
    pages = sheet_of(town(), presets()["certification-map"]).pages
    stamp = next(one for one in pages[0].drawn if getattr(one, "item", "") == "stamp")
    x, y = stamp.paths[0].mean(axis=0)  # type: ignore[union-attr]
    pages[0].put(Label("in the way", float(x), float(y), 2.0))
    assert missing(pdf_bytes(pages, "title", "producer"), town()) == {"stamp"}


def test_each_restriction_is_looked_for() -> None:
    asked = restricted(town())
    assert missing(pdf_of(asked), asked) == set()
    assert missing(pdf_of(town()), asked) == {"insets", "restrictions"}


def without_landmark() -> CoursePackage:
    marks = tuple(
        replace(mark, place=None) if mark.kind is CourseMarkKind.FINISH else mark
        for mark in town().candidate.course_marks
    )
    return replace(town(), candidate=replace(town().candidate, course_marks=marks))


def test_a_mark_without_a_landmark_is_a_blank_to_be_filled_in() -> None:
    asked = without_landmark()
    (ends,) = (one for one in checklist_of(pdf_of(asked), asked) if one.item == "ends")
    assert (ends.state, ends.what) == (State.BLANK, "Finish")


def test_a_landmark_that_is_not_on_the_map_is_told_by_name_of_its_mark() -> None:
    assert [str(words) for words in missing_on(pdf_of(without_landmark()), town())] == [
        "Missing on the map: start, finish and turnarounds against landmarks (Finish)."
    ]


@pytest.fixture(scope="module")
def longgang(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> CoursePackage:
    """A half marathon in Shenzhen: more different letters than one part of a font has."""
    path = tmp_path_factory.mktemp("longgang") / "brief.toml"
    osm = shared_data / "osm" / "shenzhen-longgang.osm"
    brief = brief_text("half-marathon", search={"candidates": 1, "time_s": 20.0}, shape="loop")
    path.write_text(brief.replace('"map.osm"', json.dumps(str(osm))), encoding="utf-8")
    result = plan(read_brief(path), Progress())
    return spoken(package_of(result.proposal.candidates[0], result.brief, result.ground), "zh")


def test_nothing_is_missed_on_a_chinese_map_that_is_there(longgang: CoursePackage) -> None:
    pdf = pdf_of(longgang, language="zh")
    assert [(one.item, one.what) for one in checklist_of(pdf, longgang) if one.state is State.MISSING] == []


@pytest.mark.parametrize(
    ("item", "tables"), [("turns", {"turns-table"}), ("streets", {"street-name", "streets-table"})]
)
def test_one_street_that_is_missing_on_a_chinese_map_is_missed(
    longgang: CoursePackage, item: str, tables: set[str]
) -> None:
    pages = sheet_of(longgang, presets()["certification-map"]).pages
    if item == "turns":
        lost = [cue.place.said_in(Language.CHINESE) for cue in longgang.cues if cue.place is not None][3]
    else:
        lost = sorted({leg.name for leg in longgang.candidate.course.legs if leg.name})[1]
    for page in pages:
        page.drawn[:] = [
            one
            for one in page.drawn
            if not (isinstance(one, Label) and one.item in tables and one.words == lost)
        ]
    assert missing(pdf_bytes(pages, "title", "producer"), longgang) == {item}


def test_the_summary_counts() -> None:
    (summary,) = checklist_in_words(pdf_of(town()), town())
    assert str(summary).endswith("8 blanks to be filled in, 0 missing.")
