"""Where runners have only a part of the road: what a measurer must know, and who sets up the cones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.i18n import Text, text
from courseplanner.model.course import Course, Leg

__all__ = ["Restriction", "part_of", "restriction_words", "restrictions_of"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Restriction:
    """A stretch on which a part of the road is shut, or both directions are kept apart.

    Parameters
    ----------
    number : int
        From 1, in running order.
    legs : tuple of Leg
        One after the other, with the same restriction.
    """

    number: int
    legs: tuple[Leg, ...]

    @property
    def from_m(self) -> float:
        """Chainage at which it begins."""
        return self.legs[0].from_m

    @property
    def to_m(self) -> float:
        """Chainage at which it ends."""
        return self.legs[-1].to_m


def restrictions_of(course: Course) -> tuple[Restriction, ...]:
    """Find the restrictions of a course, in running order."""
    runs: list[list[Leg]] = []
    before: tuple[object, ...] | None = None
    for leg in course.legs:
        kind = _kind(leg)
        if kind is not None:
            if kind != before:
                runs.append([])
            runs[-1].append(leg)
        before = kind
    return tuple(Restriction(number, tuple(run)) for number, run in enumerate(runs, 1))


def _kind(leg: Leg) -> tuple[object, ...] | None:
    if not leg.shut_left_m and not leg.shut_right_m and not leg.divider:
        return None
    return leg.name, leg.shut_left_m, leg.shut_right_m, leg.divider, leg.marked_by


_MARKED_BY = {
    "cones": text("cones"),
    "barriers": text("barriers"),
    "tape": text("tape"),
    "paint": text("paint"),
}


def restriction_words(one: Restriction) -> tuple[Text, ...]:
    """Say what is shut, by which side and offset, what marks it, and whether directions are kept apart."""
    leg = one.legs[0]
    said = []
    for shut_m, words in (
        (
            leg.shut_left_m,
            text("left side shut, line {metres:.1f} m off the left kerb", metres=leg.shut_left_m),
        ),
        (
            leg.shut_right_m,
            text("right side shut, line {metres:.1f} m off the right kerb", metres=leg.shut_right_m),
        ),
    ):
        if shut_m:
            said.append(words)
    if leg.divider:
        said.append(text("both directions kept apart"))
    if leg.marked_by is not None:
        said.append(text("marked by {what}", what=_MARKED_BY.get(leg.marked_by, leg.marked_by)))
    return tuple(said)


def part_of(xy: Floats, at_m: Floats, from_m: float, to_m: float) -> Floats:
    """Cut a line between two chainages, float64 (n, 2); chainages may stand still."""
    inner = (at_m > from_m) & (at_m < to_m)
    ends = [[np.interp(at, at_m, xy[:, k]) for k in (0, 1)] for at in (from_m, to_m)]
    return np.vstack((ends[:1], xy[inner], ends[1:]))
