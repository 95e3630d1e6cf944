"""A limit that is asked or not, and a box that can only be taken away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from courseplanner.base.i18n import text
from courseplanner.ui.panels.brief.editors.editors import Editor, LineEditor
from courseplanner.ui.panels.brief.fields.field import Field
from courseplanner.ui.panels.brief.fields.values import read, written
from courseplanner.ui.panels.brief.parts import ElidedLabel, plain_tip, small_button

__all__ = ["BoxEditor", "LimitEditor"]


class LimitEditor(LineEditor):
    """A figure that holds only while it is ticked."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.tick = QCheckBox(str(field.label))
        self.tick.toggled.connect(self._ticked)
        self.line.setEnabled(False)

    def write(self, value: object) -> None:
        """Put a limit in that differs from the current one."""
        super().write(value)
        self._writing = True
        self.tick.setChecked(value is not None)
        self._writing = False
        self.line.setEnabled(value is not None)

    def main_widget(self) -> QWidget:
        """Give the widget that takes the keys."""
        return self.line if self.line.isEnabled() else self.tick

    def _ticked(self, asked: bool) -> None:  # noqa: FBT001
        if self._writing:
            return
        self.line.setEnabled(asked)
        if not asked:
            self.tell(None)  # the figure stays in sight, for the next tick
            return
        if not self.line.text():
            self.line.setText(self.field.suggestion)
        self.tell(read(self.field.kind, self.line.text()))
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class BoxEditor(Editor):
    """The part of a region that is used; read only, as boxes are not typed."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.label = ElidedLabel()
        self.all_button = small_button("", text("Use all of the region"))
        self.all_button.setText(str(text("Use all")))
        self.all_button.clicked.connect(self._clear)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.label, 1)
        box.addWidget(self.all_button)
        self.write(None)

    def write(self, value: object) -> None:
        """Put a box in that differs from the current one."""
        words = str(self.field.default) if value is None else written(self.field.kind, value).strip("[]")
        self.label.set_words(words)
        self.label.setToolTip(plain_tip(words))
        self.all_button.setVisible(value is not None)

    def main_widget(self) -> QWidget:
        """Give the widget that takes the keys."""
        return self.all_button

    def _clear(self) -> None:
        self.write(None)
        self.tell(None)
