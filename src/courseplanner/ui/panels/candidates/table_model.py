"""The candidates as a table, and its order: what is not known stands last, whichever way it is sorted."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from courseplanner.model.course.candidate import Candidate
from courseplanner.ui.look.figures import tip
from courseplanner.ui.panels.candidates.columns import COLUMNS

__all__ = ["CANDIDATE", "SORT_KEY", "CandidateOrder", "CandidateTable"]

Index = QModelIndex | QPersistentModelIndex

CANDIDATE = int(Qt.ItemDataRole.UserRole)
"""The candidate of a row."""
SORT_KEY = CANDIDATE + 1
"""The figure to sort by; `None` where it is not known."""

_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CandidateTable(QAbstractTableModel):
    """The candidates, a row each in the order of the engine."""

    def __init__(self) -> None:
        super().__init__()
        self._candidates: tuple[Candidate, ...] = ()

    def show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        """Take other candidates."""
        self.beginResetModel()
        self._candidates = candidates
        self.endResetModel()

    def row_of(self, candidate: str | None) -> int:
        """Give the row of an id, -1 where there is none."""
        return next((row for row, one in enumerate(self._candidates) if one.id == candidate), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Give the number of candidates."""
        return 0 if parent.isValid() else len(self._candidates)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Give the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what a cell shows."""
        if not index.isValid():
            return None
        candidate, column = self._candidates[index.row()], COLUMNS[index.column()]
        first = index.column() == 0
        shown: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                shown = candidate.id if first else column.words(candidate)
            case Qt.ItemDataRole.ToolTipRole:
                meaning = () if first else (column.meaning,)
                shown = tip((*meaning, *column.details(candidate)))
            case Qt.ItemDataRole.TextAlignmentRole:
                shown = None if first else _RIGHT
            case _ if role == CANDIDATE:
                shown = candidate
            case _ if role == SORT_KEY:
                shown = index.row() if first else column.value(candidate)
        return shown

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give what stands over a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(column.header)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return str(column.meaning)
            case Qt.ItemDataRole.TextAlignmentRole if section:
                return _RIGHT
        return None


class CandidateOrder(QSortFilterProxyModel):
    """The rows in the order that a person chose."""

    def __init__(self, table: CandidateTable) -> None:
        super().__init__()
        self.setSourceModel(table)
        self.setSortRole(SORT_KEY)

    def lessThan(self, left: Index, right: Index) -> bool:  # noqa: N802 - Qt's name
        """Tell whether a row comes before another when they are sorted upwards."""
        one, other = left.data(SORT_KEY), right.data(SORT_KEY)
        if one is None or other is None:
            # Sorted downwards, Qt asks with the sides exchanged: what comes last must then be the lesser.
            upwards = self.sortOrder() == Qt.SortOrder.AscendingOrder
            return (one is not None and other is None) if upwards else (one is None and other is not None)
        return bool(one < other)
