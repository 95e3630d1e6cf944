"""Sheets are read back as they were set: letter by letter, in any language."""

from __future__ import annotations

import pytest

from courseplanner.export.sheet.checklist.reading import read_pages
from courseplanner.export.sheet.compose import sheet_of
from courseplanner.export.sheet.drawing.drawing_ops import Label, Page
from courseplanner.export.sheet.drawing.paper import PAPERS
from courseplanner.export.sheet.drawing.pdf import pdf_bytes
from courseplanner.export.sheet.drawing.preset import presets
from export.sheet.sheets import spoken, there_and_back


def words_on(pages: tuple[Page, ...]) -> tuple[list[str], list[str]]:
    """What was set under a name, and what is read."""
    read = read_pages(pdf_bytes(pages, "title", "producer"))
    wanted = [one.words for page in pages for one in page.drawn if isinstance(one, Label) and one.item]
    found = [one.words for page in read for one in page.drawn if one.item and one.words is not None]
    return wanted, found


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_words_are_read_as_they_were_set(language: str) -> None:
    wanted, found = words_on(
        sheet_of(spoken(there_and_back(), language), presets()["certification-map"]).pages
    )
    # PDFium passes over a text that stands twice in a row.
    assert [(one, other) for one, other in zip(wanted, found, strict=True) if other not in (one, "")] == []
    assert found.count("") <= 1


def test_no_space_is_read_where_another_part_of_the_font_begins() -> None:
    page = Page(PAPERS["a4"])
    # So many letters that the font is written in several parts.
    for row in range(10):
        with page.of("filler"):
            page.words("".join(chr(0x4E00 + 40 * row + at) for at in range(40)), 20.0, 40.0 + 6.0 * row, 2.0)
    for row, words in enumerate(
        ("自行车道", "如意路与龙飞大道路口前 198 米", "过 A12 口 0.3 米", "a b 自 c")
    ):
        with page.of("street"):
            page.words(words, 20.0, 140.0 + 8.0 * row, 2.0)
    wanted, found = words_on((page,))
    assert found == wanted
