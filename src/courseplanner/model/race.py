"""A race: what a course is asked for, and judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.track import Track
from courseplanner.model.rulebook.rulebook import RuleSet

__all__ = ["Race"]


@dataclass(frozen=True, slots=True, eq=False)
class Race:
    """What a course is asked for, and judged by.

    Parameters
    ----------
    brief : Brief
    rules : RuleSet
        The one that the brief names.
    tracks : mapping of str to Track
        The tracks of the files that the brief keeps, by their names in it.
    recorded : Track or None
        What somebody recorded of a course that exists: nobody planned it for this race, so that nothing is
        known of it but what the track and the map tell. `None` of a plan.
    """

    brief: Brief
    rules: RuleSet
    tracks: Mapping[str, Track] = field(default_factory=dict)
    recorded: Track | None = None
