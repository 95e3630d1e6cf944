"""From a brief to courses."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.brief.check import is_track_file
from courseplanner.export.documents.candidates import Elapsed
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.course.track import Track
from courseplanner.model.region import Region
from courseplanner.roads.given_stations import given_stations
from courseplanner.roads.stated_roads import with_statements
from courseplanner.workflow.compile_clock import compile_clock
from courseplanner.workflow.opening import open_region
from courseplanner.workflow.race_weather import along_of, race_weather

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
    region : Region
    proposal : Proposal
    elapsed : Elapsed
    peak_memory_bytes : int or None
        The most that the process has held at once; `None` where the system does not tell.
    """

    brief: Brief
    region: Region
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
    with compile_clock() as clock:
        proposal = lay_out(region, brief, progress.part(_LOADED, 1.0))
    found_s = time.perf_counter()
    waited_since_s = began_s if started_s is None else started_s
    elapsed = Elapsed(
        load_s=loaded_s - began_s,
        search_s=found_s - loaded_s - clock.seconds,
        compile_s=clock.seconds,
        total_s=found_s - waited_since_s,
    )
    return PlanResult(brief, region, proposal, elapsed, _peak_memory_bytes())


def lay_out(
    region: Region,
    brief: Brief,
    progress: Progress,
    found: Callable[[tuple[Candidate, ...]], None] | None = None,
) -> Proposal:
    """Lay out courses in a region, and judge them.

    Parameters
    ----------
    region : Region
    brief : Brief
    progress : Progress
    found : callable, optional
        Called with the best candidates so far, judged, while the search goes on.

    Raises
    ------
    InputError
        If the brief asks for what the region does not hold, or its rule set can't be read.
    CancelledError
        If `progress` was cancelled.
    """
    from courseplanner.base import kernel_cache as cache
    from courseplanner.layout import propose
    from courseplanner.rules.book.rule_files import read_rule_set
    from courseplanner.rules.candidate import judged

    def say_compiling() -> None:
        progress.report(0.0, text("compiling the search kernels, once (less than a minute)"))

    rules = read_rule_set(brief.event.rules)
    region = with_statements(brief, region)
    given = given_stations(brief, region)
    weather = race_weather(region, brief)

    def all_judged(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        return tuple(judged(brief, rules, one, given, weather) for one in candidates)

    def tell(candidates: tuple[Candidate, ...]) -> None:
        if found is not None:
            found(all_judged(candidates))

    tracks = _kept_tracks(brief)
    with cache.compiling(say_compiling):
        proposal = propose(region, brief, progress, None if found is None else tell, tracks)
    complete = tuple(
        replace(_with_calibration(region, one), along=along_of(one, region, brief))
        for one in all_judged(proposal.candidates)
    )
    return replace(proposal, candidates=complete)


def _kept_tracks(brief: Brief) -> dict[str, Track]:
    """Read the tracks of the files that a brief keeps, by their names in it.

    Raises
    ------
    InputError
        If one can't be read.
    """
    from courseplanner.sources.tracks.tracks import read_track

    return {entry: read_track(Path(entry)) for entry in brief.course.keep if is_track_file(entry)}


def _with_calibration(region: Region, candidate: Candidate) -> Candidate:
    """Add where a calibration course could be taped near the start."""
    from courseplanner.measure.bicycle.calibration_courses import calibration_stretches

    lon, lat = float(candidate.course.lon[0]), float(candidate.course.lat[0])
    return replace(candidate, calibration_courses=calibration_stretches(region, lon, lat))


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
