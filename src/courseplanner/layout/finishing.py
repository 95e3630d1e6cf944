"""From walks to candidates: closed to the exact length, judged as written, chosen by difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.scenery import scenery_along
from courseplanner.layout.aiming import Probed, estimate_error_m, estimate_m
from courseplanner.layout.closing import (
    LARGEST_SHIFT_M,
    Closed,
    close_loop,
    close_out_and_back,
    close_point_to_point,
    measured,
    whole_route,
)
from courseplanner.layout.crossings import big_road_crossings, self_crossings_of
from courseplanner.layout.dominance import one_dominates
from courseplanner.layout.judging import (
    SHARP_TURN_DEG,
    first_or_nearer,
    keeps_limits,
    legs_of,
    roundness_of,
    runs_of,
    shares_of,
    trace_of,
    turns_of,
    visits_all,
    visits_of,
)
from courseplanner.layout.keeping import holds_parts
from courseplanner.layout.kernels_ring import Task
from courseplanner.layout.landmarks import landmarks_of, level_crossings_of
from courseplanner.layout.line import Line, has_hooks, has_knots, line_of_walk, turnarounds_of
from courseplanner.layout.pool import Found, Pool
from courseplanner.layout.remembering import router_for
from courseplanner.layout.reserves import reserves_of
from courseplanner.layout.routes import Routed, Router
from courseplanner.layout.setting import Prepared, Setting
from courseplanner.layout.spur import with_spurs
from courseplanner.layout.starts import inside
from courseplanner.layout.taste import wants_scenic_one
from courseplanner.layout.threads import THREADS
from courseplanner.measure.budget import budget_of
from courseplanner.measure.geodesy import distance_m
from courseplanner.measure.overlap import Trace, shared_m
from courseplanner.measure.profile import profile_of
from courseplanner.measure.relief import relief_of, spans_of
from courseplanner.model.candidate import Candidate
from courseplanner.model.course import Centreline, Course, Visit
from courseplanner.model.length_budget import LengthBudget
from courseplanner.progress import Progress

__all__ = ["MOST_SHARED", "PROBED", "Finishing"]

Ints = NDArray[np.int64]

MOST_SHARED = 0.7
"""No two candidates share more of their length than this."""

_SPUR_MARGIN_M = 30.0
"""A spur is cut shorter than its road by the corners where it leaves and comes back."""
PROBED = 6
"""So many walks are laid to see how much the roads of a region save."""
_LOOKED_AT = 32
"""So many of the best walks tell how many of them can become courses."""
_MOST_CLOSED = 80
"""So many walks are closed and judged at most, to find the candidates among them."""


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
        self._router = router_for(setting)
        self._made: dict[tuple[Found, bool], _Made | None] = {}
        self._too_steep: list[Candidate] = []
        self._scenic = wants_scenic_one(setting.brief)

    def is_fit(self, walk: Ints) -> bool:
        """Tell whether a course can come of a walk: not of one that doubles back or runs round a block."""
        plane, line = self._setting.plane, _line_of(self._setting, self._prepared, walk)
        return not (has_hooks(plane, line) or has_knots(plane, line))

    def share_fit(self, pool: Pool) -> float:
        """Give the share of the best walks of a pool of which a course can come."""
        best = pool.best(_LOOKED_AT)
        return sum(self.is_fit(found.walk) for found in best) / max(1, len(best))

    def closed_of(self, pool: Pool) -> list[Found]:
        """Give the walks of a pool that were closed and keep what was asked."""
        return [found for found in pool.best(len(pool)) if self._made.get((found, False)) is not None]

    def probed(self, pool: Pool, task: Task) -> tuple[Probed, ...]:
        """Lay the routes of the best few walks, to see how much the roads of this region save."""
        graph, brief = self._prepared.core.graph, self._setting.brief
        times, lead_m = brief.course.laps, brief.course.lead_in_m
        if brief.course.shape == "out-and-back":
            times = 2
        best = pool.best(PROBED)
        with ThreadPoolExecutor(THREADS) as threads:
            lengths_m = threads.map(self._whole_m, best)
            return tuple(
                Probed(
                    times * float(graph.length_mm[found.walk >> 1].sum()) / 1000.0 + lead_m - whole_m,
                    estimate_m(graph, task, found, max(times, brief.rounds)),
                )
                for found, whole_m in zip(best, lengths_m, strict=True)
                if whole_m is not None
            )

    def _whole_m(self, found: Found) -> float | None:
        """Give the length of the shortest possible route of a walk, all laps or both ways of it."""
        walked = _walked(self._setting, self._prepared, found)
        brief = self._setting.brief
        routed = whole_route(
            self._router, walked, brief.course.shape, brief.course.laps, brief.course.lead_in_m
        )
        return None if routed.is_lost else measured(routed.line)

    def choose(self, pool: Pool, task: Task, progress: Progress) -> tuple[Candidate, ...]:
        """Choose the best that differ; those that don't keep what was asked are passed over.

        The answer is the same whatever was chosen before.

        Parameters
        ----------
        pool : Pool
        task : Task
            What the search aimed at.
        progress : Progress
        """
        wanted = self._setting.brief.search.candidates
        self._close_ahead(pool.spread(wanted, scenic=self._scenic), progress)
        plain = self._choose(pool, wanted, _AtMost(_MOST_CLOSED, set()), progress, lengthened=False)
        if len(plain) < wanted:
            # Too few are long enough: those with a turnaround, too.
            more = self._choose(pool, wanted, _AtMost(_MOST_CLOSED, set()), progress, lengthened=True)
            plain = more if len(more) > len(plain) else plain
        return tuple(
            replace(one.named(index), estimate_error_m=self._estimate_error_m(task, one))
            for index, one in enumerate(plain)
        )

    def _estimate_error_m(self, task: Task, made: _Made) -> float | None:
        if made.is_lengthened:
            return None
        graph = self._prepared.core.graph
        return estimate_error_m(self._setting.brief, graph, task, made.found, made.whole_m)

    def choose_quickly(
        self, pool: Pool, wanted: int, most_closed: int, progress: Progress
    ) -> tuple[Candidate, ...]:
        """Choose up to so many as `choose` does, but close only a few walks that were not closed before."""
        known = {found for found, _ in self._made}
        room = _AtMost(most_closed + len(known), known)
        chosen = self._choose(pool, wanted, room, progress, lengthened=False)
        return tuple(one.named(index) for index, one in enumerate(chosen))

    def _close_ahead(self, walks: Iterable[Found], progress: Progress) -> None:
        """Close walks that will be asked for, unless others are refused, on all threads."""
        new = [found for found in walks if (found, False) not in self._made]
        threads = ThreadPoolExecutor(THREADS)
        try:
            for found, one in zip(new, threads.map(self._closed_anew, new), strict=True):
                progress.check()
                self._note((found, False), one)
        finally:
            threads.shutdown(cancel_futures=True)

    def _choose(
        self, pool: Pool, wanted: int, may_close: _AtMost, progress: Progress, *, lengthened: bool
    ) -> list[_Made]:
        accepted: list[_Made] = []

        def accept(found: Found, allowed: float) -> bool:
            progress.check()
            one = self._closed(found, lengthened=lengthened) if may_close(found) else None
            if one is None or any(
                _shared(one.judged, other.judged) > min(allowed + 0.02, MOST_SHARED - 1e-6)
                for other in accepted
            ):
                return False
            # Of two the one that came first stays, whichever way it turned out.
            if any(one_dominates(one.candidate, other.candidate) for other in accepted):
                return False
            accepted.append(one)
            return True

        pool.choose(wanted, accept, scenic=self._scenic and wanted > 1)
        return sorted(accepted, key=lambda one: (-one.found.worth, one.found.order))

    def _closed(self, found: Found, *, lengthened: bool) -> _Made | None:
        """Close a walk; where `lengthened` one that is too short, too, by a turnaround on a side road."""
        key = found, lengthened
        if key not in self._made:
            plain = self._closed(found, lengthened=False) if lengthened else None
            self._note(key, plain or self._closed_anew(found, lengthened=lengthened))
        return self._made[key]

    def _closed_anew(self, found: Found, *, lengthened: bool = False) -> _Made | None:
        return _candidate(self._setting, self._prepared, self._router, found, lengthened=lengthened)

    def _note(self, key: tuple[Found, bool], one: _Made | None) -> None:
        if one is not None and not self._keeps_climb(one.candidate):
            self._too_steep.append(one.candidate)
            one = None
        self._made[key] = one

    def _keeps_climb(self, candidate: Candidate) -> bool:
        """Tell whether a course keeps the limit of its climb; one whose climb is not known does not."""
        limit_m, profile = self._setting.brief.limits.max_climb_m, candidate.profile
        return limit_m is None or (profile is not None and profile.climb_m <= limit_m)

    @property
    def too_steep(self) -> tuple[Candidate, ...]:
        """The courses that were passed over for their climb alone."""
        return tuple(self._too_steep)


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    """A candidate as it was made.

    Parameters
    ----------
    candidate : Candidate
    judged : Trace
        The part of it on which it is compared with others.
    found : Found
        The walk that it was made of.
    whole_m : float
        Length of the shortest possible route of that walk, before it was closed.
    is_lengthened : bool
        Whether it has a turnaround that the walk has not.
    """

    candidate: Candidate
    judged: Trace
    found: Found
    whole_m: float
    is_lengthened: bool

    def named(self, index: int) -> Candidate:
        """Give the candidate, named by its place among those chosen."""
        return replace(self.candidate, id=chr(ord("A") + index))


class _AtMost:
    """Counts walks that are looked at, each of them once, whether closed before or not.

    Parameters
    ----------
    most : int
    seen : set of Found
        Those counted already.
    """

    def __init__(self, most: int, seen: set[Found]) -> None:
        self._most = most
        self._seen = seen

    def __call__(self, found: Found) -> bool:
        if found not in self._seen and len(self._seen) >= self._most:
            return False
        self._seen.add(found)
        return True


def _shared(a: Trace, b: Trace) -> float:
    return max(shared_m(a, b) / float(a.step_m.sum()), shared_m(b, a) / float(b.step_m.sum()))


def _closings(setting: Setting, router: Router, line: Line, *, lengthened: bool) -> Iterator[Closed]:
    """Close a line in each way that its shape allows; where `lengthened`, one too short by a turnaround."""
    brief, target_m = setting.brief, setting.brief.event.target_m
    if brief.course.shape == "out-and-back":
        yield from close_out_and_back(router, line, target_m)
        return
    if not lengthened:
        yield from _slides(setting, router, line)
        return
    for one in _lengthened(setting, router, line):
        for closed in _slides(setting, router, one):
            yield replace(closed, closing=replace(closed.closing, method="turnaround"))


def _slides(setting: Setting, router: Router, line: Line) -> Iterator[Closed]:
    """Close a line by where it starts and finishes."""
    brief, target_m = setting.brief, setting.brief.event.target_m
    if brief.course.shape == "point-to-point":
        return close_point_to_point(router, line, target_m, setting.start, setting.finish)
    return close_loop(router, line, target_m, brief.course.laps, setting.start, brief.course.lead_in_m)


def _lengthened(setting: Setting, router: Router, line: Line) -> Iterator[Line]:
    """Give a line that is too short with a turnaround on a side road."""
    brief, laps = setting.brief, setting.brief.course.laps
    missing_m = brief.lap_m - measured(whole_route(router, line, brief.course.shape).line)
    # A point-to-point course is then cut: one that its corners make shorter than its roads would not do.
    is_cut = brief.course.shape == "point-to-point"
    if missing_m <= (0.0 if is_cut else LARGEST_SHIFT_M / laps):
        return
    wanted_m = missing_m + (_SPUR_MARGIN_M if is_cut else 0.0)
    for one in with_spurs(setting.region.roads, setting.plane, setting.allowed, line, wanted_m):
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


def _walked(setting: Setting, prepared: Prepared, found: Found) -> Line:
    return _with_relief(setting, _line_of(setting, prepared, found.walk))


def _line_of(setting: Setting, prepared: Prepared, walk: Ints) -> Line:
    closed = setting.brief.course.shape in ("loop", "laps")
    return line_of_walk(setting.region.roads, prepared.ground, prepared.core, walk, closed=closed)


def _candidate(
    setting: Setting, prepared: Prepared, router: Router, found: Found, *, lengthened: bool
) -> _Made | None:
    """Close a walk and judge what came out; `None` where it does not keep what was asked."""
    brief, roads = setting.brief, setting.region.roads
    walked = _walked(setting, prepared, found)
    if has_hooks(setting.plane, walked) or has_knots(setting.plane, walked):
        return None
    for closed in _closings(setting, router, walked, lengthened=lengthened):
        if not _keeps_ends(setting, closed.line) or has_hooks(setting.plane, closed.routed.centreline):
            continue
        ways_run, first = runs_of(roads, closed.judged_centreline), closed.judged
        visited = setting.sights.visited_by(roads, setting.plane, first, ways_run)
        if brief.course.shape in ("out-and-back", "laps"):
            again = setting.sights.visited_by(roads, setting.plane, closed.line, ways_run)
            visited = first_or_nearer(visited, again)
        if not visits_all(brief, setting.targets, setting.target_of, visited):
            continue
        judged = trace_of(setting.plane, first)
        shares = shares_of(roads, closed, judged)
        line = closed.line
        keeps = keeps_limits(brief, shares, line.length_m)
        if not keeps or not holds_parts(roads, closed.routed.on_course, setting.kept):
            continue
        crossings_m = self_crossings_of(setting.plane, closed)
        most = brief.limits.max_self_crossings
        if most is not None and len(crossings_m) > most:
            continue
        visits = visits_of(setting.sights, visited, line)
        course = _course(setting, closed, visits)
        road = closed.routed.centreline
        on_road = trace_of(setting.plane, road)
        candidate = Candidate(
            id="",
            course=course,
            nominal_m=brief.event.nominal_m,
            target_m=brief.event.target_m,
            visits=visits,
            marks=(),
            shares=shares,
            separation_m=distance_m(line.lon[0], line.lat[0], line.lon[-1], line.lat[-1]),
            turns=turns_of(on_road),
            sharp_turns=turns_of(on_road, more_than_deg=SHARP_TURN_DEG),
            roundness=roundness_of(judged) if brief.course.shape in ("loop", "laps") else None,
            self_crossings_m=crossings_m,
            lead_in_m=closed.lead_in_m,
            scenery=scenery_along(
                setting.scenic, *setting.plane.xy(road.lon, road.lat), ~roads.edge_in_tunnel[road.edge]
            ),
            profile=None if line.relief is None else profile_of(line.relief),
            ground_m=None if line.relief is None else measured(line),
            budget=_budget(closed.routed, course),
            reserves=reserves_of(setting, closed),
        )
        return _Made(candidate, judged, found, closed.whole_m, lengthened)
    return None


def _keeps_ends(setting: Setting, line: Line) -> bool:
    """Tell whether start and finish as written lie where they may."""
    return all(
        end is None or bool(inside(setting.plane, line.lon[[at]], line.lat[[at]], end)[0])
        for end, at in ((setting.start, 0), (setting.finish, -1))
    )


def _budget(routed: Routed, course: Course) -> LengthBudget:
    error_m = None if routed.line.relief is None else routed.line.relief.error_m
    return budget_of(routed.strip, routed.route, course.legs, routed.beside_m[routed.drawn], error_m)


def _course(setting: Setting, closed: Closed, visits: tuple[Visit, ...]) -> Course:
    """Tell what a closed line runs on and what lies along it."""
    line, on_course, roads = closed.line, closed.routed.on_course, setting.region.roads
    legs = legs_of(setting.region, on_course, closed.routed.halved)
    crossings_m = level_crossings_of(roads, on_course)
    return Course(
        line.lon,
        line.lat,
        line.chainage_m,
        legs,
        turnarounds_of(setting.plane, on_course, closed=False),
        closed.closing,
        line.heights_m(),
        landmarks_of(roads, on_course, legs, visits, crossings_m),
        crossings_m,
        Centreline(on_course.lon, on_course.lat, on_course.chainage_m, closed.routed.centreline.length_m),
        big_road_crossings(roads, on_course),
    )
