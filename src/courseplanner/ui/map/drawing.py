"""StaggeredUpdates pieces of the document into what the page of the map draws. Without Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text, text
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.course import Course
from courseplanner.model.places.places import VILLAGES, Place, PlaceKind
from courseplanner.model.region import Region
from courseplanner.ui.map.messages import (
    CandidateLine,
    CourseDrawing,
    Fit,
    Kilometre,
    LonLat,
    MapSign,
    PointAt,
    ShowCandidates,
    ShowCourse,
    ShowPlaces,
)
from courseplanner.ui.state import Pointing

__all__ = [
    "MAP_WORDS",
    "around",
    "around_place",
    "around_roads",
    "candidate_lines",
    "course_drawing",
    "place_signs",
    "point_on_course",
    "pointing_at",
]

MAP_WORDS: Mapping[str, Text] = {
    "attribution": text("© OpenStreetMap contributors"),
    "legend": text("Legend"),
    "course": text("Course, with its direction"),
    "candidates": text("Other candidates"),
    "candidate": text("Candidate {id}", id="{id}"),
    "kilometre": text("Kilometre"),
    "start": text("Start"),
    "finish": text("Finish"),
    "turnaround": text("Turnaround"),
    "village": text("Village"),
    "scenic": text("Scenic spot"),
    "scenic_sizes": text("Scenic spot: 5A, 4A, 3A, other"),
    "scenic_rated": text("Scenic spot, {rating}", rating="{rating}"),
    "stop": text("Stop"),
    "at_km": text("{km} km", km="{km}"),
    "zoom_in": text("Zoom in"),
    "zoom_out": text("Zoom out"),
    "north": text("North is up"),
}
"""The words of the page by id. A field that stands for itself is filled in by the page."""

_DECIMALS = 6
_SIMPLER_BY_M = 1.0
_PASSES = 3
_LONGEST_NAME = 200
_M_PER_DEGREE = 111_195.0
_PLACE_VIEW_M = 400.0
_FEW = 0.03
_AROUND_MOST = 0.15


def candidate_lines(candidates: Iterable[Candidate]) -> ShowCandidates:
    """Draw all candidates, each within a metre of its line."""
    lines = (CandidateLine(one.id, _flat(*_simplified(one.course))) for one in candidates)
    return ShowCandidates(tuple(lines))


def course_drawing(candidate: Candidate | None) -> ShowCourse:
    """Draw the picked course, with all its points."""
    if candidate is None:
        return ShowCourse(None)
    course = candidate.course
    marks = [(mark.type, mark.nominal_m, _position(mark.lon, mark.lat)) for mark in candidate.marks]
    drawing = CourseDrawing(
        id=candidate.id,
        lonlat=_flat(course.lon, course.lat),
        chainage_m=tuple(np.round(course.chainage_m, 2).tolist()),
        kilometres=tuple(
            Kilometre(round(nominal_m / 1000.0), *where) for kind, nominal_m, where in marks if kind == "km"
        ),
        start=_position(course.lon[0], course.lat[0]),
        finish=_position(course.lon[-1], course.lat[-1]),
        turnarounds=tuple(where for kind, _, where in marks if kind == "turnaround"),
        visits=tuple(
            _sign(visit.kind, visit.name, visit.rating, visit.lon, visit.lat) for visit in candidate.visits
        ),
    )
    return ShowCourse(drawing)


def place_signs(places: Iterable[Place]) -> ShowPlaces:
    """Draw the villages and scenic spots of a region."""
    shown = VILLAGES | {PlaceKind.SCENIC}
    signs = (
        _sign(place.kind, place.names.shown, place.rating, place.lon, place.lat)
        for place in places
        if place.kind in shown
    )
    return ShowPlaces(tuple(signs))


def pointing_at(pointing: Pointing, course: Candidate | None) -> PointAt:
    """Draw what the mouse points at; a chainage means a point of the picked course."""
    if course is None or pointing.at_m is None:
        return PointAt(pointing.candidate)
    at_m = min(max(pointing.at_m, 0.0), course.course.course_m)
    km = kilometrage_of(course).km_at(at_m)
    return PointAt(pointing.candidate, point_on_course(course.course, at_m), round(at_m, 1), round(km, 3))


def point_on_course(course: Course, at_m: float) -> LonLat:
    """Give the point at a chainage, on the line as it is drawn: straight from point to point."""
    lon = np.interp(at_m, course.chainage_m, course.lon)
    lat = np.interp(at_m, course.chainage_m, course.lat)
    return _position(lon, lat)


def around(course: Course, *, gently: bool = False) -> Fit:
    """Show a whole course."""
    west, south = _position(course.lon.min(), course.lat.min())
    east, north = _position(course.lon.max(), course.lat.max())
    return Fit((west, south, east, north), gently=gently)


def around_roads(region: Region) -> Fit:
    """Show where nearly all junctions are: a single long road may reach far out of the box of a city."""
    sides: list[tuple[float, float]] = []
    for angle_deg in (region.roads.node_lon, region.roads.node_lat):
        low, high = np.quantile(angle_deg, (_FEW, 1.0 - _FEW))
        margin = _AROUND_MOST * (high - low)
        sides.append((max(low - margin, angle_deg.min()), min(high + margin, angle_deg.max())))
    (west, east), (south, north) = sides
    return Fit((*_position(west, south), *_position(east, north)))


def around_place(course: Course, at_m: float) -> Fit:
    """Show a point of the course and some hundred metres around."""
    lon, lat = point_on_course(course, at_m)
    up = _PLACE_VIEW_M / _M_PER_DEGREE
    aside = up / max(math.cos(math.radians(lat)), 0.01)
    return Fit((*_position(lon - aside, lat - up), *_position(lon + aside, lat + up)))


def _sign(kind: str, name: str, rating: int | None, lon: float, lat: float) -> MapSign:
    shown = "scenic" if kind == PlaceKind.SCENIC else "stop"
    symbol = "village" if kind in VILLAGES else shown
    return MapSign(symbol, name[:_LONGEST_NAME], rating, *_position(lon, lat))


def _simplified(course: Course) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Leave out points that lie almost straight between their neighbours.

    Each pass looks at every second point, so that no two neighbours go at once: the line moves by no
    more than the passes together allow. A proper simplification needs shapely, whose import alone
    would hold up the interface.
    """
    lon, lat = course.lon, course.lat
    narrow = max(math.cos(math.radians(float(lat[0]))), 0.01)
    for _ in range(_PASSES):
        x, y = lon * narrow * _M_PER_DEGREE, lat * _M_PER_DEGREE
        middle = np.arange(1, len(lon) - 1, 2)
        off_m = _off_chord(x, y, middle)
        keep = np.ones(len(lon), dtype=np.bool_)
        keep[middle[off_m <= _SIMPLER_BY_M / _PASSES]] = False
        lon, lat = lon[keep], lat[keep]
    return lon, lat


def _off_chord(x: NDArray[np.float64], y: NDArray[np.float64], at: NDArray[np.intp]) -> NDArray[np.float64]:
    """Give the distance of points from the stretch between their neighbours."""
    along_x, along_y = x[at + 1] - x[at - 1], y[at + 1] - y[at - 1]
    from_x, from_y = x[at] - x[at - 1], y[at] - y[at - 1]
    square = np.maximum(along_x**2 + along_y**2, 1e-12)
    part = np.clip((from_x * along_x + from_y * along_y) / square, 0.0, 1.0)
    return np.hypot(from_x - part * along_x, from_y - part * along_y)


def _flat(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(np.round(np.column_stack([lon, lat]), _DECIMALS).ravel().tolist())


def _position(lon: float | np.floating, lat: float | np.floating) -> LonLat:
    return round(float(lon), _DECIMALS), round(float(lat), _DECIMALS)
