"""The points of a map: ends, turnarounds, kilometres, restrictions, crossings, stations, places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.sheet.drawing.drawing_ops import BLACK, WHITE, Page, grey
from courseplanner.export.sheet.drawing.face import face
from courseplanner.export.sheet.drawing.paper import Box
from courseplanner.export.sheet.drawing.preset import Preset
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.export.sheet.drawing.view import View
from courseplanner.export.sheet.map.crossings import crossings_of
from courseplanner.export.sheet.map.restrictions import restrictions_of
from courseplanner.measure.geometry.geodesy import point_at
from courseplanner.model.course.stations import StationKind

__all__ = ["STATION_LETTERS", "MapPoint", "points_of", "shortened"]

Floats = NDArray[np.float64]

STATION_LETTERS: Mapping[StationKind, tuple[Text, Text]] = {
    StationKind.WATER: (text("W"), text("water")),
    StationKind.SPONGES: (text("S"), text("sponges")),
    StationKind.MEDICAL: (text("M"), text("medical post")),
    StationKind.DEFIBRILLATOR: (text("D"), text("defibrillator")),
    StationKind.TOILETS: (text("WC"), text("toilets")),
    StationKind.MAT: (text("T"), text("timing mat")),
}
"""By which letters stations stand on a map, and what these mean."""
_MOST_LETTERS = 40
_TOGETHER_MM = 2.0
"""Start and finish that are nearer to each other on paper share a name."""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A dot on the map with its name.

    Parameters
    ----------
    item : str
        What it is, as the lint calls it.
    lon, lat : float
    name : str
    size : float
        Of its name, as a part of the letters of the map.
    radius_mm : float
    colour : str
    is_bold : bool
        Of its name.
    x, y, size_mm : float
        On paper; known once it is placed.
    """

    item: str
    lon: float
    lat: float
    name: str
    size: float
    radius_mm: float
    colour: str
    is_bold: bool = False
    x: float = 0.0
    y: float = 0.0
    size_mm: float = 0.0

    @property
    def corners(self) -> Floats:
        """What the dot covers, float64 (4, 2)."""
        out = Box(self.x, self.y, self.x, self.y).within(-self.radius_mm - 0.2)
        return np.array(
            [(out.left, out.bottom), (out.right, out.bottom), (out.right, out.top), (out.left, out.top)]
        )

    def draw(self, page: Page) -> None:
        """Draw the dot."""
        with page.of(self.item):
            page.dot(self.x, self.y, self.radius_mm, self.colour)


def points_of(view: View, package: CoursePackage, preset: Preset, speech: Speech) -> list[MapPoint]:
    """Give the points of a map, those first whose names must not be missing."""
    found = list(_ends(view, package, speech))
    for part, make in _PARTS:
        if part in preset.shows:
            found += make(package, speech)
    placed = [_placed(view, point, preset.letter_mm) for point in found]
    return [point for point in placed if view.holds(np.array([[point.x, point.y]]), 1.0)[0]]


def _placed(view: View, point: MapPoint, letter_mm: float) -> MapPoint:
    ((x, y),) = view.xy(np.array([point.lon]), np.array([point.lat])).tolist()
    look = (point.size, point.radius_mm, point.colour, point.is_bold)
    return MapPoint(
        point.item, point.lon, point.lat, shortened(point.name), *look, x, y, point.size * letter_mm
    )


def shortened(name: str) -> str:
    """Give a name in letters that there are, cut where it is very long."""
    clean = face().clean(name)
    return clean if len(clean) <= _MOST_LETTERS else clean[: _MOST_LETTERS - 1].rstrip() + "…"


def _ends(view: View, package: CoursePackage, speech: Speech) -> Iterator[MapPoint]:
    candidate = package.candidate
    names = {"start": text("START"), "finish": text("FINISH"), "turnaround": text("Turnaround")}
    are_together = candidate.separation_m * view.mm_per_m < _TOGETHER_MM
    if are_together:
        names = {"start": text("START and FINISH"), "turnaround": names["turnaround"]}
    for mark in candidate.marks:
        if mark.type in names:
            name = speech.say(names[mark.type])
            yield MapPoint(mark.type, mark.lon, mark.lat, name, 1.3, 1.3, BLACK, is_bold=True)


def _restrictions(package: CoursePackage, _: Speech) -> Iterator[MapPoint]:
    course = package.candidate.course
    for one in restrictions_of(course):
        place = point_at(course.lon, course.lat, course.chainage_m, one.from_m)
        yield MapPoint("restriction-place", *place, f"R{one.number}", 1.0, 0.7, grey(0.5), is_bold=True)


def _crossings(package: CoursePackage, _: Speech) -> Iterator[MapPoint]:
    course = package.candidate.course
    for number, one in enumerate(crossings_of(course), 1):
        place = point_at(course.lon, course.lat, course.chainage_m, one.at_m)
        yield MapPoint("crossing", *place, f"X{number}", 1.0, 0.7, BLACK, is_bold=True)


def _access(package: CoursePackage, _: Speech) -> Iterator[MapPoint]:
    for number, one in enumerate(package.ways_across, 1):
        yield MapPoint("access", one.lon, one.lat, f"A{number}", 1.0, 0.7, WHITE, is_bold=True)


def _kilometres(package: CoursePackage, _: Speech) -> Iterator[MapPoint]:
    for mark in package.candidate.marks:
        if mark.type == "km":
            name = f"{mark.nominal_m / 1000.0:.0f}"
            yield MapPoint("kilometre", mark.lon, mark.lat, name, 1.0, 0.75, WHITE, is_bold=True)


def _stations(package: CoursePackage, speech: Speech) -> Iterator[MapPoint]:
    """Give the stations by their letters, all that stand at one place together; boards go without."""
    by_place: dict[tuple[float, float], list[Text]] = {}
    for one in package.candidate.stations.stations:
        if one.kind in STATION_LETTERS:
            letters = by_place.setdefault((one.lon, one.lat), [])
            if STATION_LETTERS[one.kind][0] not in letters:
                letters.append(STATION_LETTERS[one.kind][0])
    for (lon, lat), letters in by_place.items():
        yield MapPoint("station", lon, lat, speech.all(letters, "+"), 0.8, 0.7, grey(0.4))


def _places(package: CoursePackage, _: Speech) -> Iterator[MapPoint]:
    for visit in package.candidate.visits:
        yield MapPoint("place", visit.lon, visit.lat, visit.name, 1.1, 0.9, grey(0.75))


_PARTS: tuple[tuple[str, Callable[[CoursePackage, Speech], Iterator[MapPoint]]], ...] = (
    ("restrictions", _restrictions),
    ("crossings", _crossings),
    ("access", _access),
    ("kilometres", _kilometres),
    ("places", _places),
    ("stations", _stations),
)
