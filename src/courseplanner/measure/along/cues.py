"""Finds the cues of a course: where it turns at a junction, turns round, or runs on under another name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.along.landmarks import place_in_words
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.course.course import Course, LandmarkKind, Leg
from courseplanner.model.course.cue import Cue, CueKind

__all__ = ["cues_of"]

_REACH_M = 15.0
"""Directions are taken so far before and after a junction, beyond its roundings."""
_ARM_M = 5.0
"""A direction is that of so much of the road."""
_JUNCTION_WITHIN_M = 15.0
"""Ways meet this near each other where their roads have two carriageways or an island."""
_BEAR_DEG = 20.0
_TURN_DEG = 45.0
"""As turns are counted in `candidates.json`."""
_SHARP_DEG = 100.0

Floats = NDArray[np.float64]


def cues_of(course: Course) -> tuple[Cue, ...]:
    """Give the cues of a course in running order, from the start to the finish.

    A bend of the road itself is no cue: only where ways meet can anybody go wrong. There the direction is
    compared 15 m before and 15 m after, along the middle of the roads.

    Parameters
    ----------
    course : Course
    """
    found = [
        _cue(course, CueKind.START, 0.0, course.leg_at(0.0)),
        *_turnarounds(course),
        *_at_junctions(course),
        _cue(course, CueKind.FINISH, course.course_m, course.leg_at(course.course_m)),
    ]
    return tuple(sorted(found, key=lambda cue: cue.at_m))


def _turnarounds(course: Course) -> Iterator[Cue]:
    for at_m in course.turnarounds_m:
        yield _cue(course, CueKind.TURNAROUND, at_m, course.leg_at(at_m))


def _at_junctions(course: Course) -> Iterator[Cue]:
    named_m = [0.0, *course.turnarounds_m, course.course_m]
    direction = _Directions(course)
    groups = _junctions_m(course)
    for before, group, after in zip([[0.0], *groups], groups, [*groups[1:], [course.course_m]], strict=False):
        at_m = float(np.mean(group))
        if min(abs(at_m - one_m) for one_m in named_m) < _REACH_M:
            continue
        # Where junctions follow close on each other, each has half of the road between them.
        from_m = group[0] - min(_REACH_M, (group[0] - before[-1]) / 2.0)
        to_m = group[-1] + min(_REACH_M, (after[0] - group[-1]) / 2.0)
        angle_deg = direction.turn_deg(from_m, to_m)
        came, goes = course.leg_at(from_m), course.leg_at(to_m)
        kind = _kind(angle_deg, is_other_road=goes.name not in (None, came.name))
        if kind is not None:
            yield _cue(course, kind, at_m, goes, came, angle_deg)


def _junctions_m(course: Course) -> list[list[float]]:
    """Give the chainages where ways meet, those of one junction together."""
    # A leg also ends where another part of the same way is open: there nothing meets.
    pairs = itertools.pairwise(course.legs)
    at_m = [leg.from_m for before, leg in pairs if leg.way != before.way or not leg.is_on_road]
    at_m += [mark.at_m for mark in course.landmarks if mark.kind is LandmarkKind.JUNCTION]
    groups: list[list[float]] = []
    for one_m in sorted(at_m):
        if groups and one_m - groups[-1][-1] <= _JUNCTION_WITHIN_M:
            groups[-1].append(one_m)
        else:
            groups.append([one_m])
    return groups


def _kind(angle_deg: float, *, is_other_road: bool) -> CueKind | None:
    size, is_left = abs(angle_deg), angle_deg > 0.0
    if size >= _SHARP_DEG:
        return CueKind.SHARP_LEFT if is_left else CueKind.SHARP_RIGHT
    if size >= _TURN_DEG:
        return CueKind.LEFT if is_left else CueKind.RIGHT
    if not is_other_road:
        return None
    if size >= _BEAR_DEG:
        return CueKind.BEAR_LEFT if is_left else CueKind.BEAR_RIGHT
    return CueKind.STRAIGHT


def _cue(
    course: Course,
    kind: CueKind,
    at_m: float,
    goes: Leg,
    came: Leg | None = None,
    angle_deg: float | None = None,
) -> Cue:
    lon = float(np.interp(at_m, course.chainage_m, course.lon))
    lat = float(np.interp(at_m, course.chainage_m, course.lat))
    stays = came is not None and goes.name is not None and goes.name == came.name
    place = place_in_words(course.landmarks, at_m)
    return Cue(kind, at_m, lon, lat, goes.name, goes.road_class, stays, angle_deg, place)


class _Directions:
    """Directions along the middle of the roads under a course."""

    def __init__(self, course: Course) -> None:
        road = course.road
        plane = Plane(float(road.lon.mean()), float(road.lat.mean()))
        x, y = plane.xy(road.lon, road.lat)
        self._points, self._at_m = x + 1j * y, road.chainage_m

    def turn_deg(self, before_m: float, after_m: float) -> float:
        """Tell by how much the course turns between two chainages, left positive, at most 180."""
        came = self._between(before_m - _ARM_M, before_m)
        goes = self._between(after_m, after_m + _ARM_M)
        return float(np.degrees(np.angle(goes * np.conj(came))))

    def _between(self, from_m: float, to_m: float) -> complex:
        one, other = np.interp((from_m, to_m), self._at_m, self._points)
        return complex(other - one)
