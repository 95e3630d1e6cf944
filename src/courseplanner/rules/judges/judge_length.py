"""Judges what concerns the distance: standard, planned with the factor, and not measured yet."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.judges.verdict import INPUTS, decided, lacking, settled, unknown

__all__ = ["judge_distance", "judge_length", "judge_prevention_factor", "judge_tolerance"]

_SAME_DISTANCE_M = 0.01


def judge_distance(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the distance of the event to the standard ones."""
    nominal_km = evidence.nominal_m / 1000.0
    off_percent = _track_off_percent(evidence)
    if off_percent is not None and abs(off_percent) > rule.figures["track_off_percent"]:
        words = text("the track is not {km:.10g} km long", km=nominal_km)
        return decided(rule, words, holds=False, measured=_km(evidence.track_m or 0.0), limit=nominal_km)
    nearest_km = min(rule.values, key=lambda km: abs(km - nominal_km))
    off_km = abs(nearest_km - nominal_km)
    holds = off_km * 1000.0 <= _SAME_DISTANCE_M
    if holds:
        words = text("{km:.10g} km is a standard distance", km=nominal_km)
    else:
        words = text(
            "{km:.10g} km is not a standard distance; the nearest is {nearest:.10g} km",
            km=nominal_km,
            nearest=nearest_km,
        )
    margin = 0.0 if holds else -off_km
    return decided(rule, words, holds=holds, measured=nominal_km, limit=nearest_km, margin=margin)


def judge_length(evidence: Evidence, rule: Rule) -> Finding:
    """Say that nobody has measured; a track that is plainly of another distance fails.

    Neither a plan nor a track of a receiver is a measurement.
    """
    least_m = rule.one_limit * evidence.nominal_m
    length_km = (evidence.course_m if evidence.track_m is None else evidence.track_m) / 1000.0
    if evidence.target_m is None:
        off_percent = _track_off_percent(evidence)
        if off_percent is not None and abs(off_percent) > rule.figures["track_off_percent"]:
            return _another_distance(evidence, rule, off_percent, least_m)
        words = text("the track is {km:.2f} km long; a GPS track is no measurement", km=length_km)
    else:
        words = text("planned at {km:.2f} km on the map; nobody has measured it on the road", km=length_km)
    return unknown(rule, words, INPUTS[Input.RIDE], limit=least_m, unit="m")


def _track_off_percent(evidence: Evidence) -> float | None:
    """Give how much longer a track is than the distance of its event; `None` for a plan."""
    if evidence.track_m is None:
        return None
    return 100.0 * (evidence.track_m / evidence.nominal_m - 1.0)


def _another_distance(evidence: Evidence, rule: Rule, off_percent: float, least_m: float) -> Finding:
    """Fail a track that no error of a receiver explains."""
    words = text(
        "the track is {km:.2f} km long, {off:.0f} % {more} than {nominal:.10g} km: no receiver is so far off",
        km=_km(evidence.track_m or 0.0),
        off=abs(off_percent),
        more=text("more") if off_percent > 0.0 else text("less"),
        nominal=_km(evidence.nominal_m),
    )
    return decided(
        rule, words, holds=False, measured=_km(evidence.track_m or 0.0), limit=_km(least_m), unit="km"
    )


def _km(length_m: float) -> float:
    return length_m / 1000.0


def judge_tolerance(evidence: Evidence, rule: Rule) -> Finding:
    """Say that inferred widths leave the length open by more than the rule allows."""
    allowed_m = rule.one_limit / 100.0 * evidence.nominal_m
    words = text(
        "{limit:g} % is {metres:.0f} m; one metre of width alone changes the length by 0.15 to 0.4 %",
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
