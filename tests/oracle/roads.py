"""Roads as the extract draws them: which way a line runs on, and distances along them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from .line import GEOD, Floats, Line, Plane
from .osm import Extract
from .tags import closed_to_races, in_tunnel, never_walked

__all__ = ["ON_ROAD_M", "Roads"]

ON_ROAD_M = 0.05
"""How far a written line may lie beside its way."""


def _indices(extract: Extract) -> dict[int, int]:
    """Number the nodes; neighbours on a way that lie at the same place are one."""
    index = {ref: i for i, ref in enumerate(extract.nodes)}
    for _, _, refs in extract.ways:
        for a, b in pairwise(refs):
            if extract.nodes[a] == extract.nodes[b]:
                index[b] = index[a]
    return index


class Roads:
    """Every segment between two nodes of every `highway`, in the plane.

    Attributes
    ----------
    ways : list of (id, tags)
        One for each part of a way.
    segment_way, segment_from, segment_to : int (s,)
        Part of a way, and nodes at the ends, as indices.
    open : bool (s,)
        A race may run here, as far as class and access go.
    covered : bool (s,)
        In a tunnel: from there no place is reached.
    """

    def __init__(self, extract: Extract, plane: Plane) -> None:
        self.plane = plane
        index = _indices(extract)
        degrees = np.array(list(extract.nodes.values()), dtype=float).reshape(-1, 2)
        self.node_xy = plane.xy(degrees)
        self.ways = [(way, tags) for way, tags, _ in extract.ways]
        ends = [
            (w, index[a], index[b])
            for w, (_, _, refs) in enumerate(extract.ways)
            for a, b in pairwise(refs)
            if index[a] != index[b]
        ]
        self.segment_way, self.segment_from, self.segment_to = np.array(ends, dtype=np.int64).T
        a, b = degrees[self.segment_from], degrees[self.segment_to]
        self.segment_m = GEOD.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]
        ends_xy = np.stack([self.node_xy[self.segment_from], self.node_xy[self.segment_to]], axis=1)
        self.shapes: NDArray[np.object_] = np.asarray(shapely.linestrings(ends_xy))
        self._tree = shapely.STRtree(self.shapes)
        passable = [never_walked(tags) is None and not closed_to_races(tags) for _, tags in self.ways]
        self.open = np.array(passable)[self.segment_way]
        self.covered = np.array([in_tunnel(tags) for _, tags in self.ways])[self.segment_way]
        self._link(len(degrees))

    def _link(self, nodes: int) -> None:
        self._next: dict[int, list[tuple[int, float]]] = {}
        opened = np.flatnonzero(self.open)
        u, v, metres = self.segment_from[opened], self.segment_to[opened], self.segment_m[opened]
        for a, b, m in zip(u.tolist(), v.tolist(), metres.tolist(), strict=True):
            self._next.setdefault(a, []).append((b, m))
            self._next.setdefault(b, []).append((a, m))
        links = coo_array((np.ones(len(u)), (u, v)), shape=(nodes, nodes))
        self.component = connected_components(links, directed=False)[1]
        self._trees: dict[int, tuple[shapely.STRtree, NDArray[np.int64]]] = {}

    def matched(self, line: Line) -> list[set[int]]:
        """Give for each step of a line the segments that it lies on (within `ON_ROAD_M`)."""
        points = np.asarray(shapely.points(line.xy))
        vertex, segment = self._tree.query(points, predicate="dwithin", distance=ON_ROAD_M)
        near: list[set[int]] = [set() for _ in line.xy]
        for v, s in zip(vertex.tolist(), segment.tolist(), strict=True):
            near[v].add(s)
        return [a & b for a, b in pairwise(near)]

    def joined(self, before: set[int], after: set[int], xy: Floats) -> bool:
        """Tell whether a line may pass from one segment to the next at `xy`: on a node of both."""
        if before & after:
            return True
        here = {n for s in before for n in self.ends(s)} & {n for s in after for n in self.ends(s)}
        return any(np.hypot(*(self.node_xy[n] - xy)) <= ON_ROAD_M for n in here)

    def ends(self, segment: int) -> tuple[int, int]:
        """Nodes at the ends of a segment."""
        return int(self.segment_from[segment]), int(self.segment_to[segment])

    def anchors(self, xy: Floats) -> dict[int, float]:
        """Find the open segments through `xy`: distance along each from its first node."""
        point = shapely.Point(xy)
        found = self._tree.query(point, predicate="dwithin", distance=ON_ROAD_M)
        return {int(s): float(self.shapes[s].project(point)) for s in found if self.open[s]}

    def seeds(self, xy: Floats) -> dict[int, float]:
        """Nodes next to `xy` along the roads, with their distances."""
        seeds: dict[int, float] = {}
        for segment, along in self.anchors(xy).items():
            u, v = self.ends(segment)
            for node, metres in ((u, along), (v, float(self.segment_m[segment]) - along)):
                seeds[node] = min(metres, seeds.get(node, np.inf))
        return seeds

    def spread(self, seeds: Mapping[int, float], to_m: float) -> dict[int, float]:
        """Give the shortest distances by open roads from `seeds`, up to `to_m` (Dijkstra)."""
        done: dict[int, float] = {}
        heap = [(metres, node) for node, metres in seeds.items() if metres <= to_m]
        heapq.heapify(heap)
        while heap:
            metres, node = heapq.heappop(heap)
            if node in done:
                continue
            done[node] = metres
            for other, step in self._next.get(node, ()):
                if other not in done and metres + step <= to_m:
                    heapq.heappush(heap, (metres + step, other))
        return done

    def distance_m(self, one: Floats, other: Floats, to_m: float) -> float:
        """Give the shortest distance by open roads between two places on them; inf beyond `to_m`."""
        a, b = self.anchors(one), self.anchors(other)
        same = [abs(a[s] - b[s]) for s in set(a) & set(b)]
        reach = self.spread(self.seeds(one), to_m)
        around = [reach[n] + metres for n, metres in self.seeds(other).items() if n in reach]
        return min(same + around, default=np.inf)

    def has_path_of(self, one: Floats, other: Floats, length_m: float, off_m: float) -> bool:
        """Tell whether some path without loops between two places is `length_m` long."""
        goal = self.seeds(other)
        home = self.spread(goal, length_m + off_m)
        a, b = self.anchors(one), self.anchors(other)
        if any(abs(abs(a[s] - b[s]) - length_m) <= off_m for s in set(a) & set(b)):
            return True
        stack = [(n, m, frozenset({n})) for n, m in self.seeds(one).items()]
        for _ in range(20_000):
            if not stack:
                return False
            node, metres, seen = stack.pop()
            if node in goal and abs(metres + goal[node] - length_m) <= off_m:
                return True
            for other_node, step in self._next.get(node, ()):
                left = home.get(other_node, np.inf)
                if other_node not in seen and metres + step + left <= length_m + off_m:
                    stack.append((other_node, metres + step, seen | {other_node}))
        return True

    def snapped_m(self, shape: BaseGeometry, reach: Mapping[int, float], run: Iterable[int]) -> float:
        """Distance by roads between a place and a course: to the nearest road in the open, then along roads.

        Parameters
        ----------
        shape : geometry in the plane
        reach : node to distance from the course
        run : segments that the course runs on
        """
        ran = {s for s in run if self.open[s]}
        if not ran:
            return float("inf")
        label = int(self.component[self.segment_from[min(ran)]])
        tree, segments = self._tree_of(label)
        gap = float(tree.query_nearest(shape, return_distance=True, all_matches=False)[1][0])
        near = segments[tree.query(shape, predicate="dwithin", distance=gap + 1.0)]
        return min(0.0 if int(s) in ran else self._along_m(int(s), shape, reach) for s in near.tolist()) + gap

    def _along_m(self, segment: int, shape: BaseGeometry, reach: Mapping[int, float]) -> float:
        road = self.shapes[segment]
        foot = shapely.intersection(road, shape)
        if foot.is_empty:
            foot = shapely.Point(shapely.shortest_line(road, shape).coords[0])
        u, v = self.ends(segment)
        feet = [road.project(shapely.Point(xy)) for xy in shapely.get_coordinates(foot)]
        before, after = reach.get(u, np.inf), reach.get(v, np.inf)
        return float(min(min(before + foot_m, after + road.length - foot_m) for foot_m in feet))

    def _tree_of(self, label: int) -> tuple[shapely.STRtree, NDArray[np.int64]]:
        if label not in self._trees:
            enters = self.open & ~self.covered
            inside = np.flatnonzero(enters & (self.component[self.segment_from] == label))
            self._trees[label] = shapely.STRtree(self.shapes[inside]), inside
        return self._trees[label]
