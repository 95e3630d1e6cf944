"""Tables on sheets: rows that flow from page to page, each cell in every language of the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courseplanner.base.i18n import Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.cue_words import cue_words
from courseplanner.export.sheet.drawing.drawing_ops import Page, grey
from courseplanner.export.sheet.drawing.paper import Box
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.export.sheet.map.crossings import crossings_of
from courseplanner.export.sheet.map.restrictions import assumed_words, restriction_words, restrictions_of
from courseplanner.measure.along.landmarks import place_in_words
from courseplanner.measure.geometry.geodesy import point_at
from courseplanner.model.course.course import Leg
from courseplanner.model.course.course_mark import CourseMark

__all__ = [
    "BY_HAND",
    "DrawnTable",
    "access_drawn",
    "crossings_drawn",
    "draw_table",
    "marks_drawn",
    "restrictions_drawn",
    "stations_drawn",
    "streets_drawn",
    "turns_drawn",
]

BY_HAND = "_" * 30
"""Where no landmark of the map is near: to be filled in by hand."""
_LETTER_MM, _ROW_MM, _MORE_MM = 2.0, 3.6, 2.7
_FEW_STREETS = 4
_HEAD_MM = 2.6


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table for paper.

    Parameters
    ----------
    item : str
        Of the checklist.
    title : Text
    heads : tuple of Text
    parts : tuple of float
        Of the width, for each column; together 1.
    rows : list of lists of lists of str
        Rows, cells, lines. The one cell of a row that has no more is as wide as the table.
    """

    item: str
    title: Text
    heads: tuple[Text, ...]
    parts: tuple[float, ...]
    rows: list[list[list[str]]]


def marks_drawn(package: CoursePackage, speech: Speech) -> DrawnTable:
    """Give the marks of the course with their places against landmarks, which are still to be taped."""

    def row(mark: CourseMark) -> list[list[str]]:
        height = "" if mark.height_m is None else f"{mark.height_m:.0f} m"
        return [
            speech.lines(mark.name),
            [f"{mark.nominal_m / 1000.0:.3f}"],
            speech.lines(mark.place) or [BY_HAND],
            speech.lines(mark.kerb),
            [height],
            [f"{mark.lat:.6f}, {mark.lon:.6f}"],
        ]

    heads = (
        text("Mark"), text("km"), text("Where by the map (to be taped)"), text("In the road"), text("Height"),
        text("Position (WGS 84)"),
    )  # fmt: skip
    rows = [row(mark) for mark in package.candidate.course_marks]
    return DrawnTable(
        "marks-table", text("Marks and landmarks"), heads, (0.14, 0.08, 0.37, 0.18, 0.07, 0.16), rows
    )


def restrictions_drawn(package: CoursePackage, speech: Speech) -> DrawnTable:
    """Give where runners have only a part of the road, stated or assumed, and what else the line assumes."""
    course = package.candidate.course
    rows = [
        [
            [f"R{one.number}"],
            [f"{package.km_at(one.from_m):.3f}"],
            [f"{package.km_at(one.to_m):.3f}"],
            _some_streets(one.streets, speech),
            [line for words in restriction_words(one) for line in speech.lines(words)],
        ]
        for one in restrictions_of(course)
    ]
    if not rows:
        rows = [[speech.lines(text("No part of the road is shut, neither stated nor assumed."))]]
    rows += [[speech.lines(words)] for words in assumed_words(course)]
    heads = (
        text("No."),
        text("from km"),
        text("to km"),
        text("Street"),
        text("What is shut or assumed, offsets, marking"),
    )
    title = text("Restrictions, stated and assumed")
    return DrawnTable("restrictions-table", title, heads, (0.06, 0.1, 0.1, 0.32, 0.42), rows)


def _some_streets(names: Sequence[str | None], speech: Speech) -> list[str]:
    """Name streets, one a line; of many the first few."""
    few = names if len(names) <= _FEW_STREETS else names[: _FEW_STREETS - 1]
    lines = [name or speech.say(text("road without a name")) for name in few]
    more = len(names) - len(few)
    return [*lines, speech.say(text("and {count} more, see “Streets run on”", count=more))] if more else lines


def streets_drawn(package: CoursePackage, speech: Speech) -> DrawnTable:
    """Give the streets that are run on, in running order."""
    heads = (text("Street"), text("from km"), text("to km"), text("Width"), text("known by"))
    rows = [
        [
            [stretch[0].name or speech.say(text("road without a name"))],
            [f"{package.km_at(stretch[0].from_m):.3f}"],
            [f"{package.km_at(stretch[-1].to_m):.3f}"],
            [_widths(stretch)],
            [speech.all([_KNOWN_BY[how] for how in dict.fromkeys(leg.width_from for leg in stretch)])],
        ]
        for stretch in _streets(package.candidate.course.legs)
    ]
    return DrawnTable("streets-table", text("Streets run on"), heads, (0.44, 0.1, 0.1, 0.14, 0.22), rows)


_KNOWN_BY = {
    "tag": text("map"),
    "lanes": text("number of lanes"),
    "sidewalks": text("distance of sidewalks"),
    "class": text("assumed by class"),
    "user": text("stated"),
}


def _streets(legs: Sequence[Leg]) -> Iterator[list[Leg]]:
    stretch: list[Leg] = []
    for leg in legs:
        if stretch and leg.name != stretch[0].name:
            yield stretch
            stretch = []
        stretch.append(leg)
    if stretch:
        yield stretch


def _widths(stretch: Sequence[Leg]) -> str:
    low, high = min(leg.width_m for leg in stretch), max(leg.width_m for leg in stretch)
    return f"{low:.1f} m" if high - low < 0.05 else f"{low:.1f} - {high:.1f} m"


def crossings_drawn(package: CoursePackage, speech: Speech) -> DrawnTable:
    """Give where the course crosses traffic on the level."""
    course = package.candidate.course
    rows = []
    for number, one in enumerate(crossings_of(course), 1):
        lon, lat = point_at(course.lon, course.lat, course.chainage_m, one.at_m)
        rows.append(
            [
                [f"X{number}"],
                [f"{package.km_at(one.at_m):.3f}"],
                speech.lines(one.words),
                speech.lines(place_in_words(course.landmarks, one.at_m)),
                [f"{lat:.6f}, {lon:.6f}"],
            ]
        )
    if not rows:
        looked = course.big_road_crossings_m is not None and course.level_crossings_m is not None
        words = text("none on the map") if looked else text("not looked up")
        rows = [[[""], [""], [speech.say(words)], [""], [""]]]
    heads = (
        text("No."),
        text("km"),
        text("What is crossed"),
        text("Where by the map"),
        text("Position (WGS 84)"),
    )
    return DrawnTable("crossings-table", text("Crossings"), heads, (0.07, 0.1, 0.25, 0.4, 0.18), rows)


def access_drawn(package: CoursePackage, speech: Speech) -> DrawnTable:
    """Give where vehicles get under or over the course."""
    landmarks = package.candidate.course.landmarks
    rows = [
        [
            [f"A{number}"],
            [f"{package.km_at(one.at_m):.3f}"],
            [one.name or speech.say(text("road without a name"))],
            speech.lines(text("under the course") if one.is_under else text("over the course")),
            speech.lines(place_in_words(landmarks, one.at_m)),
            [f"{one.lat:.6f}, {one.lon:.6f}"],
        ]
        for number, one in enumerate(package.ways_across, 1)
    ]
    if not rows:
        words = text("not looked up") if package.roads is None else text("none on the map")
        rows = [[[""], [""], [speech.say(words)], [""], [""], [""]]]
    heads = (
        text("No."), text("km"), text("Street"), text("passes"), text("Where by the map"),
        text("Position (WGS 84)"),
    )  # fmt: skip
    parts = (0.06, 0.09, 0.22, 0.13, 0.33, 0.17)
    return DrawnTable("access-table", text("Access across the course"), heads, parts, rows)


def turns_drawn(package: CoursePackage, speech: Speech) -> DrawnTable:
    """Give the turns in words, with the streets that meet there."""
    rows = [
        [
            [f"{package.km_at(cue.at_m):.3f}"],
            speech.lines(cue_words(cue)),
            speech.lines(cue.place),
        ]
        for cue in package.cues
    ]
    heads = (text("km"), text("What to do"), text("Where by the map"))
    return DrawnTable("turns-table", text("Turns"), heads, (0.1, 0.45, 0.45), rows)


def stations_drawn(package: CoursePackage, speech: Speech) -> DrawnTable:
    """Give the stations with their places."""
    plan = package.candidate.stations
    rows = [
        [
            speech.lines(one.name),
            [", ".join(f"{package.km_at(at_m):.3f}" for at_m in one.passes_m)],
            speech.lines(one.place),
            [f"{one.lat:.6f}, {one.lon:.6f}"],
        ]
        for one in plan.stations
    ]
    heads = (text("Station"), text("km"), text("Where by the map"), text("Position (WGS 84)"))
    return DrawnTable("stations-table", text("Stations"), heads, (0.3, 0.16, 0.36, 0.18), rows)


def draw_table(page: Page, box: Box, table: DrawnTable, speech: Speech, first_row: int) -> tuple[int, float]:
    """Draw rows of a table, from one of them on, as many as there is room for.

    Returns
    -------
    int
        The first row that found no room; the number of rows where all did.
    float
        The height that was taken; 0 where not even one row found room.
    """
    lefts = [box.left + box.width * sum(table.parts[:at]) for at in range(len(table.parts))]
    rooms = [box.width * part - 1.2 for part in table.parts]
    y = box.top - _HEAD_MM
    heads_y = y - _ROW_MM - 0.4
    number = first_row
    heights = [_height(row) for row in table.rows]
    if number < len(heights) and heads_y - 1.0 - heights[number] < box.bottom:
        return number, 0.0
    page.words(speech.say(table.title), box.left, y, _HEAD_MM, is_bold=True, room_mm=box.width)
    for words, left, room in zip(table.heads, lefts, rooms, strict=True):
        page.words(speech.say(words), left, heads_y, _LETTER_MM, colour=grey(0.3), room_mm=room)
    y = heads_y - 1.0
    page.line([(box.left, y), (box.right, y)], width_mm=0.2)
    with page.of(table.item):
        while number < len(table.rows) and y - heights[number] >= box.bottom:
            _draw_row(page, table.rows[number], lefts, rooms, y)
            y -= heights[number]
            page.line([(box.left, y), (box.right, y)], width_mm=0.06, colour=grey(0.6))
            number += 1
    return number, box.top - y + 3.0


def _height(row: Sequence[Sequence[str]]) -> float:
    return _ROW_MM + _MORE_MM * (max(1, *(len(cell) for cell in row)) - 1)


def _draw_row(
    page: Page, row: Sequence[Sequence[str]], lefts: Sequence[float], rooms: Sequence[float], top: float
) -> None:
    if len(row) == 1:
        lefts, rooms = lefts[:1], [lefts[-1] + rooms[-1] - lefts[0]]
    for cell, left, room in zip(row, lefts, rooms, strict=True):
        for number, line in enumerate(cell):
            page.words(line, left, top - 2.6 - number * _MORE_MM, _LETTER_MM, room_mm=room)
