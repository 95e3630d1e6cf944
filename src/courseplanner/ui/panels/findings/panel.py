"""The panel of the findings of the course that is picked."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.rulebook.finding import Status
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.figures import finding_counts
from courseplanner.ui.look.notice import Message, MessageBox
from courseplanner.ui.look.theme import LIGHT, Palette
from courseplanner.ui.panels.findings.group import FindingGroup
from courseplanner.ui.panels.findings.row import COLOURS
from courseplanner.ui.staggered_updates import FRAME_MS

__all__ = ["FindingsPanel"]

_ROWS_A_FRAME = 1
"""A row takes a few milliseconds to make."""

_TITLES = {
    Status.FAIL: text("Fails"),
    Status.WARN: text("Warnings"),
    Status.UNKNOWN: text("Unknown"),
    Status.PASS: text("Passes"),
}


class FindingsPanel(QWidget):
    """Lists what the checks of the picked course found, by severity.

    Parameters
    ----------
    parent : QWidget, optional
    """

    place_wanted = Signal(float)
    """Chainage of a place that is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Candidate | None = None
        self.counts = _Counts()
        self.message = MessageBox(strip=False)
        self.groups = {
            status: FindingGroup(status, title, folded=status == Status.PASS)
            for status, title in _TITLES.items()
        }
        inner = QWidget()
        groups = QVBoxLayout(inner)
        groups.setContentsMargins(0, 2, 0, 2)
        groups.setSpacing(0)
        self._making = QTimer(self, interval=FRAME_MS)
        self._making.timeout.connect(self._make_rows)
        for group in self.groups.values():
            group.place_wanted.connect(self.place_wanted)
            group.rows_wanted.connect(self._making.start)
            groups.addWidget(group)
        groups.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setBackgroundRole(QPalette.ColorRole.Base)
        self._area.setWidget(inner)
        inner.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.counts)
        column.addWidget(self._area, 1)
        column.addWidget(self.message, 1)
        self._show_course()

    def show_document(self, document: Document, changes: Change) -> None:
        """Show what changed in a document."""
        if changes & (Change.CANDIDATES | Change.PICKED) and document.course is not self._course:
            self._course = document.course
            self._show_course()

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.counts.show_palette(palette)
        self.message.show_palette(palette)
        for group in self.groups.values():
            group.show_palette(palette)

    def _show_course(self) -> None:
        course = self._course
        findings = () if course is None else course.findings
        self.message.show_message(_instead(course))
        self._area.setVisible(bool(findings))
        self.counts.show_course(course)
        for group in self.groups.values():
            group.show_findings(findings)
        self._area.verticalScrollBar().setValue(0)
        self._making.start()

    def finish(self) -> None:
        """Make now all rows that are in sight."""
        while self._making.isActive():
            self._make_rows()

    def _make_rows(self) -> None:
        group = next((one for one in self.groups.values() if one.wants_rows), None)
        if group is None:
            self._making.stop()
        else:
            group.add_some(_ROWS_A_FRAME)


def _instead(course: Candidate | None) -> Message | None:
    if course is None:
        return Message(text("Pick a candidate to see what its checks found."))
    if not course.findings:
        return Message(text("Course {id} is not checked yet.", id=course.id))
    return None


class _Counts(QFrame):
    """How many findings there are of each severity that is no pass."""

    def __init__(self) -> None:
        super().__init__()
        self._title = QLabel()
        self._palette = LIGHT
        self._labels = {status: QLabel() for status in (Status.FAIL, Status.WARN, Status.UNKNOWN)}
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addStretch(1)
        for label in self._labels.values():
            label.setTextFormat(Qt.TextFormat.PlainText)
            row.addWidget(label)
        self.show_palette(LIGHT)

    @property
    def words(self) -> str:
        """The counts as they are shown."""
        return "  ".join(label.text() for label in self._labels.values() if not label.isHidden())

    def show_course(self, course: Candidate | None) -> None:
        """Count the findings of a course."""
        self.setVisible(course is not None and bool(course.findings))
        if course is None:
            return
        self._title.setText(str(text("Course {id}", id=course.id)))
        counts = finding_counts(course)
        for (status, label), count in zip(self._labels.items(), counts, strict=True):
            label.setText(f"{count} {status.sign}")
            label.setToolTip(str(_count_words(status, count)))
            # A count of none is shown of fails only: that nothing failed is worth a word.
            label.setVisible(count > 0 or status == Status.FAIL)
            self._colour(status, none=count == 0)

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self.setStyleSheet(
            f"_Counts {{ background: {palette.field}; border-bottom: 1px solid {palette.line}; }}"
        )
        self._title.setStyleSheet(f"color: {palette.muted};")
        for status, label in self._labels.items():
            self._colour(status, none=label.text().startswith("0 "))

    def _colour(self, status: Status, *, none: bool) -> None:
        colour = self._palette.colours()["muted" if none else COLOURS[status]]
        self._labels[status].setStyleSheet(f"color: {colour}; font-weight: bold;")


def _count_words(status: Status, count: int) -> Text:
    match status:
        case Status.FAIL:
            return text("{count} failed", count=count)
        case Status.WARN:
            return text("{count} warnings", count=count)
        case _:
            return text("{count} unknown", count=count)
