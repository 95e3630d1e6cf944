"""Places the marks of a course that people paint and set up, each given in words and by coordinates."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from courseplanner.base.i18n import Text, text
from courseplanner.measure.along.landmarks import place_in_words
from courseplanner.measure.geometry.geodesy import point_at
from courseplanner.measure.string.kerbs import KerbFinder
from courseplanner.model.course.course import Course
from courseplanner.model.course.course_mark import CourseMark, CourseMarkKind
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.stations import StationKind, StationPlan

__all__ = ["course_marks_of"]

_ORDER = tuple(CourseMarkKind)
_ACROSS = (
    CourseMarkKind.START,
    CourseMarkKind.FINISH,
    CourseMarkKind.FINISH_BOARD,
    CourseMarkKind.TURNAROUND,
)
"""What lies across the road."""

_Wanted = tuple[CourseMarkKind, Text, float, float]
"""Kind, name, chainage, and the metres that boards count there."""


def course_marks_of(
    course: Course, kilometrage: Kilometrage, stations: StationPlan | None = None, *, miles: bool = False
) -> tuple[CourseMark, ...]:
    """Place the marks of a course.

    Parameters
    ----------
    course : Course
    kilometrage : Kilometrage
        How its boards count.
    stations : StationPlan, optional
        For the boards before the finish, which stand their metres on the line before it.
    miles : bool
        Whether each mile is marked, too.

    Returns
    -------
    tuple of CourseMark
        In running order. What a measured course is too long or too short by is said with the finish.
    """
    kerbs = KerbFinder(course)
    wanted = sorted(
        _wanted(course, kilometrage, stations, miles=miles), key=lambda one: (one[2], _ORDER.index(one[0]))
    )
    return tuple(_mark(course, kerbs, *one) for one in wanted)


def _wanted(
    course: Course, kilometrage: Kilometrage, stations: StationPlan | None, *, miles: bool
) -> Iterator[_Wanted]:
    yield CourseMarkKind.START, text("Start"), 0.0, 0.0
    last = kilometrage.last_piece
    finish = text("Finish") if last is None else text("Finish: {last}", last=last)
    yield CourseMarkKind.FINISH, finish, course.course_m, kilometrage.nominal_m
    for split in kilometrage.splits(miles=miles):
        yield split.kind, split.name, split.at_m, split.nominal_m
    for number, at_m in enumerate(course.turnarounds_m, 1):
        name = text("Turnaround {number}", number=number)
        yield CourseMarkKind.TURNAROUND, name, at_m, kilometrage.nominal_at(at_m)
    if stations is not None:
        for board in stations.of_kind(StationKind.FINISH_BOARD):
            nominal_m = kilometrage.nominal_at(board.at_m)
            yield CourseMarkKind.FINISH_BOARD, board.name, board.at_m, nominal_m


def _mark(
    course: Course, kerbs: KerbFinder, kind: CourseMarkKind, name: Text, at_m: float, nominal_m: float
) -> CourseMark:
    lon, lat = point_at(course.lon, course.lat, course.chainage_m, at_m)
    height_m = None
    if course.height_m is not None:
        height_m = float(np.interp(at_m, course.chainage_m, course.height_m))
    return CourseMark(
        kind,
        name,
        at_m,
        nominal_m,
        lon,
        lat,
        height_m,
        place_in_words(course.landmarks, at_m),
        None if kind in _ACROSS else kerbs.at(at_m, lon, lat).in_words(),
    )
