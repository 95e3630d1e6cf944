"""Kernels that find what is near many points at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.kernel_cache import kernel
from courseplanner.measure.geometry.overlap import buckets

__all__ = ["best_of_kinds"]

_CELL_M = 50.0
_CELLS_PER_POINT = 64


class Cells(NamedTuple):
    """Points sorted into square cells; cell `c` holds `order[first[c]:first[c + 1]]`."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    west: float
    south: float
    columns: int
    rows: int
    size: float
    first: NDArray[np.int64]
    order: NDArray[np.int64]


@kernel(inner=True)
def _cells(x, y):  # type: ignore[no-untyped-def]
    west, south, size = x.min(), y.min(), _CELL_M
    while (x.max() - west) / size * ((y.max() - south) / size) > _CELLS_PER_POINT * len(x):
        size *= 2.0
    columns, rows = int((x.max() - west) / size) + 1, int((y.max() - south) / size) + 1
    first, order = buckets(x, y, west, south, columns, rows, size)
    return Cells(x, y, west, south, columns, rows, size, first, order)


@kernel(inner=True)
def _span(low, high, origin, size, count):  # type: ignore[no-untyped-def]
    """Give the first and the last cell that a span comes into; the last lies before the first if none."""
    return max(int(np.floor((low - origin) / size)), 0), min(int(np.floor((high - origin) / size)), count - 1)


@kernel
def best_of_kinds(x, y, rx, ry, ring_start, first_ring, kind, worth, reach_m, kinds):  # type: ignore[no-untyped-def]
    """Give the best worth of each kind at each point.

    Parameters
    ----------
    x, y : float64 (n,)
    rx, ry, ring_start, first_ring
        The places, as `Outlines` have them.
    kind : int64 (P,)
    worth, reach_m : float64 (P,)
        The worth of a place falls evenly to nothing at its reach; inside an area it is whole.
    kinds : int

    Returns
    -------
    float64 (kinds, n)
    """
    best = np.zeros((kinds, len(x)))
    cells = _cells(x, y)
    for place in range(len(kind)):
        of_kind, rings = best[kind[place]], ring_start[first_ring[place] : first_ring[place + 1] + 1]
        for ring in range(len(rings) - 1):
            for i in range(rings[ring], max(rings[ring + 1] - 1, rings[ring] + 1)):
                j = min(i + 1, rings[ring + 1] - 1)
                _near_segment(cells, rx[i], ry[i], rx[j], ry[j], worth[place], reach_m[place], of_kind)
        _inside(cells, rx, ry, rings, worth[place], of_kind)
    return best


@kernel(inner=True)
def _near_segment(cells, ax, ay, bx, by, worth, reach_m, best):  # type: ignore[no-untyped-def]
    """Raise the points near a segment to what it is worth there."""
    low_column, high_column = _span(
        min(ax, bx) - reach_m, max(ax, bx) + reach_m, cells.west, cells.size, cells.columns
    )
    low_row, high_row = _span(
        min(ay, by) - reach_m, max(ay, by) + reach_m, cells.south, cells.size, cells.rows
    )
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    for row in range(low_row, high_row + 1):
        for cell in range(row * cells.columns + low_column, row * cells.columns + high_column + 1):
            for k in range(cells.first[cell], cells.first[cell + 1]):
                p = cells.order[k]
                if best[p] >= worth:
                    continue
                x, y = cells.x[p] - ax, cells.y[p] - ay
                t = min(1.0, max(0.0, (x * dx + y * dy) / square)) if square > 0.0 else 0.0
                away_m = np.hypot(x - t * dx, y - t * dy)
                best[p] = max(best[p], worth * (1.0 - away_m / reach_m))


@kernel(inner=True)
def _inside(cells, rx, ry, rings, worth, best):  # type: ignore[no-untyped-def]
    """Raise the points inside an area (even-odd) to its worth.

    A row of cells looks only at the segments that come into it.
    """
    a, b = rings[0], rings[-1]
    low_row, high_row = _span(ry[a:b].min(), ry[a:b].max(), cells.south, cells.size, cells.rows)
    low_column, high_column = _span(rx[a:b].min(), rx[a:b].max(), cells.west, cells.size, cells.columns)
    if high_row < low_row or high_column < low_column:
        return
    row_first, row_segment = _segments_by_row(cells, ry, rings, low_row, high_row)
    for row in range(low_row, high_row + 1):
        segments = row_segment[row_first[row - low_row] : row_first[row - low_row + 1]]
        for cell in range(row * cells.columns + low_column, row * cells.columns + high_column + 1):
            for k in range(cells.first[cell], cells.first[cell + 1]):
                p = cells.order[k]
                if best[p] < worth and _crossed_an_odd_number(rx, ry, segments, cells.x[p], cells.y[p]):
                    best[p] = worth


@kernel(inner=True)
def _crossed_an_odd_number(rx, ry, segments, x, y):  # type: ignore[no-untyped-def]
    """Tell whether a ray from a point to the east crosses an odd number of segments."""
    odd = False
    for i in segments:
        if (ry[i] > y) != (ry[i + 1] > y):
            crossing = (rx[i + 1] - rx[i]) * (y - ry[i]) / (ry[i + 1] - ry[i]) + rx[i]
            if x < crossing:
                odd = not odd
    return odd


@kernel(inner=True)
def _segments_by_row(cells, ry, rings, low_row, high_row):  # type: ignore[no-untyped-def]
    """Give the segments of an area that come into each row of cells, as compressed rows."""
    first = np.zeros(high_row - low_row + 2, dtype=np.int64)
    segment = np.zeros(0, dtype=np.int64)
    for filling in range(2):
        for ring in range(len(rings) - 1):
            for i in range(rings[ring], rings[ring + 1] - 1):
                low, high = _span(
                    min(ry[i], ry[i + 1]), max(ry[i], ry[i + 1]), cells.south, cells.size, cells.rows
                )
                for row in range(max(low, low_row) - low_row, min(high, high_row) - low_row + 1):
                    if filling:
                        segment[first[row]] = i
                        first[row] += 1
                    else:
                        first[row + 1] += 1
        if not filling:
            first = np.cumsum(first)
            segment = np.empty(first[-1], dtype=np.int64)
    # Filling moved each row's beginning to its end, which is the beginning of the next.
    for row in range(len(first) - 1, 0, -1):
        first[row] = first[row - 1]
    first[0] = 0
    return first, segment
