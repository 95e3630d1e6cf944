"""Places the stations of a course, marks it, and judges it: by its brief, and by the rules of its race."""

from __future__ import annotations

from dataclasses import fields

from courseplanner.assess.climate.of_race import along_of, race_weather
from courseplanner.layout.survey.evidence import evidence_of
from courseplanner.layout.survey.stages import FactsStage
from courseplanner.measure.along.course_marks import course_marks_of
from courseplanner.measure.along.cues import cues_of
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.measure.along.marks import marks_of
from courseplanner.measure.along.towns import town_near
from courseplanner.measure.along.ways_across import ways_across
from courseplanner.measure.bicycle.calibration_courses import calibration_stretches
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.stations import StationPlan
from courseplanner.model.course.survey import CourseFacts, Survey
from courseplanner.model.race import Race
from courseplanner.model.route.entry import fingerprint_of
from courseplanner.model.route.span_problem import SpanProblem
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.roads.given_stations import given_stations
from courseplanner.roads.ground import Ground
from courseplanner.rules.judge import judge
from courseplanner.rules.judges.judge_flow import field_start_of
from courseplanner.rules.limits.limits import judge_limits
from courseplanner.rules.stations.stations import place_stations

__all__ = ["survey_of"]

_ORDER = tuple(Status)


def survey_of(ground: Ground, found: FactsStage, problems: tuple[SpanProblem, ...]) -> Survey:
    """Complete a survey: from the facts of a course to all that is known of it.

    Parameters
    ----------
    ground : Ground
    found : FactsStage
    problems : tuple of SpanProblem
        What of its route is not as it was.
    """
    race, route, facts = found.on.on.race, found.on.on.route, found.facts
    brief, course = race.brief, facts.course
    evidence = evidence_of(found, race_weather(ground, brief))
    plan = _stations(ground, race, facts, evidence)
    kilometrage = kilometrage_of(facts)
    known = {field.name: getattr(facts, field.name) for field in fields(CourseFacts)}
    lon, lat = (float(at) for at in (course.lon[0], course.lat[0]))
    return Survey(
        **known,
        route=route,
        fingerprint=fingerprint_of(route, ground.key),
        problems=problems,
        stations=plan,
        marks=marks_of(course, kilometrage, facts.visits, plan),
        course_marks=course_marks_of(course, kilometrage, plan, miles=brief.event.mile_marks),
        cues=cues_of(course),
        ways_across=ways_across(course, ground.roads),
        towns=(
            town_near(ground, lon, lat),
            town_near(ground, float(course.lon[-1]), float(course.lat[-1])),
        ),
        calibration_courses=calibration_stretches(ground, lon, lat),
        along=along_of(facts, ground, brief),
        field=field_start_of(evidence, race),
        findings=_findings(brief, race, facts, plan, evidence),
    )


def _stations(ground: Ground, race: Race, facts: CourseFacts, evidence: Evidence) -> StationPlan:
    course, brief = facts.course, race.brief
    within_m = brief.course.visit_within_m
    given = given_stations(brief, ground)
    return place_stations(race.rules, evidence, course.landmarks, course.turnarounds_m, given, within_m)


def _findings(
    brief: Brief, race: Race, facts: CourseFacts, plan: StationPlan, evidence: Evidence
) -> tuple[Finding, ...]:
    """Judge a course; of one that was recorded nobody knows whether its stations stand as proposed."""
    if race.recorded is not None:
        return judge(evidence, race.rules)
    findings = (*judge_limits(brief, facts, plan), *judge(evidence.with_stations(plan), race.rules))
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.status)))
