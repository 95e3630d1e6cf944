"""`courseplanner plan`: lays out courses for a brief."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from courseplanner.base.errors import InputError, OutputError
from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.cli.commands.planning import tell_unmet, with_options
from courseplanner.cli.parser import Commands
from courseplanner.cli.show_plan import print_plan
from courseplanner.cli.stopping import stopped_by_signals
from courseplanner.cli.terminal import shown_progress, warn

if TYPE_CHECKING:
    from courseplanner.workflow import PlanResult


__all__ = ["add_to", "run"]


def add_to(commands: Commands) -> None:
    """Add `courseplanner plan` to the command line."""
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


def run(options: argparse.Namespace, started_s: float) -> int:
    """`courseplanner plan`."""
    # Signals first: once anything is shown, the user may want it to stop.
    with stopped_by_signals() as stop, shown_progress(wanted=not options.quiet) as progress:
        stop.watch(progress)
        progress.report(0.0, text("starting"))
        result = _planned_and_written(options, progress, started_s)
    status = tell_unmet(result)
    _print_result(result, options)
    return status


def _planned_and_written(options: argparse.Namespace, progress: Progress, started_s: float) -> PlanResult:
    if options.project is not None:
        raise InputError("--project", text("project files are not available yet"), text("leave it out"))
    from courseplanner.brief.read import read_brief

    brief = with_options(read_brief(options.brief), options)
    for unused in brief.not_used():
        warn(text("{brief}, {unused}", brief=brief.path, unused=unused))
    from courseplanner import workflow

    workflow.check_out(options.out)
    result = workflow.plan(brief, progress, started_s=started_s)
    progress.check()
    for words in workflow.doubts_of(result.brief, result.ground):
        warn(words)
    for words in workflow.weather_doubts(result.ground, result.proposal.candidates):
        warn(words)
    for remark in workflow.write_plan(result, options.out):
        warn(remark)
    return result


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
