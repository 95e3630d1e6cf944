"""Places the marks of a course that people paint and set up, each told in words and by coordinates."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from courseplanner.i18n import Text, text
from courseplanner.measure.geodesy import point_at
from courseplanner.measure.kerbs import KerbFinder
from courseplanner.measure.landmarks import place_in_words
from courseplanner.model.course import Course
from courseplanner.model.course_mark import MILE_M, CourseMark, CourseMarkKind
from courseplanner.model.stations import StationKind, StationPlan

__all__ = ["course_marks_of"]

_ORDER = tuple(CourseMarkKind)
_ACROSS = (
    CourseMarkKind.START,
    CourseMarkKind.FINISH,
    CourseMarkKind.FINISH_BOARD,
    CourseMarkKind.TURNAROUND,
)
"""What lies across the road."""
_SAME_M = 1e-3


def course_marks_of(
    course: Course, nominal_m: float, stations: StationPlan | None = None, *, miles: bool = False
) -> tuple[CourseMark, ...]:
    """Place the marks of a course.

    Parameters
    ----------
    course : Course
    nominal_m : float
        The distance of the event; halfway is half of it.
    stations : StationPlan, optional
        For the boards before the finish.
    miles : bool
        Whether each mile is marked, too.

    Returns
    -------
    tuple of CourseMark
        In running order. Chainages count from the start along the line as planned.
    """
    kerbs = KerbFinder(course)
    wanted = sorted(
        _wanted(course, nominal_m, stations, miles=miles), key=lambda one: (one[2], _ORDER.index(one[0]))
    )
    return tuple(_mark(course, kerbs, *one) for one in wanted)


def _wanted(
    course: Course, nominal_m: float, stations: StationPlan | None, *, miles: bool
) -> Iterator[tuple[CourseMarkKind, Text, float]]:
    end_m = course.course_m
    yield CourseMarkKind.START, text("Start"), 0.0
    yield CourseMarkKind.FINISH, text("Finish"), end_m
    for km in range(1, int((end_m - _SAME_M) // 1000.0) + 1):
        yield CourseMarkKind.KM if km % 5 else CourseMarkKind.KM_5, text("{km} km", km=km), 1000.0 * km
    yield CourseMarkKind.HALFWAY, text("Halfway"), nominal_m / 2.0
    if miles:
        for mile in range(1, int((end_m - _SAME_M) // MILE_M) + 1):
            yield CourseMarkKind.MILE, text("{mile} mi", mile=mile), MILE_M * mile
    for number, at_m in enumerate(course.turnarounds_m, 1):
        yield CourseMarkKind.TURNAROUND, text("Turnaround {number}", number=number), at_m
    if stations is not None:
        for board in stations.of_kind(StationKind.FINISH_BOARD):
            yield CourseMarkKind.FINISH_BOARD, board.name, board.at_m


def _mark(course: Course, kerbs: KerbFinder, kind: CourseMarkKind, name: Text, at_m: float) -> CourseMark:
    lon, lat = point_at(course.lon, course.lat, course.chainage_m, at_m)
    height_m = None
    if course.height_m is not None:
        height_m = float(np.interp(at_m, course.chainage_m, course.height_m))
    across = kind in (
        CourseMarkKind.START,
        CourseMarkKind.FINISH,
        CourseMarkKind.FINISH_BOARD,
        CourseMarkKind.TURNAROUND,
    )
    return CourseMark(
        kind,
        name,
        at_m,
        lon,
        lat,
        height_m,
        place_in_words(course.landmarks, at_m),
        None if across else kerbs.at(at_m, lon, lat).in_words(),
    )
