"""Where a course comes by a point: each passage once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Passages"]

_NEW_AFTER_M = 50.0
"""Parts of the course nearer to each other than this along it are one passage."""

Floats = NDArray[np.float64]


class Passages:
    """Finds passages on one line.

    Parameters
    ----------
    x, y : float64 (n,)
        The line in a plane.
    chainage_m : float64 (n,)
    """

    def __init__(self, x: Floats, y: Floats, chainage_m: Floats) -> None:
        self._start = (x + 1j * y)[:-1]
        self._step = np.diff(x + 1j * y)
        self._square = np.maximum(np.abs(self._step) ** 2, 1e-12)
        self._from_m = chainage_m[:-1]
        self._step_m = np.diff(chainage_m)

    def of(self, x: float, y: float, within_m: float) -> tuple[float, ...]:
        """Give the chainages at which the line passes a point this near, each at its nearest."""
        away_m, at_m = self._nearest(x, y)
        near = np.flatnonzero(away_m <= within_m)
        if not len(near):
            return ()
        new = np.concatenate(([True], np.diff(at_m[near]) > _NEW_AFTER_M))
        groups = np.split(near, np.flatnonzero(new)[1:])
        return tuple(float(at_m[group[np.argmin(away_m[group])]]) for group in groups)

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Give the chainage of the nearest point of the line, and how far off it is; the first if several."""
        away_m, at_m = self._nearest(x, y)
        best = int(np.argmin(away_m))
        return float(at_m[best]), float(away_m[best])

    def _nearest(self, x: float, y: float) -> tuple[Floats, Floats]:
        off = (x + 1j * y) - self._start
        part = np.clip((off * self._step.conjugate()).real / self._square, 0.0, 1.0)
        return np.abs(off - part * self._step), self._from_m + part * self._step_m
