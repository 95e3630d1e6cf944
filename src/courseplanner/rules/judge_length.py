"""Judges what concerns the distance: standard, planned with the factor, and not measured yet."""

from __future__ import annotations

from courseplanner.i18n import text
from courseplanner.model.evidence import Evidence
from courseplanner.model.finding import Finding
from courseplanner.model.rulebook import Input, Rule
from courseplanner.rules.verdict import INPUTS, decided, lacking, settled, unknown

__all__ = ["judge_distance", "judge_length", "judge_prevention_factor", "judge_tolerance"]

_SAME_DISTANCE_M = 0.01


def judge_distance(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the distance of the event to the standard ones."""
    nominal_km = evidence.nominal_m / 1000.0
    nearest_km = min(rule.values, key=lambda km: abs(km - nominal_km))
    off_km = abs(nearest_km - nominal_km)
    holds = off_km * 1000.0 <= _SAME_DISTANCE_M
    if holds:
        words = text("{km:.10g} km is a standard distance", km=nominal_km)
    else:
        words = text(
            "{km:.10g} km is no standard distance; the nearest is {nearest:.10g} km",
            km=nominal_km,
            nearest=nearest_km,
        )
    margin = 0.0 if holds else -off_km
    return decided(rule, words, holds=holds, measured=nominal_km, limit=nearest_km, margin=margin)


def judge_length(evidence: Evidence, rule: Rule) -> Finding:
    """Say that nobody has measured: neither a plan nor a track of a receiver is a measurement."""
    least_m = rule.one_limit * evidence.nominal_m
    length_km = evidence.course_m / 1000.0
    if evidence.target_m is None:
        words = text("the track is {km:.2f} km long; a GPS track is no measurement", km=length_km)
    else:
        words = text("planned at {km:.2f} km on the map; nobody has measured it on the road", km=length_km)
    return unknown(rule, words, INPUTS[Input.RIDE], limit=least_m, unit="m")


def judge_tolerance(evidence: Evidence, rule: Rule) -> Finding:
    """Say that inferred widths leave the length open by more than the rule allows."""
    allowed_m = rule.one_limit / 100.0 * evidence.nominal_m
    words = text(
        "{limit:g} % is {metres:.0f} m; a metre of width alone moves the length by 0.15 to 0.4 %",
        limit=rule.one_limit,
        metres=allowed_m,
    )
    return unknown(rule, words, INPUTS[Input.SURVEY])


def judge_prevention_factor(evidence: Evidence, rule: Rule) -> Finding:
    """Hold what the plan aims at to the nominal distance times the factor."""
    if evidence.target_m is None:
        return lacking(rule, Input.TARGET)
    factor = evidence.target_m / evidence.nominal_m
    words = text(
        "planned at {target:.2f} m, {factor:.6g} times the nominal distance",
        target=evidence.target_m,
        factor=factor,
    )
    return settled(rule, factor, words)
