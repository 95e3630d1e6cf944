"""Goes through what judging compiles, once, so that it is loaded before anybody waits for it."""

from __future__ import annotations

import numpy as np

from courseplanner.measure.geodesy import chainages_m
from courseplanner.measure.strip import Strip
from courseplanner.measure.taut import shortest_route
from courseplanner.measure.twoway import opposed_and_lapped

__all__ = ["rehearse_judging"]


def rehearse_judging() -> None:
    """Load, or compile, the kernels of judging, on a street of a hundred metres."""
    lon, lat = np.array([0.0, 0.001]), np.zeros(2)
    opposed_and_lapped(lon, lat, chainages_m(lon, lat))
    corner_x, corner_y, half_m = np.array([0.0, 50.0, 50.0]), np.array([0.0, 0.0, 50.0]), np.full(2, 3.0)
    shortest_route(Strip(corner_x, corner_y, half_m, half_m))
