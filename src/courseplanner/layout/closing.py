"""Brings a walk to the exact length of its shortest possible route: where it starts, finishes and turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line import Line, cut, laps_of, line_of, reversed_line
from courseplanner.layout.routes import Routed, Router, opposed_segments
from courseplanner.layout.starts import End, inside, starts_of
from courseplanner.measure.geodesy import Plane
from courseplanner.model.course import Closing

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
_MOST_TRIES = 8
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
    """

    routed: Routed
    judged_m: float
    closing: Closing

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


def close_loop(router: Router, loop: Line, target_m: float, laps: int, start: End | None) -> Iterator[Closed]:
    """Choose where a loop starts, and so where its finish lies.

    Yields
    ------
    Closed
        The best start first; nothing where the loop can't be closed.
    """
    run, opposed = _rounds(loop, laps)
    round_m = loop.length_m * laps
    whole = whole_route(router, loop, "loop", laps)
    shift_m = measured(whole.line) - target_m
    if whole.is_lost or abs(shift_m) > LARGEST_SHIFT_M + _SHIFT_MARGIN_M:
        return
    for at_m in starts_of(router.roads, router.plane, loop, shift_m, start):

        def routed(length_m: float, from_m: float = at_m) -> Routed | None:
            if from_m + length_m > run.length_m:
                return None
            return router.route(*_cut(run, opposed, from_m, from_m + length_m))

        found = _of_length(routed, round_m - shift_m, target_m)
        if (
            found is None
            or found.is_lost
            or abs(round_m - found.centreline.length_m) > LARGEST_SHIFT_M - _SHIFT_MARGIN_M
        ):
            continue
        # Laps are judged within one; a single loop all along, with what it runs past its start.
        road_m = found.centreline.length_m
        judged_m = found.beside(min(loop.length_m, road_m) if laps > 1 else road_m)
        yield Closed(found, judged_m, Closing("start-slide", round_m - found.centreline.length_m))


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
    surplus_m = measured(router.route(line, opposed).line) - target_m
    if surplus_m < 0.0:
        return
    from_start_m = surplus_m if start is None else _room_m(router.plane, line, start)
    from_finish_m = surplus_m if finish is None else _room_m(router.plane, reversed_line(line), finish)
    if from_start_m + from_finish_m < surplus_m:
        return
    # Shared out by the room that each end has, so that neither slides farther than need be.
    slide_m = min(surplus_m * from_start_m / max(from_start_m + from_finish_m, 1e-9), from_start_m)

    def routed(length_m: float) -> Routed | None:
        if slide_m + length_m > line.length_m:
            return None
        return router.route(*_cut(line, opposed, slide_m, slide_m + length_m))

    found = _of_length(routed, line.length_m - surplus_m, target_m)
    if found is not None:
        method = "start-slide" if finish is not None and from_finish_m < from_start_m else "finish-slide"
        shift_m = line.length_m - found.centreline.length_m
        yield Closed(found, found.line.length_m, Closing(method, shift_m))


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
        yield Closed(found, found.beside(out_m), Closing("turnaround", line.length_m - out_m))


def whole_route(router: Router, line: Line, shape: str, laps: int = 1) -> Routed:
    """Find the shortest possible route of a walk before it is closed.

    Parameters
    ----------
    router : Router
    line : Line
        One lap, or the way out.
    shape : str
        As in a brief.
    laps : int
    """
    if shape == "out-and-back":
        whole = _there_and_back(line)
        return router.route(whole, np.ones(len(whole.edge), dtype=np.bool_))
    if shape == "point-to-point":
        return router.route(line, opposed_segments(line))
    run, opposed = _rounds(line, laps)
    # From the middle of its longest stretch on, where its two ends surely meet on one cross-section.
    longest = int(np.argmax(np.diff(line.chainage_m)))
    from_m = float(line.chainage_m[longest] + line.chainage_m[longest + 1]) / 2.0
    return router.route(*_cut(run, opposed, from_m, from_m + line.length_m * laps))


def _rounds(loop: Line, laps: int) -> tuple[Line, NDArray[np.bool_]]:
    """Run a loop as often as a course may need it: it starts late in a lap, and finishes past its start."""
    return laps_of(loop, laps + 2), np.tile(opposed_segments(loop), laps + 2)


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
        Exact as far as coordinates as written allow: to less than a millimetre.
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
    if best is None or best[0] > _LARGEST_REST_M:
        return None
    return best[1].finishing_at(target_m)


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
