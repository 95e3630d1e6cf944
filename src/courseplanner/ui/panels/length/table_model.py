"""A table of places along a course."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from courseplanner.ui.look.figures import tip
from courseplanner.ui.panels.length.content import LengthTable

__all__ = ["PlaceTable"]

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PlaceTable(QAbstractTableModel):
    """Shows one of the tables of a course."""

    def __init__(self) -> None:
        super().__init__()
        self._table: LengthTable | None = None

    def show_table(self, table: LengthTable | None) -> None:
        """Take another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def at_m(self, row: int) -> float | None:
        """Give the chainage of a row."""
        return None if self._table is None else self._table.at_m[row]

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Give the number of rows."""
        return 0 if parent.isValid() or self._table is None else len(self._table.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Give the number of columns."""
        return 0 if parent.isValid() or self._table is None else len(self._table.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what a cell shows."""
        if not index.isValid() or self._table is None:
            return None
        words = self._table.rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.ToolTipRole if words:
                return tip((words,))
            case Qt.ItemDataRole.TextAlignmentRole if index.column() in self._table.figures:
                return _RIGHT
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give what stands over a column."""
        if orientation != Qt.Orientation.Horizontal or self._table is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return str(self._table.heads[section])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section in self._table.figures else _LEFT
        return None
