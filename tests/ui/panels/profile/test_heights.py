"""The heights in the profile: at their places, flat where the course is flat, and kept in their lane."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication

from courseplanner.model.course.profile import Profile
from courseplanner.ui.look.theme import LIGHT
from courseplanner.ui.panels.profile.heights import LEAST_RANGE_M, height_range_m, paint_heights
from handmade import profile

WIDE, HIGH, LANE = 1_000, 90, (30.0, 60.0)
"""Pixels of a picture of one kilometre, and the top and the bottom of the lane in it."""


def of(*height_m: float) -> Profile:
    at_m = np.linspace(0.0, 1_000.0, len(height_m))
    return replace(profile(), at_m=at_m, height_m=np.array(height_m))


def picture(shown: Profile) -> QImage:
    """Paint a profile into the middle third of an empty picture, one lane a third."""
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.field))
    painter = QPainter(image)
    to_px = QTransform(float(WIDE), 0.0, 0.0, -30.0, 0.0, float(HIGH))
    assert to_px.map(QPointF(0.0, 1.0)).y() == LANE[1]
    paint_heights(painter, to_px, shown, 1.5, 1.0, LIGHT)
    painter.end()
    return image


def curve(image: QImage, x: int) -> list[int]:
    """Give the rows at which the line of the curve is seen."""
    line = QColor(LIGHT.course)
    return [y for y in range(HIGH) if image.pixelColor(x, y) == line]


@pytest.mark.parametrize(
    ("height_m", "range_m"),
    [
        ((400.0, 400.0), (400.0 - LEAST_RANGE_M / 2, 400.0 + LEAST_RANGE_M / 2)),
        ((400.0, 410.0), (385.0, 425.0)),
        ((-3.0, 900.0), (-3.0, 900.0)),
    ],
)
def test_the_range_is_never_so_small_that_a_flat_course_looks_steep(
    height_m: tuple[float, ...], range_m: tuple[float, float]
) -> None:
    assert height_range_m(of(*height_m)) == pytest.approx(range_m)


def test_the_curve_climbs_where_the_course_does(qapp: QApplication) -> None:
    del qapp  # fonts need one
    image = picture(of(400.0, 400.0, 600.0, 600.0))
    low, high = curve(image, 250), curve(image, 900)
    assert low
    assert high
    assert max(high) < min(low)
    assert LANE[0] < min(high)
    assert max(low) < LANE[1]


def test_nothing_is_painted_outside_the_lane(qapp: QApplication) -> None:
    del qapp
    image = picture(of(400.0, 900.0, 300.0, 450.0))
    field = QColor(LIGHT.field)
    outside = [*range(int(LANE[0]) - 1), *range(int(LANE[1]) + 1, HIGH)]
    assert all(image.pixelColor(x, y) == field for y in outside for x in range(WIDE))
