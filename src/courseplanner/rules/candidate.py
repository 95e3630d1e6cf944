"""Places the stations of a candidate and judges it: by its brief, and by the rules of the race."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from courseplanner.measure.along.course_marks import course_marks_of
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.measure.along.marks import marks_of
from courseplanner.measure.along.shared_carriageway import opposed_and_lapped
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.stations import GivenStation
from courseplanner.model.rulebook.finding import Status
from courseplanner.model.rulebook.rulebook import RuleSet
from courseplanner.model.weather.conditions import UNKNOWN_WEATHER, RaceWeather
from courseplanner.rules.judge import judge
from courseplanner.rules.limits.limits import judge_limits
from courseplanner.rules.stations.stations import place_stations

__all__ = ["evidence_of", "judged"]

_ORDER = tuple(Status)


def judged(
    brief: Brief,
    rules: RuleSet,
    candidate: Candidate,
    given: Sequence[GivenStation] = (),
    weather: RaceWeather = UNKNOWN_WEATHER,
) -> Candidate:
    """Place the stations of a candidate, and judge it.

    Parameters
    ----------
    brief : Brief
        The one that the candidate answers.
    rules : RuleSet
        The one that the brief names.
    candidate : Candidate
    given : sequence of GivenStation
        Stations that the brief asks for.
    weather : RaceWeather
        That of the hours of the race.

    Returns
    -------
    Candidate
        With stations, their marks, and findings: fails first, then warnings, what is unknown, and
        passes; of each, what the brief asks comes first.
    """
    course, evidence = candidate.course, evidence_of(brief, candidate)
    kilometrage = evidence.counted
    evidence = replace(
        evidence, conditions=weather.conditions, air=weather.air, lacks_date=weather.lacks_date
    )
    within_m = brief.course.visit_within_m
    plan = place_stations(rules, evidence, course.landmarks, course.turnarounds_m, given, within_m)
    placed = replace(
        candidate,
        stations=plan,
        marks=marks_of(course, kilometrage, candidate.visits, plan),
        course_marks=course_marks_of(course, kilometrage, plan, miles=brief.event.mile_marks),
    )
    findings = (*judge_limits(brief, placed), *judge(replace(evidence, stations=plan), rules))
    in_order = sorted(findings, key=lambda finding: _ORDER.index(finding.status))
    return replace(placed, findings=tuple(in_order))


def evidence_of(brief: Brief, candidate: Candidate) -> Evidence:
    """Gather what is known of a candidate and its race."""
    course = candidate.course
    road = course.road
    opposed, lapped = opposed_and_lapped(road.lon, road.lat, road.chainage_m)
    return Evidence(
        lon=road.lon,
        lat=road.lat,
        chainage_m=road.chainage_m,
        nominal_m=candidate.nominal_m,
        target_m=candidate.target_m,
        separation_m=candidate.separation_m,
        ground_m=candidate.ground_m,
        legs=course.legs,
        profile=candidate.profile,
        visits=candidate.visits,
        laps=brief.course.laps,
        runners=brief.event.runners,
        waves=brief.event.waves,
        pen_m=brief.event.pen_m,
        defibrillator_mode=brief.stations.mode,
        alert_s=brief.event.alert_s,
        opposed=opposed,
        lapped=lapped,
        level_crossings_m=course.level_crossings_m,
        unsolved_m=None if candidate.budget is None else candidate.budget.unsolved_m,
        reserves=candidate.reserves,
        kilometrage=kilometrage_of(candidate),
    )
