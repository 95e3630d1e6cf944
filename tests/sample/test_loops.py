"""Half marathons exist here: loops past eight villages and two rated spots, found by a few shortest paths."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from shapely import LineString, Point, STRtree

from sample.valley_map import ValleyMap

UP = "Yangliujing Huaqiao Shibanzhai Bailu Liyuan Laomatou Shuiche Gurong Shangzhai"
DOWN = "Shangzhai Shuanghe Yueliangwan Fengxiang Xiangshuizhai Tianba Huangnibao Gurong Shuiche"
RINGS = {"up the river": UP.split(), "down the river": DOWN.split()}


class _Walk:
    """A loop as nodes, and what it passes."""

    def __init__(self, valley: ValleyMap, graph: nx.Graph, stops: list[str]) -> None:
        self.nodes = [stops[0]]
        used: set[frozenset[str]] = set()

        def cost(a: str, b: str, edge: dict[str, float]) -> float:
            return edge["length_m"] * (8.0 if frozenset((a, b)) in used else 1.0)

        for a, b in pairwise([*stops, stops[0]]):
            path = nx.shortest_path(graph, a, b, weight=cost)
            used |= {frozenset(pair) for pair in pairwise(path)}
            self.nodes += path[1:]
        self._trim()
        self.segments = {frozenset(pair): graph.edges[pair]["length_m"] for pair in pairwise(self.nodes)}
        self.length_m = sum(graph.edges[pair]["length_m"] for pair in pairwise(self.nodes))
        self.line = LineString([valley.flat(valley.positions[ref]) for ref in self.nodes])

    def _trim(self) -> None:
        """Take out the dead ends that lead to a stop and back."""
        kept: list[str] = []
        for node in self.nodes:
            if len(kept) > 1 and kept[-2] == node:
                kept.pop()
            else:
                kept.append(node)
        self.nodes = kept


@pytest.fixture(scope="module")
def walks(valley: ValleyMap) -> dict[str, _Walk]:
    graph = valley.graph(valley.paved)
    largest = max(nx.connected_components(graph), key=len)
    main = sorted(largest)
    tree = STRtree([Point(valley.flat(valley.positions[ref])) for ref in main])
    square = next(way for way in valley.ways.values() if way.tags.get("place") == "square")
    villages = valley.villages()
    start = main[int(tree.nearest(valley.line(square).centroid))]
    return {
        name: _Walk(valley, graph, [start, *(main[int(tree.nearest(villages[stop]))] for stop in ring)])
        for name, ring in RINGS.items()
    }


@pytest.mark.parametrize("name", list(RINGS))
def test_a_loop_of_eight_villages_and_two_rated_spots(
    valley: ValleyMap, walks: dict[str, _Walk], name: str
) -> None:
    walk = walks[name]
    passed = [village for village, at in valley.villages().items() if walk.line.distance(at) <= 300.0]
    rated = [
        spot
        for spot, (_, shape) in valley.rated({"AAAA", "AAAAA"}).items()
        if walk.line.distance(shape) <= 300.0
    ]
    assert walk.length_m <= 20_000.0
    assert len(passed) >= 8
    assert len(rated) >= 2
    assert walk.length_m - sum(walk.segments.values()) <= 0.1 * walk.length_m


def test_the_loops_share_less_than_half(walks: dict[str, _Walk]) -> None:
    one, other = walks.values()
    shared_m = sum(length_m for pair, length_m in one.segments.items() if pair in other.segments)
    assert shared_m < 0.5 * min(one.length_m, other.length_m)
