"""Finds the roads that have the shape of a stretch whose way or nodes are gone."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.layout.line.line import EdgeStretch, stretch_points
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["WITHIN_M", "FoundShape", "ShapeFinder", "off_m"]

WITHIN_M = 15.0
"""A road that strays by more than this from a shape is not the one that was meant."""
_LONGER = 1.1
_LONGER_M = 10.0
"""Nor is one that is so much longer than the shape, and so much more."""

_EVERY_M = 5.0
_TWICE_AT_M = 3.0
"""A road that strays so much on average counts for twice its length."""
_MOST_ENDS = 4
_END_M = 0.1
"""What begins or ends so near an end of an edge begins or ends there."""

Floats = NDArray[np.float64]
Shape = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class FoundShape:
    """Roads of a shape.

    Parameters
    ----------
    stretches : tuple of EdgeStretch
    off_m : float
        How far they stray from it, at most.
    """

    stretches: tuple[EdgeStretch, ...]
    off_m: float


def off_m(plane: Plane, shape: Shape, lon: Floats, lat: Floats) -> float:
    """Give how far a line and a shape stray from each other, at most, metres."""
    one = _flat(plane, *np.array(shape, dtype=np.float64).T)
    return float(shapely.hausdorff_distance(one, _flat(plane, lon, lat), densify=0.1))


def _cost_of(line: shapely.LineString, wanted: shapely.LineString) -> float:
    """Give the cost of an edge: its length, more where it strays, infinite where it leaves the shape."""
    points = shapely.points(shapely.get_coordinates(line.segmentize(_EVERY_M)))
    away_m = shapely.distance(points, wanted)
    if away_m.max() > WITHIN_M:
        return float(np.inf)
    return float(line.length * (1.0 + away_m.mean() / _TWICE_AT_M))


def _at_end(at_m: float, length_m: float) -> float:
    """Give a part of a length, the whole or none of it where it is nearly so."""
    if at_m < _END_M:
        return 0.0
    return 1.0 if length_m - at_m < _END_M else at_m / length_m


def _flat(plane: Plane, lon: Floats, lat: Floats) -> shapely.LineString:
    return shapely.LineString(np.column_stack(plane.xy(lon, lat)))


class ShapeFinder:
    """Finds roads by shape in one network.

    Parameters
    ----------
    roads : RoadNetwork
    plane : Plane
    """

    def __init__(self, roads: RoadNetwork, plane: Plane) -> None:
        self._roads, self._plane = roads, plane
        self._x, self._y = plane.xy(roads.point_lon, roads.point_lat)
        first = roads.point_start[:-1]
        empty = not len(first)
        self._box = np.zeros((4, 0)) if empty else np.array(
            [
                np.minimum.reduceat(self._x, first),
                np.minimum.reduceat(self._y, first),
                np.maximum.reduceat(self._x, first),
                np.maximum.reduceat(self._y, first),
            ]
        )  # fmt: skip

    def find(self, shape: Shape) -> FoundShape | None:
        """Find the roads that lead along a shape from its first point to its last.

        Returns
        -------
        FoundShape or None
            `None` where there are none within `WITHIN_M`.
        """
        wanted = _flat(self._plane, *np.array(shape, dtype=np.float64).T)
        edges = list(self._edges_along(wanted))
        lines = {edge: self._line(edge) for edge in edges}
        costs = {edge: _cost_of(line, wanted) for edge, line in lines.items()}
        ends = [self._at(lines, shapely.Point(wanted.coords[end])) for end in (0, -1)]
        most_m = _LONGER * wanted.length + _LONGER_M
        best: FoundShape | None = None
        for begin, end in ((begin, end) for begin in ends[0] for end in ends[1]):
            stretches = self._shortest(lines, costs, begin, end)
            if stretches is None:
                continue
            parts = [stretch_points(self._roads, stretch) for stretch in stretches]
            lon, lat = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
            if _flat(self._plane, lon, lat).length > most_m:
                continue
            stray_m = off_m(self._plane, shape, lon, lat)
            if stray_m <= WITHIN_M and (best is None or stray_m < best.off_m):
                best = FoundShape(tuple(stretches), stray_m)
        return best

    def _line(self, edge: int) -> shapely.LineString:
        points = slice(self._roads.point_start[edge], self._roads.point_start[edge + 1])
        return shapely.LineString(np.column_stack((self._x[points], self._y[points])))

    def _edges_along(self, wanted: shapely.LineString) -> Iterator[int]:
        """Give the edges of which a part lies near a line."""
        west, south, east, north = wanted.bounds
        low_x, low_y, high_x, high_y = self._box
        near = (low_x <= east + WITHIN_M) & (high_x >= west - WITHIN_M)
        near &= (low_y <= north + WITHIN_M) & (high_y >= south - WITHIN_M)
        for edge in np.flatnonzero(near).tolist():
            if shapely.dwithin(self._line(edge), wanted, WITHIN_M):
                yield edge

    @staticmethod
    def _at(lines: dict[int, shapely.LineString], point: shapely.Point) -> list[tuple[int, float]]:
        """Give the few roads nearest to a point, and where on them it lies, as a part of their length."""
        away = sorted((line.distance(point), edge) for edge, line in lines.items())
        return [
            (edge, _at_end(float(lines[edge].project(point)), lines[edge].length))
            for away_m, edge in away[:_MOST_ENDS]
            if away_m <= WITHIN_M
        ]

    def _shortest(
        self,
        lines: dict[int, shapely.LineString],
        costs: dict[int, float],
        begin: tuple[int, float],
        end: tuple[int, float],
    ) -> list[EdgeStretch] | None:
        """Find the way with the least cost over some edges, from a point on one to a point on another.

        Only edges that follow the shape all along lie between the first and the last.
        """
        roads = self._roads
        if begin[0] == end[0] and begin[1] != end[1]:
            return [EdgeStretch(begin[0], begin[1], end[1])]
        leads: defaultdict[int, list[tuple[int, int, EdgeStretch]]] = defaultdict(list)
        for edge in (edge for edge, cost in costs.items() if np.isfinite(cost)):
            a, b = int(roads.edge_from[edge]), int(roads.edge_to[edge])
            leads[a].append((b, edge, EdgeStretch(edge, 0.0, 1.0)))
            leads[b].append((a, edge, EdgeStretch(edge, 1.0, 0.0)))
        edge, part = begin
        queue: list[tuple[float, int, int, list[EdgeStretch]]] = []
        ends = ((int(roads.edge_from[edge]), 0.0), (int(roads.edge_to[edge]), 1.0))
        for order, (node, to) in enumerate(ends):
            queue.append((lines[edge].length * abs(to - part), order, node, [EdgeStretch(edge, part, to)]))
        heapq.heapify(queue)
        done: set[int] = set()
        count = len(queue)
        last = {int(roads.edge_from[end[0]]): 0.0, int(roads.edge_to[end[0]]): 1.0}
        found: tuple[float, list[EdgeStretch]] | None = None
        while queue:
            length_m, _, node, way = heapq.heappop(queue)
            if node in done or (found is not None and length_m >= found[0]):
                continue
            done.add(node)
            if node in last:
                whole_m = length_m + lines[end[0]].length * abs(end[1] - last[node])
                if found is None or whole_m < found[0]:
                    found = whole_m, [*way, EdgeStretch(end[0], last[node], end[1])]
            for to, through, stretch in leads[node]:
                count += 1
                heapq.heappush(queue, (length_m + costs[through], count, to, [*way, stretch]))
        return None if found is None else [one for one in found[1] if one.a != one.b] or None
