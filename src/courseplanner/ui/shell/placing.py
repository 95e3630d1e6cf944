"""Where the window lies: all of it on the screen, with its frame, and beside the task bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QWidget

__all__ = ["FRAME", "TASK_BAR_PX", "WANTED", "Place", "inside", "room"]

WANTED = QSize(1366, 768)
"""What the window takes at first where there is room, without its frame."""
FRAME = QSize(16, 40)
"""What a frame adds, until it is known: that of Windows is 16 wide and 39 high, that of GNOME 37 high."""
TASK_BAR_PX = 48
"""Height of a task bar where the system tells of none, as Wayland never does. That of Windows is 48 high."""

_FRAME_THERE_MS = 100
_FULL = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMinimized


def room(available: QRect, screen: QRect) -> QSize:
    """Give the room for the window without its frame, as far as that is known before it is shown.

    Parameters
    ----------
    available : QRect
        What the system says is left of the screen.
    screen : QRect
        The whole of it.
    """
    bar_px = TASK_BAR_PX if available == screen else 0
    return available.size() - FRAME - QSize(0, bar_px)


def inside(window: QRect, frame: QRect, available: QRect) -> QRect:
    """Make a window smaller and move it, so that its frame lies within what is left of the screen.

    Parameters
    ----------
    window, frame : QRect
        Without and with its frame, as they are now.
    available : QRect

    Returns
    -------
    QRect
        Without the frame; the same where it lies inside already.
    """
    around = frame.size() - window.size()
    size = window.size().boundedTo(available.size() - around)
    whole = QRect(frame.topLeft(), size + around)
    whole.moveRight(min(whole.right(), available.right()))
    whole.moveBottom(min(whole.bottom(), available.bottom()))
    whole.moveLeft(max(whole.left(), available.left()))
    whole.moveTop(max(whole.top(), available.top()))
    return QRect(whole.topLeft() + window.topLeft() - frame.topLeft(), size)


class Place(QObject):
    """Puts a window on its screen.

    At first it takes the size that is wanted, or the whole screen where that is too small for it: only the
    system knows exactly what its frame and its task bar leave. Once the frame is there, a window that was
    larger, or was kept from a larger screen, comes inside.

    Parameters
    ----------
    window : QWidget
        Not shown yet.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown = QSize()
        screen = window.screen()
        most = room(screen.availableGeometry(), screen.geometry())
        window.resize(WANTED.boundedTo(most))
        if window.size() != WANTED:
            window.setWindowState(Qt.WindowState.WindowMaximized)

    def note_shown(self) -> None:
        """Look, once the frame is there, whether all of the window is on the screen."""
        self._shown = self._window.size()
        QTimer.singleShot(_FRAME_THERE_MS, self, self._come_inside)

    def _come_inside(self) -> None:
        window = self._window
        is_as_shown = window.isVisible() and window.size() == self._shown
        if not is_as_shown or window.windowState() & _FULL:
            return
        place = inside(window.geometry(), window.frameGeometry(), window.screen().availableGeometry())
        if place != window.geometry():
            window.setGeometry(place)
