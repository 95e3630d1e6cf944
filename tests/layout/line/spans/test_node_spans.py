"""Spans by ways and nodes: they name the stretches that were run, also on rings and where roads were cut."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from courseplanner.layout.line.line import EdgeStretch
from courseplanner.layout.line.spans.node_spans import (
    node_spans,
    span_stretches,
    walked_on_spans,
    with_shapes,
)
from courseplanner.layout.line.spans.way_nodes import WayNodes
from courseplanner.layout.line.walked import PARTS, quantized, walked_of
from courseplanner.model.brief.brief import Brief
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.route.entry import route_entry, route_of_entry
from courseplanner.model.route.route import Route
from courseplanner.roads.ground import ground_of
from layout.maps import SmallMap, grid


def town() -> SmallMap:
    """Streets, a ring that hangs on one crossing, and a way that crosses itself."""
    small = grid(5, 5, 200.0)
    for number, x_m, y_m in (
        (501, 430.0, 470.0),
        (502, 470.0, 480.0),
        (503, 480.0, 430.0),
        (504, 450.0, 410.0),
    ):
        small.node(number, x_m, y_m)
    small.way([203, 501, 502, 503, 504, 203], name="Ring")
    for number, x_m, y_m in (
        (601, 0.0, 900.0),
        (602, 100.0, 1_000.0),
        (603, 100.0, 900.0),
        (604, 0.0, 1_000.0),
    ):
        small.node(number, x_m, y_m)
    small.node(605, 50.0, 950.0)
    return small.way([401, 601, 605, 602, 603, 605, 604], name="Eight")


STATED = [{"road": "Row 2", "from": [9.5021, 47.1036], "to": [9.5091, 47.1036], "open": "right"}]


def roads_of(folder: Path, *, cut: bool = False) -> RoadNetwork:
    stated = {"stretches": STATED} if cut else {}
    brief = Brief.model_validate({"schema": 1, "event": {"distance": "5km"}, "region": {}, "roads": stated})
    return ground_of(town().region(folder), brief).roads


def walk(roads: RoadNetwork, seed: int, steps: int = 40) -> list[EdgeStretch]:
    """Walk at random, turn back now and then, and begin and end anywhere."""
    chance = np.random.default_rng(seed)
    edge = int(chance.integers(roads.edge_count))
    stretches = [EdgeStretch(edge, float(chance.random()), 1.0)]
    node = int(roads.edge_to[edge])
    for _ in range(steps):
        leads = [EdgeStretch(int(e), 0.0, 1.0) for e in np.flatnonzero(roads.edge_from == node)]
        leads += [EdgeStretch(int(e), 1.0, 0.0) for e in np.flatnonzero(roads.edge_to == node)]
        one = leads[int(chance.integers(len(leads)))]
        if chance.random() < 0.1:
            turn = abs(one.a - float(chance.random()))
            stretches += [EdgeStretch(one.edge, one.a, turn), EdgeStretch(one.edge, turn, one.a)]
            continue
        stretches.append(one)
        node = int(roads.edge_to[one.edge] if one.b == 1.0 else roads.edge_from[one.edge])
    return stretches


@pytest.mark.parametrize("cut", [False, True])
def test_spans_name_the_stretches_that_were_run(tmp_path: Path, *, cut: bool) -> None:
    roads = roads_of(tmp_path, cut=cut)
    assert bool((roads.point_node == 0).any()) is cut
    ways = WayNodes(roads)
    for seed in range(60):
        stretches = walk(roads, seed)
        named = node_spans(ways, stretches)
        for span, held in named:
            assert span_stretches(ways, span) == held
            assert (span.from_part * PARTS).is_integer()
        there = walked_of(roads, [held for _, held in named]).line
        here = walked_of(roads, [stretches]).line
        assert there.length_m == pytest.approx(here.length_m, abs=0.01)
        assert len(named) <= len(stretches)


def test_streets_in_a_row_are_one_span(tmp_path: Path) -> None:
    roads = roads_of(tmp_path)
    ways = WayNodes(roads)
    row = [int(e) for e in np.flatnonzero(roads.way_id[roads.edge_way] == 1)]
    assert len(row) == 4
    ((span, held),) = node_spans(ways, [EdgeStretch(edge, 0.0, 1.0) for edge in row])
    assert (span.way, span.from_node, span.to_node, span.via_node) == (1, 1, 5, None)
    assert [one.edge for one in held] == row
    ((back, _),) = node_spans(ways, [EdgeStretch(edge, 1.0, 0.0) for edge in row[::-1]])
    assert (back.from_node, back.to_node) == (5, 1)


def test_a_ring_has_its_direction(tmp_path: Path) -> None:
    roads = roads_of(tmp_path)
    ways = WayNodes(roads)
    (edge,) = np.flatnonzero(roads.way_id[roads.edge_way] == 11).tolist()
    ((one, _),) = node_spans(ways, [EdgeStretch(edge, 0.0, 1.0)])
    ((other, _),) = node_spans(ways, [EdgeStretch(edge, 1.0, 0.0)])
    assert (one.from_node, one.to_node, one.via_node) == (203, 203, 501)
    assert (other.from_node, other.to_node, other.via_node) == (203, 203, 504)


def test_a_stretch_that_was_cut_is_named_by_the_nodes_around_it(tmp_path: Path) -> None:
    plain, cut = roads_of(tmp_path), roads_of(tmp_path, cut=True)
    row = [int(e) for e in np.flatnonzero(cut.way_id[cut.edge_way] == 3)]
    assert len(row) > 4
    line = sorted(row, key=lambda edge: cut.point_lon[cut.point_start[edge]])
    spans, walked = walked_on_spans(WayNodes(cut), [EdgeStretch(edge, 0.0, 1.0) for edge in line])
    (span,) = with_shapes(spans, walked)
    assert (span.from_node, span.to_node) == (201, 205)
    found = span_stretches(WayNodes(plain), span)
    assert found is not None
    assert len(found) == 4
    assert walked_of(plain, [found]).line.length_m == pytest.approx(walked.line.length_m, abs=0.01)


def test_what_is_gone_is_not_found(tmp_path: Path) -> None:
    ways = WayNodes(roads_of(tmp_path))
    ((span, _),) = node_spans(ways, [EdgeStretch(0, 0.0, 1.0)])
    assert span_stretches(ways, replace(span, way=77)) is None
    assert span_stretches(ways, replace(span, from_node=999)) is None
    assert span_stretches(ways, replace(span, to_node=span.from_node)) is None


def test_one_less_a_part_is_exact() -> None:
    chance = np.random.default_rng(5)
    for _ in range(1_000):
        part = quantized(float(chance.random()))
        assert 1.0 - (1.0 - part) == part
    assert (quantized(-0.1), quantized(1.1)) == (0.0, 1.0)


def test_shapes_follow_the_line(tmp_path: Path) -> None:
    roads = roads_of(tmp_path)
    spans, walked = walked_on_spans(WayNodes(roads), walk(roads, 3))
    shaped = with_shapes(spans, walked)
    for span, first, last in zip(shaped, walked.span_ends[:-1], walked.span_ends[1:], strict=True):
        ends = [(float(walked.line.lon[at]), float(walked.line.lat[at])) for at in (first, last)]
        assert [span.line[0], span.line[-1]] == [
            (float(np.round(lon, 7)), float(np.round(lat, 7))) for lon, lat in ends
        ]


def test_a_road_between_two_nodes_at_one_place_has_a_shape_and_is_read_back(tmp_path: Path) -> None:
    small = SmallMap().node(1, 0, 0).node(2, 500, 0).node(3, 500, 0).node(4, 500, 500).node(5, 900, 0)
    small.way([1, 2], name="West").way([2, 3], name="Nowhere").way([3, 4, 2], name="North").way([3, 5])
    brief = Brief.model_validate({"schema": 1, "event": {"distance": "5km"}, "region": {}})
    roads = ground_of(small.region(tmp_path), brief).roads
    by_way = {int(roads.way_id[way]): edge for edge, way in enumerate(roads.edge_way.tolist())}
    ways = WayNodes(roads)
    stretches = [EdgeStretch(by_way[way], 0.0, 1.0) for way in (1, 2, 4)]
    spans, walked = walked_on_spans(ways, stretches)
    shaped = with_shapes(spans, walked)
    assert [len(span.line) for span in shaped] == [2, 2, 2]
    route = Route("point-to-point", shaped)
    assert route_of_entry(json.loads(json.dumps(route_entry(route)))).spans == shaped
    assert [span_stretches(ways, span) for span in shaped] == [(stretch,) for stretch in stretches]
