"""Finds where the length of a closed course could be adjusted: start, finish and turnarounds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.line.closing import Closed
from courseplanner.layout.line.line import Line, turnaround_points
from courseplanner.layout.line.starts import End, inside
from courseplanner.model.course.reserve import AdjustAt, Reserve
from courseplanner.model.network.roads import UNKNOWN, RoadNetwork

__all__ = ["reserves_of"]

_LONGEST_M = 300.0
"""Nobody needs more than this: a map is good to 0.5 %."""
_STEP_M = 10.0
_STRAIGHT_DEG = 30.0
"""A road that turns by more ends the stretch."""
_LEAST_M = 20.0

Points = NDArray[np.complex128]
Bools = NDArray[np.bool_]


def reserves_of(resolved: ResolvedBrief, closed: Closed) -> tuple[Reserve, ...]:
    """Give the places where a course can be made longer and shorter, the one with the most room first.

    Each lies on a stretch that goes on straight: before and behind the start and the finish, and on both
    sides of the cone of a turnaround.
    """
    found = [one for one in _all(resolved, closed) if max(one.add_m, one.cut_m) >= _LEAST_M]
    return tuple(sorted(found, key=lambda one: (-min(one.add_m, one.cut_m), one.at_m)))


def _all(resolved: ResolvedBrief, closed: Closed) -> Iterator[Reserve]:
    line, on_course, plane = closed.routed.centreline, closed.routed.on_course, resolved.plane
    x, y = plane.xy(line.lon, line.lat)
    road = x + 1j * y
    last = len(road) - 1
    roads = resolved.ground.roads
    ends = ((AdjustAt.START, 0, resolved.start), (AdjustAt.FINISH, last, resolved.finish))
    for at, point, end in ends:
        ahead = road if at is AdjustAt.START else road[::-1]
        edge = int(line.edge[0 if at is AdjustAt.START else -1])
        beyond = _beyond(resolved, edge, ahead[0], ahead[0] - ahead[1])
        cut_m, add_m = (_straight_m(resolved, stretch, end) for stretch in (ahead, beyond))
        yield _reserve(roads, at, on_course, point, edge, add_m, cut_m)
    for point in turnaround_points(plane, line, closed=False).tolist():
        edge = int(line.edge[point - 1])
        before, after = road[: point + 1][::-1], road[point:]
        beyond = _beyond(resolved, edge, road[point], road[point] - road[point - 1])
        cut_m = 2.0 * min(_straight_m(resolved, stretch, None) for stretch in (before, after))
        add_m = 2.0 * _straight_m(resolved, beyond, None)
        yield _reserve(
            roads, AdjustAt.TURNAROUND, on_course, point, edge, min(add_m, _LONGEST_M), min(cut_m, _LONGEST_M)
        )


def _reserve(
    roads: RoadNetwork, at: AdjustAt, line: Line, point: int, edge: int, add_m: float, cut_m: float
) -> Reserve:
    name = int(roads.way_name[roads.edge_way[edge]])
    return Reserve(
        at,
        None if name == UNKNOWN else roads.names[name].shown,
        float(line.chainage_m[point]),
        float(line.lon[point]),
        float(line.lat[point]),
        add_m,
        cut_m,
    )


def _straight_m(resolved: ResolvedBrief, stretch: Points, end: End | None) -> float:
    """Give how far a stretch goes on straight from its first point, where a start or finish may lie."""
    along_m = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(stretch)))))
    longest_m = min(float(along_m[-1]), _LONGEST_M)
    at_m = np.arange(0.0, longest_m + 1e-9, _STEP_M)
    if len(at_m) < 2:
        return 0.0
    points = np.interp(at_m, along_m, stretch.real) + 1j * np.interp(at_m, along_m, stretch.imag)
    step = np.diff(points)
    good = np.abs(np.angle(step * step[0].conjugate(), deg=True)) <= _STRAIGHT_DEG
    if end is not None:
        good &= inside(resolved.plane, *resolved.plane.lonlat(points.real[1:], points.imag[1:]), end)
    return float(at_m[-1] if good.all() else at_m[int(np.argmin(good))])


def _beyond(resolved: ResolvedBrief, edge: int, point: complex, towards: complex) -> Points:
    """Follow the roads that a course may use from a point on, as straight as they go."""
    roads = resolved.ground.roads
    line = _points(resolved, edge)
    step = np.diff(line)
    part = np.clip(
        ((point - line[:-1]) * step.conjugate()).real / np.maximum(np.abs(step) ** 2, 1e-12), 0.0, 1.0
    )
    nearest = int(np.argmin(np.abs(line[:-1] + part * step - point)))
    forward = (step[nearest] * towards.conjugate()).real >= 0.0
    rest = line[nearest + 1 :] if forward else line[: nearest + 1][::-1]
    found = [np.array([point]), rest[np.abs(rest - point) > 1e-3]]
    node = int(roads.edge_to[edge] if forward else roads.edge_from[edge])
    length_m, seen = _length_m(np.concatenate(found)), {edge}
    while length_m < _LONGEST_M:
        so_far = np.concatenate(found)
        going = towards if len(so_far) < 2 else complex(so_far[-1] - so_far[-2])
        following = _straightest(resolved, node, going, seen)
        if following is None:
            break
        edge, forward = following
        seen.add(edge)
        line = _points(resolved, edge)
        found.append(line[1:] if forward else line[-2::-1])
        length_m += _length_m(line)
        node = int(roads.edge_to[edge] if forward else roads.edge_from[edge])
    return np.concatenate(found)


def _length_m(line: Points) -> float:
    return float(np.abs(np.diff(line)).sum())


def _points(resolved: ResolvedBrief, edge: int) -> Points:
    points = slice(resolved.lines.start[edge], resolved.lines.start[edge + 1])
    return np.asarray(resolved.lines.x[points] + 1j * resolved.lines.y[points])


def _straightest(
    resolved: ResolvedBrief, node: int, going: complex, seen: set[int]
) -> tuple[int, bool] | None:
    """Give the road that goes on from a node with the least turn, and whether it is run forward."""
    roads, best = resolved.ground.roads, (_STRAIGHT_DEG, -1, False)
    for ends, forward in ((roads.edge_from, True), (roads.edge_to, False)):
        for edge in np.flatnonzero((ends == node) & resolved.allowed).tolist():
            if edge in seen:
                continue
            line = _points(resolved, edge)
            away = line[1] - line[0] if forward else line[-2] - line[-1]
            turn_deg = abs(float(np.angle(away * going.conjugate(), deg=True)))
            if turn_deg < best[0]:
                best = turn_deg, edge, forward
    return None if best[1] < 0 else (best[1], best[2])
