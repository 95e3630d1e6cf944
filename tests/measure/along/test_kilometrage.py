"""How the boards of a planned course count: on the ground where that is its basis."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod

from courseplanner.measure.along.course_marks import course_marks_of
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.measure.along.marks import marks_of
from courseplanner.measure.bicycle.ride_sheet import ride_sheet
from courseplanner.model.course.course import Centreline, Closing, Course, Leg
from courseplanner.model.course.course_mark import CourseMarkKind
from courseplanner.model.course.planned_course import PlannedCourse

GEOD = Geod(ellps="WGS84")
RADIUS_M = 6_371_008.8
ACROSS = (CourseMarkKind.START, CourseMarkKind.FINISH)


def climbing(nominal_m: float) -> PlannedCourse:
    """A course that climbs from 1,200 m and is exactly nominal × 1.001 long on the ground."""
    steps = 400
    low, high = 0.9, 1.1
    for _ in range(80):
        part = (low + high) / 2.0
        at_m = np.linspace(0.0, nominal_m * part, steps)
        height_m = np.round(1_200.0 + 300.0 * np.sin(at_m / 2_000.0), 3)
        low, high = (part, high) if _ground_m(at_m, height_m)[-1] < nominal_m * 1.001 else (low, part)
    lon, lat, _ = GEOD.fwd(np.full(steps, 9.5), np.full(steps, 47.0), np.full(steps, 30.0), at_m)
    chainage_m = np.concatenate(([0.0], np.cumsum(GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2])))
    leg = Leg(1, "Road", 0.0, at_m[-1], "tertiary", None, 7.0, "tag", motor_free=False, unpaved=False)
    road = Centreline(np.asarray(lon), np.asarray(lat), chainage_m, float(chainage_m[-1]))
    course = Course(
        np.asarray(lon), np.asarray(lat), chainage_m, (leg,), (), Closing("start-slide", 0.0), height_m,
        centreline=road,
    )  # fmt: skip
    return PlannedCourse(
        "Race A", course, nominal_m, nominal_m * 1.001, is_on_ground=True, uncertainty_m=None,
        has_miles=True, calibration_courses=(), reserves=(), sources=(), path=Path("out/A"),
    )  # fmt: skip


def _ground_m(at_m: np.ndarray, height_m: np.ndarray) -> list[float]:
    """Distances on the ground by the formula of the contract, step by step."""
    found = [0.0]
    for i in range(len(at_m) - 1):
        level = (at_m[i + 1] - at_m[i]) * (1.0 + (height_m[i] + height_m[i + 1]) / 2.0 / RADIUS_M)
        found.append(found[-1] + math.hypot(level, height_m[i + 1] - height_m[i]))
    return found


@pytest.mark.parametrize(("nominal_m", "kilometres"), [(10_000.0, 9), (21_097.5, 21), (42_195.0, 42)])
def test_kilometres_are_1001_m_on_the_ground_to_the_last(nominal_m: float, kilometres: int) -> None:
    planned = climbing(nominal_m)
    course = planned.course
    assert course.height_m is not None
    ground_m = _ground_m(course.chainage_m, course.height_m)
    marks = [mark for mark in marks_of(course, kilometrage_of(planned), ()) if mark.type == "km"]
    assert len(marks) == kilometres
    at_m = np.interp([0.0, *(mark.at_m for mark in marks)], course.chainage_m, ground_m)
    assert np.diff(at_m) == pytest.approx(1_001.0, abs=1e-3)
    assert ground_m[-1] - at_m[-1] == pytest.approx(1.001 * (nominal_m - 1_000.0 * kilometres), abs=2e-3)


def test_marks_and_ride_sheet_say_the_same() -> None:
    planned = climbing(21_097.5)
    kilometrage = kilometrage_of(planned)
    marks = course_marks_of(planned.course, kilometrage, miles=True)
    sheet = {str(row.what).lower(): row.at_m for row in ride_sheet(planned) if row.is_split}
    assert {str(mark.name).lower(): kilometrage.measured_at(mark.at_m) for mark in marks} == pytest.approx(
        sheet
    )
    assert len(sheet) == 2 + 21 + 1 + 13


def test_without_heights_the_ellipsoid_counts() -> None:
    planned = climbing(10_000.0)
    flat = kilometrage_of(replace(planned, is_on_ground=False))
    assert flat.at_m(5_000.0) == pytest.approx(5_005.0)
    assert kilometrage_of(planned).at_m(5_000.0) < 5_005.0 - 10.0


def test_what_is_over_is_said_with_the_finish_on_all_sheets() -> None:
    planned = climbing(10_000.0)
    longer = replace(planned, nominal_m=9_990.0, target_m=9_990.0 * 1.001)
    words = "the last piece is 1001.0 m, 10.0 m more than it should be"
    finish = course_marks_of(longer.course, kilometrage_of(longer))[-1]
    assert (str(finish.name), finish.nominal_m) == (f"Finish: {words}", 9_990.0)
    assert str([row.what for row in ride_sheet(longer) if row.is_split][-1]) == f"FINISH: {words}"
