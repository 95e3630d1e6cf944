"""Marks along a course: start, kilometres, turnarounds, visits, stations, finish."""

from __future__ import annotations

from collections.abc import Iterable

from courseplanner.measure.geometry.geodesy import point_at
from courseplanner.model.course.course import Course, Mark, Visit
from courseplanner.model.course.course_mark import CourseMarkKind
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.stations import StationKind, StationPlan

__all__ = ["marks_of"]

_ORDER = {"start": 0, "visit": 1, "turnaround": 2, "km": 3, "station": 4, "finish": 5}
_KILOMETRES = (CourseMarkKind.KM, CourseMarkKind.KM_5)


def marks_of(
    course: Course,
    kilometrage: Kilometrage,
    visits: Iterable[Visit],
    stations: StationPlan | None = None,
) -> tuple[Mark, ...]:
    """Place the marks of a course on its line.

    Parameters
    ----------
    course : Course
    kilometrage : Kilometrage
        How its boards count.
    visits : iterable of Visit
    stations : StationPlan, optional
        Each stands once, at its first passage; kilometre boards are marks already.

    Returns
    -------
    tuple of Mark
        In running order.
    """
    wanted = [("start", "Start", 0.0, 0.0), ("finish", "Finish", course.course_m, kilometrage.nominal_m)]
    wanted += [
        ("km", f"{split.nominal_m / 1000.0:.0f} km", split.at_m, split.nominal_m)
        for split in kilometrage.splits()
        if split.kind in _KILOMETRES
    ]
    others = [("turnaround", "Turnaround", at_m) for at_m in course.turnarounds_m]
    others += [("visit", visit.name, visit.at_m) for visit in visits]
    if stations is not None:
        others += [
            ("station", str(station.name), station.at_m)
            for station in stations.stations
            if station.kind is not StationKind.BOARD
        ]
    wanted += [(*other, kilometrage.nominal_at(other[2])) for other in others]
    wanted.sort(key=lambda mark: (mark[2], _ORDER[mark[0]], mark[1]))
    return tuple(
        Mark(*mark, *point_at(course.lon, course.lat, course.chainage_m, mark[2])) for mark in wanted
    )
