"""The core keeps every metre that a course could use, and what lies along it."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseplanner.layout.search.graph.search_graph import build_search_graph
from courseplanner.model.region import Region
from laying import resolved_in
from layout.maps import ROAD, SmallMap, grid, make_brief
from layout.stages import prepared


def odd_map() -> SmallMap:
    """Streets with a closed way on one corner, two roads between the same crossings, and dead ends."""
    small = grid(4, 4, 300.0)
    small.node(5001, -100, 0).node(5002, -100, -100).node(5003, 0, -100).way([1, 5001, 5002, 5003, 1])
    small.node(5004, 450, 40).way([2, 5004, 3])
    small.node(5005, 1200, 0).node(5006, 1500, 0).way([4, 5005, 5006]).node(5007, 1200, 200).way([5005, 5007])
    return small


def total_mm(region: Region, ways: set[int] | None = None) -> int:
    roads = region.roads
    chosen = [ways is None or int(way) in ways for way in roads.way_id[roads.edge_way]]
    return int(roads.edge_length_mm[chosen].sum())


def test_a_loop_keeps_all_but_dead_ends(tmp_path: Path) -> None:
    region = odd_map().region(tmp_path)
    core = prepared(region, make_brief(shape="loop")).core
    assert core.graph.length_mm.sum() == total_mm(region) - total_mm(region, {11, 12})


@pytest.mark.parametrize("shape", ["point-to-point", "out-and-back"])
def test_other_shapes_keep_all(tmp_path: Path, shape: str) -> None:
    region = odd_map().region(tmp_path)
    core = prepared(region, make_brief(shape=shape)).core
    assert core.graph.length_mm.sum() == total_mm(region)


def test_a_dead_end_with_a_village_stays(tmp_path: Path) -> None:
    small = odd_map().village("Sackdorf", 1500, 0)
    region = small.region(tmp_path)
    core = prepared(region, make_brief(villages=1, visit_within_m=100)).core
    assert 0 < core.graph.length_mm.sum() - (total_mm(region) - total_mm(region, {11, 12})) <= 602_000


def test_parallel_roads_and_a_closed_way_are_chains_of_their_own(tmp_path: Path) -> None:
    core = prepared(odd_map().region(tmp_path), make_brief()).core
    graph = core.graph
    ends = [frozenset(pair) for pair in zip(graph.start.tolist(), graph.end.tolist(), strict=True)]
    assert sum(len(pair) == 1 for pair in ends) == 1
    assert len(ends) - len(set(ends)) == 1


def test_of_several_parts_the_one_with_most_places_is_kept(tmp_path: Path) -> None:
    small = grid(6, 6, 300.0)
    grid(3, 3, 300.0, small, 8000.0)
    small.village("A", 8000, 0).village("B", 8600, 600).village("C", 0, 0)
    region = small.region(tmp_path)
    core = prepared(region, make_brief(villages=2, visit_within_m=100)).core
    assert core.graph.length_mm.sum() == pytest.approx(12 * 300_000, rel=0.01)


def test_of_several_parts_without_places_the_longest_is_kept(tmp_path: Path) -> None:
    small = grid(3, 3, 300.0)
    core = prepared(grid(6, 6, 300.0, small, 8000.0).region(tmp_path), make_brief()).core
    assert core.graph.length_mm.sum() == pytest.approx(60 * 300_000, rel=0.01)


def test_nothing_is_left_of_a_star(tmp_path: Path) -> None:
    small = SmallMap().node(1, 0, 0).node(2, 500, 0).node(3, 0, 500).way([1, 2]).way([1, 3])
    assert build_search_graph(resolved_in(small.region(tmp_path), make_brief())) is None


def test_shares_of_chains(tmp_path: Path) -> None:
    small = SmallMap().node(1, 0, 0).node(2, 1000, 0).node(3, 1000, 1000).node(4, 0, 1000)
    small.way([1, 2]).way([2, 3], {"highway": "track"}).way([3, 4], {**ROAD, "motor_vehicle": "no"}).way(
        [4, 1]
    )
    core = prepared(small.region(tmp_path), make_brief()).core
    graph = core.graph
    assert graph.length_mm.sum() == pytest.approx(4_000_000, rel=0.01)
    assert graph.unpaved_mm.sum() == pytest.approx(1_000_000, rel=0.01)
    assert graph.motor_free_mm.sum() == pytest.approx(1_000_000, rel=0.01)


def test_a_side_street_beside_a_road_is_known_to_run_there(tmp_path: Path) -> None:
    small = SmallMap().node(1, 0, 0).node(2, 1000, 0).node(3, 0, 10).node(4, 1000, 10).node(5, 500, 900)
    small.way([1, 2], name="Road").way([3, 4], {"highway": "residential"}).way([1, 3]).way([2, 4]).way(
        [1, 5, 2]
    )
    core = prepared(small.region(tmp_path), make_brief()).core
    graph = core.graph
    found = {
        (round(float(graph.length_mm[chain]), -5), round(float(graph.beside_mm[k]), -5))
        for chain in range(len(graph.start))
        for k in range(graph.beside[chain], graph.beside[chain + 1])
    }
    assert found == {(1_000_000.0, 1_000_000.0)}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=14))
def test_random_maps_keep_the_length_of_what_is_no_dead_end(
    tmp_path: Path, roads: list[tuple[int, int]]
) -> None:
    small = SmallMap()
    for number in range(9):
        small.node(number + 1, 400.0 * (number % 3), 400.0 * (number // 3) + 37.0 * (number % 3))
    graph = nx.MultiGraph()
    for a, b in roads:
        bend = 100 + len(small.ways)
        small.node(bend, 50.0 + 31.0 * len(small.ways), 1000.0 + 17.0 * len(small.ways))
        small.way([a, bend, b] if a != b else [a, bend, bend + 100, a])
        small.node(bend + 100, 333.0 + 31.0 * len(small.ways), 1300.0)
        graph.add_edge(a, b)
    region = small.region(tmp_path)
    while dead := [node for node, degree in graph.degree if degree == 1]:
        graph.remove_nodes_from(dead)
    if not graph.number_of_edges():
        assert build_search_graph(resolved_in(region, make_brief())) is None
        return
    core = prepared(region, make_brief()).core
    network = region.roads
    by_way = dict(
        zip(network.way_id[network.edge_way].tolist(), network.edge_length_mm.tolist(), strict=True)
    )
    assert len(by_way) == network.edge_count
    left: dict[int, tuple[int, int]] = {}
    remaining = graph.copy()
    for number, (a, b) in enumerate(roads, 1):
        if remaining.has_edge(a, b):
            remaining.remove_edge(a, b)
            left[number] = (a, b)
    parts = [
        sum(by_way[way] for way, (a, _) in left.items() if a in nodes)
        for nodes in nx.connected_components(graph)
    ]
    assert core.graph.length_mm.sum() == max(parts)
    assert np.all(core.graph.length_mm > 0)
