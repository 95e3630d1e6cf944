"""Marks along a course: start, kilometres, turnarounds, visits, stations, finish."""

from __future__ import annotations

from collections.abc import Iterable

from courseplanner.measure.geodesy import point_at
from courseplanner.model.course import Course, Mark, Visit
from courseplanner.model.stations import StationKind, StationPlan

__all__ = ["marks_of"]

_ORDER = {"start": 0, "visit": 1, "turnaround": 2, "km": 3, "station": 4, "finish": 5}


def marks_of(
    course: Course, visits: Iterable[Visit], stations: StationPlan | None = None
) -> tuple[Mark, ...]:
    """Place the marks of a course on its line.

    Parameters
    ----------
    course : Course
    visits : iterable of Visit
    stations : StationPlan, optional
        Each stands once, at its first passage; kilometre boards are marks already.

    Returns
    -------
    tuple of Mark
        In running order. Kilometres count from the start along the line as planned.
    """
    wanted = [("start", "Start", 0.0), ("finish", "Finish", course.course_m)]
    wanted += [
        ("km", f"{km} km", 1000.0 * km) for km in range(1, int((course.course_m - 1e-3) // 1000.0) + 1)
    ]
    wanted += [("turnaround", "Turnaround", at_m) for at_m in course.turnarounds_m]
    wanted += [("visit", visit.name, visit.at_m) for visit in visits]
    if stations is not None:
        wanted += [
            ("station", str(station.name), station.at_m)
            for station in stations.stations
            if station.kind is not StationKind.BOARD
        ]
    wanted.sort(key=lambda mark: (mark[2], _ORDER[mark[0]], mark[1]))
    return tuple(
        Mark(kind, name, at_m, *point_at(course.lon, course.lat, course.chainage_m, at_m))
        for kind, name, at_m in wanted
    )
