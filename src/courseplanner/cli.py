"""The `courseplanner` command.

What a command needs is imported when it runs: `courseplanner --help` loads
neither numpy nor anything larger.
"""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING

from courseplanner.command_line import WRONG_INPUT, parser
from courseplanner.errors import CancelledError, CourseplannerError, InputError, OutputError
from courseplanner.i18n import Language, Text, text
from courseplanner.progress import Progress
from courseplanner.terminal import (
    doubts_of,
    one_line,
    print_check,
    print_measure,
    print_plan,
    shown_progress,
    tell,
)

if TYPE_CHECKING:
    from courseplanner.model.brief import Brief
    from courseplanner.workflow import PlanResult

__all__ = ["main"]

DONE, INTERNAL_ERROR, NO_COURSE, CANCELLED = 0, 1, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the name of the program; those of the process, if not given.

    Returns
    -------
    int
        Exit status: 0 done, 2 the input is wrong, 3 no course fits or was found, 130 cancelled,
        1 for an error of the program itself.
    """
    started_s = time.perf_counter()
    try:
        options = parser().parse_args(arguments)
    except SystemExit as told:
        return int(told.code or 0)
    debug = options.debug or bool(os.environ.get("COURSEPLANNER_DEBUG"))
    try:
        return _run(options, started_s)
    except (CancelledError, KeyboardInterrupt):
        tell(text("cancelled; nothing was written"))
        return CANCELLED
    except CourseplannerError as error:
        tell(error)
        return error.exit_status
    except Exception as error:
        if debug:
            raise
        return _tell_unexpected(error)


def _run(options: argparse.Namespace, started_s: float) -> int:
    match options.command:
        case "plan":
            return _plan(options, started_s)
        case "check":
            return _check(options)
        case "measure":
            return _measure(options)
        case "climate":
            return _climate(options)
        case "export":
            return _export(options, started_s)
        case _:
            return _app(options)


def _tell_unexpected(error: Exception) -> int:
    """Say in one line what nobody foresaw; what the machine lacks is no error of the program."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        where = str(error.filename or text("disk"))
        tell(OutputError(where, text("the disk is full"), text("free some space")))
        return WRONG_INPUT
    if isinstance(error, MemoryError):
        tell(
            InputError(
                "[region]", text("the memory does not hold it"), text("choose a smaller area with bbox")
            )
        )
        return WRONG_INPUT
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    tell(
        text(
            "internal error ({what}); please report it with your brief; COURSEPLANNER_DEBUG=1 shows where",
            what=what,
        )
    )
    return INTERNAL_ERROR


def _measure(options: argparse.Namespace) -> int:
    """`courseplanner measure`."""
    from courseplanner.workflow import measure_json, measure_rides

    if options.sheet is not None:
        return _ride_sheet(options)
    for option, value in (("--out", options.out), ("--start-reading", options.start_reading)):
        if value is not None:
            raise InputError(option, text("is of the ride sheet"), text("give --sheet, too"))
    if options.rides is None:
        raise InputError("measure", text("there are no readings"), text("give RIDES.toml, or --sheet COURSE"))
    result = measure_rides(options.rides, options.rules)
    for words in result.doubts:
        tell(text("warning: {file}: {words}", file=options.rides, words=words))
    if options.json:
        sys.stdout.write(measure_json(result).decode())
    else:
        print_measure(result)
    return DONE


def _ride_sheet(options: argparse.Namespace) -> int:
    """`courseplanner measure --sheet`."""
    from courseplanner.workflow import measure_rides, write_ride_sheet

    if options.json:
        raise InputError("--json", text("a ride sheet is a page to print"), text("leave it out"))
    result = None if options.rides is None else measure_rides(options.rides, options.rules)
    for words in () if result is None else result.doubts:
        tell(text("warning: {file}: {words}", file=options.rides, words=words))
    out = options.sheet / "ride-sheet.html" if options.out is None else options.out
    write_ride_sheet(options.sheet, out, result, options.start_reading)
    sys.stdout.write(f"{text('Ride sheet written to {out}', out=one_line(out))}\n")
    return DONE


def _check(options: argparse.Namespace) -> int:
    """`courseplanner check`."""
    from courseplanner.model.distances import distance_of
    from courseplanner.workflow import check_json, check_track

    nominal_m = distance_of(options.distance)
    with _stopped_by_signals() as stop, shown_progress(wanted=not options.json) as progress:
        stop.watch(progress)
        result = check_track(
            options.track, nominal_m, options.rules, options.elevation, progress, options.osm
        )
    for words in doubts_of(result):
        tell(text("warning: {file}: {words}", file=options.track, words=words))
    if options.json:
        sys.stdout.write(check_json(result).decode())
    else:
        print_check(result)
    return DONE


def _climate(options: argparse.Namespace) -> int:
    """`courseplanner climate`."""
    from courseplanner import workflow
    from courseplanner.clock_words import date_of, hour_of, hours_of, rain_days_of, starts_of
    from courseplanner.model.slot_settings import SlotSettings
    from courseplanner.terminal_climate import print_climate

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
    with _stopped_by_signals() as stop, shown_progress(wanted=not options.json) as progress:
        stop.watch(progress)
        result = workflow.study_of_files(options.weather, options.air, options.course, asked, progress)
    for words in result.doubts:
        _warn(words)
    if options.out is not None:
        languages = [Language(one) for one in options.language.split("+")]
        workflow.write_climate(result, options.out, languages)
    if options.json:
        sys.stdout.write(workflow.climate_json(result).decode())
    else:
        print_climate(result.study, options.out, result.along, result.race)
    return DONE


def _app(options: argparse.Namespace) -> int:
    """`courseplanner app`."""
    try:
        from courseplanner.ui.app import run_app

        return run_app(options.file)
    except ImportError as error:
        if "PySide6" not in (error.path or ""):
            raise
        # Qt is there, but not all libraries of the system that it needs.
        raise InputError(
            "app",
            text("Qt can't be loaded ({why})", why=error),
            text("install that library with the packages of your system"),
        ) from error


def _plan(options: argparse.Namespace, started_s: float) -> int:
    """`courseplanner plan`."""
    # Signals first: once anything is shown, the user may want it to stop.
    with _stopped_by_signals() as stop, shown_progress(wanted=not options.quiet) as progress:
        stop.watch(progress)
        progress.report(0.0, text("starting"))
        result = _planned_and_written(options, progress, started_s)
    status = _tell_unmet(result)
    _print_result(result, options)
    return status


def _export(options: argparse.Namespace, started_s: float) -> int:
    """`courseplanner export`."""
    from courseplanner import workflow
    from courseplanner.model.brief_file import read_brief
    from courseplanner.model.stations import WatchStations
    from courseplanner.onefile import check_file

    exporter = workflow.exporter_of(options.format)
    check_file(options.out)
    brief = _with_options(read_brief(options.project), options)
    with _stopped_by_signals() as stop, shown_progress(wanted=not options.quiet) as progress:
        stop.watch(progress)
        result = workflow.plan(brief, progress, started_s=started_s)
        progress.check()
        for words in workflow.doubts_of(result.brief, result.region):
            _warn(words)
    status = _tell_unmet(result)
    if status == DONE:
        candidate = workflow.candidate_of(result.proposal.candidates, options.candidate)
        dossier = workflow.dossier_of(candidate, result.brief, result.region)
        dossier = replace(
            dossier,
            paper=options.paper,
            review_number=options.review_number,
            watch_stations=WatchStations(options.stations),
        )
        if options.language is not None:
            spoken = tuple(Language(one) for one in options.language.split("+"))
            dossier = replace(dossier, languages=spoken)
        remarks = workflow.export_course(exporter, dossier, options.out)
        if not options.quiet:
            words = text("Course {id} is written to {path}.", id=candidate.id, path=one_line(options.out))
            sys.stdout.writelines(f"{line}\n" for line in (words, *remarks))
    return status


def _planned_and_written(options: argparse.Namespace, progress: Progress, started_s: float) -> PlanResult:
    if options.project is not None:
        raise InputError("--project", text("writing a project file is not built yet"), text("leave it out"))
    from courseplanner.model.brief_file import read_brief

    brief = _with_options(read_brief(options.brief), options)
    for unused in brief.not_used():
        _warn(text("{brief}, {unused}", brief=brief.path, unused=unused))
    from courseplanner import workflow

    workflow.check_out(options.out)
    result = workflow.plan(brief, progress, started_s=started_s)
    progress.check()
    for words in workflow.doubts_of(result.brief, result.region):
        _warn(words)
    for words in workflow.weather_doubts(result.region, result.proposal.candidates):
        _warn(words)
    for remark in workflow.write_plan(result, options.out):
        _warn(remark)
    return result


def _with_options(brief: Brief, options: argparse.Namespace) -> Brief:
    from courseplanner.model.brief import MOST_CANDIDATES

    for option, value, least, most in (
        ("--candidates", options.candidates, 1, MOST_CANDIDATES),
        ("--seed", options.seed, 0, 2**63 - 1),
    ):
        if value is not None and not least <= value <= most:
            raise InputError(
                option,
                text("{value} is out of range", value=value),
                text("give a number from {least} to {most}", least=least, most=most),
            )
    return brief.with_search(candidates=options.candidates, seed=options.seed)


def _warn(words: Text) -> None:
    tell(text("warning: {words}", words=words))


def _tell_unmet(result: PlanResult) -> int:
    """Say what could not be met, and give the exit status."""
    proposal = result.proposal
    if not proposal.complete:
        _warn(
            text("the search was cut off at {limit:g} s ([search] time_s)", limit=result.brief.search.time_s)
        )
    if proposal.candidates:
        for entry in proposal.unmet:
            _warn(entry.words)
        return DONE
    binding = proposal.unmet[0].words if proposal.unmet else text("the search found none")
    if proposal.is_impossible:
        tell(text("no course fits: {words}", words=binding))
    else:
        tell(text("no course was found: {words}", words=binding))
    return NO_COURSE


def _print_result(result: PlanResult, options: argparse.Namespace) -> None:
    """Print to standard output; a reader that went away is no error, a full disk is one."""
    try:
        if options.json:
            from courseplanner.workflow import plan_json

            sys.stdout.buffer.write(plan_json(result))
        elif result.proposal.candidates and not options.quiet:
            _replace_what_cannot_be_shown()
            print_plan(result, options.out)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_standard_output()
    except OSError as error:
        _drop_standard_output()
        raise OutputError(
            str(text("standard output")),
            text("it can't be written ({why})", why=error.strerror),
            text("the files in {out} are complete", out=options.out),
        ) from error


def _replace_what_cannot_be_shown() -> None:
    """Let a terminal that knows no Chinese show question marks instead of ending the program."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _drop_standard_output() -> None:
    """Let Python's own flush at its end go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


class _Stop:
    """Passes the wish to stop on to a progress, also when it came before there was one."""

    def __init__(self) -> None:
        self._wanted = False
        self._progress: Progress | None = None

    def watch(self, progress: Progress) -> None:
        self._progress = progress
        if self._wanted:
            progress.cancel()

    def want(self, _number: int, _frame: FrameType | None) -> None:
        if self._wanted:
            raise KeyboardInterrupt
        self._wanted = True
        if self._progress is not None:
            self._progress.cancel()


@contextmanager
def _stopped_by_signals() -> Iterator[_Stop]:
    """Stop the work in good order at Ctrl-C and at SIGTERM, and at once when asked twice."""
    stop = _Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # ignored from outside, as nohup does
            signal.signal(number, stop.want)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
