"""The answer of `check` to an existing course, for programs."""

from __future__ import annotations

from typing import Any

from courseplanner.export.documents.candidates import (
    crossing_entries,
    drop_entry,
    finding_entry,
    leg_entries,
    profile_entry,
    reserve_entries,
    visit_entries,
)
from courseplanner.export.syntax.jsontext import metres, share
from courseplanner.export.tables.stations import station_entries
from courseplanner.model.course.course import Course
from courseplanner.model.course.match import Match
from courseplanner.model.course.survey import Survey

__all__ = ["check_document"]


def check_document(length_m: float, survey: Survey, matched: Match | None = None) -> dict[str, Any]:
    """Put what was found of a course in the words of the contract.

    Nobody planned it, so it has no target; nobody measured it either. Its length is that of the track
    as it was recorded. Where it was matched, `matched` says how well, and legs and places of findings
    count along the roads; where it was not, nobody knows of tunnels, places or crossings. Stations are those
    that the rules ask for: nobody knows where they stand. How well the length of the roads is known stands
    as its uncertainty.
    """
    profile, course, budget = survey.profile, survey.course, survey.budget
    is_whole = matched is not None and matched.is_whole
    document = {
        "schema": 1,
        "length": {
            "nominal_m": survey.nominal_m,
            "target_m": None,
            "basis": "ellipsoid" if survey.ground_m is None else "ground",
            "course_m": metres(length_m),
            "ground_m": None if survey.ground_m is None else metres(survey.ground_m),
            "centreline_m": metres(course.course_m) if is_whole else None,
            "uncertainty_m": None if budget is None else round(budget.uncertainty_m, 0),
            "bias_m": None,
        },
        "separation_m": metres(survey.separation_m),
        "drop_m_per_km": None if profile is None else drop_entry(profile, survey.nominal_m),
        "climb_m": None if profile is None else round(profile.climb_m, 1),
        "profile": profile_entry(profile),
    }
    if matched is not None:
        document["matched"] = {
            "length_m": metres(course.course_m),
            "share": share(matched.share),
            "rms_m": round(matched.rms_m, 1),
            "most_m": round(matched.most_m, 1),
            "gaps": [[metres(gap.from_m), metres(gap.to_m)] for gap in matched.gaps],
        }
        document["shares"] = {"tunnel": share(_tunnel_m(course) / course.course_m)}
        document["legs"] = leg_entries(course.legs)
        document |= {
            "visits": visit_entries(survey.visits),
            **crossing_entries(course),
            "scenery": share(survey.scenery),
            "stations": station_entries(survey.stations),
            "reserves": reserve_entries(survey.reserves),
        }
    return {**document, "findings": [finding_entry(finding) for finding in survey.findings]}


def _tunnel_m(course: Course) -> float:
    return sum(leg.to_m - leg.from_m for leg in course.legs if leg.tunnel)
