"""The elevation tile: heights every 3 seconds, with roads graded into the hills."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from make.curves import resampled
from make.lines import Line
from make.terrain import Terrain
from make.valley import EAST_M, M_PER_LAT, M_PER_LON, NORTH_M, lonlat, plane

__all__ = ["TILE", "tile_bytes"]

TILE = "N24E104"
_SOUTH, _WEST, _SIZE = 24.0, 104.0, 1201
_REACH_M = 130.0
_UNGRADED = {"motorway", "motorway_link", "steps", "path", "construction", "footway"}


def tile_bytes(terrain: Terrain, lines: list[Line]) -> bytes:
    """Give the tile in SRTM's format: 1201 rows from north to south of big-endian int16, metres."""
    lon = np.tile(_WEST + np.arange(_SIZE) / (_SIZE - 1), _SIZE)
    lat = np.repeat(_SOUTH + 1.0 - np.arange(_SIZE) / (_SIZE - 1), _SIZE)
    x, y = plane(lon, lat)
    heights = _far_and_near(terrain, x, y)
    _grade(heights.reshape(_SIZE, _SIZE), terrain, lines)
    return np.round(heights).astype(">i2").tobytes()


def _far_and_near(terrain: Terrain, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    near = (np.abs(x) < EAST_M + 4_000.0) & (np.abs(y) < NORTH_M + 4_000.0)
    heights = terrain.far(x, y)
    heights[near] = terrain.heights(x[near], y[near])
    return heights


def _grade(heights: NDArray[np.float64], terrain: Terrain, lines: list[Line]) -> None:
    """Bring the cells about the roads to the height of the roads, in place."""
    total, weight, most = np.zeros_like(heights), np.zeros_like(heights), np.zeros_like(heights)
    for line in lines:
        if line.level == 0 and line.tags.get("highway", "path") not in _UNGRADED:
            px, py, pz = _profile(line, terrain)
            _spread(px, py, pz, total, weight, most)
    share = np.minimum(1.0, 1.6 * most)
    graded = np.divide(total, weight, out=heights.copy(), where=weight > 0.0)
    heights += share * (graded - heights)


def _profile(
    line: Line, terrain: Terrain
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give points along a road with its height: the floor's, or the hill's evened out over 250 m."""
    xy = np.array(resampled(line.points, 25.0))
    x, y = xy[:, 0].copy(), xy[:, 1].copy()
    wished = terrain.heights(x, y) if terrain.in_hills(x, y) else terrain.base(x, y)
    half = min(5, len(wished) - 1)
    padded = np.concatenate([np.full(half, wished[0]), wished, np.full(half, wished[-1])])
    sums = np.zeros(len(wished))
    for k in range(2 * half + 1):
        sums += padded[k : k + len(wished)]
    return x, y, sums / (2 * half + 1)


def _spread(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    z: NDArray[np.float64],
    total: NDArray[np.float64],
    weight: NDArray[np.float64],
    most: NDArray[np.float64],
) -> None:
    lon_0, lat_0 = lonlat((0.0, 0.0))
    column = (lon_0 + x / M_PER_LON - _WEST) * (_SIZE - 1)
    row = (_SOUTH + 1.0 - lat_0 - y / M_PER_LAT) * (_SIZE - 1)
    wide, high = M_PER_LON / (_SIZE - 1), M_PER_LAT / (_SIZE - 1)
    for i in range(-2, 3):
        for j in range(-2, 3):
            cell_column, cell_row = np.round(column) + i, np.round(row) + j
            dx, dy = (cell_column - column) * wide, (cell_row - row) * high
            near = np.clip(1.0 - (dx * dx + dy * dy) / (_REACH_M * _REACH_M), 0.0, 1.0)
            at = (cell_row.astype(np.int64), cell_column.astype(np.int64))
            np.add.at(total, at, near * near * z)
            np.add.at(weight, at, near * near)
            np.maximum.at(most, at, near * near)
