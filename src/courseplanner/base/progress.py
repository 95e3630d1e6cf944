"""Progress of long work, free of any toolkit: fractions, words and cancellation."""

from __future__ import annotations

import threading
from collections.abc import Callable

from courseplanner.base.errors import CancelledError
from courseplanner.base.i18n import Text

__all__ = ["Progress"]


class Progress:
    """Where long work reports how far it is, and learns that it should stop.

    Parameters
    ----------
    listener : callable, optional
        Called with a fraction in [0, 1] and a text, on the thread that works.
    """

    def __init__(self, listener: Callable[[float, Text], None] | None = None) -> None:
        self._listener = listener
        self._cancelled = threading.Event()
        self._from = 0.0
        self._to = 1.0

    def cancel(self) -> None:
        """Ask the work to stop at its next report. Safe from any thread."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Stop here if somebody asked for it.

        Raises
        ------
        CancelledError
            If `cancel` was called.
        """
        if self._cancelled.is_set():
            raise CancelledError

    def report(self, fraction: float, words: Text) -> None:
        """Tell the listener how far the work is.

        Parameters
        ----------
        fraction : float
            Part of this work done, in [0, 1].
        words : Text
            What is being done now.

        Raises
        ------
        CancelledError
            If `cancel` was called.
        """
        self.check()
        if self._listener is not None:
            self._listener(self._from + (self._to - self._from) * min(max(fraction, 0.0), 1.0), words)

    def part(self, start: float, end: float) -> Progress:
        """Give a piece of this work its own progress, which fills [start, end] of this one."""
        piece = Progress(self._listener)
        piece._cancelled = self._cancelled
        piece._from = self._from + (self._to - self._from) * start
        piece._to = self._from + (self._to - self._from) * end
        return piece
