"""What a course runs of its walk: laps, the way out and back, or the walk itself, from start to finish."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import Line, cut, laps_of, line_of, reversed_line
from courseplanner.layout.line.routes import Routed, Router, as_drawn, opposed_segments
from courseplanner.layout.line.walked import Walked
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.course.course import Closing
from courseplanner.model.route.route import Position, Route, RouteClosing

__all__ = ["Closed", "Rounds", "brought_to", "closed_as_drawn", "closed_as_stored", "measured"]

_LARGEST_REST_M = 0.5
"""What the finish may be moved past its line along the last stretch, where the route jumps there."""
_EXACT_M = 0.005
"""What is not closed to this is no course: coordinates as written leave less than a millimetre."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Closed:
    """A course along its roads, and its shortest possible route.

    Parameters
    ----------
    routed : Routed
        The whole race.
    judged_m : float
        Chainage up to which repeats are judged: one lap, or the way out.
    closing : Closing or None
        `None` where it was not brought to a length.
    stored : RouteClosing or None
        The same, as a route holds it.
    whole_m : float or None
        Length of the shortest possible route of the whole walk, before it was closed, where that was asked.
    lead_in_m : float or None
        Chainage at which the first whole lap begins, where there is a lead-in.
    """

    routed: Routed
    judged_m: float
    closing: Closing | None
    stored: RouteClosing | None
    whole_m: float | None = None
    lead_in_m: float | None = None

    def by_turnaround(self) -> Closed:
        """Give the same as closed by a turnaround that its walk was given."""
        if self.closing is None or self.stored is None:
            return self
        closing = replace(self.closing, method="turnaround")
        return replace(self, closing=closing, stored=replace(self.stored, method="turnaround"))

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


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """The line that a course is cut from.

    Parameters
    ----------
    walked : Walked
        One lap, the way out, or all of it.
    shape : str
        As in a brief.
    laps : int
    lead_in_m : float
    run : Line
        The walk as often as a course may need it: it starts late in a lap, leads in, and finishes late.
    opposed : bool (n - 1,)
        Segments of `run` on which runners meet.
    """

    walked: Walked
    shape: str
    laps: int
    lead_in_m: float
    run: Line
    opposed: Bools

    @classmethod
    def of(cls, walked: Walked, shape: str, laps: int = 1, lead_in_m: float = 0.0) -> Rounds:
        """Give those of a walk by the shape of its course."""
        if shape == "out-and-back":
            return cls.of_way_out(walked)
        return cls.of_line(walked) if shape == "point-to-point" else cls.of_loop(walked, laps, lead_in_m)

    @classmethod
    def of_loop(cls, walked: Walked, laps: int = 1, lead_in_m: float = 0.0) -> Rounds:
        """Give those of one lap."""
        loop, times = walked.line, laps + 3
        shape = "laps" if laps > 1 else "loop"
        opposed = np.tile(opposed_segments(loop), times)
        return cls(walked, shape, laps, lead_in_m, laps_of(loop, times), opposed)

    @classmethod
    def of_line(cls, walked: Walked) -> Rounds:
        """Give those of a course from one place to another."""
        return cls(walked, "point-to-point", 1, 0.0, walked.line, opposed_segments(walked.line))

    @classmethod
    def of_way_out(cls, walked: Walked) -> Rounds:
        """Give those of a course that comes back the same way."""
        opposed = np.ones(len(walked.line.edge), dtype=np.bool_)
        return cls(walked, "out-and-back", 1, 0.0, walked.line, opposed)

    @property
    def is_ring(self) -> bool:
        """Whether the walk ends where it begins."""
        return self.shape in ("loop", "laps")

    @property
    def round_m(self) -> float:
        """The length along the roads of a course that finishes where it starts."""
        return self.walked.line.length_m * self.laps + self.lead_in_m

    def position_at(self, at_m: float) -> Position:
        """Give the position at a chainage of `run`."""
        return self.walked.position_at(self.run, at_m)

    def chainage_of(self, position: Position) -> float:
        """Give the chainage of a position on `run`, metres."""
        return self.walked.chainage_of(self.run, position)

    def cut(self, from_m: float, to_m: float) -> tuple[Line, Bools]:
        """Cut a piece out of `run`, with what is known of its segments."""
        piece = cut(self.run, from_m, to_m)
        middle_m = from_m + (piece.chainage_m[1:] + piece.chainage_m[:-1]) / 2.0
        segment = np.searchsorted(self.run.chainage_m[1:-1], middle_m, side="right")
        return piece, self.opposed[segment]

    def between(self, start: Position, finish: Position) -> tuple[Line, Bools]:
        """Give the roads of a course from its start to its finish, of an out-and-back one to its turn."""
        if self.shape == "out-and-back":
            return _there_and_back(cut(self.run, self.chainage_of(start), self.chainage_of(finish)))
        return self.cut(self.chainage_of(start), self.chainage_of(finish))

    def whole(self) -> tuple[Line, Bools]:
        """Give the roads of a course that begins where the walk begins, and leaves nothing out."""
        if self.is_ring:
            return self.cut(0.0, self.round_m)
        return _there_and_back(self.run) if self.shape == "out-and-back" else (self.run, self.opposed)

    def closed(self, routed: Routed, stored: RouteClosing | None, whole_m: float | None = None) -> Closed:
        """Tell what a closed course has of its rounds: how it was closed, and up to where it is judged."""
        walk_m, road_m = self.walked.line.length_m, routed.centreline.length_m
        laps_from_m = None
        if self.shape == "out-and-back":
            shift_m, judged_m = walk_m - road_m / 2.0, routed.beside(road_m / 2.0)
        elif self.is_ring:
            # Laps are judged within one; a single loop all along, with what it runs past its start.
            shift_m = self.round_m - road_m
            judged_m = routed.beside(min(walk_m, road_m) if self.laps > 1 else road_m)
            if self.lead_in_m > 0.0:
                laps_from_m = routed.beside(road_m - self.laps * walk_m)
        else:
            shift_m, judged_m = walk_m - road_m, routed.line.length_m
        closing = None if stored is None else Closing(stored.method, shift_m)
        return Closed(routed, judged_m, closing, stored, whole_m, laps_from_m)


def closed_as_drawn(plane: Plane, walked: Walked, route: Route) -> Closed:
    """Find the course of a route of which a part follows no road: along the middle of its roads.

    Nobody knows how wide the ground is where no road is, nor where on it a course runs: no shortest possible
    route is laid, and its length is not brought to any.
    """
    rounds, stored = Rounds.of(walked, route.shape, route.laps, route.lead_in_m), route.closing
    line, _ = rounds.whole() if stored is None else rounds.between(stored.start, stored.finish)
    return rounds.closed(as_drawn(plane, line), stored)


def closed_as_stored(router: Router, walked: Walked, route: Route) -> Closed:
    """Find the course of a route again, as it was closed.

    Where its line is no longer of the length that it was brought to, for its roads have changed, it keeps
    its start and its finish, and not its length.
    """
    rounds, stored = Rounds.of(walked, route.shape, route.laps, route.lead_in_m), route.closing
    if stored is None:
        return rounds.closed(router.route(*rounds.whole()), None)
    routed = router.route(*rounds.between(stored.start, stored.finish))
    return rounds.closed(brought_to(routed, stored.length_m) or routed, stored)


def brought_to(routed: Routed, length_m: float) -> Routed | None:
    """Move the finish of a course along its last stretch, so that it has a length.

    Returns
    -------
    Routed or None
        Exact as far as coordinates as written allow: to less than a millimetre. `None` where the finish would
        have to be moved farther than the last stretch is good for, or nothing says where the route begins.
    """
    if routed.is_lost or abs(length_m - measured(routed.line)) > _LARGEST_REST_M:
        return None
    exact = routed.finishing_at(length_m)
    return exact if abs(measured(exact.line) - length_m) < _EXACT_M else None


def measured(line: Line) -> float:
    """Give the length of a line on the ground, on the ellipsoid where heights are not known, metres."""
    return float(line.measured_m()[-1])


def _there_and_back(out: Line) -> tuple[Line, Bools]:
    back = reversed_line(out)
    whole = line_of(
        np.concatenate((out.lon, back.lon[1:])),
        np.concatenate((out.lat, back.lat[1:])),
        np.concatenate((out.edge, back.edge)),
        None if out.relief is None or back.relief is None else out.relief.then(back.relief),
    )
    return whole, np.ones(len(whole.edge), dtype=np.bool_)
