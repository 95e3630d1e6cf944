"""From a ground and a race to candidates of exact length."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.layout.line.spur import LONGEST_SPUR_M
from courseplanner.layout.search.candidate_selection import PROBED, CandidateSelection
from courseplanner.layout.search.graph.search_graph import SearchGraph
from courseplanner.layout.search.graph.task import make_task
from courseplanner.layout.search.interim_results import InterimResults
from courseplanner.layout.search.kernels.ring import OUT_AND_BACK, POINT_TO_POINT, Task
from courseplanner.layout.search.plan_cache import search_graph_for
from courseplanner.layout.search.search import Effort, Outcome, search
from courseplanner.layout.search.trials.improving import improve
from courseplanner.layout.search.trials.length_targeting import aimed, aimed_past, roughly_aimed
from courseplanner.layout.search.unmet.field_width import binding_width
from courseplanner.layout.search.unmet.nearest import with_nearest_brief
from courseplanner.layout.search.unmet.unmet import (
    climbs_too_much,
    cut_off,
    no_roads,
    ring_too_long,
    too_far_apart,
    too_few,
    too_few_places,
    why_none,
)
from courseplanner.layout.survey.survey import resolved_for
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.race import Race
from courseplanner.roads.ground import Ground

__all__ = ["propose"]

Ints = NDArray[np.int64]

_PROBE_ROUNDS, _PROBE_BATCH = 18, 4
"""Of the search, to see how much the roads of this region save."""
_SURELY_TOO_LONG = 1.1
"""Rings are found by chance: only when the shortest is so much too long is the search spared."""
_FOR_NEAREST, _MOST_FOR_NEAREST_S = 0.5, 5.0
"""Part of the time that looking for the nearest brief that fits may take, and the most of it."""
_IMPROVING = 0.2
"""Part of the time that improving may take at least, where the search took all of it."""
_OTHER_LENGTHS = 0.25
"""Part of the time that each search for another length may take."""
_MOSTLY_FIT = 2.0 / 3.0
"""Where less than this part of the best walks can become courses, they are looked for once more."""
_LONGEST_CUT = 10
"""Walks up to so many times too long are cut where an end of a point-to-point course is free."""


def propose(
    ground: Ground,
    race: Race,
    progress: Progress | None = None,
    found: Callable[[tuple[Candidate, ...]], None] | None = None,
) -> Proposal:
    """Lay out courses, and survey them.

    Parameters
    ----------
    ground : Ground
    race : Race
    progress : Progress, optional
    found : callable, optional
        Called during the search, now and then, with the best candidates so far. The proposal is the
        same with and without; it may hold others.

    Returns
    -------
    Proposal
        The best candidate first; without any where no course fits, or none was found.

    Raises
    ------
    PlaceNameError
        If a name in the brief is not clear, or a stop lies on no road that can be used.
    BriefError
        If a road to avoid or to keep does not exist, or may not be used.
    CancelledError
        If the progress was cancelled.
    """
    progress, brief = progress or Progress(), race.brief
    proposal = _propose(ground, race, progress, found)
    if proposal.candidates or not proposal.unmet:
        return proposal
    until_s = time.monotonic() + min(_FOR_NEAREST * brief.search.time_s, _MOST_FOR_NEAREST_S)

    def fits(changed: Brief) -> bool:
        left_s = until_s - time.monotonic()
        progress.report(0.95, text("looking for the nearest brief that fits"))
        if left_s <= 0.0:
            return False
        wanted = changed.search.model_copy(update={"candidates": 1, "time_s": left_s})
        single = changed.model_copy(update={"search": wanted})
        other = replace(race, brief=single)
        return bool(_propose(ground, other, Progress(lambda *_: progress.check()), None).candidates)

    has_floor = resolved_for(ground, race).floor_m is not None
    unmet = with_nearest_brief(brief, proposal.unmet, fits, has_floor=has_floor)
    return replace(proposal, unmet=binding_width(resolved_for(ground, race), unmet))


def _propose(
    ground: Ground,
    race: Race,
    progress: Progress,
    found: Callable[[tuple[Candidate, ...]], None] | None,
) -> Proposal:
    brief = race.brief
    progress.report(0.0, text("finding the places of the brief"))
    resolved = resolved_for(ground, race)
    too_far = too_far_apart(brief, resolved.targets)
    if too_far:
        return Proposal((), too_far, complete=True)
    progress.report(0.1, text("preparing the roads"))
    search_graph = search_graph_for(resolved)
    if search_graph is None:
        return Proposal((), no_roads(resolved), complete=True)
    few = too_few_places(brief, resolved.targets, search_graph.reachable) or cut_off(
        brief, resolved.targets, search_graph.reachable
    )
    if few:
        return Proposal((), few, complete=True)
    progress.report(0.3, text("measuring between the stops"))
    task = make_task(brief, search_graph.network, resolved.targets, search_graph.core, search_graph.chosen)
    too_long = ring_too_long(brief, task, _SURELY_TOO_LONG)
    if too_long:
        return Proposal((), too_long, complete=True)
    selection = CandidateSelection(race, resolved, search_graph)
    interim = None if found is None else InterimResults(selection, brief.search.candidates, found)
    job = _Job(brief, search_graph, selection, interim)
    narrower = _aimed(job, task, progress.part(0.35, 0.4))
    outcomes: list[Outcome] = []
    began_s = time.monotonic()
    for one in (narrower, *_other_lengths(brief, narrower, task)):
        time_s = brief.search.time_s * (_OTHER_LENGTHS if outcomes else 1.0)
        part = progress.part(0.8, 0.9) if outcomes else progress.part(0.4, 0.8)
        outcomes.append(_search(job, one, time_s, part))
        progress.report(0.9, text("closing to the exact length"))
        candidates = selection.choose(outcomes[-1].pool, one, progress)
        if candidates:
            break
    if 0 < len(candidates) < brief.search.candidates:
        left_s = max(began_s + brief.search.time_s - time.monotonic(), _OTHER_LENGTHS * brief.search.time_s)
        more = _searched_again(job, one, outcomes, left_s, progress.part(0.9, 0.95))
        candidates = max(candidates, more, key=len)
    complete = all(outcome.complete for outcome in outcomes)
    if not candidates:
        steep = climbs_too_much(brief, selection.too_steep)
        return Proposal((), steep or why_none(brief, search_graph.core, task, outcomes), complete)
    return Proposal(candidates, too_few(brief, len(candidates)), complete)


@dataclass(frozen=True, slots=True)
class _Job:
    """What all searches for one brief have in common."""

    brief: Brief
    search_graph: SearchGraph
    selection: CandidateSelection
    interim: InterimResults | None


def _aimed(job: _Job, task: Task, progress: Progress) -> Task:
    """Aim at walks whose shortest possible route has the target length: by those of a few first ones."""
    wanted = job.brief.search
    effort = Effort(wanted.time_s, PROBED, _PROBE_BATCH, _PROBE_ROUNDS)
    first = roughly_aimed(job.brief, task)
    probe = search(job.search_graph.core.graph, first, wanted.seed, wanted.candidates, effort, progress)
    if job.interim is not None:
        job.interim.look(probe.pool, progress)
    return aimed(job.brief, task, job.selection.probed(probe.pool, task))


def _searched_again(
    job: _Job, task: Task, outcomes: list[Outcome], time_s: float, progress: Progress
) -> tuple[Candidate, ...]:
    """Search once more where too few closed: for other lengths, and for walks of which a course can come.

    Without candidates where the best walks show that the search had aimed well, and most of them are fit.
    """
    first = outcomes[-1].pool
    again = aimed_past(job.brief, task, job.selection.probed(first, task))
    if again is None and job.selection.share_fit(first) > _MOSTLY_FIT:
        return ()
    second = _search(job, again or task, time_s, progress, is_fit=job.selection.is_fit)
    outcomes.append(second)
    for found in job.selection.closed_of(first):
        second.pool.put(found)
    return job.selection.choose(second.pool, again or task, progress)


def _search(
    job: _Job,
    task: Task,
    time_s: float,
    progress: Progress,
    is_fit: Callable[[Ints], bool] | None = None,
) -> Outcome:
    """Search for walks, and improve them."""
    brief, graph, interim = job.brief, job.search_graph.core.graph, job.interim
    wanted, began_s = brief.search, time.monotonic()
    effort, part = Effort(time_s), progress.part(0.0, 0.6)
    found = search(graph, task, wanted.seed, wanted.candidates, effort, part, interim, is_fit)
    until_s = max(began_s + time_s, time.monotonic() + _IMPROVING * time_s)
    if interim is not None and not interim.has_shown:
        interim.look(found.pool, progress)
    whole = improve(graph, task, found.pool, brief, until_s, progress.part(0.6, 1.0))
    return replace(found, complete=found.complete and whole)


def _other_lengths(brief: Brief, aimed: Task, task: Task) -> Iterator[Task]:
    """Give other lengths, for where no walk closes.

    All that may do; longer ones, cut at a free end; shorter ones, with a turnaround.
    """
    if aimed is not task:
        yield task
    free_end = brief.course.start is None or brief.course.finish is None
    if task.shape == POINT_TO_POINT and free_end:
        yield task._replace(high_mm=_LONGEST_CUT * task.high_mm)
    if task.shape != OUT_AND_BACK:
        spur_mm = round(2000.0 * LONGEST_SPUR_M) // brief.course.laps
        yield task._replace(low_mm=max(task.low_mm - spur_mm, task.low_mm // 2), high_mm=task.low_mm)
