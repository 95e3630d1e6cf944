"""Stands in for the engine's client: remembers what it was asked, and says what it is told."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from courseplanner.model.brief.brief import Brief, Sources
from courseplanner.ui.jobs.messages import FromEngine, OpenRegion, PlanCourses

__all__ = ["FakeEngine"]


class FakeEngine(QObject):
    """Has the methods and the signal of `EngineClient`; nothing happens by itself.

    `asked` holds the jobs in the order they came, `job` the number of the newest; `cancels` counts
    calls of `cancel`.
    """

    said = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.asked: list[OpenRegion | PlanCourses] = []
        self.job = 0
        self.cancels = 0
        self.is_started = False
        self.is_closed = False

    def start(self) -> None:
        self.is_started = True

    def open_region(self, sources: Sources) -> int:
        self.job += 1
        self.asked.append(OpenRegion(self.job, sources))
        return self.job

    def plan(self, brief: Brief) -> int:
        self.job += 1
        self.asked.append(PlanCourses(self.job, brief))
        return self.job

    def cancel(self) -> None:
        self.cancels += 1

    def close(self) -> None:
        self.is_closed = True

    def say(self, message: FromEngine) -> None:
        """Let the engine say something."""
        self.said.emit(message)
