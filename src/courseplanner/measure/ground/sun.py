"""Where the sun stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["DAWN_DEG", "SUNRISE_DEG", "Sun", "refracted_deg", "sun_at"]

DAWN_DEG = -6.0
"""Elevation at civil dawn and dusk: between them a road is seen without a lamp."""
SUNRISE_DEG = -0.833
"""Elevation of the sun's centre when its upper edge seems to touch the horizon."""

_REFRACTED_FROM_DEG = -1.0
_J2000 = np.datetime64("2000-01-01T12:00", "s")
_DAY = np.timedelta64(86_400, "s")


@dataclass(frozen=True, slots=True, eq=False)
class Sun:
    """The sun at some moments.

    Parameters
    ----------
    elevation_deg : float64 (n,)
        Of its centre above the horizon of the plane, without refraction.
    azimuth_deg : float64 (n,)
        Clockwise from north, from 0 to 360.
    distance_au : float64 (n,)
    """

    elevation_deg: NDArray[np.float64]
    azimuth_deg: NDArray[np.float64]
    distance_au: NDArray[np.float64]


def sun_at(
    moments: NDArray[np.datetime64], lon: NDArray[np.float64] | float, lat: NDArray[np.float64] | float
) -> Sun:
    """Find the sun.

    The low-precision formulas of the Astronomical Almanac, good to 0.01° from 1950 to 2050 (Michalsky,
    Solar Energy 40 (1988) 227).

    Parameters
    ----------
    moments : datetime64 (n,)
        In UTC.
    lon, lat : float or float64 (n,)
        WGS 84 degrees.
    """
    days = (moments.astype("datetime64[s]") - _J2000) / _DAY
    mean_longitude = np.radians((280.460 + 0.9856474 * days) % 360.0)
    anomaly = np.radians((357.528 + 0.9856003 * days) % 360.0)
    longitude = mean_longitude + np.radians(1.915 * np.sin(anomaly) + 0.020 * np.sin(2.0 * anomaly))
    obliquity = np.radians(23.439 - 4e-7 * days)
    right_ascension = np.arctan2(np.cos(obliquity) * np.sin(longitude), np.cos(longitude))
    declination = np.arcsin(np.sin(obliquity) * np.sin(longitude))
    sidereal = np.radians((280.46061837 + 360.98564736629 * days + lon) % 360.0)
    hour_angle = sidereal - right_ascension
    latitude = np.radians(lat)
    sine = np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(declination) * np.cos(
        hour_angle
    )
    azimuth = np.arctan2(
        -np.sin(hour_angle),
        np.tan(declination) * np.cos(latitude) - np.sin(latitude) * np.cos(hour_angle),
    )
    distance = 1.00014 - 0.01671 * np.cos(anomaly) - 0.00014 * np.cos(2.0 * anomaly)
    return Sun(np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0))), np.degrees(azimuth) % 360.0, distance)


def refracted_deg(elevation_deg: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give where the sun seems to stand, lifted by the air at sea level.

    By the formula of Sæmundsson, Sky and Telescope 72 (1986) 70.

    Parameters
    ----------
    elevation_deg : float64 (n,)
        Without refraction; what is far below the horizon stays.
    """
    held = np.maximum(elevation_deg, _REFRACTED_FROM_DEG)
    lift_deg = 1.02 / np.tan(np.radians(held + 10.3 / (held + 5.11))) / 60.0
    return elevation_deg + np.where(elevation_deg >= _REFRACTED_FROM_DEG, lift_deg, 0.0)
