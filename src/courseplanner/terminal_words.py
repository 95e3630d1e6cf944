"""What a terminal says of the lengths of a course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseplanner.i18n import Text, text

if TYPE_CHECKING:
    from courseplanner.model.candidate import Candidate

__all__ = ["lengths_in_words"]


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


def _whole(length_m: float) -> str:
    return f"{length_m:,.0f}".replace(",", " ")
