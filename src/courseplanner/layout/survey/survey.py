"""Derives all that is known of a route: the only place where that is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, overload

import numpy as np

from courseplanner.base.i18n import text
from courseplanner.layout.ask.resolved_brief import ResolvedBrief, resolve
from courseplanner.layout.line.ground_cache import Kept, router_for
from courseplanner.layout.line.relief import with_relief
from courseplanner.layout.line.rounds import closed_as_drawn, closed_as_stored, measured
from courseplanner.layout.line.spans.straights import is_off_roads
from courseplanner.layout.survey.facts import facts_of, first_facts_of
from courseplanner.layout.survey.findings import survey_of
from courseplanner.layout.survey.recorded import closed_along_roads, with_recorded
from courseplanner.layout.survey.reopening import reopened
from courseplanner.layout.survey.stages import FactsStage, LengthStage, LineStage
from courseplanner.model.course.survey import Stage, Survey
from courseplanner.model.race import Race
from courseplanner.model.route.route import Route, Span
from courseplanner.model.route.span_problem import SpanProblem, SpanTrouble
from courseplanner.roads.ground import Ground

__all__ = ["resolved_for", "survey", "survey_from_facts"]

_Before = LineStage | LengthStage | FactsStage | None
_resolved: Kept[list[tuple[Race, ResolvedBrief]]] = Kept()
_MOST_RACES = 3
_SAME_LENGTH_M = 0.01
"""What a course may be off the length that it was brought to."""


@overload
def survey(
    ground: Ground, race: Race, route: Route, upto: Literal[Stage.LINE], before: _Before = None
) -> LineStage: ...


@overload
def survey(
    ground: Ground, race: Race, route: Route, upto: Literal[Stage.LENGTH], before: _Before = None
) -> LengthStage: ...


@overload
def survey(
    ground: Ground, race: Race, route: Route, upto: Literal[Stage.FACTS], before: _Before = None
) -> FactsStage: ...


@overload
def survey(
    ground: Ground,
    race: Race,
    route: Route,
    upto: Literal[Stage.FINDINGS] = Stage.FINDINGS,
    before: _Before = None,
) -> Survey: ...


def survey(
    ground: Ground, race: Race, route: Route, upto: Stage = Stage.FINDINGS, before: _Before = None
) -> LineStage | LengthStage | FactsStage | Survey:
    """Survey a route.

    Parameters
    ----------
    ground : Ground
    race : Race
        What the course is asked for, and judged by.
    route : Route
    upto : Stage
        How far to go: a drag needs the length, its end the findings.
    before : LineStage, LengthStage or FactsStage, optional
        The result of an earlier call: its stages are reused if it is of this route, race and ground.

    Returns
    -------
    LineStage, LengthStage, FactsStage or Survey
        By `upto`. The same with and without `before`. What of the route is gone, moved or shut stands among
        its problems, and what is left of it is surveyed.

    Raises
    ------
    PlaceNameError
        From `Stage.FACTS` on, if a name in the brief is not clear, or a position lies outside the region.
    BriefError
        From `Stage.FACTS` on, if a road that the brief avoids or keeps does not exist.
    """
    line = _line_before(before)
    if line is None or not line.is_of(ground, race, route):
        before, line = None, _line(ground, race, route)
    if upto is Stage.LINE:
        return line
    length = _length_before(before) or _length(line)
    if upto is Stage.LENGTH:
        return length
    facts = before if isinstance(before, FactsStage) else _facts(length)
    return facts if upto is Stage.FACTS else survey_from_facts(facts)


def _line_before(before: _Before) -> LineStage | None:
    length = _length_before(before)
    return before if isinstance(before, LineStage) else None if length is None else length.on


def _length_before(before: _Before) -> LengthStage | None:
    if isinstance(before, FactsStage):
        return before.on
    return before if isinstance(before, LengthStage) else None


def _line(ground: Ground, race: Race, route: Route) -> LineStage:
    wider, walked, problems = reopened(ground, route)
    line = with_relief(wider, walked.line, closed=route.is_ring)
    return LineStage(ground, race, route, wider, walked.with_line(line), problems)


def _length(on: LineStage) -> LengthStage:
    router = router_for(on.ground)
    if not on.is_on_roads:
        return LengthStage(on, closed_as_drawn(router.plane, on.walked, on.route), None, None)
    closed = closed_as_stored(router, on.walked, on.route)
    shown = closed if on.race.recorded is None else closed_along_roads(closed)
    return LengthStage(on, shown, closed.line.length_m, closed.routed.route.unsolved_m)


def _facts(on: LengthStage) -> FactsStage:
    race = on.on.race
    resolved = resolved_for(on.on.ground, race)
    first = first_facts_of(resolved, on.closed)
    facts = facts_of(resolved, on.closed, first)
    if race.recorded is not None:
        facts = with_recorded(facts, race.recorded, has_terrain=on.on.ground.terrain is not None)
    return FactsStage(on, facts, first.judged)


def survey_from_facts(found: FactsStage) -> Survey:
    """Complete a survey: from the facts of a course to all that is known of it."""
    on = found.on.on
    problems = on.problems
    if on.race.recorded is None:
        shut = _shut(resolved_for(on.ground, on.race), on)
        problems = (*problems, *shut, *_off_length(found.on))
    return survey_of(on.ground, found, problems)


def _shut(resolved: ResolvedBrief, on: LineStage) -> Iterator[SpanProblem]:
    """Tell which spans lead over roads that may not be used now."""
    ends, edges = on.walked.span_ends, on.walked.line.edge
    for index, (span, first, last) in enumerate(
        zip(on.route.spans, ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    ):
        if not isinstance(span, Span):
            continue
        shut = ~resolved.allowed[edges[first:last]] & ~is_off_roads(on.ground.roads, edges[first:last])
        if not shut.any():
            continue
        at = first + int(np.argmax(shut))
        lon, lat = float(on.walked.line.lon[at]), float(on.walked.line.lat[at])
        words = text(
            "span {span}: way {way} may not be used, by the brief or by its tags, at {lon:.5f}, {lat:.5f}",
            span=index + 1, way=span.way, lon=lon, lat=lat,
        )  # fmt: skip
        yield SpanProblem(SpanTrouble.SHUT, index, span.way, lon, lat, None, words)


def _off_length(on: LengthStage) -> Iterator[SpanProblem]:
    """Say that a course no longer has the length that it was brought to."""
    stored = on.closed.stored
    length_m = measured(on.line)
    if stored is None or abs(length_m - stored.length_m) <= _SAME_LENGTH_M:
        return
    lon, lat = float(on.lon[-1]), float(on.lat[-1])
    words = text(
        "the course was brought to {wanted:.2f} m and is {length:.2f} m long on this map: close it again, "
        "from its finish at {lon:.5f}, {lat:.5f}",
        wanted=stored.length_m, length=length_m, lon=lon, lat=lat,
    )  # fmt: skip
    yield SpanProblem(SpanTrouble.OTHER_LENGTH, None, None, lon, lat, abs(length_m - stored.length_m), words)


def _asks_the_same(one: Race, other: Race) -> bool:
    """Tell whether two races want the same of a course, by their briefs and the tracks that these keep."""
    if one.brief is not other.brief and one.brief != other.brief:
        return False
    # What the field needs of the roads is a rule.
    if one.rules is not other.rules and one.rules != other.rules:
        return False
    return one.tracks.keys() == other.tracks.keys() and all(
        one.tracks[name] is other.tracks[name] for name in one.tracks
    )


def resolved_for(ground: Ground, race: Race) -> ResolvedBrief:
    """Give what the brief of a race means on a ground, found before where it is the same.

    Raises
    ------
    PlaceNameError
        If a name in the brief is not clear, or a position lies outside the region.
    BriefError
        If a road to avoid or to keep does not exist, or may not be used.
    """
    races = _resolved.get(ground.key, list)
    for other, resolved in races:
        if _asks_the_same(other, race):
            return resolved
    resolved = resolve(ground, race)
    races[:] = [*races, (race, resolved)][-_MOST_RACES:]
    return resolved
