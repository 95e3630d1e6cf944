"""What the line of a course assumes is printed as a restriction: on maps, in books, and in its legs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from courseplanner.base.i18n import Language
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.documents.candidates import leg_entries
from courseplanner.export.formats import exporters
from courseplanner.export.sheet.checklist.checklist import State, checklist_of
from courseplanner.export.sheet.compose import sheet_of
from courseplanner.export.sheet.drawing.drawing_ops import Page, Stroke
from courseplanner.export.sheet.drawing.paper import PAPERS, Box
from courseplanner.export.sheet.drawing.preset import presets
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.export.sheet.map.insets import draw_enlarged
from courseplanner.export.sheet.map.restrictions import assumed_words, restriction_words, restrictions_of
from courseplanner.model.course.course import Course
from courseplanner.model.network.assumptions import way_width_m
from export.sheet.sheets import WIDE_M, pdf_of, restricted, spoken, there_and_back, town

ASSUMED = "assumed, since runners meet: a divider in the middle of the road"


def said_by(kind: str, asked: CoursePackage) -> str:
    document = pypdfium2.PdfDocument(exporters()[kind].write(asked))
    return "\n".join(document[page].get_textpage().get_text_bounded() for page in range(len(document)))


def words_of(course: Course) -> list[list[str]]:
    return [[str(words) for words in restriction_words(one)] for one in restrictions_of(course)]


@pytest.mark.parametrize("kind", ["certification-map", "police-map", "setup-book", "measurement-report"])
def test_an_assumed_divider_is_a_restriction_on_every_sheet_that_lists_them(kind: str) -> None:
    said = said_by(kind, spoken(there_and_back(), "en"))
    assert ASSUMED in said
    assert "7.0 m off the right kerb" in said
    chinese = said_by(kind, spoken(there_and_back(), "zh"))
    assert "隔离设施位于路面正中" in chinese
    assert "假定" in chinese
    assert "假定" not in said_by(kind, spoken(there_and_back(), "en"))


def test_a_course_that_meets_itself_nowhere_has_no_divider() -> None:
    assert restrictions_of(town().candidate.course) == ()
    said = said_by("certification-map", spoken(town(), "en"))
    assert "No part of the road is shut, neither stated nor assumed." in said
    assert "divider in the middle" not in said
    assert all(entry["divider"] is None for entry in leg_entries(town().candidate.course.legs))


@pytest.mark.parametrize(
    ("stated", "first"),
    [
        (None, ASSUMED),
        (True, "runners meet: a divider in the middle of the road"),
        (False, "assumed, against the brief: a divider in the middle of the road"),
    ],
)
def test_it_is_told_whether_a_divider_is_stated_or_assumed(stated: bool | None, first: str) -> None:
    course = there_and_back(stated).candidate.course
    assert words_of(course) == [[first, "7.0 m off the right kerb"]]
    (one,) = restrictions_of(course)
    assert one.from_m == 0.0
    assert one.to_m == pytest.approx(course.course_m)
    (entry,) = {tuple(entry["divider"].items()) for entry in leg_entries(course.legs)}
    assert dict(entry) == {
        "from": "stated" if stated else "assumed", "stated": stated, "own_width_m": WIDE_M / 2.0,
    }  # fmt: skip


def test_the_line_keeps_to_the_half_that_the_restriction_names() -> None:
    """The ground truth is the line itself, not what was written of it."""
    course = there_and_back().candidate.course
    out = course.chainage_m < course.turnarounds_m[0] - 20.0
    assert out.sum() > 2
    nearest_m = [
        np.hypot(
            (course.lon[~out] - lon) * 111_320.0 * np.cos(np.radians(lat)),
            (course.lat[~out] - lat) * 111_178.0,
        ).min()
        for lon, lat in zip(course.lon[out], course.lat[out], strict=True)
    ]
    # Both directions keep 0.30 m off the divider between them.
    assert min(nearest_m) > 0.59


def test_a_divider_beside_a_shut_part_is_told_with_it() -> None:
    asked = restricted(there_and_back())
    first = words_of(asked.candidate.course)[1]
    assert first[0] == "left side shut, line 3.0 m off the left kerb"
    assert first[1] == "assumed, since runners meet: a divider between both directions"
    assert first[-1] == "marked by cones"


def test_the_divider_is_drawn_once_in_the_middle_of_the_road() -> None:
    sheet = sheet_of(there_and_back(), presets()["certification-map"])
    dividers = [
        path
        for page in sheet.pages[1:]
        for one in page.drawn
        if isinstance(one, Stroke) and one.item == "divider"
        for path in one.paths
    ]
    assert dividers
    assert not any(
        one.item == "divider" for page in sheet.pages[:1] for one in page.drawn if isinstance(one, Stroke)
    )
    no_divider = sheet_of(town(), presets()["certification-map"])
    assert not any(getattr(one, "item", "") == "divider" for page in no_divider.pages for one in page.drawn)


def test_sheets_draw_roads_as_wide_as_the_brief_states_them() -> None:
    asked = there_and_back()
    assert asked.roads is not None
    assert set(way_width_m(asked.roads).tolist()) == {WIDE_M}
    page = Page(PAPERS["a4"])
    course = asked.candidate.course
    place = float(course.lon[0]), float(course.lat[0])
    draw_enlarged(page, Box(0.0, 0.0, 100.0, 100.0), asked, place, (), Speech())
    widest_mm = max(one.width_mm for one in page.drawn if isinstance(one, Stroke))
    assert widest_mm == pytest.approx(2.0 * WIDE_M, abs=0.5)  # 1 : 500
    bands = {round(one.width_mm) for one in page.drawn if isinstance(one, Stroke) and one.width_mm > 5.0}
    assert bands == {round(2.0 * WIDE_M)}


def test_the_map_with_an_assumed_divider_has_every_item() -> None:
    for language in ("en", "zh", "en+zh"):
        asked = spoken(there_and_back(), language)
        assert not [
            one for one in checklist_of(pdf_of(asked, language=language), asked) if one.state is State.MISSING
        ]


def test_what_the_line_takes_for_granted_is_said() -> None:
    said = [str(words) for words in assumed_words(there_and_back().candidate.course)]
    assert said == [
        (
            "Elsewhere the line may use the whole road from kerb to kerb, on each pass; "
            "sidewalks beside a road are not used. It keeps 0.3 m off kerbs, dividers and cones."
        ),
        "Assumed where the brief states none: radii of the kerbs at corners, 6 m by the class of the road.",
        "Assumed: at a turnaround a cone stands in the middle of the road; runners turn left round it.",
    ]
    by_class = [str(words) for words in assumed_words(town().candidate.course)]
    assert "Assumed on 5.0 of 5.0 km: the width of the road, by its class or its lanes." in by_class
    assert not any("turnaround" in words for words in by_class)


def test_all_of_it_is_said_in_chinese() -> None:
    course = there_and_back().candidate.course
    loose = replace(course, legs=tuple(replace(leg, width_from="class") for leg in course.legs))
    for words in (*assumed_words(loose), *restriction_words(restrictions_of(course)[0])):
        assert words.said_in(Language.CHINESE).isascii() is False
