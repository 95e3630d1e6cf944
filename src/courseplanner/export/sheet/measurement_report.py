"""The measurement report: what is known filled in, what only the bicycle tells ruled blank.

Fields are those of the international report for road courses (World Athletics and AIMS) and of the
application of the US road-running council.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courseplanner.base.i18n import Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.road_words import road_words
from courseplanner.export.sheet.drawing.drawing_ops import WHITE, Page, grey
from courseplanner.export.sheet.drawing.paper import PAPERS
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.export.sheet.tables.course_shares import in_percent, surface_shares
from courseplanner.export.sheet.tables.paging import Paging
from courseplanner.export.sheet.tables.tables_drawn import marks_drawn, restrictions_drawn, streets_drawn
from courseplanner.model.course.course import Course
from courseplanner.model.course.course_mark import CourseMark, CourseMarkKind
from courseplanner.model.course.reserve import Reserve

__all__ = ["measurement_report_pages"]

_ROW_MM, _LETTER_MM, _HEAD_MM = 6.0, 2.3, 3.2
_RIDES = 4
_PHOTO_MM = 62.0
_PHOTOS = frozenset(
    {
        CourseMarkKind.START,
        CourseMarkKind.FINISH,
        CourseMarkKind.TURNAROUND,
        CourseMarkKind.KM_5,
        CourseMarkKind.HALFWAY,
    }
)
_NARRATIVE_LINES = 12


@dataclass(frozen=True, slots=True)
class _Field:
    name: Text
    value: str | Text | None = None


def measurement_report_pages(package: CoursePackage) -> list[Page]:
    """Lay out the report."""
    speech = Speech(package.languages)
    paging = Paging(PAPERS[package.paper or "a4"], package, speech)
    _draw_front(paging, speech)
    _fields(paging, text("The race"), _race(package), speech)
    _fields(paging, text("The course"), _course(package), speech)
    _fields(paging, text("Those who measured"), _people(), speech)
    _fields(paging, text("Calibration course"), _calibration(package), speech)
    _counts(paging, text("Calibration before measuring, counts"), speech)
    _counts(paging, text("Calibration after measuring, counts"), speech)
    _fields(paging, text("Constants and lengths"), _lengths(), speech)
    _fields(paging, text("Adjustment"), _adjustment(package.candidate.reserves), speech)
    _narrative(paging, speech)
    paging.turn()
    paging.tables(
        [marks_drawn(package, speech), restrictions_drawn(package, speech), streets_drawn(package, speech)]
    )
    _photos(paging, [mark for mark in package.candidate.course_marks if mark.kind in _PHOTOS], speech)
    return paging.pages


def _draw_front(paging: Paging, speech: Speech) -> None:
    box = paging.room(16.0, 1.0)
    title = speech.say(text("Road course measurement report"))
    paging.page.words(title, box.left, box.top - 7.0, 5.5, is_bold=True, room_mm=box.width)
    plan = text(
        "Prepared from a plan: what is filled in was planned, not measured. Blanks are for the measurer."
    )
    paging.page.words(speech.say(plan), box.left, box.top - 12.5, _LETTER_MM, room_mm=box.width)


def _race(package: CoursePackage) -> list[_Field]:
    start, finish = package.towns
    return [
        _Field(text("Name of the race"), package.event or None),
        _Field(text("Distance"), f"{package.candidate.nominal_m / 1000.0:.4f} km"),
        _Field(text("City of the start"), start),
        _Field(text("City of the finish"), finish),
        _Field(text("Date of the race"), None if package.date is None else package.date.isoformat()),
        _Field(text("Organiser and contact")),
    ]


def _course(package: CoursePackage) -> list[_Field]:
    candidate, course = package.candidate, package.candidate.course
    shares = candidate.shares
    heights = course.height_m
    turnarounds = len(course.turnarounds_m)
    fields = [
        _Field(text("Course kept as candidate"), candidate.id),
        _Field(text("Planned length"), f"{candidate.planned_m:,.1f} m"),
        _Field(
            text("Start to finish, straight"),
            f"{candidate.separation_m:,.0f} m ({100 * candidate.separation_m / candidate.nominal_m:.1f} %)",
        ),
        _Field(text("Turnarounds"), f"{turnarounds}"),
        _Field(text("Run on twice, within a lap or the way out"), f"{100 * shares.repeated:.1f} %"),
        *_surfaces(course),
    ]
    if heights is None or candidate.profile is None:
        return [
            *fields,
            _Field(text("Height of start / finish")),
            _Field(text("Highest / lowest point")),
            _Field(text("Drop")),
        ]
    drop = candidate.profile.drop_m_per_km(candidate.nominal_m)
    return [
        *fields,
        _Field(text("Height of start / finish"), f"{heights[0]:.0f} / {heights[-1]:.0f} m"),
        _Field(text("Highest / lowest point"), f"{heights.max():.0f} / {heights.min():.0f} m"),
        _Field(text("Drop"), f"{drop:+z.2f} m/km"),
    ]


def _surfaces(course: Course) -> list[_Field]:
    """Tell what is known of the surface apart from what is assumed."""
    shares = surface_shares(course)
    return [
        _Field(
            text("Surface known (map or brief): paved / unpaved"),
            f"{in_percent(shares.paved)} / {in_percent(shares.unpaved)}",
        ),
        _Field(
            text("Surface assumed by the kind of road: paved / unpaved"),
            f"{in_percent(shares.assumed_paved)} / {in_percent(shares.assumed_unpaved)}",
        ),
    ]


def _people() -> list[_Field]:
    return [
        _Field(text("Measurer, grade, contact")),
        _Field(text("Second measurer, grade, contact")),
        _Field(text("Date, begin and end of the ride")),
        _Field(text("Weather, road surface")),
        _Field(text("Temperature before / during / after")),
        _Field(text("Escort, who closed the road")),
    ]


def _calibration(package: CoursePackage) -> list[_Field]:
    best = next(iter(package.candidate.calibration_courses), None)
    proposed = (
        None
        if best is None
        else text(
            "{road}, {length:.0f} m, {away:.0f} m",
            road=road_words(best.name, best.road_class),
            length=best.length_m,
            away=best.away_m,
        )
    )
    return [
        _Field(text("Proposed: road, length by the map, from the start"), proposed),
        _Field(text("Place, end points")),
        _Field(text("Steel tape: length, tension, number")),
        _Field(text("Tape temperature, correction")),
        _Field(text("Taped length, first / second")),
        _Field(text("Length of the calibration course")),
    ]


def _lengths() -> list[_Field]:
    return [
        _Field(text("Constant before (counts per km, with 1.001)")),
        _Field(text("Constant after")),
        _Field(text("Constant of the day")),
        _Field(text("First ride: counts, length")),
        _Field(text("Second ride: counts, length")),
        _Field(text("Difference of the rides in per cent")),
        _Field(text("Length of the course")),
    ]


def _adjustment(reserves: Sequence[Reserve]) -> list[_Field]:
    known = [
        _Field(text("Room to adjust: {place}", place=one.title), f"+ {one.add_m:.0f} m / - {one.cut_m:.0f} m")
        for one in reserves
    ]
    return [
        *known,
        _Field(text("Where, added or cut, how taped")),
        _Field(text("Final length after adjustment")),
    ]


def _head(paging: Paging, title: Text, speech: Speech, height_mm: float) -> None:
    """Set a head that stays with what comes below it."""
    box = paging.room(_HEAD_MM + 3.0 + height_mm)
    paging.give_back(height_mm)
    page = paging.page
    page.words(
        speech.say(title), box.left, box.top - _HEAD_MM - 1.0, _HEAD_MM, is_bold=True, room_mm=box.width
    )


def _fields(paging: Paging, title: Text, fields: Sequence[_Field], speech: Speech) -> None:
    _head(paging, title, speech, 2.0 * _ROW_MM)
    for field in fields:
        box = paging.room(_ROW_MM)
        page, y = paging.page, box.bottom + 1.6
        page.words(speech.say(field.name), box.left, y, _LETTER_MM, room_mm=box.width * 0.48)
        middle = box.left + box.width * 0.5
        if field.value is not None:
            value = speech.say(field.value) if isinstance(field.value, Text) else field.value
            page.words(value, middle, y, _LETTER_MM, is_bold=True, room_mm=box.width * 0.5)
        page.line(
            [(middle, box.bottom + 0.6), (box.right, box.bottom + 0.6)], width_mm=0.12, colour=grey(0.3)
        )


def _counts(paging: Paging, title: Text, speech: Speech) -> None:
    """Rule a table for the rides of a calibration."""
    _head(paging, title, speech, (_RIDES + 1) * _ROW_MM)
    heads = (text("ride"), text("counter at the start"), text("counter at the end"), text("counts"))
    for number in range(_RIDES + 1):
        box = paging.room(_ROW_MM)
        page = paging.page
        for at, column in enumerate(box.columns(4, 2.0)):
            if number == 0:
                page.words(
                    speech.say(heads[at]),
                    column.left,
                    box.bottom + 1.6,
                    _LETTER_MM,
                    colour=grey(0.3),
                    room_mm=column.width,
                )
            elif at == 0:
                page.words(f"{number}", column.left, box.bottom + 1.6, _LETTER_MM)
            else:
                page.line(
                    [(column.left, box.bottom + 0.6), (column.right, box.bottom + 0.6)],
                    width_mm=0.12,
                    colour=grey(0.3),
                )


def _narrative(paging: Paging, speech: Speech) -> None:
    _head(paging, text("How the course was measured, in words"), speech, 3.0 * _ROW_MM)
    for _ in range(_NARRATIVE_LINES):
        box = paging.room(_ROW_MM)
        paging.page.line(
            [(box.left, box.bottom + 0.6), (box.right, box.bottom + 0.6)], width_mm=0.12, colour=grey(0.3)
        )
    _fields(
        paging,
        text("Signed"),
        [_Field(text("Measurer, place, date")), _Field(text("Second measurer, place, date"))],
        speech,
    )


def _photos(paging: Paging, marks: Sequence[CourseMark], speech: Speech) -> None:
    """Leave boxes for the photographs of start, finish, turnarounds, each 5 km and halfway."""
    if not marks:
        return
    paging.turn()
    _head(paging, text("Photographs"), speech, _PHOTO_MM)
    for at in range(0, len(marks), 2):
        row = paging.room(_PHOTO_MM, 3.0)
        for box, mark in zip(row.columns(2, 4.0), marks[at : at + 2], strict=False):
            head, photo = box.cut_top(8.0)
            title = text("{title}, {road}", title=mark.name, road=f"km {mark.nominal_m / 1000.0:.3f}")
            paging.page.words(
                speech.say(title), head.left, head.top - 3.0, 2.5, is_bold=True, room_mm=head.width
            )
            if mark.place is not None:
                paging.page.words(speech.say(mark.place), head.left, head.top - 6.4, 2.1, room_mm=head.width)
            paging.page.box(photo, colour=WHITE, rim_mm=0.15, rim=grey(0.4))
