"""The key to the grounds of the profile."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from courseplanner.base.i18n import text
from courseplanner.ui.look.theme import LIGHT, Palette
from courseplanner.ui.panels.profile.content import Ground
from courseplanner.ui.panels.profile.shapes import paint_ground

__all__ = ["Key"]

_ENTRIES = (
    (Ground.MOTOR_FREE, text("motor-free")),
    (Ground.MOTOR_TRAFFIC, text("motor traffic")),
    (Ground.UNPAVED, text("unpaved")),
    (Ground.PAVED, text("paved")),
    (Ground.SURFACE_UNKNOWN, text("unknown")),
)
_SWATCH_PX = 18.0
_BAND_PX = 10.0
_GAP_PX = 5.0
_BETWEEN_PX = 14.0
_SMALLER = 0.9


class Key(QWidget):
    """Names the grounds, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._palette = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(", ".join(str(words) for _, words in _ENTRIES))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Give the size of all entries."""
        metrics = QFontMetricsF(self._font())
        return QSize(
            round(sum(_width(metrics, str(words)) for _, words in _ENTRIES)), round(metrics.height())
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Give the least size: it may go short of entries."""
        return QSize(0, 0)

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the entries that fit wholly."""
        painter = QPainter(self)
        painter.setFont(self._font())
        metrics = QFontMetricsF(painter.font())
        middle, left = self.height() / 2.0, 0.0
        down = (metrics.ascent() - metrics.descent()) / 2.0
        for ground, words in _ENTRIES:
            width = _width(metrics, str(words))
            if left + width > self.width() + 1.0:
                break
            swatch = QRectF(left, middle - _BAND_PX / 2.0, _SWATCH_PX, _BAND_PX)
            paint_ground(painter, swatch, ground, self._palette)
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(QPointF(left + _SWATCH_PX + _GAP_PX, middle + down), str(words))
            left += width
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        return font


def _width(metrics: QFontMetricsF, words: str) -> float:
    return _SWATCH_PX + _GAP_PX + metrics.horizontalAdvance(words) + _BETWEEN_PX
