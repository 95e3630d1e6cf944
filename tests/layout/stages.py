"""The stages of the engine up to the search, one after the other, for tests that look inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.ask.reach import Reach
from courseplanner.layout.ask.targets import Targets
from courseplanner.layout.line.kernels_network import neighbours
from courseplanner.layout.search.graph.core import Core, Graph
from courseplanner.layout.search.graph.cut_network import CutNetwork
from courseplanner.layout.search.graph.edge_scores import EdgeScores
from courseplanner.layout.search.graph.search_graph import build_search_graph
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.brief.brief import Brief
from courseplanner.model.region import Region
from courseplanner.roads.ground import Ground
from laying import resolved_in

__all__ = ["Stages", "graph_of", "no_scores", "prepared"]

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Stages:
    """What the stages gave; `reach` is that of all places, those of the region first."""

    region: Ground
    plane: Plane
    targets: Targets
    reach: Reach
    network: CutNetwork
    core: Core


def prepared(region: Region, brief: Brief) -> Stages:
    """Run the stages before the search; some roads must be left."""
    resolved = resolved_in(region, brief)
    made = build_search_graph(resolved)
    assert made is not None
    return Stages(
        resolved.ground, resolved.plane, resolved.targets, resolved.sights.reach, made.network, made.core
    )


def no_scores(chains: int, nodes: int) -> EdgeScores:
    """Say of chains and nodes that there is nothing to them."""
    none = np.zeros(chains, dtype=np.int64)
    return EdgeScores(
        none, none, none, none, none, np.zeros(2 * chains, dtype=np.int64), np.zeros(2 * chains),
        np.zeros(2 * chains, dtype=np.bool_), np.zeros(nodes, dtype=np.int64),
    )  # fmt: skip


def graph_of(
    points_m: Sequence[tuple[float, float]],
    chains: Sequence[tuple[int, int, int]],
    *,
    visits: Sequence[tuple[int, int]] = (),
    unpaved: Sequence[int] = (),
    motor_free: Sequence[int] = (),
    tunnels: Sequence[int] = (),
    beside: Sequence[tuple[int, int, int]] = (),
    edge_scores: EdgeScores | None = None,
) -> Graph:
    """Make a graph by hand.

    Parameters
    ----------
    points_m : sequence of (x, y)
        The nodes.
    chains : sequence of (from, to, millimetres)
    visits : sequence of (chain, group)
        In order.
    unpaved, motor_free, tunnels : sequence of int
        Chains.
    beside : sequence of (chain, other, millimetres)
        In order.
    """
    xy = np.array(points_m, dtype=np.float64).reshape(-1, 2)
    table = np.array(chains, dtype=np.int64).reshape(-1, 3)
    start, end, length_mm = (np.ascontiguousarray(table[:, i]) for i in range(3))
    row, row_chain = neighbours(len(xy), start, end, np.ones(len(table), dtype=np.bool_))
    here = np.repeat(np.arange(len(xy)), np.diff(row))
    row_node = np.where(start[row_chain] == here, end[row_chain], start[row_chain])

    def only(chosen: Sequence[int]) -> Ints:
        return np.where(np.isin(np.arange(len(table)), list(chosen)), length_mm, 0).astype(np.int64)

    def rows(of: Sequence[tuple[Any, ...]]) -> Ints:
        counts = np.bincount(np.array([one[0] for one in of], dtype=np.int64), minlength=len(table))
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)

    def column(of: Sequence[tuple[Any, ...]], which: int) -> Ints:
        return np.array([one[which] for one in of], dtype=np.int64)

    return Graph(
        np.ascontiguousarray(xy[:, 0]), np.ascontiguousarray(xy[:, 1]), row, row_chain, row_node, start, end,
        length_mm, only(unpaved), only(motor_free), only(tunnels), rows(visits), column(visits, 1),
        rows(beside), column(beside, 1), column(beside, 2), rows(beside), column(beside, 1),
        np.zeros(len(table), dtype=np.int64), np.ones(2 * len(table)), np.zeros(2 * len(table)),
        np.zeros(2 * len(table)), edge_scores or no_scores(len(table), len(xy)),
    )  # fmt: skip
