"""Strips above the map: what must be said, and the hints of the first start."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextEdit, QToolButton, QWidget

from courseplanner.base.i18n import text
from courseplanner.ui.look.notice import plain_label
from courseplanner.ui.look.theme import Palette
from courseplanner.ui.state import Notice

__all__ = ["HintBanner", "NoticeBanner"]

_GOOD_NEWS_MS = 8_000
_TALLEST_PX = 120
_LONGEST_NOTICE = 2_000
_FIRM = "\N{NO-BREAK SPACE}"


class NoticeBanner(QFrame):
    """Tells one thing at a time; what went wrong stays until it is closed or the next comes.

    Parameters
    ----------
    parent : QWidget, optional
    good_news_ms : int
        How long good news stay.
    """

    def __init__(self, parent: QWidget | None = None, *, good_news_ms: int = _GOOD_NEWS_MS) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._palette: Palette | None = None
        self._sign = QLabel()
        self._words = _Words()
        self._timer = QTimer(self, singleShot=True, interval=good_news_ms)
        self._timer.timeout.connect(self.hide)
        self.close_button = _close_button(text("Close this message"))
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self.close_button)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Tell something in place of whatever stands there."""
        self._notice = notice
        self._sign.setText("✗" if notice.wrong else "✓")
        self._words.show_words(str(notice.words))
        self._timer.stop()
        if not notice.wrong:
            self._timer.start()
        self._colour()
        self.show()

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self._colour()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.toPlainText()

    def _colour(self) -> None:
        if self._palette is None or self._notice is None:
            return
        colour = self._palette.fail if self._notice.wrong else self._palette.good
        self.setStyleSheet(
            f"NoticeStrip {{ background: {self._palette.field}; border-bottom: 2px solid {colour}; }}"
        )
        self._sign.setStyleSheet(f"color: {colour}; font-weight: bold;")


class _Words(QTextEdit):
    """Plain words that can be copied, broken wherever they must: a label is as wide as its longest word."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(str(text("Message")))
        self.setStyleSheet("background: transparent;")
        self.document().setDocumentMargin(0)

    def show_words(self, words: str) -> None:
        """Show words, which may hold names by strangers."""
        line = " ".join(words.split())
        shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
        self.setPlainText(shown if len(shown) <= _LONGEST_NOTICE else f"{shown[:_LONGEST_NOTICE]}…")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Be as tall as the words are at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(min(round(self.document().size().height()) + 2, _TALLEST_PX))


class HintBanner(QFrame):
    """Four hints for the first start, closed for good with one click."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hints = (
            text("Say on the left what the race must be"),
            text("Plan with Enter"),
            text("Compare on the right, and pick with 1 to 9"),
            text("Export with Ctrl+E"),
        )
        # One label that wraps between hints, so that the window can be narrow.
        numbered = (f"{number}  {hint}".replace(" ", _FIRM) for number, hint in enumerate(hints, start=1))
        label = plain_label()
        label.setText("     ".join(numbered))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 6, 5)
        row.setSpacing(16)
        row.addWidget(label, 1)
        self.close_button = QPushButton(str(text("Understood")))
        self.close_button.setFlat(True)
        self.close_button.clicked.connect(self.closed)
        row.addWidget(self.close_button)

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.setStyleSheet(
            f"HintStrip {{ background: {palette.raised}; border-bottom: 1px solid {palette.line}; }}"
        )


def _close_button(hint: object) -> QToolButton:
    button = QToolButton()
    button.setText("×")
    button.setAutoRaise(True)
    button.setToolTip(str(hint))
    button.setAccessibleName(str(hint))
    return button
