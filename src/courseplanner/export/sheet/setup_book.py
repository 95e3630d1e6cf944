"""The set-up book: all that is put on the road on race morning, with room for photo and tick."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from courseplanner.base.i18n import Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.cue_words import cue_words
from courseplanner.export.sheet.drawing.drawing_ops import WHITE, Page, grey
from courseplanner.export.sheet.drawing.face import face
from courseplanner.export.sheet.drawing.paper import PAPERS, Box
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.export.sheet.map.insets import draw_enlarged
from courseplanner.export.sheet.map.restrictions import restriction_words, restrictions_of
from courseplanner.export.sheet.tables.paging import Paging
from courseplanner.measure.along.landmarks import place_in_words
from courseplanner.measure.geometry.geodesy import point_at
from courseplanner.model.course.course_mark import CourseMark
from courseplanner.model.course.cue import CueKind
from courseplanner.model.course.stations import (
    MODE_NAMES,
    Side,
    Station,
    StationKind,
    devices_in_words,
)

__all__ = ["SetUp", "set_ups_of", "setup_book_pages"]

_ROW_MM, _GAP_MM = 47.0, 2.0
_MAP_MM, _PHOTO_MM, _TICK_MM = 50.0, 58.0, 7.0
_SCALE = 1000.0
_LINE_MM, _TITLE_LINE_MM, _TITLE_MM = 3.4, 4.2, 3.0
_SMALLEST = 0.75
"""A title is set so much smaller at most before it takes two lines."""
_NO_CUES = frozenset({CueKind.START, CueKind.FINISH, CueKind.TURNAROUND})
_DEFIBRILLATOR = text("Defibrillator")
_SIDES = {Side.LEFT: text("on the left"), Side.RIGHT: text("on the right")}


@dataclass(frozen=True, slots=True)
class SetUp:
    """Something that is set up at a place.

    Parameters
    ----------
    title : Text
    at_m : float
        Chainage.
    lon, lat : float
        On the line.
    said : tuple of Text
        Where, on which side, how far from what.
    marks : tuple of CourseMark
        Drawn across the road.
    """

    title: Text
    at_m: float
    lon: float
    lat: float
    said: tuple[Text, ...]
    marks: tuple[CourseMark, ...] = ()


def set_ups_of(package: CoursePackage) -> list[SetUp]:
    """Give all that is set up, in running order."""
    found = [*_marks(package), *_restrictions(package), *_stations(package), *_marshals(package)]
    return sorted(found, key=lambda one: one.at_m)


def _marks(package: CoursePackage) -> Iterator[SetUp]:
    for mark in package.candidate.course_marks:
        said = tuple(words for words in (mark.place, mark.kerb) if words is not None)
        yield SetUp(mark.name, mark.at_m, mark.lon, mark.lat, said, (mark,))


def _restrictions(package: CoursePackage) -> Iterator[SetUp]:
    course = package.candidate.course
    for one in restrictions_of(course):
        for at_m, template in ((one.from_m, "R{number} begins"), (one.to_m, "R{number} ends")):
            place = place_in_words(course.landmarks, at_m)
            said = (*(() if place is None else (place,)), *restriction_words(one))
            lon, lat = point_at(course.lon, course.lat, course.chainage_m, at_m)
            yield SetUp(text(template, number=one.number), at_m, lon, lat, said)


def _stations(package: CoursePackage) -> Iterator[SetUp]:
    """Give the stations, what stands at one place and side together."""
    there: dict[tuple[float, float, Side | None], list[Station]] = {}
    for one in package.candidate.stations.stations:
        there.setdefault((one.lon, one.lat, one.side), []).append(one)
    for (lon, lat, side), stations in there.items():
        first, title = stations[0], stations[0].name
        for other in stations[1:]:
            title = text("{name}; {other}", name=title, other=other.name)
        said = [] if first.place is None else [first.place]
        said += _brought(stations)
        road = None if first.width_m is None else text("road {width:.1f} m wide", width=first.width_m)
        beside = [words for words in (None if side is None else _SIDES[side], road) if words is not None]
        said += _in_one(beside)
        said += [text("{count} of them", count=one.count) for one in stations if one.count is not None]
        yield SetUp(title, first.passes_m[0], lon, lat, tuple(said))


def _brought(stations: Sequence[Station]) -> list[Text]:
    """Say how the defibrillators at a place come from there, and who stands there with them."""
    ways = [
        text("{mode} with {people} people", mode=MODE_NAMES[one.mode], people=one.people)
        if one.people
        else MODE_NAMES[one.mode]
        for one in stations
        if one.mode is not None
    ]
    said = _in_one(ways)
    return [text("{name}: {mode}", name=_DEFIBRILLATOR, mode=mode) for mode in said]


def _in_one(many: Sequence[Text]) -> list[Text]:
    """Put texts in one with commas; none where there are none."""
    return (
        [reduce(lambda first, second: text("{first}, {second}", first=first, second=second), many)]
        if many
        else []
    )


def _marshals(package: CoursePackage) -> Iterator[SetUp]:
    """Give the turns: somebody stands there, or a fence does."""
    for cue in package.cues:
        if cue.kind not in _NO_CUES and cue.kind is not CueKind.STRAIGHT:
            said = (text("barrier or marshal, arrow"), *(() if cue.place is None else (cue.place,)))
            yield SetUp(cue_words(cue), cue.at_m, cue.lon, cue.lat, said)


def setup_book_pages(package: CoursePackage) -> list[Page]:
    """Lay out the book: a row for each thing, with its map, its words, and boxes for photo and tick."""
    speech = Speech(package.languages)
    paging = Paging(PAPERS[package.paper or "a4"], package, speech)
    _draw_front(paging, package, speech)
    for number, one in enumerate(set_ups_of(package), 1):
        _draw_row(paging.room(_ROW_MM, _GAP_MM), paging, package, number, one, speech)
    return paging.pages


def _draw_front(paging: Paging, package: CoursePackage, speech: Speech) -> None:
    box = paging.room(26.0, 2.0)
    page = paging.page
    page.words(speech.say(text("Set-up book")), box.left, box.top - 7.0, 6.0, is_bold=True, room_mm=box.width)
    how = text(
        "In running order. Distances are taken from the map: tape them. Take a photo "
        "of each, and tick it off."
    )
    page.words(speech.say(how), box.left, box.top - 12.5, 2.3, room_mm=box.width)
    plan = package.candidate.stations
    if plan.of_kind(StationKind.DEFIBRILLATOR):
        page.words(
            speech.say(devices_in_words(plan.stations)), box.left, box.top - 16.5, 2.3, room_mm=box.width
        )
    blanks = (text("Team"), text("Vehicle"), text("Date"), text("Checked by"))
    for column, words in zip(box.columns(4, 4.0), blanks, strict=True):
        used = page.words(speech.say(words), column.left, box.bottom + 1.0, 2.3, room_mm=column.width / 2.0)
        page.line(
            [(column.left + used + 1.5, box.bottom + 0.5), (column.right, box.bottom + 0.5)], width_mm=0.15
        )


def _draw_row(
    box: Box, paging: Paging, package: CoursePackage, number: int, one: SetUp, speech: Speech
) -> None:
    page = paging.page
    rest, left = box, Box(box.left, box.bottom, box.left + _MAP_MM, box.top)
    draw_enlarged(page, left, package, (one.lon, one.lat), one.marks, speech, _SCALE)
    right, rest = rest.cut_right(_TICK_MM, 2.0)
    photo, rest = rest.cut_right(_PHOTO_MM, 2.0)
    words = Box(left.right + 2.0, box.bottom, rest.right, box.top)
    page.box(photo, colour=WHITE, rim_mm=0.15, rim=grey(0.4))
    page.words(speech.say(text("photo")), photo.left + 1.5, photo.bottom + 1.5, 2.0, colour=grey(0.4))
    page.box(Box(right.left, right.top - _TICK_MM, right.right, right.top), colour=WHITE, rim_mm=0.3)
    km = package.km_at(one.at_m)
    _draw_words(page, words, number, one, km, speech)
    page.line([(box.left, box.bottom - 1.0), (box.right, box.bottom - 1.0)], width_mm=0.06, colour=grey(0.6))


def _draw_words(page: Page, box: Box, number: int, one: SetUp, km: float, speech: Speech) -> None:
    y = box.top - 3.0
    page.words(f"{number}", box.left, y, 2.6, colour=grey(0.3))
    page.words(f"km {km:.3f}", box.right, y, 2.6, align="right", is_bold=True)
    titles = [part for line in speech.lines(one.title) for part in _folded(line, box.width)]
    said = [line for words in one.said for line in speech.lines(words)]
    # Lines move closer together where there are many, so that none is left out.
    closer = min(1.0, (y - box.bottom - 9.5) / (_TITLE_LINE_MM * len(titles) + _LINE_MM * len(said)))
    for line in titles:
        y -= _TITLE_LINE_MM * closer
        page.words(line, box.left, y, _TITLE_MM, is_bold=True, room_mm=box.width)
    for line in said:
        y -= _LINE_MM * closer
        page.words(line, box.left, y, 2.2, room_mm=box.width)
    page.words(f"{one.lat:.6f}, {one.lon:.6f}", box.left, box.bottom + 6.5, 2.0, colour=grey(0.3))
    used = page.words(speech.say(text("taped")), box.left, box.bottom + 1.5, 2.2, room_mm=box.width / 2.0)
    page.line([(box.left + used + 1.5, box.bottom + 1.0), (box.right, box.bottom + 1.0)], width_mm=0.15)


def _folded(line: str, room_mm: float) -> list[str]:
    """Break what stands at one place between its things, where it would not fit a line."""
    folded: list[str] = []
    for part in re.split("(?<=[;\uff1b])\\s*", line):
        longer = f"{folded[-1]} {part}" if folded else part
        if folded and _SMALLEST * face().width_mm(longer, _TITLE_MM) <= room_mm:
            folded[-1] = longer
        else:
            folded.append(part)
    return folded
