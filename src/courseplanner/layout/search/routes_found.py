"""From a walk that was closed to a candidate: its route, and the survey of that."""

from __future__ import annotations

from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.ask.targets import Role
from courseplanner.layout.line.rounds import Closed
from courseplanner.layout.line.spans.node_spans import with_shapes
from courseplanner.layout.search.closings import LaidWalk
from courseplanner.layout.survey.stages import FactsStage, LengthStage, LineStage
from courseplanner.layout.survey.survey import survey
from courseplanner.measure.geometry.overlap import Trace
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.survey import CourseFacts
from courseplanner.model.race import Race
from courseplanner.model.route.route import Anchor, Route

__all__ = ["route_of", "surveyed_candidate"]


def route_of(resolved: ResolvedBrief, laid: LaidWalk, closed: Closed) -> Route:
    """Give the route of a walk that was closed."""
    course = resolved.brief.course
    return Route(
        shape=course.shape,
        spans=with_shapes(laid.spans, laid.walked),
        laps=course.laps,
        lead_in_m=course.lead_in_m,
        anchors=_anchors(resolved),
        closing=closed.stored,
        made_on=resolved.ground.key,
    )


def _anchors(resolved: ResolvedBrief) -> tuple[Anchor, ...]:
    """Give the places that the brief wants to be visited, by name or position."""
    targets = resolved.targets
    return tuple(
        Anchor(target.place.names.shown or "", target.place.lon, target.place.lat)
        for target in targets.targets
        if targets.groups[target.group].role is Role.stop
    )


def surveyed_candidate(
    race: Race,
    resolved: ResolvedBrief,
    laid: LaidWalk,
    closed: Closed,
    facts: CourseFacts,
    judged: Trace,
    name: str,
    error_m: float | None,
) -> Candidate:
    """Survey a course that the search has closed and looked at, to the end.

    Parameters
    ----------
    race : Race
    resolved : ResolvedBrief
    laid, closed, facts, judged
        The stages of its survey so far.
    name : str
        Its letter.
    error_m : float or None
        By how much the search had misjudged its length.
    """
    ground, route = resolved.ground, route_of(resolved, laid, closed)
    line = LineStage(ground, race, route, ground, laid.walked, ())
    length = LengthStage(line, closed, closed.line.length_m, closed.routed.route.unsolved_m)
    return Candidate.of(survey(ground, race, route, before=FactsStage(length, facts, judged)), name, error_m)
