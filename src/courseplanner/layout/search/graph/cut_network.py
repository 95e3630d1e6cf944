"""The allowed roads in a plane, cut where targets come into reach.

A piece is an edge of the road network, or a part of one between cuts. For each
piece it is known which groups of targets a course visits by running it: none but starts and finishes
in a tunnel.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.ask.kernels_reach import in_two_core
from courseplanner.layout.ask.reach import Reach
from courseplanner.layout.ask.targets import ENDS, Targets, limits_by_road_m
from courseplanner.layout.line.network import ends_of
from courseplanner.measure.geometry.nearness import Lines, Outlines, near_pairs
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["CutNetwork", "Cutting", "cut_network_of"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_MARGIN_M = 0.5
"""Targets are reached this much nearer than asked: the plane is not the ellipsoid."""


@dataclass(frozen=True, slots=True, eq=False)
class CutNetwork:
    """Pieces of allowed roads between nodes and cuts.

    M nodes (those of the network first, then the cuts), S pieces.

    Parameters
    ----------
    node_x, node_y : float64 (M,)
        Plane coordinates, metres.
    piece_from, piece_to : int64 (S,)
    piece_edge : int64 (S,)
        Edge of the network.
    piece_a, piece_b : float64 (S,)
        The part of the edge that it is, 0 to 1 of the edge's length in the plane.
    piece_length_mm : int64 (S,)
    lines : Lines
        Their geometry.
    visit_piece, visit_group : int64 (V,)
        Running piece `visit_piece[i]` visits group `visit_group[i]`; ordered by piece.
    node_node, node_group : int64 (U,)
        At node `node_node[i]` group `node_group[i]` is reached; ordered by group.
    """

    node_x: Floats
    node_y: Floats
    piece_from: Ints
    piece_to: Ints
    piece_edge: Ints
    piece_a: Floats
    piece_b: Floats
    piece_length_mm: Ints
    lines: Lines
    visit_piece: Ints
    visit_group: Ints
    node_node: Ints
    node_group: Ints


@dataclass(frozen=True, slots=True)
class Cutting:
    """Where edges are cut, beside where targets are nearest.

    Parameters
    ----------
    open_ended : bool
        Whether courses can begin and end anywhere in reach of their start and finish.
    halved : tuple of int
        Edges that are cut in the middle.
    """

    open_ended: bool
    halved: tuple[int, ...] = ()


def cut_network_of(
    roads: RoadNetwork,
    lines: Lines,
    edge_mm: Ints,
    allowed: Bools,
    targets: Targets,
    outlines: Outlines,
    reach: Reach,
    cutting: Cutting,
) -> CutNetwork:
    """Cut the allowed edges where targets come into reach, and note what each piece visits.

    Parameters
    ----------
    roads : RoadNetwork
    lines : Lines
        All edges in the plane.
    edge_mm : int64 (E,)
        The length that each edge counts with.
    allowed : bool (E,)
        Edges that a course may use.
    targets : Targets
    outlines : Outlines
        Of the targets.
    reach : Reach
    cutting : Cutting

    Returns
    -------
    CutNetwork
    """
    chosen = np.flatnonzero(allowed)
    within_m = np.array([target.within_m for target in targets.targets]) - _MARGIN_M
    cuts = _cuts(roads, lines, allowed, targets, outlines, within_m, reach, open_ended=cutting.open_ended)
    for edge in cutting.halved:
        cuts.setdefault(edge, []).append(0.5)
    pieces = _cut_edges(roads, lines, edge_mm, chosen, cuts)
    return _with_visits(pieces, roads, targets, outlines, within_m, reach)


def _cuts(
    roads: RoadNetwork,
    lines: Lines,
    allowed: Bools,
    targets: Targets,
    outlines: Outlines,
    within_m: Floats,
    reach: Reach,
    *,
    open_ended: bool,
) -> dict[int, list[float]]:
    """Choose where edges are cut: parts of their length, by edge.

    Each target gets a cut where its nearest good edge is nearest to it. Targets on dead ends
    also get cuts where roads enter their reach, for a course can turn there; so do starts and
    finishes of an open-ended course, which can begin and end there.
    """
    chosen = np.flatnonzero(allowed)
    near = near_pairs(_part_of(lines, chosen), outlines, within_m)
    edge = chosen[near.line]
    good = reach.of_parts(roads, near.place, edge, 0.0, 1.0) <= limits_by_road_m(targets)[near.place]
    good &= _are_ends(targets)[near.place] | ~roads.edge_in_tunnel[edge]
    nowhere = np.zeros(roads.node_count, dtype=np.bool_)
    core = in_two_core(roads.node_count, *ends_of(roads), allowed, nowhere)
    ends = set(np.flatnonzero(_are_ends(targets)).tolist()) if open_ended else set()
    cuts: dict[int, list[float]] = {}
    for place in np.unique(near.place[good]):
        mine = np.flatnonzero(good & (near.place == place))
        nearest = mine[np.argmin(near.offset_m[mine])]
        length = _plane_length(lines, int(edge[nearest]))
        cuts.setdefault(int(edge[nearest]), []).append(float(near.along_m[nearest] / max(length, 1e-9)))
        if place in ends or not core[edge[mine]].any():
            for pair in mine:
                cuts.setdefault(int(edge[pair]), []).extend(
                    _entries(lines, int(edge[pair]), outlines, int(place), float(within_m[place]))
                )
    return cuts


def _are_ends(targets: Targets) -> Bools:
    """Tell which targets are starts and finishes, for which nearness alone counts."""
    roles = [targets.groups[target.group].role for target in targets.targets]
    return np.array([role in ENDS for role in roles], dtype=np.bool_)


_ENTRY_STEP_M = 5.0


def _entries(lines: Lines, edge: int, outlines: Outlines, place: int, within_m: float) -> list[float]:
    """Give the parts of an edge's length at which it enters or leaves the reach of a place."""
    points = slice(lines.start[edge], lines.start[edge + 1])
    x, y = lines.x[points], lines.y[points]
    along = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    if along[-1] < _ENTRY_STEP_M:
        return []
    at = np.linspace(0.0, along[-1], int(along[-1] / _ENTRY_STEP_M) + 2)
    one = Outlines(outlines.x, outlines.y, outlines.start, outlines.first_ring[place : place + 2])
    near = near_pairs(
        _points_as_lines(np.interp(at, along, x), np.interp(at, along, y)), one, np.array([within_m])
    )
    inside = np.zeros(len(at), dtype=np.bool_)
    inside[near.line] = True
    change = np.flatnonzero(inside[1:] != inside[:-1])
    return [float(at[i + 1] if inside[i + 1] else at[i]) / float(along[-1]) for i in change]


def _plane_length(lines: Lines, edge: int) -> float:
    points = slice(lines.start[edge], lines.start[edge + 1])
    return float(np.hypot(np.diff(lines.x[points]), np.diff(lines.y[points])).sum())


def _points_as_lines(x: Floats, y: Floats) -> Lines:
    return Lines(x, y, np.arange(len(x) + 1, dtype=np.int64))


def _part_of(lines: Lines, chosen: Ints) -> Lines:
    """Give some of the lines."""
    counts = lines.start[chosen + 1] - lines.start[chosen]
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    index = np.arange(start[-1]) + np.repeat(lines.start[chosen] - start[:-1], counts)
    return Lines(lines.x[index], lines.y[index], start)


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    node_x: Floats
    node_y: Floats
    start: Ints
    end: Ints
    edge: Ints
    a: Floats
    b: Floats
    length_mm: Ints
    lines: Lines


class _Cut(NamedTuple):
    """The pieces of one edge, and where it is cut."""

    lines: list[tuple[Floats, Floats]]
    nodes: list[int]
    parts: list[float]
    length_mm: list[int]
    cut_x: list[float]
    cut_y: list[float]


def _cut_edges(
    roads: RoadNetwork, lines: Lines, edge_mm: Ints, chosen: Ints, cuts: dict[int, list[float]]
) -> _Pieces:
    """Cut edges; the cuts become nodes, numbered after those of the network."""
    whole = chosen[~np.isin(chosen, np.array(sorted(cuts), dtype=np.int64))]
    made: list[_Cut] = []
    next_node = roads.node_count
    for edge in sorted(cuts):
        made.append(_cut_edge(roads, lines, edge, int(edge_mm[edge]), cuts[edge], next_node))
        next_node += len(made[-1].cut_x)
    kept = _part_of(lines, whole)
    of_cuts = [line for one in made for line in one.lines]
    counts = np.concatenate((np.diff(kept.start), [len(x) for x, _ in of_cuts]))
    node_x, node_y = _node_xy(roads, lines)
    return _Pieces(
        np.concatenate((node_x, *(one.cut_x for one in made))),
        np.concatenate((node_y, *(one.cut_y for one in made))),
        _ints(roads.edge_from[whole], *(one.nodes[:-1] for one in made)),
        _ints(roads.edge_to[whole], *(one.nodes[1:] for one in made)),
        _ints(whole, np.repeat(sorted(cuts), [len(one.lines) for one in made])),
        np.concatenate((np.zeros(len(whole)), *(one.parts[:-1] for one in made))),
        np.concatenate((np.ones(len(whole)), *(one.parts[1:] for one in made))),
        _ints(edge_mm[whole], *(one.length_mm for one in made)),
        Lines(
            np.concatenate((kept.x, *(x for x, _ in of_cuts))),
            np.concatenate((kept.y, *(y for _, y in of_cuts))),
            np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        ),
    )


def _ints(*parts: object) -> Ints:
    return np.concatenate([np.asarray(part, dtype=np.int64) for part in parts])


def _cut_edge(
    roads: RoadNetwork, lines: Lines, edge: int, edge_mm: int, cuts: list[float], next_node: int
) -> _Cut:
    """Cut one edge; its cuts become nodes from `next_node` on."""
    points = slice(lines.start[edge], lines.start[edge + 1])
    x, y = lines.x[points], lines.y[points]
    along = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    least = min(_LEAST_PIECE_M / max(along[-1], 1e-9), 0.5)
    parts = [0.0]
    for part in sorted(cuts):
        if part - parts[-1] >= least and 1.0 - part >= least:
            parts.append(part)
    inner = range(next_node, next_node + len(parts) - 1)
    parts.append(1.0)
    made = []
    for low, high in pairwise(parts):
        between = (along > low * along[-1]) & (along < high * along[-1])
        at = np.concatenate(([low * along[-1]], along[between], [high * along[-1]]))
        made.append((np.interp(at, along, x), np.interp(at, along, y)))
    marks = [round(edge_mm * part) for part in parts]
    return _Cut(
        made,
        [int(roads.edge_from[edge]), *inner, int(roads.edge_to[edge])],
        parts,
        [high - low for low, high in pairwise(marks)],
        [float(np.interp(part * along[-1], along, x)) for part in parts[1:-1]],
        [float(np.interp(part * along[-1], along, y)) for part in parts[1:-1]],
    )


_LEAST_PIECE_M = 2.0


def _node_xy(roads: RoadNetwork, lines: Lines) -> tuple[Floats, Floats]:
    x, y = np.zeros(roads.node_count), np.zeros(roads.node_count)
    x[roads.edge_from], y[roads.edge_from] = lines.x[lines.start[:-1]], lines.y[lines.start[:-1]]
    x[roads.edge_to], y[roads.edge_to] = lines.x[lines.start[1:] - 1], lines.y[lines.start[1:] - 1]
    return x, y


def _with_visits(
    pieces: _Pieces, roads: RoadNetwork, targets: Targets, outlines: Outlines, within_m: Floats, reach: Reach
) -> CutNetwork:
    """Note which groups each piece visits, and at which nodes they are reached."""
    group_of = np.array([target.group for target in targets.targets], dtype=np.int64)
    near = near_pairs(pieces.lines, outlines, within_m)
    by_road = reach.of_parts(
        roads, near.place, pieces.edge[near.line], pieces.a[near.line], pieces.b[near.line]
    )
    limit_m = limits_by_road_m(targets)
    is_end, in_tunnel = _are_ends(targets), roads.edge_in_tunnel[pieces.edge]
    good = (by_road <= limit_m[near.place]) & (is_end[near.place] | ~in_tunnel[near.line])
    visits = np.unique(np.column_stack((near.line[good], group_of[near.place[good]])), axis=0)

    used = np.unique(np.concatenate((pieces.start, pieces.end)))
    part, edge = _place_of_nodes(pieces, len(pieces.node_x))
    at = near_pairs(_points_as_lines(pieces.node_x[used], pieces.node_y[used]), outlines, within_m)
    node = used[at.line]
    reached = reach.of_parts(roads, at.place, edge[node], part[node], part[node]) <= limit_m[at.place]
    in_the_open = np.zeros(len(pieces.node_x), dtype=np.bool_)
    in_the_open[pieces.start[~in_tunnel]] = in_the_open[pieces.end[~in_tunnel]] = True
    reached &= is_end[at.place] | in_the_open[node]
    nodes = np.unique(np.column_stack((group_of[at.place[reached]], node[reached])), axis=0)
    return CutNetwork(
        node_x=pieces.node_x,
        node_y=pieces.node_y,
        piece_from=pieces.start,
        piece_to=pieces.end,
        piece_edge=pieces.edge,
        piece_a=pieces.a,
        piece_b=pieces.b,
        piece_length_mm=pieces.length_mm,
        lines=pieces.lines,
        visit_piece=visits[:, 0],
        visit_group=visits[:, 1],
        node_node=nodes[:, 1],
        node_group=nodes[:, 0],
    )


def _place_of_nodes(pieces: _Pieces, count: int) -> tuple[Floats, Ints]:
    """Give for each node an edge that it lies on, and the part of its length."""
    part, edge = np.zeros(count), np.zeros(count, dtype=np.int64)
    part[pieces.start], edge[pieces.start] = pieces.a, pieces.edge
    part[pieces.end], edge[pieces.end] = pieces.b, pieces.edge
    return part, edge
