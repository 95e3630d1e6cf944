"""An index of shapes by the cells of a grid, so that a tile of the map finds its own. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.ui.map.basemap_shapes import WORLD_ZOOM

__all__ = ["TILE_PX", "Cells", "cells"]

TILE_PX = 512

# A file with a stray node at the other end of the world must not make an index of the whole world.
_MOST_CELLS = 1 << 18
_MOST_ENTRIES = 1 << 22


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Which shapes reach into which cells, row by row from the north-west.

    Parameters
    ----------
    zoom : int
        A cell is as large as a tile of this zoom.
    grid : tuple of int
        First column, first row, columns, rows.
    start, shape : int64
        Cell `c` is touched by `shape[start[c]:start[c + 1]]`, rising.
    """

    zoom: int
    grid: tuple[int, int, int, int]
    start: NDArray[np.int64]
    shape: NDArray[np.int64]


def cells(boxes: NDArray[np.float64], margin: float, zoom: int) -> Cells:
    """Index shapes by the cells that their boxes touch.

    Parameters
    ----------
    boxes : float64 (shapes, 4)
        The least x and y, the greatest x and y, in pixels of the world.
    margin : float
        So far beyond its box may something of a shape be drawn, in pixels of the world.
    zoom : int
        Cells are as large as a tile of this zoom; larger where the shapes lie too far apart for it.
    """
    if not len(boxes):
        return Cells(zoom, (0, 0, 1, 1), np.zeros(2, dtype=np.int64), np.empty(0, dtype=np.int64))
    reach = boxes + np.array((-margin, -margin, margin, margin))
    sides, grid = _cell_sides(reach, zoom)
    while zoom > 0 and (grid[2] * grid[3] > _MOST_CELLS or _touched(sides).sum() > _MOST_ENTRIES):
        zoom -= 1
        sides, grid = _cell_sides(reach, zoom)
    count = _touched(sides)
    west, north, east, _south = sides.T
    wide = east - west + 1
    shape = np.repeat(np.arange(len(boxes)), count)
    step = np.arange(len(shape)) - np.repeat(np.cumsum(count) - count, count)
    at = (north[shape] + step // wide[shape]) * grid[2] + west[shape] + step % wide[shape]
    order = np.argsort(at, kind="stable")
    start = np.concatenate(([0], np.cumsum(np.bincount(at, minlength=grid[2] * grid[3]))))
    return Cells(zoom, grid, start.astype(np.int64), shape[order])


def _cell_sides(reach: NDArray[np.float64], zoom: int) -> tuple[NDArray[np.int64], tuple[int, int, int, int]]:
    """Give the first and last column and row of each shape, and the grid that holds them all."""
    sides = np.floor(reach / (TILE_PX << (WORLD_ZOOM - zoom))).astype(np.int64)
    west, north = (int(side) for side in sides[:, :2].min(axis=0))
    east, south = (int(side) for side in sides[:, 2:].max(axis=0))
    return sides - np.array((west, north, west, north)), (west, north, east - west + 1, south - north + 1)


def _touched(sides: NDArray[np.int64]) -> NDArray[np.int64]:
    count: NDArray[np.int64] = (sides[:, 2:] - sides[:, :2] + 1).prod(axis=1)
    return count
