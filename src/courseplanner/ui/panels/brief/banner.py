"""What is wrong with the brief where no field of the form stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from courseplanner.base.i18n import Text, text
from courseplanner.brief.draft import Draft
from courseplanner.model.brief.brief import shown
from courseplanner.ui.panels.brief.fields.fields import FIELDS, WITHOUT_FIELD
from courseplanner.ui.panels.brief.parts import WordsLabel

__all__ = ["Banner", "Fix", "fixes_for"]

_FIELDS = frozenset((field.table, field.key) for field in FIELDS)
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Fix:
    """A value that puts something right which has no field.

    Parameters
    ----------
    words : Text
        What it does.
    table, key : str
        `table` is empty for the top of the file.
    value : object
        `None` leaves the key out.
    """

    words: Text
    table: str
    key: str
    value: object


def fixes_for(draft: Draft) -> list[Fix]:
    """Give what a person can do, from the form, about keys that have no field."""
    keys = [(table, key) for table, held in draft.tables.items() for key in held]
    keys += [("", key) for key in draft.rest if key not in WITHOUT_FIELD]
    fixes = [
        Fix(text("Leave out {key}", key=shown(key)), table, key, None)
        for table, key in keys
        if (table, key) not in _FIELDS
    ]
    schema = draft.rest.get("schema")
    if type(schema) is not int or schema != _SCHEMA:
        fixes.append(Fix(text("Write schema = {schema}", schema=_SCHEMA), "", "schema", _SCHEMA))
    return fixes


class Banner(QFrame):
    """Lists problems at the top of the form, with buttons for what can be done about them there."""

    fixed = Signal(str, str, object)
    """Table, key and value."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.words: list[str] = []
        self.buttons: list[QPushButton] = []
        self._lines: list[QWidget] = []
        self._fixes: list[Fix] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 6, 8, 6)
        self._box.setSpacing(4)
        self.hide()

    def show_problems(self, words: Sequence[str], fixes: Sequence[Fix]) -> None:
        """Show what is wrong, and what can be done; nothing is shown where nothing is wrong."""
        if list(words) == self.words and list(fixes) == self._fixes:
            return
        self.words, self._fixes = list(words), list(fixes)
        for line in self._lines:
            self._box.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self.buttons = [], []
        for one in words:
            label = WordsLabel(parent=self)
            label.set_words(f"✗ {one}")
            self._add(label)
        for fix in fixes if words else ():
            self._add(self._button(fix))
        self.setVisible(bool(words))

    def _add(self, line: QWidget) -> None:
        self._box.addWidget(line)
        self._lines.append(line)

    def _button(self, fix: Fix) -> QPushButton:
        words = str(fix.words)
        button = QPushButton(words.replace("&", "&&"), self)  # a lone & would underline a letter
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        button.setMinimumWidth(40)
        button.clicked.connect(lambda: self.fixed.emit(fix.table, fix.key, fix.value))
        self.buttons.append(button)
        return button
