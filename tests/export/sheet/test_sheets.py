"""Whole sheets: every preset, awkward lines and names, both languages, and pictures of three of them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageChops
from pypdfium2 import raw

from courseplanner.base.i18n import Language, Text, _catalogue
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.sheet.compose import sheet_of
from courseplanner.export.sheet.drawing import speech
from courseplanner.export.sheet.drawing.preset import PARTS, presets
from courseplanner.model.course.stations import StationPlan
from export.formats.lines import LINES, package
from export.formats.test_exporters import NAMES
from export.sheet.sheets import pdf_of, restricted, town
from handmade import on_course
from sheet_faults import covered_names

GOLDEN = Path(__file__).parent / "golden"
_PIXELS_PER_POINT = 0.75
_DIFFERENT = 12.0
"""Mean difference of a pixel, of 255, that other versions of PDFium may make at edges."""


def words_of(pdf: bytes, page: int = 0) -> str:
    read: str = pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_bounded()
    return read


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("heights", [False, True])
def test_any_line_is_drawn_whole_and_no_name_covers_another(name: str, *, heights: bool) -> None:
    asked = package(name, heights=heights)
    sheet = sheet_of(asked, presets()["certification-map"])
    course = asked.candidate.course
    assert sheet.view.holds(sheet.view.xy(course.lon, course.lat), 5.0).all()
    assert covered_names(pdf_of(asked)) == []


@pytest.mark.parametrize("words", NAMES.values(), ids=NAMES)
def test_any_name_is_set_without_covering_another(words: str) -> None:
    made = package("half marathon", words=words)
    course = replace(
        made.candidate.course, legs=tuple(replace(leg, name=words) for leg in made.candidate.course.legs)
    )
    visits = tuple(replace(visit, name=words) for visit in made.candidate.visits)
    there = replace(on_course(made.candidate, course), visits=visits, towns=(words, words))
    asked = replace(made, candidate=there)
    assert covered_names(pdf_of(asked)) == []


@pytest.mark.parametrize("preset", presets())
@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_every_preset_is_drawn_in_every_language(preset: str, language: str) -> None:
    pdf = pdf_of(restricted(town()), preset, language)
    assert pdf.startswith(b"%PDF")
    assert len(pdf) < 2_000_000
    assert covered_names(pdf) == []
    assert pdf == pdf_of(restricted(town()), preset, language)


def test_what_was_written_before_makes_no_difference() -> None:
    alone = pdf_of(town(), language="zh")
    pdf_of(package("handmade"))
    pdf_of(town(), language="en+zh")
    assert pdf_of(town(), language="zh") == alone
    assert "规划长度" in words_of(alone)


def test_presets_ask_for_what_there_is() -> None:
    assert set(presets()) == {"certification-map", "police-map", "poster", "runners-map", "schematic"}
    asked = frozenset[str]().union(*(preset.shows for preset in presets().values()))
    assert asked == PARTS


@pytest.mark.parametrize("preset", presets())
def test_all_that_a_sheet_says_is_said_in_chinese(preset: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: set[str] = set()

    def templates(words: Text) -> Iterator[str]:
        yield words.template
        for value in words.params.values():
            if isinstance(value, Text):
                yield from templates(value)

    class Spy(speech.Speech):
        def say(self, words: Text) -> str:
            told.update(templates(words))
            return super().say(words)

        def lines(self, words: Text | None) -> list[str]:
            told.update(() if words is None else templates(words))
            return super().lines(words)

        def all(self, many: object, between: str = ", ") -> str:
            for words in many:  # type: ignore[attr-defined]
                told.update(templates(words))
            return super().all(many, between)  # type: ignore[arg-type]

    monkeypatch.setattr("courseplanner.export.sheet.compose.Speech", Spy)
    chinese = replace(restricted(town()), languages=(Language.CHINESE,))
    sheet_of(chinese, presets()[preset])
    same_everywhere = {"", "{place}"}
    assert told - same_everywhere - set(_catalogue(Language.CHINESE)) == set()
    assert len(told) >= 8


def test_chinese_letters_are_embedded() -> None:
    pdf = pdf_of(town(), language="zh")
    assert "规划长度" in words_of(pdf)
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        for at in range(raw.FPDFPage_CountObjects(page)):
            thing = raw.FPDFPage_GetObject(page, at)
            if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_TEXT:
                font = raw.FPDFTextObj_GetFont(thing)
                assert raw.FPDFFont_GetIsEmbedded(font) == 1
                size = raw.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(size)
                raw.FPDFFont_GetBaseFontName(font, name, size)
                assert b"NotoSansCJKsc" in name.value


@pytest.mark.parametrize(
    ("paper", "sides"), [("a4", (210, 297)), ("letter", (215.9, 279.4)), ("a3", (297, 420))]
)
def test_the_paper_is_as_asked(paper: str, sides: tuple[float, float]) -> None:
    document = pypdfium2.PdfDocument(pdf_of(replace(town(), paper=paper)))
    for number in range(len(document)):
        found = sorted(side * 25.4 / 72.0 for side in document[number].get_size())
        assert found == pytest.approx(sides, abs=0.1)


def test_a_schematic_has_no_map_below_it_and_room_for_the_review_number() -> None:
    with_roads = len(pdf_of(town(), "runners-map"))
    blank = words_of(pdf_of(town(), "schematic", "zh"))
    assert "审图号" in blank
    numbered = replace(town(), review_number="GS(2026)1234")
    assert "GS(2026)1234" in words_of(pdf_of(numbered, "schematic", "zh"))
    without_roads = replace(town(), roads=None)
    assert pdf_of(without_roads, "schematic") == pdf_of(town(), "schematic")
    assert len(pdf_of(without_roads, "runners-map")) < with_roads


def test_restrictions_are_listed_with_their_offsets_and_enlarged() -> None:
    pdf = pdf_of(restricted(town()))
    document = pypdfium2.PdfDocument(pdf)
    said = " ".join(words_of(pdf, page) for page in range(len(document)))
    assert "left side shut, line 3.0 m off the left kerb" in said
    assert "marked by cones" in said
    assert "R1 begins" in said
    assert "R2 ends" in said
    assert "R1" in words_of(pdf)


def test_towns_are_those_of_the_map_or_a_blank() -> None:
    assert "City: Gitterstadt" in words_of(pdf_of(town()))
    assert "From Gitterstadt to ____" in words_of(
        pdf_of(replace(town(), candidate=replace(town().candidate, towns=("Gitterstadt", None))))
    )


@pytest.mark.parametrize(
    ("preset", "language"), [("certification-map", "en"), ("schematic", "zh"), ("runners-map", "en+zh")]
)
def test_it_looks_as_it_did(preset: str, language: str, tmp_path: Path) -> None:
    """Small pictures of first pages, looked at by people once; `tmp_path` keeps what came out instead."""
    page = pypdfium2.PdfDocument(pdf_of(restricted(town()), preset, language))[0]
    found = page.render(scale=_PIXELS_PER_POINT).to_pil().convert("L")
    found.save(tmp_path / "found.png")
    known = Image.open(GOLDEN / f"{preset}-{language}.png")
    assert found.size == known.size
    assert float(np.asarray(ImageChops.difference(found, known)).mean()) < _DIFFERENT / 4.0


def test_a_sheet_of_another_course_looks_different() -> None:
    page = pypdfium2.PdfDocument(pdf_of(package("crosses itself")))[0]
    found = page.render(scale=_PIXELS_PER_POINT).to_pil().convert("L")
    known = Image.open(GOLDEN / "certification-map-en.png")
    assert found.size != known.size or (
        float(np.asarray(ImageChops.difference(found, known)).mean()) >= _DIFFERENT / 4.0
    )


def test_a_course_without_anything_known_is_a_sheet_too() -> None:
    bare = replace(
        package("400 m").candidate,
        stations=StationPlan(()),
        course_marks=(),
        marks=(),
        visits=(),
        budget=None,
    )
    assert "Planned length" in words_of(pdf_of(CoursePackage(bare, "", ())))


def test_openstreetmap_is_credited_unless_the_roads_come_from_elsewhere() -> None:
    assert "© OpenStreetMap contributors" in words_of(pdf_of(town()))
    elsewhere = tuple(replace(source, licence="CC0") for source in town().provenance)
    assert "OpenStreetMap" not in words_of(pdf_of(replace(town(), provenance=elsewhere)))
