"""Writes files on a thread of its own: some formats take seconds, and the window goes on meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import Text, text
from courseplanner.ui.state import Notice

__all__ = ["Writer"]

log = logging.getLogger(__name__)


class Writer(QObject):
    """Does one piece of work after the other, and tells how each ended."""

    done = Signal(object)
    """A `Notice`; it comes on the thread of whoever listens."""

    def __init__(self) -> None:
        super().__init__()
        self._threads: list[threading.Thread] = []
        self._one_at_a_time = threading.Lock()

    def write(self, work: Callable[[], Sequence[Text]], words: Text) -> None:
        """Begin to write.

        Parameters
        ----------
        work : callable
            Gives what else is to be said; raises an `InputError` where it can't be done.
        words : Text
            What is said when it is done.
        """
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._run, args=(work, words), name="writer")
        self._threads.append(thread)
        thread.start()

    def finish(self) -> None:
        """Wait until all is written: nothing is left half done when the window closes."""
        for thread in self._threads:
            thread.join()

    def _run(self, work: Callable[[], Sequence[Text]], words: Text) -> None:
        with self._one_at_a_time:
            try:
                remarks = work()
            except InputError as error:
                self.done.emit(Notice(str(error)))
            except Exception:
                log.exception("a file could not be written")
                self.done.emit(Notice(text("The file could not be written. The log says why.")))
            else:
                for remark in remarks:
                    words = text("{words} {remark}", words=words, remark=remark)
                self.done.emit(Notice(words, wrong=False))
