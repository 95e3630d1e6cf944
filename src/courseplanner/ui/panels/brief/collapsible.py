"""A part of the form under a heading that folds it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from courseplanner.base.i18n import text
from courseplanner.ui.panels.brief.fields.field import Section
from courseplanner.ui.panels.brief.parts import set_look, set_shown

__all__ = ["Collapsible"]


class Collapsible(QWidget):
    """A heading, and what stands below it while it is open.

    Parameters
    ----------
    section : Section
    """

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._title = section.title
        self._by_hand = False
        self._wrong = 0
        self.heading = QToolButton()
        self.heading.setObjectName("heading")
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.setMinimumWidth(40)
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.heading.setChecked(not section.folded)
        self.heading.toggled.connect(lambda _open: self._show_state())
        self.heading.clicked.connect(self._folded_by_hand)
        self._body = QWidget()
        self.inside = QVBoxLayout(self._body)
        self.inside.setContentsMargins(2, 2, 0, 6)
        self.inside.setSpacing(6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.heading)
        box.addWidget(self._body)
        self._show_state()

    @property
    def is_open(self) -> bool:
        """Whether what is inside can be seen."""
        return self.heading.isChecked()

    def open(self) -> None:
        """Open it, whoever folded it."""
        self.heading.setChecked(True)

    def offer(self) -> None:
        """Open it as something in it is worth seeing, unless a person folded it."""
        if not self._by_hand:
            self.heading.setChecked(True)

    def show_wrong(self, count: int) -> None:
        """Tell how many things in it are wrong: the heading says so while it is folded."""
        if count != self._wrong:
            self._wrong = count
            self._show_state()

    def _folded_by_hand(self, opened: bool) -> None:  # noqa: FBT001
        self._by_hand = not opened

    def _show_state(self) -> None:
        opened = self.is_open
        set_shown(self._body, shown=opened)
        self.heading.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        title = self._title
        marked = bool(self._wrong) and not opened
        if marked:
            title = text("{title}  ✗ {count}", title=title, count=self._wrong)
        self.heading.setText(str(title))
        set_look(self.heading, "tone", "fail" if marked else "")
