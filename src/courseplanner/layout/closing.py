"""Brings the line of a walk to the exact length: where it starts, finishes and turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line import Line, cut, cut_to_length, laps_of, line_of, reversed_line
from courseplanner.measure.geodesy import Plane
from courseplanner.measure.nearness import Lines, Outlines, near_pairs
from courseplanner.measure.overlap import WITHIN_M, repeated_steps, trace
from courseplanner.model.assumptions import way_width_m
from courseplanner.model.course import Closing
from courseplanner.model.roads import RoadNetwork, Tri

__all__ = ["LARGEST_SHIFT_M", "Closed", "End", "close_loop", "close_out_and_back", "close_point_to_point"]

LARGEST_SHIFT_M = 200.0
"""The finish of a loop lies at most so far along the road from its start."""
_SHIFT_MARGIN_M = 0.05
_SAMPLE_M = 20.0
_STRAIGHT_M = 100.0
_APART_M = 400.0
_MOST_STARTS = 8

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """Where a course may start or finish: within a distance of a place."""

    outline: Outlines
    within_m: float


@dataclass(frozen=True, slots=True, eq=False)
class Closed:
    """A line of exact length.

    Parameters
    ----------
    line : Line
        The whole race.
    judged : Line
        The part on which repeats are judged: one lap, or the way out.
    closing : Closing
    """

    line: Line
    judged: Line
    closing: Closing


def close_loop(
    roads: RoadNetwork, plane: Plane, loop: Line, target_m: float, laps: int, start: End | None
) -> Iterator[Closed]:
    """Choose where a loop starts, and so where its finish lies.

    Yields
    ------
    Closed
        The best start first; nothing where the loop can't be closed.
    """
    shift_m = loop.length_m * laps - target_m
    if abs(shift_m) > LARGEST_SHIFT_M - _SHIFT_MARGIN_M:
        return
    run = laps_of(loop, laps + 1)
    for at_m in _starts(roads, plane, loop, shift_m, start):
        line = cut_to_length(run, at_m, target_m)
        if line is not None:
            judged = cut(line, 0.0, min(loop.length_m, line.length_m))
            yield Closed(line, judged, Closing("start-slide", shift_m))


def close_point_to_point(
    plane: Plane, line: Line, target_m: float, start: End | None, finish: End | None
) -> Iterator[Closed]:
    """Cut a line that is a little too long at its ends, as far as they may slide.

    Yields
    ------
    Closed
        At most one.
    """
    surplus_m = line.length_m - target_m
    if surplus_m < 0.0:
        return
    from_start_m = surplus_m if start is None else _room_m(plane, line, start)
    from_finish_m = surplus_m if finish is None else _room_m(plane, reversed_line(line), finish)
    if from_start_m + from_finish_m < surplus_m:
        return
    # Shared out by the room that each end has, so that neither slides farther than need be.
    slide_m = surplus_m * from_start_m / max(from_start_m + from_finish_m, 1e-9)
    closed = cut_to_length(line, min(slide_m, from_start_m), target_m)
    if closed is not None:
        method = "start-slide" if finish is not None and from_finish_m < from_start_m else "finish-slide"
        yield Closed(closed, closed, Closing(method, surplus_m))


def close_out_and_back(line: Line, target_m: float) -> Iterator[Closed]:
    """Turn around at half the target.

    Yields
    ------
    Closed
        At most one.
    """
    out = cut_to_length(line, 0.0, target_m / 2.0)
    if out is None:
        return
    back = reversed_line(out)
    whole = line_of(
        np.concatenate((out.lon, back.lon[1:])),
        np.concatenate((out.lat, back.lat[1:])),
        np.concatenate((out.edge, back.edge)),
    )
    yield Closed(whole, out, Closing("turnaround", line.length_m - out.length_m))


def _room_m(plane: Plane, line: Line, end: End) -> float:
    """Give how far along a line one can go from its first point without leaving the reach of a place."""
    inside = _inside(plane, line.lon, line.lat, end)
    outside = np.flatnonzero(~inside)
    if not len(outside):
        return line.length_m
    if outside[0] == 0:
        return 0.0
    low_m, high_m = float(line.chainage_m[outside[0] - 1]), float(line.chainage_m[outside[0]])
    at_m = np.linspace(low_m, high_m, 101)
    lon = np.interp(at_m, line.chainage_m, line.lon)
    lat = np.interp(at_m, line.chainage_m, line.lat)
    left = np.flatnonzero(~_inside(plane, lon, lat, end))
    return float(at_m[left[0] - 1]) if len(left) and left[0] else low_m


def _inside(plane: Plane, lon: Floats, lat: Floats, end: End) -> Bools:
    x, y = plane.xy(lon, lat)
    points = Lines(x, y, np.arange(len(x) + 1, dtype=np.int64))
    inside = np.zeros(len(x), dtype=np.bool_)
    inside[near_pairs(points, end.outline, np.array([end.within_m])).line] = True
    return inside


def _starts(roads: RoadNetwork, plane: Plane, loop: Line, shift_m: float, end: End | None) -> Iterator[float]:
    """Give chainages for the start of a loop, the best first.

    A start wants a wide road that is straight before the finish and after the start, and
    no bridge, tunnel or roundabout.
    """
    at_m = np.arange(0.0, loop.length_m, _SAMPLE_M)
    if end is not None:
        at_m = np.arange(0.0, loop.length_m, _SAMPLE_M / 10.0)
        at_m = at_m[_inside(plane, *_points_at(loop, at_m), end)]
    at_m = at_m[~_beside_itself(plane, loop, at_m, shift_m)]
    if not len(at_m):
        return
    worth = _worth_of_starts(roads, plane, loop, at_m, shift_m)
    chosen: list[float] = []
    for i in np.argsort(-worth, kind="stable"):
        if all(abs(float(at_m[i]) - other) > _APART_M for other in chosen) or (
            end is not None and not chosen
        ):
            chosen.append(float(at_m[i]))
            yield chosen[-1]
        if len(chosen) == _MOST_STARTS:
            return


def _beside_itself(plane: Plane, loop: Line, at_m: Floats, shift_m: float) -> Bools:
    """Tell which starts lie where the loop runs twice, from the finish to some way past the start.

    There the finish would be nearer to the start by road than along the course.
    """
    line = trace(*plane.xy(loop.lon, loop.lat), step_m=5.0)
    back = trace(*plane.xy(loop.lon[::-1], loop.lat[::-1]), step_m=5.0)
    twice = repeated_steps(line) | repeated_steps(back)[::-1]
    # The ends of a loop lie beside each other: that is no ground run twice.
    seam = (line.at_m < WITHIN_M) | (line.at_m > line.at_m[-1] - WITHIN_M)
    count = np.concatenate(([0], np.cumsum(np.tile(twice & ~seam, 3))))
    length_m = loop.length_m
    grid = np.concatenate((line.at_m, line.at_m + length_m, line.at_m + 2 * length_m))
    low = np.searchsorted(grid, at_m + length_m - abs(shift_m) - WITHIN_M)
    high = np.searchsorted(grid, at_m + length_m + abs(shift_m) + WITHIN_M)
    return np.asarray(count[high] > count[low])


def _points_at(line: Line, at_m: Floats) -> tuple[Floats, Floats]:
    around = np.mod(at_m, line.length_m)
    return np.interp(around, line.chainage_m, line.lon), np.interp(around, line.chainage_m, line.lat)


def _worth_of_starts(roads: RoadNetwork, plane: Plane, loop: Line, at_m: Floats, shift_m: float) -> Floats:
    def position(offset_m: float) -> tuple[Floats, Floats]:
        return plane.xy(*_points_at(loop, at_m + offset_m))

    def straightness(from_m: float, to_m: float) -> Floats:
        ax, ay = position(from_m)
        bx, by = position(to_m)
        return np.hypot(bx - ax, by - ay) / abs(to_m - from_m)

    before_m = -shift_m
    segment = np.searchsorted(loop.chainage_m, at_m, side="right") - 1
    way = roads.edge_way[loop.edge[np.clip(segment, 0, len(loop.edge) - 1)]]
    awkward = (
        (roads.way_bridge[way] == Tri.yes) | (roads.way_tunnel[way] == Tri.yes) | roads.way_roundabout[way]
    )
    width_m = np.minimum(way_width_m(roads)[way], 14.0)
    straight = straightness(0.0, _STRAIGHT_M) + straightness(before_m - _STRAIGHT_M, before_m)
    return np.asarray(width_m / 14.0 + 4.0 * straight - 2.0 * awkward)
