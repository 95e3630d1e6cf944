"""Small widgets that the form is built of."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from courseplanner.base.i18n import Text

__all__ = [
    "ElidedLabel",
    "QuietCombo",
    "WordsLabel",
    "plain_tip",
    "set_look",
    "set_shown",
    "small_button",
]

_LONG_WORD = re.compile(r"\S{18}(?=\S)")
_ZERO_WIDTH_SPACE = "\u200b"


class WordsLabel(QLabel):
    """Words over as many lines as they need; hidden while there are none.

    They may hold a stranger's text, so they are never read as markup, and the longest word
    breaks rather than widen the form.

    Parameters
    ----------
    tone : str
        Of the style sheet.
    """

    def __init__(self, tone: str = "fail", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.words = ""
        self.hide()

    def set_words(self, words: str) -> None:
        """Show these words."""
        if words == self.words:
            return
        self.words = words
        self.setText(_LONG_WORD.sub(lambda found: found[0] + _ZERO_WIDTH_SPACE, words))
        self.setAccessibleName(words)
        self.setVisible(bool(words))


class ElidedLabel(QFrame):
    """One line, with dots where it has no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self._mode = Qt.TextElideMode.ElideRight
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        """Show these words."""
        self.words = " ".join(words.split())
        self._mode = mode
        self.setAccessibleName(self.words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as a line; as wide as it is let."""
        return QSize(60, self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw what there is room for."""
        super().paintEvent(event)
        painter = QPainter(self)
        room = self.contentsRect()
        line = self.fontMetrics().elidedText(self.words, self._mode, room.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
        painter.end()


class QuietCombo(QComboBox):
    """A choice that the wheel scrolls past, and that is as narrow as it has to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the form."""
        event.ignore()


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet of the form asks for (`tone`, `wrong`)."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_shown(widget: QWidget, *, shown: bool) -> None:
    """Show or hide a widget, where it is not so already: to say it again costs Qt more than to ask."""
    # What was never asked to show or hide comes with its window, though it is hidden until then.
    is_explicit = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if not is_explicit or widget.isHidden() == shown:
        widget.setVisible(shown)


def small_button(sign: str, name: Text, parent: QWidget | None = None) -> QToolButton:
    """Make a flat button with a sign or a word on it."""
    button = QToolButton(parent)
    button.setText(sign)
    button.setAutoRaise(True)
    button.setToolTip(str(name))
    button.setAccessibleName(str(name))
    return button


def plain_tip(words: str) -> str:
    """Give a stranger's text as a tooltip that is not read as markup."""
    return f"<p>{html.escape(words)}</p>" if words else ""
