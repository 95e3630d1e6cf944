"""The lanes of the profile: what lies along the course, its heights, and what it runs on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform
from PySide6.QtWidgets import QApplication, QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from courseplanner.base.i18n import text
from courseplanner.ui.look.theme import LIGHT
from courseplanner.ui.panels.profile.content import Content, Run, Shape, Symbol
from courseplanner.ui.panels.profile.heights import paint_heights
from courseplanner.ui.panels.profile.names import Wanted, place_names
from courseplanner.ui.panels.profile.runners import paint_runner
from courseplanner.ui.panels.profile.shapes import paint_ground, paint_symbol, symbol_half_px

__all__ = ["ALL_LANES", "LANE_NAMES", "Lanes", "RunnerLane"]


class RunnerLane(IntEnum):
    """The lanes from the top."""

    SCENIC = 0
    PLACES = 1
    ENDS = 2
    HEIGHT = 3
    TRAFFIC = 4
    SURFACE = 5

    @property
    def tall(self) -> float:
        """How tall the lane is: 1, and that of the heights more."""
        return _HEIGHT_LANE if self is RunnerLane.HEIGHT else 1.0

    @property
    def middle(self) -> float:
        """Where the middle of the lane is, measured from the bottom."""
        return self.tall / 2.0 + sum(lane.tall for lane in RunnerLane if lane > self)


_HEIGHT_LANE = 3.0
ALL_LANES = sum(lane.tall for lane in RunnerLane)
"""How tall all lanes are together."""
LANE_NAMES = {
    RunnerLane.SCENIC: text("Scenic spots"),
    RunnerLane.PLACES: text("Places"),
    RunnerLane.ENDS: text("Course"),
    RunnerLane.HEIGHT: text("Height"),
    RunnerLane.TRAFFIC: text("Traffic"),
    RunnerLane.SURFACE: text("Surface"),
}
_HEIGHTS_UNKNOWN = text("Heights are unknown: no elevation file covers the course")
_BAND_PART = 0.6
_LEAST_PX = 1.0
_SMALLER = 0.9


class Lanes(QGraphicsItem):
    """Paints the content of a course in a plot: kilometres to the right, lanes upwards.

    Sizes across the course are in pixels whatever the zoom, so it paints in those.
    """

    def __init__(self) -> None:
        super().__init__()
        self._content: Content | None = None
        self._from_km, self._to_km = 0.0, 1.0
        self.colours = LIGHT

    def show_content(self, content: Content | None) -> None:
        """Take another course."""
        self.prepareGeometryChange()
        self._content = content
        self.update()

    def show_range(self, from_km: float, to_km: float) -> None:
        """Take note of the part of the course that is in sight."""
        self._from_km, self._to_km = from_km, to_km
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """Give the place it takes, with room for symbols that stick out at both ends."""
        if self._content is None:
            return QRectF()
        length_km = self._content.length_m / 1000.0
        below = len(self._content.along)
        return QRectF(-0.1 * length_km, -float(below), 1.2 * length_km, ALL_LANES + below)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint all lanes."""
        content = self._content
        if content is None:
            return
        to_px = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setFont(_font())
        for lane, runs in ((RunnerLane.TRAFFIC, content.traffic), (RunnerLane.SURFACE, content.surface)):
            self._paint_runs(painter, to_px, runs, lane)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if content.heights is None:
            self._paint_message(painter, to_px)
        else:
            paint_heights(
                painter,
                to_px,
                content.heights,
                RunnerLane.HEIGHT.middle,
                RunnerLane.HEIGHT.tall,
                self.colours,
            )
        for number, met in enumerate(content.along):
            paint_runner(painter, to_px, met, -0.5 - number, (self._from_km, self._to_km), self.colours)
        self._paint_turns(painter, to_px, content.ends)
        for lane, symbols in (
            (RunnerLane.SCENIC, content.scenic),
            (RunnerLane.PLACES, content.places),
            (RunnerLane.ENDS, content.ends),
        ):
            self._paint_symbols(painter, to_px, self._in_sight(symbols), lane)
        painter.restore()

    def _paint_runs(
        self, painter: QPainter, to_px: QTransform, runs: Sequence[Run], lane: RunnerLane
    ) -> None:
        for run in runs:
            from_km, to_km = max(run.from_m / 1000.0, self._from_km), min(run.to_m / 1000.0, self._to_km)
            if from_km >= to_km:
                continue
            above = to_px.map(QPointF(from_km, lane.middle + _BAND_PART / 2.0))
            below = to_px.map(QPointF(to_km, lane.middle - _BAND_PART / 2.0))
            band = QRectF(above, below)
            band.setWidth(max(band.width(), _LEAST_PX))
            paint_ground(painter, band, run.ground, self.colours)

    def _paint_turns(self, painter: QPainter, to_px: QTransform, ends: Sequence[Symbol]) -> None:
        painter.setPen(QPen(QColor(self.colours.course), 1.0, Qt.PenStyle.DotLine))
        for symbol in ends:
            if symbol.shape == Shape.TURNAROUND:
                km = symbol.at_m / 1000.0
                painter.drawLine(to_px.map(QPointF(km, 0.0)), to_px.map(QPointF(km, ALL_LANES)))

    def _in_sight(self, symbols: Sequence[Symbol]) -> list[Symbol]:
        return [one for one in symbols if self._from_km <= one.at_m / 1000.0 <= self._to_km]

    def _paint_symbols(
        self, painter: QPainter, to_px: QTransform, symbols: Sequence[Symbol], lane: RunnerLane
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        middles = [to_px.map(QPointF(one.at_m / 1000.0, lane.middle)) for one in symbols]
        wanted = [
            Wanted(middle.x(), symbol_half_px(one), metrics.horizontalAdvance(one.name), one.weight)
            for middle, one in zip(middles, symbols, strict=True)
        ]
        ends_px = (to_px.map(QPointF(km, 0.0)).x() for km in (self._from_km, self._to_km))
        down = (metrics.ascent() - metrics.descent()) / 2.0
        for middle, one, begin in zip(middles, symbols, place_names(wanted, *ends_px), strict=True):
            paint_symbol(painter, middle, one, self.colours)
            if begin is not None:
                painter.setPen(QColor(self.colours.ink))
                painter.drawText(QPointF(begin, middle.y() + down), one.name)

    def _paint_message(self, painter: QPainter, to_px: QTransform) -> None:
        above = to_px.map(QPointF(self._from_km, RunnerLane.HEIGHT.middle + 0.5))
        below = to_px.map(QPointF(self._to_km, RunnerLane.HEIGHT.middle - 0.5))
        painter.setPen(QColor(self.colours.unknown))
        painter.drawText(QRectF(above, below), Qt.AlignmentFlag.AlignCenter, str(_HEIGHTS_UNKNOWN))


def _font() -> QFont:
    font = QApplication.font()
    font.setPointSizeF(font.pointSizeF() * _SMALLER)
    return font
