"""Brings the line of a walk to the exact length: where it starts, finishes and turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from courseplanner.layout.line import Line, cut, cut_to_length, laps_of, line_of, reversed_line
from courseplanner.layout.starts import End, inside, starts_of
from courseplanner.measure.geodesy import Plane
from courseplanner.model.course import Closing
from courseplanner.model.roads import RoadNetwork

__all__ = ["LARGEST_SHIFT_M", "Closed", "close_loop", "close_out_and_back", "close_point_to_point"]

LARGEST_SHIFT_M = 200.0
"""The finish of a loop lies at most so far along the road from its start."""
_SHIFT_MARGIN_M = 0.05


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
    shift_m = measured(loop) * laps - target_m
    if abs(shift_m) > LARGEST_SHIFT_M - _SHIFT_MARGIN_M:
        return
    # A start near the end of the loop and a finish past the start: up to two more times round.
    run = laps_of(loop, laps + 2)
    for at_m in starts_of(roads, plane, loop, shift_m, start):
        line = cut_to_length(run, at_m, target_m)
        if line is not None:
            judged = cut(line, 0.0, min(loop.length_m, line.length_m))
            yield Closed(line, judged, Closing("start-slide", loop.length_m * laps - line.length_m))


def close_point_to_point(
    plane: Plane, line: Line, target_m: float, start: End | None, finish: End | None
) -> Iterator[Closed]:
    """Cut a line that is a little too long at its ends, as far as they may slide.

    Yields
    ------
    Closed
        At most one.
    """
    surplus_m = measured(line) - target_m
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
        None if out.relief is None or back.relief is None else out.relief.then(back.relief),
    )
    yield Closed(whole, out, Closing("turnaround", line.length_m - out.length_m))


def measured(line: Line) -> float:
    """Give the length of a line on the ground, on the ellipsoid where heights are not known, metres."""
    return float(line.measured_m()[-1])


def _room_m(plane: Plane, line: Line, end: End) -> float:
    """Give how far along a line one can go from its first point without leaving the reach of a place."""
    outside = np.flatnonzero(~inside(plane, line.lon, line.lat, end))
    if not len(outside):
        return line.length_m
    if outside[0] == 0:
        return 0.0
    low_m, high_m = float(line.chainage_m[outside[0] - 1]), float(line.chainage_m[outside[0]])
    at_m = np.linspace(low_m, high_m, 101)
    lon = np.interp(at_m, line.chainage_m, line.lon)
    lat = np.interp(at_m, line.chainage_m, line.lat)
    left = np.flatnonzero(~inside(plane, lon, lat, end))
    return float(at_m[left[0] - 1]) if len(left) and left[0] else low_m
