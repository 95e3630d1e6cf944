"""The width that runners have along a course: what it is at least and at most, piece by piece."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courseplanner.model.course.course import Leg
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.stretch import Stretch
from courseplanner.rules.judges.open_stretches import RoadStretch

__all__ = ["Lane", "lanes_of", "stretch_of", "width_at_start_m"]

_KNOWN_WIDTHS = ("tag", "user")


@dataclass(frozen=True, slots=True)
class Lane:
    """A piece of the course with one width.

    Parameters
    ----------
    name : str or None
        Of the road.
    from_m, to_m : float
        Chainage.
    least_m, most_m : float
        What the width for one direction is at least and at most. Equal where it is known; 0 and
        infinite where it is assumed; half and whole where nobody knows whether runners meet.
    """

    name: str | None
    from_m: float
    to_m: float
    least_m: float
    most_m: float


def lanes_of(legs: Sequence[Leg], opposed: Sequence[Stretch] | None) -> list[Lane]:
    """Give the width of each piece of a course, each direction by itself.

    Parameters
    ----------
    legs : sequence of Leg
    opposed : sequence of Stretch or None
        Where runners meet on one carriageway, and each direction has half of it.
    """
    halved = None if opposed is None else _merged(opposed)
    return [lane for leg in legs for lane in _of_leg(leg, halved)]


def width_at_start_m(evidence: Evidence) -> float | None:
    """Give the width that is open at the start; `None` where it is not known."""
    first = evidence.legs[0] if evidence.legs else None
    return first.open_width_m if first is not None and _is_known(first) else None


def stretch_of(lane: Lane) -> RoadStretch:
    """Give the place of a piece."""
    return RoadStretch(lane.name, lane.from_m, lane.to_m)


def _of_leg(leg: Leg, halved: Sequence[Stretch] | None) -> Iterator[Lane]:
    if not _is_known(leg):
        yield Lane(leg.name, leg.from_m, leg.to_m, 0.0, math.inf)
        return
    if halved is None:
        yield Lane(leg.name, leg.from_m, leg.to_m, leg.own_width_m, leg.open_width_m)
        return
    at_m = leg.from_m
    for stretch in halved:
        from_m, to_m = max(stretch.from_m, at_m), min(stretch.to_m, leg.to_m)
        if from_m >= to_m:
            continue
        if from_m > at_m:
            yield Lane(leg.name, at_m, from_m, leg.open_width_m, leg.open_width_m)
        yield Lane(leg.name, from_m, to_m, leg.own_width_m, leg.own_width_m)
        at_m = to_m
    if at_m < leg.to_m:
        yield Lane(leg.name, at_m, leg.to_m, leg.open_width_m, leg.open_width_m)


def _is_known(leg: Leg) -> bool:
    """Tell whether a width was measured; one of nothing is a slip of whoever entered it."""
    return leg.width_from in _KNOWN_WIDTHS and leg.width_m > 0.0


def _merged(stretches: Sequence[Stretch]) -> list[Stretch]:
    whole: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.from_m):
        if whole and stretch.from_m <= whole[-1].to_m:
            whole[-1] = Stretch(whole[-1].from_m, max(whole[-1].to_m, stretch.to_m))
        else:
            whole.append(stretch)
    return whole
