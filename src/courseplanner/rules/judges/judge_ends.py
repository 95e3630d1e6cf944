"""Judges start and finish: how far apart, how much lower, and how straight the road is there."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.measure.geometry.bends import straight_from_start_m, straight_to_finish_m
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.judges.verdict import lacking, settled, unknown

__all__ = ["judge_drop", "judge_separation", "judge_straights"]


def judge_separation(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the straight distance between start and finish to a part of the nominal distance."""
    part = 100.0 * evidence.separation_m / evidence.nominal_m
    words = text(
        "the finish lies {km:.2f} km from the start, {part:.1f} % of the distance",
        km=evidence.separation_m / 1000.0,
        part=part,
    )
    return settled(rule, part, words)


def judge_drop(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the net drop to metres a kilometre, unless the error of the heights could turn the answer."""
    profile = evidence.profile
    if profile is None:
        return lacking(rule, Input.HEIGHTS)
    km = evidence.nominal_m / 1000.0
    drop = profile.drop_m_per_km(evidence.nominal_m)
    away_m = abs(rule.one_limit - drop) * km
    if away_m < rule.figures["standard_errors"] * profile.error_m:
        words = text(
            "a drop of {drop:.2f} m/km, {away:.1f} m from the limit; the error of the heights could turn it "
            "(standard error {error:.1f} m)",
            drop=drop,
            away=away_m,
            error=profile.error_m,
        )
        return unknown(rule, words, text("heights of start and finish from a survey"), measured=drop)
    words = text(
        "the finish lies {metres:.1f} m {side} than the start, a drop of {drop:.2f} m/km",
        metres=abs(profile.drop_m),
        side=text("lower") if profile.drop_m >= 0.0 else text("higher"),
        drop=drop,
    )
    return settled(rule, drop, words)


def judge_straights(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the shorter of the straights after the start and before the finish to a length."""
    line, angle_deg = (evidence.lon, evidence.lat, evidence.chainage_m), rule.figures["angle_deg"]
    after_m = straight_from_start_m(*line, angle_deg)
    before_m = straight_to_finish_m(*line, angle_deg)
    words = text(
        "straight for {after:.0f} m after the start and {before:.0f} m before the finish, "
        "to within {angle:g}°",
        after=after_m,
        before=before_m,
        angle=angle_deg,
    )
    ends = ((after_m, after_m), (before_m, evidence.course_m - before_m))
    at_m = tuple(bend_m for straight_m, bend_m in ends if straight_m < rule.one_limit)
    return settled(rule, min(after_m, before_m), words, at_m=at_m)
