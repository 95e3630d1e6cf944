"""`courseplanner app`: opens the window."""

from __future__ import annotations

import argparse
from pathlib import Path

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import text
from courseplanner.cli.parser import Commands

__all__ = ["add_to", "run"]


def add_to(commands: Commands) -> None:
    """Add `courseplanner app` to the command line."""
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
        help=str(text("a brief (.toml) or OSM data; if not given, the last one opened, at first the sample")),
    )
    app.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace, _started_s: float) -> int:
    """`courseplanner app`."""
    try:
        from courseplanner.ui.shell.app import run_app

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
