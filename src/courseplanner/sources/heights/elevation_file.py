"""Reads one elevation file, as far as it lies over a region."""

from __future__ import annotations

import hashlib
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import Compression
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.fill import fillnodata
from rasterio.io import DatasetReader, MemoryFile
from rasterio.warp import transform_bounds
from rasterio.windows import Window

from courseplanner.base.errors import ElevationError
from courseplanner.base.i18n import text
from courseplanner.model.places.terrain import HeightGrid
from courseplanner.model.provenance import Provenance
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.heights.elevation_checks import (
    metres_per_unit,
    refuse_broken_tile,
    refuse_name,
    refuse_no_heights,
    refuse_values,
)
from courseplanner.sources.heights.tiff_blocks import refuse_garbled_blocks
from courseplanner.sources.heights.zipped_tile import unpacked_tile

__all__ = ["FILL_REACH", "PAIR_ERROR_M", "read_grid"]

FILL_REACH = 20
"""Voids are filled from heights at most so many cells away; what lies farther in stays void."""

PAIR_ERROR_M = 5.3
"""Standard error of the difference of two heights.

Of SRTM in Eurasia: 90 % of such differences are within 8.7 m (Rodriguez, Morris and Belz 2006, An
assessment of the SRTM topographic products, Photogrammetric Engineering and Remote Sensing 72(3)), and
8.7 / 1.645 is 5.3. It is assumed for every other source too, as files do not tell theirs.
"""

_MARGIN_CELLS = 24
_MOST_CELLS = 100_000_000
_READABLE = text("give a .hgt, .hgt.zip or GeoTIFF file of heights")


def read_grid(path: Path, bbox: BBox) -> tuple[HeightGrid | None, Provenance]:
    """Read a file of heights around a box.

    Voids are filled by distance-weighted means of the heights around them (`rasterio.fill`), up to
    `FILL_REACH` cells from the nearest. Heights in feet are turned into metres where the file says so.

    Parameters
    ----------
    path : Path
    bbox : tuple of float
        West, south, east, north, WGS 84 degrees.

    Returns
    -------
    grid : HeightGrid or None
        `None` where the file lies beside the box.
    provenance : Provenance
        Counts `cells`, `voids`, `voids_filled`, `lowest_m`, `highest_m`, and `feet` where those were
        converted.

    Raises
    ------
    ElevationError
        If it can't be read or does not hold heights.
    """
    refuse_name(path)
    try:
        digest = _sha256(path)
        refuse_broken_tile(path)
        with _opened(path) as dataset:
            grid, counts = _read(path, dataset, bbox)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ElevationError(str(path), text("can't be read ({reason})", reason=reason), _READABLE) from None
    return grid, Provenance(path.name, digest, None, None, counts)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[DatasetReader]:
    """Open a raster; what GDAL says of a broken one becomes our own words."""
    # No side files, and no search for them in the folder of the user.
    settings = {"GDAL_PAM_ENABLED": "NO", "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR"}
    with rasterio.Env(**settings), warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        try:
            with _file_of(path) as file, rasterio.open(file, driver=_driver(path)) as dataset:
                yield dataset
        except RasterioError:
            raise ElevationError(
                str(path), text("is not a readable raster, or is damaged"), _READABLE
            ) from None


@contextmanager
def _file_of(path: Path) -> Iterator[Path | str]:
    """Give what GDAL opens: a file, or the unpacked bytes of one under the name that says where it lies."""
    if path.name.lower().endswith(".hgt.zip"):
        with MemoryFile(unpacked_tile(path), filename=f"{path.name[:7].upper()}.hgt") as memory:
            yield memory.name
    else:
        yield path.absolute()


def _driver(path: Path) -> str:
    """Name the one kind of raster that a name stands for: some others point at files, or into a network."""
    return "GTiff" if path.name.lower().endswith((".tif", ".tiff")) else "SRTMHGT"


def _read(path: Path, dataset: DatasetReader, bbox: BBox) -> tuple[HeightGrid | None, dict[str, int]]:
    refuse_no_heights(path, dataset)
    factor = metres_per_unit(path, dataset)
    window = _window(path, dataset, bbox)
    if window is None:
        return None, {"cells": 0}
    if dataset.compression is Compression.deflate:
        refuse_garbled_blocks(path, dataset, window)
    raw = dataset.read(1, window=window, masked=True)
    heights = raw.astype(np.float32).filled(np.nan) * np.float32(dataset.scales[0] * factor)
    heights += np.float32(dataset.offsets[0] * factor)
    was_void = ~np.isfinite(heights)
    heights[was_void] = np.nan
    refuse_values(path, heights)
    _fill(heights, was_void)
    known = heights[~was_void]
    counts = {
        "cells": heights.size,
        "voids": int(was_void.sum()),
        "voids_filled": int((was_void & ~np.isnan(heights)).sum()),
        "lowest_m": round(float(known.min())),
        "highest_m": round(float(known.max())),
    }
    if factor != 1.0:
        counts["feet"] = 1
    crs = dataset.crs.to_string()
    return HeightGrid(heights, was_void, crs, _to_cell(dataset, window), PAIR_ERROR_M, path.name), counts


def _window(path: Path, dataset: DatasetReader, bbox: BBox) -> Window | None:
    """Give the part of a raster that lies over a box, with room around it; `None` where it lies beside."""
    west, south, east, north = transform_bounds("EPSG:4326", dataset.crs, *bbox)
    x, y = np.array([west, west, east, east]), np.array([south, north, south, north])
    inverse = ~dataset.transform
    columns, rows = inverse.a * x + inverse.b * y + inverse.c, inverse.d * x + inverse.e * y + inverse.f
    if not (np.isfinite(columns).all() and np.isfinite(rows).all()):
        return None
    left, right = max(math.floor(min(columns)), 0), min(math.ceil(max(columns)), dataset.width)
    top, bottom = max(math.floor(min(rows)), 0), min(math.ceil(max(rows)), dataset.height)
    if left >= right or top >= bottom:
        return None
    left, top = max(left - _MARGIN_CELLS, 0), max(top - _MARGIN_CELLS, 0)
    right, bottom = min(right + _MARGIN_CELLS, dataset.width), min(bottom + _MARGIN_CELLS, dataset.height)
    if (right - left) * (bottom - top) > _MOST_CELLS:
        raise ElevationError(
            str(path),
            text(
                "has {count:.0f} million cells over the region", count=(right - left) * (bottom - top) / 1e6
            ),
            text("choose a smaller area with bbox, or a coarser file"),
        )
    return Window(left, top, right - left, bottom - top)


def _fill(heights: NDArray[np.float32], was_void: NDArray[np.bool_]) -> None:
    if not was_void.any():
        return
    voids = np.where(was_void, 0, 255).astype(np.uint8)
    # What lies too far in comes back as it went in: as nothing.
    marked = np.where(was_void, np.float32(-99_999.0), heights)
    filled = fillnodata(marked, mask=voids, max_search_distance=FILL_REACH)
    heights[was_void] = np.where(filled[was_void] > -9_999.0, filled[was_void], np.nan)


def _to_cell(dataset: DatasetReader, window: Window) -> tuple[float, float, float, float, float, float]:
    """Turn the transform, which speaks of corners of cells, into one that speaks of their centres."""
    inverse = ~dataset.transform
    column, row = inverse.c - window.col_off - 0.5, inverse.f - window.row_off - 0.5
    return inverse.a, inverse.b, column, inverse.d, inverse.e, row
