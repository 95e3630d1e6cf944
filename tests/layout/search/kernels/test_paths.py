"""Shortest paths on random multigraphs, against networkx."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.kernels.paths import grow_tree, shortest_path, terminal_lengths, work_for
from courseplanner.layout.search.kernels.walk import append_path, append_tree_path
from layout.stages import graph_of

FAR_MM = 10**12
LEAST_PER_M = 999.0


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Nodes in a plane, and chains that are never shorter than the straight line; any number of parts."""
    metres = st.integers(0, 3000).map(float)
    points = draw(st.lists(st.tuples(metres, metres), min_size=2, max_size=10))
    node = st.integers(0, len(points) - 1)
    drawn = draw(st.lists(st.tuples(node, node, st.integers(1, 4000)), min_size=1, max_size=24))
    return graph_of(
        points, [(a, b, math.ceil(1000.0 * math.dist(points[a], points[b])) + more) for a, b, more in drawn]
    )


def as_networkx(graph: Graph) -> nx.MultiGraph:
    made = nx.MultiGraph()
    made.add_nodes_from(range(len(graph.x)))
    for chain in range(len(graph.start)):
        made.add_edge(
            int(graph.start[chain]), int(graph.end[chain]), chain, weight=int(graph.length_mm[chain])
        )
    return made


def walked(graph: Graph, walk: list[int], start: int) -> tuple[int, int]:
    """Give the end and the length of a walk from a node; it must hang together."""
    here, length_mm = start, 0
    for step in walk:
        a, b = int(graph.start[step >> 1]), int(graph.end[step >> 1])
        if step & 1:
            a, b = b, a
        assert a == here
        here, length_mm = b, length_mm + int(graph.length_mm[step >> 1])
    return here, length_mm


@pytest.mark.parametrize("least", [0.0, LEAST_PER_M])
@given(graph=graphs(), ends=st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_the_shortest_path_and_its_walk(graph: Graph, ends: tuple[int, int], least: float) -> None:
    nodes = len(graph.x)
    source, target = ends[0] % nodes, ends[1] % nodes
    work = work_for(nodes, len(graph.start))
    cost = graph.length_mm.astype(np.float64)
    lengths = nx.single_source_dijkstra_path_length(as_networkx(graph), source)
    for _ in range(2):  # the room is used again without being cleared
        found = shortest_path(graph, cost, work, source, target, least)
        assert found == (target in lengths)
        if found:
            assert work.length_mm[target] == lengths[target]
            walk = np.empty(64, dtype=np.int64)
            steps = append_path(graph, work, target, walk, 0)
            assert walked(graph, walk[:steps].tolist(), source) == (target, lengths[target])
            steps = append_tree_path(graph, work, target, walk, 0)
            assert walked(graph, walk[:steps].tolist(), target) == (source, lengths[target])


@given(graph=graphs(), most_mm=st.integers(0, 8_000_000))
def test_the_tree_within_a_length(graph: Graph, most_mm: int) -> None:
    work = work_for(len(graph.x), len(graph.start))
    grow_tree(graph, graph.length_mm.astype(np.float64), work, 0, -1, most_mm)
    lengths = nx.single_source_dijkstra_path_length(as_networkx(graph), 0, cutoff=most_mm)
    done = np.flatnonzero(work.done == work.now[0]).tolist()
    assert {node: work.length_mm[node] for node in done} == lengths


@given(graph=graphs(), most_mm=st.integers(0, 8_000_000))
def test_the_tree_leaves_out_only_what_cannot_reach_the_other_end(graph: Graph, most_mm: int) -> None:
    work, other = work_for(len(graph.x), len(graph.start)), len(graph.x) - 1
    grow_tree(graph, graph.length_mm.astype(np.float64), work, 0, other, most_mm)
    done = set(np.flatnonzero(work.done == work.now[0]).tolist())
    from_start = nx.single_source_dijkstra_path_length(as_networkx(graph), 0)
    from_other = nx.single_source_dijkstra_path_length(as_networkx(graph), other)
    useful = {
        node for node in from_start if node in from_other and from_start[node] + from_other[node] <= most_mm
    }
    assert useful - {0} <= done <= {node for node in from_start if from_start[node] <= most_mm} | {0}


@given(graph=graphs(), most_mm=st.integers(0, 8_000_000))
def test_lengths_between_terminals(graph: Graph, most_mm: int) -> None:
    terminals = np.arange(len(graph.x), dtype=np.int64)[::-1].copy()
    lengths = dict(nx.all_pairs_dijkstra_path_length(as_networkx(graph)))
    found = terminal_lengths(graph, terminals, 1, len(terminals), most_mm)
    for row, source in enumerate(terminals[1:].tolist()):
        for column, target in enumerate(terminals.tolist()):
            far = lengths[source].get(target, FAR_MM)
            assert found[row, column] == (far if far <= most_mm else most_mm + 1)


@given(graph=graphs(), likes=st.lists(st.floats(0.3, 5.0), min_size=24, max_size=24))
def test_the_cheapest_path_by_another_cost(graph: Graph, likes: list[float]) -> None:
    cost = graph.length_mm * np.array(likes[: len(graph.start)])
    made = as_networkx(graph)
    for a, b, chain in made.edges(keys=True):
        made.edges[a, b, chain]["weight"] = float(cost[chain])
    costs = nx.single_source_dijkstra_path_length(made, 0)
    work = work_for(len(graph.x), len(graph.start))
    for target in costs:
        assert shortest_path(graph, cost, work, 0, target, 0.3 * LEAST_PER_M)
        assert work.cost[target] == pytest.approx(costs[target], rel=1e-12, abs=1e-6)


def test_a_walk_that_does_not_fit_its_room_is_refused() -> None:
    graph = graph_of([(0, 0), (10, 0), (20, 0)], [(0, 1, 10_000), (1, 2, 10_000)])
    work = work_for(3, 2)
    assert shortest_path(graph, graph.length_mm.astype(np.float64), work, 0, 2, 0.0)
    assert append_path(graph, work, 2, np.empty(1, dtype=np.int64), 0) == -1
    assert append_tree_path(graph, work, 2, np.empty(1, dtype=np.int64), 0) == -1
