"""The shape of the invented valley: its axis, its river, its floor, and where it lies on Earth.

The map is drawn in valley coordinates: `s` metres down the axis from the upper
end, `t` metres to the left of it (north-east). `place` turns them into the
plane, x east and y north; `lonlat` puts the plane on WGS 84.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from make.chance import Noise1D
from make.curves import Point, bearing_unit, distance, offset, resampled, smoothed

__all__ = ["EAST_M", "NORTH_M", "Valley", "inside", "lonlat", "plane"]

LON_0, LAT_0 = 104.88, 24.895
M_PER_LON, M_PER_LAT = 101_040.0, 110_768.0
"""Metres per degree on WGS 84 at 24.9 degrees north, near enough for a place that does not exist."""
EAST_M, NORTH_M = 10_000.0, 7_700.0
"""Half the width and half the height of the region."""

_AXIS = [
    (-15_500, 7_300),
    (-11_200, 5_200),
    (-7_600, 3_700),
    (-4_100, 2_300),
    (-1_000, 1_300),
    (2_100, -250),
    (5_100, -1_000),
    (7_900, -2_900),
    (11_000, -4_600),
    (15_500, -7_600),
]
_STEP_M = 50.0
_AHEAD_M = 4_600.0
"""Length of the axis before the region begins; `s` counts from there."""


def lonlat(p: Point) -> tuple[float, float]:
    """Give longitude and latitude of a point of the plane, to seven decimals."""
    return round(LON_0 + p[0] / M_PER_LON, 7), round(LAT_0 + p[1] / M_PER_LAT, 7)


def plane(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give x and y in the plane of longitudes and latitudes."""
    return (lon - LON_0) * M_PER_LON, (lat - LAT_0) * M_PER_LAT


def inside(p: Point, margin_m: float = 0.0) -> bool:
    """Tell whether a point lies in the region, at least a margin from its border."""
    return abs(p[0]) <= EAST_M - margin_m and abs(p[1]) <= NORTH_M - margin_m


class Valley:
    """Axis, river and floor of the valley."""

    def __init__(self) -> None:
        points = resampled(smoothed([(float(x), float(y)) for x, y in _AXIS], 6), _STEP_M)
        self._axis = points
        self._xy = np.array(points)
        self._units = np.array([bearing_unit(points, k) for k in range(len(points))])
        self._step = distance(points[0], points[1])
        self._meander = Noise1D("river", 820.0)
        self._ripple = Noise1D("river ripple", 370.0)
        self._width = {1: Noise1D("floor left", 1500.0), -1: Noise1D("floor right", 1500.0)}
        self._bank = {1: Noise1D("bank left", 420.0), -1: Noise1D("bank right", 420.0)}
        self.river = self._river_line()

    def place(self, s: float, t: float) -> Point:
        """Give the point of the plane at valley coordinates, metres."""
        along = (s + _AHEAD_M) / self._step
        k = min(max(int(along), 0), len(self._axis) - 2)
        share = along - k
        x, y = self._xy[k] + (self._xy[k + 1] - self._xy[k]) * share
        ux, uy = self._units[k] + (self._units[k + 1] - self._units[k]) * share
        return float(x - uy * t), float(y + ux * t)

    def locate(
        self, x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give the valley coordinates of many points of the plane, flat arrays."""
        s, t = np.empty_like(x), np.empty_like(x)
        for first in range(0, len(x), 20_000):
            part = slice(first, first + 20_000)
            dx = x[part, None] - self._xy[None, :, 0]
            dy = y[part, None] - self._xy[None, :, 1]
            near = np.argmin(dx * dx + dy * dy, axis=1)
            rows = np.arange(len(near))
            ux, uy = self._units[near, 0], self._units[near, 1]
            s[part] = near * self._step - _AHEAD_M + dx[rows, near] * ux + dy[rows, near] * uy
            t[part] = -dx[rows, near] * uy + dy[rows, near] * ux
        return s, t

    def river_t(self, s: float) -> float:
        """Give how far left of the axis the river runs."""
        return 780.0 * self._meander(s) + 130.0 * self._ripple(s)

    def floor_m(self, s: float, side: int) -> float:
        """Give the half-width of the flat floor on one side (1 left, -1 right)."""
        wide = (2_050.0 if side > 0 else 1_850.0) + 620.0 * self._width[side](s)
        lower = min(1.0, max(0.0, (s - 17_800.0) / 3_000.0))
        upper = min(1.0, max(0.0, (2_600.0 - s) / 3_000.0))
        close = max(lower * lower * (3.0 - 2.0 * lower), 0.6 * upper * upper * (3.0 - 2.0 * upper))
        return wide * (1.0 - close) + 620.0 * close

    @staticmethod
    def floor_height(s: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the height of the floor at the river, metres: 2.6 m down a kilometre."""
        return 1_182.0 - 0.0026 * s

    def river_half_width_m(self, along_m: float) -> float:
        """Give half the width of the water."""
        return 30.0 + 9.0 * self._bank[1](0.6 * along_m + 7_000.0)

    def bank_line(self, side: int, s0: float, s1: float, off_m: float) -> list[Point]:
        """Give a line along one bank, `off_m` or a little more from the middle of the river."""
        count = round((s1 - s0) / 25.0)
        middle = [
            self.place(s, self.river_t(s)) for s in (s0 + (s1 - s0) * k / count for k in range(count + 1))
        ]
        noise = self._bank[side]
        line = offset(middle, lambda along: side * (off_m + 32.0 * (0.6 + noise(along))))
        return smoothed(resampled(line, 45.0), 2)

    def _river_line(self) -> list[Point]:
        ends = (-1_200.0, 24_200.0)
        count = round((ends[1] - ends[0]) / 30.0)
        stations = (ends[0] + (ends[1] - ends[0]) * k / count for k in range(count + 1))
        return [self.place(s, self.river_t(s)) for s in stations]
