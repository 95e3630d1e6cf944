"""From a region and a brief to candidates of exact length."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from courseplanner.i18n import text
from courseplanner.layout.aiming import aimed
from courseplanner.layout.coming import Coming
from courseplanner.layout.finishing import PROBED, Finishing
from courseplanner.layout.improving import improve
from courseplanner.layout.kernels_ring import OUT_AND_BACK, POINT_TO_POINT, Task
from courseplanner.layout.search import Effort, Outcome, search
from courseplanner.layout.setting import Prepared, prepare, set_up
from courseplanner.layout.spur import LONGEST_SPUR_M
from courseplanner.layout.task import make_task
from courseplanner.layout.unmet import (
    climbs_too_much,
    no_roads,
    ring_too_long,
    too_few,
    too_few_places,
    why_none,
)
from courseplanner.model.brief import Brief
from courseplanner.model.candidate import Candidate, Proposal
from courseplanner.model.region import Region
from courseplanner.progress import Progress

__all__ = ["propose"]

_PROBE_ROUNDS, _PROBE_BATCH = 9, 8
"""Of the search, to see how much the roads of this region save."""
_SURELY_TOO_LONG = 1.1
"""Rings are found by chance: only when the shortest is so much too long is the search spared."""
_IMPROVING = 0.2
"""Part of the time that improving may take at least, where the search took all of it."""
_LONGEST_CUT = 10
"""Walks up to so many times too long are cut where an end of a point-to-point course is free."""


def propose(
    region: Region,
    brief: Brief,
    progress: Progress | None = None,
    found: Callable[[tuple[Candidate, ...]], None] | None = None,
) -> Proposal:
    """Lay out courses.

    Parameters
    ----------
    region : Region
    brief : Brief
    progress : Progress, optional
    found : callable, optional
        Told during the search, now and then, the best candidates so far. The proposal is the
        same with and without; it may hold others.

    Returns
    -------
    Proposal
        The best candidate first; without any where no course fits.

    Raises
    ------
    PlaceNameError
        If a name in the brief is not clear, or a stop lies on no road that can be used.
    BriefError
        If a road to avoid does not exist.
    CancelledError
        If the progress was cancelled.
    """
    progress = progress or Progress()
    progress.report(0.0, text("finding the places of the brief"))
    setting = set_up(region, brief)
    progress.report(0.1, text("preparing the roads"))
    prepared = prepare(setting)
    if prepared is None:
        return Proposal((), no_roads(region, brief, setting.allowed), complete=True)
    few = too_few_places(brief, setting.targets, prepared.reachable)
    if few:
        return Proposal((), few, complete=True)
    progress.report(0.3, text("measuring between the stops"))
    task = make_task(brief, prepared.ground, setting.targets, prepared.core, prepared.chosen)
    too_long = ring_too_long(brief, task, _SURELY_TOO_LONG)
    if too_long:
        return Proposal((), too_long, complete=True)
    finishing = Finishing(setting, prepared)
    coming = None if found is None else Coming(finishing, brief.search.candidates, found)
    narrower = _aimed(brief, prepared, task, finishing, progress.part(0.35, 0.4))
    outcome = _search(brief, prepared, (narrower, task), progress, coming)
    progress.report(0.9, text("closing to the exact length"))
    candidates = finishing.choose(outcome.pool, progress)
    if not candidates:
        steep = climbs_too_much(brief, finishing.too_steep)
        return Proposal((), steep or why_none(brief, prepared.core, task, outcome), outcome.complete)
    return Proposal(candidates, too_few(brief, len(candidates)), outcome.complete)


def _aimed(brief: Brief, prepared: Prepared, task: Task, finishing: Finishing, progress: Progress) -> Task:
    """Aim at walks whose shortest possible route has the target length: by those of a few first ones."""
    wanted = brief.search
    effort = Effort(wanted.time_s, PROBED, _PROBE_BATCH, _PROBE_ROUNDS)
    probe = search(prepared.core.graph, task, wanted.seed, wanted.candidates, effort, progress)
    return aimed(brief, task, finishing.probed(probe.pool, task))


def _search(
    brief: Brief, prepared: Prepared, tasks: tuple[Task, Task], progress: Progress, coming: Coming | None
) -> Outcome:
    """Search for walks of the right length; where there is none, for others that can be brought to it.

    Parameters
    ----------
    tasks : tuple of Task
        With the lengths that are aimed at, and with all that may do.
    """
    wanted, graph = brief.search, prepared.core.graph

    def run(task: Task, time_s: float, progress: Progress) -> Outcome:
        began_s = time.monotonic()
        found = search(
            graph, task, wanted.seed, wanted.candidates, Effort(time_s), progress.part(0.0, 0.6), coming
        )
        until_s = max(began_s + time_s, time.monotonic() + _IMPROVING * time_s)
        whole = improve(
            graph, task, found.pool, wanted.seed, wanted.candidates, until_s, progress.part(0.6, 1.0)
        )
        return replace(found, complete=found.complete and whole)

    aimed, task = tasks
    first = run(aimed, wanted.time_s, progress.part(0.4, 0.8))
    if len(first.pool):
        return first
    for other in _other_lengths(brief, aimed, task):
        found = run(other, wanted.time_s / 4, progress.part(0.8, 0.9))
        if len(found.pool):
            return replace(found, complete=found.complete and first.complete)
    return first


def _other_lengths(brief: Brief, aimed: Task, task: Task) -> Iterator[Task]:
    """Give other lengths: all that may do; longer, cut at a free end; shorter, with a turnaround."""
    if aimed is not task:
        yield task
    free_end = brief.course.start is None or brief.course.finish is None
    if task.shape == POINT_TO_POINT and free_end:
        yield task._replace(high_mm=_LONGEST_CUT * task.high_mm)
    if task.shape != OUT_AND_BACK:
        spur_mm = round(2000.0 * LONGEST_SPUR_M) // brief.course.laps
        yield task._replace(low_mm=max(task.low_mm - spur_mm, task.low_mm // 2), high_mm=task.low_mm)
