"""Brings a walk to the exact length of its shortest possible route: where it starts, finishes and turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from courseplanner.layout.line.line import Line, reversed_line
from courseplanner.layout.line.rounds import Closed, Rounds, brought_to, measured
from courseplanner.layout.line.routes import Routed, Router
from courseplanner.layout.line.starts import End, inside, starts_of
from courseplanner.layout.line.walked import Walked
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.route.route import Position, RouteClosing

__all__ = [
    "LARGEST_SHIFT_M",
    "Closed",
    "close_loop",
    "close_out_and_back",
    "close_point_to_point",
    "whole_route",
]

LARGEST_SHIFT_M = 200.0
"""The finish of a loop lies at most so far along the road from its start."""
_SHIFT_MARGIN_M = 0.05
_CLOSE_M = 0.002
"""Nearer than this to the target the last coordinates alone decide."""
_POSITION_M = 1e-6
"""A start lies at a step of its span, so that the finish may seem this far past the end of the line."""
_MOST_TRIES = 8
_SLIDES_WITHIN = 4.0
_SLIDES_M = 100.0
"""An end slides no farther than so many times the reach of its place, and so much more."""
_SLIDE_STEP_M = 1.0
_ASIDE_M = 0.5
"""The end of a road leads to its place, more or less: that the route lies beside it adds less than this."""


def close_loop(
    router: Router, walked: Walked, target_m: float, laps: int, start: End | None, lead_in_m: float = 0.0
) -> Iterator[Closed]:
    """Choose where a loop starts, and so where its finish lies.

    Parameters
    ----------
    router : Router
    walked : Walked
        One lap.
    target_m : float
        Of the whole race.
    laps : int
    start : End or None
        Where it may start.
    lead_in_m : float
        What is run of the lap, roughly, before the first whole one.

    Yields
    ------
    Closed
        The best start first; nothing where the loop can't be closed.
    """
    loop, rounds = walked.line, Rounds.of_loop(walked, laps, lead_in_m)
    round_m = rounds.round_m
    whole = _whole_rounds(router, rounds)
    whole_m = measured(whole.line)
    shift_m = whole_m - target_m
    if start is not None:
        # It lies anywhere across its road.
        start = start.within(router.across_m(loop))
    if whole.is_lost or abs(shift_m) > LARGEST_SHIFT_M + _SHIFT_MARGIN_M:
        return
    for at_m in starts_of(router.roads, router.plane, loop, shift_m, start, lead_in_m):
        begins = rounds.position_at(at_m)

        def routed(length_m: float, begins: Position = begins) -> tuple[Routed, Position] | None:
            end_m = rounds.chainage_of(begins) + length_m
            if end_m > rounds.run.length_m:
                return None
            ends = rounds.position_at(end_m)
            return router.route(*rounds.between(begins, ends)), ends

        found = _of_length(routed, round_m - shift_m, target_m)
        if found is None:
            continue
        road_m = found[0].centreline.length_m
        is_too_far = abs(round_m - road_m) > LARGEST_SHIFT_M - _SHIFT_MARGIN_M
        if is_too_far or (lead_in_m > 0.0 and road_m <= laps * loop.length_m):
            continue
        yield rounds.closed(found[0], RouteClosing("start-slide", begins, found[1], target_m), whole_m)


def close_point_to_point(
    router: Router, walked: Walked, target_m: float, start: End | None, finish: End | None
) -> Iterator[Closed]:
    """Cut a line that is a little too long at its ends, as far as they may slide.

    Yields
    ------
    Closed
        At most one.
    """
    line, rounds = walked.line, Rounds.of_line(walked)
    whole_m = measured(router.route(line, rounds.opposed).line)
    surplus_m = whole_m - target_m
    if surplus_m < 0.0:
        return
    free, backwards = (0.0, surplus_m), reversed_line(line)
    from_start = free if start is None else _room_m(router.plane, line, start.within(_ASIDE_M))
    from_finish = free if finish is None else _room_m(router.plane, backwards, finish.within(_ASIDE_M))
    if from_start is None or from_finish is None:
        return
    rest_m = surplus_m - from_start[0] - from_finish[0]
    room_m, finish_room_m = from_start[1] - from_start[0], from_finish[1] - from_finish[0]
    if not 0.0 <= rest_m <= room_m + finish_room_m:
        return
    # Shared out by the room that each end has, so that neither slides farther than need be.
    slide_m = from_start[0] + min(rest_m * room_m / max(room_m + finish_room_m, 1e-9), room_m)
    begins = rounds.position_at(slide_m)

    def routed(length_m: float) -> tuple[Routed, Position] | None:
        end_m = rounds.chainage_of(begins) + length_m
        if end_m > line.length_m + _POSITION_M:
            return None
        ends = rounds.position_at(min(end_m, line.length_m))
        return router.route(*rounds.between(begins, ends)), ends

    found = _of_length(routed, line.length_m - surplus_m, target_m)
    if found is not None:
        method = "start-slide" if finish is not None and finish_room_m < room_m else "finish-slide"
        yield rounds.closed(found[0], RouteClosing(method, begins, found[1], target_m), whole_m)


def close_out_and_back(router: Router, walked: Walked, target_m: float) -> Iterator[Closed]:
    """Turn around where the way out and back is as long as the target.

    Yields
    ------
    Closed
        At most one.
    """
    line, rounds = walked.line, Rounds.of_way_out(walked)
    begins = Position(0, 0, 0.0)

    def routed(out_m: float) -> tuple[Routed, Position] | None:
        if out_m > line.length_m:
            return None
        turns = rounds.position_at(out_m)
        return router.route(*rounds.between(begins, turns)), turns

    found = _of_length(routed, target_m / 2.0, target_m, times=2.0)
    if found is not None:
        # What was cut off is straight, or all but.
        whole_m = target_m + 2.0 * (line.length_m - found[0].centreline.length_m / 2.0)
        yield rounds.closed(found[0], RouteClosing("turnaround", begins, found[1], target_m), whole_m)


def whole_route(router: Router, walked: Walked, shape: str, laps: int = 1, lead_in_m: float = 0.0) -> Routed:
    """Find the shortest possible route of a walk before it is closed.

    Parameters
    ----------
    router : Router
    walked : Walked
        One lap, or the way out.
    shape : str
        As in a brief.
    laps : int
    lead_in_m : float
        What is run of the lap before the first whole one.
    """
    rounds = Rounds.of(walked, shape, laps, lead_in_m)
    if rounds.is_ring:
        return _whole_rounds(router, rounds)
    return router.route(*rounds.whole())


def _whole_rounds(router: Router, rounds: Rounds) -> Routed:
    # From the middle of its longest stretch on, where its two ends surely meet on one cross-section.
    loop = rounds.walked.line
    longest = int(np.argmax(np.diff(loop.chainage_m)))
    from_m = float(loop.chainage_m[longest] + loop.chainage_m[longest + 1]) / 2.0
    return router.route(*rounds.cut(from_m, from_m + rounds.round_m))


def _of_length(
    routed: Callable[[float], tuple[Routed, Position] | None],
    guess_m: float,
    target_m: float,
    times: float = 1.0,
) -> tuple[Routed, Position] | None:
    """Find the piece of road whose shortest possible route has a length, by secants.

    Parameters
    ----------
    routed : callable
        Gives the route of a length of road, and where that ends; `None` where there is no such.
    guess_m : float
        Roughly the length of road.
    target_m : float
    times : float
        By how much the route grows, roughly, with each metre of road.

    Returns
    -------
    (Routed, Position) or None
        Exact as far as coordinates as written allow: to less than a millimetre. `None` where there is none,
        or nothing says where its route begins.
    """
    at_m, slope = guess_m, times
    best: tuple[float, Routed, Position] | None = None
    before: tuple[float, float] | None = None
    for _ in range(_MOST_TRIES):
        found = routed(at_m)
        if found is None:
            break
        missing_m = target_m - measured(found[0].line)
        if best is None or abs(missing_m) < best[0]:
            best = abs(missing_m), *found
        if best[0] < _CLOSE_M:
            break
        if before is not None and at_m != before[0]:
            secant = (before[1] - missing_m) / (at_m - before[0])
            slope = secant if times / 2.0 < secant < 2.0 * times else times
        before = at_m, missing_m
        at_m += missing_m / slope
    if best is None:
        return None
    exact = brought_to(best[1], target_m)
    return None if exact is None else (exact, best[2])


def _room_m(plane: Plane, line: Line, end: End) -> tuple[float, float] | None:
    """Tell how far along a line its first point can slide within the reach of a place: between these, metres.

    Returns
    -------
    tuple of float or None
        `None` where the line does not come into reach.
    """
    longest_m = min(line.length_m, _SLIDES_WITHIN * end.within_m + _SLIDES_M)
    at_m = np.linspace(0.0, longest_m, int(longest_m / _SLIDE_STEP_M) + 2)
    lon = np.interp(at_m, line.chainage_m, line.lon)
    lat = np.interp(at_m, line.chainage_m, line.lat)
    reached = inside(plane, lon, lat, end)
    if not reached.any():
        return None
    first = int(np.argmax(reached))
    left = np.flatnonzero(~reached[first:])
    last = first + int(left[0]) - 1 if len(left) else len(at_m) - 1
    return float(at_m[first]), float(at_m[last])
