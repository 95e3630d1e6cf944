"""Paints what a runner meets along the course: sun or shade as a band, temperature and wind as words."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QTransform

from courseplanner.base.i18n import Text, text
from courseplanner.model.weather.runner_conditions import Runner, RunnerConditions
from courseplanner.ui.look.theme import Palette

__all__ = ["RUNNER_LANES", "paint_runner"]

RUNNER_LANES: dict[Runner, Text] = {
    Runner.FIRST: text("First runner"),
    Runner.MEDIAN: text("Median"),
    Runner.LAST: text("Last runner"),
}
_SUN, _SHADE, _DARK = "#f0e442", "#7f8aa3", "#333844"
_OPACITY = 90
_BAND_PART = 0.84
_BETWEEN_PX = 10.0
_CALM_M_S = 0.5


def paint_runner(
    painter: QPainter,
    to_px: QTransform,
    met: RunnerConditions,
    middle: float,
    sight_km: tuple[float, float],
    colours: Palette,
) -> None:
    """Paint the lane of a runner.

    Parameters
    ----------
    painter : QPainter
        In pixels.
    to_px : QTransform
        From kilometres and lanes to pixels.
    met : RunnerConditions
    middle : float
        Of the lane.
    sight_km : tuple of float
        The part of the course that is in sight.
    colours : Palette
    """
    at_km = met.at_m / 1000.0
    for at in range(len(at_km) - 1):
        from_km, to_km = max(float(at_km[at]), sight_km[0]), min(float(at_km[at + 1]), sight_km[1])
        if from_km >= to_km:
            continue
        above = to_px.map(QPointF(from_km, middle + _BAND_PART / 2.0))
        below = to_px.map(QPointF(to_km, middle - _BAND_PART / 2.0))
        painter.fillRect(QRectF(above, below), _ground(met, at))
    _write(painter, to_px, met, middle, sight_km, colours)


def _ground(met: RunnerConditions, at: int) -> QBrush:
    if met.sun_elevation_deg[at] < 0.0:
        return QBrush(_faint(_DARK))
    if np.isnan(met.shade[at]):
        # In the open as far as anybody knows: hatched, for nobody knows the terrain.
        return QBrush(_faint(_SUN), Qt.BrushStyle.BDiagPattern)
    return QBrush(_faint(_SHADE if met.shade[at] else _SUN))


def _faint(colour: str) -> QColor:
    faint = QColor(colour)
    faint.setAlpha(_OPACITY)
    return faint


def _write(
    painter: QPainter,
    to_px: QTransform,
    met: RunnerConditions,
    middle: float,
    sight_km: tuple[float, float],
    colours: Palette,
) -> None:
    """Write temperature and wind at as many kilometres as there is room for."""
    metrics = QFontMetricsF(painter.font())
    down = (metrics.ascent() - metrics.descent()) / 2.0
    painter.setPen(QColor(colours.ink))
    free_from = -np.inf
    for at, km in enumerate(met.at_m / 1000.0):
        if not sight_km[0] <= km <= sight_km[1]:
            continue
        words = _words(met, at)
        wide = metrics.horizontalAdvance(words)
        place = to_px.map(QPointF(float(km), middle))
        right = to_px.map(QPointF(sight_km[1], middle)).x()
        left = min(place.x(), right - wide)
        if left >= free_from:
            painter.drawText(QPointF(left, place.y() + down), words)
            free_from = left + wide + _BETWEEN_PX


def _words(met: RunnerConditions, at: int) -> str:
    """Write temperature, and the wind from ahead (▼) or from behind (▲)."""
    temperature = "?" if np.isnan(met.temperature_c[at]) else f"{met.temperature_c[at]:.0f}"
    head = met.head_m_s[at]
    if np.isnan(head):
        wind = ""
    elif abs(head) < _CALM_M_S:
        wind = " ·"
    else:
        wind = f" {'▼' if head > 0.0 else '▲'}{abs(head):.0f}"
    return f"{temperature}°{wind}"
