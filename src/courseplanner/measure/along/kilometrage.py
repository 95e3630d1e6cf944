"""Finds how the boards of a course count, from its line and heights."""

from __future__ import annotations

from courseplanner.measure.geometry.geodesy import ground_chainages_m
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.planned_course import PlannedCourse
from courseplanner.model.course.survey import CourseFacts

__all__ = ["kilometrage_of"]


def kilometrage_of(planned: CourseFacts | PlannedCourse) -> Kilometrage:
    """Give how the boards of a planned course count: on the ground where that is its basis."""
    course = planned.course
    measured_m = course.chainage_m
    if planned.is_on_ground and course.height_m is not None:
        measured_m = ground_chainages_m(course.chainage_m, course.height_m)
    return Kilometrage(course.chainage_m, measured_m, planned.nominal_m, planned.prevention_factor)
