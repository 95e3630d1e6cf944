"""Reads a basemap from OSM files: what a map shows around the roads, for the eye alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.model.names import Names
from courseplanner.model.network.basemap import AreaKind, Basemap, Label
from courseplanner.sources.basemap.basemap_files import CollectedObjects, read_relations, read_ways
from courseplanner.sources.basemap.basemap_ways import (
    DrawnWays,
    closed_rings,
    located_lines,
    one_copy_each,
    touching,
)
from courseplanner.sources.basemap.coastline import grown, sea_areas
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.osm.chains import Ring, relation_rings

__all__ = ["read_basemap"]

_Area = tuple[AreaKind, Sequence[Ring]]


def read_basemap(
    osm: Sequence[Path], bbox: BBox | None, box: BBox, progress: Progress | None = None
) -> Basemap:
    """Read the areas, lines and names that a map shows.

    What several files have is kept once.

    Parameters
    ----------
    osm : sequence of Path
        `.osm`, `.osm.gz`, `.osm.bz2` or `.osm.pbf`, already read as a region.
    bbox : tuple of float or None
        West, south, east, north in WGS 84 degrees: what doesn't reach in is left
        out, what does is kept whole. Without it all is kept but names far from the roads.
    box : tuple of float
        The box of the region's roads; in it, and in a margin around it, the sea is drawn.
    progress : Progress, optional

    Raises
    ------
    OsmFileError
        If a file can't be read.
    CancelledError
        If the user stops the work.
    """
    progress = progress or Progress()
    found = CollectedObjects()
    for path in osm:
        progress.check()
        read_relations(path, found)
    for number, path in enumerate(osm):
        begin, end = (0.85 * (number + step) / len(osm) for step in (0, 1))
        read_ways(path, found, progress.part(begin, end))
    progress.report(0.85, text("joining areas"))
    ways = found.ways.ways()
    if len(osm) > 1:
        ways = one_copy_each(ways)
    if bbox is not None:
        ways = ways.select(touching(ways, bbox))
    outlines, lines = closed_rings(ways.select(ways.is_area)), located_lines(ways.select(~ways.is_area))
    areas = _relation_areas(found, bbox, progress)
    progress.report(0.95, text("drawing the sea"))
    around = grown(box)
    sea = sea_areas(list(found.coast.values()), around, lines.points)
    areas += [(AreaKind.water, rings) for rings in sea]
    labels = found.labels.labels(bbox or around)
    progress.report(1.0, text("the map is read"))
    return _assembled(outlines, areas, lines, found.ways.names, labels)


def _relation_areas(found: CollectedObjects, bbox: BBox | None, progress: Progress) -> list[_Area]:
    """Join the ways of relations to areas; what they are called goes to the labels."""
    areas: list[_Area] = []
    for number, relation in found.relations.items():
        progress.check()
        rings = relation_rings(relation.members, found.parts)
        if not rings:
            continue
        if relation.label is not None:
            found.labels.take_area(f"r{number}", *relation.label, rings)
        if relation.kind is not None and (bbox is None or _reach_in(rings, bbox)):
            areas.append((relation.kind, rings))
    return areas


def _reach_in(rings: Sequence[Ring], box: BBox) -> bool:
    low, high = (
        np.min([ring.min(axis=0) for ring in rings], axis=0),
        np.max([ring.max(axis=0) for ring in rings], axis=0),
    )
    return bool((low <= box[2:]).all() and (high >= box[:2]).all())


def _assembled(
    outlines: DrawnWays,
    areas: Sequence[_Area],
    lines: DrawnWays,
    names: tuple[Names, ...],
    labels: tuple[Label, ...],
) -> Basemap:
    """Put areas of one ring each, areas of several, and lines behind each other."""
    rings = [ring for _, of_area in areas for ring in of_area]
    ring_count = np.append(
        np.ones(len(outlines.kind), dtype=np.int64), [len(of_area) for _, of_area in areas]
    )
    ring_size = np.append(np.diff(outlines.start), [len(ring) for ring in rings])
    ring_point = _starts(ring_size)
    points = np.concatenate([outlines.points, *rings, lines.points])
    return Basemap(
        area_kind=np.append(outlines.kind, [kind for kind, _ in areas]).astype(np.int8),
        area_ring=_starts(ring_count),
        ring_point=ring_point,
        line_kind=lines.kind,
        line_bridge=lines.bridge,
        line_tunnel=lines.tunnel,
        line_name=lines.name,
        line_point=ring_point[-1] + lines.start,
        lon=points[:, 0].copy(),
        lat=points[:, 1].copy(),
        names=names,
        labels=labels,
    )


def _starts(count: NDArray[np.generic]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(count, dtype=np.int64)))
