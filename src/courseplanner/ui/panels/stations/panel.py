"""The panel of the stations of the course that is picked: what stands where, all kinds or one."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from courseplanner.base.i18n import Text, text
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.stations import Station, StationKind
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.figures import plain
from courseplanner.ui.look.notice import Message, MessageBox, plain_label
from courseplanner.ui.look.tables import fit_columns, row_table
from courseplanner.ui.look.theme import Palette
from courseplanner.ui.panels.stations.table_model import AGAIN_COLUMN, KIND_NAMES, WHERE_COLUMN, StationTable

__all__ = ["StationsPanel"]

_ROW_PX = 22


class StationsPanel(QWidget):
    """Lists the stations of the picked course.

    Parameters
    ----------
    parent : QWidget, optional
    """

    place_wanted = Signal(float)
    """Chainage of a station that is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Candidate | None = None
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(str(text("Kind of station")))
        self.kinds.setToolTip(str(text("Which stations to list")))
        self.counts = plain_label()
        self.counts.setWordWrap(False)
        self._table = StationTable()
        self.view = _view(self._table)
        self.message = MessageBox(strip=False)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(10, 3, 6, 3)
        head.setSpacing(12)
        head.addWidget(self.counts, 1)
        head.addWidget(self.kinds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.view, 1)
        column.addWidget(self.message, 1)
        self.kinds.currentIndexChanged.connect(self._show_rows)
        selection = self.view.selectionModel()
        selection.selectionChanged.connect(self._say_chosen)
        self._show_course(None)

    def show_document(self, document: Document, changes: Change) -> None:
        """Show what changed in a document."""
        if changes & (Change.CANDIDATES | Change.PICKED) and document.course is not self._course:
            self._show_course(document.course)

    def finish(self) -> None:
        """Do nothing: all rows are shown at once."""

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.message.show_palette(palette)
        self.counts.setStyleSheet(f"color: {palette.ink};")

    @property
    def stations(self) -> tuple[Station, ...]:
        """All stations of the course."""
        plan = None if self._course is None else self._course.stations
        return () if plan is None else plan.stations

    def _show_course(self, candidate: Candidate | None) -> None:
        self._course = candidate
        self.message.show_message(_instead(candidate))
        for part in (self._head, self.view):
            part.setVisible(bool(self.stations))
        chosen = self.kinds.currentData()
        there = [kind for kind in KIND_NAMES if any(one.kind is kind for one in self.stations)]
        self.kinds.blockSignals(True)  # noqa: FBT003 - Qt's own argument
        self.kinds.clear()
        self.kinds.addItem(str(text("all kinds")), None)
        for kind in there:
            self.kinds.addItem(str(KIND_NAMES[kind]), kind)
        self.kinds.setCurrentIndex(there.index(chosen) + 1 if chosen in there else 0)
        self.kinds.blockSignals(False)  # noqa: FBT003 - Qt's own argument
        self.counts.setText(plain(_counts(candidate, self.stations)))
        self._show_rows()

    def _show_rows(self) -> None:
        kind: StationKind | None = self.kinds.currentData()
        shown = tuple(one for one in self.stations if kind is None or one.kind == kind)
        self._table.show_stations(shown, None if self._course is None else kilometrage_of(self._course))
        passes_again = any(len(one.passes_m) > 1 for one in self.stations)
        self.view.setColumnHidden(AGAIN_COLUMN, not passes_again)
        fit_columns(self.view, WHERE_COLUMN)
        self.view.scrollToTop()

    def _say_chosen(self, chosen: QItemSelection) -> None:
        indexes = chosen.indexes()
        if indexes:
            self.place_wanted.emit(self._table.station(indexes[0].row()).at_m)


def _instead(candidate: Candidate | None) -> Message | None:
    if candidate is None:
        return Message(text("Pick a candidate to see its stations."))
    if not candidate.stations.stations:
        return Message(text("Course {id} has no stations: its rules ask for none.", id=candidate.id))
    return None


def _counts(candidate: Candidate | None, stations: tuple[Station, ...]) -> Text:
    if candidate is None:
        return text("")
    counts = ", ".join(
        f"{name} {count}{_people(kind, stations)}"
        for kind, name in KIND_NAMES.items()
        if (count := sum(one.kind is kind for one in stations))
    )
    return text("Course {id}  ·  {counts}", id=candidate.id, counts=counts)


def _people(kind: StationKind, stations: tuple[Station, ...]) -> str:
    """Say how many people stand with the defibrillators, whoever else there is."""
    if kind is not StationKind.DEFIBRILLATOR:
        return ""
    people = sum(one.people or 0 for one in stations)
    return f" {text('({people} people)', people=people)}"


def _view(table: StationTable) -> QTableView:
    view = row_table(table, text("Stations"), _ROW_PX)
    view.horizontalHeader().setHighlightSections(False)
    view.setAlternatingRowColors(True)
    return view
