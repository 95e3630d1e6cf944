"""Where a course shares a carriageway with itself: run in the other direction, or come by again."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.kernel_cache import kernel
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.overlap import PARALLEL_DEG, buckets, trace
from courseplanner.model.course.stretch import Stretch

__all__ = ["ON_ONE_ROAD_M", "opposed_and_lapped"]

ON_ONE_ROAD_M = 2.0
"""Two runs nearer than this are on one carriageway: both follow the line that the map has for it."""
_MEETS_AFTER_M = 10.0
_LAPS_AFTER_M = 100.0
_SHORTEST_M = 10.0
_COSINE = math.cos(math.radians(PARALLEL_DEG))

Floats = NDArray[np.float64]


def opposed_and_lapped(
    lon: Floats, lat: Floats, chainage_m: Floats
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Find where runners meet on one carriageway, and where the course passes again.

    Judged within `PARALLEL_DEG` of the direction; stretches shorter than 10 m, such as crossings, do
    not count.

    Parameters
    ----------
    lon, lat, chainage_m : float64 (n,)
        The line, and the chainage at each of its points.

    Returns
    -------
    opposed, lapped : tuple of Stretch
        Along the course: each shared stretch stands there once for each run over it.
    """
    plane = Plane(float(lon.mean()), float(lat.mean()))
    x, y = plane.xy(lon, lat)
    steps = trace(x, y)
    if not len(steps.x):
        return (), ()
    opposed, lapped = _shared(
        steps.x, steps.y, steps.ux, steps.uy, steps.at_m,
        ON_ONE_ROAD_M, _COSINE, _MEETS_AFTER_M, _LAPS_AFTER_M,
    )  # fmt: skip
    on_plane_m = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    edges_m = np.interp(np.concatenate(([0.0], np.cumsum(steps.step_m))), on_plane_m, chainage_m)
    return _stretches(opposed, edges_m), _stretches(lapped, edges_m)


def _stretches(flags: NDArray[np.bool_], edges_m: Floats) -> tuple[Stretch, ...]:
    change = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    found = (Stretch(float(edges_m[a]), float(edges_m[b])) for a, b in change.reshape(-1, 2))
    return tuple(one for one in found if one.to_m - one.from_m >= _SHORTEST_M)


@kernel
def _shared(x, y, ux, uy, at_m, within_m, cosine, meets_after_m, laps_after_m):  # type: ignore[no-untyped-def]
    west, south = x.min(), y.min()
    size = within_m
    while (x.max() - west) / size * ((y.max() - south) / size) > 64 * len(x):
        size *= 2.0
    columns, rows = int((x.max() - west) / size) + 1, int((y.max() - south) / size) + 1
    first, order = buckets(x, y, west, south, columns, rows, size)
    opposed, lapped = np.zeros(len(x), dtype=np.bool_), np.zeros(len(x), dtype=np.bool_)
    for i in range(len(x)):
        column, row = int((x[i] - west) / size), int((y[i] - south) / size)
        for r in range(max(row - 1, 0), min(row + 2, rows)):
            for c in range(max(column - 1, 0), min(column + 2, columns)):
                cell = r * columns + c
                for k in range(first[cell], first[cell + 1]):
                    j = order[k]
                    if (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 > within_m * within_m:
                        continue
                    along, apart_m = ux[i] * ux[j] + uy[i] * uy[j], abs(at_m[i] - at_m[j])
                    if along <= -cosine and apart_m > meets_after_m:
                        opposed[i] = True
                    elif along >= cosine and apart_m > laps_after_m:
                        lapped[i] = True
    return opposed, lapped
