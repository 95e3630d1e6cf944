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
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from courseplanner import __version__
from courseplanner.errors import CancelledError, CourseplannerError, InputError, OutputError
from courseplanner.i18n import Text, text
from courseplanner.progress import Progress
from courseplanner.terminal import doubts_of, one_line, print_check, print_plan, shown_progress, tell

if TYPE_CHECKING:
    from courseplanner.model.brief import Brief
    from courseplanner.workflow import PlanResult

__all__ = ["main"]

DONE, INTERNAL_ERROR, WRONG_INPUT, NO_COURSE, CANCELLED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the name of the program; those of the process, if not given.

    Returns
    -------
    int
        Exit status: 0 done, 2 the input is wrong, 3 no course fits, 130 cancelled,
        1 for an error of the program itself.
    """
    started_s = time.perf_counter()
    try:
        options = _parser().parse_args(arguments)
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


class _Parser(argparse.ArgumentParser):
    """A parser that tells a wrong command line in one line."""

    def error(self, message: str) -> NoReturn:
        words = text("{message}; see {program} --help", message=message, program=self.prog)
        self.exit(WRONG_INPUT, f"courseplanner: {one_line(words)}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="courseplanner",
        description=str(text("Lays out road-race courses of exact length on OpenStreetMap roads.")),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"courseplanner {__version__}",
        help=str(text("show the version and exit")),
    )
    parser.set_defaults(file=None, debug=False)
    commands = parser.add_subparsers(
        metavar="COMMAND", dest="command", help=str(text("without one, the app opens"))
    )
    _add_app(commands)
    _add_plan(commands)
    _add_check(commands)
    return parser


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
        epilog=str(text("Exit status: 0 done, 2 the input is wrong, 3 no course fits, 130 cancelled.")),
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
    workflow.write_plan(result, options.out)
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
    tell(text("no course fits: {words}", words=binding))
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
