"""A parser that tells a wrong command line in one line."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn, Protocol

from courseplanner.base.i18n import text
from courseplanner.cli.terminal import one_line

__all__ = ["WRONG_INPUT", "Commands", "Parser"]

WRONG_INPUT = 2
"""Exit status where the input is wrong."""


class Parser(argparse.ArgumentParser):
    """A parser that tells a wrong command line in one line."""

    def error(self, message: str) -> NoReturn:
        """Tell in one line what is wrong, and end."""
        words = text("{message}; see {program} --help", message=message, program=self.prog)
        self.exit(WRONG_INPUT, f"courseplanner: {one_line(words)}\n")


class Commands(Protocol):
    """Where a command adds itself."""

    def add_parser(self, name: str, **settings: Any) -> argparse.ArgumentParser:
        """Give the parser of a command."""
