"""Finds what lies under a closed course and beside it."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.assess.scenery import scenery_along
from courseplanner.layout.ask.required_parts import holds_parts
from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.line.legs import legs_of, level_crossings_of
from courseplanner.layout.line.line import Line, has_hooks, turnarounds_of
from courseplanner.layout.line.rounds import Closed, measured
from courseplanner.layout.line.routes import Routed
from courseplanner.layout.line.spans.straights import is_off_roads
from courseplanner.layout.line.starts import inside
from courseplanner.layout.line.turns import SHARP_TURN_DEG, turns_of
from courseplanner.layout.survey.course_figures import keeps_limits, roundness_of, shares_of, trace_of
from courseplanner.layout.survey.crossings import big_road_crossings, self_crossings_of
from courseplanner.layout.survey.landmarks import landmarks_of
from courseplanner.layout.survey.reserves import reserves_of
from courseplanner.layout.survey.visits import first_or_nearer, runs_of, visits_all, visits_of
from courseplanner.measure.geometry.geodesy import distance_m
from courseplanner.measure.geometry.nearness import Pairs
from courseplanner.measure.geometry.overlap import Trace
from courseplanner.measure.ground.profile import profile_of
from courseplanner.measure.string.budget import budget_of
from courseplanner.model.course.course import Centreline, Course, Visit
from courseplanner.model.course.length_budget import LengthBudget
from courseplanner.model.course.survey import CourseFacts, Shares

__all__ = ["FirstFacts", "facts_of", "first_facts_if_kept", "first_facts_of"]


@dataclass(frozen=True, slots=True, eq=False)
class FirstFacts:
    """The first facts of a course: those that show whether it keeps what its brief asks.

    Parameters
    ----------
    visited : Pairs
    judged : Trace
        The part of it on which repeats are judged.
    shares : Shares
    self_crossings_m : tuple of float
    """

    visited: Pairs
    judged: Trace
    shares: Shares
    self_crossings_m: tuple[float, ...]


def first_facts_of(resolved: ResolvedBrief, closed: Closed) -> FirstFacts:
    """Find the first facts of a course."""
    judged = trace_of(resolved.plane, closed.judged)
    return FirstFacts(
        _visited(resolved, closed),
        judged,
        shares_of(resolved.ground.roads, closed, judged),
        self_crossings_of(resolved.plane, closed),
    )


def first_facts_if_kept(resolved: ResolvedBrief, closed: Closed) -> FirstFacts | None:
    """Find the first facts of a course; `None` as soon as one shows that it does not keep the brief."""
    plane, most = resolved.plane, resolved.brief.limits.max_self_crossings
    if not _keeps_ends(resolved, closed.line) or has_hooks(plane, closed.routed.centreline):
        return None
    visited = _visited(resolved, closed)
    if not visits_all(resolved.brief, resolved.targets, resolved.target_of, visited):
        return None
    judged = trace_of(plane, closed.judged)
    shares = shares_of(resolved.ground.roads, closed, judged)
    if not _keeps_brief(resolved, closed, shares):
        return None
    crossings_m = self_crossings_of(plane, closed)
    if most is not None and len(crossings_m) > most:
        return None
    return FirstFacts(visited, judged, shares, crossings_m)


def _visited(resolved: ResolvedBrief, closed: Closed) -> Pairs:
    """Find what a course visits, on its first lap or way out, or later where it then comes nearer."""
    roads, shape = resolved.ground.roads, resolved.brief.course.shape
    ways_run = runs_of(roads, closed.judged_centreline)
    visited = resolved.sights.visited_by(roads, resolved.plane, closed.judged, ways_run)
    if shape not in ("out-and-back", "laps"):
        return visited
    again = resolved.sights.visited_by(roads, resolved.plane, closed.line, ways_run)
    return first_or_nearer(visited, again)


def _keeps_brief(resolved: ResolvedBrief, closed: Closed, shares: Shares) -> bool:
    """Tell whether a course keeps the limits of the brief on shares, and holds the parts that it must."""
    keeps = keeps_limits(resolved.brief, shares, closed.line.length_m)
    return keeps and holds_parts(resolved.ground.roads, closed.routed.on_course, resolved.kept)


def _keeps_ends(resolved: ResolvedBrief, line: Line) -> bool:
    """Tell whether start and finish as written lie where they may."""
    return all(
        end is None or bool(inside(resolved.plane, line.lon[[at]], line.lat[[at]], end)[0])
        for end, at in ((resolved.start, 0), (resolved.finish, -1))
    )


def facts_of(resolved: ResolvedBrief, closed: Closed, first: FirstFacts) -> CourseFacts:
    """Find all facts of a course.

    Parameters
    ----------
    resolved : ResolvedBrief
        What its brief means on the ground that it lies on.
    closed : Closed
    first : FirstFacts
        Its first facts.
    """
    brief, roads, line = resolved.brief, resolved.ground.roads, closed.line
    visits = visits_of(resolved.sights, first.visited, line)
    course = _course(resolved, closed, visits)
    road = closed.routed.centreline
    on_road = trace_of(resolved.plane, road)
    return CourseFacts(
        course=course,
        nominal_m=brief.event.nominal_m,
        target_m=brief.event.target_m,
        visits=visits,
        shares=first.shares,
        separation_m=distance_m(line.lon[0], line.lat[0], line.lon[-1], line.lat[-1]),
        turns=turns_of(on_road),
        sharp_turns=turns_of(on_road, more_than_deg=SHARP_TURN_DEG),
        roundness=roundness_of(first.judged) if brief.course.shape in ("loop", "laps") else None,
        self_crossings_m=first.self_crossings_m,
        lead_in_m=closed.lead_in_m,
        scenery=scenery_along(
            resolved.scenic, *resolved.plane.xy(road.lon, road.lat), ~roads.edge_in_tunnel[road.edge]
        ),
        profile=None if line.relief is None else profile_of(line.relief),
        ground_m=None if line.relief is None else measured(line),
        budget=None if is_off_roads(roads, road.edge).any() else _budget(closed.routed, course),
        reserves=reserves_of(resolved, closed),
    )


def _budget(routed: Routed, course: Course) -> LengthBudget:
    error_m = None if routed.line.relief is None else routed.line.relief.error_m
    return budget_of(routed.strip, routed.route, course.legs, routed.beside_m[routed.drawn], error_m)


def _course(resolved: ResolvedBrief, closed: Closed, visits: tuple[Visit, ...]) -> Course:
    """Tell what a closed line runs on and what lies along it."""
    line, on_course, roads = closed.line, closed.routed.on_course, resolved.ground.roads
    legs = legs_of(roads, on_course, closed.routed.halved)
    is_on_roads = not is_off_roads(roads, on_course.edge).any()
    level_crossings_m = level_crossings_of(roads, on_course)
    return Course(
        line.lon,
        line.lat,
        line.chainage_m,
        legs,
        turnarounds_of(resolved.plane, on_course, closed=False),
        closed.closing,
        line.heights_m(),
        landmarks_of(roads, on_course, legs, visits, level_crossings_m),
        level_crossings_m if is_on_roads else None,
        Centreline(on_course.lon, on_course.lat, on_course.chainage_m, closed.routed.centreline.length_m),
        big_road_crossings(roads, on_course) if is_on_roads else None,
    )
