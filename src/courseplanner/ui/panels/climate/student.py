"""Studies a climate on a thread of its own: a record of ten years takes seconds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import Text, text
from courseplanner.ui.panels.climate.content import ClimateContent

__all__ = ["Student"]

log = logging.getLogger(__name__)


class Student(QObject):
    """Does the newest piece of work; what an older one finds is dropped."""

    done = Signal(object, object)
    """The key of the work, and a `ClimateContent`, or a `Text` of why there is none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: object = None
        self._threads: list[threading.Thread] = []

    def begin(self, key: object, work: Callable[[], ClimateContent]) -> None:
        """Begin a study."""
        self._newest = key
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._run, args=(key, work), name="climate", daemon=True)
        self._threads.append(thread)
        thread.start()

    def finish(self) -> None:
        """Wait until all is reported."""
        for thread in self._threads:
            thread.join()

    def _run(self, key: object, work: Callable[[], ClimateContent]) -> None:
        found: ClimateContent | Text
        try:
            found = work()
        except InputError as error:
            found = text("{error}", error=str(error))
        except Exception:
            log.exception("a climate could not be studied")
            found = text("The climate could not be studied. The log says why.")
        if key == self._newest:
            try:
                self.done.emit(key, found)
            except RuntimeError:  # the window is gone
                log.debug("nobody waits for the climate")
