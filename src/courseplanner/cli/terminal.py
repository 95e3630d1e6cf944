"""What the command line writes to a terminal: lines, warnings, progress."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from courseplanner.base.i18n import Text, text
from courseplanner.base.progress import Progress

if TYPE_CHECKING:
    from rich.console import RenderableType


__all__ = ["grey", "grouped", "one_line", "shown_progress", "tell", "warn"]


def one_line(words: object) -> str:
    """Put words on one line that can't steer a terminal: names come from files of strangers."""
    line = " ".join(str(words).split())
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)


def tell(words: object) -> None:
    """Write one line to standard error."""
    sys.stderr.write(f"courseplanner: {one_line(words)}\n")
    sys.stderr.flush()


def warn(words: object) -> None:
    """Write a warning to standard error."""
    tell(text("warning: {words}", words=words))


@contextmanager
def shown_progress(*, wanted: bool) -> Iterator[Progress]:
    """Give a progress that is shown on standard error, if that is a terminal.

    Shown are the words, a bar, the part done, and the estimated time that remains.
    """
    if not (wanted and sys.stderr.isatty()):
        yield Progress()
        return
    from rich import progress as rich_progress
    from rich.console import Console

    columns = (
        rich_progress.TextColumn("{task.description}", markup=False),
        rich_progress.BarColumn(),
        rich_progress.TaskProgressColumn(),
        rich_progress.TimeRemainingColumn(),
    )
    with rich_progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)

        def show(fraction: float, words: Text) -> None:
            furthest = max(fraction, bar.tasks[0].completed)
            bar.update(task, completed=furthest, description=one_line(words))

        yield Progress(show)


def grey(words: Text) -> RenderableType:
    """Give words that matter less."""
    from rich.text import Text as RichText

    return RichText(str(words), style="dim")


def grouped(length_m: float) -> str:
    """Write metres with two decimals and a space between thousands."""
    return f"{length_m:,.2f}".replace(",", " ")
