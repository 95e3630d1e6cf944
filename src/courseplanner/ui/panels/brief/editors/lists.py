"""Lists in the form: places and roads that are typed, and files that are named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from courseplanner.base.i18n import text
from courseplanner.brief.values import same
from courseplanner.model.brief.brief import shown
from courseplanner.ui.panels.brief.editors.editors import Editor
from courseplanner.ui.panels.brief.editors.place_line import PlaceLine
from courseplanner.ui.panels.brief.editors.place_names import PlaceNames
from courseplanner.ui.panels.brief.fields.field import PREFERENCE_NAMES, Field, Kind
from courseplanner.ui.panels.brief.fields.values import entries_of, read, written
from courseplanner.ui.panels.brief.parts import ElidedLabel, WordsLabel, plain_tip, set_look, small_button

__all__ = ["FilesEditor", "ListEditor"]

TABLE_KINDS = frozenset({Kind.ROAD_NUMBERS, Kind.ROAD_WORDS, Kind.ROAD_YES_NO})
"""What is a table in the brief: one entry a road."""


class _Entry(QWidget):
    """One entry of a list: a line, buttons, and what is wrong with it."""

    changed = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, kind: Kind, line: QLineEdit) -> None:
        super().__init__()
        self._kind = kind
        self._value: object = None
        self._writing = False
        self.line = line
        line.setMinimumWidth(40)
        line.textChanged.connect(self._typed)
        self.up = small_button("↑", text("Move up (Alt+Up)"))
        self.down = small_button("↓", text("Move down (Alt+Down)"))
        self.remove = small_button("✕", text("Remove"))
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        self.problem = WordsLabel()
        self.doubt = WordsLabel("warn")
        top = QHBoxLayout()
        top.setSpacing(0)
        for widget in (line, self.up, self.down, self.remove):
            top.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addLayout(top)
        box.addWidget(self.problem)
        box.addWidget(self.doubt)

    @property
    def value(self) -> object:
        """What the line stands for; `None` while it is empty."""
        return self._value

    def show_value(self, value: object) -> None:
        """Show this value, unless the line stands for it already."""
        if same(value, self._value):
            return
        self._value = value
        self._writing = True
        self.line.setText(written(self._kind, value))
        self.line.setCursorPosition(0)
        self._writing = False
        self._show_whole()

    def _show_whole(self) -> None:
        """Let a stretch, which is longer than its line, be read where the mouse rests."""
        if self._kind is Kind.STRETCHES:
            self.line.setToolTip(plain_tip(self.line.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the entry up or down by Alt and an arrow."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def _typed(self, typed: str) -> None:
        if not self._writing:
            self._value = read(self._kind, typed)
            self._show_whole()
            self.changed.emit()


class ListEditor(Editor):
    """A list of places, roads or stations, or a table of statements about roads, with lines to type in."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.entries: list[_Entry] = []
        self._names = PlaceNames()
        self.add_button = small_button("", text("Add to {list}", list=field.label))
        self.add_button.setText(str(text("+ Add")))
        self.add_button.clicked.connect(self.add)
        self.corner = self.add_button
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)

    def write(self, value: object) -> None:
        """Put a list in that differs from the current one."""
        values = entries_of(value)
        while len(self.entries) > len(values):
            self._drop(self.entries[-1])
        while len(self.entries) < len(values):
            self._append()
        for entry, one in zip(self.entries, values, strict=True):
            entry.show_value(one)
        self._name_entries()

    def main_widget(self) -> QWidget:
        """Give the widget that takes the keys: the first wrong entry, else the first, else the button."""
        wrong = [entry.line for entry in self.entries if entry.problem.words]
        return next(iter([*wrong, *(entry.line for entry in self.entries)]), self.add_button)

    def add(self) -> None:
        """Add an empty line, ready to type in; it counts once something is in it."""
        empty = next((entry for entry in self.entries if entry.value is None), None)
        if empty is None:
            empty = self._append()
            self._name_entries()
        empty.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_entry_problems(self, problems: Mapping[int, str]) -> None:
        """Show what is wrong with single entries; they count without the empty lines."""
        given = [entry for entry in self.entries if entry.value is not None]
        for entry in self.entries:
            words = problems.get(given.index(entry), "") if entry in given else ""
            entry.problem.set_words(words)
            set_look(entry.line, "wrong", bool(words))
            entry.line.setAccessibleDescription(words)

    def show_entry_doubts(self, doubts: Mapping[int, str]) -> None:
        """Show what comes to nothing of single entries; they count without the empty lines."""
        given = [entry for entry in self.entries if entry.value is not None]
        for entry in self.entries:
            entry.doubt.set_words(doubts.get(given.index(entry), "") if entry in given else "")

    def show_places(self, names: PlaceNames) -> None:
        """Take the names that complete what is typed."""
        self._names = names
        for entry in self.entries:
            if isinstance(entry.line, PlaceLine):
                entry.line.show_places(names)

    def _append(self) -> _Entry:
        line: QLineEdit
        if self.field.kind in (Kind.PLACES, Kind.STATIONS):
            line = PlaceLine()
            line.show_places(self._names)
        else:
            line = QLineEdit()
            if self.field.kind is Kind.PREFERENCES:
                line.setCompleter(_names_completer(line))
        entry = _Entry(self.field.kind, line)
        entry.changed.connect(self._tell_all)
        entry.moved.connect(lambda step: self._move(entry, step))
        entry.removed.connect(lambda: self._remove(entry))
        self._box.addWidget(entry)
        before: QWidget = self.entries[-1].remove if self.entries else self.add_button
        for widget in (entry.line, entry.up, entry.down, entry.remove):
            QWidget.setTabOrder(before, widget)
            before = widget
        self.entries.append(entry)
        return entry

    def _drop(self, entry: _Entry) -> None:
        self.entries.remove(entry)
        self._box.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def _remove(self, entry: _Entry) -> None:
        at = self.entries.index(entry)
        self._drop(entry)
        self._name_entries()
        after = self.entries[min(at, len(self.entries) - 1)].remove if self.entries else self.add_button
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_all()

    def _move(self, entry: _Entry, step: int) -> None:
        at = self.entries.index(entry)
        to = at + step
        if not 0 <= to < len(self.entries):
            return
        self.entries.insert(to, self.entries.pop(at))
        self._box.insertWidget(to, entry)
        self._name_entries()
        self._tell_all()

    def _name_entries(self) -> None:
        last = len(self.entries) - 1
        for at, entry in enumerate(self.entries):
            entry.line.setAccessibleName(str(text("{list} {at}", list=self.field.label, at=at + 1)))
            entry.up.setVisible(last > 0)
            entry.down.setVisible(last > 0)
            entry.up.setEnabled(at > 0)
            entry.down.setEnabled(at < last)

    def _tell_all(self) -> None:
        values = [entry.value for entry in self.entries if entry.value is not None]
        self.tell((_table_of(values) if self.field.kind in TABLE_KINDS else values) or None)


def _names_completer(line: QLineEdit) -> QCompleter:
    """Complete the name of what may be preferred, by any part of it."""
    completer = QCompleter([str(name) for name in PREFERENCE_NAMES.values()], line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer


def _table_of(entries: list[object]) -> dict[str, object]:
    """Put single statements together; a road that is named again counts once it is distinguished."""
    table: dict[str, object] = {}
    for entry in entries:
        if isinstance(entry, dict):
            table |= {road: value for road, value in entry.items() if road not in table}
    return table


class _File(QWidget):
    """One file that the brief names."""

    removed = Signal()

    def __init__(self, value: object) -> None:
        super().__init__()
        words = value if isinstance(value, str) else shown(value)
        name = ElidedLabel()
        name.set_words(PurePath(words).name or words, Qt.TextElideMode.ElideMiddle)
        name.setToolTip(plain_tip(words))
        self.remove = small_button("✕", text("Remove {file}", file=shown(name.words)))
        self.remove.clicked.connect(self.removed)
        self.problem = WordsLabel()
        self.doubt = WordsLabel("warn")
        top = QHBoxLayout()
        top.setContentsMargins(4, 0, 0, 0)
        top.setSpacing(2)
        top.addWidget(name, 1)
        top.addWidget(self.remove)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addLayout(top)
        box.addWidget(self.problem)
        box.addWidget(self.doubt)


class FilesEditor(Editor):
    """Files that a brief names: they are added by a dialog of the window and removed here."""

    wanted = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.files: list[_File] = []
        self._values: list[object] = []
        self.add_button = small_button("", text("Add to {list}", list=field.label))
        self.add_button.setText(str(text("+ Add…")))
        self.add_button.clicked.connect(self.wanted)
        self.corner = self.add_button
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def write(self, value: object) -> None:
        """Put a list in that differs from the current one."""
        for file in self.files:
            self._box.removeWidget(file)
            file.hide()
            file.deleteLater()
        self._values = entries_of(value)
        self.files = []
        before: QWidget = self.add_button
        for at, one in enumerate(self._values):
            file = _File(one)
            file.removed.connect(lambda at=at: self._remove(at))
            self._box.addWidget(file)
            QWidget.setTabOrder(before, file.remove)
            before = file.remove
            self.files.append(file)
        # One file is one: another takes its place.
        single = self.field.kind is Kind.FILE and bool(self.files)
        self.add_button.setText(str(text("Change…") if single else text("+ Add…")))

    def main_widget(self) -> QWidget:
        """Give the widget that takes the keys."""
        wrong = [file.remove for file in self.files if file.problem.words]
        return next(iter(wrong), self.add_button)

    def show_entry_problems(self, problems: Mapping[int, str]) -> None:
        """Show what is wrong with single files."""
        for at, file in enumerate(self.files):
            file.problem.set_words(problems.get(at, ""))

    def show_entry_doubts(self, doubts: Mapping[int, str]) -> None:
        """Show what comes to nothing of single files."""
        for at, file in enumerate(self.files):
            file.doubt.set_words(doubts.get(at, ""))

    def _remove(self, at: int) -> None:
        left = [value for other, value in enumerate(self._values) if other != at]
        self.write(left)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tell(left or None)
