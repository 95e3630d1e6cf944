"""What a watch shows on the way: marks and cues, each with a sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from courseplanner.export.cue_words import cue_words
from courseplanner.export.dossier import Dossier
from courseplanner.model.cue import CueKind
from courseplanner.model.stations import StationKind

__all__ = ["CoursePoint", "Sign", "course_points"]


class Sign(StrEnum):
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
    """A point on the line with a sign and words."""

    sign: Sign
    name: str
    at_m: float
    lon: float
    lat: float


_OF_MARKS = {"km": Sign.KM, "turnaround": Sign.TURNAROUND, "visit": Sign.SIGHT}
_OF_STATIONS = {
    StationKind.WATER: Sign.WATER,
    StationKind.MEDICAL: Sign.FIRST_AID,
    StationKind.DEFIBRILLATOR: Sign.FIRST_AID,
    StationKind.TOILETS: Sign.TOILETS,
}
_TOLD_BY_MARKS = frozenset({CueKind.START, CueKind.TURNAROUND, CueKind.FINISH})


def course_points(dossier: Dossier) -> tuple[CoursePoint, ...]:
    """Give all marks of a course, and the cues that are no marks, in running order."""
    points = [*_of_marks(dossier), *_of_cues(dossier)]
    return tuple(sorted(points, key=lambda point: point.at_m))


def _of_marks(dossier: Dossier) -> Iterator[CoursePoint]:
    plan = dossier.candidate.stations
    kinds = {} if plan is None else {str(station.name): station.kind for station in plan.stations}
    for mark in dossier.marks:
        sign = _OF_MARKS.get(mark.type, Sign.GENERIC)
        if mark.type == "station" and mark.name in kinds:
            sign = _OF_STATIONS.get(kinds[mark.name], Sign.GENERIC)
        yield CoursePoint(sign, mark.name, mark.at_m, mark.lon, mark.lat)


def _of_cues(dossier: Dossier) -> Iterator[CoursePoint]:
    for cue in dossier.cues:
        if cue.kind not in _TOLD_BY_MARKS:
            yield CoursePoint(Sign(cue.kind), str(cue_words(cue)), cue.at_m, cue.lon, cue.lat)
