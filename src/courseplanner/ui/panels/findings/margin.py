"""A small bar that shows how far a measured value is from its limit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from courseplanner.ui.look.theme import LIGHT, Palette

__all__ = ["MarginBar", "bar_parts"]

_HEIGHT_PX = 10
_TRACK_PX = 4
_ROOM = 1.25
"""How much longer the bar is than the greater of the value and its limit."""


def bar_parts(measured: float, limit: float) -> tuple[float, float]:
    """Give the parts of the length of a bar at which a value and its limit stand, each in [0, 1]."""
    low = min(measured, limit, 0.0)
    span = (max(measured, limit, 0.0) - low) * _ROOM
    if span <= 0.0:
        return 0.0, 0.0
    return (measured - low) / span, (limit - low) / span


class MarginBar(QWidget):
    """Paints a value as the filled part of a bar, and its limit as a tick across it.

    Parameters
    ----------
    measured, limit : float
    colour : str
        Name of a colour of the palette, for the value.
    """

    def __init__(self, measured: float, limit: float, colour: str) -> None:
        super().__init__()
        self._value, self._limit = bar_parts(measured, limit)
        self._colour = colour
        self._palette = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Give the size that it would like."""
        return QSize(120, _HEIGHT_PX)

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the bar."""
        colours = self._palette.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0.0, (self.height() - _TRACK_PX) / 2, self.width() - 2.0, _TRACK_PX)
        painter.setBrush(QColor(colours["line"]))
        painter.drawRoundedRect(track, 2.0, 2.0)
        painter.setBrush(QColor(colours[self._colour]))
        painter.drawRoundedRect(
            QRectF(track.left(), track.top(), track.width() * self._value, _TRACK_PX), 2.0, 2.0
        )
        painter.setBrush(QColor(colours["ink"]))
        painter.drawRect(QRectF(track.left() + track.width() * self._limit, 0.0, 2.0, self.height()))
        painter.end()
