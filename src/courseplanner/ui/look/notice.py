"""What a panel says about its state: a sentence, what stands behind it, and at most one action."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from courseplanner.base.i18n import Text
from courseplanner.ui.look.figures import plain
from courseplanner.ui.look.theme import LIGHT, Palette

__all__ = ["Message", "MessageBox", "plain_label"]


@dataclass(frozen=True, slots=True)
class Message:
    """What a panel says.

    Parameters
    ----------
    words : Text
        One sentence.
    details : tuple of Text
        What stands behind it.
    failed : bool
        Whether the details are what failed.
    action : Text or None
        What a button offers.
    """

    words: Text
    details: tuple[Text, ...] = ()
    failed: bool = False
    action: Text | None = None


def plain_label(words: object = "") -> QLabel:
    """Make a label that wraps and takes no words for markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setText(plain(words))
    return label


class MessageBox(QFrame):
    """Shows a message; hides where there is none.

    Parameters
    ----------
    strip : bool
        Whether it stands over or under something else, else alone in a panel.
    parent : QWidget, optional
    """

    acted = Signal()
    """The button was used."""

    def __init__(self, *, strip: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = strip
        self._palette = LIGHT
        self._message: Message | None = None
        self._words = plain_label()
        self._details = plain_label()
        self.button = QPushButton()
        self.button.clicked.connect(self.acted)
        column = QVBoxLayout()
        column.setSpacing(4 if strip else 8)
        column.addWidget(self._words)
        column.addWidget(self._details)
        row = QHBoxLayout(self)
        row.setContentsMargins(*((10, 5, 6, 5) if strip else (12, 12, 12, 12)))
        row.addLayout(column, 1)
        if strip:
            row.addWidget(self.button)
        else:
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addStretch(1)
        self.hide()

    @property
    def shown(self) -> str:
        """All words that stand there."""
        if self._message is None:
            return ""
        return "\n".join(label.text() for label in (self._words, self._details) if label.text())

    def show_message(self, message: Message | None) -> None:
        """Say something, or nothing."""
        if message == self._message:
            return
        self._message = message
        self.setVisible(message is not None)
        if message is None:
            return
        sign = "✗ " if message.failed else ""
        self._words.setText(plain(message.words))
        self._details.setText("\n".join(sign + plain(detail, 600) for detail in message.details))
        self._details.setVisible(bool(message.details))
        self.button.setText("" if message.action is None else str(message.action))
        self.button.setVisible(message.action is not None)
        self._colour()

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self._colour()

    def _colour(self) -> None:
        palette = self._palette
        failed = self._message is not None and self._message.failed
        ground = palette.raised if self._strip else palette.field
        self.setStyleSheet(f"MessageBox {{ background: {ground}; }}")
        self._words.setStyleSheet(f"color: {palette.ink};")
        self._details.setStyleSheet(f"color: {palette.fail if failed else palette.muted};")
