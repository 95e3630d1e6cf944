"""Puts a sheet together: the map with all that stands around it, then insets and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner import __version__
from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.sheet.drawing.drawing_ops import Label, Page
from courseplanner.export.sheet.drawing.paper import PAPERS, Box, Paper
from courseplanner.export.sheet.drawing.pdf import pdf_bytes
from courseplanner.export.sheet.drawing.preset import Preset
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.export.sheet.drawing.view import View, view_of
from courseplanner.export.sheet.map.course_drawn import draw_arrows, draw_corridor, draw_course
from courseplanner.export.sheet.map.furniture import (
    draw_frame,
    draw_graticule,
    draw_north_arrow,
    draw_scale_bar,
    scale_bar_m,
)
from courseplanner.export.sheet.map.insets import Inset, draw_inset, insets_of
from courseplanner.export.sheet.map.labels import box_of_words
from courseplanner.export.sheet.map.names_drawn import Named, draw_names
from courseplanner.export.sheet.map.roads_drawn import draw_road_lines
from courseplanner.export.sheet.tables.paging import FOOT_MM, Paging
from courseplanner.export.sheet.tables.panels import (
    draw_blanks,
    draw_figures,
    draw_foot,
    draw_legend,
    draw_letters,
    draw_review_number,
    draw_stamp,
    draw_title,
)
from courseplanner.export.sheet.tables.profile_drawn import draw_profile
from courseplanner.export.sheet.tables.tables_drawn import (
    access_drawn,
    crossings_drawn,
    marks_drawn,
    restrictions_drawn,
    stations_drawn,
    streets_drawn,
    turns_drawn,
)
from courseplanner.model.course.course import Course

__all__ = ["Sheet", "sheet_bytes", "sheet_of"]

Floats = NDArray[np.float64]

_TITLE_MM, _PROFILE_MM, _NO_PROFILE_MM = 12.5, 24.0, 8.0
_COLUMN_MM, _PANEL_MM, _GAP_MM = 62.0, 67.0, 4.0
_LOW_PANEL_MM = 31.0
_TALL = frozenset({"figures", "blanks", "stamp"})
_IN_PANEL = _TALL | {"legend", "review-number"}
"""What stands beside or below the map."""
_DEGREES_MM, _DEGREES_WIDE_MM = 3.0, 9.0
"""What the degrees of the graticule take below the map, and within its left edge."""
_AROUND_MM = 11.0
"""Between the course and the edge of the map: room for names."""
_CONTENTS_LINE_MM = 2.9
_INSETS_ACROSS, _INSET_MM = 3, 74.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished sheet.

    Parameters
    ----------
    pages : tuple of Page
    view : View
        Of the map on the first page.
    named : Named
    """

    pages: tuple[Page, ...]
    view: View
    named: Named


@dataclass(frozen=True, slots=True)
class _Layout:
    paper: Paper
    title: Box
    foot: Box
    map: Box
    profile: Box | None
    columns: tuple[Box, ...]


def sheet_bytes(package: CoursePackage, preset: Preset) -> bytes:
    """Write a sheet of a course as PDF."""
    sheet = sheet_of(package, preset)
    return pdf_bytes(sheet.pages, package.name, f"courseplanner {__version__}")


def sheet_of(package: CoursePackage, preset: Preset) -> Sheet:
    """Lay out a sheet: its first page upright or across, whichever shows the course larger."""
    speech = Speech(package.languages)
    upright = PAPERS[package.paper or preset.paper]
    course = package.candidate.course
    layouts = [_layout(paper, preset, course) for paper in (upright.across, upright)]
    views = [view_of(course.lon, course.lat, layout.map, _AROUND_MM) for layout in layouts]
    best = min(range(2), key=lambda at: views[at].denominator)
    layout, view = layouts[best], views[best]
    insets = insets_of(package) if "insets" in preset.shows else ()
    first = Page(layout.paper)
    named = _draw_map(first, view, package, preset, speech)
    further = _further_pages(upright, package, preset, speech, insets)
    _draw_around(first, layout, package, preset, speech, _contents(insets, further, speech, preset.shows))
    return Sheet((first, *further), view, named)


def _layout(paper: Paper, preset: Preset, course: Course) -> _Layout:
    title, rest = paper.inner.cut_top(_TITLE_MM, 1.5)
    foot, rest = rest.cut_bottom(FOOT_MM, 1.0)
    columns: tuple[Box, ...] = ()
    profile = None
    if not preset.shows & _IN_PANEL:
        pass
    elif not preset.shows & _TALL:
        panel, rest = rest.cut_bottom(_LOW_PANEL_MM, 2.0)
        columns = tuple(panel.columns(3, _GAP_MM))
    elif paper.width_mm > paper.height_mm:
        column, rest = rest.cut_right(_COLUMN_MM, _GAP_MM)
        columns = (column,)
    else:
        panel, rest = rest.cut_bottom(_PANEL_MM, 2.0)
        columns = tuple(panel.columns(3, _GAP_MM))
    if "profile" in preset.shows:
        profile, rest = rest.cut_bottom(_NO_PROFILE_MM if course.height_m is None else _PROFILE_MM, 1.0)
    if "graticule" in preset.shows:
        _, rest = rest.cut_bottom(_DEGREES_MM)
    return _Layout(paper, title, foot, rest, profile, columns)


def _draw_map(page: Page, view: View, package: CoursePackage, preset: Preset, speech: Speech) -> Named:
    course, box = package.candidate.course, view.box
    corner = _corner(view, package)
    draw_frame(page, box)
    with page.window(box.within(0.2)):
        if "roads" in preset.shows and package.roads is not None:
            draw_road_lines(page, view, package.roads)
        page.box(corner, rim_mm=0.0)
        draw_corridor(page, view, course, preset.line_mm)
        draw_course(page, view, course, preset.line_mm)
        arrows = draw_arrows(page, view, course, preset.line_mm) if "directions" in preset.shows else []
    if "graticule" in preset.shows:
        draw_graticule(page, view)
    draw_scale_bar(page, corner.left + 3.0, corner.bottom + 4.5, view)
    draw_north_arrow(page, corner.right - 4.0, corner.bottom + 2.5)
    degrees = [box_of_words(drawn) for drawn in page.drawn if isinstance(drawn, Label)]
    return draw_names(page, view, package, preset, speech, [*arrows, *degrees, _corners(corner)])


def _corner(view: View, package: CoursePackage) -> Box:
    """Give the corner for scale bar and north arrow: where there is least of the course, and none near."""
    course, box = package.candidate.course, view.box.within(0.3)
    width, height = scale_bar_m(view.denominator) * view.mm_per_m + 18.0, 15.0
    xy = view.xy(course.lon, course.lat)

    def freedom(corner: Box) -> tuple[int, float]:
        within = (xy >= (corner.left, corner.bottom)) & (xy <= (corner.right, corner.top))
        return -int(within.all(axis=1).sum()), float(np.hypot(*(xy - corner.middle).T).min())

    corners = [
        Box(left, bottom, left + width, bottom + height)
        for bottom in (box.bottom, box.top - height)
        for left in (box.right - width, box.left + _DEGREES_WIDE_MM)
    ]
    return max(corners, key=freedom)


def _corners(box: Box) -> Floats:
    return np.array(
        [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)]
    )


def _draw_around(
    page: Page,
    layout: _Layout,
    package: CoursePackage,
    preset: Preset,
    speech: Speech,
    contents: _Contents | None,
) -> None:
    draw_title(page, layout.title, package, preset.title, speech)
    if "provenance" in preset.shows:
        draw_foot(page, layout.foot, package, speech)
    if layout.profile is not None:
        draw_profile(page, layout.profile, package, speech)
    blocks: list[Callable[[Box], float]] = []
    if "figures" in preset.shows:
        blocks.append(lambda box: draw_figures(page, box, package, speech))
    if contents is not None:
        blocks.append(lambda box: _draw_contents(page, box, contents, speech))
    if "blanks" in preset.shows:
        blocks.append(lambda box: draw_blanks(page, box, speech))
    if "legend" in preset.shows:
        blocks.append(lambda box: draw_legend(page, box, speech, preset.shows))
    if "legend" in preset.shows and "stations" in preset.shows:
        blocks.append(lambda box: draw_letters(page, box, speech))
    if "review-number" in preset.shows:
        blocks.append(lambda box: draw_review_number(page, box, package, speech))
    if "stamp" in preset.shows:
        blocks.append(lambda box: draw_stamp(page, box, speech))
    _flow(layout.columns, blocks)


def _flow(columns: Sequence[Box], blocks: Sequence[Callable[[Box], float]]) -> None:
    """Draw blocks one below the other, a third of them in each of three columns."""
    if not columns:
        return
    share = -(-len(blocks) // len(columns))
    for number, column in enumerate(columns):
        box = column
        for block in blocks[number * share : (number + 1) * share]:
            used = block(box)
            box = Box(box.left, box.bottom, box.right, box.top - used - 1.5)


@dataclass(frozen=True, slots=True)
class _Contents:
    """What stands on the further pages: their insets and their tables, in words."""

    heading: str
    insets: tuple[str, ...]
    tables: str

    def lines(self, most: int, speech: Speech) -> list[str]:
        """Give at most so many lines; insets that have no room are counted."""
        room = most - 2
        insets = list(self.insets)
        if len(insets) > room:
            shown = max(room - 1, 0)
            insets[shown:] = [speech.say(text("and {count} more insets", count=len(insets) - shown))]
        return [self.heading, *insets, self.tables]


def _contents(
    insets: Sequence[Inset], further: Sequence[Page], speech: Speech, shows: frozenset[str]
) -> _Contents | None:
    """Name what stands on the further pages."""
    if not further:
        return None
    return _Contents(
        speech.say(text("On the further pages")),
        tuple(f"{inset.number}  {speech.say(inset.title)}" for inset in insets),
        speech.all([title for part, title in _TABLES_IN_WORDS if part in shows]),
    )


def _draw_contents(page: Page, box: Box, contents: _Contents, speech: Speech) -> float:
    y = box.top
    with page.of("contents"):
        for number, line in enumerate(contents.lines(int(box.height / _CONTENTS_LINE_MM), speech)):
            y -= _CONTENTS_LINE_MM
            page.words(line, box.left, y, 2.5 if number == 0 else 1.9, is_bold=number == 0, room_mm=box.width)
    return box.top - y + 1.5


def _further_pages(
    paper: Paper, package: CoursePackage, preset: Preset, speech: Speech, insets: Sequence[Inset]
) -> list[Page]:
    paging = Paging(paper, package, speech, before=1)
    for at in range(0, len(insets), _INSETS_ACROSS):
        boxes = paging.room(_INSET_MM, 3.0).columns(_INSETS_ACROSS, _GAP_MM)
        for box, inset in zip(boxes, insets[at : at + _INSETS_ACROSS], strict=False):
            draw_inset(paging.page, box, package, inset, speech)
    paging.tables(make(package, speech) for part, make in _TABLES if part in preset.shows)
    return paging.pages


_TABLES_IN_WORDS = (
    ("marks-table", text("Marks and landmarks")),
    ("restrictions", text("Restrictions, stated and assumed")),
    ("streets-table", text("Streets run on")),
    ("crossings-table", text("Crossings")),
    ("access", text("Access across the course")),
    ("turns-table", text("Turns")),
    ("stations-table", text("Stations")),
)
_TABLES = (
    ("marks-table", marks_drawn),
    ("restrictions", restrictions_drawn),
    ("streets-table", streets_drawn),
    ("crossings-table", crossings_drawn),
    ("access", access_drawn),
    ("turns-table", turns_drawn),
    ("stations-table", stations_drawn),
)
