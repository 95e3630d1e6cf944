"""Reads elevation files into the terrain of a region."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import ElevationError
from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.measure.ground.heights import heights_at
from courseplanner.model.places.terrain import HeightGrid, Terrain
from courseplanner.model.provenance import Provenance
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.heights.elevation_checks import refuse_far_from_known
from courseplanner.sources.heights.elevation_file import read_grid
from courseplanner.sources.heights.osm_heights import KnownHeights

__all__ = ["read_terrain"]

Floats = NDArray[np.float64]

_METRES_PER_DEGREE = 111_320.0


def read_terrain(
    files: Sequence[Path],
    bbox: BBox,
    progress: Progress | None = None,
    *,
    roads: tuple[Floats, Floats] | None = None,
    known: KnownHeights | None = None,
) -> Terrain:
    """Read elevation files, as far as they lie over a region.

    Heights are taken to be above the sea, as those of SRTM are (above the geoid EGM96).

    Parameters
    ----------
    files : sequence of Path
        `.hgt`, `.hgt.zip`, `.tif` or `.tiff`; at least one.
    bbox : tuple of float
        West, south, east, north of the roads, WGS 84 degrees.
    progress : Progress, optional
    roads : tuple of float64 (n,), optional
        Longitudes and latitudes of points on roads: how many of them get no height, and how many get one
        that rests on a void, is counted in the provenance of the first file.
    known : KnownHeights, optional
        Heights that the map tells, to see that the files are heights of this place.

    Raises
    ------
    ElevationError
        If a file can't be read, holds no heights, or none lies over the region.
    CancelledError
        If the user stops the work.
    """
    progress = progress or Progress()
    grids: list[HeightGrid] = []
    sources: list[Provenance] = []
    for number, path in enumerate(files):
        progress.report(number / len(files), text("reading {file}", file=path.name))
        grid, provenance = read_grid(path, bbox)
        sources.append(provenance)
        if grid is not None:
            if known is not None:
                refuse_far_from_known(path, grid, known)
            grids.append(grid)
    if not grids:
        raise _beside_the_region(files, bbox)
    terrain = Terrain(tuple(sorted(grids, key=_cell_m)), tuple(sources))
    if roads is not None:
        sources[0] = replace(sources[0], counts={**sources[0].counts, **_cover(terrain, *roads)})
        terrain = replace(terrain, provenance=tuple(sources))
    progress.report(1.0, text("the heights are read"))
    return terrain


def _cell_m(grid: HeightGrid) -> float:
    """Give about how large a cell is, metres."""
    a, b, _, d, e, _ = grid.to_cell
    cell = 1.0 / math.sqrt(abs(a * e - b * d))
    return cell * _METRES_PER_DEGREE if grid.crs == "EPSG:4326" else cell


def _cover(terrain: Terrain, lon: Floats, lat: Floats) -> dict[str, int]:
    heights = heights_at(terrain, lon, lat)
    return {
        "road_nodes": len(lon),
        "road_nodes_without_height": int(np.isnan(heights.height_m).sum()),
        "road_nodes_on_filled_voids": int(heights.filled.sum()),
    }


def _beside_the_region(files: Sequence[Path], bbox: BBox) -> ElevationError:
    west, south, east, north = bbox
    return ElevationError(
        ", ".join(str(path) for path in files),
        text("no heights lie over the region"),
        text(
            "give files that cover {west:.2f} to {east:.2f} east and {south:.2f} to {north:.2f} north",
            west=west,
            south=south,
            east=east,
            north=north,
        ),
    )
