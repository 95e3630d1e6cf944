"""The panel of the candidates: compare, point at one, pick one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from courseplanner.base.i18n import text
from courseplanner.model.course.candidate import Candidate
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.notice import MessageBox
from courseplanner.ui.look.tables import row_table
from courseplanner.ui.look.theme import Palette
from courseplanner.ui.panels.candidates.cells import ROW_PX, CandidateCells
from courseplanner.ui.panels.candidates.heading import Heading
from courseplanner.ui.panels.candidates.states import panel_state
from courseplanner.ui.panels.candidates.table_model import CANDIDATE, CandidateOrder, CandidateTable
from courseplanner.ui.state import Pointing, Work

__all__ = ["CandidatesPanel"]


class CandidatesPanel(QWidget):
    """Lists the candidates with their figures; what there is instead where there are none.

    Parameters
    ----------
    parent : QWidget, optional
    """

    hovered = Signal(object)
    """Id of the candidate that the mouse is on, or `None`."""
    picked = Signal(str)
    """Id of a candidate that is to be looked at."""
    plan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._work: Work | None = None
        self._picked: str | None = None
        self._hovered: str | None = None
        self._table = CandidateTable()
        self._order = CandidateOrder(self._table)
        self._heading = Heading()
        self.view = _view(self._order, self._heading)
        self._cells = CandidateCells(self.view)
        self.view.setItemDelegate(self._cells)
        self.alone, self.over, self.under = (MessageBox(strip=strip) for strip in (False, True, True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.over)
        column.addWidget(self.view, 1)
        column.addWidget(self.alone, 1)
        column.addWidget(self.under)
        self.view.hide()
        self._connect()

    def _connect(self) -> None:
        for box in (self.alone, self.over):
            box.acted.connect(self.plan_wanted)
        self.view.entered.connect(self._say_hovered)
        self.view.viewportEntered.connect(self._say_nothing_hovered)
        self.view.viewport().installEventFilter(self)
        self.view.clicked.connect(self._say_picked)
        self.view.activated.connect(self._say_picked)
        self.view.selectionModel().currentRowChanged.connect(self._say_picked)

    def show_document(self, document: Document, changes: Change) -> None:
        """Show what changed in a document."""
        before, self._document = self._document, document
        are_others = before is None or before.candidates != document.candidates
        if are_others:
            self._show_candidates(document.candidates)
        if are_others or changes & Change.PICKED:
            self._show_picked(document.picked)
        self._show_state()

    def show_work(self, work: Work | None) -> None:
        """Show what is being done."""
        self._work = work
        self._show_state()

    def show_pointing(self, pointing: Pointing) -> None:
        """Mark the candidate that is pointed at, here or elsewhere."""
        if pointing.candidate != self._cells.pointed:
            self._cells.pointed = pointing.candidate
            self.view.viewport().update()

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._cells.palette = palette
        self._heading.colours = palette
        self._heading.viewport().update()
        for box in (self.alone, self.over, self.under):
            box.show_palette(palette)
        self.view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice that the mouse left the table, which the table itself does not tell."""
        if event.type() == QEvent.Type.Leave:
            self._say_nothing_hovered()
        return super().eventFilter(watched, event)

    def _show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        self._cells.keep_shapes(candidates)
        self._table.show_candidates(candidates)
        if self._table.row_of(self._hovered) < 0:
            self._hovered = None

    def _show_picked(self, picked: str | None) -> None:
        self._picked = self._cells.picked = picked
        row = self._table.row_of(picked)
        if row < 0:
            self.view.selectionModel().clear()
        else:
            index = self._order.mapFromSource(self._table.index(row, 0))
            if index.row() != self.view.currentIndex().row():
                self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        self.view.viewport().update()

    def _show_state(self) -> None:
        if self._document is None:
            return
        state = panel_state(self._document, self._work)
        self.view.setVisible(state.alone is None)
        self.alone.show_message(state.alone)
        self.over.show_message(state.over)
        self.under.show_message(state.under)

    def _say_hovered(self, index: QModelIndex) -> None:
        self._hover(index.data(CANDIDATE).id)

    def _say_nothing_hovered(self) -> None:
        self._hover(None)

    def _hover(self, candidate: str | None) -> None:
        if candidate != self._hovered:
            self._hovered = candidate
            self.hovered.emit(candidate)

    def _say_picked(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        candidate = index.data(CANDIDATE).id
        # A click both changes the current row and is a click, and showing a pick changes the row too:
        # what is known is not repeated.
        if candidate != self._picked:
            self._picked = candidate
            self.picked.emit(candidate)


def _view(order: CandidateOrder, heading: Heading) -> QTableView:
    view = row_table(order, text("Candidates"), ROW_PX)
    view.setHorizontalHeader(heading)
    heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    heading.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    view.setMouseTracking(True)
    view.setSortingEnabled(True)
    return view
