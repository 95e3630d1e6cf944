"""The lengths of roads that the search counts with: on the ground where heights are known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import ground_lengths_m
from courseplanner.measure.ground.heights import heights_at
from courseplanner.roads.ground import Ground

__all__ = ["searched_lengths_mm"]

_STEEPEST = 0.15
"""A road is no steeper than this from end to end; where the heights say so, they mean the hillside."""


def searched_lengths_mm(ground: Ground) -> NDArray[np.int64]:
    """Estimate the length of each edge on the ground, from the heights of its two ends.

    Closing measures what comes out exactly; this is for the search to aim at the right length.

    Returns
    -------
    int64 (E,)
        On the ellipsoid where an end has no height.
    """
    roads = ground.roads
    on_ellipsoid_mm = roads.edge_length_mm.astype(np.int64)
    if ground.terrain is None:
        return on_ellipsoid_mm
    heights_m = heights_at(ground.terrain, roads.node_lon, roads.node_lat).height_m
    low_m, high_m = heights_m[roads.edge_from], heights_m[roads.edge_to]
    length_m = on_ellipsoid_mm / 1000.0
    rise_m = np.clip(high_m - low_m, -_STEEPEST * length_m, _STEEPEST * length_m)
    measured_m = ground_lengths_m(length_m, low_m, low_m + rise_m)
    return np.where(np.isnan(measured_m), on_ellipsoid_mm, np.rint(measured_m * 1000.0)).astype(np.int64)
