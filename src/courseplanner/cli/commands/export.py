"""`courseplanner export`: writes a course in any format."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from courseplanner.base.i18n import Language, text
from courseplanner.cli.commands.planning import DONE, tell_unmet, with_options
from courseplanner.cli.parser import Commands
from courseplanner.cli.stopping import stopped_by_signals
from courseplanner.cli.terminal import one_line, shown_progress, warn
from courseplanner.model.course.stations import WatchStations

__all__ = ["FORMATS", "add_to", "run"]

FORMATS = (
    "certification-map",
    "conditions-csv",
    "cues-csv",
    "dxf",
    "fit",
    "geojson",
    "gpkg",
    "gpx",
    "html",
    "kml",
    "kmz",
    "marks-csv",
    "measurement-report",
    "points-csv",
    "police-map",
    "poster",
    "runners-map",
    "schematic",
    "setup-book",
    "stations-csv",
    "tcx",
    "turns-csv",
    "weather-action-plan",
    "xlsx",
)
"""Written down here too, so that help loads none of them."""


def add_to(commands: Commands) -> None:
    """Add `courseplanner export` to the command line."""
    export = commands.add_parser(
        "export",
        help=str(text("write a course in any format")),
        description=str(
            text("Lays out courses for a brief, and writes one of them in the format that you need.")
        ),
        epilog=str(text("Formats: {names}.", names=", ".join(FORMATS))),
        allow_abbrev=False,
    )
    add = export.add_argument
    add("project", metavar="BRIEF.toml", type=Path, help=str(text("what the race must be")))
    add("--format", metavar="F", required=True, help=str(text("one of the formats below")))
    add("--out", metavar="FILE", type=Path, required=True, help=str(text("the file to be written")))
    add("--candidate", metavar="ID", help=str(text("letter of the course; the best one, if not given")))
    add(
        "--language",
        choices=("en", "zh", "en+zh"),
        help=str(text("of printed sheets; chosen by the names of race and towns, if not given")),
    )
    add(
        "--review-number", metavar="N", help=str(text("approval number under which the map may be published"))
    )
    add(
        "--paper",
        choices=("a4", "letter", "a3"),
        help=str(text("of printed sheets, instead of their default")),
    )
    add(
        "--stations",
        choices=tuple(str(one) for one in WatchStations),
        default=str(WatchStations.NONE),
        help=str(text("stations in FIT and TCX: none, water (with sponges and toilets), or all")),
    )
    add(
        "--seed", metavar="N", type=int, help=str(text("seed of the search, instead of the one in the brief"))
    )
    add("--quiet", action="store_true", help=str(text("print nothing and show no progress")))
    add("--debug", action="store_true", help=argparse.SUPPRESS)
    export.set_defaults(candidates=None)


def run(options: argparse.Namespace, started_s: float) -> int:
    """`courseplanner export`."""
    from courseplanner import workflow
    from courseplanner.base.atomic_files import check_file
    from courseplanner.brief.read import read_brief
    from courseplanner.model.course.stations import WatchStations

    exporter = workflow.exporter_of(options.format)
    check_file(options.out)
    brief = with_options(read_brief(options.project), options)
    with stopped_by_signals() as stop, shown_progress(wanted=not options.quiet) as progress:
        stop.watch(progress)
        result = workflow.plan(brief, progress, started_s=started_s)
        progress.check()
        for words in workflow.doubts_of(result.brief, result.ground):
            warn(words)
    status = tell_unmet(result)
    if status == DONE:
        candidate = workflow.candidate_of(result.proposal.candidates, options.candidate)
        package = workflow.package_of(candidate, result.brief, result.ground)
        package = replace(
            package,
            paper=options.paper,
            review_number=options.review_number,
            watch_stations=WatchStations(options.stations),
        )
        if options.language is not None:
            spoken = tuple(Language(one) for one in options.language.split("+"))
            package = replace(package, languages=spoken)
        remarks = workflow.export_course(exporter, package, result.brief, result.ground, options.out)
        if not options.quiet:
            words = text("Course {id} is written to {path}.", id=candidate.id, path=one_line(options.out))
            sys.stdout.writelines(f"{line}\n" for line in (words, *remarks))
    return status
