"""Lengthens a line that is too short by a way out and back: a turnaround on a side road."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import EdgeStretch, Line, stretch_points
from courseplanner.layout.line.walked import Walked, walked_of
from courseplanner.measure.geometry.geodesy import Plane, chainages_m, rounded
from courseplanner.measure.geometry.overlap import shared_m, trace
from courseplanner.model.network.assumptions import way_open_width_m
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["LONGEST_SPUR_M", "with_spurs"]

LONGEST_SPUR_M = 1_500.0
"""A turnaround lies at most so far from the rest of the course."""
_BESIDE_M = 40.0
_MOST_TRIED = 60
_MOST_GIVEN = 4

Bools = NDArray[np.bool_]


def with_spurs(
    roads: RoadNetwork, plane: Plane, allowed: Bools, walked: Walked, missing_m: float
) -> Iterator[list[EdgeStretch]]:
    """Add one way out and back to a walk, so that it grows by a length.

    Parameters
    ----------
    roads : RoadNetwork
    plane : Plane
    allowed : bool (E,)
        Edges that a course may use.
    walked : Walked
    missing_m : float
        By how much the walk is too short.

    Yields
    ------
    list of EdgeStretch
        The stretches of the walk with those of the way out and back, on the widest side roads first;
        nothing where no side road is long enough.
    """
    if not 0.0 < missing_m <= 2.0 * LONGEST_SPUR_M:
        return
    line = walked.line
    ground = trace(*plane.xy(line.lon, line.lat))
    given = 0
    for vertex, edge, node in _side_roads(roads, allowed, line)[:_MOST_TRIED]:
        side = _follow(roads, allowed, line, edge, node, missing_m / 2.0)
        if side is None:
            continue
        aside = walked_of(roads, [side]).line
        if shared_m(trace(*plane.xy(aside.lon, aside.lat)), ground) > _BESIDE_M:
            continue
        yield _inserted(walked, vertex, side)
        given += 1
        if given == _MOST_GIVEN:
            return


def _side_roads(roads: RoadNetwork, allowed: Bools, line: Line) -> list[tuple[int, int, int]]:
    """Find where side roads leave a line: its vertex, the edge, and the node that they share.

    The widest roads come first, then the first along the line.
    """
    on_line = np.zeros(roads.edge_count, dtype=np.bool_)
    on_line[line.edge] = True
    free = allowed & ~on_line
    width_m = way_open_width_m(roads)[roads.edge_way]
    found: list[tuple[float, int, int, int]] = []
    closed = line.lon[0] == line.lon[-1] and line.lat[0] == line.lat[-1]
    for vertex in [*([0] if closed else []), *(np.flatnonzero(np.diff(line.edge)) + 1)]:
        before, after = int(line.edge[vertex - 1]), int(line.edge[vertex])
        ends = {int(roads.edge_from[before]), int(roads.edge_to[before])}
        for node in sorted(ends & {int(roads.edge_from[after]), int(roads.edge_to[after])}):
            if (
                abs(roads.node_lon[node] - line.lon[vertex]) + abs(roads.node_lat[node] - line.lat[vertex])
                > 1e-7
            ):
                continue
            sides = np.flatnonzero(free & ((roads.edge_from == node) | (roads.edge_to == node)))
            found += [(-float(width_m[edge]), int(vertex), int(edge), node) for edge in sides]
    return [(vertex, edge, node) for _, vertex, edge, node in sorted(found)]


def _follow(
    roads: RoadNetwork, allowed: Bools, line: Line, edge: int, node: int, length_m: float
) -> list[EdgeStretch] | None:
    """Follow a side road, straight on at junctions, for a length; `None` where it ends before."""
    taken = {int(e) for e in np.unique(line.edge)}
    found: list[EdgeStretch] = []
    done_m = 0.0
    while True:
        forward = int(roads.edge_from[edge]) == node
        points = stretch_points(roads, EdgeStretch(edge, 0.0, 1.0))
        long_m = float(chainages_m(*map(rounded, points))[-1])
        taken.add(edge)
        if done_m + long_m >= length_m:
            part = (length_m - done_m) / long_m
            found.append(EdgeStretch(edge, 0.0, part) if forward else EdgeStretch(edge, 1.0, 1.0 - part))
            return found
        found.append(EdgeStretch(edge, 0.0, 1.0) if forward else EdgeStretch(edge, 1.0, 0.0))
        done_m += long_m
        node = int(roads.edge_to[edge] if forward else roads.edge_from[edge])
        onward = _straight_on(roads, allowed, taken, edge, node)
        if onward is None:
            return None
        edge = onward


def _straight_on(roads: RoadNetwork, allowed: Bools, taken: set[int], edge: int, node: int) -> int | None:
    heading = _heading(roads, edge, node) + np.pi
    best, best_turn = None, np.pi / 2.0
    for other in np.flatnonzero(allowed & ((roads.edge_from == node) | (roads.edge_to == node))):
        turn = abs((_heading(roads, int(other), node) - heading + np.pi) % (2.0 * np.pi) - np.pi)
        if int(other) not in taken and turn < best_turn:
            best, best_turn = int(other), turn
    return best


def _heading(roads: RoadNetwork, edge: int, node: int) -> float:
    """Give the direction in which an edge leaves a node, radians."""
    first, last = int(roads.point_start[edge]), int(roads.point_start[edge + 1]) - 1
    a, b = (first, first + 1) if int(roads.edge_from[edge]) == node else (last, last - 1)
    east = (roads.point_lon[b] - roads.point_lon[a]) * np.cos(np.radians(roads.point_lat[a]))
    return float(np.arctan2(roads.point_lat[b] - roads.point_lat[a], east))


def _inserted(walked: Walked, vertex: int, side: list[EdgeStretch]) -> list[EdgeStretch]:
    """Run a side road out and back where a walk passes a point of its line."""
    at = int(np.searchsorted(walked.stretch_ends, vertex))
    back = [EdgeStretch(one.edge, one.b, one.a) for one in side[::-1]]
    return [*walked.stretches[:at], *side, *back, *walked.stretches[at:]]
