"""From files to a region."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from courseplanner.base.errors import InputError
from courseplanner.base.progress import Progress
from courseplanner.model.brief.brief import Sources
from courseplanner.model.network.basemap import Basemap
from courseplanner.model.region import Region
from courseplanner.workflow.race_weather import read_records

__all__ = ["open_region", "read_map"]

_ROADS_READ = 0.9
"""Part of the progress of a region that its roads and places get where heights are read, too."""


def open_region(sources: Sources, progress: Progress, brief_path: Path | None = None) -> Region:
    """Read the roads, places and heights of a region, and its weather and air.

    Parameters
    ----------
    sources : Sources
    progress : Progress
    brief_path : Path, optional
        The brief that names the sources, for messages.

    Raises
    ------
    InputError
        If a source can't be read.
    CancelledError
        If `progress` was cancelled.
    """
    region = _region_of_roads(sources, progress, brief_path)
    records = read_records(sources)
    return replace(
        region,
        weather=records.weather,
        air=records.air,
        provenance=region.provenance + records.provenance,
    )


def _region_of_roads(sources: Sources, progress: Progress, brief_path: Path | None) -> Region:
    """Read roads, places and heights."""
    from courseplanner.sources.region import read_region

    roads_read = _ROADS_READ if sources.elevation else 1.0
    try:
        region = read_region(sources.osm, sources.places, sources.bbox, progress.part(0.0, roads_read))
    except InputError as error:
        # Sources know files, not the brief that named a part of them.
        if brief_path is not None and error.where.startswith("[region]"):
            raise InputError(f"{brief_path}, {error.where}", error.problem, error.fix) from None
        raise
    if not sources.elevation:
        return region
    # Slow to import, and most briefs have no heights.
    from courseplanner.sources.heights.elevation import read_terrain
    from courseplanner.sources.heights.osm_heights import known_heights

    roads = (region.roads.node_lon, region.roads.node_lat)
    terrain = read_terrain(
        sources.elevation,
        region.bbox,
        progress.part(roads_read, 1.0),
        roads=roads,
        known=known_heights(sources.osm),
    )
    return replace(region, terrain=terrain, provenance=region.provenance + terrain.provenance)


def read_map(sources: Sources, region: Region, progress: Progress) -> Basemap:
    """Read what a map shows around the roads of a region.

    Parameters
    ----------
    sources : Sources
        Those that the region was read from.
    region : Region
    progress : Progress

    Raises
    ------
    OsmFileError
        If a file can't be read any more.
    CancelledError
        If `progress` was cancelled.
    """
    from courseplanner.sources.basemap.basemap import read_basemap

    return read_basemap(sources.osm, sources.bbox, region.bbox, progress)
