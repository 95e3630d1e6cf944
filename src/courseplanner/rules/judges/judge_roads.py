"""Judges the roads under a course: surface, motor traffic, level crossings and tight turns."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from courseplanner.base.i18n import text
from courseplanner.measure.geometry.bends import Turns, turns_along
from courseplanner.model.course.course import Leg
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.judges.off_roads import is_off_roads, off_roads
from courseplanner.rules.judges.open_stretches import RoadStretch, joined, km_of, longest_named, starts_of
from courseplanner.rules.judges.verdict import decided, lacking, settled, unknown

__all__ = [
    "judge_level_crossings",
    "judge_longest_bridge",
    "judge_motor_free",
    "judge_surface",
    "judge_tunnels",
    "judge_turns",
]

_ROUNDING_M = 1e-6
_ROUNDING = 1e-9


def judge_surface(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the metres of unpaved ground to the limit; ground without a tag may be either."""
    if not evidence.legs:
        return lacking(rule, Input.ROADS)
    soft = _those(evidence.legs, lambda leg: leg.surface is not None and leg.unpaved)
    untagged = _those(evidence.legs, lambda leg: leg.surface is None)
    soft_m, open_m = 1000.0 * km_of(soft), 1000.0 * km_of(untagged)
    is_broken = soft_m > rule.one_limit + _ROUNDING_M
    if not is_broken and is_off_roads(evidence.legs):
        return off_roads(evidence.legs, rule)
    if is_broken or soft_m + open_m <= rule.one_limit + _ROUNDING_M:
        words = text("{soft:.0f} m unpaved by their tags, {open:.0f} m without one", soft=soft_m, open=open_m)
        return settled(rule, soft_m if is_broken else soft_m + open_m, words, at_m=starts_of(soft))
    words = text(
        "{soft:.0f} m unpaved by their tags; the surface of {open:.1f} km is assumed by class of road",
        soft=soft_m,
        open=open_m / 1000.0,
    )
    needs = text("the surface of {stretches}", stretches=longest_named(untagged))
    return unknown(rule, words, needs, at_m=starts_of(untagged))


def judge_motor_free(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the part of the length that is free of motor traffic to the limit."""
    if not evidence.legs:
        return lacking(rule, Input.ROADS)
    legs = evidence.legs
    length_km = (legs[-1].to_m - legs[0].from_m) / 1000.0
    shared = _those(legs, lambda leg: leg.motor_free is False)
    untagged = _those(legs, lambda leg: leg.motor_free is None)
    most = 100.0 * (1.0 - km_of(shared) / length_km)
    least = most - 100.0 * km_of(untagged) / length_km
    limit = rule.one_limit - _ROUNDING_M
    if most < limit:
        words = text("at most {part:.1f} % is free of motor traffic", part=most)
        return settled(rule, most, words, at_m=starts_of(shared))
    if is_off_roads(legs):
        return off_roads(legs, rule)
    if least >= limit:
        words = text("{part:.1f} % is free of motor traffic by its tags", part=least)
        return settled(rule, least, words)
    words = text(
        "{least:.1f} % is free of motor traffic by its tags; who may drive on {open:.1f} km is not tagged",
        least=least,
        open=km_of(untagged),
    )
    needs = text("who may drive on {stretches}", stretches=longest_named(untagged))
    return unknown(rule, words, needs, at_m=starts_of(untagged))


def judge_tunnels(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the metres in tunnels to the limit."""
    if not evidence.legs:
        return lacking(rule, Input.ROADS)
    inside = _those(evidence.legs, lambda leg: leg.tunnel)
    metres = 1000.0 * km_of(inside)
    words = text("{metres:.0f} m in tunnels", metres=metres)
    if metres <= rule.one_limit and is_off_roads(evidence.legs):
        return off_roads(evidence.legs, rule)
    return settled(rule, metres, words, at_m=starts_of(inside))


def judge_longest_bridge(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the longest bridge to the limit."""
    if not evidence.legs:
        return lacking(rule, Input.ROADS)
    bridges = joined(_those(evidence.legs, lambda leg: leg.bridge), by_name=False)
    longest_m = max((bridge.length_m for bridge in bridges), default=0.0)
    words = text("bridges: {count}, the longest {metres:.0f} m", count=len(bridges), metres=longest_m)
    if longest_m <= rule.one_limit and is_off_roads(evidence.legs):
        return off_roads(evidence.legs, rule)
    long_m = tuple(bridge.from_m for bridge in bridges if bridge.length_m > rule.one_limit + _ROUNDING_M)
    return settled(rule, longest_m, words, at_m=long_m)


def judge_level_crossings(evidence: Evidence, rule: Rule) -> Finding:
    """Count the railways that the course crosses on the level."""
    crossings_m = evidence.level_crossings_m
    if crossings_m is None:
        return lacking(rule, Input.CROSSINGS)
    words = text("level crossings of railways: {count}", count=len(crossings_m))
    return settled(rule, float(len(crossings_m)), words, at_m=crossings_m)


def judge_turns(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the tightest turn to a radius, and the turns near the start to an angle, too."""
    base_m = rule.figures["base_m"]
    turns = turns_along(evidence.lon, evidence.lat, evidence.chainage_m, base_m)
    radius_m = float(turns.radius_m.min()) if len(turns.at_m) else np.inf
    tight_m = _places(turns.at_m[turns.radius_m < rule.one_limit * (1.0 - _ROUNDING)], base_m)
    if tight_m:
        words = text(
            "turns tighter than {limit:g} m: {count}, the tightest {radius:.1f} m",
            count=len(tight_m),
            limit=rule.one_limit,
            radius=math.floor(10.0 * radius_m) / 10.0,  # 4.97 m is tighter than 5 m, in words, too
        )
        return settled(rule, radius_m, words, at_m=tight_m)
    return _sharp(turns, rule, radius_m)


def _sharp(turns: Turns, rule: Rule, radius_m: float) -> Finding:
    """Judge the angles near the start, where no turn is too tight."""
    most_deg, within_m = rule.figures["angle_deg"], rule.figures["within_m"]
    sharp = (turns.at_m <= within_m) & (turns.angle_deg > most_deg)
    if sharp.any():
        angle_deg = float(turns.angle_deg[sharp].max())
        words = text("a turn of {angle:.0f}° within the first {within:g} m", angle=angle_deg, within=within_m)
        at_m = _places(turns.at_m[sharp], 2.0 * rule.figures["base_m"])
        margin = most_deg - angle_deg
        return decided(
            rule, words, holds=False, measured=angle_deg, limit=most_deg, margin=margin, unit="°", at_m=at_m
        )
    if np.isinf(radius_m):
        return decided(rule, text("no turn"), holds=True)
    return settled(rule, radius_m, text("the tightest turn has a radius of {radius:.1f} m", radius=radius_m))


def _places(at_m: np.ndarray[tuple[int], np.dtype[np.float64]], base_m: float) -> tuple[float, ...]:
    """Give one place for points that lie within a base of each other."""
    places: list[float] = []
    last_m = -np.inf
    for place_m in at_m.tolist():
        if place_m - last_m > base_m:
            places.append(place_m)
        last_m = place_m
    return tuple(places)


def _those(legs: Sequence[Leg], is_meant: Callable[[Leg], bool]) -> list[RoadStretch]:
    return [RoadStretch(leg.name, leg.from_m, leg.to_m) for leg in legs if is_meant(leg)]
