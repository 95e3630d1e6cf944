"""Where the line of a course touches its limits: what a measurer rides from and to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.string.kerbs import KerbFinder
from courseplanner.measure.string.strip import CONE_M, bends_of
from courseplanner.model.course.course import Course, Leg

__all__ = ["Contact", "Limit", "contacts_of"]

_STRAIGHT_M = 0.15
"""Where the line lies nearer than this to a straight one, nobody rides otherwise."""
_TOGETHER_M = 60.0
_AT_KERB_M = 1.5
_BESIDE_M = 5.0
_AT_CONE_M = 10.0
_AT_DIVIDER_M = 0.25
_CORNER_DEG = 30.0
_CORNER_WITHIN_M = 60.0

Floats = NDArray[np.float64]


class Limit(StrEnum):
    """What a line keeps 0.30 m off."""

    KERB = "kerb"
    SHUT = "shut"
    DIVIDER = "divider"
    CONE = "cone"


@dataclass(frozen=True, slots=True)
class Contact:
    """A stretch on which the line keeps to one limit; between two it runs straight.

    Parameters
    ----------
    is_left : bool
        Whether the limit lies to the left: the line turns to that side round it.
    limit : Limit
    marked_by : str or None
        What marks the limit where a part of the road is shut.
    is_assumed : bool
        Whether the limit is a divider that nobody stated.
    from_m, to_m : float
        Chainage.
    turn_deg : float
        By how much the line turns there.
    before, after : Leg
        The roads that it comes on and leaves by.
    """

    is_left: bool
    limit: Limit
    marked_by: str | None
    is_assumed: bool
    from_m: float
    to_m: float
    turn_deg: float
    before: Leg
    after: Leg

    @property
    def at_m(self) -> float:
        """Its middle."""
        return (self.from_m + self.to_m) / 2.0

    @property
    def is_corner(self) -> bool:
        """Whether it is a corner, not a bend of the road."""
        return abs(self.turn_deg) >= _CORNER_DEG and self.to_m - self.from_m <= _CORNER_WITHIN_M


def contacts_of(course: Course) -> tuple[Contact, ...]:
    """Find where the line of a course keeps to a limit, in running order."""
    plane = Plane(float(course.lon.mean()), float(course.lat.mean()))
    kept = _corners_of(*plane.xy(course.lon, course.lat))
    turn_deg = np.degrees(bends_of(*plane.xy(course.lon[kept], course.lat[kept])))
    at_m = course.chainage_m[kept][1:-1]
    kerbs = KerbFinder(course)
    return tuple(
        _contact(course, kerbs, at_m[first:end], turn_deg[first:end])
        for first, end in _groups(at_m, turn_deg)
    )


def _corners_of(x: Floats, y: Floats) -> NDArray[np.int64]:
    """Give the points of a line that it can't be straightened over, its ends included."""
    # Their numbers come along as heights, since a course may come by the same point again.
    line = shapely.LineString(np.column_stack((x, y, np.arange(len(x)))))
    return shapely.get_coordinates(line.simplify(_STRAIGHT_M, preserve_topology=False), include_z=True)[
        :, 2
    ].astype(np.int64)


def _groups(at_m: Floats, turn_deg: Floats) -> Iterator[tuple[int, int]]:
    """Give the first and the end of runs of bends to one side that lie near each other."""
    breaks = np.flatnonzero((np.diff(np.sign(turn_deg)) != 0.0) | (np.diff(at_m) > _TOGETHER_M)) + 1
    ends = [0, *breaks.tolist(), len(at_m)]
    yield from ((a, b) for a, b in itertools.pairwise(ends) if a < b)


def _contact(course: Course, kerbs: KerbFinder, at_m: Floats, turn_deg: Floats) -> Contact:
    whole_deg = float(turn_deg.sum())
    sharpest_m = float(at_m[np.argmax(np.abs(turn_deg))])
    limit, leg = _limit_at(course, kerbs, sharpest_m, is_left=whole_deg > 0.0)
    if any(at_m[0] - _AT_CONE_M <= turn_m <= at_m[-1] + _AT_CONE_M for turn_m in course.turnarounds_m):
        limit = Limit.CONE
    return Contact(
        whole_deg > 0.0,
        limit,
        leg.marked_by if limit is Limit.SHUT else None,
        limit is Limit.DIVIDER and not leg.divider,
        float(at_m[0]),
        float(at_m[-1]),
        whole_deg,
        kerbs.leg_at(max(float(at_m[0]) - _BESIDE_M, 0.0)),
        kerbs.leg_at(float(at_m[-1]) + _BESIDE_M),
    )


def _limit_at(course: Course, kerbs: KerbFinder, at_m: float, *, is_left: bool) -> tuple[Limit, Leg]:
    leg = kerbs.leg_at(at_m)
    lon = float(np.interp(at_m, course.chainage_m, course.lon))
    lat = float(np.interp(at_m, course.chainage_m, course.lat))
    beside = kerbs.at(at_m, lon, lat)
    off_m, shut_m = (beside.left_m, leg.shut_left_m) if is_left else (beside.right_m, leg.shut_right_m)
    if off_m > _AT_KERB_M and shut_m > 0.0:
        return Limit.SHUT, leg
    # Runners keep to the right: a divider stands to their left, in the middle of the road.
    off_middle_m = leg.width_m / 2.0 - beside.right_m
    is_divider = is_left and off_m > _AT_KERB_M and abs(off_middle_m - CONE_M) <= _AT_DIVIDER_M
    return (Limit.DIVIDER if is_divider else Limit.KERB), leg
