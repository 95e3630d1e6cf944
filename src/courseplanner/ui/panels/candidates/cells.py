"""Paints the rows of the candidates: the shape of the course, its figures, what is picked and pointed at."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from courseplanner.model.course.candidate import Candidate
from courseplanner.ui.look.figures import UNKNOWN_SIGN, finding_counts
from courseplanner.ui.look.theme import LIGHT
from courseplanner.ui.panels.candidates.columns import FAILS
from courseplanner.ui.panels.candidates.table_model import CANDIDATE
from courseplanner.ui.panels.candidates.thumbnail import shape_path

__all__ = ["ROW_PX", "CandidateCells"]

Index = QModelIndex | QPersistentModelIndex

ROW_PX = 44
_SHAPE_PX = 40
_BAR_PX = 3
_PADDING_PX = 6


class CandidateCells(QStyledItemDelegate):
    """Paints cells.

    Parameters
    ----------
    view : QTableView
        That it paints in.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._shapes: dict[Candidate, QPainterPath] = {}
        self.palette = LIGHT
        self.picked: str | None = None
        self.pointed: str | None = None

    def keep_shapes(self, candidates: tuple[Candidate, ...]) -> None:
        """Let go of the shapes of all other courses."""
        self._shapes = {one: shape for one, shape in self._shapes.items() if one in candidates}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Give the room that a cell needs."""
        metrics = QFontMetrics(_bold(self._view.font()))
        width = metrics.horizontalAdvance(str(index.data())) + 2 * _PADDING_PX
        if index.column() == 0:
            width += _BAR_PX + _SHAPE_PX
        del option
        return QSize(width, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        candidate: Candidate = index.data(CANDIDATE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, candidate.id)
        picked = candidate.id == self.picked
        painter.setFont(_bold(self._view.font()) if picked or index.column() == 0 else self._view.font())
        if index.column() == 0:
            self._paint_course(painter, rect, candidate)
        else:
            painter.setPen(QColor(self._ink(candidate, index)))
            inner = rect.adjusted(0, 0, -_PADDING_PX, 0)
            painter.drawText(inner, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), str(index.data()))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, candidate: str) -> None:
        palette = self.palette
        painter.fillRect(rect, QColor(palette.field))
        tint = QColor(palette.accent)
        if candidate == self.picked:
            tint.setAlphaF(0.22 if self._view.hasFocus() else 0.14)
            painter.fillRect(rect, tint)
        if candidate == self.pointed:
            tint.setAlphaF(0.10)
            painter.fillRect(rect, tint)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(palette.line))

    def _paint_course(self, painter: QPainter, rect: QRect, candidate: Candidate) -> None:
        palette = self.palette
        picked = candidate.id == self.picked
        if picked:
            painter.fillRect(rect.left(), rect.top(), _BAR_PX, rect.height(), QColor(palette.accent))
        path = self._shapes.get(candidate)
        if path is None:
            path = self._shapes[candidate] = shape_path(candidate.course, _SHAPE_PX)
        corner = QPointF(rect.left() + _BAR_PX + 2, rect.top() + (rect.height() - _SHAPE_PX) / 2)
        painter.translate(corner)
        painter.setPen(QPen(QColor(palette.course if picked else palette.candidate), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        start = path.elementAt(0)
        painter.setPen(QPen(QColor(palette.field), 1.0))
        painter.setBrush(QColor(palette.start))
        painter.drawEllipse(QPointF(start.x, start.y), 3.0, 3.0)
        painter.translate(-corner)
        painter.setPen(QColor(palette.ink))
        inner = rect.adjusted(_BAR_PX + 2 + _SHAPE_PX + 4, 0, 0, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, candidate.id)

    def _ink(self, candidate: Candidate, index: Index) -> str:
        palette = self.palette
        if index.data() == UNKNOWN_SIGN:
            return palette.unknown
        if index.column() == FAILS and finding_counts(candidate).fails:
            return palette.fail
        return palette.ink


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
