"""The headings of the candidates: narrow, of two lines, with a mark at the one that is sorted by."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from courseplanner.ui.look.theme import LIGHT
from courseplanner.ui.panels.candidates.columns import COLUMNS

__all__ = ["Heading"]

_PADDING_PX = 5
_HEIGHT_PX = 40
_SMALLER = 0.9
_MARK_PX = 4.0


class Heading(QHeaderView):
    """Paints the headings; a third click on one brings back the order of the engine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.colours = LIGHT
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setMinimumSectionSize(24)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Give the room that it needs."""
        return QSize(super().sizeHint().width(), _HEIGHT_PX)

    def sectionSizeFromContents(self, section: int) -> QSize:  # noqa: N802 - Qt's name
        """Give the room that a heading needs: the mark of the order stands over it, not beside it."""
        metrics = QFontMetrics(self._font())
        lines = self._words(section).split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines)
        return QSize(width + 2 * _PADDING_PX, _HEIGHT_PX)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        """Paint a heading."""
        colours = self.colours
        ordered = self.sortIndicatorSection() == section
        align = self.model().headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(colours.ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.line))
        painter.setFont(self._font())
        painter.setPen(QColor(colours.colours()["accent" if ordered else COLUMNS[section].colour]))
        inner = rect.adjusted(_PADDING_PX, 6, -_PADDING_PX, -3)
        painter.drawText(inner, int(align or Qt.AlignmentFlag.AlignVCenter), self._words(section))
        if ordered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawPolygon(self._mark(rect))
        painter.restore()

    def _mark(self, rect: QRect) -> QPolygonF:
        upwards = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        middle, top = rect.center().x() + 0.5, rect.top() + 2.0
        tip_y, base_y = (top, top + _MARK_PX) if upwards else (top + _MARK_PX, top)
        return QPolygonF(
            [QPointF(middle, tip_y), QPointF(middle - _MARK_PX, base_y), QPointF(middle + _MARK_PX, base_y)]
        )

    def _words(self, section: int) -> str:
        return str(self.model().headerData(section, self.orientation(), Qt.ItemDataRole.DisplayRole))

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        return font
