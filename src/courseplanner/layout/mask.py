"""Which roads a course may use, by the hard limits and wishes of the brief."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from courseplanner.errors import PlaceListError
from courseplanner.i18n import text
from courseplanner.model.assumptions import way_open_width_m, way_unpaved
from courseplanner.model.brief import Brief
from courseplanner.model.road_names import ways_called
from courseplanner.model.roads import Access, RoadNetwork

__all__ = ["allowed_edges", "reachable_edges"]

Bools = NDArray[np.bool_]


def reachable_edges(roads: RoadNetwork) -> Bools:
    """Tell which edges people can reach places by: all that are not closed, bool (E,)."""
    return np.asarray((roads.way_access != Access.closed)[roads.edge_way])


def allowed_edges(brief: Brief, roads: RoadNetwork) -> Bools:
    """Tell which edges a course may use, bool (E,).

    Closed roads, roads narrower than the brief allows, all unpaved ones where it allows
    none, and those that it avoids by name or by area are left out.

    Raises
    ------
    BriefError
        If a road to avoid does not exist.
    PlaceListError
        If a file of areas to avoid can't be read.
    """
    ways = roads.way_access != Access.closed
    limits = brief.limits
    if limits.min_width_m is not None:
        ways &= way_open_width_m(roads) >= limits.min_width_m
    if limits.max_unpaved == 0.0:
        ways &= ~way_unpaved(roads)
    edges = ways[roads.edge_way]
    for index, entry in enumerate(brief.course.avoid):
        if entry.endswith((".geojson", ".json")):
            edges &= ~_edges_in_areas(Path(entry), roads)
        else:
            edges &= ~ways_called(roads, entry, f"{brief.path}, [course] avoid {index + 1}")[roads.edge_way]
    return np.asarray(edges)


def _edges_in_areas(file: Path, roads: RoadNetwork) -> Bools:
    """Tell which edges touch the polygons of a GeoJSON file."""
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
        features = data["features"] if data.get("type") == "FeatureCollection" else [data]
        areas = shapely.union_all([shape(feature.get("geometry", feature)) for feature in features])
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        shapely.errors.ShapelyError,
    ) as error:
        raise PlaceListError(
            file.name,
            text("not a GeoJSON file of polygons ({why})", why=type(error).__name__),
            text("give polygons in WGS 84"),
        ) from None
    counts = np.diff(roads.point_start)
    points = np.column_stack((roads.point_lon, roads.point_lat))
    lines = shapely.linestrings(points, indices=np.repeat(np.arange(roads.edge_count), counts))
    shapely.prepare(areas)
    return np.asarray(shapely.intersects(areas, lines))
