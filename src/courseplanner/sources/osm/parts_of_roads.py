"""Finds the paths that are a part of a road: its sidewalks, and what keeps beside it.

Distances and rules are those of a study of sixteen extracts: tagged sidewalks lie so far from the middle of
their road in nine cases of ten, and of untagged paths that are caught 93 % are a part of the street.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.beside import Lanes, nearest_beside
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.overlap import Trace, traces
from courseplanner.model.network.roads import UNKNOWN, RoadClass, RoadNetwork, RoadPart, Tri
from courseplanner.sources.osm.sidewalk_widths import sidewalk_widths_m

__all__ = ["with_parts_of_roads"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_BESIDE_M = {
    RoadClass.trunk: 16.0,
    RoadClass.trunk_link: 16.0,
    RoadClass.primary: 16.0,
    RoadClass.primary_link: 16.0,
    RoadClass.secondary: 13.0,
    RoadClass.secondary_link: 13.0,
    RoadClass.tertiary: 12.0,
    RoadClass.tertiary_link: 12.0,
    RoadClass.residential: 11.0,
    RoadClass.unclassified: 11.0,
    RoadClass.busway: 11.0,
    RoadClass.living_street: 10.0,
}
"""From the middle of a road to that of a path beside it, at most. Service roads have none: they add more
paths of their own than sidewalks."""
_BESIDE_OF_CLASS_M = np.array([_BESIDE_M.get(road_class, np.nan) for road_class in RoadClass])
_PATHS = (RoadClass.footway, RoadClass.path, RoadClass.cycleway)
_PARALLEL_DEG = 20.0
_STEP_M = 5.0
_SHORT_M = 20.0
"""Gaps in what lies beside a road, and pieces of it, that are no change."""
_WHOLE_M = 150.0
"""A way up to this length lies beside a road as a whole or not at all."""
_HALF = 0.5


def with_parts_of_roads(roads: RoadNetwork, keeps_own: Bools) -> RoadNetwork:
    """Find which paths keep beside a road, and to which road they and the tagged sidewalks belong.

    By tags first, then by place: a path belongs to a road that lies within the distance of its class and
    within 20° of parallel, both on a bridge, both in a tunnel or both on the ground. A way of at most 150 m
    does as a whole where half of it does; of a longer one those edges of which half lies in stretches of at
    least 20 m, gaps under 20 m filled.

    Parameters
    ----------
    roads : RoadNetwork
        With what tags say alone in `way_part`.
    keeps_own : bool (W,)
        Ways that are no part of a road wherever they lie, as their tags say.

    Returns
    -------
    RoadNetwork
        A way that is a part of a road for some of its length is two ways.
    """
    asks = np.isin(roads.way_class, _PATHS) | (roads.way_part == RoadPart.sidewalk)
    asked = np.flatnonzero((asks & ~keeps_own & (roads.way_part != RoadPart.crossing))[roads.edge_way])
    if not len(asked):
        return roads
    plane = Plane(float(np.mean(roads.node_lon)), float(np.mean(roads.node_lat)))
    steps, first = _steps_of(roads, asked, plane)
    edge = np.repeat(np.arange(len(asked)), np.diff(first))
    way = roads.edge_way[asked][edge]
    lanes, lane_way = _lanes(roads, plane)
    at = nearest_beside(steps, _structure(roads)[way], lanes, _PARALLEL_DEG)
    road = np.where(at < 0, UNKNOWN, np.append(lane_way, UNKNOWN)[at])
    is_sidewalk = (roads.way_part[way] == RoadPart.sidewalk) & (roads.way_class[way] == RoadClass.footway)
    widths_m = sidewalk_widths_m(roads, steps, is_sidewalk, lanes, lane_way, at)
    roads = replace(roads, way_width_sidewalks_m=widths_m)
    is_beside = _beside_edges(roads.edge_way[asked], edge, steps.step_m, road != UNKNOWN)
    return _with_roads(roads, asked, is_beside, edge, road)


def _steps_of(roads: RoadNetwork, edges: Ints, plane: Plane) -> tuple[Trace, Ints]:
    counts = np.diff(roads.point_start)[edges]
    start = np.concatenate(([0], np.cumsum(counts)))
    at = np.arange(start[-1]) + np.repeat(roads.point_start[edges] - start[:-1], counts)
    return traces(*plane.xy(roads.point_lon[at], roads.point_lat[at]), start, _STEP_M)


def _structure(roads: RoadNetwork) -> NDArray[np.int8]:
    """Tell bridges (1), tunnels (2) and ground (0) apart, int8 (W,); numbers of layers differ too often."""
    on_bridge, in_tunnel = roads.way_bridge == Tri.yes, roads.way_tunnel == Tri.yes
    return np.where(on_bridge, 1, np.where(in_tunnel, 2, 0)).astype(np.int8)


def _lanes(roads: RoadNetwork, plane: Plane) -> tuple[Lanes, Ints]:
    """Give the steps of roads that paths may keep beside, and the way of each."""
    reach_m = _BESIDE_OF_CLASS_M[roads.way_class]
    edges = np.flatnonzero(~np.isnan(reach_m[roads.edge_way]))
    of_roads, first = _steps_of(roads, edges, plane)
    way = roads.edge_way[edges].repeat(np.diff(first)).astype(np.int64)
    return Lanes(of_roads, reach_m[way], _structure(roads)[way]), way


def _beside_edges(way_of_edge: NDArray[np.int32], edge: Ints, step_m: Floats, is_near: Bools) -> Bools:
    """Tell for each edge whether it keeps beside a road, bool (edges,).

    Parameters
    ----------
    way_of_edge : int32 (edges,)
        The edges of a way follow one another.
    edge : int64 (n,)
        Of each step.
    step_m : float64 (n,)
    is_near : bool (n,)
        Whether each step is near a road.
    """
    _, way = np.unique(way_of_edge, return_inverse=True)
    way_of_step = way[edge]
    length_m = np.bincount(way_of_step, weights=step_m)
    near_m = np.bincount(way_of_step, weights=step_m * is_near)
    smooth = _without_short_runs(way_of_step, step_m, is_near, value=False)
    smooth = _without_short_runs(way_of_step, step_m, smooth, value=True)
    edges = len(way_of_edge)
    of_edge_m = np.bincount(edge, weights=step_m, minlength=edges)
    beside_m = np.bincount(edge, weights=step_m * smooth, minlength=edges)
    as_whole = near_m >= _HALF * length_m
    return np.where(
        (length_m <= _WHOLE_M)[way], as_whole[way], (beside_m >= _HALF * of_edge_m) & (of_edge_m > 0.0)
    )


def _without_short_runs(way: Ints, step_m: Floats, is_near: Bools, *, value: bool) -> Bools:
    """Turn runs of one value shorter than `_SHORT_M`; those at the end of a way stay where `False`."""
    if not len(way):
        return is_near
    changes = (np.diff(way) != 0) | (is_near[1:] != is_near[:-1])
    run = np.concatenate(([0], np.cumsum(changes)))
    length_m = np.bincount(run, weights=step_m)
    first = np.concatenate(([0], np.flatnonzero(changes) + 1))
    last = np.append(first[1:], len(way)) - 1
    turned = (is_near[first] == value) & (length_m < _SHORT_M)
    if not value:
        begins_way = np.concatenate(([True], np.diff(way) != 0))[first]
        ends_way = np.concatenate((np.diff(way) != 0, [True]))[last]
        turned &= ~begins_way & ~ends_way
    return np.asarray(is_near ^ turned[run])


def _with_roads(roads: RoadNetwork, asked: Ints, is_beside: Bools, edge: Ints, road: Ints) -> RoadNetwork:
    """Note what was found of `asked`, on ways of their own where an OSM way is only partly beside."""
    way = roads.edge_way[asked]
    tagged = roads.way_part[way] == RoadPart.sidewalk
    marked = is_beside & ~tagged
    ways = np.arange(len(roads.way_id))
    whole = np.bincount(way, minlength=len(ways)) == np.bincount(roads.edge_way, minlength=len(ways))
    all_beside = np.bincount(way[marked], minlength=len(ways)) == np.bincount(way, minlength=len(ways))
    all_beside &= whole
    split = np.setdiff1d(np.unique(way[marked]), np.flatnonzero(all_beside))
    copy_of = np.concatenate((ways, split)).astype(np.int64)
    new_way = way.astype(np.int64)
    cut = marked & np.isin(way, split)
    new_way[cut] = len(ways) + np.searchsorted(split, way[cut])
    changes: dict[str, Any] = {
        name: getattr(roads, name)[copy_of] for name in roads.__slots__ if name.startswith("way_")
    }
    part, of_road, motor_free = (changes[name].copy() for name in ("way_part", "way_road", "way_motor_free"))
    part[new_way[marked]], motor_free[new_way[marked]] = RoadPart.beside, Tri.no
    step_way, step_road = new_way[edge], road
    counted = (step_road != UNKNOWN) & (marked | tagged)[edge]
    pairs, often = np.unique(
        np.stack([step_way[counted], step_road[counted]], axis=1), axis=0, return_counts=True
    )
    # The road beside most of it; of two the first. A tagged sidewalk may have none beside half of it.
    order = np.lexsort((pairs[:, 1], -often, pairs[:, 0]))
    chosen = order[np.unique(pairs[order, 0], return_index=True)[1]]
    steps = np.bincount(step_way, minlength=len(of_road))
    near = np.bincount(step_way[step_road != UNKNOWN], minlength=len(of_road))
    by_half = near >= _HALF * steps
    chosen = chosen[(by_half | (part == RoadPart.beside))[pairs[chosen, 0]]]
    of_road[pairs[chosen, 0]] = pairs[chosen, 1]
    edge_way = roads.edge_way.copy()
    edge_way[asked] = new_way
    changes.update(edge_way=edge_way, way_part=part, way_road=of_road, way_motor_free=motor_free)
    return replace(roads, **changes)
