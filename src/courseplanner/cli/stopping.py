"""Stops work in good order when the user asks for it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from courseplanner.base.progress import Progress

__all__ = ["Stop", "stopped_by_signals"]


class Stop:
    """Passes the wish to stop on to a progress, also when it came before there was one."""

    def __init__(self) -> None:
        self._wanted = False
        self._progress: Progress | None = None

    def watch(self, progress: Progress) -> None:
        """Take the progress to cancel."""
        self._progress = progress
        if self._wanted:
            progress.cancel()

    def want(self, _number: int, _frame: FrameType | None) -> None:
        """Take note of a signal."""
        if self._wanted:
            raise KeyboardInterrupt
        self._wanted = True
        if self._progress is not None:
            self._progress.cancel()


@contextmanager
def stopped_by_signals() -> Iterator[Stop]:
    """Stop the work in good order at Ctrl-C and at SIGTERM, and at once when asked twice."""
    stop = Stop()
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
