"""Draws what courses run on, two plans of one map side by side: streets blue, paths and sidewalks red.

    python tools/picture_streets.py OSM BEFORE AFTER OUT.png

BEFORE and AFTER are folders that `courseplanner plan` wrote; of each the first candidate is drawn.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPen, QPolygonF

from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.sources.region import read_region

SIDE = 700
MARGIN = 24
CAPTION = 44
PATHS = {"footway", "path", "cycleway"}
BLUE, RED, GREY = QColor("#1f5fbf"), QColor("#d1242f"), QColor("#c9ccd1")

Floats = NDArray[np.float64]


class Drawn(NamedTuple):
    """A course: where each leg of it lies, and whether it is a path."""

    legs: list[tuple[Floats, Floats, bool]]
    words: str


def main() -> None:
    """Draw what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("osm", type=Path)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("picture", type=Path)
    asked = parser.parse_args()
    app = QGuiApplication.instance() or QGuiApplication([])
    roads = read_region([asked.osm]).roads
    courses = [drawn_of(asked.before, "before"), drawn_of(asked.after, "after")]
    image = QImage(2 * SIDE, SIDE + CAPTION, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for at, course in enumerate(courses):
        painter.save()
        painter.translate(at * SIDE, 0)
        painter.setClipRect(QRectF(4, 0, SIDE - 8, SIDE + CAPTION))
        draw(painter, roads, course)
        painter.restore()
    painter.end()
    image.save(str(asked.picture))
    app.processEvents()


def drawn_of(folder: Path, when: str) -> Drawn:
    """Read the first candidate of a plan."""
    entry: dict[str, Any] = json.loads((folder / "candidates.json").read_text("utf-8"))["candidates"][0]
    features = json.loads((folder / "A" / "centreline.geojson").read_text("utf-8"))["features"]
    line = next(f["geometry"]["coordinates"] for f in features if f["geometry"]["type"] == "LineString")
    lon, lat = np.array(line, dtype=np.float64)[:, :2].T
    # Legs are measured along the route, a little shorter than the line.
    step = np.hypot(np.diff(lon) * np.cos(np.radians(lat[0])), np.diff(lat))
    part = np.concatenate(([0.0], np.cumsum(step))) / step.sum()
    long_m = entry["legs"][-1]["to_m"]
    legs, paths_m = [], 0.0
    for leg in entry["legs"]:
        ends = leg["from_m"] / long_m, leg["to_m"] / long_m
        inner = part[(part > ends[0]) & (part < ends[1])]
        at = np.concatenate(([ends[0]], inner, [ends[1]]))
        is_path = leg["class"] in PATHS
        paths_m += (leg["to_m"] - leg["from_m"]) * is_path
        legs.append((np.interp(at, part, lon), np.interp(at, part, lat), is_path))
    return Drawn(legs, f"{when}: {100 * paths_m / long_m:.0f} % on paths, {entry['turns']} turns")


def draw(painter: QPainter, roads: RoadNetwork, course: Drawn) -> None:
    """Draw a course over the roads round it."""
    lon = np.concatenate([leg[0] for leg in course.legs])
    lat = np.concatenate([leg[1] for leg in course.legs])
    plane = Plane(float(lon.mean()), float(lat.mean()))
    x, y = plane.xy(lon, lat)
    scale = (SIDE - 2 * MARGIN) / max(np.ptp(x), np.ptp(y))
    middle_x, middle_y = (x.min() + x.max()) / 2.0, (y.min() + y.max()) / 2.0

    def polygon(a: Floats, b: Floats) -> QPolygonF:
        px, py = plane.xy(a, b)
        return QPolygonF(
            [
                QPointF(SIDE / 2 + scale * (u - middle_x), CAPTION + SIDE / 2 - scale * (v - middle_y))
                for u, v in zip(px, py, strict=True)
            ]
        )

    painter.setPen(QPen(GREY, 1.0))
    pad = 0.1
    box = lon.min() - pad * np.ptp(lon), lon.max() + pad * np.ptp(lon)
    band = lat.min() - pad * np.ptp(lat), lat.max() + pad * np.ptp(lat)
    for edge in range(roads.edge_count):
        points = slice(int(roads.point_start[edge]), int(roads.point_start[edge + 1]))
        a, b = roads.point_lon[points], roads.point_lat[points]
        if a.max() < box[0] or a.min() > box[1] or b.max() < band[0] or b.min() > band[1]:
            continue
        painter.drawPolyline(polygon(a, b))
    for is_path, colour in ((False, BLUE), (True, RED)):
        painter.setPen(QPen(colour, 4.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for leg_lon, leg_lat, on_path in course.legs:
            if on_path is is_path:
                painter.drawPolyline(polygon(leg_lon, leg_lat))
    painter.fillRect(QRectF(0, 0, SIDE, CAPTION), Qt.GlobalColor.white)
    font = QFont()
    font.setPixelSize(22)
    painter.setFont(font)
    painter.setPen(QColor("#1b1f24"))
    painter.drawText(QRectF(MARGIN, 0, SIDE - MARGIN, CAPTION), Qt.AlignmentFlag.AlignVCenter, course.words)


if __name__ == "__main__":
    main()
