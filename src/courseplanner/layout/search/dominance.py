"""Whether a candidate is worse in every respect than another."""

from __future__ import annotations

from courseplanner.model.course.candidate import Candidate
from courseplanner.model.places.places import VILLAGES, PlaceKind

__all__ = ["objectives_of", "one_dominates"]


def objectives_of(candidate: Candidate) -> tuple[float, ...]:
    """Give the figures by which candidates are weighed, as written: more is better.

    What is not known is the same for all of one plan, and counts as 0.
    """
    course, shares = candidate.course, candidate.shares
    counted = {kind.value for kind in (*VILLAGES, PlaceKind.SCENIC)}
    places = {visit.name for visit in candidate.visits if visit.kind in counted and visit.counts}
    return (
        candidate.scenery or 0.0,
        shares.motor_free,
        -shares.repeated,
        -shares.unpaved,
        -float(candidate.turns),
        -float(len(course.level_crossings_m or ()) + len(course.big_road_crossings_m or ())),
        0.0 if candidate.profile is None else -candidate.profile.climb_m,
        -shares.narrow,
        -shares.surface_unknown,
        -shares.tunnel,
        candidate.roundness or 0.0,
        float(len(places)),
    )


def one_dominates(one: Candidate, other: Candidate) -> bool:
    """Tell whether one of two is at least as good in every respect, and better in one."""
    ours, theirs = objectives_of(one), objectives_of(other)
    if ours == theirs:
        return False
    pairs = list(zip(ours, theirs, strict=True))
    return all(a >= b for a, b in pairs) or all(a <= b for a, b in pairs)
