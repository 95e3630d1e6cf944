"""Lays out and surveys for tests that begin with a region and a brief: makes ground and race of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from courseplanner import layout
from courseplanner.base.progress import Progress
from courseplanner.layout.ask.resolved_brief import ResolvedBrief, resolve
from courseplanner.layout.survey.stages import FactsStage, LengthStage
from courseplanner.layout.survey.survey import survey
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.course.survey import Stage
from courseplanner.model.course.track import Track
from courseplanner.model.race import Race
from courseplanner.model.region import Region
from courseplanner.model.route.route import Route
from courseplanner.roads.ground import Ground, ground_of
from courseplanner.rules.book.rule_files import read_rule_set

__all__ = ["along_roads", "facts_along_roads", "ground_in", "propose", "race_for", "resolved_in"]

Floats = NDArray[np.float64]

_NO_TRACKS: Mapping[str, Track] = MappingProxyType({})


def race_for(brief: Brief, tracks: Mapping[str, Track] = _NO_TRACKS, recorded: Track | None = None) -> Race:
    """Give the race of a brief, with the rules that it names."""
    return Race(brief, read_rule_set(brief.event.rules), tracks, recorded)


def resolved_in(region: Region, brief: Brief) -> ResolvedBrief:
    """Find what a brief means in a region, with what it states of the roads."""
    return resolve(ground_of(region, brief), race_for(brief))


def propose(
    region: Region,
    brief: Brief,
    progress: Progress | None = None,
    found: Callable[[tuple[Candidate, ...]], None] | None = None,
    tracks: Mapping[str, Track] = _NO_TRACKS,
) -> Proposal:
    """Lay out the courses of a brief in a region.

    Parameters
    ----------
    region, brief
    progress, found
        As for `courseplanner.layout.propose`.
    tracks : mapping of str to Track
        The tracks of the files that the brief keeps.
    """
    return layout.propose(ground_of(region, brief), race_for(brief, tracks), progress, found)


def ground_in(region: Region) -> Ground:
    """Give the ground of a region of whose roads nobody states anything."""
    return ground_of(region, _CHECKED)


def along_roads(ground: Ground, route: Route, lon: Floats, lat: Floats) -> LengthStage:
    """Survey the route that a track was taken for, up to its length: along the middle of its roads."""
    return survey(ground, _recorded(lon, lat), route, Stage.LENGTH)


def facts_along_roads(ground: Ground, route: Route, lon: Floats, lat: Floats) -> FactsStage:
    """Survey such a route up to what lies under it."""
    return survey(ground, _recorded(lon, lat), route, Stage.FACTS)


_CHECKED = Brief.model_validate(
    {"schema": 1, "event": {"distance": 10_000.0}, "region": {}, "course": {"shape": "point-to-point"}}
)
"""What is asked of a course that exists, as checking asks it."""


def _recorded(lon: Floats, lat: Floats) -> Race:
    track = Track("", lon.copy(), lat.copy(), np.full(len(lon), np.nan), 0)
    return race_for(_CHECKED, recorded=track)
