"""What the heights along a course add up to: climb, descent, grades, the steepest kilometre."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.ground.relief import Relief
from courseplanner.model.course.profile import Profile

__all__ = ["DEAD_BAND_M", "GRADE_BOUNDS", "climb_and_descent_m", "profile_of"]

DEAD_BAND_M = 3.0
"""Ups and downs smaller than this are left out of climb and descent: the heights do not know them."""

GRADE_BOUNDS = (-12.0, -8.0, -6.0, -4.0, -2.0, -1.0, 1.0, 2.0, 4.0, 6.0, 8.0, 12.0)
"""Bounds of the classes of grade, in per cent; the first class has no lower bound."""

_GRADE_OVER_M = 100.0
_KILOMETRE_M = 1000.0

Floats = NDArray[np.float64]


def profile_of(relief: Relief) -> Profile:
    """Add up the heights along a course.

    Parameters
    ----------
    relief : Relief
        Of the whole course.
    """
    climb_m, descent_m = climb_and_descent_m(relief.height_m)
    steps_m = np.diff(relief.at_m)
    return Profile(
        at_m=relief.at_m,
        height_m=relief.height_m,
        error_m=relief.error_m,
        climb_m=climb_m,
        descent_m=descent_m,
        steepest_km=_steepest_km(relief.at_m, relief.height_m),
        grades_m=_grades(relief.at_m, relief.height_m),
        filled_m=float(steps_m[relief.filled[1:]].sum()),
    )


def climb_and_descent_m(height_m: Floats, dead_band_m: float = DEAD_BAND_M) -> tuple[float, float]:
    """Add up the ups and the downs of a profile, both positive.

    A turn from up to down counts once the way down from it has grown to the dead band, and the other way
    round; so noise below it adds nothing, and climb less descent is finish less start, to within the band.

    Parameters
    ----------
    height_m : float64 (n,)
    dead_band_m : float, optional
    """
    sums_m = {1: 0.0, -1: 0.0}
    way = 0
    low = high = turn = farthest = float(height_m[0])
    for height in height_m.tolist():
        if way == 0:
            low, high = min(low, height), max(high, height)
            if height - low >= dead_band_m:
                way, turn, farthest = 1, low, height
            elif high - height >= dead_band_m:
                way, turn, farthest = -1, high, height
        elif way * (height - farthest) > 0.0:
            farthest = height
        elif way * (farthest - height) >= dead_band_m:
            sums_m[way] += abs(farthest - turn)
            way, turn, farthest = -way, farthest, height
    if way:
        sums_m[way] += abs(farthest - turn)
    return sums_m[1], sums_m[-1]


def _steepest_km(at_m: Floats, height_m: Floats) -> tuple[float, float]:
    """Give where the kilometre begins whose ends differ most in height, and its grade."""
    long_m = min(_KILOMETRE_M, float(at_m[-1]))
    begins_m = at_m[at_m <= at_m[-1] - long_m + 1e-6]
    grade = (np.interp(begins_m + long_m, at_m, height_m) - np.interp(begins_m, at_m, height_m)) / long_m
    steepest = int(np.argmax(np.abs(grade)))
    return float(begins_m[steepest]), float(grade[steepest])


def _grades(at_m: Floats, height_m: Floats) -> tuple[tuple[float, float], ...]:
    """Add up the metres of course in each class of grade; a grade is that of the 100 m around a step."""
    middle_m, step_m = (at_m[1:] + at_m[:-1]) / 2.0, np.diff(at_m)
    low_m = np.clip(middle_m - _GRADE_OVER_M / 2.0, 0.0, at_m[-1])
    high_m = np.clip(middle_m + _GRADE_OVER_M / 2.0, 0.0, at_m[-1])
    rise_m = np.interp(high_m, at_m, height_m) - np.interp(low_m, at_m, height_m)
    grade = 100.0 * rise_m / np.maximum(high_m - low_m, 1e-9)
    which = np.searchsorted(GRADE_BOUNDS, grade, side="right")
    metres = np.bincount(which, weights=step_m, minlength=len(GRADE_BOUNDS) + 1)
    bounds = (-np.inf, *GRADE_BOUNDS)
    return tuple((float(bound), float(length)) for bound, length in zip(bounds, metres, strict=True))
