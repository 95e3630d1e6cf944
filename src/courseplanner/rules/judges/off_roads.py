"""What no judge of roads can know: where a track follows no road of the map."""

from __future__ import annotations

from collections.abc import Sequence

from courseplanner.base.i18n import text
from courseplanner.model.course.course import Leg
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.judges.open_stretches import RoadStretch, km_of, starts_of
from courseplanner.rules.judges.verdict import INPUTS, unknown

__all__ = ["is_off_roads", "off_roads"]


def is_off_roads(legs: Sequence[Leg]) -> bool:
    """Tell whether a part of a course follows no road of the map."""
    return not all(leg.is_on_road for leg in legs)


def off_roads(legs: Sequence[Leg], rule: Rule) -> Finding:
    """Leave a rule open because the course follows no road of the map in places: nothing is assumed there."""
    off = [RoadStretch(leg.name, leg.from_m, leg.to_m) for leg in legs if not leg.is_on_road]
    words = text("{km:.2f} km follow no road of the map", km=km_of(off))
    return unknown(rule, words, INPUTS[Input.ROADS], at_m=starts_of(off))
