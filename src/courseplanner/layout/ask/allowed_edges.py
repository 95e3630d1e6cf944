"""Which roads a course may use, by the hard limits and wishes of the brief."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.brief.check import is_area_file
from courseplanner.layout.ask.path_links import path_links
from courseplanner.model.brief.brief import Brief
from courseplanner.model.network.assumptions import way_open_width_m, way_unpaved
from courseplanner.model.network.roads import UNKNOWN, Access, RoadNetwork, RoadPart, Tri
from courseplanner.roads.avoided_areas import read_areas, roads_touched
from courseplanner.roads.road_names import ways_called

__all__ = ["allowed_edges", "reachable_edges"]

Bools = NDArray[np.bool_]

_BESIDE = (RoadPart.sidewalk, RoadPart.beside)
_WIDE_PATH_M = 4.0
"""A path beside a road that is tagged or stated to be so wide takes a race by itself: a lead car and an
ambulance pass. Where a wider course is asked for, that holds."""


def reachable_edges(roads: RoadNetwork) -> Bools:
    """Tell which edges people can reach places by: all that are not closed, bool (E,)."""
    return np.asarray((roads.way_access != Access.closed)[roads.edge_way])


def allowed_edges(brief: Brief, roads: RoadNetwork, floor_m: float | None = None) -> Bools:
    """Tell which edges a course may use, bool (E,).

    Closed roads, roads narrower than the brief allows, all unpaved ones and all in tunnels
    where it allows none, and those that it avoids by name or by area are left out. So are
    sidewalks, and paths beside a road, where that road itself may be run.

    Parameters
    ----------
    brief : Brief
    roads : RoadNetwork
    floor_m : float, optional
        The width that the field needs where the brief states no least width. What joins a path to the roads
        may be narrower.

    Raises
    ------
    BriefError
        If a road to avoid does not exist.
    PlaceListError
        If a file of areas to avoid can't be read.
    """
    limits = brief.limits
    open_ways = _open_ways(brief, roads)
    width_m = way_open_width_m(roads)
    if limits.min_width_m is not None:
        open_ways &= width_m >= limits.min_width_m
    left = _left_to_their_road(roads, max(limits.min_width_m or floor_m or 0.0, _WIDE_PATH_M))
    ways = open_ways & ~left
    if limits.min_width_m is None and floor_m is not None:
        ways &= width_m >= floor_m
    shut = _avoided_edges(brief, roads)
    allowed = ways[roads.edge_way] & ~shut
    lent = (open_ways & (roads.way_part != RoadPart.own))[roads.edge_way] & ~shut & ~allowed
    return allowed | path_links(roads, allowed, lent)


def _open_ways(brief: Brief, roads: RoadNetwork) -> Bools:
    """Tell which ways are open, paved and out of tunnels as the brief asks, bool (W,)."""
    ways = np.asarray(roads.way_access != Access.closed)
    if brief.limits.max_unpaved == 0.0:
        ways &= ~way_unpaved(roads)
    if brief.limits.max_tunnel_m == 0.0:
        ways &= roads.way_tunnel != Tri.yes
    return ways


def _left_to_their_road(roads: RoadNetwork, wide_m: float) -> Bools:
    """Tell which ways are never run, since the road that they are a part of may be, bool (W,).

    A path that keeps beside a road without being tagged as its sidewalk is run where its width is tagged or
    stated, and at least `wide_m`.
    """
    runs_beside = np.isin(roads.way_part, _BESIDE) & (roads.way_road != UNKNOWN)
    road_is_open = roads.way_access[np.where(runs_beside, roads.way_road, 0)] != Access.closed
    is_wide = (roads.way_part == RoadPart.beside) & (roads.way_width_tag_m >= wide_m)
    return np.asarray(runs_beside & road_is_open & ~is_wide)


def _avoided_edges(brief: Brief, roads: RoadNetwork) -> Bools:
    """Tell which edges the brief avoids, with the sidewalks of roads that it avoids by name, bool (E,)."""
    shut = np.zeros(roads.edge_count, dtype=np.bool_)
    for index, entry in enumerate(brief.course.avoid):
        if is_area_file(entry):
            _, touched = roads_touched(read_areas(Path(entry)), roads)
            shut[touched] = True
        else:
            called = ways_called(roads, entry, f"{brief.path}, [course] avoid {index + 1}")
            called = called | ((roads.way_road != UNKNOWN) & called[roads.way_road])
            shut |= called[roads.edge_way]
    return shut
