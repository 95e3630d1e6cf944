"""`courseplanner climate`: finds the month, the week and the hour for a race."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import Language, text
from courseplanner.cli.commands.planning import DONE
from courseplanner.cli.option_types import date_of, hour_of, hours_of, rain_days_of, starts_of
from courseplanner.cli.parser import Commands
from courseplanner.cli.stopping import stopped_by_signals
from courseplanner.cli.terminal import shown_progress, warn

__all__ = ["add_to", "run"]


def add_to(commands: Commands) -> None:
    """Add `courseplanner climate` to the command line."""
    climate = commands.add_parser(
        "climate",
        help=str(text("find the month, the week and the hour for a race")),
        description=str(
            text(
                "Simulates a race on every day of a weather record, at every hour, "
                "and ranks the start slots: danger first, comfort second."
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
    add("--air", metavar="F", type=Path, help=str(text("daily air quality index, CSV")))
    add(
        "--duration",
        metavar="H",
        required=True,
        help=str(text("hours from the start to the last finisher, such as 3, 3.5 or 3:30")),
    )
    add(
        "--course",
        metavar="GPX",
        type=Path,
        help=str(text("show how far and how high the course lies from the station")),
    )
    add(
        "--adjust",
        action="store_true",
        help=str(text("adjust temperatures to the height of the course, by 6.5 °C per kilometre")),
    )
    add(
        "--rules",
        metavar="NAME",
        default="world-athletics",
        help=str(text("rule set for flags and comfort window")),
    )
    _add_starts(add)
    add(
        "--out", metavar="DIR", type=Path, help=str(text("write JSON, picture and weather action plan there"))
    )
    add(
        "--language",
        choices=("en", "zh", "en+zh"),
        default="en",
        help=str(text("of picture and action plan")),
    )
    add("--json", action="store_true", help=str(text("print JSON instead of the table")))
    add("--debug", action="store_true", help=argparse.SUPPRESS)


def _add_starts(add: Callable[..., object]) -> None:
    """Add what is asked of the start slots."""
    add(
        "--date",
        metavar="YYYY-MM-DD",
        help=str(text("of the race, for the action plan and runner conditions")),
    )
    add(
        "--start", metavar="HH:MM", help=str(text("start time on --date; its rank and the reasons are shown"))
    )
    add(
        "--earliest-start",
        metavar="HH:MM",
        default="06:30",
        help=str(text("earliest start that is recommended (default 06:30)")),
    )
    add(
        "--latest-start",
        metavar="HH:MM",
        default="10:00",
        help=str(text("latest start that is recommended (default 10:00)")),
    )
    add(
        "--rain-days",
        metavar="N,N,…",
        help=str(text("days with rain in each of 12 months, climate normals: for records without rain")),
    )


def run(options: argparse.Namespace, _started_s: float) -> int:
    """`courseplanner climate`."""
    from courseplanner import workflow
    from courseplanner.cli.show_climate import print_climate
    from courseplanner.model.weather.slot_settings import SlotSettings

    duration_h = hours_of("--duration", options.duration)
    start = None
    if (options.date is None) is not (options.start is None):
        missing = "--start" if options.start is None else "--date"
        raise InputError(missing, text("it is missing"), text("give --date and --start together"))
    if options.date is not None:
        start = date_of("--date", options.date), hour_of("--start", options.start)
    rain_days = None if options.rain_days is None else rain_days_of("--rain-days", options.rain_days)
    settings = SlotSettings(*starts_of(options.earliest_start, options.latest_start), rain_days)
    asked = workflow.ClimateAsked(duration_h, options.rules, start, options.adjust, settings)
    with stopped_by_signals() as stop, shown_progress(wanted=not options.json) as progress:
        stop.watch(progress)
        result = workflow.study_of_files(options.weather, options.air, options.course, asked, progress)
    for words in result.doubts:
        warn(words)
    if options.out is not None:
        languages = [Language(one) for one in options.language.split("+")]
        workflow.write_climate(result, options.out, languages)
    if options.json:
        sys.stdout.write(workflow.climate_json(result).decode())
    else:
        print_climate(result.study, options.out, result.along, result.race)
    return DONE
