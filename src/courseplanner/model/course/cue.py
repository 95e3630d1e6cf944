"""What runners, marshals and drivers are given along a course: turns, and roads that change their name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text

__all__ = ["Cue", "CueKind"]


class CueKind(StrEnum):
    """What is to be done at a cue."""

    START = "start"
    LEFT = "left"
    RIGHT = "right"
    SHARP_LEFT = "sharp-left"
    SHARP_RIGHT = "sharp-right"
    BEAR_LEFT = "bear-left"
    BEAR_RIGHT = "bear-right"
    STRAIGHT = "straight"
    TURNAROUND = "turnaround"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of a cue sheet.

    Parameters
    ----------
    kind : CueKind
    at_m : float
        Chainage.
    lon, lat : float
        On the line.
    road : str or None
        Name of the road that the course is on from here; `None` where the map has no name for it.
    road_class : str
        `highway` of that road, as tagged; empty where the course follows no road of the map.
    stays : bool
        Whether the course was on a road of that name before.
    angle_deg : float or None
        By how much the course turns, left positive; `None` where that is not the point.
    place : Text or None
        Against the nearest landmark; `None` where none is near.
    """

    kind: CueKind
    at_m: float
    lon: float
    lat: float
    road: str | None
    road_class: str
    stays: bool = False
    angle_deg: float | None = None
    place: Text | None = None
