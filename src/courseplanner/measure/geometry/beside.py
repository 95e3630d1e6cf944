"""Which steps of lines keep beside other lines, and beside which."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.kernel_cache import kernel
from courseplanner.measure.geometry.overlap import Trace, buckets

__all__ = ["Lanes", "nearest_beside"]

_CELLS_PER_STEP = 64

Floats = NDArray[np.float64]


class Lanes(NamedTuple):
    """What lines may keep beside, cut into m steps.

    Parameters
    ----------
    steps : Trace
    reach_m : float64 (m,)
        How far from the middle of each step something still lies beside it.
    level : int8 (m,)
        Only what is on the same level lies beside.
    """

    steps: Trace
    reach_m: Floats
    level: NDArray[np.int8]


def nearest_beside(steps: Trace, level: NDArray[np.int8], lanes: Lanes, most_deg: float) -> NDArray[np.int64]:
    """Find for each step the nearest lane that it keeps beside.

    Parameters
    ----------
    steps : Trace
        n steps.
    level : int8 (n,)
    lanes : Lanes
    most_deg : float
        Angle between the two, at most, whichever way they go.

    Returns
    -------
    int64 (n,)
        Index of a step of `lanes`, the first of those that are equally near; -1 where there is none.
    """
    if not len(steps.x) or not len(lanes.steps.x):
        return np.full(len(steps.x), -1, dtype=np.int64)
    found = _nearest_beside(
        steps.x, steps.y, steps.ux, steps.uy, level,
        lanes.steps.x, lanes.steps.y, lanes.steps.ux, lanes.steps.uy, lanes.steps.step_m,
        lanes.reach_m, lanes.level, float(np.cos(np.radians(most_deg))),
    )  # fmt: skip
    return np.asarray(found)


@kernel
def _nearest_beside(x, y, ux, uy, level, ox, oy, oux, ouy, ostep_m, reach_m, olevel, cosine):  # type: ignore[no-untyped-def]
    west, south = ox.min(), oy.min()
    size = reach_m.max() + ostep_m.max() / 2.0
    # A line across a country would else need more memory for empty cells than there is.
    while (ox.max() - west) / size * ((oy.max() - south) / size) > _CELLS_PER_STEP * len(ox):
        size *= 2.0
    columns, rows = int((ox.max() - west) / size) + 1, int((oy.max() - south) / size) + 1
    first, order = buckets(ox, oy, west, south, columns, rows, size)
    found = np.full(len(x), -1, dtype=np.int64)
    for i in range(len(x)):
        nearest_m = np.inf
        column, row = int(np.floor((x[i] - west) / size)), int(np.floor((y[i] - south) / size))
        for r in range(max(row - 1, 0), min(row + 2, rows)):
            for c in range(max(column - 1, 0), min(column + 2, columns)):
                cell = r * columns + c
                for k in range(first[cell], first[cell + 1]):
                    j = order[k]
                    if olevel[j] != level[i] or abs(ux[i] * oux[j] + uy[i] * ouy[j]) < cosine:
                        continue
                    dx, dy = x[i] - ox[j], y[i] - oy[j]
                    past_m = max(abs(dx * oux[j] + dy * ouy[j]) - ostep_m[j] / 2.0, 0.0)
                    apart_m = np.hypot(dx * ouy[j] - dy * oux[j], past_m)
                    if apart_m > reach_m[j]:
                        continue
                    if apart_m < nearest_m or (apart_m == nearest_m and j < found[i]):
                        nearest_m, found[i] = apart_m, j
    return found
