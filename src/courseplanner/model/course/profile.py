"""The profile of a course: heights along it, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Profile"]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Heights along a course, smoothed, from its start to its finish.

    Parameters
    ----------
    at_m : float64 (n,)
        Chainage, rising in even steps, the last one maybe shorter.
    height_m : float64 (n,)
        Above the sea. No height is missing: a course that heights do not cover has no profile.
    error_m : float
        Standard error of the difference of two heights.
    climb_m, descent_m : float
        Both positive.
    steepest_km : tuple of float
        Chainage at which the steepest kilometre begins, and its grade (0.05 climbs 5 %, -0.05 falls):
        the one whose two ends differ most in height. The whole course where it is shorter.
    grades_m : tuple of (float, float)
        Histogram: lower bound of the grade in per cent, and the metres of course with that grade.
    filled_m : float
        Metres of course whose heights rest on voids of the source that were filled.
    """

    at_m: NDArray[np.float64]
    height_m: NDArray[np.float64]
    error_m: float
    climb_m: float
    descent_m: float
    steepest_km: tuple[float, float]
    grades_m: tuple[tuple[float, float], ...]
    filled_m: float

    def __post_init__(self) -> None:
        self.at_m.flags.writeable = False
        self.height_m.flags.writeable = False

    def __reduce__(self) -> tuple[type[Profile], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)

    @property
    def drop_m(self) -> float:
        """Height of the start less that of the finish; negative where the finish is higher."""
        return float(self.height_m[0] - self.height_m[-1])

    def drop_m_per_km(self, nominal_m: float) -> float:
        """Give the drop as the rules count it: metres for each kilometre of the nominal distance."""
        return 1000.0 * self.drop_m / nominal_m
