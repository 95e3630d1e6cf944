"""What the page of a course draws, as data of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.cue_words import cue_words
from courseplanner.export.palette import COURSE, MARK_COLOURS, TURN
from courseplanner.export.syntax.jsontext import storable
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.course.course import Course
from courseplanner.model.network.roads import BIG_ROADS, RoadClass, RoadNetwork

__all__ = ["page_data"]

_ROADS_WITHIN_M = 500.0
_ROADS_TO_M = 2.0
"""Roads around the course are drawn to that: they are there to find one's way."""
_ARROW_EACH_M = 400.0
_FEW_ARROWS = 4
_SMALL = frozenset(
    {
        RoadClass.footway,
        RoadClass.path,
        RoadClass.track,
        RoadClass.cycleway,
        RoadClass.bridleway,
        RoadClass.service,
    }
)


def page_data(package: CoursePackage) -> dict[str, Any]:
    """Give the line with its chainages, marks, turns, arrows, and the roads around.

    Places are `[lat, lon]`, as Leaflet has them.
    """
    course = package.candidate.course
    lon = _unrolled(course.lon)
    return {
        "line": _places(lon, course.lat, 8),
        "at": np.round(course.chainage_m, 1).tolist(),
        "arrows": _arrows(course, lon),
        "layers": [[name, str(words), shown] for name, words, shown in _LAYERS],
        "points": _points(package, float(lon[0])),
        "roads": [] if package.roads is None else _roads(course, package.roads),
        "colours": {"course": COURSE, "turn": TURN, **MARK_COLOURS},
    }


_LAYER_OF = {"km": "km", "visit": "places", "station": "stations"}
_LAYERS = (
    ("turns", text("Turns"), False),
    ("stations", text("Stations"), False),
    ("places", text("Places"), True),
    ("km", text("Kilometres"), True),
    ("ends", text("Start, finish and turnarounds"), True),
)
"""Name, words, and whether it is shown at first; the last lies on top."""


def _points(package: CoursePackage, near_lon: float) -> list[list[Any]]:
    """Give layer, kind, name, further words and place of each point."""
    count = package.kilometrage.nominal_at
    points: list[list[Any]] = [
        [_LAYER_OF.get(mark.type, "ends"), mark.type, mark.name, _km(mark.nominal_m), [mark.lat, mark.lon]]
        for mark in package.marks
    ]
    points += [
        ["turns", "turn", str(cue_words(cue)), _km(count(cue.at_m)), [cue.lat, cue.lon]]
        for cue in package.cues
    ]
    for point in points:
        lat, lon = point[4]
        point[2] = storable(point[2])
        point[4] = [round(lat, 7), round(near_lon + (lon - near_lon + 180.0) % 360.0 - 180.0, 7)]
    return points


def _km(nominal_m: float) -> str:
    return str(text("km {km:.2f}", km=nominal_m / 1000.0))


def _arrows(course: Course, lon: np.ndarray) -> list[list[Any]]:
    """Give places along the course with the direction of running, in degrees from north."""
    each_m = min(_ARROW_EACH_M, course.course_m / _FEW_ARROWS)
    at_m = np.arange(each_m / 2.0, course.course_m, each_m)
    arrows = []
    for one_m in at_m.tolist():
        ends_m = (max(one_m - 4.0, 0.0), min(one_m + 4.0, course.course_m))
        east = np.interp(ends_m, course.chainage_m, lon)
        north = np.interp(ends_m, course.chainage_m, course.lat)
        dx, dy = np.diff(east)[0] * np.cos(np.radians(north[0])), np.diff(north)[0]
        place = [round(float(north.mean()), 7), round(float(east.mean()), 7)]
        arrows.append([place, round(float(np.degrees(np.arctan2(dx, dy))) % 360.0)])
    return arrows


def _roads(course: Course, roads: RoadNetwork) -> list[list[Any]]:
    """Give the roads within half a kilometre of a course: the width of the line, and its places."""
    plane = Plane(float(course.lon.mean()), float(course.lat.mean()))
    course_xy: Any = shapely.linestrings(np.column_stack(plane.xy(course.lon, course.lat)))
    near = course_xy.simplify(_ROADS_TO_M)
    x, y = plane.xy(roads.point_lon, roads.point_lat)
    edge = np.repeat(np.arange(roads.edge_count), np.diff(roads.point_start))
    lines: Any = shapely.linestrings(np.column_stack((x, y)), indices=edge)
    shapely.prepare(near)
    chosen = np.flatnonzero(shapely.dwithin(lines, near, _ROADS_WITHIN_M))
    drawn = shapely.simplify(lines[chosen], _ROADS_TO_M)
    kinds = roads.way_class[roads.edge_way[chosen]]
    found = []
    for line, kind in zip(drawn.tolist(), kinds.tolist(), strict=True):
        lon, lat = plane.lonlat(*shapely.get_coordinates(line).T)
        weight = 3 if kind in BIG_ROADS else 1 if RoadClass(kind) in _SMALL else 2
        found.append([weight, _places(lon, lat, 5)])
    return found


def _places(lon: np.ndarray, lat: np.ndarray, decimals: int) -> list[list[float]]:
    return np.round(np.column_stack((lat, lon)), decimals).tolist()  # type: ignore[no-any-return]


def _unrolled(lon: np.ndarray) -> np.ndarray:
    """Let longitudes run on over the antimeridian, so that a line does not go round the Earth there."""
    return np.asarray(np.rad2deg(np.unwrap(np.deg2rad(lon))))
