"""Parts that every course must hold: an agreed spine from a GPX file, or a road from end to end.

A part becomes a road of its own between its two ends: junctions on the way are passed straight on. The node
in its middle has to be visited, and both halves have to be run, so that nobody turns round there.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import BriefError
from courseplanner.base.i18n import text
from courseplanner.brief.check import is_track_file
from courseplanner.layout.ask.targets import Group, Role, Targets
from courseplanner.layout.line.line import Line
from courseplanner.layout.match.matching import matched_edges
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.track import Track
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.roads.ground import Ground
from courseplanner.roads.road_names import ways_meant

__all__ = [
    "RequiredPart",
    "holds_parts",
    "required_parts",
    "with_required_groups",
]

_LEAST_PART_M = 30.0
"""What a track covers of one road between two gaps, and is shorter, is chance."""
_RUN = 0.8
"""An edge is run where so much of it is: the route cuts corners."""
_SHORT_EDGE_M = 25.0

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class RequiredPart:
    """Edges in running order that a course runs one after the other, in either direction.

    Parameters
    ----------
    where : str
        The brief and the entry in it, for messages.
    label : str
        The file or the road.
    edges : int64 (n,)
    """

    where: str
    label: str
    edges: Ints


def required_parts(
    brief: Brief, ground: Ground, allowed: Bools, tracks: Mapping[str, Track]
) -> tuple[RequiredPart, ...]:
    """Find the edges of what the brief keeps.

    Parameters
    ----------
    brief, ground
    allowed : bool (E,)
        Edges that a course may use.
    tracks : mapping of str to Track
        The tracks of the files that the brief names.

    Raises
    ------
    BriefError
        If a track follows no road, or what is kept is left out by limits, or is kept twice.
    """
    parts: list[RequiredPart] = []
    for index, entry in enumerate(brief.course.keep):
        where = f"{brief.path}, [course] keep {index + 1}"
        if is_track_file(entry):
            runs = _track_runs(ground, tracks[entry], where)
        else:
            runs = [_road_run(ground, entry, where)]
        parts += [RequiredPart(where, _label(entry), run) for run in runs]
    taken: set[int] = set()
    for part in parts:
        _refuse_closed(ground.roads, part, allowed)
        if taken.intersection(part.edges.tolist()) or len(set(part.edges.tolist())) < len(part.edges):
            raise BriefError(
                part.where, text("keeps a road twice"), text("keep each road once: a course runs it once")
            )
        taken.update(part.edges.tolist())
    return tuple(parts)


def _track_runs(ground: Ground, track: Track, where: str) -> list[Ints]:
    runs = matched_edges(ground, track.lon, track.lat)
    long_enough = [run for run in runs if ground.roads.edge_length_mm[run].sum() >= 1000.0 * _LEAST_PART_M]
    if not long_enough:
        raise BriefError(
            where,
            text("the track follows no road of the map from one junction to another"),
            text("draw it along roads of the region, in WGS 84"),
        )
    return long_enough


def _label(entry: str) -> str:
    return Path(entry).name if is_track_file(entry) else entry


def _road_run(ground: Ground, entry: str, where: str) -> Ints:
    """Give the longest way along a road from one end to another."""
    roads = ground.roads
    edges = np.flatnonzero(ways_meant(roads, entry, where)[roads.edge_way])
    return _longest_path(roads, edges)


def _longest_path(roads: RoadNetwork, edges: Ints) -> Ints:
    """Go from any end to the farthest, and from there to the one that is farthest."""
    best = np.empty(0, dtype=np.int64)
    best_mm, left = -1, set(edges.tolist())
    while left:
        start = int(roads.edge_from[min(left)])
        far, _, seen = _farthest(roads, left, start)
        _, path, _ = _farthest(roads, left, far)
        length_mm = int(roads.edge_length_mm[path].sum()) if path else 0
        if length_mm > best_mm:
            best, best_mm = np.array(path, dtype=np.int64), length_mm
        left -= seen
    return best


def _farthest(roads: RoadNetwork, edges: set[int], start: int) -> tuple[int, list[int], set[int]]:
    """Find the node that lies farthest along some edges: it, the edges that lead there, and all in reach."""
    at: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for edge in sorted(edges):
        a, b = int(roads.edge_from[edge]), int(roads.edge_to[edge])
        at[a].append((edge, b))
        at[b].append((edge, a))
    heap = [(0, start, -1, -1)]
    came: dict[int, tuple[int, int]] = {}
    order: list[int] = []
    while heap:
        length_mm, node, edge, before = heapq.heappop(heap)
        if node in came:
            continue
        came[node] = edge, before
        order.append(node)
        for other_edge, other in at[node]:
            heapq.heappush(heap, (length_mm + int(roads.edge_length_mm[other_edge]), other, other_edge, node))
    path, here = [], order[-1]
    while came[here][0] >= 0:
        path.append(came[here][0])
        here = came[here][1]
    return order[-1], path[::-1], {edge for node in order for edge, _ in at[node]}


def _refuse_closed(roads: RoadNetwork, part: RequiredPart, allowed: Bools) -> None:
    shut = part.edges[~allowed[part.edges]]
    if not len(shut):
        return
    name = int(roads.way_name[roads.edge_way[shut[0]]])
    raise BriefError(
        part.where,
        text(
            "{road} must be run and may not be: it is closed, avoided, or excluded by [limits]",
            road=f"way {roads.way_id[roads.edge_way[shut[0]]]}" if name < 0 else roads.names[name].shown,
        ),
        text("loosen the limits, or keep another road"),
    )


def with_required_groups(targets: Targets, parts: Sequence[RequiredPart]) -> Targets:
    """Give the targets with two groups more for each part, one for each half of it."""
    groups = [Group(Role.kept, part.where, part.label) for part in parts for _ in range(2)]
    return replace(targets, groups=targets.groups + tuple(groups))


def holds_parts(roads: RoadNetwork, line: Line, parts: Sequence[RequiredPart]) -> bool:
    """Tell whether a line runs all edges of all parts."""
    run_m = np.bincount(line.edge, weights=np.diff(line.chainage_m), minlength=roads.edge_count)
    length_m = roads.edge_length_mm / 1000.0
    run = (run_m >= _RUN * length_m) | (length_m < _SHORT_EDGE_M)
    return all(bool(run[part.edges].all()) for part in parts)
