"""Symbols and grounds as the profile paints them."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from courseplanner.ui.look.theme import Palette
from courseplanner.ui.panels.profile.content import Ground, Shape, Symbol

__all__ = ["paint_ground", "paint_symbol", "symbol_half_px"]

_THIN_PART = 0.4
"""What is ordinary is a thin band, what matters a thick one: distinguished without colour."""


def paint_ground(painter: QPainter, rect: QRectF, ground: Ground, palette: Palette) -> None:
    """Paint a stretch of the course."""
    colour = {
        Ground.MOTOR_FREE: palette.good,
        Ground.UNPAVED: palette.warn,
        Ground.MOTOR_TRAFFIC: palette.candidate,
        Ground.PAVED: palette.candidate,
    }.get(ground, palette.unknown)
    if ground in (Ground.TRAFFIC_UNKNOWN, Ground.SURFACE_UNKNOWN):
        painter.fillRect(rect, QBrush(QColor(colour), Qt.BrushStyle.BDiagPattern))
        return
    if ground in (Ground.MOTOR_TRAFFIC, Ground.PAVED):
        thin = rect.height() * (1.0 - _THIN_PART) / 2.0
        rect = rect.adjusted(0.0, thin, 0.0, -thin)
    painter.fillRect(rect, QColor(colour))


def symbol_half_px(symbol: Symbol) -> float:
    """Give half the width of a symbol: scenic spots grow with their rating."""
    return 4.5 + 0.7 * symbol.rating if symbol.shape == Shape.SCENIC else 5.0


def paint_symbol(painter: QPainter, middle: QPointF, symbol: Symbol, palette: Palette) -> None:
    """Paint a symbol."""
    half = symbol_half_px(symbol)
    square = QRectF(middle.x() - half, middle.y() - half, 2.0 * half, 2.0 * half)
    painter.setPen(Qt.PenStyle.NoPen)
    match symbol.shape:
        case Shape.SCENIC:
            painter.setBrush(QColor(palette.scenic))
            painter.drawPolygon(_star(middle, half))
        case Shape.VILLAGE:
            painter.setBrush(QColor(palette.village))
            base = square.bottom() - 0.5
            corners = [(middle.x(), square.top()), (square.left(), base), (square.right(), base)]
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        case Shape.STOP:
            painter.setBrush(QColor(palette.muted))
            painter.drawEllipse(middle, half - 1.0, half - 1.0)
        case Shape.START:
            painter.fillRect(square, QColor(palette.start))
        case Shape.FINISH:
            _paint_chequers(painter, square, palette)
        case Shape.TURNAROUND:
            painter.setPen(QPen(QColor(palette.course), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawArc(square.adjusted(1, 1, -1, -1), -90 * 16, 270 * 16)


def _star(middle: QPointF, radius: float) -> QPolygonF:
    points = []
    for corner in range(10):
        out = radius * 1.15 if corner % 2 == 0 else radius * 0.5
        angle = math.pi * (corner / 5.0 - 0.5)
        points.append(QPointF(middle.x() + out * math.cos(angle), middle.y() + out * math.sin(angle)))
    return QPolygonF(points)


def _paint_chequers(painter: QPainter, square: QRectF, palette: Palette) -> None:
    side = square.width() / 3.0
    painter.fillRect(square, QColor(palette.field))
    for row in range(3):
        for column in range(3):
            if (row + column) % 2 == 0:
                corner = QPointF(square.left() + column * side, square.top() + row * side)
                painter.fillRect(QRectF(corner.x(), corner.y(), side, side), QColor(palette.ink))
    painter.setPen(QPen(QColor(palette.ink), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(square)
