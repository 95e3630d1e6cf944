"""What the engine was asked to do: one job waits at most, and a newer one replaces it. Without Qt."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from courseplanner.base.i18n import Text
from courseplanner.base.progress import Progress
from courseplanner.ui.jobs.messages import Cancel, OpenRegion, PlanCourses, Stop, ToEngine

__all__ = ["Errand", "Inbox", "Job"]

Job = OpenRegion | PlanCourses


@dataclass(frozen=True, slots=True, eq=False)
class Errand:
    """What is to be done next.

    Parameters
    ----------
    given_up : tuple of int
        Jobs that are not to be done any more, and were not begun.
    job : OpenRegion or PlanCourses or None
        `None` where there is none.
    progress : Progress
        Cancelled when the job is given up or replaced.
    """

    given_up: tuple[int, ...]
    job: Job | None
    progress: Progress


class Inbox:
    """Takes messages on one thread, and gives jobs to another.

    Parameters
    ----------
    listener_of : callable
        Gives for a job who hears how far it is.
    """

    def __init__(self, listener_of: Callable[[Job], Callable[[float, Text], None]]) -> None:
        self._listener_of = listener_of
        self._changed = threading.Condition()
        self._waiting: Job | None = None
        self._given_up: list[int] = []
        self._progress = Progress()
        self._stopped = False

    def put(self, message: ToEngine) -> None:
        """Take a message; whatever is being done is given up."""
        with self._changed:
            if self._waiting is not None:
                self._given_up.append(self._waiting.job)
                self._waiting = None
            match message:
                case Stop():
                    self._stopped = True
                case Cancel():
                    pass
                case _:
                    self._waiting = message
            self._progress.cancel()
            self._changed.notify_all()

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits to be done."""
        with self._changed:
            return self._waiting is None and not self._given_up and not self._stopped

    def take(self) -> Errand | None:
        """Wait for the next thing to do; `None` where it was asked to stop."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._waiting or self._given_up)
            if self._stopped:
                return None
            listener = None if self._waiting is None else self._listener_of(self._waiting)
            errand = Errand(tuple(self._given_up), self._waiting, Progress(listener))
            self._given_up, self._waiting, self._progress = [], None, errand.progress
            return errand
