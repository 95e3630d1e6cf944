"""How places are reached by road: a village across a gorge is near, and not visited."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from courseplanner.layout.ask.kernels_reach import components, distances_by_road
from courseplanner.layout.line.network import ends_of
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.nearness import Lines, Outlines, near_pairs, nearest_lines
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["Reach", "Ways", "reach_of", "walked_ways"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_NEAREST_ROAD_M = 2_000.0


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Distances of places by road.

    A place is entered from the road or square nearest to it, across the ground between; an
    area from each that touches it. Nobody comes to a place through the roof of a tunnel below it.

    Parameters
    ----------
    entry_edge : int64 (T,)
        The edge nearest to each place, -1 where none is within 2 km, or a square is nearer.
    entry_offset_m, entry_part : float64 (T,)
        How far off it the place lies, and at which part of the edge's length.
    key : int64 (R,)
        `place * nodes + node`, in order.
    by_road_m : float64 (R,)
        The distance of that node from that place; nodes past the limit are not listed.
    nodes : int
        Those of the roads, and those of plazas.
    """

    entry_edge: Ints
    entry_offset_m: Floats
    entry_part: Floats
    key: Ints
    by_road_m: Floats
    nodes: int

    def of_nodes(self, place: Ints, node: Ints) -> Floats:
        """Give the distance of nodes from places, infinite past the limit."""
        if not len(self.key):
            return np.full(len(place), np.inf)
        wanted = place * self.nodes + node
        at = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        return np.where(self.key[at] == wanted, self.by_road_m[at], np.inf)

    def of_parts(self, roads: RoadNetwork, place: Ints, edge: Ints, a: ArrayLike, b: ArrayLike) -> Floats:
        """Give the least distance of parts of edges from places.

        Parameters
        ----------
        roads : RoadNetwork
        place, edge : int64 (n,)
        a, b : float64 (n,) or float
            The part of each edge, from 0 to 1 of its length.

        Returns
        -------
        float64 (n,)
            Infinite past the limit.
        """
        length_m = roads.edge_length_mm[edge] / 1000.0
        low, high = np.asarray(a), np.asarray(b)
        from_start = self.of_nodes(place, roads.edge_from[edge].astype(np.int64)) + low * length_m
        from_end = self.of_nodes(place, roads.edge_to[edge].astype(np.int64)) + (1.0 - high) * length_m
        entry = self.entry_part[place]
        beside = np.maximum(0.0, np.maximum(low - entry, entry - high)) * length_m
        here = np.where(self.entry_edge[place] == edge, self.entry_offset_m[place] + beside, np.inf)
        return np.asarray(np.minimum(np.minimum(from_start, from_end), here))


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """What places are reached along: the edges of the roads, then the outlines of plazas.

    Parameters
    ----------
    node_from, node_to : int64 (E,)
    length_mm : int32 (E,)
    lines : Lines
        In the plane.
    usable : bool (E,)
        Whether people can go there.
    in_tunnel : bool (E,)
        Whether places can't be entered from there.
    roads : int
        How many are roads.
    nodes : int
    """

    node_from: Ints
    node_to: Ints
    length_mm: NDArray[np.int32]
    lines: Lines
    usable: Bools
    in_tunnel: Bools
    roads: int
    nodes: int


def walked_ways(roads: RoadNetwork, lines: Lines, usable: Bools, plane: Plane) -> Ways:
    """Join roads and plazas.

    Parameters
    ----------
    roads : RoadNetwork
    lines : Lines
        All edges in the plane.
    usable : bool (E,)
        Edges that people can use.
    plane : Plane

    Returns
    -------
    Ways
    """
    plazas, (begin, end) = roads.plazas, ends_of(roads)
    x, y = plane.xy(plazas.point_lon, plazas.point_lat)
    own = (
        np.where(node < 0, roads.node_count - 1 - node, node) for node in (plazas.node_from, plazas.node_to)
    )
    at_begin, at_end = (node.astype(np.int64) for node in own)
    return Ways(
        np.concatenate((begin, at_begin)),
        np.concatenate((end, at_end)),
        np.concatenate((roads.edge_length_mm, plazas.length_mm)),
        Lines(
            np.concatenate((lines.x, x)),
            np.concatenate((lines.y, y)),
            np.concatenate((lines.start, lines.start[-1] + plazas.point_start[1:])),
        ),
        np.concatenate((usable, np.ones(len(plazas.length_mm), dtype=np.bool_))),
        np.concatenate((roads.edge_in_tunnel, np.zeros(len(plazas.length_mm), dtype=np.bool_))),
        roads.edge_count,
        roads.node_count + plazas.node_count,
    )


def reach_of(ways: Ways, outlines: Outlines, limit_m: Floats, wanted: Ints) -> Reach:
    """Find how places are reached by road.

    Parameters
    ----------
    ways : Ways
        Of the connected parts of those that people can use, the one that is near most of the
        wanted places counts, the longest of several such.
    outlines : Outlines
        Of the places.
    limit_m : float64 (T,)
        How far to look, for each place: twice as far as the crow flies.
    wanted : int64
        Indices of the places that a course is asked to visit.

    Returns
    -------
    Reach
    """
    count = len(limit_m)
    lines, main = ways.lines, _main_part(ways, outlines, limit_m / 2.0, wanted)
    entrances = main & ~ways.in_tunnel
    whole_m = _plane_lengths(lines)
    first = nearest_lines(lines, entrances, outlines, _NEAREST_ROAD_M)
    entry_edge, entry_offset, entry_part = np.full(count, -1), np.full(count, np.inf), np.zeros(count)
    entry_edge[first.place], entry_offset[first.place] = first.line, first.offset_m
    entry_part[first.place] = first.along_m / np.maximum(whole_m[first.line], 1e-9)

    inside = near_pairs(lines, outlines, np.zeros(count))
    touching = entrances[inside.line]
    place = np.concatenate((first.place, inside.place[touching]))
    edge = np.concatenate((first.line, inside.line[touching]))
    offset = np.concatenate((first.offset_m, np.zeros(touching.sum())))
    part = np.concatenate((first.along_m, inside.along_m[touching])) / np.maximum(whole_m[edge], 1e-9)
    length_m = ways.length_mm[edge] / 1000.0
    to_start = offset + part * length_m
    to_end = offset + (1.0 - part) * length_m
    start_place = np.concatenate((place, place))
    start_node = np.concatenate((ways.node_from[edge], ways.node_to[edge]))
    start_m = np.concatenate((to_start, to_end))
    by_place = np.argsort(start_place, kind="stable")
    found_place, found_node, by_road = distances_by_road(
        ways.node_from, ways.node_to, ways.length_mm, main, ways.nodes,
        start_place[by_place], start_node[by_place], start_m[by_place], limit_m,
    )  # fmt: skip
    key = found_place * ways.nodes + found_node
    order = np.argsort(key, kind="stable")
    entry_edge[entry_edge >= ways.roads] = -1
    return Reach(entry_edge, entry_offset, entry_part, key[order], by_road[order], ways.nodes)


def _plane_lengths(lines: Lines) -> Floats:
    steps = np.hypot(np.diff(lines.x, append=0.0), np.diff(lines.y, append=0.0))
    steps[lines.start[1:] - 1] = 0.0
    return np.asarray(np.add.reduceat(steps, lines.start[:-1]))


def _main_part(ways: Ways, outlines: Outlines, within_m: Floats, wanted: Ints) -> Bools:
    """Tell which ways belong to the connected part that is near most wanted places."""
    usable = ways.usable
    if not usable.any():
        return usable
    part = components(ways.nodes, ways.node_from, ways.node_to, usable)
    of_edge = part[ways.node_from]
    parts = int(part.max()) + 1
    length = np.bincount(of_edge[usable], weights=ways.length_mm[usable], minlength=parts)
    near = near_pairs(ways.lines, outlines, within_m)
    counts = usable[near.line] & np.isin(near.place, wanted)
    pairs = np.unique(np.column_stack((of_edge[near.line[counts]], near.place[counts])), axis=0)
    places = np.where(length > 0.0, np.bincount(pairs[:, 0], minlength=parts), -1)
    best = np.lexsort((-length, -places))[0]
    return np.asarray(usable & (of_edge == best))
