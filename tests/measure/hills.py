"""Terrain made of a formula, for tests: grids of heights as a reader would give them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.places.terrain import HeightGrid, Terrain

__all__ = ["BOX", "hills"]

Floats = NDArray[np.float64]

BOX = (9.0, 47.0, 9.2, 47.2)
"""West, south, east, north of the terrain."""
_CELLS_PER_DEGREE = 1200


def hills(
    height_m: Callable[[Floats, Floats], Floats],
    box: tuple[float, float, float, float] = BOX,
    error_m: float = 5.0,
) -> Terrain:
    """Lay a grid of 3 arc seconds over a box, with heights by a formula of longitude and latitude."""
    west, south, east, north = box
    columns, rows = (
        round((high - low) * _CELLS_PER_DEGREE) + 1 for low, high in ((west, east), (south, north))
    )
    lon = west + np.arange(columns) / _CELLS_PER_DEGREE
    lat = north - np.arange(rows) / _CELLS_PER_DEGREE
    heights = np.asarray(height_m(*np.meshgrid(lon, lat)), dtype=np.float32)
    to_cell = (
        float(_CELLS_PER_DEGREE), 0.0, -west * _CELLS_PER_DEGREE,
        0.0, -float(_CELLS_PER_DEGREE), north * _CELLS_PER_DEGREE,
    )  # fmt: skip
    void = np.isnan(heights)
    return Terrain((HeightGrid(heights, void, "EPSG:4326", to_cell, error_m, "formula"),), ())
