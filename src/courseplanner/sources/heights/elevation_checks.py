"""Tells heights from what only looks like them."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp
from rasterio.io import DatasetReader

from courseplanner.base.errors import ElevationError
from courseplanner.base.i18n import text
from courseplanner.measure.ground.heights import heights_at
from courseplanner.model.places.terrain import HeightGrid, Terrain
from courseplanner.sources.heights.osm_heights import KnownHeights

__all__ = [
    "HIGHEST_M",
    "LOWEST_M",
    "metres_per_unit",
    "refuse_broken_tile",
    "refuse_far_from_known",
    "refuse_name",
    "refuse_no_heights",
    "refuse_tile_size",
    "refuse_values",
]

LOWEST_M = -450.0
HIGHEST_M = 9_000.0
"""No land lies outside these: the shore of the Dead Sea, and Mount Everest."""
FARTHEST_FROM_KNOWN_M = 200.0
_LEAST_KNOWN = 3

_METRE = {"", "m", "metre", "metres", "meter", "meters", "metri"}
_FOOT_M = {
    "ft": 0.3048,
    "foot": 0.3048,
    "feet": 0.3048,
    "us survey foot": 1200.0 / 3937.0,
    "ftus": 1200.0 / 3937.0,
}
_NO_HEIGHTS = re.compile(
    r"slope|aspect|hill.?shade|rough|ndvi|reflect|temperature|precip|population|land.?cover|rugged",
    re.IGNORECASE,
)
_TILE_BYTES = {2 * 1201 * 1201, 2 * 3601 * 3601, 2 * 3601 * 1801}
_TILE_NAME = re.compile(r"[NS]\d{2}[EW]\d{3}.*", re.IGNORECASE)
_ENDINGS = (".hgt", ".hgt.zip", ".tif", ".tiff")
_READABLE = text("give a .hgt, .hgt.zip or GeoTIFF file of heights")


def refuse_name(path: Path) -> None:
    """Refuse what is no file, or by its name no elevation."""
    if not path.exists():
        raise ElevationError(str(path), text("there is no such file"), _READABLE)
    if not path.is_file():
        raise ElevationError(str(path), text("is a folder or a device, not a file"), _READABLE)
    if not path.name.lower().endswith(_ENDINGS):
        raise ElevationError(str(path), text("this kind of file can't be read"), _READABLE)


def refuse_broken_tile(path: Path) -> None:
    """Refuse tiles whose size or name tells that they are none, before GDAL says so in its own words."""
    name = path.name.lower()
    if not name.endswith((".hgt", ".hgt.zip")):
        return
    if name.endswith(".hgt"):
        refuse_tile_size(path, path.stat().st_size)
    if not _TILE_NAME.fullmatch(path.name):
        raise ElevationError(
            str(path),
            text("its name does not tell where it lies"),
            text("name it by its south-west corner, such as N42E001.hgt"),
        )


def refuse_tile_size(path: Path, size: int) -> None:
    """Refuse a tile that has not the size of any."""
    if size not in _TILE_BYTES:
        raise ElevationError(
            str(path),
            text("has {size} bytes, which no tile of 1 or 3 arc seconds has", size=size),
            text("fetch it again: it may be cut off"),
        )


def refuse_no_heights(path: Path, dataset: DatasetReader) -> None:
    """Refuse a raster that says itself that it does not hold heights, or not where."""
    where = str(path)
    if dataset.count != 1:
        raise ElevationError(
            where,
            text("has {count} bands, as pictures have", count=dataset.count),
            text("give one band of heights"),
        )
    if dataset.colorinterp[0] is ColorInterp.palette or dataset.dtypes[0].startswith("complex"):
        raise ElevationError(where, text("is a picture, not heights"), _READABLE)
    words = " ".join(str(one) for one in (dataset.descriptions[0] or "", *dataset.tags(1).values()))
    match = _NO_HEIGHTS.search(words)
    if match is not None:
        problem = text("says that it holds something else: {what}", what=match.group())
        raise ElevationError(where, problem, _READABLE)
    if dataset.crs is None or dataset.transform.is_identity:
        raise ElevationError(
            where,
            text("does not tell where it lies: it has no coordinate system"),
            text("give it one, with gdal_translate -a_srs and -a_ullr or in a GIS"),
        )


def metres_per_unit(path: Path, dataset: DatasetReader) -> float:
    """Give what the unit of a raster is in metres; one that names none is taken to be in metres."""
    unit = (dataset.units[0] or "").strip().lower()
    if unit in _METRE:
        return 1.0
    if unit in _FOOT_M:
        return _FOOT_M[unit]
    raise ElevationError(
        str(path), text("is given in “{unit}”, which is not a unit of height", unit=unit), text("give metres")
    )


def refuse_values(path: Path, heights_m: NDArray[np.float32]) -> None:
    """Refuse values that no land on Earth has, and files without any over the region."""
    known = heights_m[~np.isnan(heights_m)]
    if not len(known):
        raise ElevationError(
            str(path),
            text("holds nothing but voids over the region"),
            text("give another file for this place"),
        )
    low_m, high_m = float(known.min()), float(known.max())
    if low_m < LOWEST_M or high_m > HIGHEST_M:
        raise ElevationError(
            str(path),
            text(
                "holds values from {low:.0f} to {high:.0f}, which are not heights in metres",
                low=low_m,
                high=high_m,
            ),
            text("give metres above the sea, with voids marked as no data"),
        )


def refuse_far_from_known(path: Path, grid: HeightGrid, known: KnownHeights) -> None:
    """Refuse heights that lie far from those that the map tells, by the median of at least three."""
    heights_m = heights_at(Terrain((grid,), ()), known.lon, known.lat).height_m
    off_m = (heights_m - known.height_m)[~np.isnan(heights_m)]
    if len(off_m) < _LEAST_KNOWN:
        return
    median_m = float(np.median(off_m))
    if math.fabs(median_m) > FARTHEST_FROM_KNOWN_M:
        raise ElevationError(
            str(path),
            text(
                "lies {off:.0f} m off the heights that {count} places of the map have",
                off=median_m,
                count=len(off_m),
            ),
            text("check that it holds heights above the sea, in metres, of this place"),
        )
