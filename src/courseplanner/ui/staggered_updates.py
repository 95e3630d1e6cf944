"""Shows a document to panels one after the other, so that mouse and keys are heard in between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from courseplanner.project.document import Change, Document

__all__ = ["FRAME_MS", "StaggeredUpdates"]

FRAME_MS = 20
"""Between two panels: the window lays out and paints in one go all that changed within a frame."""


class Panel(Protocol):
    """What shows a document."""

    def show_document(self, document: Document, changes: Change) -> None:
        """Draw what changed in the document."""


class StaggeredUpdates(QObject):
    """Tells one panel a frame, each the newest document and all that changed for it.

    Parameters
    ----------
    panels : iterable of Panel
        In the order in which they are updated.
    parent : QObject
    """

    def __init__(self, panels: Iterable[Panel], parent: QObject) -> None:
        super().__init__(parent)
        self._panels = tuple(panels)
        self._waiting = dict.fromkeys(range(len(self._panels)), Change.NOTHING)
        self._document: Document | None = None
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._next)

    def show(self, document: Document, changes: Change) -> None:
        """Take note of a document, to be shown soon."""
        self._document = document
        for position in self._waiting:
            self._waiting[position] |= changes
        self._timer.start()

    def finish(self) -> None:
        """Show now what is waiting."""
        while self._timer.isActive():
            self._next()

    def _next(self) -> None:
        for position, changes in self._waiting.items():
            if changes and self._document is not None:
                self._waiting[position] = Change.NOTHING
                self._panels[position].show_document(self._document, changes)
                return
        self._timer.stop()
