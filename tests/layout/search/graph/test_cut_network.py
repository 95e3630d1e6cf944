"""The ground: edges cut where places come into reach, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseplanner.layout.ask.lengths import searched_lengths_mm
from courseplanner.layout.ask.reach import reach_of, walked_ways
from courseplanner.layout.search.graph.cut_network import CutNetwork, Cutting, cut_network_of
from courseplanner.measure.geometry.nearness import outlines_of
from courseplanner.model.region import Region
from laying import resolved_in
from layout.maps import grid, make_brief, position
from layout.stages import prepared


def assert_whole(region: Region, network: CutNetwork) -> None:
    """Each edge is there in pieces that follow on each other, and has its length."""
    roads = region.roads
    for edge in range(roads.edge_count):
        pieces = np.flatnonzero(network.piece_edge == edge)
        pieces = pieces[np.argsort(network.piece_a[pieces])]
        assert network.piece_length_mm[pieces].sum() == roads.edge_length_mm[edge]
        assert network.piece_a[pieces].tolist() == [0.0, *network.piece_b[pieces][:-1].tolist()]
        assert network.piece_b[pieces[-1]] == 1.0
        assert network.piece_from[pieces].tolist() == [
            roads.edge_from[edge],
            *network.piece_to[pieces][:-1].tolist(),
        ]
        assert network.piece_to[pieces[-1]] == roads.edge_to[edge]


def assert_lines_meet_nodes(network: CutNetwork) -> None:
    lines = network.lines
    first, last = lines.start[:-1], lines.start[1:] - 1
    for at, node in ((first, network.piece_from), (last, network.piece_to)):
        assert np.hypot(lines.x[at] - network.node_x[node], lines.y[at] - network.node_y[node]).max() < 1e-6


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    villages=st.lists(st.tuples(st.floats(-200, 1400), st.floats(-200, 1400)), max_size=5),
    within_m=st.floats(5, 400),
    start=st.tuples(st.floats(10, 1190), st.floats(10, 1190)),
    open_ended=st.booleans(),
)
def test_cuts_lose_nothing(
    tmp_path: Path,
    villages: list[tuple[float, float]],
    within_m: float,
    start: tuple[float, float],
    *,
    open_ended: bool,
) -> None:
    small = grid(5, 5, 300.0)
    for number, at in enumerate(villages):
        small.village(f"V{number}", *at)
    region = small.region(tmp_path)
    wishes = make_brief(villages=len(villages), visit_within_m=within_m, start=list(position(*start)))
    resolved = resolved_in(region, wishes)
    lines = resolved.lines
    outlines = outlines_of([target.place for target in resolved.targets.targets], resolved.plane)
    limit_m = np.array([2.0 * target.within_m for target in resolved.targets.targets])
    usable = np.ones(region.roads.edge_count, dtype=np.bool_)
    reach = reach_of(
        walked_ways(region.roads, lines, usable, resolved.plane), outlines, limit_m, np.arange(len(limit_m))
    )
    length_mm = searched_lengths_mm(resolved.ground)
    network = cut_network_of(
        region.roads, lines, length_mm, usable, resolved.targets, outlines, reach, Cutting(open_ended)
    )
    assert_whole(region, network)
    assert_lines_meet_nodes(network)


def test_a_place_gets_a_node_where_its_road_is_nearest(tmp_path: Path) -> None:
    region = grid(3, 3, 1000.0).village("Mitte", 1300.0, 60.0).region(tmp_path)
    stages = prepared(region, make_brief(villages=1))
    x, y = stages.plane.xy(*(np.array([value]) for value in position(1300.0, 0.0)))
    network = stages.network
    reached = network.node_node[network.node_group == 0]
    distance_m = np.hypot(network.node_x[reached] - x, network.node_y[reached] - y)
    assert distance_m.min() < 1.0


def test_what_a_node_reaches_lies_within_the_distance(tmp_path: Path) -> None:
    small = grid(6, 6, 300.0)
    for number in range(6):
        small.village(f"V{number}", 270.0 * number, 1500.0 - 250.0 * number)
    region = small.region(tmp_path)
    stages = prepared(region, make_brief(villages=6, visit_within_m=200.0))
    network, targets = stages.network, stages.targets
    assert len(np.unique(network.node_group)) == 6
    for node, group in zip(network.node_node, network.node_group, strict=True):
        place = next(target.place for target in targets.targets if target.group == group)
        x, y = stages.plane.xy(np.array([place.lon]), np.array([place.lat]))
        assert np.hypot(network.node_x[node] - x, network.node_y[node] - y) <= 200.0


@pytest.mark.parametrize("within_m", [120.0, 300.0])
def test_a_start_can_slide_to_the_edge_of_its_reach(tmp_path: Path, within_m: float) -> None:
    region = grid(3, 3, 1000.0).village("Mitte", 500.0, 0.0).region(tmp_path)
    stages = prepared(region, make_brief(start="Mitte", visit_within_m=within_m, shape="point-to-point"))
    network = stages.network
    x, y = stages.plane.xy(*(np.array([value]) for value in position(500.0, 0.0)))
    nodes = network.node_node
    distance_m = np.hypot(network.node_x[nodes] - x, network.node_y[nodes] - y)
    assert distance_m.min() < 1.0
    assert within_m - 10.0 < distance_m.max() <= within_m
