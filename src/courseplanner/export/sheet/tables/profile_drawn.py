"""The profile of a course as a strip below its map."""

from __future__ import annotations

import math

import numpy as np

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.sheet.drawing.drawing_ops import Page, grey
from courseplanner.export.sheet.drawing.paper import Box
from courseplanner.export.sheet.drawing.speech import Speech

__all__ = ["draw_profile"]

_SMALL_MM = 1.8
_LEFT_MM, _BOTTOM_MM, _TOP_MM = 9.0, 3.2, 4.4
_LEAST_RANGE_M = 40.0
"""A flat course looks flat."""
_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
_MOST_KM = 24
_HEIGHT_STEPS = (5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)


def draw_profile(page: Page, box: Box, package: CoursePackage, speech: Speech) -> None:
    """Draw heights over kilometres; where they are not known, say so."""
    course = package.candidate.course
    inner = Box(box.left + _LEFT_MM, box.bottom + _BOTTOM_MM, box.right, box.top - _TOP_MM)
    page.words(
        speech.say(text("Profile")), box.left, box.top - 2.2, 2.1, is_bold=True, room_mm=box.width / 2.0
    )
    with page.of("profile"):
        if course.height_m is None:
            words = speech.say(
                text("Heights are not known: the brief names no elevation data that cover the course.")
            )
            page.words(words, box.left, box.top - 5.6, 2.1, room_mm=box.width)
            return
        low_m, high_m = float(course.height_m.min()), float(course.height_m.max())
        step = next((one for one in _HEIGHT_STEPS if (high_m - low_m) / one <= 4.0), _HEIGHT_STEPS[-1])
        bottom_m = math.floor(low_m / step) * step
        top_m = max(math.ceil(high_m / step) * step, bottom_m + _LEAST_RANGE_M)
        x = inner.left + course.chainage_m / course.course_m * inner.width
        y = inner.bottom + (course.height_m - bottom_m) / (top_m - bottom_m) * inner.height
        at = np.unique(np.searchsorted(x, np.linspace(x[0], x[-1], 500)).clip(0, len(x) - 1))
        path = np.column_stack((x[at], y[at]))
        ground = np.vstack(([inner.left, inner.bottom], path, [inner.right, inner.bottom]))
        page.area(ground, colour=grey(0.85))
        page.line(path, width_mm=0.3)
    for height_m in np.arange(bottom_m, top_m + 0.1, step):
        at_y = inner.bottom + (height_m - bottom_m) / (top_m - bottom_m) * inner.height
        page.line([(inner.left, at_y), (inner.right, at_y)], width_mm=0.08, colour=grey(0.5))
        page.words(f"{height_m:.0f} m", inner.left - 0.8, at_y - 0.6, _SMALL_MM, align="right")
    _draw_kilometres(page, inner, package)


def _draw_kilometres(page: Page, inner: Box, package: CoursePackage) -> None:
    course, kilometrage = package.candidate.course, package.kilometrage
    whole_km = kilometrage.km_at(course.course_m)
    step = next((one for one in _STEPS if whole_km / one <= _MOST_KM), 50.0)
    for nominal_m in (0.0, *kilometrage.each(1000.0 * step)):
        x = inner.left + kilometrage.at_m(nominal_m) / course.course_m * inner.width
        km = nominal_m / 1000.0
        page.line([(x, inner.bottom), (x, inner.bottom - 0.8)], width_mm=0.15)
        page.words(f"{km:g}", x, inner.bottom - 2.8, _SMALL_MM, align="middle")
