"""Brings a walk to the exact length of its shortest possible route: where it starts, finishes and turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import Line, cut, laps_of, line_of, reversed_line
from courseplanner.layout.line.routes import Routed, Router, opposed_segments
from courseplanner.layout.line.starts import End, inside, starts_of
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.course.course import Closing

__all__ = [
    "LARGEST_SHIFT_M",
    "Closed",
    "close_loop",
    "close_out_and_back",
    "close_point_to_point",
    "measured",
    "whole_route",
]

LARGEST_SHIFT_M = 200.0
"""The finish of a loop lies at most so far along the road from its start."""
_SHIFT_MARGIN_M = 0.05
_CLOSE_M = 0.002
"""Nearer than this to the target the last coordinates alone decide."""
_EXACT_M = 0.005
"""What is not closed to this is no course: coordinates as written leave less than a millimetre."""
_MOST_TRIES = 8
_SLIDES_WITHIN = 4.0
_SLIDES_M = 100.0
"""An end slides no farther than so many times the reach of its place, and so much more."""
_SLIDE_STEP_M = 1.0
_ASIDE_M = 0.5
"""The end of a road leads to its place, more or less: that the route lies beside it adds less than this."""
_LARGEST_REST_M = 0.5
"""What the finish may be moved past its line along the last stretch, where the route jumps there."""


@dataclass(frozen=True, slots=True, eq=False)
class Closed:
    """A course of exact length.

    Parameters
    ----------
    routed : Routed
        The whole race.
    judged_m : float
        Chainage up to which repeats are judged: one lap, or the way out.
    closing : Closing
    whole_m : float
        Length of the shortest possible route of the whole walk, before it was closed.
    lead_in_m : float or None
        Chainage at which the first whole lap begins, where the brief asks for a lead-in.
    """

    routed: Routed
    judged_m: float
    closing: Closing
    whole_m: float
    lead_in_m: float | None = None

    @property
    def line(self) -> Line:
        """The line as written."""
        return self.routed.line

    @property
    def judged(self) -> Line:
        """The part of it on which repeats are judged."""
        return cut(self.line, 0.0, min(self.judged_m, self.line.length_m))

    @property
    def judged_centreline(self) -> Line:
        """The same part along the roads."""
        centreline = self.routed.centreline
        return cut(centreline, 0.0, min(self.routed.along(self.judged_m), centreline.length_m))


def close_loop(
    router: Router, loop: Line, target_m: float, laps: int, start: End | None, lead_in_m: float = 0.0
) -> Iterator[Closed]:
    """Choose where a loop starts, and so where its finish lies.

    Parameters
    ----------
    router : Router
    loop : Line
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
    run, opposed = _rounds(loop, laps)
    round_m = loop.length_m * laps + lead_in_m
    whole = _whole_rounds(router, run, opposed, loop, round_m)
    whole_m = measured(whole.line)
    shift_m = whole_m - target_m
    if start is not None:
        # It lies anywhere across its road.
        start = start.within(router.across_m(loop))
    if whole.is_lost or abs(shift_m) > LARGEST_SHIFT_M + _SHIFT_MARGIN_M:
        return
    for at_m in starts_of(router.roads, router.plane, loop, shift_m, start, lead_in_m):

        def routed(length_m: float, from_m: float = at_m) -> Routed | None:
            if from_m + length_m > run.length_m:
                return None
            return router.route(*_cut(run, opposed, from_m, from_m + length_m))

        found = _of_length(routed, round_m - shift_m, target_m)
        if found is None:
            continue
        road_m = found.centreline.length_m
        is_too_far = abs(round_m - road_m) > LARGEST_SHIFT_M - _SHIFT_MARGIN_M
        if is_too_far or (lead_in_m > 0.0 and road_m <= laps * loop.length_m):
            continue
        # Laps are judged within one; a single loop all along, with what it runs past its start.
        judged_m = found.beside(min(loop.length_m, road_m) if laps > 1 else road_m)
        laps_from_m = found.beside(road_m - laps * loop.length_m) if lead_in_m > 0.0 else None
        yield Closed(found, judged_m, Closing("start-slide", round_m - road_m), whole_m, laps_from_m)


def close_point_to_point(
    router: Router, line: Line, target_m: float, start: End | None, finish: End | None
) -> Iterator[Closed]:
    """Cut a line that is a little too long at its ends, as far as they may slide.

    Yields
    ------
    Closed
        At most one.
    """
    opposed = opposed_segments(line)
    whole_m = measured(router.route(line, opposed).line)
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

    def routed(length_m: float) -> Routed | None:
        if slide_m + length_m > line.length_m:
            return None
        return router.route(*_cut(line, opposed, slide_m, slide_m + length_m))

    found = _of_length(routed, line.length_m - surplus_m, target_m)
    if found is not None:
        method = "start-slide" if finish is not None and finish_room_m < room_m else "finish-slide"
        shift_m = line.length_m - found.centreline.length_m
        yield Closed(found, found.line.length_m, Closing(method, shift_m), whole_m)


def close_out_and_back(router: Router, line: Line, target_m: float) -> Iterator[Closed]:
    """Turn around where the way out and back is as long as the target.

    Yields
    ------
    Closed
        At most one.
    """

    def routed(out_m: float) -> Routed | None:
        if out_m > line.length_m:
            return None
        whole = _there_and_back(cut(line, 0.0, out_m))
        return router.route(whole, np.ones(len(whole.edge), dtype=np.bool_))

    found = _of_length(routed, target_m / 2.0, target_m, times=2.0)
    if found is not None:
        out_m = found.centreline.length_m / 2.0
        moved_m = line.length_m - out_m
        # What was cut off is straight, or all but.
        yield Closed(found, found.beside(out_m), Closing("turnaround", moved_m), target_m + 2.0 * moved_m)


def whole_route(router: Router, line: Line, shape: str, laps: int = 1, lead_in_m: float = 0.0) -> Routed:
    """Find the shortest possible route of a walk before it is closed.

    Parameters
    ----------
    router : Router
    line : Line
        One lap, or the way out.
    shape : str
        As in a brief.
    laps : int
    lead_in_m : float
        What is run of the lap before the first whole one.
    """
    if shape == "out-and-back":
        whole = _there_and_back(line)
        return router.route(whole, np.ones(len(whole.edge), dtype=np.bool_))
    if shape == "point-to-point":
        return router.route(line, opposed_segments(line))
    return _whole_rounds(router, *_rounds(line, laps), line, laps * line.length_m + lead_in_m)


def _whole_rounds(
    router: Router, run: Line, opposed: NDArray[np.bool_], loop: Line, round_m: float
) -> Routed:
    # From the middle of its longest stretch on, where its two ends surely meet on one cross-section.
    longest = int(np.argmax(np.diff(loop.chainage_m)))
    from_m = float(loop.chainage_m[longest] + loop.chainage_m[longest + 1]) / 2.0
    return router.route(*_cut(run, opposed, from_m, from_m + round_m))


def _rounds(loop: Line, laps: int) -> tuple[Line, NDArray[np.bool_]]:
    """Run a loop as often as a course may need it: it starts late in a lap, leads in, and finishes late."""
    return laps_of(loop, laps + 3), np.tile(opposed_segments(loop), laps + 3)


def _there_and_back(out: Line) -> Line:
    back = reversed_line(out)
    return line_of(
        np.concatenate((out.lon, back.lon[1:])),
        np.concatenate((out.lat, back.lat[1:])),
        np.concatenate((out.edge, back.edge)),
        None if out.relief is None or back.relief is None else out.relief.then(back.relief),
    )


def _cut(
    line: Line, opposed: NDArray[np.bool_], from_m: float, to_m: float
) -> tuple[Line, NDArray[np.bool_]]:
    """Cut a piece out of a line, with what is known of its segments."""
    piece = cut(line, from_m, to_m)
    middle_m = from_m + (piece.chainage_m[1:] + piece.chainage_m[:-1]) / 2.0
    segment = np.searchsorted(line.chainage_m[1:-1], middle_m, side="right")
    return piece, opposed[segment]


def _of_length(
    routed: Callable[[float], Routed | None], guess_m: float, target_m: float, times: float = 1.0
) -> Routed | None:
    """Find the piece of road whose shortest possible route has a length, by secants.

    Parameters
    ----------
    routed : callable
        Gives the route of a length of road; `None` where there is no such.
    guess_m : float
        Roughly the length of road.
    target_m : float
    times : float
        By how much the route grows, roughly, with each metre of road.

    Returns
    -------
    Routed or None
        Exact as far as coordinates as written allow: to less than a millimetre. `None` where there is none,
        or nothing says where its route begins.
    """
    at_m, slope = guess_m, times
    best: tuple[float, Routed] | None = None
    before: tuple[float, float] | None = None
    for _ in range(_MOST_TRIES):
        found = routed(at_m)
        if found is None:
            break
        missing_m = target_m - measured(found.line)
        if best is None or abs(missing_m) < best[0]:
            best = abs(missing_m), found
        if best[0] < _CLOSE_M:
            break
        if before is not None and at_m != before[0]:
            secant = (before[1] - missing_m) / (at_m - before[0])
            slope = secant if times / 2.0 < secant < 2.0 * times else times
        before = at_m, missing_m
        at_m += missing_m / slope
    if best is None or best[0] > _LARGEST_REST_M or best[1].is_lost:
        return None
    exact = best[1].finishing_at(target_m)
    return exact if abs(measured(exact.line) - target_m) < _EXACT_M else None


def measured(line: Line) -> float:
    """Give the length of a line on the ground, on the ellipsoid where heights are not known, metres."""
    return float(line.measured_m()[-1])


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
