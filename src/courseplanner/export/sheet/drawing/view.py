"""A window of a map on paper: where on it a place lies, to scale."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.export.sheet.drawing.paper import Box
from courseplanner.measure.geometry.geodesy import Plane, unrolled

__all__ = ["View", "graticule_step_deg", "scale_for", "view_of"]

Floats = NDArray[np.float64]

_SCALES = (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5)
_LARGEST_SCALE = 200
_GRATICULE_DEG = tuple(
    part / 3600.0 for part in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000)
)
_LINE_EACH_MM = 40.0


def scale_for(width_m: float, height_m: float, room: Box) -> float:
    """Give the round denominator of the largest scale at which so much ground has room."""
    needed = max(1000.0 * width_m / room.width, 1000.0 * height_m / room.height, _LARGEST_SCALE)
    power = 10.0 ** math.floor(math.log10(needed))
    for mantissa in (*_SCALES, 10.0):
        if mantissa * power >= needed * (1.0 - 1e-9):
            return mantissa * power
    raise AssertionError("ten times the power is always enough")


@dataclass(frozen=True, eq=False)
class View:
    """A window of a map, north up.

    Parameters
    ----------
    box : Box
        On the paper.
    denominator : float
        Of the scale.
    lon, lat : float
        The place at the middle of the box.
    """

    box: Box
    denominator: float
    lon: float
    lat: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "_plane", Plane(self.lon, self.lat))

    @property
    def mm_per_m(self) -> float:
        """Millimetres on paper for a metre on the ground."""
        return 1000.0 / self.denominator

    def xy(self, lon: Floats, lat: Floats) -> Floats:
        """Give places on paper, float64 (n, 2)."""
        plane: Plane = self._plane  # type: ignore[attr-defined]
        x, y = plane.xy(
            unrolled(np.atleast_1d(lon), self.lon), np.atleast_1d(np.asarray(lat, dtype=np.float64))
        )
        middle_x, middle_y = self.box.middle
        return np.column_stack((middle_x + x * self.mm_per_m, middle_y + y * self.mm_per_m))

    def holds(self, xy: Floats, margin_mm: float = 0.0) -> NDArray[np.bool_]:
        """Tell which places on paper lie in the window, less a margin, bool (n,)."""
        inner = self.box.within(margin_mm)
        return np.asarray(
            (xy[:, 0] >= inner.left)
            & (xy[:, 0] <= inner.right)
            & (xy[:, 1] >= inner.bottom)
            & (xy[:, 1] <= inner.top)
        )

    @property
    def half_deg(self) -> tuple[float, float]:
        """Half of the window in degrees of longitude and latitude, a little more than it is."""
        half_x = 0.505 * self.box.width / self.mm_per_m
        half_y = 0.505 * self.box.height / self.mm_per_m
        per_lat_m = 111_000.0
        per_lon_m = per_lat_m * max(
            0.02, math.cos(math.radians(min(89.0, abs(self.lat) + half_y / per_lat_m)))
        )
        return half_x / per_lon_m, half_y / per_lat_m


def view_of(lon: Floats, lat: Floats, box: Box, margin_mm: float) -> View:
    """Give the window of the largest round scale that shows all places, with a margin around them."""
    plain = unrolled(lon, float(lon[0]))
    middle_lon = float(plain.min() + plain.max()) / 2.0
    middle_lat = float(lat.min() + lat.max()) / 2.0
    # The middle of the box in the plane may lie beside that of the degrees: once more round it.
    for _ in range(2):
        x, y = Plane(middle_lon, middle_lat).xy(plain, lat)
        per_lat_m = 111_200.0
        per_lon_m = per_lat_m * math.cos(math.radians(middle_lat))
        middle_lon += float(x.min() + x.max()) / 2.0 / per_lon_m
        middle_lat += float(y.min() + y.max()) / 2.0 / per_lat_m
    x, y = Plane(middle_lon, middle_lat).xy(plain, lat)
    scale = scale_for(2.0 * float(np.abs(x).max()), 2.0 * float(np.abs(y).max()), box.within(margin_mm))
    return View(box, scale, middle_lon, middle_lat)


def graticule_step_deg(half_deg: float, length_mm: float) -> float:
    """Give the step of the lines of a graticule, some 40 mm apart."""
    wanted = 2.0 * half_deg * _LINE_EACH_MM / length_mm
    return next((step for step in _GRATICULE_DEG if step >= wanted), _GRATICULE_DEG[-1])
