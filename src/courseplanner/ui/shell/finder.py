"""Finds an action by its name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from courseplanner.base.i18n import text
from courseplanner.model.names import folded
from courseplanner.ui.look.notice import plain_label

__all__ = ["Finder"]

_WIDTH = 420
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Finder(QDialog):
    """A line to type in, and below it the actions whose names have all that was typed.

    Parameters
    ----------
    actions : iterable of QAction
        Those that can't be done now are left out.
    parent : QWidget
    """

    def __init__(self, actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._actions = [action for action in actions if action.isEnabled()]
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(str(text("Find an action")))
        self.typed.setAccessibleName(str(text("Find an action")))
        self.found = QListWidget()
        self.nothing = plain_label(text("No action that can be done now has this name."))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.typed)
        column.addWidget(self.found)
        column.addWidget(self.nothing)
        self.setFixedWidth(_WIDTH)
        self.typed.textChanged.connect(self._list)
        self.typed.returnPressed.connect(self._run)
        self.typed.installEventFilter(self)
        self.found.itemClicked.connect(self._run)
        self._list("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrow keys move through the list while the line has the focus."""
        if watched is self.typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and self.found.count():
                self.found.setCurrentRow((self.found.currentRow() + step) % self.found.count())
                return True
        return super().eventFilter(watched, event)

    def _list(self, typed: str) -> None:
        words = folded(typed).split()
        self.found.clear()
        for index, action in enumerate(self._actions):
            name = action.text().replace("&", "")
            if all(word in folded(name) for word in words):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                item = QListWidgetItem(f"{name}    {keys}" if keys else name)
                item.setData(Qt.ItemDataRole.UserRole, index)
                self.found.addItem(item)
        self.found.setCurrentRow(0)
        self.found.setVisible(self.found.count() > 0)
        self.nothing.setVisible(self.found.count() == 0)

    def _run(self) -> None:
        item = self.found.currentItem()
        if item is not None:
            action = self._actions[item.data(Qt.ItemDataRole.UserRole)]
            self.close()
            action.trigger()
