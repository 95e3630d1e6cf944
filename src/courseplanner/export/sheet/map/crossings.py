"""Where a course crosses traffic on the level: big roads and railways."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.course import Course

__all__ = ["Crossing", "crossings_of"]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A place where traffic has to be stopped."""

    at_m: float
    words: Text


def crossings_of(course: Course) -> tuple[Crossing, ...]:
    """Give the crossings of a course in running order."""
    roads = (Crossing(at_m, text("big road")) for at_m in course.big_road_crossings_m or ())
    rails = (Crossing(at_m, text("railway, on the level")) for at_m in course.level_crossings_m or ())
    return tuple(sorted((*roads, *rails), key=lambda one: one.at_m))
