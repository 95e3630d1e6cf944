"""Walks on real roads, made without the engine: what they visit can be visited by a course of their length.

The roads are those of the independent check. A walk is led through points that are drawn by chance, on
shortest paths that avoid what was run; those that miss the length, or run too much twice, are thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from oracle.line import Line, Plane, repeated_share
from oracle.osm import read_extract
from oracle.roads import Roads

__all__ = ["Town", "Walk"]

_AGAIN = 6.0
"""A road that was run is so many times as long for the rest of the walk."""
_MOST_REPEATED = 0.08
_LENGTH = (0.985, 1.006)
"""Times the target: the shortest route saves 0.6 % or more, and what is missing a turnaround makes up."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Walk:
    """A walk: nodes of the town, and its length along the roads."""

    nodes: list[int]
    length_m: float


class Town:
    """The open roads of an extract, in one piece.

    Parameters
    ----------
    osm : Path
    """

    def __init__(self, osm: Path) -> None:
        extract = read_extract([osm])
        self.degrees = np.array(list(extract.nodes.values()), dtype=float).reshape(-1, 2)
        self._plane = Plane(*np.median(self.degrees, axis=0))
        roads = Roads(extract, self._plane)
        self.xy = roads.node_xy
        # `foot` may let people in where `access` shuts them out; a course does not rely on it.
        closed = [
            tags.get("access") in {"private", "no"} or tags.get("area") == "yes" for _, tags in roads.ways
        ]
        opened = np.flatnonzero(roads.open & ~np.array(closed)[roads.segment_way])
        u, v, metres = roads.segment_from[opened], roads.segment_to[opened], roads.segment_m[opened]
        nodes = len(self.xy)
        whole = csr_array((np.ones(2 * len(u)), (np.append(u, v), np.append(v, u))), shape=(nodes, nodes))
        part = connected_components(whole, directed=False)[1]
        largest = np.bincount(part[u]).argmax()
        inside = part[u] == largest
        # Of two roads between the same nodes the shorter counts.
        order = np.argsort(-metres[inside], kind="stable")
        a, b, m = u[inside][order], v[inside][order], metres[inside][order]
        self._edge = {(int(i), int(k)): float(w) for i, k, w in zip(a, b, m, strict=True)}
        self._edge |= {(k, i): w for (i, k), w in self._edge.items()}
        keys = np.array(list(self._edge), dtype=np.int64)
        self.graph = csr_array(
            (np.array(list(self._edge.values())), (keys[:, 0], keys[:, 1])), shape=(nodes, nodes)
        )
        self.graph.sort_indices()
        self._junctions = np.flatnonzero(np.diff(self.graph.indptr) >= 3)
        self._tree = cKDTree(self.xy[self._junctions])

    def _junction_at(self, xy: Floats) -> int:
        return int(self._junctions[self._tree.query(xy)[1]])

    def walk(self, random: np.random.Generator, shape: str, target_m: float, tries: int = 120) -> Walk | None:
        """Look for a walk of a shape: of a lap or a way out where `target_m` is that of one.

        Returns
        -------
        Walk or None
            `None` where no try had the right length and little enough run twice.
        """
        detour = 1.5
        for _ in range(tries):
            start = int(self._junctions[random.integers(len(self._junctions))])
            ring = self._ring(random, start, target_m / detour, closed=shape in ("loop", "laps"))
            nodes = self._led_through(ring, target_m)
            if nodes is None:
                continue
            length_m = sum(self._edge[pair] for pair in pairwise(nodes))
            if _LENGTH[0] * target_m <= length_m <= _LENGTH[1] * target_m:
                if shape == "out-and-back" or self._repeated(nodes) <= _MOST_REPEATED:
                    return Walk(nodes, length_m)
            else:
                # The roads here wind more, or less, than was thought.
                detour = float(np.clip(detour * (length_m / target_m) ** 0.5, 0.8, 4.0))
        return None

    def _repeated(self, nodes: list[int]) -> float:
        degrees = self.degrees[nodes]
        line = Line(degrees[:, 0], degrees[:, 1], self._plane)
        return repeated_share(line, float(line.chain_m[-1]))

    def _ring(self, random: np.random.Generator, start: int, length_m: float, *, closed: bool) -> list[int]:
        """Draw points around a circle, or along a line that bends, of about this length."""
        bearing, points = random.uniform(0.0, 2.0 * np.pi), int(random.integers(2, 5))
        length_m *= random.uniform(0.8, 1.2)
        if closed:
            radius = length_m / (2.0 * np.pi)
            middle = self.xy[start] + radius * np.array([np.cos(bearing), np.sin(bearing)])
            turns = bearing + np.pi + 2.0 * np.pi * np.arange(1, points + 1) / (points + 1)
            at = [
                middle + radius * random.uniform(0.7, 1.3) * np.array([np.cos(a), np.sin(a)]) for a in turns
            ]
            return [start, *(self._junction_at(one) for one in at), start]
        at, here = [], self.xy[start]
        for _ in range(points):
            bearing += random.uniform(-0.9, 0.9)
            here = here + length_m / points * np.array([np.cos(bearing), np.sin(bearing)])
            at.append(here)
        return [start, *(self._junction_at(one) for one in at)]

    @staticmethod
    def _predecessors(graph: Any, source: int, limit_m: float) -> NDArray[np.int32]:
        found = dijkstra(graph, indices=[source], return_predecessors=True, limit=limit_m)
        return np.asarray(found[1][0])

    def _led_through(self, ring: Sequence[int], target_m: float) -> list[int] | None:
        """Join points by shortest paths that avoid what was run."""
        graph = self.graph.copy()
        nodes = [ring[0]]
        for goal in ring[1:]:
            if goal == nodes[-1]:
                continue
            before = self._predecessors(graph, nodes[-1], _AGAIN * target_m)
            leg = [goal]
            while leg[-1] != nodes[-1]:
                if before[leg[-1]] < 0:
                    return None
                leg.append(int(before[leg[-1]]))
            leg.reverse()
            for a, b in pairwise(leg):
                for i, k in ((a, b), (b, a)):
                    row = slice(graph.indptr[i], graph.indptr[i + 1])
                    at = graph.indptr[i] + int(np.searchsorted(graph.indices[row], k))
                    graph.data[at] = _AGAIN * self._edge[a, b]
            nodes += leg[1:]
        return nodes if len(nodes) > 2 else None
