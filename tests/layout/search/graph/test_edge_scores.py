"""What chains add to a course, on small maps whose figures are known by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.layout.search.graph.core import Core
from courseplanner.layout.search.kernels.core import climbs
from courseplanner.model.region import Region
from layout.maps import SmallMap, grid, make_brief
from layout.stages import prepared

SQUARE_M = 400.0


def _core(region: Region, **wishes: Any) -> Core:
    return prepared(region, make_brief(**wishes)).core


def _square(**tags: Any) -> SmallMap:
    """One way around a square, run to the east first."""
    small = SmallMap()
    for number, (x, y) in enumerate([(0, 0), (1, 0), (1, 1), (0, 1)], 1):
        small.node(number, x * SQUARE_M, y * SQUARE_M)
    return small.way([1, 2, 3, 4, 1], **tags)


def test_a_ring_sweeps_its_area_and_back_the_opposite(tmp_path: Path) -> None:
    (chain,) = _core(_square().region(tmp_path)).graph.edge_scores.swept_m2.reshape(-1, 2)
    assert abs(chain[0]) == pytest.approx(SQUARE_M**2, rel=2e-3)
    assert chain[0] == -chain[1]


def test_the_corners_of_a_ring_are_turns(tmp_path: Path) -> None:
    # The fourth lies between its end and its beginning, which is for the walk to count.
    assert _core(_square().region(tmp_path)).graph.edge_scores.turns.tolist() == [3]


def test_chains_of_a_grid_sweep_what_loops_enclose(tmp_path: Path) -> None:
    graph = _core(grid(3, 3, SQUARE_M).region(tmp_path)).graph
    nodes = {(round(x), round(y)): i for i, (x, y) in enumerate(zip(graph.x, graph.y, strict=True))}
    assert len(nodes) == len(graph.x)
    # Round the whole: every chain but the two that meet in the middle lies on the outside.
    middle = int(np.argmin(np.hypot(graph.x - graph.x.mean(), graph.y - graph.y.mean())))
    outside = [c for c in range(len(graph.start)) if middle not in (graph.start[c], graph.end[c])]
    area, here, left = 0.0, graph.start[outside[0]], set(outside)
    while left:
        chain = next(c for c in left if here in (graph.start[c], graph.end[c]))
        left.remove(chain)
        step = 2 * chain + (0 if graph.start[chain] == here else 1)
        area += graph.edge_scores.swept_m2[step]
        here = graph.end[chain] if graph.start[chain] == here else graph.start[chain]
    assert abs(area) == pytest.approx((2.0 * SQUARE_M) ** 2, rel=2e-3)


def test_narrow_and_unknown_roads(tmp_path: Path) -> None:
    known = _core(_square(width="6").region(tmp_path)).graph
    assert known.edge_scores.narrow_mm.tolist() == [0]
    assert known.edge_scores.unknown_mm.tolist() == [0]
    small = _square(width="3")
    del small.ways[1][1]["surface"]  # type: ignore[attr-defined]
    lacking = _core(small.region(tmp_path)).graph
    assert lacking.edge_scores.narrow_mm.tolist() == lacking.length_mm.tolist()
    assert lacking.edge_scores.unknown_mm.tolist() == lacking.length_mm.tolist()


def test_what_is_seen_counts_where_it_is_near(tmp_path: Path) -> None:
    small = _square().spot("Castle", SQUARE_M / 2.0, 0.0)
    (scenic_mm,) = _core(small.region(tmp_path)).graph.edge_scores.scenic_mm.tolist()
    # Along the south side 200 m either way, worth half less a part of it all along; and round two corners.
    on_side = 2.0 * 0.5 * (200.0 - 200.0**2 / 2.0 / 300.0)
    at = np.linspace(0.0, SQUARE_M, 4_001)
    round_corner = 2.0 * float(np.mean(0.5 * np.maximum(1.0 - np.hypot(200.0, at) / 300.0, 0.0))) * SQUARE_M
    assert scenic_mm / 1000.0 == pytest.approx(on_side + round_corner, rel=5e-3)
    assert _core(_square().region(tmp_path)).graph.edge_scores.scenic_mm.tolist() == [0]


def test_a_big_road_across_a_chain_is_crossed(tmp_path: Path) -> None:
    small = _square()
    small.node(11, SQUARE_M / 2.0, 0.0).node(12, SQUARE_M / 2.0, 300.0).node(13, SQUARE_M / 2.0, -300.0)
    nodes, tags = small.ways[1]
    small.ways[1] = ([1, 11, *nodes[1:]], tags)
    for end in (12, 13):
        small.way([11, end], {"highway": "secondary", "name": "Big"})
    graph = _core(small.region(tmp_path)).graph
    at_dead_ends = _core(small.region(tmp_path), avoid=["Big"]).graph
    assert at_dead_ends.edge_scores.crossings.tolist() == [1]
    assert graph.edge_scores.crossings.sum() + (graph.edge_scores.big_leads > 1).sum() == 1


def test_a_railway_across_a_chain_is_crossed(tmp_path: Path) -> None:
    small = _square()
    small.node(11, SQUARE_M / 2.0, 0.0, railway="level_crossing")
    nodes, tags = small.ways[1]
    small.ways[1] = ([1, 11, *nodes[1:]], tags)
    assert _core(small.region(tmp_path)).graph.edge_scores.crossings.tolist() == [1]


@pytest.mark.parametrize(
    ("height_m", "up_m", "down_m"),
    [
        ([0, 10, 4, 20], 26, 6),
        ([0, 2, 0, 2, 0], 0, 0),
        ([5, 7], 2, 0),
        ([np.nan, 3, np.nan, 9], 6, 0),
        ([np.nan, np.nan], 0, 0),
        ([0, 1, 2, 3, 4, 5], 5, 0),
    ],
)
def test_climbs_leave_out_what_is_noise(height_m: list[float], up_m: float, down_m: float) -> None:
    height = np.array(height_m, dtype=np.float64)
    start, first, piece = np.array([0, len(height)]), np.array([0, 1, 2]), np.array([0, 0])
    found = climbs(height, start, first, piece, np.array([True, False]), 3.0)
    assert found.tolist() == [up_m, down_m, down_m, up_m]


def test_climbs_go_on_from_one_piece_to_the_next() -> None:
    height = np.array([0.0, 2.0, 4.0, 2.0])
    found = climbs(
        height, np.array([0, 2, 4]), np.array([0, 2]), np.array([0, 1]), np.array([True, False]), 3.0
    )
    assert found.tolist() == [4.0, 0.0]
