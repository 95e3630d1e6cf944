"""Short ways over a sidewalk or a crossing that join paths to roads, where nothing else does."""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.ask.kernels_reach import components
from courseplanner.layout.line.kernels_network import neighbours
from courseplanner.model.network.roads import RoadClass, RoadNetwork, RoadPart

__all__ = ["LONGEST_LINK_M", "path_links"]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

LONGEST_LINK_M = 60.0
"""From the end of a path over a sidewalk to the road: the map has no way over the kerb where they meet."""
_PATHS = (RoadClass.footway, RoadClass.path, RoadClass.cycleway)


def path_links(roads: RoadNetwork, allowed: Bools, lent: Bools) -> Bools:
    """Choose parts of roads that join paths to roads, where they are cut off without, bool (E,).

    Parameters
    ----------
    roads : RoadNetwork
    allowed : bool (E,)
        Edges that a course may use.
    lent : bool (E,)
        Others that it may use to get from a path to a road: sidewalks and crossings.

    Returns
    -------
    bool (E,)
        Of `lent`, the shortest way from each end of a path that is cut off to a road, up to `LONGEST_LINK_M`.
    """
    links = np.zeros(roads.edge_count, dtype=np.bool_)
    is_path = (np.isin(roads.way_class, _PATHS) & (roads.way_part == RoadPart.own))[roads.edge_way] & allowed
    if not is_path.any() or not lent.any():
        return links
    edge_from, edge_to = roads.edge_from.astype(np.int64), roads.edge_to.astype(np.int64)
    part = components(roads.node_count, edge_from, edge_to, allowed)
    has_road = np.zeros(part.max() + 1, dtype=np.bool_)
    has_road[part[edge_from[allowed & ~is_path]]] = True
    of_path = is_path & ~has_road[part[edge_from]]
    on_road = np.zeros(roads.node_count, dtype=np.bool_)
    for ends in (edge_from, edge_to):
        on_road[ends[allowed & ~is_path]] = True
    first, order = neighbours(roads.node_count, edge_from, edge_to, lent)
    ends_of_paths = np.unique(np.concatenate((edge_from[of_path], edge_to[of_path])))
    for node in ends_of_paths[np.diff(first)[ends_of_paths] > 0].tolist():
        links[_way_to_road(roads, node, on_road, first, order)] = True
    return links


def _way_to_road(roads: RoadNetwork, start: int, on_road: Bools, first: Ints, order: Ints) -> list[int]:
    """Give the edges of the shortest way to a node of a road; none, where that is too far."""
    came: dict[int, int] = {}
    settled: set[int] = set()
    queue = [(0, start, -1)]
    while queue:
        far_mm, node, edge = heapq.heappop(queue)
        if node in settled:
            continue
        settled.add(node)
        came[node] = edge
        if on_road[node]:
            return _back(roads, node, came)
        for onward in order[first[node] : first[node + 1]].tolist():
            length_mm = far_mm + int(roads.edge_length_mm[onward])
            if length_mm <= 1000.0 * LONGEST_LINK_M:
                other = int(roads.edge_from[onward] + roads.edge_to[onward] - node)
                heapq.heappush(queue, (length_mm, other, onward))
    return []


def _back(roads: RoadNetwork, node: int, came: dict[int, int]) -> list[int]:
    edges = []
    while came[node] >= 0:
        edges.append(came[node])
        node = int(roads.edge_from[came[node]] + roads.edge_to[came[node]] - node)
    return edges
