"""From walks to candidates: closed to the exact length, judged as written, chosen by difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from courseplanner.layout.closing import (
    LARGEST_SHIFT_M,
    Closed,
    close_loop,
    close_out_and_back,
    close_point_to_point,
    measured,
)
from courseplanner.layout.judging import (
    keeps_limits,
    legs_of,
    shares_of,
    trace_of,
    turns_of,
    visits_all,
    visits_of,
)
from courseplanner.layout.landmarks import landmarks_of, level_crossings_of
from courseplanner.layout.line import Line, line_of_walk, turnarounds_of
from courseplanner.layout.pool import Found, Pool
from courseplanner.layout.setting import Prepared, Setting
from courseplanner.layout.spur import with_spurs
from courseplanner.measure.geodesy import distance_m
from courseplanner.measure.marks import marks_of
from courseplanner.measure.overlap import Trace, shared_m
from courseplanner.measure.profile import profile_of
from courseplanner.measure.relief import relief_of, spans_of
from courseplanner.model.candidate import Candidate
from courseplanner.model.course import Course, Visit
from courseplanner.progress import Progress

__all__ = ["MOST_SHARED", "Finishing"]

MOST_SHARED = 0.7
"""No two candidates share more of their length than this."""

_MOST_CLOSED = 80
"""So many walks are closed and judged at most, to find the candidates among them."""
_MOST_CLOSED_QUICKLY = 6
"""So many walks are closed at most where the search waits for it: about 0.1 s."""


class Finishing:
    """Closes and judges walks, each of them once, and chooses among them.

    Parameters
    ----------
    setting : Setting
    prepared : Prepared
    """

    def __init__(self, setting: Setting, prepared: Prepared) -> None:
        self._setting = setting
        self._prepared = prepared
        self._made: dict[Found, tuple[Candidate, Trace] | None] = {}
        self._too_steep: list[Candidate] = []

    def choose(self, pool: Pool, progress: Progress) -> tuple[Candidate, ...]:
        """Choose the best that differ; those that don't keep what was asked are passed over.

        The answer is the same whatever was chosen before.
        """
        looked_at: set[Found] = set()

        def may_close(found: Found) -> bool:
            # Counted whether closed before or not, for the same walks to be looked at each time.
            if found not in looked_at and len(looked_at) == _MOST_CLOSED:
                return False
            looked_at.add(found)
            return True

        return self._choose(pool, may_close, progress)

    def choose_quickly(self, pool: Pool, progress: Progress) -> tuple[Candidate, ...]:
        """Choose as `choose` does, but close only a few walks that were not closed before."""
        room = _MOST_CLOSED_QUICKLY + len(self._made)

        def may_close(found: Found) -> bool:
            return found in self._made or len(self._made) < room

        return self._choose(pool, may_close, progress)

    def _choose(
        self, pool: Pool, may_close: Callable[[Found], bool], progress: Progress
    ) -> tuple[Candidate, ...]:
        accepted: list[Candidate] = []
        traces: list[Trace] = []

        def accept(found: Found, allowed: float) -> bool:
            progress.check()
            one = self._closed(found) if may_close(found) else None
            if one is None or any(
                _shared(one[1], other) > min(allowed + 0.02, MOST_SHARED - 1e-6) for other in traces
            ):
                return False
            accepted.append(one[0])
            traces.append(one[1])
            return True

        pool.choose(self._setting.brief.search.candidates, accept)
        return tuple(replace(candidate, id=chr(ord("A") + index)) for index, candidate in enumerate(accepted))

    def _closed(self, found: Found) -> tuple[Candidate, Trace] | None:
        if found not in self._made:
            one = _candidate(self._setting, self._prepared, found)
            if one is not None and not self._keeps_climb(one[0]):
                self._too_steep.append(one[0])
                one = None
            self._made[found] = one
        return self._made[found]

    def _keeps_climb(self, candidate: Candidate) -> bool:
        """Tell whether a course keeps the limit of its climb; one whose climb is not known does not."""
        limit_m, profile = self._setting.brief.limits.max_climb_m, candidate.profile
        return limit_m is None or (profile is not None and profile.climb_m <= limit_m)

    @property
    def too_steep(self) -> tuple[Candidate, ...]:
        """The courses that were passed over for their climb alone."""
        return tuple(self._too_steep)


def _shared(a: Trace, b: Trace) -> float:
    return max(shared_m(a, b) / float(a.step_m.sum()), shared_m(b, a) / float(b.step_m.sum()))


def _closings(setting: Setting, line: Line) -> Iterator[Closed]:
    """Close a line in each way that its shape allows; a line that is too short first gets a turnaround."""
    brief, target_m = setting.brief, setting.brief.event.target_m
    if brief.course.shape == "out-and-back":
        yield from close_out_and_back(line, target_m)
        return
    laps = brief.course.laps
    slack_m = 0.0 if brief.course.shape == "point-to-point" else LARGEST_SHIFT_M / laps
    for one in _long_enough(setting, line, target_m / laps, slack_m):
        for closed in _slides(setting, one):
            if one is line:
                yield closed
            else:
                yield replace(closed, closing=replace(closed.closing, method="turnaround"))


def _slides(setting: Setting, line: Line) -> Iterator[Closed]:
    """Close a line by where it starts and finishes."""
    brief, target_m = setting.brief, setting.brief.event.target_m
    if brief.course.shape == "point-to-point":
        return close_point_to_point(setting.plane, line, target_m, setting.start, setting.finish)
    return close_loop(setting.region.roads, setting.plane, line, target_m, brief.course.laps, setting.start)


def _long_enough(setting: Setting, line: Line, length_m: float, slack_m: float) -> Iterator[Line]:
    """Give a line, or where it is too short the line with a turnaround on a side road."""
    if measured(line) >= length_m - slack_m:
        yield line
    else:
        missing_m = length_m - measured(line)
        for one in with_spurs(setting.region.roads, setting.plane, setting.allowed, line, missing_m):
            yield _with_relief(setting, one)


def _with_relief(setting: Setting, line: Line) -> Line:
    """Give a line its heights, where the region has them all along."""
    terrain = setting.region.terrain
    if terrain is None:
        return line
    spans = spans_of(legs_of(setting.region, line))
    closed = setting.brief.course.shape in ("loop", "laps")
    relief = relief_of(terrain, line.lon, line.lat, line.chainage_m, spans, closed=closed)
    return replace(line, relief=relief)


def _candidate(setting: Setting, prepared: Prepared, found: Found) -> tuple[Candidate, Trace] | None:
    """Close a walk and judge what came out; `None` where it does not keep what was asked."""
    brief, roads = setting.brief, setting.region.roads
    closed_shape = brief.course.shape in ("loop", "laps")
    walked = line_of_walk(roads, prepared.ground, prepared.core, found.walk, closed=closed_shape)
    walked = _with_relief(setting, walked)
    for closed in _closings(setting, walked):
        visited = setting.sights.visited_by(roads, setting.plane, closed.judged)
        if not visits_all(brief, setting.targets, setting.target_of, visited):
            continue
        judged = trace_of(setting.plane, closed.judged)
        shares = shares_of(roads, closed, judged)
        line = closed.line
        if not keeps_limits(brief, shares):
            continue
        visits = visits_of(setting.sights, visited, line)
        course = _course(setting, closed, visits)
        candidate = Candidate(
            id="",
            course=course,
            nominal_m=brief.event.nominal_m,
            target_m=brief.event.target_m,
            visits=visits,
            marks=marks_of(course, visits),
            shares=shares,
            separation_m=distance_m(line.lon[0], line.lat[0], line.lon[-1], line.lat[-1]),
            turns=turns_of(trace_of(setting.plane, line)),
            profile=None if line.relief is None else profile_of(line.relief),
            ground_m=None if line.relief is None else measured(line),
        )
        return candidate, judged
    return None


def _course(setting: Setting, closed: Closed, visits: tuple[Visit, ...]) -> Course:
    """Tell what a closed line runs on and what lies along it."""
    line, roads = closed.line, setting.region.roads
    legs, crossings_m = legs_of(setting.region, line), level_crossings_of(roads, line)
    return Course(
        line.lon,
        line.lat,
        line.chainage_m,
        legs,
        turnarounds_of(setting.plane, line, closed=False),
        closed.closing,
        line.heights_m(),
        landmarks_of(roads, line, legs, visits, crossings_m),
        crossings_m,
    )
