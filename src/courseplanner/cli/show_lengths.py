"""What a terminal says of the lengths and of the defibrillators of a course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseplanner.base.i18n import Text, text

if TYPE_CHECKING:
    from courseplanner.model.course.candidate import Candidate

__all__ = ["care_in_words", "lengths_in_words"]


def lengths_in_words(candidate: Candidate) -> Text:
    """Give the lengths of a course side by side, in whole metres, and how well they are known."""
    course = candidate.course
    words = text(
        "length: {roads} m along the middle of the roads, {route} m along the shortest route",
        roads=_whole(course.road.length_m),
        route=_whole(course.course_m),
    )
    if candidate.ground_m is not None:
        words = text("{words}, {ground} m on the ground", words=words, ground=_whole(candidate.ground_m))
    if candidate.budget is None:
        return words
    return text("{words}; known to ± {error:.0f} m", words=words, error=candidate.budget.uncertainty_m)


def care_in_words(candidate: Candidate) -> Text | None:
    """Say how many defibrillators and people a course takes and how soon one is applied; `None` without any.

    What is assumed is said with the rule; where that does not hold, only what the brief gives is counted.
    """
    from courseplanner.model.course.stations import StationKind, devices_in_words

    plan = candidate.stations
    if not plan.of_kind(StationKind.DEFIBRILLATOR):
        return None
    found = next((one.words for one in candidate.findings if one.rule == "AED-TIME"), None)
    return text("defibrillators: {words}", words=found or devices_in_words(plan.stations))


def _whole(length_m: float) -> str:
    return f"{length_m:,.0f}".replace(",", " ")
