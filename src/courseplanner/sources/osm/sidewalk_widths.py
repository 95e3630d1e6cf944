"""How wide streets are, as the places of their sidewalks tell.

The ratio is that of 25 streets with sidewalks mapped on both sides, and a width tag or surveyed kerbs: the
width is 0.69 of the distances of both from the middle of the road, in the middle half of them 0.60 to 0.75.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.beside import Lanes
from courseplanner.measure.geometry.overlap import Trace
from courseplanner.model.network.roads import RoadNetwork, Tri

__all__ = ["sidewalk_widths_m"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_PART_OF_BOTH = 0.69
_LEAST_LESS_M = 1.0
"""Kerbs lie at least half a metre inside the middle of each sidewalk."""
_HALF = 0.5


def sidewalk_widths_m(
    roads: RoadNetwork, steps: Trace, is_sidewalk: Bools, lanes: Lanes, lane_way: Ints, at: Ints
) -> NDArray[np.float32]:
    """Give the width of each way that has sidewalks on both sides along half of it, and of no other.

    A one-way carriageway has none: its far sidewalk may be that of its twin.

    Parameters
    ----------
    roads : RoadNetwork
    steps : Trace
        n steps of paths.
    is_sidewalk : bool (n,)
        Those of footways tagged as sidewalks.
    lanes : Lanes
        m steps of roads.
    lane_way : int64 (m,)
    at : int64 (n,)
        The step of a road that each keeps beside, -1 where there is none.

    Returns
    -------
    float32 (W,)
        0.69 of both distances from the middle of the road, and at most those less a metre; NaN elsewhere.
    """
    width_m = np.full(len(roads.way_id), np.nan, dtype=np.float32)
    kept = np.flatnonzero(is_sidewalk & (at >= 0))
    road = lanes.steps
    lane = at[kept]
    aside_m = (steps.y[kept] - road.y[lane]) * road.ux[lane] - (steps.x[kept] - road.x[lane]) * road.uy[lane]
    way = lane_way[lane]
    two_way = (roads.way_oneway[way] != Tri.yes) & ~roads.way_roundabout[way]
    long_m = np.bincount(lane_way, weights=road.step_m, minlength=len(width_m))
    sides = []
    for side in (aside_m > 0.0, aside_m < 0.0):
        chosen = side & two_way
        along_m = np.bincount(way[chosen], weights=steps.step_m[kept][chosen], minlength=len(width_m))
        sides.append((_medians(way[chosen], np.abs(aside_m[chosen]), len(width_m)), along_m))
    (left_m, left_along_m), (right_m, right_along_m) = sides
    on_both = np.minimum(left_along_m, right_along_m) >= _HALF * np.maximum(long_m, 1e-9)
    both_m = left_m + right_m
    found_m = np.minimum(_PART_OF_BOTH * both_m, both_m - _LEAST_LESS_M)
    known = on_both & ~np.isnan(found_m)
    width_m[known] = found_m[known]
    return width_m


def _medians(of: Ints, values: Floats, count: int) -> Floats:
    """Give the median of the values of each of `count`, the lower of two, NaN where it has none."""
    order = np.lexsort((values, of))
    first = np.searchsorted(of[order], np.arange(count))
    many = np.bincount(of, minlength=count)
    medians = np.full(count, np.nan)
    has = many > 0
    medians[has] = values[order][first[has] + (many[has] - 1) // 2]
    return medians
