"""Paints the heights along a course into the lane of the profile that is theirs."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from courseplanner.base.i18n import text
from courseplanner.model.course.profile import Profile
from courseplanner.ui.look.theme import Palette

__all__ = ["LEAST_RANGE_M", "height_range_m", "paint_heights"]

LEAST_RANGE_M = 40.0
"""The lane shows at least so many metres of height: a flat course must look flat."""
_PADDING_PART = 0.12
_FILL_OPACITY = 50


def height_range_m(profile: Profile) -> tuple[float, float]:
    """Give the heights at the bottom and the top of the lane."""
    low_m, high_m = float(profile.height_m.min()), float(profile.height_m.max())
    missing_m = max(LEAST_RANGE_M - (high_m - low_m), 0.0)
    return low_m - missing_m / 2.0, high_m + missing_m / 2.0


def paint_heights(
    painter: QPainter, to_px: QTransform, profile: Profile, middle: float, tall: float, colours: Palette
) -> None:
    """Paint the curve of heights, with the lowest and the highest written beside it.

    Parameters
    ----------
    painter : QPainter
        In pixels.
    to_px : QTransform
        From kilometres and lanes to pixels.
    profile : Profile
    middle, tall : float
        Of the lane.
    colours : Palette
    """
    low_m, high_m = height_range_m(profile)
    bottom, room = middle - tall / 2.0 + _PADDING_PART * tall, (1.0 - 2.0 * _PADDING_PART) * tall
    lane = bottom + room * (profile.height_m - low_m) / (high_m - low_m)
    pairs = zip((profile.at_m / 1000.0).tolist(), lane.tolist(), strict=True)
    curve = to_px.map(QPolygonF([QPointF(km, up) for km, up in pairs]))
    points = curve.toList()
    floor = to_px.map(QPointF(0.0, middle - tall / 2.0)).y()
    under = QColor(colours.course)
    under.setAlpha(_FILL_OPACITY)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(under)
    painter.drawPolygon(QPolygonF([QPointF(points[0].x(), floor), *points, QPointF(points[-1].x(), floor)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.course), 1.5))
    painter.drawPolyline(curve)
    ceiling = to_px.map(QPointF(0.0, middle + tall / 2.0)).y()
    _write_extremes(painter, points, (ceiling, floor), profile, colours)


def _write_extremes(
    painter: QPainter,
    points: list[QPointF],
    lane: tuple[float, float],
    profile: Profile,
    colours: Palette,
) -> None:
    """Write the highest and the lowest at their places, kept within the top and bottom of the lane."""
    metrics = QFontMetricsF(painter.font())
    painter.setPen(QColor(colours.ink))
    for place, above in ((int(np.argmax(profile.height_m)), True), (int(np.argmin(profile.height_m)), False)):
        words = str(text("{height:.0f} m", height=float(profile.height_m[place])))
        wide, high = metrics.horizontalAdvance(words) + 4.0, metrics.height()
        left = min(max(points[place].x() - wide / 2.0, points[0].x()), points[-1].x() - wide)
        beside = points[place].y() - high if above else points[place].y()
        top = min(max(beside, lane[0]), lane[1] - high)
        painter.drawText(QRectF(left, top, wide, high), Qt.AlignmentFlag.AlignCenter, words)
