"""The strip of ground along a line that is open to runners."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.string.kernels_strip import fitting_radii

__all__ = ["CONE_M", "Strip", "along_m", "bends_of"]

CONE_M = 0.30
"""The route goes round the cone of a turnaround this far from its middle (USATF, World Athletics)."""

_STRAIGHT = 1e-7
"""Turns under this many radians are straight (facts of measurement)."""

Floats = NDArray[np.float64]


def bends_of(x: Floats, y: Floats) -> Floats:
    """Give by how much a line turns to the left at each inner point, radians, float64 (n - 2,)."""
    step = np.diff(x + 1j * y)
    return np.asarray(np.angle(step[1:] * step[:-1].conjugate()))


def along_m(x: Floats, y: Floats) -> Floats:
    """Give the distance of each point of a line in a plane from the first along it, float64 (n,)."""
    return np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """A line in a plane, and what is open to runners to its left and right.

    It is a sheet: where the line passes again, it lies over itself and is not left.

    Parameters
    ----------
    x, y : float64 (n,)
        The line, metres; no point stands twice in a row.
    left_m, right_m : float64 (n - 1,)
        How far the limits of each segment lie to its left and right, already less the distance from kerbs;
        negative where the limit lies on the other side of the line.
    radius_m : float64 (n,), optional
        Of the inner limit at corners; smaller where it does not fit; sharp if not given.
    turns : int8 (n,), optional
        1 where the line turns straight back to the left round a cone, -1 to the right, else 0.

    Raises
    ------
    ValueError
        If the line has fewer than two points or stands still, or a limit is none or lies past the other.
    """

    x: Floats
    y: Floats
    left_m: Floats
    right_m: Floats
    radius_m: Floats = field(default_factory=lambda: np.empty(0))
    turns: NDArray[np.int8] = field(default_factory=lambda: np.empty(0, dtype=np.int8))

    def __post_init__(self) -> None:
        self._check()
        if not len(self.turns):
            object.__setattr__(self, "turns", np.zeros(len(self.x), dtype=np.int8))
        wanted_m = self.radius_m if len(self.radius_m) else np.zeros(len(self.x))
        wanted_m = np.where(self.turns == 0, wanted_m, 0.0)
        object.__setattr__(self, "radius_m", wanted_m)
        if wanted_m.any():
            # What fits between two corners is the same however many points stand between them.
            at = self.corners()
            fitting_m = np.zeros(len(self.x))
            fitting_m[at] = fitting_radii(
                self.x[at], self.y[at], self.left_m[at[:-1]], self.right_m[at[:-1]], wanted_m[at]
            )
            object.__setattr__(self, "radius_m", fitting_m)

    def _check(self) -> None:
        count = len(self.x)
        if count < 2 or len(self.y) != count:
            raise ValueError(count)
        if len(self.left_m) != count - 1 or len(self.right_m) != count - 1:
            raise ValueError("width")
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()):
            raise ValueError("x, y")
        if not (np.hypot(np.diff(self.x), np.diff(self.y)) > 0.0).all():
            raise ValueError("a point stands twice")
        if not (np.isfinite(self.left_m).all() and np.isfinite(self.right_m).all()):
            raise ValueError("width")
        if (self.left_m + self.right_m < 0.0).any():
            raise ValueError("width")

    @property
    def at_m(self) -> Floats:
        """Distance of each point of the line from the first in the plane, float64 (n,)."""
        return along_m(self.x, self.y)

    @property
    def segments(self) -> int:
        """Count of its segments."""
        return len(self.left_m)

    def bends(self) -> Floats:
        """Give by how much the line turns at each inner point, radians, float64 (n - 2,)."""
        return bends_of(self.x, self.y)

    def corners(self) -> NDArray[np.int64]:
        """Give the points without which the strip would be another: those not on straights, int64 (k,)."""
        step = np.diff(self.x + 1j * self.y)
        turn = step[1:] * step[:-1].conjugate()
        needed = (np.abs(turn.imag) >= _STRAIGHT * np.abs(turn.real)) | (turn.real < 0.0)
        needed |= (np.diff(self.left_m) != 0.0) | (np.diff(self.right_m) != 0.0)
        needed |= (self.radius_m[1:-1] > 0.0) | (self.turns[1:-1] != 0)
        return np.concatenate(([0], np.flatnonzero(needed) + 1, [len(self.x) - 1]))

    def at_points(self, at: NDArray[np.int64]) -> Strip:
        """Give the same strip with some of its points only; those between lie on straights."""
        return Strip(
            self.x[at],
            self.y[at],
            self.left_m[at[:-1]],
            self.right_m[at[:-1]],
            self.radius_m[at],
            self.turns[at],
        )

    def nearest_offset_m(self) -> Floats:
        """Give where in the strip one is nearest to the line, metres to its left, float64 (n - 1,)."""
        return np.asarray(np.clip(0.0, -self.right_m, self.left_m))

    def wall(self, first: int, last: int) -> Floats:
        """Give the points of segments `first` to `last` nearest to the line, two of each, float64 (k, 2)."""
        which = slice(first, last + 1)
        step = np.diff(self.x[first : last + 2] + 1j * self.y[first : last + 2])
        aside = 1j * step / np.abs(step) * self.nearest_offset_m()[which]
        begin = self.x[which] + 1j * self.y[which] + aside
        points = np.column_stack((begin, begin + step)).ravel()
        return np.column_stack((points.real, points.imag))
