"""What is typed or chosen in a field: the common manner, lines and choices."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from courseplanner.base.i18n import Text
from courseplanner.brief.values import same
from courseplanner.ui.look.theme import Palette
from courseplanner.ui.panels.brief.editors.place_names import PlaceNames
from courseplanner.ui.panels.brief.fields.field import (
    DEFIBRILLATOR_MODES,
    DISTANCE_NAMES,
    RATINGS,
    RULE_NAMES,
    Field,
    Kind,
)
from courseplanner.ui.panels.brief.fields.values import read, written
from courseplanner.ui.panels.brief.parts import QuietCombo

__all__ = ["Editor", "LineEditor", "ModeEditor", "NamedEditor", "RatingEditor"]


class Editor(QWidget):
    """Stands for the value of one key.

    It remembers the value that it stands for, and writes only another one in: what a person
    types comes back from the document as it was sent, and must not move the cursor.

    Parameters
    ----------
    field : Field
    """

    edited = Signal(object)
    """The value, as TOML has it; `None` where the key is to be left out."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._stands_for: object = None

    def show_value(self, value: object) -> None:
        """Show the value that the document holds."""
        if not same(value, self._stands_for):
            self._stands_for = value
            self.write(value)

    def tell(self, value: object) -> None:
        """Say that a person gave this value."""
        if not same(value, self._stands_for):
            self._stands_for = value
            self.edited.emit(value)

    def write(self, value: object) -> None:
        """Put a value in that differs from the current one."""
        raise NotImplementedError

    def main_widget(self) -> QWidget:
        """Give the widget that takes the keys."""
        raise NotImplementedError

    def show_entry_problems(self, problems: Mapping[int, str]) -> None:
        """Show what is wrong with single entries, where there are such."""

    def show_entry_doubts(self, doubts: Mapping[int, str]) -> None:
        """Show what comes to nothing of single entries, where there are such."""

    def show_palette(self, palette: Palette) -> None:
        """Take the colours."""

    def show_places(self, names: PlaceNames) -> None:
        """Take the names that complete what is typed."""

    def _filled_with(self, widget: QWidget) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(widget)
        self.setFocusProxy(widget)


class LineEditor(Editor):
    """A line of text: names, numbers, percentages, dates and times."""

    def __init__(self, field: Field, line: QLineEdit | None = None) -> None:
        super().__init__(field)
        self.line = line or QLineEdit()
        self.line.setMinimumWidth(40)
        if field.default is not None:
            self.line.setPlaceholderText(str(field.default))
        self._writing = False
        self.line.textChanged.connect(self._changed)
        self._filled_with(self.line)

    def write(self, value: object) -> None:
        """Put a value in that differs from the current one."""
        self._writing = True
        self.line.setText(written(self.field.kind, value))
        self.line.setCursorPosition(0)
        self._writing = False

    def main_widget(self) -> QWidget:
        """Give the widget that takes the keys."""
        return self.line

    def _changed(self, typed: str) -> None:
        if not self._writing:
            self.tell(read(self.field.kind, typed))


_NAMES: dict[Kind, Mapping[str, Text]] = {Kind.DISTANCE: DISTANCE_NAMES, Kind.RULES: RULE_NAMES}


class NamedEditor(Editor):
    """A word of the brief chosen by its plain name, or something else typed."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.combo = QuietCombo()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Completing in the line would turn the 1 of 12500 into "10 km".
        self.combo.setCompleter(None)  # type: ignore[arg-type]
        for name in _NAMES[field.kind].values():
            self.combo.addItem(str(name))
        self.combo.setCurrentIndex(-1)
        line = self.combo.lineEdit()
        if field.default is not None and line is not None:
            line.setPlaceholderText(str(field.default))
        self._writing = False
        self.combo.editTextChanged.connect(self._changed)
        self._filled_with(self.combo)

    def write(self, value: object) -> None:
        """Put a value in that differs from the current one."""
        words = written(self.field.kind, value)
        self._writing = True
        self.combo.setCurrentIndex(self.combo.findText(words))
        self.combo.setEditText(words)
        self._writing = False
        line = self.combo.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def main_widget(self) -> QWidget:
        """Give the widget that takes the keys."""
        return self.combo

    def _changed(self, typed: str) -> None:
        if not self._writing:
            self.tell(read(self.field.kind, typed))


class RatingEditor(Editor):
    """One of a few ratings; a wrong one of a file is shown until another is chosen."""

    names: Mapping[str | None, Text] = RATINGS
    """What there is to choose from; `None` leaves the key out."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.combo = QuietCombo()
        self._values: list[object] = list(self.names)
        for name in self.names.values():
            self.combo.addItem(str(name))
        self.combo.activated.connect(self._chosen)
        self._filled_with(self.combo)

    def write(self, value: object) -> None:
        """Put a value in that differs from the current one."""
        while len(self._values) > len(self.names):
            self.combo.removeItem(self.combo.count() - 1)
            self._values.pop()
        known = next((at for at, one in enumerate(self._values) if same(one, value)), None)
        if known is None:
            known = len(self._values)
            self._values.append(value)
            self.combo.addItem(written(Kind.TEXT, value))
        self.combo.setCurrentIndex(known)

    def main_widget(self) -> QWidget:
        """Give the widget that takes the keys."""
        return self.combo

    def _chosen(self, index: int) -> None:
        self.tell(self._values[index])


class ModeEditor(RatingEditor):
    """One of the ways in which defibrillators come."""

    names = DEFIBRILLATOR_MODES
