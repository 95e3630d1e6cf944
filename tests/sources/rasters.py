"""Writes small rasters for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.transform import Affine

__all__ = ["BOX", "corner_at", "tile_bytes", "write_raster"]

BOX = (9.02, 47.02, 9.04, 47.04)
"""A region within the raster."""
_CELL = 0.001
_SIDE = 60


def corner_at(west: float, north: float, cell: float = _CELL) -> Affine:
    """Give the transform of a raster by its north-west corner."""
    return Affine(cell, 0.0, west, 0.0, -cell, north)


def write_raster(
    path: Path,
    heights: np.ndarray | float = 500.0,
    *,
    crs: str | None = "EPSG:4326",
    transform: Affine | None = None,
    unit: str | None = None,
    description: str | None = None,
    nodata: float | None = -9999.0,
    **profile: Any,
) -> Path:
    """Write a GeoTIFF: its corner is 9 east, 47.06 north, its cells are a thousandth of a degree."""
    data = (
        np.broadcast_to(np.asarray(heights), (_SIDE, _SIDE)) if np.ndim(heights) < 2 else np.asarray(heights)
    )
    bands = data if data.ndim == 3 else data[None]
    given = {"dtype": "float32", "count": len(bands), "nodata": nodata, **profile}
    where = corner_at(9.0, 47.06) if transform is None else transform
    shape = {"height": bands.shape[1], "width": bands.shape[2]}
    with rasterio.open(path, "w", driver="GTiff", crs=crs, transform=where, **shape, **given) as raster:
        raster.write(bands.astype(given["dtype"]))
        if unit is not None:
            raster.units = (unit,) * len(bands)
        if description is not None:
            raster.set_band_description(1, description)
    return path


def tile_bytes(heights: np.ndarray) -> bytes:
    """Give heights as the bytes of a tile of 3 arc seconds: big-endian, from the north-west."""
    assert heights.shape == (1201, 1201)
    return heights.astype(">i2").tobytes()
