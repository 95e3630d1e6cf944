"""From a brief to courses."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.export.documents.candidates import Elapsed
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.race import Race
from courseplanner.roads.ground import Ground, ground_of
from courseplanner.workflow.compile_clock import compile_clock
from courseplanner.workflow.opening import open_region
from courseplanner.workflow.race import race_of

__all__ = [
    "PlanResult",
    "lay_out",
    "load_search",
    "plan",
]

_LOADED = 0.3
"""Part of the progress that reading the region gets."""


@dataclass(frozen=True, slots=True, eq=False)
class PlanResult:
    """What planning gave.

    Parameters
    ----------
    brief : Brief
    ground : Ground
        What it was laid out on.
    proposal : Proposal
    elapsed : Elapsed
    peak_memory_bytes : int or None
        The most that the process has held at once; `None` where the system does not tell.
    """

    brief: Brief
    ground: Ground
    proposal: Proposal
    elapsed: Elapsed
    peak_memory_bytes: int | None


def plan(brief: Brief, progress: Progress, *, started_s: float | None = None) -> PlanResult:
    """Read the region of a brief and lay out courses in it.

    Parameters
    ----------
    brief : Brief
    progress : Progress
    started_s : float, optional
        `time.perf_counter()` when the user began to wait; now, if not given.

    Raises
    ------
    InputError
        If a source can't be read, or the brief asks for what the region does not hold.
    CancelledError
        If `progress` was cancelled.
    """
    began_s = time.perf_counter()
    region = open_region(brief.region, progress.part(0.0, _LOADED), brief.path)
    loaded_s = time.perf_counter()
    race = race_of(brief)
    ground = ground_of(region, brief)
    with compile_clock() as clock:
        proposal = lay_out(ground, race, progress.part(_LOADED, 1.0))
    found_s = time.perf_counter()
    waited_since_s = began_s if started_s is None else started_s
    elapsed = Elapsed(
        load_s=loaded_s - began_s,
        search_s=found_s - loaded_s - clock.seconds,
        compile_s=clock.seconds,
        total_s=found_s - waited_since_s,
    )
    return PlanResult(brief, ground, proposal, elapsed, _peak_memory_bytes())


def lay_out(
    ground: Ground,
    race: Race,
    progress: Progress,
    found: Callable[[tuple[Candidate, ...]], None] | None = None,
) -> Proposal:
    """Lay out courses on a ground, and survey them.

    Parameters
    ----------
    ground : Ground
    race : Race
    progress : Progress
    found : callable, optional
        Called with the best candidates so far, while the search goes on.

    Raises
    ------
    InputError
        If the brief asks for what the region does not hold.
    CancelledError
        If `progress` was cancelled.
    """
    from courseplanner.base import kernel_cache as cache
    from courseplanner.layout import propose

    def say_compiling() -> None:
        progress.report(0.0, text("compiling the search kernels, once (less than a minute)"))

    with cache.compiling(say_compiling):
        return propose(ground, race, progress, found)


def load_search(check: Callable[[], None]) -> None:
    """Load the search, and compile it where that was not done yet, before anybody waits for it.

    Parameters
    ----------
    check : callable
        Called now and then, at least before each kernel is compiled; what it raises ends the loading.
    """
    from courseplanner.base import kernel_cache as cache

    check()
    from courseplanner.layout.search.warm_up import warm_up
    from courseplanner.rules.warm_up import warm_up_judging

    with cache.compiling(check):
        warm_up(check)
        check()
        warm_up_judging()


def _peak_memory_bytes() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
