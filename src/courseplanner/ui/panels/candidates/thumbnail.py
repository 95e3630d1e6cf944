"""The shape of a course, small."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from courseplanner.model.course.course import Course

__all__ = ["shape_path", "shape_points"]

_MARGIN_PX = 3.0
_APART_PX = 0.5


def shape_points(course: Course, size_px: float) -> NDArray[np.float64]:
    """Fit the line of a course into a square, north up, with the proportions it has on the ground.

    Returns
    -------
    float64 (n, 2)
        From the upper left corner, right and down; points nearer to the one before than can be seen
        are left out.
    """
    lon = np.unwrap(course.lon, period=360.0)
    middle = np.cos(np.radians((course.lat.min() + course.lat.max()) / 2.0))
    east, south = lon * middle, -course.lat
    points: NDArray[np.float64] = np.column_stack(
        [east - (east.min() + east.max()) / 2, south - (south.min() + south.max()) / 2]
    )
    widest = 2.0 * float(np.abs(points).max())
    scale = (size_px - 2.0 * _MARGIN_PX) / widest if widest > 0.0 else 0.0
    points = points * scale + size_px / 2.0
    cells = np.round(points / _APART_PX)
    moved = np.concatenate([[True], np.any(np.diff(cells, axis=0) != 0.0, axis=1)])
    moved[-1] = True
    seen: NDArray[np.float64] = points[moved]
    return seen


def shape_path(course: Course, size_px: float) -> QPainterPath:
    """Give the shape of a course as a path to paint; its first point is the start."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in shape_points(course, size_px).tolist()]))
    return path
