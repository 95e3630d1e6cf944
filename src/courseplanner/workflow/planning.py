"""From files to a region, from a brief to courses, from those to files."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from courseplanner.errors import InputError
from courseplanner.export.along import along_table
from courseplanner.export.candidates import Elapsed, candidates_document
from courseplanner.export.course_marks import course_marks_table
from courseplanner.export.csvtext import csv_bytes
from courseplanner.export.folder import check_folder, write_folder
from courseplanner.export.geojson import centreline_geojson, courses_geojson
from courseplanner.export.gpx import gpx_bytes
from courseplanner.export.jsontext import json_bytes
from courseplanner.export.sheet.lint import missing_on
from courseplanner.export.stations import stations_table
from courseplanner.i18n import Text, text
from courseplanner.measure.kilometrage import kilometrage_of
from courseplanner.model.basemap import Basemap
from courseplanner.model.brief import Brief, Sources
from courseplanner.model.brief_check import is_track_file
from courseplanner.model.candidate import Candidate, Proposal
from courseplanner.model.given_stations import given_stations
from courseplanner.model.region import Region
from courseplanner.model.roads import RoadNetwork
from courseplanner.model.stated_roads import with_statements
from courseplanner.model.track import Track
from courseplanner.onefile import write_file
from courseplanner.progress import Progress
from courseplanner.workflow.compile_clock import compile_clock
from courseplanner.workflow.exporting import dossier_of, exporter_of
from courseplanner.workflow.race_weather import along_of, race_weather, read_records

__all__ = [
    "PlanResult",
    "check_out",
    "doubts_of",
    "export_gpx",
    "gpx_of",
    "lay_out",
    "load_search",
    "open_region",
    "plan",
    "plan_json",
    "read_map",
    "write_plan",
]

_ROADS_READ = 0.9
"""Part of the progress of a region that its roads and places get where heights are read, too."""
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


def open_region(sources: Sources, progress: Progress, brief_path: Path | None = None) -> Region:
    """Read the roads, places and heights of a region, and its weather and air.

    Parameters
    ----------
    sources : Sources
    progress : Progress
    brief_path : Path, optional
        The brief that names the sources, for messages.

    Raises
    ------
    InputError
        If a source can't be read.
    CancelledError
        If `progress` was cancelled.
    """
    region = _region_of_roads(sources, progress, brief_path)
    records = read_records(sources)
    return replace(
        region,
        weather=records.weather,
        air=records.air,
        provenance=region.provenance + records.provenance,
    )


def _region_of_roads(sources: Sources, progress: Progress, brief_path: Path | None) -> Region:
    """Read roads, places and heights."""
    from courseplanner.sources.region import read_region

    roads_read = _ROADS_READ if sources.elevation else 1.0
    try:
        region = read_region(sources.osm, sources.places, sources.bbox, progress.part(0.0, roads_read))
    except InputError as error:
        # Sources know files, not the brief that named a part of them.
        if brief_path is not None and error.where.startswith("[region]"):
            raise InputError(f"{brief_path}, {error.where}", error.problem, error.mend) from None
        raise
    if not sources.elevation:
        return region
    # Slow to import, and most briefs have no heights.
    from courseplanner.sources.elevation import read_terrain
    from courseplanner.sources.osm_heights import known_heights

    roads = (region.roads.node_lon, region.roads.node_lat)
    terrain = read_terrain(
        sources.elevation,
        region.bbox,
        progress.part(roads_read, 1.0),
        roads=roads,
        known=known_heights(sources.osm),
    )
    return replace(region, terrain=terrain, provenance=region.provenance + terrain.provenance)


def read_map(sources: Sources, region: Region, progress: Progress) -> Basemap:
    """Read what a map shows around the roads of a region.

    Parameters
    ----------
    sources : Sources
        Those that the region was read from.
    region : Region
    progress : Progress

    Raises
    ------
    OsmFileError
        If a file can't be read any more.
    CancelledError
        If `progress` was cancelled.
    """
    from courseplanner.sources.basemap import read_basemap

    return read_basemap(sources.osm, sources.bbox, region.bbox, progress)


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
        Told the best candidates so far, judged, while the search goes on.

    Raises
    ------
    InputError
        If the brief asks for what the region does not hold, or its rule set can't be read.
    CancelledError
        If `progress` was cancelled.
    """
    from courseplanner import cache
    from courseplanner.layout import propose
    from courseplanner.rules.candidate import judged
    from courseplanner.rules.rule_files import read_rule_set

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
    from courseplanner.sources.tracks import read_track

    return {entry: read_track(Path(entry)) for entry in brief.course.keep if is_track_file(entry)}


def _with_calibration(region: Region, candidate: Candidate) -> Candidate:
    """Add where a calibration course could be taped near the start."""
    from courseplanner.measure.calibration_courses import calibration_stretches

    lon, lat = float(candidate.course.lon[0]), float(candidate.course.lat[0])
    return replace(candidate, calibration_courses=calibration_stretches(region, lon, lat))


def load_search(check: Callable[[], None]) -> None:
    """Load the search, and compile it where that was not done yet, before anybody waits for it.

    Parameters
    ----------
    check : callable
        Called now and then, at least before each kernel is compiled; what it raises ends the loading.
    """
    from courseplanner import cache

    check()
    from courseplanner.layout.rehearsal import rehearse
    from courseplanner.rules.rehearsal import rehearse_judging

    with cache.compiling(check):
        rehearse(check)
        check()
        rehearse_judging()


def gpx_of(candidate: Candidate, brief: Brief, region: Region) -> bytes:
    """Give a course as the bytes of a GPX file.

    Parameters
    ----------
    candidate : Candidate
    brief : Brief
        The one that the candidate answers.
    region : Region
        The one that it lies in.
    """
    return gpx_bytes(candidate, brief.event.name, region.provenance)


def export_gpx(candidate: Candidate, brief: Brief, region: Region, path: Path) -> None:
    """Write a course as a GPX file, whole or not at all.

    Raises
    ------
    OutputError
        If it can't be written; an older file of that name is then as it was.
    """
    write_file(path, gpx_of(candidate, brief, region))


def plan_json(result: PlanResult) -> bytes:
    """Give a result as the bytes of `candidates.json`."""
    return json_bytes(candidates_document(result.brief, result.region, result.proposal, result.elapsed))


def doubts_of(brief: Brief, region: Region) -> tuple[Text, ...]:
    """Say what a brief names and comes to nothing in a region, by its file.

    Raises
    ------
    InputError
        If a file of areas to avoid can't be read.
    """
    from courseplanner.model.brief_doubts import brief_doubts

    return tuple(
        text("{where}: {problem}; {mend}", where=one.where(brief.path), problem=one.problem, mend=one.mend)
        for one in brief_doubts(brief, region)
    )


def check_out(out: Path) -> None:
    """Find out before the work whether its result can be written to `out`, changing nothing.

    Raises
    ------
    OutputError
        If it can't.
    """
    check_folder(out)


def write_plan(result: PlanResult, out: Path) -> tuple[Text, ...]:
    """Write all files of a result, or none: `candidates.json` alone where there is no course.

    Parameters
    ----------
    result : PlanResult
    out : Path
        A folder, made if need be. What an earlier run wrote there is replaced whole.

    Returns
    -------
    tuple of Text
        What the certification maps lack.

    Raises
    ------
    OutputError
        If it can't be written; `out` is then as it was before.
    """
    candidates = result.proposal.candidates
    files = {
        f"{candidate.id}/course.gpx": gpx_of(candidate, result.brief, result.region)
        for candidate in candidates
    }
    files |= {f"{one.id}/centreline.geojson": centreline_geojson(one) for one in candidates}
    files |= {
        f"{one.id}/stations.csv": csv_bytes(stations_table(one.stations, kilometrage_of(one)))
        for one in candidates
        if one.stations is not None
    }
    files |= {f"{one.id}/marks.csv": csv_bytes(course_marks_table(one.course_marks)) for one in candidates}
    files |= {
        f"{one.id}/conditions.csv": csv_bytes(along_table(one.along))
        for one in candidates
        if one.along is not None
    }
    roads = with_statements(result.brief, result.region).roads if candidates else result.region.roads
    maps = {f"{one.id}/certification-map.pdf": _certification_map(result, one, roads) for one in candidates}
    files |= {name: pdf for name, (pdf, _) in maps.items()}
    if candidates:
        files["courses.geojson"] = courses_geojson(candidates)
    files["candidates.json"] = plan_json(result)
    write_folder(out, files)
    return tuple(
        text("{file}: {words}", file=name, words=words)
        for name, (_, missing) in maps.items()
        for words in missing
    )


def _certification_map(
    result: PlanResult, candidate: Candidate, roads: RoadNetwork
) -> tuple[bytes, tuple[Text, ...]]:
    """Draw the map of a candidate on roads as they are stated, and give what it lacks."""
    exporter = exporter_of("certification-map")
    dossier = dossier_of(candidate, result.brief, result.region, roads)
    pdf = exporter.write(dossier)
    return pdf, missing_on(pdf, dossier)


def _peak_memory_bytes() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
