"""What can be written on the command line, with its help; nothing is loaded for it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from courseplanner import __version__
from courseplanner.i18n import text
from courseplanner.model.stations import WatchStations
from courseplanner.terminal import one_line

__all__ = ["FORMATS", "WRONG_INPUT", "parser"]

WRONG_INPUT = 2
"""Exit status where the input is wrong."""
FORMATS = (
    "certification-map",
    "circuit-breaker",
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
    "xlsx",
)
"""Written down here too, so that help loads none of them."""


class _Parser(argparse.ArgumentParser):
    """A parser that tells a wrong command line in one line."""

    def error(self, message: str) -> NoReturn:
        words = text("{message}; see {program} --help", message=message, program=self.prog)
        self.exit(WRONG_INPUT, f"courseplanner: {one_line(words)}\n")


def parser() -> argparse.ArgumentParser:
    """Make the parser of the whole command line."""
    whole = _Parser(
        prog="courseplanner",
        description=str(text("Lays out road-race courses of exact length on OpenStreetMap roads.")),
        allow_abbrev=False,
    )
    whole.add_argument(
        "--version",
        action="version",
        version=f"courseplanner {__version__}",
        help=str(text("show the version and exit")),
    )
    whole.set_defaults(file=None, debug=False)
    commands = whole.add_subparsers(
        metavar="COMMAND", dest="command", help=str(text("without one, the app opens"))
    )
    _add_app(commands)
    _add_plan(commands)
    _add_check(commands)
    _add_measure(commands)
    _add_climate(commands)
    _add_export(commands)
    return whole


def _add_app(commands: argparse._SubParsersAction[_Parser]) -> None:
    app = commands.add_parser(
        "app",
        help=str(text("open the desktop app")),
        description=str(text("Opens the desktop app.")),
        allow_abbrev=False,
    )
    app.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        nargs="?",
        help=str(text("a brief (.toml) or OSM data; absent: the last one, at first the sample")),
    )
    app.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)


def _add_plan(commands: argparse._SubParsersAction[_Parser]) -> None:
    plan = commands.add_parser(
        "plan",
        help=str(text("lay out courses for a brief")),
        description=str(
            text("Lays out courses for a brief, and writes each as GPX, with a table of their figures.")
        ),
        epilog=str(
            text("Exit status: 0 done, 2 the input is wrong, 3 no course fits or was found, 130 cancelled.")
        ),
        allow_abbrev=False,
    )
    add = plan.add_argument
    add("brief", metavar="BRIEF.toml", type=Path, help=str(text("what the race must be")))
    add(
        "--out",
        metavar="DIR",
        type=Path,
        required=True,
        help=str(text("folder for the results; those of an earlier run are replaced")),
    )
    add(
        "--candidates",
        metavar="K",
        type=int,
        help=str(text("how many courses, instead of the number in the brief")),
    )
    add(
        "--seed", metavar="N", type=int, help=str(text("seed of the search, instead of the one in the brief"))
    )
    add("--project", metavar="FILE", help=argparse.SUPPRESS)
    add("--json", action="store_true", help=str(text("print candidates.json instead of the table")))
    add("--quiet", action="store_true", help=str(text("print no table and show no progress")))
    add("--debug", action="store_true", help=argparse.SUPPRESS)


def _add_check(commands: argparse._SubParsersAction[_Parser]) -> None:
    check = commands.add_parser(
        "check",
        help=str(text("judge an existing course")),
        description=str(text("Judges an existing course, from a GPX file, by the rules of the sport.")),
        epilog=str(text("A GPS track is no measurement: whether the length holds stays unknown.")),
        allow_abbrev=False,
    )
    add = check.add_argument
    add("track", metavar="TRACK.gpx", type=Path, help=str(text("the course")))
    add(
        "--distance",
        metavar="D",
        required=True,
        help=str(text("of the event: such as half-marathon or 10km, or metres")),
    )
    add(
        "--osm",
        metavar="FILE",
        type=Path,
        nargs="+",
        default=[],
        help=str(text("roads (.osm, .osm.gz, .osm.bz2, .osm.pbf) that the track is matched to")),
    )
    add(
        "--elevation",
        metavar="FILE",
        type=Path,
        nargs="+",
        default=[],
        help=str(text("heights (.hgt, .hgt.zip, .tif), instead of those in the track")),
    )
    add(
        "--rules",
        metavar="NAME",
        default="world-athletics",
        help=str(text("rule set: world-athletics (default), caa, usatf, community, or a .toml file")),
    )
    add("--json", action="store_true", help=str(text("print JSON instead of the list")))
    add("--debug", action="store_true", help=argparse.SUPPRESS)


def _add_measure(commands: argparse._SubParsersAction[_Parser]) -> None:
    measure = commands.add_parser(
        "measure",
        help=str(text("reduce the rides of a calibrated bicycle")),
        description=str(
            text("Reduces a measurement with the calibrated bicycle: constants, lengths, and what to add.")
        ),
        epilog=str(text("What the file holds: docs/measurement.md. It is never written to.")),
        allow_abbrev=False,
    )
    add = measure.add_argument
    add("rides", metavar="RIDES.toml", type=Path, nargs="?", help=str(text("the readings")))
    add(
        "--sheet",
        metavar="COURSE",
        type=Path,
        help=str(
            text("write the ride sheet of a planned course: its folder, such as out/A (RIDES.toml optional)")
        ),
    )
    add(
        "--out",
        metavar="FILE.html",
        type=Path,
        help=str(text("the ride sheet; ride-sheet.html in the folder of the course, if not given")),
    )
    add(
        "--start-reading",
        metavar="N",
        type=float,
        help=str(text("what the counter will show at the start, for readings in the ride sheet")),
    )
    add("--rules", metavar="NAME", help=str(text("rule set, instead of the one in the file")))
    add("--json", action="store_true", help=str(text("print JSON instead of the list")))
    add("--debug", action="store_true", help=argparse.SUPPRESS)


def _add_export(commands: argparse._SubParsersAction[_Parser]) -> None:
    export = commands.add_parser(
        "export",
        help=str(text("write a course in any format")),
        description=str(
            text("Lays out courses for a brief, and writes one of them in the format that somebody needs.")
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
        help=str(text("of sheets of paper; by the names of race and towns, if not given")),
    )
    add("--review-number", metavar="N", help=str(text("under which the map may be shown in public")))
    add("--paper", choices=("a4", "letter", "a3"), help=str(text("of sheets, instead of their own")))
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


def _add_climate(commands: argparse._SubParsersAction[_Parser]) -> None:
    climate = commands.add_parser(
        "climate",
        help=str(text("find the month, the week and the hour for a race")),
        description=str(
            text(
                "Holds a race on every day of a record of weather, at every hour, and ranks the start slots: "
                "danger first, comfort second."
            )
        ),
        allow_abbrev=False,
    )
    add = climate.add_argument
    add(
        "weather",
        metavar="WEATHER",
        type=Path,
        nargs="+",
        help=str(text("one typical year (EPW, TMY3), or files of real years (EPW, JSON of Open-Meteo, CSV)")),
    )
    add("--air", metavar="F", type=Path, help=str(text("daily index of the air, CSV")))
    add(
        "--duration",
        metavar="H",
        required=True,
        help=str(text("hours from the gun to the last finisher, such as 3, 3.5 or 3:30")),
    )
    add(
        "--course",
        metavar="GPX",
        type=Path,
        help=str(text("how far and how high it lies from the station is shown")),
    )
    add(
        "--adjust",
        action="store_true",
        help=str(text("take the temperature to the height of the course, by 6.5 °C a kilometre")),
    )
    add("--rules", metavar="NAME", default="world-athletics", help=str(text("rule set of flags and window")))
    add(
        "--date",
        metavar="YYYY-MM-DD",
        help=str(text("of the race, for triggers and what runners meet")),
    )
    add("--start", metavar="HH:MM", help=str(text("the gun on --date; how that slot ranks is said, and why")))
    add(
        "--earliest-start",
        metavar="HH:MM",
        default="06:30",
        help=str(text("no earlier gun is recommended (default 06:30)")),
    )
    add(
        "--latest-start",
        metavar="HH:MM",
        default="10:00",
        help=str(text("no later gun is recommended (default 10:00)")),
    )
    add(
        "--rain-days",
        metavar="N,N,…",
        help=str(text("days with rain in each of 12 months, the bureau's normals: for records without rain")),
    )
    add("--out", metavar="DIR", type=Path, help=str(text("write JSON, picture and sheet of triggers there")))
    add("--language", choices=("en", "zh", "en+zh"), default="en", help=str(text("of picture and sheet")))
    add("--json", action="store_true", help=str(text("print JSON instead of the table")))
    add("--debug", action="store_true", help=argparse.SUPPRESS)
