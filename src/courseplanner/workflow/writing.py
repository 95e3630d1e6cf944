"""From courses to files."""

from __future__ import annotations

from pathlib import Path

from courseplanner.base.atomic_files import write_file
from courseplanner.base.i18n import Text, text
from courseplanner.export.documents.candidates import candidates_document
from courseplanner.export.documents.course_files import files_of
from courseplanner.export.documents.geojson import centreline_geojson, courses_geojson
from courseplanner.export.folder import check_folder, write_folder
from courseplanner.export.gpx import gpx_bytes
from courseplanner.export.sheet.checklist.checklist import missing_on
from courseplanner.export.syntax.jsontext import json_bytes
from courseplanner.export.tables.along import along_table
from courseplanner.export.tables.course_marks import course_marks_table
from courseplanner.export.tables.csvtext import csv_bytes
from courseplanner.export.tables.stations import stations_table
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.region import Region
from courseplanner.workflow.exporting import exporter_of, package_of
from courseplanner.workflow.planning import PlanResult

__all__ = ["check_out", "doubts_of", "export_gpx", "gpx_of", "plan_json", "write_plan"]


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
    return json_bytes(candidates_document(result.brief, result.ground, result.proposal, result.elapsed))


def doubts_of(brief: Brief, region: Region) -> tuple[Text, ...]:
    """Say what a brief names and comes to nothing in a region, by its file.

    Raises
    ------
    InputError
        If a file of areas to avoid can't be read.
    """
    from courseplanner.roads.brief_doubts import brief_doubts

    return tuple(
        text("{where}: {problem}; {fix}", where=one.where(brief.path), problem=one.problem, fix=one.fix)
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
    files: dict[str, bytes] = {}
    lacking: list[Text] = []
    for one in candidates:
        pdf, missing = _certification_map(result, one)
        named = files_of(one)
        files |= {
            name: content
            for kind, content in {**_contents(result, one), "certification_map": pdf}.items()
            if (name := named[kind]) is not None
        }
        lacking += [
            text("{file}: {words}", file=named["certification_map"], words=words) for words in missing
        ]
    if candidates:
        files["courses.geojson"] = courses_geojson(candidates)
    files["candidates.json"] = plan_json(result)
    write_folder(out, files)
    return tuple(lacking)


def _contents(result: PlanResult, candidate: Candidate) -> dict[str, bytes]:
    """Give the files of a candidate that need no drawing, by their kinds."""
    contents = {
        "gpx": gpx_of(candidate, result.brief, result.ground),
        "centreline": centreline_geojson(candidate),
        "marks": csv_bytes(course_marks_table(candidate.course_marks)),
        "stations": csv_bytes(stations_table(candidate.stations, kilometrage_of(candidate))),
    }
    if candidate.along is not None:
        contents["conditions"] = csv_bytes(along_table(candidate.along))
    return contents


def _certification_map(result: PlanResult, candidate: Candidate) -> tuple[bytes, tuple[Text, ...]]:
    """Draw the map of a candidate, and give what it lacks."""
    exporter = exporter_of("certification-map")
    package = package_of(candidate, result.brief, result.ground)
    pdf = exporter.write(package)
    return pdf, missing_on(pdf, package)
