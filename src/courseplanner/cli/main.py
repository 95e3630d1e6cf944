"""The `courseplanner` command.

What a command needs is imported when it runs: `courseplanner --help` loads
neither numpy nor anything larger.
"""

from __future__ import annotations

import argparse
import errno
import os
import time
from collections.abc import Mapping, Sequence
from typing import Protocol

from courseplanner import __version__
from courseplanner.base.errors import CancelledError, CourseplannerError, InputError, OutputError
from courseplanner.base.i18n import text
from courseplanner.cli.commands import app, check, climate, export, measure, plan
from courseplanner.cli.parser import WRONG_INPUT, Commands, Parser
from courseplanner.cli.terminal import tell

__all__ = ["main"]

INTERNAL_ERROR, CANCELLED = 1, 130


class Command(Protocol):
    """A module of `courseplanner.cli.commands`."""

    def add_to(self, commands: Commands) -> None:
        """Add the command with its options and help to the command line."""

    def run(self, options: argparse.Namespace, started_s: float) -> int:
        """Run it, and give the exit status."""


COMMANDS: Mapping[str, Command] = {
    "app": app,
    "plan": plan,
    "check": check,
    "measure": measure,
    "climate": climate,
    "export": export,
}
"""By their names, in the order of the help."""


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
    except SystemExit as ended:
        return int(ended.code or 0)
    debug = options.debug or bool(os.environ.get("COURSEPLANNER_DEBUG"))
    try:
        return COMMANDS[options.command or "app"].run(options, started_s)
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


def _tell_unexpected(error: Exception) -> int:
    """Say in one line what nobody foresaw; what the machine lacks is no error of the program."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        where = str(error.filename or text("disk"))
        tell(OutputError(where, text("the disk is full"), text("free some space")))
        return WRONG_INPUT
    if isinstance(error, MemoryError):
        tell(
            InputError(
                "[region]", text("not enough memory for this region"), text("choose a smaller area with bbox")
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


def parser() -> argparse.ArgumentParser:
    """Make the parser of the whole command line."""
    whole = Parser(
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
    for command in COMMANDS.values():
        command.add_to(commands)
    return whole
