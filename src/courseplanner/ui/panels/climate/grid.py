"""Months by hours as a grid: painted, pointed at, clicked, and walked with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from courseplanner.base.i18n import text
from courseplanner.model.climate.race_days import STARTS
from courseplanner.model.climate.weeks import MONTHS
from courseplanner.model.climate.words import MONTH_NAMES
from courseplanner.model.weather.climate_levels import FLAG_COLOURS
from courseplanner.ui.look.figures import plain
from courseplanner.ui.look.theme import LIGHT, Palette
from courseplanner.ui.panels.climate.content import Cell, ClimateContent

__all__ = ["ClimateGrid"]

_INKS = ("#000000", "#000000", "#000000", "#ffffff", "#ffffff")
_BEST = "#0072b2"
_TO_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NAMES_PX, _HOURS_PX = 46.0, 17.0
_LEAST = QSize(120, 60)
_DARK_INSET = 0.18
_FAINT = 0.3
"""Opacity of start hours that are not usual."""
_SMALLEST_PX, _LARGEST_PX = 7, 12


class ClimateGrid(QWidget):
    """Twelve rows of twenty-four cells.

    Parameters
    ----------
    parent : QWidget, optional
    """

    chosen = Signal(int, int)
    """Month from 0 and hour of a cell that was clicked, or chosen by the space bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: ClimateContent | None = None
        self._palette = LIGHT
        self._race: tuple[int, int] | None = None
        self._at: tuple[int, int] | None = None
        self._picked: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(str(text("Climate by month and start hour")))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Give a small size: on a small screen it must not push the window wider."""
        return _LEAST

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Give the least size, too: the panels beside it want their room."""
        return _LEAST

    def show_content(self, content: ClimateContent | None) -> None:
        """Draw another climate."""
        self._content = content
        self.update()

    def show_race(self, race: tuple[int, int] | None) -> None:
        """Mark the month, from 0, and the hour of the race."""
        if race != self._race:
            self._race = race
            self.update()

    def show_picked(self, picked: tuple[int, int] | None) -> None:
        """Mark the cell whose figures are shown."""
        self._picked = picked
        self.update()

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self.update()

    def cell_at(self, position: QPoint) -> tuple[int, int] | None:
        """Give month, from 0, and hour of the cell at a position."""
        width, height = self._cell_size()
        hour = (position.x() - _NAMES_PX) / width
        month = (position.y() - _HOURS_PX) / height
        if not (0.0 <= hour < STARTS and 0.0 <= month < MONTHS):
            return None
        return int(month), int(hour)

    def rect_of(self, month: int, hour: int) -> QRectF:
        """Give the place of a cell."""
        width, height = self._cell_size()
        return QRectF(_NAMES_PX + hour * width, _HOURS_PX + month * height, width, height)

    def _cell_size(self) -> tuple[float, float]:
        return (
            max(self.width() - _NAMES_PX - 6.0, 24.0) / STARTS,
            max(self.height() - _HOURS_PX - 3.0, 12.0) / MONTHS,
        )

    # Qt's own events

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint names and cells."""
        if self._content is None:
            return
        painter = QPainter(self)
        font = self.font()
        font.setPixelSize(int(min(max(self._cell_size()[1] - 3.0, _SMALLEST_PX), _LARGEST_PX)))
        painter.setFont(font)
        painter.setPen(QColor(self._palette.muted))
        for month in range(MONTHS):
            row = self.rect_of(month, 0)
            names = QRectF(0.0, row.top(), _NAMES_PX - 6.0, row.height())
            name = str(MONTH_NAMES[month])
            is_wet = month + 1 in self._content.wet_months
            painter.drawText(names, int(_TO_THE_RIGHT), f"{name} *" if is_wet else name)
        for hour in range(STARTS):
            column = self.rect_of(0, hour)
            above = QRectF(column.left(), 0.0, column.width(), _HOURS_PX)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(hour))
        for month, row_cells in enumerate(self._content.cells):
            for hour, cell in enumerate(row_cells):
                self._paint_cell(painter, self.rect_of(month, hour), cell)
        self._paint_rims(painter)
        painter.end()

    def _paint_cell(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        painter.setPen(QPen(QColor(self._palette.line), 0.5))
        if cell.flag is None:
            painter.fillRect(rect, QColor(self._palette.raised))
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")
            return
        inner = rect
        painter.setOpacity(1.0 if cell.is_usual else _FAINT)
        if cell.is_dark:
            painter.fillRect(rect, QColor(self._palette.muted))
            inset = _DARK_INSET * min(rect.width(), rect.height())
            inner = rect.adjusted(inset, inset, -inset, -inset)
        painter.fillRect(inner, QColor(FLAG_COLOURS[cell.flag]))
        painter.drawRect(rect)
        painter.setPen(QColor(_INKS[cell.flag]))
        if cell.is_usual:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, cell.figure)
        painter.setOpacity(1.0)

    def _paint_rims(self, painter: QPainter) -> None:
        """Rim the best hour of each month, the race, the picked cell, and the one that the keys are at."""
        assert self._content is not None  # noqa: S101 - the caller has looked
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for month, row_cells in enumerate(self._content.cells):
            for hour, cell in enumerate(row_cells):
                if cell.is_best:
                    painter.setPen(QPen(QColor(_BEST), 2.0))
                    painter.drawRect(self.rect_of(month, hour).adjusted(1.0, 1.0, -1.0, -1.0))
        if self._race is not None:
            painter.setPen(QPen(QColor(self._palette.course), 3.0))
            painter.drawRect(self.rect_of(*self._race))
        if self._picked is not None:
            painter.setPen(QPen(QColor(self._palette.ink), 2.0))
            painter.drawRect(self.rect_of(*self._picked))
        if self._at is not None and self._at != self._picked and self.hasFocus():
            painter.setPen(QPen(QColor(self._palette.ink), 1.5, Qt.PenStyle.DotLine))
            painter.drawRect(self.rect_of(*self._at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the cell that was clicked."""
        cell = self.cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._at = cell
            self.chosen.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk with the arrow keys, and choose with the space bar."""
        steps = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            month, hour = self._at or self._race or (0, 8)
            self._at = ((month + step[0]) % MONTHS, (hour + step[1]) % STARTS)
            self.update()
        elif event.key() == Qt.Key.Key_Space and self._at is not None:
            self.chosen.emit(*self._at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say what a cell means where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos())
            if cell is None or self._content is None:
                QToolTip.hideText()
            else:
                month, hour = cell
                QToolTip.showText(event.globalPos(), plain(self._content.cells[month][hour].words, 400), self)
            return True
        return super().event(event)
