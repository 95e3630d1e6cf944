"""Where runners have only a part of the road, stated or assumed: for measurers, and who sets up the cones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.course import Course, Leg
from courseplanner.model.network.assumptions import KERB_RADII_M
from courseplanner.model.network.roads import RoadClass

__all__ = ["Restriction", "assumed_words", "part_of", "restriction_words", "restrictions_of"]

Floats = NDArray[np.float64]

_SAME_M = 0.05
"""Offsets are printed in decimetres."""
_LEAST_SHOWN_KM = 0.05


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

    @property
    def streets(self) -> tuple[str | None, ...]:
        """Names of its roads, each once, in running order; `None` for those without."""
        return tuple(dict.fromkeys(leg.name for leg in self.legs))


def restrictions_of(course: Course) -> tuple[Restriction, ...]:
    """Find the restrictions of a course, in running order: what is stated, and what its line assumes."""
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
    divider = ("divider", leg.divider) if leg.is_halved else None
    if leg.shut_left_m or leg.shut_right_m:
        return leg.name, leg.shut_left_m, leg.shut_right_m, divider, leg.marked_by
    # A divider goes on from street to street.
    return None if divider is None else (divider, leg.marked_by)


_MARKED_BY = {
    "cones": text("cones"),
    "barriers": text("barriers"),
    "tape": text("tape"),
    "paint": text("paint"),
}


def restriction_words(one: Restriction) -> tuple[Text, ...]:
    """Say what is shut, by which side and offset, what marks it, and how directions are kept apart."""
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
    if leg.is_halved:
        said += _divider_words(one.legs)
    if leg.marked_by is not None:
        said.append(text("marked by {what}", what=_MARKED_BY.get(leg.marked_by, leg.marked_by)))
    return tuple(said)


_DIVIDERS = {
    True: text("runners meet: a divider"),
    None: text("assumed, since runners meet: a divider"),
    False: text("assumed, against the brief: a divider"),
}


def _divider_words(legs: Sequence[Leg]) -> tuple[Text, Text]:
    """Say where the divider stands that the line keeps to the right of."""
    is_open = not (legs[0].shut_left_m or legs[0].shut_right_m)
    where = text("in the middle of the road") if is_open else text("between both directions")
    what = text("{divider} {where}", divider=_DIVIDERS[legs[0].divider], where=where)
    off_m = [leg.shut_right_m + leg.own_width_m for leg in legs]
    least_m, most_m = min(off_m), max(off_m)
    if most_m - least_m < _SAME_M:
        return what, text("{metres:.1f} m off the right kerb", metres=most_m)
    return what, text("{least:.1f} to {most:.1f} m off the right kerb", least=least_m, most=most_m)


def assumed_words(course: Course) -> tuple[Text, ...]:
    """Say what the line takes for granted wherever no restriction stands, one sentence each."""
    said = [
        text(
            "Elsewhere the line may use the whole road from kerb to kerb, on each "
            "pass; sidewalks beside a road are not used. It keeps 0.3 m off kerbs, "
            "dividers and cones."
        )
    ]
    by_guess_km = sum(leg.to_m - leg.from_m for leg in course.legs if _is_guessed(leg)) / 1000.0
    if by_guess_km >= _LEAST_SHOWN_KM:
        said.append(
            text(
                "Assumed on {km:.1f} of {whole:.1f} km: the width of the road, by its class or its lanes.",
                km=by_guess_km,
                whole=course.course_m / 1000.0,
            )
        )
    radii_m = [
        float(KERB_RADII_M[RoadClass[leg.road_class]])
        for leg in course.legs
        if leg.road_class in RoadClass.__members__
    ]
    if radii_m:
        least_m, most_m = min(radii_m), max(radii_m)
        radius = text("{radius:.0f} m", radius=most_m)
        if least_m < most_m:
            radius = text("{least:.0f} to {most:.0f} m", least=least_m, most=most_m)
        said.append(
            text(
                "Assumed where the brief states none: radii of the kerbs at corners, {radius} by the class "
                "of the road.",
                radius=radius,
            )
        )
    if course.turnarounds_m:
        said.append(
            text(
                "Assumed: at a turnaround a cone stands in the middle of the road; runners turn left "
                "round it."
            )
        )
    return tuple(said)


def _is_guessed(leg: Leg) -> bool:
    return leg.width_from in ("class", "lanes", "sidewalks")


def part_of(xy: Floats, at_m: Floats, from_m: float, to_m: float) -> Floats:
    """Cut a line between two chainages, float64 (n, 2); chainages may stand still."""
    inner = (at_m > from_m) & (at_m < to_m)
    ends = [[np.interp(at, at_m, xy[:, k]) for k in (0, 1)] for at in (from_m, to_m)]
    return np.vstack((ends[:1], xy[inner], ends[1:]))
