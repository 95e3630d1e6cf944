"""What a watch shows on the way: marks and cues, each with a sign and a name of few letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.cue_words import cue_words
from courseplanner.model.course.cue import Cue, CueKind
from courseplanner.model.course.stations import StationKind

__all__ = ["CoursePoint", "CourseSign", "course_points", "short_names"]


class CourseSign(StrEnum):
    """What a watch draws beside the words."""

    GENERIC = "generic"
    LEFT = "left"
    RIGHT = "right"
    SHARP_LEFT = "sharp-left"
    SHARP_RIGHT = "sharp-right"
    BEAR_LEFT = "bear-left"
    BEAR_RIGHT = "bear-right"
    STRAIGHT = "straight"
    TURNAROUND = "turnaround"
    KM = "km"
    SIGHT = "sight"
    WATER = "water"
    FIRST_AID = "first-aid"
    TOILETS = "toilets"


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """A point on the line with a sign and words.

    Parameters
    ----------
    sign : CourseSign
    name : str
        In full.
    label : str
        What tells it from others of its sign: the number, the place, or the road that a turn leads onto.
    km : float
        As the boards of the course count.
    at_m : float
        Chainage.
    lon, lat : float
        On the line.
    starts_with_km : bool
        Whether its short name starts with its kilometre: that of a station does.
    """

    sign: CourseSign
    name: str
    label: str
    km: float
    at_m: float
    lon: float
    lat: float
    starts_with_km: bool = False


_OF_MARKS = {"km": CourseSign.KM, "turnaround": CourseSign.TURNAROUND, "visit": CourseSign.SIGHT}
_OF_STATIONS = {
    StationKind.WATER: CourseSign.WATER,
    StationKind.MEDICAL: CourseSign.FIRST_AID,
    StationKind.DEFIBRILLATOR: CourseSign.FIRST_AID,
    StationKind.TOILETS: CourseSign.TOILETS,
}
_SHORT_STATIONS: Mapping[StationKind, Text] = {
    StationKind.WATER: text("Water"),
    StationKind.SPONGES: text("Sponges"),
    StationKind.FINISH_BOARD: text("Board"),
    StationKind.MAT: text("Mat"),
    StationKind.MEDICAL: text("Medical"),
    StationKind.DEFIBRILLATOR: text("AED"),
    StationKind.TOILETS: text("WC"),
}
_SHOWN_BY_MARKS = frozenset({CueKind.START, CueKind.TURNAROUND, CueKind.FINISH})
_SHORT_ROADS: Mapping[str, Text] = {
    "footway": text("footway"),
    "pedestrian": text("pedestrian street"),
    "cycleway": text("cycleway"),
    "path": text("path"),
    "track": text("track"),
    "bridleway": text("bridleway"),
    "service": text("service road"),
    "steps": text("steps"),
}
_MOST_DECIMALS = 3


def course_points(package: CoursePackage) -> tuple[CoursePoint, ...]:
    """Give the marks of a course and the cues that are no marks, in running order.

    Stations are among them only where the package asks for their kind: a half marathon has some hundred.
    """
    points = [*_of_marks(package), *_of_cues(package)]
    return tuple(sorted(points, key=lambda point: point.at_m))


def short_names(points: Sequence[CoursePoint], most_letters: int) -> tuple[str, ...]:
    """Give names of so many letters at most, another for each place.

    A name starts with what tells a point from others, so that it can be cut. Points that would be called
    the same start with their kilometre, to as many decimals as it takes.
    """
    names = [_name(point, 1 if point.starts_with_km else None, most_letters) for point in points]
    for decimals in range(1, _MOST_DECIMALS + 1):
        times = Counter(names)
        names = [
            _name(point, decimals, most_letters) if times[name] > 1 else name
            for point, name in zip(points, names, strict=True)
        ]
    return tuple(names)


def _name(point: CoursePoint, decimals: int | None, most_letters: int) -> str:
    words = " ".join(point.label.split())
    return _cut(words if decimals is None else f"{point.km:.{decimals}f} {words}", most_letters)


def _cut(words: str, most_letters: int) -> str:
    """Cut words, never between a letter and what is written above or below it."""
    end = min(most_letters, len(words))
    while 0 < end < len(words) and unicodedata.combining(words[end]):
        end -= 1
    return words[:end].rstrip() or "-"


def _of_marks(package: CoursePackage) -> Iterator[CoursePoint]:
    kinds = {str(station.name): station.kind for station in package.candidate.stations.stations}
    for mark in package.marks:
        kind = kinds.get(mark.name) if mark.type == "station" else None
        if mark.type == "station" and (kind is None or not package.watch_stations.has(kind)):
            continue
        sign, label = _OF_MARKS.get(mark.type, CourseSign.GENERIC), mark.name
        if kind is not None:
            sign, label = _OF_STATIONS.get(kind, CourseSign.GENERIC), str(_SHORT_STATIONS[kind])
        elif mark.type == "turnaround":
            label = str(text("U-turn"))
        km = mark.nominal_m / 1000.0
        yield CoursePoint(sign, mark.name, label, km, mark.at_m, mark.lon, mark.lat, kind is not None)


def _of_cues(package: CoursePackage) -> Iterator[CoursePoint]:
    for cue in package.cues:
        if cue.kind not in _SHOWN_BY_MARKS:
            name, km = str(cue_words(cue)), package.km_at(cue.at_m)
            yield CoursePoint(CourseSign(cue.kind), name, _road(cue), km, cue.at_m, cue.lon, cue.lat)


def _road(cue: Cue) -> str:
    return cue.road or str(_SHORT_ROADS.get(cue.road_class, text("road")))
