"""The stages of the engine up to the search, one after the other, for tests that look inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.core import Core, Graph, make_core
from courseplanner.layout.ground import Ground, lay_ground
from courseplanner.layout.kernels_reach import neighbours
from courseplanner.layout.mask import allowed_edges, reachable_edges
from courseplanner.layout.reach import Reach, reach_of
from courseplanner.layout.targets import Targets, find_targets
from courseplanner.layout.task import choose_terminals
from courseplanner.measure.geodesy import Plane
from courseplanner.measure.nearness import Lines, outlines_of
from courseplanner.model.brief import Brief
from courseplanner.model.region import Region

__all__ = ["Stages", "graph_of", "plane_of", "prepared"]

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Stages:
    """What each stage gave."""

    region: Region
    plane: Plane
    lines: Lines
    targets: Targets
    reach: Reach
    ground: Ground
    chosen: dict[int, Ints]
    core: Core | None


def plane_of(region: Region) -> Plane:
    """The plane that the engine reckons in."""
    west, south, east, north = region.bbox
    return Plane((west + east) / 2, (south + north) / 2)


def prepared(region: Region, brief: Brief) -> Stages:
    """Run the stages before the search."""
    roads = region.roads
    plane = plane_of(region)
    x, y = plane.xy(roads.point_lon, roads.point_lat)
    lines = Lines(x, y, np.asarray(roads.point_start, dtype=np.int64))
    targets = find_targets(brief, region)
    outlines = outlines_of([target.place for target in targets.targets], plane)
    within_m = np.array([target.within_m for target in targets.targets], dtype=np.float64)
    reach = reach_of(roads, lines, reachable_edges(roads), outlines, 2.0 * within_m)
    ground = lay_ground(roads, lines, allowed_edges(brief, roads), targets, outlines, reach)
    chosen = choose_terminals(brief, ground, targets)
    keep = np.unique(np.concatenate([*chosen.values(), np.empty(0, dtype=np.int64)])).astype(np.int64)
    core = make_core(roads, ground, keep, dead_ends=brief.course.shape not in ("loop", "laps"))
    return Stages(region, plane, lines, targets, reach, ground, chosen, core)


def graph_of(
    points_m: Sequence[tuple[float, float]],
    chains: Sequence[tuple[int, int, int]],
    *,
    visits: Sequence[tuple[int, int]] = (),
    unpaved: Sequence[int] = (),
    motor_free: Sequence[int] = (),
    beside: Sequence[tuple[int, int, int]] = (),
) -> Graph:
    """Make a graph by hand.

    Parameters
    ----------
    points_m : sequence of (x, y)
        The nodes.
    chains : sequence of (from, to, millimetres)
    visits : sequence of (chain, group)
        In order.
    unpaved, motor_free : sequence of int
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
        length_mm, only(unpaved), only(motor_free), rows(visits), column(visits, 1),
        rows(beside), column(beside, 1), column(beside, 2),
    )  # fmt: skip
