"""Heights at points: bilinear between the cells of the terrain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyproj
from numpy.typing import NDArray

from courseplanner.model.places.terrain import HeightGrid, Terrain

__all__ = ["Heights", "heights_at"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_LAT_LON = "EPSG:4326"
_BEYOND = 0.5
"""So many cells outside the centres of the outermost ones a height is still given: to their own borders."""


@dataclass(frozen=True, slots=True, eq=False)
class Heights:
    """Heights at points.

    Parameters
    ----------
    height_m : float64 (n,)
        NaN where there is none.
    filled : bool (n,)
        Whether one of the cells that the height lies between was void in the source.
    """

    height_m: Floats
    filled: Bools


def heights_at(terrain: Terrain, lon: Floats, lat: Floats) -> Heights:
    """Give the heights of the terrain at points.

    Parameters
    ----------
    terrain : Terrain
        Where several of its grids have a height, the first one counts.
    lon, lat : float64 (n,)
        WGS 84 degrees.
    """
    height_m = np.full(len(lon), np.nan)
    filled = np.zeros(len(lon), dtype=np.bool_)
    for grid in terrain.grids:
        open_points = np.flatnonzero(np.isnan(height_m))
        if not len(open_points):
            break
        column, row = _cells(grid, lon[open_points], lat[open_points])
        height_m[open_points], filled[open_points] = _bilinear(grid, column, row)
    return Heights(height_m, filled)


def _cells(grid: HeightGrid, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Give the columns and rows at which points lie, whole numbers at centres of cells."""
    x, y = (lon, lat) if grid.crs == _LAT_LON else _to_crs(grid.crs).transform(lon, lat)
    a, b, c, d, e, f = grid.to_cell
    return a * x + b * y + c, d * x + e * y + f


@cache
def _to_crs(crs: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(_LAT_LON, crs, always_xy=True)


def _bilinear(grid: HeightGrid, column: Floats, row: Floats) -> tuple[Floats, Bools]:
    rows, columns = grid.heights_m.shape
    inside = (column >= -_BEYOND) & (column <= columns - 1 + _BEYOND)
    inside &= (row >= -_BEYOND) & (row <= rows - 1 + _BEYOND)
    # Points that the projection can't place are infinite, and outside.
    column = np.clip(np.where(inside, column, 0.0), 0.0, columns - 1.0)
    row = np.clip(np.where(inside, row, 0.0), 0.0, rows - 1.0)
    left, top = (np.floor(column).astype(np.int64), np.floor(row).astype(np.int64))
    right, bottom = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
    east, south = column - left, row - top
    height_m, filled = np.zeros(len(column)), np.zeros(len(column), dtype=np.bool_)
    for i, j, weight in (
        (top, left, (1.0 - south) * (1.0 - east)),
        (top, right, (1.0 - south) * east),
        (bottom, left, south * (1.0 - east)),
        (bottom, right, south * east),
    ):
        counts = weight > 0.0
        # A cell that has no part in a height does not make it void.
        height_m += np.where(counts, weight * grid.heights_m[i, j].astype(np.float64), 0.0)
        filled |= counts & grid.was_void[i, j]
    height_m[~inside] = np.nan
    return height_m, filled & ~np.isnan(height_m)
