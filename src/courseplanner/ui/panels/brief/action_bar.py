"""What the form leads to, always in sight: plan, or how far the work is and its end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from courseplanner.base.i18n import Text, text
from courseplanner.ui.panels.brief.parts import ElidedLabel, WordsLabel, set_look, set_shown, small_button
from courseplanner.ui.state import Work

__all__ = ["ActionBar"]

_STEPS = 1_000


class ActionBar(QFrame):
    """The button that plans; while work runs, its progress and a button that ends it."""

    plan_wanted = Signal()
    cancel_wanted = Signal()
    show_wanted = Signal()
    """Show the first thing that is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("actions")
        self.reason = WordsLabel()
        self.show_button = small_button("", text("Show the first problem"))
        self.show_button.setText(str(text("Show")))
        set_look(self.show_button, "tone", "accent")
        self.plan_button = QPushButton(str(text("Plan courses  ⏎")))
        self.plan_button.setObjectName("plan")
        self.plan_button.setAccessibleName(str(text("Plan courses")))
        self.plan_button.setAutoDefault(False)
        self.words = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(40)
        self.bar.setFixedHeight(8)
        self.cancel_button = QPushButton(str(text("Cancel")))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.setToolTip(str(text("Cancel (Esc)")))
        self.plan_button.clicked.connect(self.plan_wanted)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.show_button.clicked.connect(self.show_wanted)
        self._working = False
        self._can_show = False
        self._lay_out()

    @property
    def is_working(self) -> bool:
        """Whether work is shown."""
        return self._working

    @property
    def can_plan(self) -> bool:
        """Whether the brief can be planned."""
        return self.plan_button.isEnabled()

    def show_reason(self, reason: Text | None, *, can_show: bool) -> None:
        """Say why nothing can be planned; `None` where it can.

        Parameters
        ----------
        reason : Text or None
        can_show : bool
            Whether there is a place in the form to go to.
        """
        words = "" if reason is None else str(reason)
        self.plan_button.setEnabled(reason is None)
        self.plan_button.setToolTip(words or str(text("Lay out courses that fit the brief (Enter)")))
        self.plan_button.setAccessibleDescription(words)
        self.reason.set_words(f"✗ {words}" if words else "")
        self._can_show = can_show
        self._show_side()

    def show_work(self, work: Work | None) -> None:
        """Show how far the work is; `None` where there is none."""
        had_focus = self.plan_button.hasFocus() or self.cancel_button.hasFocus()
        was_working, self._working = self._working, work is not None
        if work is not None:
            self.bar.setValue(round(min(max(work.fraction, 0.0), 1.0) * _STEPS))
            words = str(work.words)
            self.words.set_words(words)
            self.bar.setAccessibleName(words)
        self._show_side()
        if had_focus and was_working != self._working:
            (self.cancel_button if self._working else self.plan_button).setFocus()

    def _lay_out(self) -> None:
        why = QHBoxLayout()
        why.addWidget(self.reason, 1)
        why.addWidget(self.show_button)
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 10, 10)
        box.setSpacing(4)
        box.addLayout(why)
        box.addWidget(self.plan_button)
        box.addWidget(self.words)
        box.addLayout(line)
        self._show_side()

    def _show_side(self) -> None:
        working = self._working
        for widget in (self.words, self.bar, self.cancel_button):
            set_shown(widget, shown=working)
        set_shown(self.plan_button, shown=not working)
        set_shown(self.reason, shown=not working and bool(self.reason.words))
        set_shown(self.show_button, shown=not working and self._can_show)
