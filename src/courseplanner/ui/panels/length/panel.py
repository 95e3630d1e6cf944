"""The panel of the length of the course that is picked: figures side by side, and tables to choose from."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from courseplanner.base.i18n import text
from courseplanner.model.course.candidate import Candidate
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.figures import plain, tip
from courseplanner.ui.look.notice import Message, MessageBox, plain_label
from courseplanner.ui.look.tables import fit_columns, row_table
from courseplanner.ui.look.theme import Palette
from courseplanner.ui.panels.brief.parts import set_look
from courseplanner.ui.panels.length.content import TABLE_NAMES, TableKind, figures_of, table_of
from courseplanner.ui.panels.length.table_model import PlaceTable

__all__ = ["LengthPanel"]

_ROW_PX = 22
_FIGURES_PX = 250


class LengthPanel(QWidget):
    """Shows the lengths of the picked course, and where it can be measured, marked and adjusted.

    Parameters
    ----------
    parent : QWidget, optional
    """

    place_wanted = Signal(float)
    """Chainage of a place that is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Candidate | None = None
        self.message = MessageBox(strip=False)
        self.labels: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(str(text("Table")))
        for kind in TableKind:
            self.kinds.addItem(str(TABLE_NAMES[kind]), kind)
        self._table = PlaceTable()
        self.view = row_table(self._table, TABLE_NAMES[TableKind.MEASURE_FIRST], _ROW_PX)
        self.view.setAlternatingRowColors(True)
        self.view.horizontalHeader().setHighlightSections(False)
        self.empty = plain_label()
        # On a small screen it is scrolled, and does not push the window wider.
        self._body = QScrollArea()
        self._body.setWidgetResizable(True)
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._body.setMinimumSize(80, 40)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.setWidget(self._made_body())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body, 1)
        column.addWidget(self.message, 1)
        self.kinds.currentIndexChanged.connect(self._show_table)
        self.view.selectionModel().selectionChanged.connect(self._say_chosen)
        self._show_course(None)

    def _made_body(self) -> QWidget:
        """Put figures to the left and a table to the right."""
        left = QVBoxLayout()
        left.addLayout(self._grid)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.view, 1)
        right.addWidget(self.empty, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(10, 4, 0, 0)
        row.setSpacing(14)
        figures = QWidget()
        figures.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        figures.setMinimumWidth(_FIGURES_PX)
        row.addWidget(figures)
        row.addLayout(right, 1)
        return body

    def show_document(self, document: Document, changes: Change) -> None:
        """Show what changed in a document."""
        if changes & (Change.CANDIDATES | Change.PICKED) and document.course is not self._course:
            self._show_course(document.course)

    def finish(self) -> None:
        """Do nothing: all is shown at once."""

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.message.show_palette(palette)

    def _show_course(self, candidate: Candidate | None) -> None:
        self._course = candidate
        missing = None if candidate is not None else Message(text("Pick a candidate to see its length."))
        self.message.show_message(missing)
        self._body.setVisible(candidate is not None)
        self._show_figures()
        self._show_table()

    def _show_figures(self) -> None:
        figures = () if self._course is None else figures_of(self._course)
        while len(self.labels) < len(figures):
            name, value = QLabel(), QLabel()
            for label in (name, value):
                label.setTextFormat(Qt.TextFormat.PlainText)
            set_look(name, "tone", "muted")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, len(self.labels), 0)
            self._grid.addWidget(value, len(self.labels), 1)
            self.labels.append((name, value))
        for (name, value), figure in zip(self.labels, figures, strict=False):
            name.setText(plain(figure.label))
            value.setText(plain(figure.value))
            value.setAccessibleName(plain(figure.label))
            for label in (name, value):
                label.setToolTip(tip((figure.meaning,)))

    def _show_table(self) -> None:
        kind: TableKind = self.kinds.currentData()
        table = None if self._course is None else table_of(self._course, kind)
        self._table.show_table(table)
        self.view.setAccessibleName(str(TABLE_NAMES[kind]))
        has_rows = table is not None and bool(table.rows)
        self.view.setVisible(has_rows)
        self.empty.setVisible(not has_rows)
        if table is None:
            return
        self.empty.setText(plain(table.empty))
        fit_columns(self.view, table.widest)
        self.view.scrollToTop()

    def _say_chosen(self, chosen: QItemSelection) -> None:
        indexes = chosen.indexes()
        at_m = self._table.at_m(indexes[0].row()) if indexes else None
        if at_m is not None:
            self.place_wanted.emit(at_m)
