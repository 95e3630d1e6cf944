"""Which roads a course may use, by the hard limits and wishes of the brief."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.brief.check import is_area_file
from courseplanner.model.brief.brief import Brief
from courseplanner.model.network.assumptions import way_open_width_m, way_unpaved
from courseplanner.model.network.roads import Access, RoadNetwork, Tri
from courseplanner.roads.avoided_areas import read_areas, roads_touched
from courseplanner.roads.road_names import ways_called

__all__ = ["allowed_edges", "reachable_edges"]

Bools = NDArray[np.bool_]


def reachable_edges(roads: RoadNetwork) -> Bools:
    """Tell which edges people can reach places by: all that are not closed, bool (E,)."""
    return np.asarray((roads.way_access != Access.closed)[roads.edge_way])


def allowed_edges(brief: Brief, roads: RoadNetwork) -> Bools:
    """Tell which edges a course may use, bool (E,).

    Closed roads, roads narrower than the brief allows, all unpaved ones and all in tunnels
    where it allows none, and those that it avoids by name or by area are left out.

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
    if limits.max_tunnel_m == 0.0:
        ways &= roads.way_tunnel != Tri.yes
    edges = ways[roads.edge_way]
    for index, entry in enumerate(brief.course.avoid):
        if is_area_file(entry):
            _, touched = roads_touched(read_areas(Path(entry)), roads)
            edges[touched] = False
        else:
            edges &= ~ways_called(roads, entry, f"{brief.path}, [course] avoid {index + 1}")[roads.edge_way]
    return np.asarray(edges)
