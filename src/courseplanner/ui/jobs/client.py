"""The window's side of the engine: starts it, asks, passes on what it says, and replaces it."""

from __future__ import annotations

import contextlib
import logging
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from courseplanner.model.brief.brief import Brief, Sources
from courseplanner.ui.jobs.child import Child
from courseplanner.ui.jobs.messages import (
    Cancel,
    Cancelled,
    CandidatesFound,
    Died,
    Failed,
    FromEngine,
    MapRead,
    OpenRegion,
    PageBuilt,
    PlanCourses,
    Planned,
    RegionRead,
    Reported,
    ToEngine,
)

__all__ = ["EngineClient"]

_PATIENCE_MS = 3_000


class EngineClient(QObject):
    """The engine, for the window.

    May be made and started before there is a `QApplication`, so that the engine boots while Qt
    does: what it says waits for the event loop.

    Parameters
    ----------
    parent : QObject, optional
    patience_ms : int
        How long a job that was given up may take to end before the engine is replaced.
    """

    said = Signal(object)
    """A message of the engine, on the window's thread: the page, and what concerns the newest job."""

    # With the number of the engine that it comes from: there may have been another before.
    _heard = Signal(int, object)
    _lost = Signal(int)

    def __init__(self, parent: QObject | None = None, *, patience_ms: int = _PATIENCE_MS) -> None:
        super().__init__(parent)
        self._child: Child | None = None
        self._number = 0
        self._job = 0
        self._unended: dict[int, OpenRegion | PlanCourses] = {}
        self._is_cancelled = self._is_closed = self._has_page = False
        self._region_of: int | None = None
        self._map_of: int | None = None
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._replace)
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._lost.connect(self._mourn, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Start the engine, unless it runs or was closed."""
        if self._is_closed or (self._child is not None and self._child.is_alive):
            return
        if self._child is not None:
            self._child.kill()
            self._unended.clear()
        self._number += 1
        number = self._number
        try:
            self._child = Child(
                lambda message: self._pass_on(self._heard, number, message),
                lambda: self._pass_on(self._lost, number),
                with_page=not self._has_page,
            )
        except OSError:
            logging.getLogger(__name__).exception("the engine can't be started")
            self._child = None
            self._lost.emit(number)

    def open_region(self, sources: Sources) -> int:
        """Read a region and its map; replaces what is being done.

        Returns
        -------
        int
            The number of the job, which its messages carry.
        """
        return self._begin(OpenRegion(self._job + 1, sources))

    def plan(self, brief: Brief) -> int:
        """Plan courses; replaces what is being done.

        Returns
        -------
        int
            The number of the job, which its messages carry.
        """
        return self._begin(PlanCourses(self._job + 1, brief, self._region_of, self._map_of))

    def cancel(self) -> None:
        """Cancel the work in progress, if anything is; `Cancelled` or its end answers."""
        if self._job in self._unended and not self._is_cancelled:
            self._is_cancelled = True
            self._send(Cancel())
            self._wait_for_the_given_up()

    def close(self) -> None:
        """End the engine, within two seconds whatever it does. Nothing is said any more."""
        self._is_closed = True
        self._number += 1
        self._patience.stop()
        self._unended.clear()
        child, self._child = self._child, None
        if child is not None:
            child.stop()

    @staticmethod
    def _pass_on(signal: SignalInstance, *values: object) -> None:
        """Emit a signal from another thread; nobody hears it where the client is gone."""
        with contextlib.suppress(RuntimeError):
            signal.emit(*values)

    def _begin(self, job: OpenRegion | PlanCourses) -> int:
        self._job = job.job
        if not self._is_closed:
            self.start()
            self._is_cancelled = False
            self._unended[job.job] = job
            self._send(job)
            self._wait_for_the_given_up()
        return job.job

    def _send(self, message: ToEngine) -> None:
        if self._child is not None:
            self._child.send(message)

    def _wait_for_the_given_up(self) -> None:
        """Have patience as long as a job that was given up has not ended."""
        given_up = self._is_cancelled or any(job != self._job for job in self._unended)
        if not self._unended or not given_up:
            self._patience.stop()
        elif not self._patience.isActive():
            self._patience.start()

    def _take(self, number: int, message: Any) -> None:
        if number != self._number:
            return
        if isinstance(message, PageBuilt):
            self._has_page = True
            self.said.emit(message)
            return
        if self._is_end(message):
            self._unended.pop(message.job, None)
            self._wait_for_the_given_up()
        if message.job != self._job:
            return
        if self._is_cancelled and isinstance(message, Reported | CandidatesFound):
            return
        if isinstance(message, RegionRead):
            self._region_of = message.job
        elif isinstance(message, MapRead):
            self._map_of = message.job
        self.said.emit(message)

    def _is_end(self, message: FromEngine) -> bool:
        if isinstance(message, MapRead):
            return isinstance(self._unended.get(message.job), OpenRegion)
        return isinstance(message, Planned | Failed | Cancelled)

    def _mourn(self, number: int) -> None:
        """Tell that the engine ended by itself."""
        if number != self._number:
            return
        child, self._child = self._child, None
        exit_code = None if child is None else child.stop()
        job = self._job if self._job in self._unended else None
        self._unended.clear()
        self._patience.stop()
        self.said.emit(Died(job, exit_code))

    def _replace(self) -> None:
        """End an engine that does not let go of a job, and give the newest job to another."""
        newest = None if self._is_cancelled else self._unended.get(self._job)
        self._number += 1
        self._unended.clear()
        child, self._child = self._child, None
        if child is not None:
            child.kill()
        self.start()
        if newest is not None:
            self._unended[newest.job] = newest
            self._send(newest)
        elif self._is_cancelled:
            self.said.emit(Cancelled(self._job))
