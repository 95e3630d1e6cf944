"""The profile of a course as a picture within a page."""

from __future__ import annotations

import numpy as np

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage

__all__ = ["profile_svg"]

_WIDE, _HIGH = 1000.0, 100.0
_POINTS = 600
_LEAST_RANGE_M = 40.0
"""A flat course looks flat."""
_STEPS_KM = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
_MOST_LABELS = 11


def profile_svg(package: CoursePackage) -> str:
    """Draw heights over kilometres; nothing where heights are not known."""
    course = package.candidate.course
    if course.height_m is None:
        return ""
    at_m = np.linspace(0.0, course.course_m, _POINTS)
    heights_m = np.interp(at_m, course.chainage_m, course.height_m)
    low_m, high_m = float(heights_m.min()), float(heights_m.max())
    top_m = max(high_m, low_m + _LEAST_RANGE_M)
    y = _HIGH - (heights_m - low_m) / (top_m - low_m) * (_HIGH - 12.0)
    x = at_m / course.course_m * _WIDE
    line = " ".join(f"{one:.1f},{other:.1f}" for one, other in zip(x, y, strict=True))
    # Of the picture, not of the course: it is as high as the least range where that is more.
    high, low = (text("{height:.0f} m", height=height_m) for height_m in (top_m, low_m))
    return (
        f'<div class="profile"><div class="heights"><span>{high}</span><span>{low}</span></div>'
        f'<div class="drawn"><svg viewBox="0 0 {_WIDE:.0f} {_HIGH:.0f}" preserveAspectRatio="none">'
        f'<polygon class="ground" points="0,{_HIGH:.0f} {line} {_WIDE:.0f},{_HIGH:.0f}"/>'
        f'<line class="here" y1="0" y2="{_HIGH:.0f}" visibility="hidden"/></svg>'
        f"{_kilometres(package)}</div></div>\n"
    )


def _kilometres(package: CoursePackage) -> str:
    course, kilometrage = package.candidate.course, package.kilometrage
    km = kilometrage.km_at(course.course_m)
    step = next((one for one in _STEPS_KM if km / one <= _MOST_LABELS), _STEPS_KM[-1])
    labels = (
        f'<span style="left:{100.0 * kilometrage.at_m(nominal_m) / course.course_m:.2f}%">'
        f"{text('km {km:g}', km=round(nominal_m / 1000.0, 3))}</span>"
        for nominal_m in (0.0, *kilometrage.each(1000.0 * step))
    )
    return f'<div class="kilometres">{"".join(labels)}</div>'
