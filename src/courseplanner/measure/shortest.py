"""Estimates the shortest possible route of a course from the widths of its roads."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geodesy import Plane
from courseplanner.measure.taut import shortest_route
from courseplanner.model.course import Course, Leg
from courseplanner.model.evidence import Stretch
from courseplanner.model.shortest import ShortestLength

__all__ = ["OFF_KERB_M", "open_widths_m", "shortest_length"]

OFF_KERB_M = 0.30
"""The measured line keeps this far from kerbs and corners (USATF; World Athletics, Measurement of Road Race
Courses)."""
_WIDER_M = 1.0

Floats = NDArray[np.float64]


def shortest_length(course: Course, opposed: Sequence[Stretch], planned_m: float) -> ShortestLength:
    """Estimate the shortest possible route of a course.

    Corners are taken as sharp, and every road as open from kerb to kerb; where runners meet, each
    direction has its right half. Turnarounds are passed at their point on the line.

    Parameters
    ----------
    course : Course
    opposed : sequence of Stretch
        Where runners meet on one carriageway.
    planned_m : float
        The length of its line in the measure that is planned, on the ground or on the ellipsoid.
    """
    x, y = Plane(float(course.lon.mean()), float(course.lat.mean())).xy(course.lon, course.lat)
    scale = planned_m / float(np.hypot(np.diff(x), np.diff(y)).sum())
    middle_m = (course.chainage_m[1:] + course.chainage_m[:-1]) / 2.0
    cuts = _cuts(course)
    lengths_m, unsolved_m = [], 0.0
    for wider_m in (0.0, _WIDER_M):
        left_m, right_m = open_widths_m(course.legs, opposed, middle_m, wider_m)
        routes = [
            shortest_route(x[a : b + 1], y[a : b + 1], left_m[a:b], right_m[a:b])
            for a, b in itertools.pairwise(cuts)
        ]
        lengths_m.append(scale * sum(route.length_m for route in routes))
        if not wider_m:
            unsolved_m = sum(to_m - from_m for route in routes for from_m, to_m in route.unsolved)
    return ShortestLength(lengths_m[0], lengths_m[0] - lengths_m[1], unsolved_m)


def open_widths_m(
    legs: Sequence[Leg], opposed: Sequence[Stretch], at_m: Floats, wider_m: float = 0.0
) -> tuple[Floats, Floats]:
    """Give what is open to the left and to the right of the line at chainages, less 0.30 m at kerbs."""
    leg = np.minimum(np.searchsorted([leg.to_m for leg in legs], at_m), len(legs) - 1)
    half_m = (np.array([leg.width_m for leg in legs])[leg] + wider_m) / 2.0
    right_m = np.maximum(half_m - OFF_KERB_M, 0.0)
    left_m = right_m.copy()
    for stretch in opposed:
        left_m[(at_m >= stretch.from_m) & (at_m <= stretch.to_m)] = 0.0
    return left_m, right_m


def _cuts(course: Course) -> list[int]:
    """Give the points between which the route is found by itself: start, turnarounds, finish."""
    turns = np.searchsorted(course.chainage_m, np.array(course.turnarounds_m, dtype=np.float64)).tolist()
    last = len(course.lon) - 1
    inner = sorted({point for point in turns if 0 < point < last})
    return [0, *inner, last]
