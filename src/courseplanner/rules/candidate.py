"""Judges a candidate: by the limits of its brief, and by the rules that hold for the race."""

from __future__ import annotations

from courseplanner.measure.twoway import opposed_and_lapped
from courseplanner.model.brief import Brief
from courseplanner.model.candidate import Candidate
from courseplanner.model.evidence import Evidence
from courseplanner.model.finding import Finding, Status
from courseplanner.model.rulebook import RuleSet
from courseplanner.rules.judge import judge
from courseplanner.rules.limits import judge_limits

__all__ = ["evidence_of", "judge_candidate"]

_ORDER = tuple(Status)


def judge_candidate(brief: Brief, rules: RuleSet, candidate: Candidate) -> tuple[Finding, ...]:
    """Judge a candidate.

    Parameters
    ----------
    brief : Brief
        The one that the candidate answers.
    rules : RuleSet
        The one that the brief names.
    candidate : Candidate

    Returns
    -------
    tuple of Finding
        Fails first, then warnings, what is unknown, and passes; of each, what the brief asks comes first.
    """
    findings = (*judge_limits(brief, candidate), *judge(evidence_of(brief, candidate), rules))
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.status)))


def evidence_of(brief: Brief, candidate: Candidate) -> Evidence:
    """Gather what is known of a candidate and its race."""
    course = candidate.course
    opposed, lapped = opposed_and_lapped(course.lon, course.lat, course.chainage_m)
    return Evidence(
        lon=course.lon,
        lat=course.lat,
        chainage_m=course.chainage_m,
        nominal_m=candidate.nominal_m,
        target_m=candidate.target_m,
        separation_m=candidate.separation_m,
        ground_m=candidate.ground_m,
        legs=course.legs,
        profile=candidate.profile,
        visits=candidate.visits,
        laps=brief.course.laps,
        runners=brief.event.runners,
        opposed=opposed,
        lapped=lapped,
        level_crossings_m=course.level_crossings_m,
    )
