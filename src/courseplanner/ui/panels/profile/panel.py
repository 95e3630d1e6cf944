"""The panel of the profile: what is known along the course that is picked, and the mouse on it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from courseplanner.base.i18n import Text, text
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.model.course.candidate import Candidate
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.figures import kilometres, plain
from courseplanner.ui.look.notice import Message, MessageBox, plain_label
from courseplanner.ui.look.theme import Palette
from courseplanner.ui.panels.profile.content import content_of
from courseplanner.ui.panels.profile.key import Key
from courseplanner.ui.panels.profile.plot import CoursePlot
from courseplanner.ui.panels.profile.readout import readout
from courseplanner.ui.state import Pointing

__all__ = ["ProfilePanel"]


class ProfilePanel(QWidget):
    """Draws the picked course against its chainage.

    Parameters
    ----------
    parent : QWidget, optional
    """

    pointed = Signal(object)
    """Chainage that the mouse is on, or `None`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Candidate | None = None
        self._said_m: float | None = None
        self.readout = plain_label()
        self.readout.setWordWrap(False)
        self._key = Key()
        self.plot = CoursePlot()
        self.plot.pointed.connect(self._say_pointed)
        self.message = MessageBox(strip=False)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(10, 3, 4, 3)
        head.setSpacing(12)
        head.addWidget(self.readout, 1)
        head.addWidget(self._key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.plot, 1)
        column.addWidget(self.message, 1)
        self._show_course(None)

    def show_document(self, document: Document, changes: Change) -> None:
        """Show what changed in a document."""
        if changes & (Change.CANDIDATES | Change.PICKED) and document.course is not self._course:
            self._show_course(document.course)

    def show_pointing(self, pointing: Pointing) -> None:
        """Move the line to the place that is pointed at, here or elsewhere."""
        self._show_place(pointing.at_m)

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.plot.show_palette(palette)
        self._key.show_palette(palette)
        self.message.show_palette(palette)
        self.readout.setStyleSheet(f"color: {palette.ink};")

    def _show_course(self, candidate: Candidate | None) -> None:
        same = candidate is not None and self._course is not None and _same_line(candidate, self._course)
        self._course = candidate
        self.message.show_message(
            Message(text("Pick a candidate to see its profile.")) if candidate is None else None
        )
        self._head.setVisible(candidate is not None)
        self.plot.setVisible(candidate is not None)
        self.plot.show_content(None if candidate is None else content_of(candidate), keep_range=same)
        self._said_m = None
        self._show_place(None)

    def _show_place(self, at_m: float | None) -> None:
        self.plot.show_place(at_m)
        if self._course is not None:
            self.readout.setText(plain(_words(self._course, at_m)))

    def _say_pointed(self, at_m: float | None) -> None:
        if at_m != self._said_m:
            self._said_m = at_m
            self._show_place(at_m)
            self.pointed.emit(at_m)


def _words(candidate: Candidate, at_m: float | None) -> Text:
    course = candidate.course
    if at_m is not None:
        held_m = min(max(at_m, 0.0), course.course_m)
        return readout(course, held_m, kilometrage_of(candidate).km_at(held_m), candidate.along or ())
    return text("Course {id}  ·  {length}", id=candidate.id, length=kilometres(candidate.planned_m))


def _same_line(one: Candidate, other: Candidate) -> bool:
    return np.array_equal(one.course.lon, other.course.lon) and np.array_equal(
        one.course.lat, other.course.lat
    )
