"""The only place that composes rooms: from a brief to a folder of courses."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from courseplanner import cache
from courseplanner.errors import InputError
from courseplanner.export.candidates import Elapsed, candidates_document
from courseplanner.export.folder import check_folder, write_folder
from courseplanner.export.geojson import courses_geojson
from courseplanner.export.gpx import gpx_bytes
from courseplanner.export.jsontext import json_bytes
from courseplanner.i18n import text
from courseplanner.layout import propose
from courseplanner.model.brief import Brief
from courseplanner.model.candidate import Proposal
from courseplanner.model.region import Region
from courseplanner.progress import Progress
from courseplanner.sources.region import read_region

__all__ = ["PlanResult", "check_out", "plan", "plan_json", "write_plan"]

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
    sources = brief.region
    try:
        region = read_region(sources.osm, sources.places, sources.bbox, progress.part(0.0, _LOADED))
    except InputError as error:
        # Sources know files, not the brief that named a part of them.
        if error.where.startswith("[region]"):
            raise InputError(f"{brief.path}, {error.where}", error.problem, error.mend) from None
        raise
    loaded_s = time.perf_counter()
    search = progress.part(_LOADED, 1.0)

    def say_compiling() -> None:
        search.report(0.0, text("compiling the search kernels, once (less than a minute)"))

    with cache.compiling(say_compiling):
        proposal = propose(region, brief, search)
    found_s = time.perf_counter()
    waited_since_s = began_s if started_s is None else started_s
    elapsed = Elapsed(
        load_s=loaded_s - began_s, search_s=found_s - loaded_s, total_s=found_s - waited_since_s
    )
    return PlanResult(brief, region, proposal, elapsed, _peak_memory_bytes())


def plan_json(result: PlanResult) -> bytes:
    """Give a result as the bytes of `candidates.json`."""
    return json_bytes(candidates_document(result.brief, result.region, result.proposal, result.elapsed))


def check_out(out: Path) -> None:
    """Find out before the work whether its result can be written to `out`, changing nothing.

    Raises
    ------
    OutputError
        If it can't.
    """
    check_folder(out)


def write_plan(result: PlanResult, out: Path) -> None:
    """Write all files of a result, or none: `candidates.json` alone where no course fits.

    Parameters
    ----------
    result : PlanResult
    out : Path
        A folder, made if need be. What an earlier run wrote there is replaced whole.

    Raises
    ------
    OutputError
        If it can't be written; `out` is then as it was before.
    """
    candidates = result.proposal.candidates
    files = {
        f"{candidate.id}/course.gpx": gpx_bytes(candidate, result.brief.event.name, result.region.provenance)
        for candidate in candidates
    }
    if candidates:
        files["courses.geojson"] = courses_geojson(candidates)
    files["candidates.json"] = plan_json(result)
    write_folder(out, files)


def _peak_memory_bytes() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
