"""Geodesics on WGS 84 by Vincenty's formulas (Survey Review 23, 1975), good to 0.1 mm at these lengths."""

from __future__ import annotations

import math

__all__ = ["inverse"]

A_M = 6_378_137.0
F = 1 / 298.257223563
B_M = A_M * (1 - F)


def inverse(lon_1: float, lat_1: float, lon_2: float, lat_2: float) -> tuple[float, float]:
    """Give the distance in metres and the azimuth in radians at the first point."""
    apart = math.radians(math.remainder(lon_2 - lon_1, 360.0))
    u_1, u_2 = (math.atan((1 - F) * math.tan(math.radians(lat))) for lat in (lat_1, lat_2))
    sin_1, cos_1, sin_2, cos_2 = math.sin(u_1), math.cos(u_1), math.sin(u_2), math.cos(u_2)
    turn = apart
    for _ in range(100):
        east = cos_2 * math.sin(turn)
        north = cos_1 * sin_2 - sin_1 * cos_2 * math.cos(turn)
        sin_arc = math.hypot(east, north)
        if sin_arc == 0.0:
            return 0.0, 0.0
        cos_arc = sin_1 * sin_2 + cos_1 * cos_2 * math.cos(turn)
        arc = math.atan2(sin_arc, cos_arc)
        sin_alpha = cos_1 * cos_2 * math.sin(turn) / sin_arc
        cos2_alpha = 1 - sin_alpha**2
        middle = cos_arc - 2 * sin_1 * sin_2 / cos2_alpha if cos2_alpha > 1e-15 else 0.0
        c = F / 16 * cos2_alpha * (4 + F * (4 - 3 * cos2_alpha))
        inner = arc + c * sin_arc * (middle + c * cos_arc * (2 * middle**2 - 1))
        before, turn = turn, apart + (1 - c) * F * sin_alpha * inner
        if abs(turn - before) < 1e-15:
            break
    square = cos2_alpha * (A_M**2 - B_M**2) / B_M**2
    a = 1 + square / 16384 * (4096 + square * (-768 + square * (320 - 175 * square)))
    b = square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)))
    far = middle * (4 * sin_arc**2 - 3) * (4 * middle**2 - 3)
    correction = b * sin_arc * (middle + b / 4 * (cos_arc * (2 * middle**2 - 1) - b / 6 * far))
    return B_M * a * (arc - correction), math.atan2(east, north)
