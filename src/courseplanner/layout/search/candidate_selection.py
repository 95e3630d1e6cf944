"""From walks to candidates: closed to the exact length, surveyed as written, chosen by difference."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.progress import Progress
from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.line.closing import whole_route
from courseplanner.layout.line.ground_cache import router_for
from courseplanner.layout.line.line import EdgeStretch, has_hooks, has_knots
from courseplanner.layout.line.rounds import Closed, measured
from courseplanner.layout.line.walked import walked_of
from courseplanner.layout.search.closings import LaidWalk, closings, laid_walk
from courseplanner.layout.search.dominance import one_dominates
from courseplanner.layout.search.graph.preference_weights import wants_scenic_one
from courseplanner.layout.search.graph.search_graph import SearchGraph
from courseplanner.layout.search.graph.threads import THREADS
from courseplanner.layout.search.kernels.ring import Task
from courseplanner.layout.search.routes_found import surveyed_candidate
from courseplanner.layout.search.trials.length_targeting import Probed, estimate_error_m, estimate_m
from courseplanner.layout.search.trials.pool import Pool, Walk
from courseplanner.layout.search.walks import stretches_of_walk
from courseplanner.layout.survey.facts import facts_of, first_facts_if_kept
from courseplanner.measure.geometry.overlap import Trace, shared_m
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.survey import CourseFacts
from courseplanner.model.race import Race

__all__ = ["MOST_SHARED", "PROBED", "CandidateSelection"]

Ints = NDArray[np.int64]

MOST_SHARED = 0.7
"""No two candidates share more of their length than this."""

PROBED = 6
"""So many walks are laid to see how much the roads of a region save."""
_LOOKED_AT = 32
"""So many of the best walks tell how many of them can become courses."""
_MOST_CLOSED = 80
"""So many walks are closed and judged at most, to find the candidates among them."""


class CandidateSelection:
    """Closes walks and looks at them, each of them once, and chooses among them.

    Parameters
    ----------
    race : Race
    resolved : ResolvedBrief
        What its brief means.
    search_graph : SearchGraph
    """

    def __init__(self, race: Race, resolved: ResolvedBrief, search_graph: SearchGraph) -> None:
        self._race = race
        self._setting = resolved
        self._prepared = search_graph
        self._router = router_for(resolved.ground)
        self._made: dict[tuple[Walk, bool], _Made | None] = {}
        self._too_steep: list[CourseFacts] = []
        self._scenic = wants_scenic_one(resolved.brief)

    def is_fit(self, walk: Ints) -> bool:
        """Tell whether a course can come of a walk: not of one that doubles back or runs round a block."""
        plane = self._setting.plane
        line = walked_of(self._setting.ground.roads, [self._stretches(walk)]).line
        return not (has_hooks(plane, line) or has_knots(plane, line))

    def share_fit(self, pool: Pool) -> float:
        """Give the share of the best walks of a pool of which a course can come."""
        best = pool.best(_LOOKED_AT)
        return sum(self.is_fit(found.walk) for found in best) / max(1, len(best))

    def closed_of(self, pool: Pool) -> list[Walk]:
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

    def _whole_m(self, found: Walk) -> float | None:
        """Give the length of the shortest possible route of a walk, all laps or both ways of it."""
        course = self._setting.brief.course
        walked = self._laid(found).walked
        routed = whole_route(self._router, walked, course.shape, course.laps, course.lead_in_m)
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
            self._candidate(one, index, self._estimate_error_m(task, one)) for index, one in enumerate(plain)
        )

    def _candidate(self, made: _Made, index: int, error_m: float | None = None) -> Candidate:
        """Survey a course to the end, and name it by its place among those chosen."""
        name = chr(ord("A") + index)
        return surveyed_candidate(
            self._race, self._setting, made.laid, made.closed, made.facts, made.judged, name, error_m
        )

    def _estimate_error_m(self, task: Task, made: _Made) -> float | None:
        if made.is_lengthened or made.closed.whole_m is None:
            return None
        graph = self._prepared.core.graph
        return estimate_error_m(self._setting.brief, graph, task, made.found, made.closed.whole_m)

    def choose_quickly(
        self, pool: Pool, wanted: int, most_closed: int, progress: Progress
    ) -> tuple[Candidate, ...]:
        """Choose up to so many as `choose` does, but close only a few walks that were not closed before."""
        known = {found for found, _ in self._made}
        room = _AtMost(most_closed + len(known), known)
        chosen = self._choose(pool, wanted, room, progress, lengthened=False)
        return tuple(self._candidate(one, index) for index, one in enumerate(chosen))

    def _close_ahead(self, walks: Iterable[Walk], progress: Progress) -> None:
        """Close walks that will be asked for, unless others are refused, on all threads."""
        new = [found for found in walks if (found, False) not in self._made]
        threads = ThreadPoolExecutor(THREADS)
        try:
            for found, one in zip(new, threads.map(self._close, new), strict=True):
                progress.check()
                self._note((found, False), one)
        finally:
            threads.shutdown(cancel_futures=True)

    def _choose(
        self, pool: Pool, wanted: int, may_close: _AtMost, progress: Progress, *, lengthened: bool
    ) -> list[_Made]:
        accepted: list[_Made] = []

        def accept(found: Walk, allowed: float) -> bool:
            progress.check()
            one = self._closed(found, lengthened=lengthened) if may_close(found) else None
            if one is None or any(
                _shared(one.judged, other.judged) > min(allowed + 0.02, MOST_SHARED - 1e-6)
                for other in accepted
            ):
                return False
            # Of two the one that came first stays, whichever way it turned out.
            if any(one_dominates(one.facts, other.facts) for other in accepted):
                return False
            accepted.append(one)
            return True

        pool.choose(wanted, accept, scenic=self._scenic and wanted > 1)
        return sorted(accepted, key=lambda one: (-one.found.worth, one.found.order))

    def _closed(self, found: Walk, *, lengthened: bool) -> _Made | None:
        """Close a walk; where `lengthened` one that is too short, too, by a turnaround on a side road."""
        key = found, lengthened
        if key not in self._made:
            plain = self._closed(found, lengthened=False) if lengthened else None
            self._note(key, plain or self._close(found, lengthened=lengthened))
        return self._made[key]

    def _close(self, found: Walk, *, lengthened: bool = False) -> _Made | None:
        resolved, laid = self._setting, self._laid(found)
        line = laid.walked.line
        if has_hooks(resolved.plane, line) or has_knots(resolved.plane, line):
            return None
        for as_laid, closed in closings(resolved, self._router, laid, lengthened=lengthened):
            first = first_facts_if_kept(resolved, closed)
            if first is not None:
                facts = facts_of(resolved, closed, first)
                return _Made(as_laid, closed, facts, first.judged, found, lengthened)
        return None

    def _stretches(self, walk: Ints) -> list[EdgeStretch]:
        closed = self._setting.brief.course.shape in ("loop", "laps")
        return stretches_of_walk(self._prepared.network, self._prepared.core, walk, closed=closed)

    def _laid(self, found: Walk) -> LaidWalk:
        return laid_walk(self._setting, self._stretches(found.walk))

    def _note(self, key: tuple[Walk, bool], one: _Made | None) -> None:
        if one is not None and not self._keeps_climb(one.facts):
            self._too_steep.append(one.facts)
            one = None
        self._made[key] = one

    def _keeps_climb(self, facts: CourseFacts) -> bool:
        """Tell whether a course keeps the limit of its climb; one whose climb is not known does not."""
        limit_m, profile = self._setting.brief.limits.max_climb_m, facts.profile
        return limit_m is None or (profile is not None and profile.climb_m <= limit_m)

    @property
    def too_steep(self) -> tuple[CourseFacts, ...]:
        """The courses that were passed over for their climb alone."""
        return tuple(self._too_steep)


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    """A course as it was made.

    Parameters
    ----------
    laid : LaidWalk
    closed : Closed
    facts : CourseFacts
    judged : Trace
        The part of it on which it is compared with others.
    found : Walk
        The walk that it was made of.
    is_lengthened : bool
        Whether it has a turnaround that the walk has not.
    """

    laid: LaidWalk
    closed: Closed
    facts: CourseFacts
    judged: Trace
    found: Walk
    is_lengthened: bool


class _AtMost:
    """Counts walks that are looked at, each of them once, whether closed before or not.

    Parameters
    ----------
    most : int
    seen : set of Walk
        Those counted already.
    """

    def __init__(self, most: int, seen: set[Walk]) -> None:
        self._most = most
        self._seen = seen

    def __call__(self, found: Walk) -> bool:
        if found not in self._seen and len(self._seen) >= self._most:
            return False
        self._seen.add(found)
        return True


def _shared(a: Trace, b: Trace) -> float:
    return max(shared_m(a, b) / float(a.step_m.sum()), shared_m(b, a) / float(b.step_m.sum()))
