"""Says where a point of a course is, in words: against the nearest thing on the map that people find."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.course import Landmark, LandmarkKind

__all__ = ["nearest_landmark", "place_in_words"]

_AT_M = 5.0
"""Nearer than this a point is at the landmark: maps and tapes are not better."""
_FAR_M = 1_000.0
"""Farther than this a landmark is of no use."""
_NAMED_FIRST_M = 100.0
"""So much farther away a thing with a name still is the better mark than one without."""


def nearest_landmark(landmarks: Sequence[Landmark], at_m: float) -> Landmark | None:
    """Find the landmark by which a point is best described: the nearest, one with a name before one without.

    Parameters
    ----------
    landmarks : sequence of Landmark
        In running order.
    at_m : float
        Chainage of the point.

    Returns
    -------
    Landmark or None
        `None` where there is none within a kilometre.
    """
    near = _within(landmarks, at_m)
    return min(near, key=lambda mark: (_farness_m(mark, at_m), mark.at_m), default=None)


def place_in_words(landmarks: Sequence[Landmark], at_m: float) -> Text | None:
    """Say where a point is: how far before or past the nearest landmark, in metres as paced, not taped."""
    mark = nearest_landmark(landmarks, at_m)
    if mark is None:
        return None
    past_m = at_m - mark.at_m
    if abs(past_m) < _AT_M:
        return text("at {landmark}", landmark=_named(mark))
    template = "{distance:.0f} m past {landmark}" if past_m > 0.0 else "{distance:.0f} m before {landmark}"
    return text(template, distance=abs(past_m), landmark=_named(mark))


def _within(landmarks: Sequence[Landmark], at_m: float) -> Sequence[Landmark]:
    first = bisect_left(landmarks, at_m - _FAR_M, key=lambda mark: mark.at_m)
    end = bisect_left(landmarks, at_m + _FAR_M, key=lambda mark: mark.at_m)
    return landmarks[first:end]


def _farness_m(mark: Landmark, at_m: float) -> float:
    return abs(mark.at_m - at_m) + (0.0 if mark.names else _NAMED_FIRST_M)


def _named(mark: Landmark) -> Text:
    if mark.kind is LandmarkKind.JUNCTION:
        return text("the junction of {road} and {other}", road=mark.names[0], other=mark.names[1])
    if mark.kind is LandmarkKind.PLACE:
        return text("{place}", place=mark.names[0])
    if mark.kind is LandmarkKind.LEVEL_CROSSING:
        return text("the level crossing")
    if mark.kind is LandmarkKind.BRIDGE:
        return text("the bridge of {road}", road=mark.names[0]) if mark.names else text("the bridge")
    return text("the tunnel of {road}", road=mark.names[0]) if mark.names else text("the tunnel")
