"""Draws a bend of a planned course: road, corridor, centreline and shortest possible route.

    python tools/picture_bend.py BRIEF OUT.png [--at METRES]

Without a chainage, the bend where the route saves most within 60 m is drawn.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPainterPath, QPen

from courseplanner.base.progress import Progress
from courseplanner.brief.read import read_brief
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.string.corridor import OFF_KERB_M
from courseplanner.model.course.course import Course
from courseplanner.roads.ground import ground_of
from courseplanner.workflow import lay_out, open_region, race_of

AROUND_M = 45.0
WINDOW_M = 60.0
PIXELS_A_METRE = 14.0
SIZE = int(2.0 * AROUND_M * PIXELS_A_METRE)
KEY = 150


def main() -> None:
    """Draw what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("brief", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--at", type=float)
    asked = parser.parse_args()
    application = QGuiApplication([])
    brief = read_brief(asked.brief)
    ground = ground_of(open_region(brief.region, Progress()), brief)
    course = lay_out(ground, race_of(brief), Progress()).candidates[0].course
    at_m = _best_bend(course) if asked.at is None else asked.at
    _drawn(course, at_m).save(str(asked.out))
    print(f"candidate A at {at_m:.0f} m")
    application.quit()


def _best_bend(course: Course) -> float:
    """Find where the roads are longer than the course by most within a window."""
    road = course.road
    plane = Plane(float(road.lon.mean()), float(road.lat.mean()))
    x, y = plane.xy(road.lon, road.lat)
    along_m = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    at_m = np.arange(WINDOW_M, course.course_m - WINDOW_M, 2.0)
    low, high = (np.interp(at_m + off, road.chainage_m, along_m) for off in (-WINDOW_M / 2, WINDOW_M / 2))
    return float(at_m[int(np.argmax(high - low))])


def _drawn(course: Course, at_m: float) -> QImage:
    lon, lat = (float(np.interp(at_m, course.chainage_m, line)) for line in (course.lon, course.lat))
    plane, road = Plane(lon, lat), course.road
    road_xy = np.column_stack(plane.xy(road.lon, road.lat))
    near = np.abs(road.chainage_m - at_m) < 4.0 * AROUND_M
    middle = np.flatnonzero(near)
    surface, corridor = _ground(course, road_xy, middle)
    image = QImage(SIZE, SIZE + KEY, QImage.Format.Format_RGB32)
    image.fill(QColor("#f4f1ea"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape, colour in ((surface, "#c9c9c9"), (corridor, "#ffffff")):
        painter.fillPath(_path(shape), QColor(colour))
    painter.setPen(QPen(QColor("#3366aa"), 3.0, Qt.PenStyle.DashLine))
    painter.drawPolyline(_points(road_xy[middle]))
    line = np.column_stack(plane.xy(course.lon, course.lat))
    painter.setPen(QPen(QColor("#c8102e"), 4.0))
    painter.drawPolyline(_points(line[np.abs(course.chainage_m - at_m) < 4.0 * AROUND_M]))
    _key(painter)
    painter.end()
    return image


def _ground(course: Course, xy: np.ndarray, which: np.ndarray) -> tuple[shapely.Geometry, shapely.Geometry]:
    ends = np.array([leg.to_m for leg in course.legs])
    surface, corridor = [], []
    for i in which[:-1]:
        middle_m = (course.road.chainage_m[i] + course.road.chainage_m[i + 1]) / 2.0
        leg = course.legs[min(int(np.searchsorted(ends, middle_m)), len(ends) - 1)]
        piece = shapely.LineString(xy[i : i + 2])
        half_m = leg.width_m / 2.0
        # Round joins stand for the outside of bends; the key says what is assumed.
        surface.append(shapely.buffer(piece, half_m))
        corridor.append(shapely.buffer(piece, max(half_m - OFF_KERB_M, 0.01)))
    return shapely.union_all(surface), shapely.union_all(corridor)


def _points(xy: np.ndarray) -> list[QPointF]:
    return [QPointF(SIZE / 2.0 + x * PIXELS_A_METRE, SIZE / 2.0 - y * PIXELS_A_METRE) for x, y in xy.tolist()]


def _path(shape: shapely.Geometry) -> QPainterPath:
    path = QPainterPath()
    for polygon in getattr(shape, "geoms", [shape]):
        for ring in (polygon.exterior, *polygon.interiors):
            points = _points(np.asarray(ring.coords))
            path.moveTo(points[0])
            for point in points[1:]:
                path.lineTo(point)
    path.setFillRule(Qt.FillRule.OddEvenFill)
    return path


def _key(painter: QPainter) -> None:
    rows: Iterable[tuple[str, str, Qt.PenStyle]] = (
        ("centreline of the map", "#3366aa", Qt.PenStyle.DashLine),
        ("shortest possible route, the line that is written", "#c8102e", Qt.PenStyle.SolidLine),
        (
            "grey: the last 0.30 m of the road; past it at corners: the round of the kerb",
            "#999999",
            Qt.PenStyle.SolidLine,
        ),
    )
    painter.setFont(QFont("Noto Sans", 15))
    painter.fillRect(QRectF(0.0, SIZE, SIZE, KEY), QColor("#ffffff"))
    for number, (words, colour, style) in enumerate(rows):
        y = SIZE + 28.0 + 34.0 * number
        painter.setPen(QPen(QColor(colour), 4.0, style))
        painter.drawLine(QPointF(20.0, y), QPointF(80.0, y))
        painter.setPen(QColor("#222222"))
        painter.drawText(QPointF(95.0, y + 7.0), words)
    painter.setPen(QPen(QColor("#222222"), 4.0))
    y = SIZE + KEY - 20.0
    painter.drawLine(QPointF(20.0, y), QPointF(20.0 + 10.0 * PIXELS_A_METRE, y))
    painter.drawText(QPointF(35.0 + 10.0 * PIXELS_A_METRE, y + 6.0), "10 m")


if __name__ == "__main__":
    main()
