"""How high the terrain stands against the sun."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import points_ahead
from courseplanner.measure.ground.heights import heights_at
from courseplanner.model.places.terrain import Terrain

__all__ = ["REACH_M", "in_shade"]

Floats = NDArray[np.float64]

REACH_M = 20_000.0
"""Terrain farther off than this is taken to cast no shadow."""
_STEP_M, _STEP_PART = 60.0, 0.015
"""Heights are taken so far apart along the ray, or so large a part of the way: no ridge is stepped over."""
_ENOUGH_M = 5_000.0
"""Where heights end nearer than this, nobody knows what stands behind."""
_EARTH_M, _REFRACTION = 6_371_008.8, 0.13
_EYE_M = 1.5


@cache
def _ray_m() -> Floats:
    """Give the distances at which heights are taken along a ray."""
    near_m = np.arange(_STEP_M, _STEP_M / _STEP_PART, _STEP_M)
    count = int(np.ceil(np.log(REACH_M / near_m[-1]) / np.log1p(_STEP_PART)))
    away_m = np.concatenate([near_m, near_m[-1] * (1.0 + _STEP_PART) ** np.arange(1, count + 1)])
    away_m.flags.writeable = False
    return away_m


def in_shade(
    terrain: Terrain, lon: Floats, lat: Floats, azimuth_deg: Floats, elevation_deg: Floats
) -> Floats:
    """Tell whether terrain hides the sun from points of a road.

    Trees and houses are not part of an elevation model of the ground, and cast no shadow here.

    Parameters
    ----------
    terrain : Terrain
    lon, lat : float64 (n,)
    azimuth_deg, elevation_deg : float64 (n,)
        Of the sun at each point.

    Returns
    -------
    float64 (n,)
        1 in the shade, 0 in the sun, NaN where heights are unknown. Where the sun is below the horizon of
        the plane, it is shade.
    """
    away_m = _ray_m()
    count, steps = len(lon), len(away_m)
    far_lon, far_lat = points_ahead(
        np.repeat(lon, steps), np.repeat(lat, steps), np.repeat(azimuth_deg, steps), np.tile(away_m, count)
    )
    ground_m = heights_at(terrain, lon, lat).height_m
    height_m = heights_at(terrain, far_lon, far_lat).height_m.reshape(count, steps)
    drop_m = away_m**2 * (1.0 - _REFRACTION) / (2.0 * _EARTH_M)
    rise_m = height_m - drop_m[None, :] - (ground_m + _EYE_M)[:, None]
    angle_deg = np.degrees(np.arctan2(rise_m, away_m[None, :]))
    known = ~np.isnan(angle_deg)
    hides = (np.where(known, angle_deg, -90.0) > elevation_deg[:, None]).any(axis=1)
    # Heights count as far as they reach without a gap.
    reach = np.where(known.all(axis=1), steps, np.argmin(known, axis=1))
    sees_far = away_m[np.maximum(reach, 1) - 1] >= _ENOUGH_M
    shade = np.where(hides, 1.0, np.where(sees_far, 0.0, np.nan))
    shade[np.isnan(ground_m)] = np.nan
    shade[elevation_deg < 0.0] = 1.0
    return shade
