"""Whether a candidate is worse in every respect than another."""

from __future__ import annotations

from courseplanner.model.course.survey import CourseFacts
from courseplanner.model.places.places import VILLAGES, PlaceKind

__all__ = ["objectives_of", "one_dominates"]


def objectives_of(facts: CourseFacts) -> tuple[float, ...]:
    """Give the figures by which candidates are weighed, as written: more is better.

    What is not known is the same for all of one plan, and counts as 0.
    """
    course, shares = facts.course, facts.shares
    counted = {kind.value for kind in (*VILLAGES, PlaceKind.SCENIC)}
    places = {visit.name for visit in facts.visits if visit.kind in counted and visit.counts}
    return (
        facts.scenery,
        shares.motor_free,
        -shares.repeated,
        -shares.unpaved,
        -float(facts.turns),
        -float(len(course.level_crossings_m or ()) + len(course.big_road_crossings_m or ())),
        0.0 if facts.profile is None else -facts.profile.climb_m,
        -shares.narrow,
        -shares.surface_unknown,
        -shares.tunnel,
        facts.roundness or 0.0,
        float(len(places)),
    )


def one_dominates(one: CourseFacts, other: CourseFacts) -> bool:
    """Tell whether one of two is at least as good in every respect, and better in one."""
    ours, theirs = objectives_of(one), objectives_of(other)
    if ours == theirs:
        return False
    pairs = list(zip(ours, theirs, strict=True))
    return all(a >= b for a, b in pairs) or all(a <= b for a, b in pairs)
