"""Tables that are looked at and chosen from, row by row."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from courseplanner.base.i18n import Text

__all__ = ["fit_columns", "row_table"]

_CELL_MARGIN_PX = 8
"""Left of the words of a cell, and right of them."""


def row_table(model: QAbstractItemModel, name: Text, row_px: int) -> QTableView:
    """Make a table in which a person chooses rows and changes nothing.

    Parameters
    ----------
    model : QAbstractItemModel
    name : Text
        What it lists, read out aloud.
    row_px : int
        Height of a row.
    """
    view = QTableView()
    view.setModel(model)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setAccessibleName(str(name))
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(row_px)
    return view


def fit_columns(view: QTableView, widest: int) -> None:
    """Make each column as wide as its longest words, and let one take what is left.

    Qt's own mode for this asks the model eight things of every cell, at each change.

    Parameters
    ----------
    view : QTableView
    widest : int
        The column that takes what is left.
    """
    model, heading = view.model(), view.horizontalHeader()
    metrics, heads = QFontMetrics(view.font()), QFontMetrics(heading.font())
    for column in range(model.columnCount()):
        if column == widest:
            heading.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            continue
        words = {str(model.index(row, column).data() or "") for row in range(model.rowCount())}
        head = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        wide_px = max((metrics.horizontalAdvance(one) for one in words), default=0)
        wide_px = max(wide_px, heads.horizontalAdvance(head))
        heading.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        heading.resizeSection(column, wide_px + 2 * _CELL_MARGIN_PX)
