"""A mouse: events as a person's hand makes them, sent to a widget wherever the real pointer is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

__all__ = ["click", "double_click", "leave", "move", "press_key", "turn_wheel"]

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


def move(widget: QWidget, at: QPoint) -> None:
    """Move to a position in a widget, no button held."""
    # QTest.mouseMove moves the one pointer of the session, which tells nothing where it already stands.
    where, around = QPointF(at), QPointF(widget.mapToGlobal(at))
    button = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, where, around, button, button, _NONE)
    QApplication.sendEvent(widget, event)


def leave(widget: QWidget) -> None:
    """Leave a widget."""
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click with the left button, in the middle where no position is given."""
    QTest.mouseClick(widget, _LEFT, _NONE, widget.rect().center() if at is None else at)


def double_click(widget: QWidget, at: QPoint) -> None:
    """Click twice with the left button, all that is sent then included."""
    QTest.mouseClick(widget, _LEFT, _NONE, at)
    QTest.mouseDClick(widget, _LEFT, _NONE, at)
    QTest.mouseRelease(widget, _LEFT, _NONE, at)


def turn_wheel(widget: QWidget, at: QPoint, clicks: int) -> None:
    """Turn the wheel, forward where `clicks` is positive."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * clicks),
        Qt.MouseButton.NoButton,
        _NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def press_key(widget: QWidget, key: Qt.Key) -> None:
    """Press a key and let it go."""
    QTest.keyClick(widget, key)
