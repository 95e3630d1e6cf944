"""A line for a place, completed from the names of the region."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from courseplanner.ui.panels.brief.editors.place_names import PlaceNames, Suggestion

__all__ = ["PlaceLine"]

_BESIDE = Qt.ItemDataRole.UserRole + 1
_NARROWEST_POPUP = 320


class PlaceLine(QLineEdit):
    """A line edit that offers names of places while somebody types.

    Nothing is completed in the line itself: a name that is being typed stays as it is until
    one of the list is chosen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = PlaceNames()
        self._model = QStandardItemModel(self)
        self.suggesting = QCompleter(self._model, self)
        self.suggesting.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = self.popup = QListView()
        popup.setUniformItemSizes(True)
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.setStyleSheet("QListView { border: 1px solid palette(mid); }")
        popup.setMinimumWidth(_NARROWEST_POPUP)
        self.suggesting.setPopup(popup)
        popup.setItemDelegate(_SuggestionDelegate(popup))
        # Not setCompleter(): a line edit would take every name that the arrow keys go past.
        self.suggesting.setWidget(self)
        self.suggesting.activated.connect(self.setText)
        self.textEdited.connect(self._offer)

    def show_places(self, names: PlaceNames) -> None:
        """Take the names that complete what is typed."""
        self._names = names
        self._model.clear()

    def offered(self) -> list[str]:
        """Give the names that are offered for what is typed."""
        return [self._model.index(row, 0).data() for row in range(self._model.rowCount())]

    def _offer(self, typed: str) -> None:
        self._model.clear()
        found = self._names.matching(typed)
        if [one.name for one in found] != [typed.strip()]:
            for one in found:
                self._model.appendRow(_item(one))
        if self._model.rowCount():
            self.suggesting.complete()
        else:
            self.popup.hide()


def _item(one: Suggestion) -> QStandardItem:
    item = QStandardItem(one.name)
    beside = str(one.beside)
    item.setData(beside, _BESIDE)
    item.setData(f"{one.name}, {beside}", Qt.ItemDataRole.AccessibleTextRole)
    return item


class _SuggestionDelegate(QStyledItemDelegate):
    """Draws a name, and quietly beside it what it is; both with dots where there is no room."""

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        metrics = option.fontMetrics
        return QSize(100, metrics.height() + 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        widget: QWidget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole
        colours: QPalette = option.palette
        metrics = option.fontMetrics
        room: QRect = option.rect.adjusted(6, 0, -6, 0)
        beside = metrics.elidedText(str(index.data(_BESIDE)), Qt.TextElideMode.ElideRight, room.width() // 2)
        taken = metrics.horizontalAdvance(beside) + 12
        name = metrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, max(room.width() - taken, 0)
        )
        painter.save()
        painter.setPen(colours.color(role.HighlightedText if chosen else role.Text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(colours.color(role.HighlightedText if chosen else role.PlaceholderText))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, beside)
        painter.restore()
