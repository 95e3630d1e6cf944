"""Lengths on the WGS 84 ellipsoid, and a plane to compute in."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyproj
from numpy.typing import NDArray

__all__ = [
    "COORDINATE_DECIMALS",
    "MEAN_RADIUS_M",
    "Plane",
    "azimuths_deg",
    "chainages_m",
    "ground_chainages_m",
    "ground_lengths_m",
    "point_at",
    "points_ahead",
    "rounded",
    "segment_lengths_m",
    "unrolled",
]

COORDINATE_DECIMALS = 8
"""Decimals of degrees that files carry: 1e-8 degrees is 1.1 mm."""

MEAN_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth, (2a + b) / 3 of WGS 84: at a height h, lengths are longer by h / R."""

Floats = NDArray[np.float64]


@cache
def _geod() -> pyproj.Geod:
    return pyproj.Geod(ellps="WGS84")


def rounded(degrees: Floats) -> Floats:
    """Round degrees to the decimals that files carry."""
    return np.round(degrees, COORDINATE_DECIMALS)


def segment_lengths_m(lon: Floats, lat: Floats) -> Floats:
    """Give the geodesic between each point and the next.

    Parameters
    ----------
    lon, lat : float64 (n,)
        WGS 84 degrees.

    Returns
    -------
    float64 (n - 1,)
        Metres.
    """
    _, _, length_m = _geod().inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    return np.asarray(length_m, dtype=np.float64)


def chainages_m(lon: Floats, lat: Floats) -> Floats:
    """Give the distance of each point from the first along the geodesics, float64 (n,)."""
    return np.concatenate(([0.0], np.cumsum(segment_lengths_m(lon, lat))))


def ground_lengths_m(length_m: Floats, low_m: Floats, high_m: Floats) -> Floats:
    """Give the lengths on the ground of segments whose ends have heights.

    Parameters
    ----------
    length_m : float64 (n,)
        On the ellipsoid.
    low_m, high_m : float64 (n,)
        Heights of the two ends, in either order.

    Returns
    -------
    float64 (n,)
        hypot(d · (1 + h / R), Δh), with h the mean of the two heights.
    """
    return np.hypot(length_m * (1.0 + (low_m + high_m) / 2.0 / MEAN_RADIUS_M), high_m - low_m)


def ground_chainages_m(chainage_m: Floats, height_m: Floats) -> Floats:
    """Give the distance of each point of a line from the first on the ground, float64 (n,)."""
    steps_m = ground_lengths_m(np.diff(chainage_m), height_m[:-1], height_m[1:])
    return np.concatenate(([0.0], np.cumsum(steps_m)))


def distance_m(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Give the geodesic between two points."""
    return float(_geod().inv(lon_a, lat_a, lon_b, lat_b)[2])


def distances_m(lon_a: float, lat_a: float, lon_b: Floats, lat_b: Floats) -> Floats:
    """Give the geodesics from one point to others, float64 (n,)."""
    _, _, length_m = _geod().inv(np.full(len(lon_b), lon_a), np.full(len(lat_b), lat_a), lon_b, lat_b)
    return np.asarray(length_m, dtype=np.float64)


def azimuths_deg(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats) -> Floats:
    """Give the direction in which geodesics leave points for others, clockwise from north, float64 (n,)."""
    azimuth, _, _ = _geod().inv(lon_a, lat_a, lon_b, lat_b)
    return np.asarray(azimuth, dtype=np.float64) % 360.0


def points_ahead(lon: Floats, lat: Floats, azimuth_deg: Floats, length_m: Floats) -> tuple[Floats, Floats]:
    """Give the points that geodesics from others reach: longitudes and latitudes, float64 (n,) each."""
    to_lon, to_lat, _ = _geod().fwd(lon, lat, azimuth_deg, length_m)
    return np.asarray(to_lon, dtype=np.float64), np.asarray(to_lat, dtype=np.float64)


def point_at(lon: Floats, lat: Floats, chainage_m: Floats, at_m: float) -> tuple[float, float]:
    """Give the point of a line at a chainage, on the geodesic of its segment.

    Parameters
    ----------
    lon, lat, chainage_m : float64 (n,)
        The line; chainages as `chainages_m` gives them, or those of another line beside it.
    at_m : float
        Held to the ends of the line.

    Returns
    -------
    tuple of float
        Longitude and latitude, rounded to `COORDINATE_DECIMALS`.
    """
    i = int(np.clip(np.searchsorted(chainage_m, at_m, side="right") - 1, 0, len(chainage_m) - 2))
    step_m = chainage_m[i + 1] - chainage_m[i]
    part = 0.0 if step_m <= 0.0 else min(max((at_m - chainage_m[i]) / step_m, 0.0), 1.0)
    azimuth, _, length_m = _geod().inv(lon[i], lat[i], lon[i + 1], lat[i + 1])
    at_lon, at_lat, _ = _geod().fwd(lon[i], lat[i], azimuth, part * length_m)
    return round(float(at_lon), COORDINATE_DECIMALS), round(float(at_lat), COORDINATE_DECIMALS)


def unrolled(lon: Floats, near: float) -> Floats:
    """Give longitudes within half a turn of one of them, so that nothing jumps at the antimeridian."""
    return np.asarray(near + (np.asarray(lon, dtype=np.float64) - near + 180.0) % 360.0 - 180.0)


class Plane:
    """A transverse Mercator plane centred on a region, in metres.

    Within 30 km of its middle line its scale is true to 1.1e-5.

    Parameters
    ----------
    lon, lat : float
        The centre.
    """

    def __init__(self, lon: float, lat: float) -> None:
        crs = f"+proj=tmerc +lat_0={lat:.6f} +lon_0={lon:.6f} +k=1 +ellps=WGS84 +units=m"
        self._to_plane = pyproj.Transformer.from_pipeline(
            f"+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step {crs}"
        )

    def xy(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Give plane coordinates in metres of WGS 84 degrees."""
        x, y = self._to_plane.transform(lon, lat)
        return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)

    def lonlat(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Give WGS 84 degrees, not rounded, of plane coordinates in metres."""
        lon, lat = self._to_plane.transform(x, y, direction="INVERSE")
        return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
