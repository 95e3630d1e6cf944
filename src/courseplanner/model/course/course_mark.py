"""Marks that are painted or set up along a course, each with its place in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text

__all__ = ["MILE_M", "CourseMark", "CourseMarkKind"]

MILE_M = 1609.344


class CourseMarkKind(StrEnum):
    """What a mark is for; the words are those of `candidates.json`."""

    START = "start"
    KM = "km"
    KM_5 = "5km"
    HALFWAY = "halfway"
    MILE = "mile"
    TURNAROUND = "turnaround"
    FINISH_BOARD = "finish-board"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class CourseMark:
    """A mark on the line of a course.

    Parameters
    ----------
    kind : CourseMarkKind
    name : Text
    at_m : float
        Chainage.
    nominal_m : float
        What boards count there, in metres: *n* × 1000 at kilometre *n*, without the prevention factor.
    lon, lat : float
        On the line.
    height_m : float or None
    place : Text or None
        Against the nearest landmark; `None` where none is near.
    kerb : Text or None
        Against the nearer kerb; `None` where the width of the road is not known.
    """

    kind: CourseMarkKind
    name: Text
    at_m: float
    nominal_m: float
    lon: float
    lat: float
    height_m: float | None
    place: Text | None
    kerb: Text | None
