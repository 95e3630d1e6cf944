"""Where the line of a course lies in its road: how far off the left and the right kerb."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text, text
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.course.course import Course, Leg

__all__ = ["KerbFinder", "Kerbs"]

_ALONGSIDE_M = 40.0
"""The road under a point of the line lies no farther from it along the course."""
_AT_KERB_M = 0.6
"""Nearer than this the line keeps to the kerb; on a map nobody can tell it better."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kerbs:
    """How far a point of the line is off both kerbs, in metres, as the runner sees them."""

    left_m: float
    right_m: float

    def in_words(self) -> Text:
        """Say it by the nearer kerb: to 0.3 m where the line keeps to it, else in whole metres."""
        is_left = self.left_m <= self.right_m
        near_m = max(min(self.left_m, self.right_m), 0.0)
        if near_m <= _AT_KERB_M:
            return text("0.3 m off the left kerb") if is_left else text("0.3 m off the right kerb")
        template = (
            "about {far:.0f} m off the left kerb" if is_left else "about {far:.0f} m off the right kerb"
        )
        return text(template, far=near_m)


class KerbFinder:
    """Finds the kerbs beside points of one course.

    Parameters
    ----------
    course : Course
    """

    def __init__(self, course: Course) -> None:
        road = course.road
        self._plane = Plane(float(road.lon.mean()), float(road.lat.mean()))
        x, y = self._plane.xy(road.lon, road.lat)
        self._road = x + 1j * y
        self._beside_m = road.chainage_m
        self._legs = course.legs
        self._ends_m = np.array([leg.to_m for leg in course.legs])

    def leg_at(self, at_m: float) -> Leg:
        """Give the leg at a chainage."""
        return self._legs[min(int(np.searchsorted(self._ends_m, at_m)), len(self._legs) - 1)]

    def at(self, at_m: float, lon: float, lat: float) -> Kerbs:
        """Give how far a point of the line is off the kerbs of its road.

        Parameters
        ----------
        at_m : float
            Chainage of the point.
        lon, lat : float
        """
        x, y = self._plane.xy(np.array([lon]), np.array([lat]))
        left_m = self._left_of_middle_m(at_m, complex(x[0], y[0]))
        half_m = self.leg_at(at_m).width_m / 2.0
        return Kerbs(half_m - left_m, half_m + left_m)

    def _left_of_middle_m(self, at_m: float, point: complex) -> float:
        first = int(np.searchsorted(self._beside_m, at_m - _ALONGSIDE_M)) - 1
        last = int(np.searchsorted(self._beside_m, at_m + _ALONGSIDE_M, side="right")) + 1
        first = min(max(first, 0), len(self._road) - 2)
        road = self._road[first : max(last, first + 2)]
        step = np.diff(road)
        length = np.maximum(np.abs(step), 1e-9)
        along = np.clip(((point - road[:-1]) * step.conjugate()).real / length**2, 0.0, 1.0)
        off = point - road[:-1] - along * step
        nearest = int(np.argmin(np.abs(off)))
        side = (off[nearest] * step[nearest].conjugate()).imag
        return float(np.sign(side) * np.abs(off[nearest]))
