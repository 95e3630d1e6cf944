"""The shape of a course: its ends, how it closes, laps, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from .brief import Stop
from .case import Case
from .line import gap_m, repeated_share

__all__ = ["repeats", "shape_faults"]

SLIDE_M = 200.0
POINT_SLIDE_M = 50.0
SLACK_M = 0.1


def shape_faults(case: Case) -> Iterator[str]:
    """Judge the shape."""
    wanted = case.wanted
    yield from _end_faults(case, "start", wanted.start, 0)
    if wanted.shape == "point-to-point":
        yield from _end_faults(case, "finish", wanted.finish, -1)
    elif wanted.shape == "out-and-back":
        yield from _way_back(case)
    elif wanted.laps > 1:
        yield from _laps(case)
    else:
        yield from _loop(case)


def repeats(case: Case) -> float:
    """Part of the course that is repeated: in one lap, or on the way out."""
    if case.wanted.shape == "out-and-back":
        return repeated_share(case.line, case.beside_m(case.road.length_m / 2.0))
    return repeated_share(case.line, case.beside_m(case.lap_m or case.road.length_m / case.wanted.laps))


def _end_faults(case: Case, end: str, stop: Stop | None, i: int) -> Iterator[str]:
    if stop is None:
        return
    if not isinstance(stop, str):
        off = gap_m(stop, (case.line.lon[i], case.line.lat[i]))
        if off > POINT_SLIDE_M + SLACK_M:
            yield f"shape: {end} lies {off:.1f} m from {stop}"
        return
    point = shapely.Point(case.line.xy[i])
    off = min((spot.shape.distance(point) for spot in case.ground.places.named(stop)), default=float("inf"))
    if off > case.wanted.visit_within_m + SLACK_M:
        yield f"shape: {end} lies {off:.1f} m from {stop}"


def _way_back(case: Case) -> Iterator[str]:
    if case.wanders_m(0.0, same_way=False) > SLACK_M:
        yield "shape: the way back is not the way out"
    half = case.beside_m(case.road.length_m / 2.0)
    turns = [m for m in case.written.waypoints if m.type == "turnaround"]
    if not any(gap_m((mark.lon, mark.lat), case.line.at(half)) <= 0.0142 for mark in turns):
        yield "shape: no turnaround at half the course"


def _laps(case: Case) -> Iterator[str]:
    if case.lap_m is None:
        yield f"shape: the line does not run the same ground {case.wanted.laps} times"
        return
    own = abs(case.wanted.laps * case.lap_m + case.wanted.lead_in_m - case.road.length_m)
    claimed = abs(case.entry["closing"]["shift_m"])
    if own > SLIDE_M + SLACK_M:
        yield f"shape: the finish lies {own:.1f} m along the road from the start"
    if abs(own - claimed) > 0.5:
        yield f"shape: closing.shift_m = {claimed}, measured {own:.2f}"


def _loop(case: Case) -> Iterator[str]:
    line, roads = case.road, case.ground.roads
    claimed = abs(case.entry["closing"]["shift_m"])
    own = roads.distance_m(line.xy[0], line.xy[-1], SLIDE_M + 50.0)
    if own > SLIDE_M + SLACK_M:
        yield f"shape: the finish lies {own:.1f} m along the road from the start"
        return
    if claimed > SLIDE_M + SLACK_M:
        yield f"shape: closing.shift_m = {claimed}"
    overlaps = gap_m(line.at(claimed), (line.lon[-1], line.lat[-1])) <= 0.5
    if abs(own - claimed) <= 0.5 or overlaps:
        return
    if not roads.has_path_of(line.xy[0], line.xy[-1], claimed, 0.5):
        yield f"shape: closing.shift_m = {claimed}, measured {own:.2f}"
