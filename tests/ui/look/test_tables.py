"""Tables: columns are as wide as their words, and one takes what is left."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics, QStandardItemModel
from pytestqt.qtbot import QtBot

from courseplanner.base.i18n import text
from courseplanner.ui.look.tables import fit_columns, row_table


def test_columns_hold_their_longest_words_and_one_takes_the_rest(qtbot: QtBot) -> None:
    model = QStandardItemModel(2, 3)
    model.setHorizontalHeaderLabels(["a long heading", "b", "c"])
    for column, words in enumerate(("short", "where", "quite a long cell")):
        model.setData(model.index(1, column), words)
    view = row_table(model, text("Table"), 20)
    qtbot.addWidget(view)
    view.resize(600, 100)
    view.show()
    fit_columns(view, 1)
    metrics, heads = QFontMetrics(view.font()), QFontMetrics(view.horizontalHeader().font())
    assert view.columnWidth(0) > heads.horizontalAdvance("a long heading")
    assert view.columnWidth(2) > metrics.horizontalAdvance("quite a long cell")
    assert sum(map(view.columnWidth, range(3))) == view.viewport().width()


def test_a_table_without_rows_shows_its_headings(qtbot: QtBot) -> None:
    model = QStandardItemModel(0, 2)
    model.setHorizontalHeaderLabels(["heading", "b"])
    view = row_table(model, text("Table"), 20)
    qtbot.addWidget(view)
    fit_columns(view, 1)
    assert view.columnWidth(0) > QFontMetrics(view.horizontalHeader().font()).horizontalAdvance("heading")
