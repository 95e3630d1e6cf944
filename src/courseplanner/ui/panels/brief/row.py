"""One field of the form: its label, its editor, and under it what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from courseplanner.base.i18n import text
from courseplanner.ui.panels.brief.editors.editors import (
    Editor,
    LineEditor,
    ModeEditor,
    NamedEditor,
    RatingEditor,
)
from courseplanner.ui.panels.brief.editors.limit_editor import BoxEditor, LimitEditor
from courseplanner.ui.panels.brief.editors.lists import FilesEditor, ListEditor
from courseplanner.ui.panels.brief.editors.place_line import PlaceLine
from courseplanner.ui.panels.brief.editors.place_names import PlaceNames
from courseplanner.ui.panels.brief.editors.shape_editor import ShapeEditor
from courseplanner.ui.panels.brief.fields.field import Field, Kind
from courseplanner.ui.panels.brief.parts import WordsLabel, set_look, set_shown

__all__ = ["STACKED", "Row"]

_LISTS = (
    Kind.PLACES,
    Kind.ROADS,
    Kind.STATIONS,
    Kind.ROAD_NUMBERS,
    Kind.ROAD_WORDS,
    Kind.ROAD_YES_NO,
    Kind.STRETCHES,
    Kind.PREFERENCES,
)
STACKED = frozenset({Kind.SHAPE, *_LISTS, Kind.FILES, Kind.FILE})
"""Editors that want the whole width, under their label."""


class PlaceEditor(LineEditor):
    """A place by its name or its position."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, PlaceLine())
        self.line.setClearButtonEnabled(True)

    def show_places(self, names: PlaceNames) -> None:
        """Take the names that complete what is typed."""
        if isinstance(self.line, PlaceLine):
            self.line.show_places(names)


_EDITORS: Mapping[Kind, type[Editor]] = {
    Kind.DISTANCE: NamedEditor,
    Kind.RULES: NamedEditor,
    Kind.RATING: RatingEditor,
    Kind.DEFIBRILLATOR_MODE: ModeEditor,
    Kind.SHAPE: ShapeEditor,
    Kind.PLACE: PlaceEditor,
    **dict.fromkeys(_LISTS, ListEditor),
    Kind.FILES: FilesEditor,
    Kind.FILE: FilesEditor,
    Kind.BOX: BoxEditor,
}


def editor_for(field: Field) -> Editor:
    """Make the editor for a field."""
    if field.suggestion:
        return LimitEditor(field)
    return _EDITORS.get(field.kind, LineEditor)(field)


class Row(QWidget):
    """One field of the form.

    Parameters
    ----------
    field : Field
    label_width : int
        Width of the column of labels, in pixels.
    """

    def __init__(self, field: Field, label_width: int) -> None:
        super().__init__()
        self.field = field
        self.editor = editor_for(field)
        self.problem = WordsLabel()
        self._is_wrong = False
        self._label = self._make_label()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        if field.kind in STACKED:
            box.addLayout(self._header())
            box.addWidget(self.editor)
        else:
            box.addLayout(self._line(label_width))
        box.addWidget(self.problem)
        self._name_editor()

    def show_value(self, value: object, shape: object) -> None:
        """Show the value that the document holds, and the row where the shape wants it."""
        self.editor.show_value(value)
        shapes = self.field.shapes
        set_shown(self, shown=shapes is None or value is not None or shape in shapes)

    def show_problems(self, whole: Sequence[str], entries: Mapping[int, str]) -> None:
        """Show what is wrong with the field as a whole, and with single entries of its list."""
        was_wrong, self._is_wrong = self._is_wrong, bool(whole or entries)
        if not (was_wrong or self._is_wrong):
            return
        marked = [_marked(words) for words in whole]
        self.problem.set_words("\n".join(marked))
        widget = self._spoken_widget()
        set_look(widget, "wrong", bool(whole))
        self.editor.show_entry_problems({at: _marked(words) for at, words in entries.items()})
        widget.setAccessibleDescription("\n".join(whole) or str(self.field.hint))
        if whole:
            self.show()

    def show_doubts(self, entries: Mapping[int, str]) -> None:
        """Show what comes to nothing of single entries of its list."""
        self.editor.show_entry_doubts({at: f"! {words}" for at, words in entries.items()})

    def go_to(self) -> None:
        """Put the cursor in."""
        self.editor.main_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_label(self) -> QWidget:
        if isinstance(self.editor, LimitEditor):
            return self.editor.tick
        label = QLabel(str(self.field.label))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setBuddy(self.editor.main_widget())
        return label

    def _name_editor(self) -> None:
        name, hint = str(self.field.label), str(self.field.hint)
        if self.field.unit is not None:
            name = str(text("{label}, {unit}", label=self.field.label, unit=self.field.unit))
        if not self.field.used:
            hint = str(text("{hint}. Not used yet.", hint=self.field.hint))
        self._label.setToolTip(hint)
        self._label.setAccessibleDescription(hint)
        if self.field.kind not in STACKED:
            self.editor.setToolTip(hint)
            widget = self._spoken_widget()
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(hint)

    def _spoken_widget(self) -> QWidget:
        """Give the widget that says what the field is; a limit's is its line, ticked or not."""
        return self.editor.line if isinstance(self.editor, LineEditor) else self.editor.main_widget()

    def _header(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._label)
        if not self.field.used:
            line.addWidget(self._quiet_label(str(text("not used yet"))))
        line.addStretch(1)
        if isinstance(self.editor, ListEditor | FilesEditor):
            line.addWidget(self.editor.corner)
        return line

    def _line(self, label_width: int) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        self._label.setFixedWidth(label_width)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._label)
        if not self.field.used:
            names.addWidget(self._quiet_label(str(text("not used yet"))))
        line.addLayout(names)
        line.addWidget(self.editor, 1)
        if self.field.unit is not None:
            line.addWidget(self._quiet_label(str(self.field.unit)))
        return line

    def _quiet_label(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_look(label, "tone", "muted")
        return label


def _marked(words: str) -> str:
    return f"✗ {words}"
