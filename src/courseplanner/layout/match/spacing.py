"""Puts the points of a track as far apart as matching needs: more on straights, fewer where they crowd."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import segment_lengths_m

__all__ = ["calmed", "filled", "thinned"]

_LONGEST_STEP_M = 50.0
"""Where points lie farther apart, more are put between them before they are matched."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def filled(lon: Floats, lat: Floats, longest_straight_m: float) -> tuple[Floats, Floats]:
    """Put points on straight steps, so that a road run there and back between two of them is not left out."""
    steps_m = segment_lengths_m(lon, lat)
    if not ((steps_m > _LONGEST_STEP_M) & (steps_m <= longest_straight_m)).any():
        return lon, lat
    parts = np.where(steps_m <= longest_straight_m, np.ceil(steps_m / _LONGEST_STEP_M), 1.0)
    parts = np.maximum(parts, 1.0).astype(np.int64)
    step = np.repeat(np.arange(len(parts)), parts)
    within = np.arange(len(step)) - np.searchsorted(step, step)
    where = np.append(step + within / parts[step], float(len(parts)))
    number = np.arange(len(lon), dtype=np.float64)
    filled_lon = np.interp(where, number, np.unwrap(lon, period=360.0))
    is_past = np.abs(filled_lon) > 180.0
    filled_lon[is_past] = (filled_lon[is_past] + 180.0) % 360.0 - 180.0
    return filled_lon, np.interp(where, number, lat)


def calmed(values: Floats, span: int) -> Floats:
    """Give running means over about so many points, of fewer towards the ends, which stay as they are.

    Of many points close together, those that strayed farthest would be kept, and the way between them
    would jerk back and forth.
    """
    at, last = np.arange(len(values)), len(values) - 1
    half = np.minimum(span // 2, np.minimum(at, last - at))
    sums = np.concatenate(([0.0], np.cumsum(values)))
    return np.asarray((sums[at + half + 1] - sums[at - half]) / (2 * half + 1))


def thinned(x: Floats, y: Floats, spacing_m: float) -> Ints:
    """Keep points that are at least so far from the one kept before; the first and the last always."""
    kept = [0]
    last_x, last_y = float(x[0]), float(y[0])
    for at, (here_x, here_y) in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
        if (here_x - last_x) ** 2 + (here_y - last_y) ** 2 >= spacing_m * spacing_m:
            kept.append(at)
            last_x, last_y = here_x, here_y
    if kept[-1] != len(x) - 1:
        kept.append(len(x) - 1)
    return np.array(kept, dtype=np.int64)
