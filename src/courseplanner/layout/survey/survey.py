"""From a line along roads to a course of exact length, and all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from courseplanner.assess.scenery import scenery_along
from courseplanner.layout.ask.required_parts import holds_parts
from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.line.closing import (
    LARGEST_SHIFT_M,
    Closed,
    close_loop,
    close_out_and_back,
    close_point_to_point,
    measured,
    whole_route,
)
from courseplanner.layout.line.legs import legs_of, level_crossings_of
from courseplanner.layout.line.line import Line, has_hooks, has_knots, turnarounds_of
from courseplanner.layout.line.routes import Routed, Router
from courseplanner.layout.line.spur import with_spurs
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
from courseplanner.measure.ground.relief import relief_of, spans_of
from courseplanner.measure.string.budget import budget_of
from courseplanner.model.course.candidate import Candidate, Shares
from courseplanner.model.course.course import Centreline, Course, Visit
from courseplanner.model.course.length_budget import LengthBudget

__all__ = ["Surveyed", "survey", "with_relief"]

_SPUR_MARGIN_M = 30.0
"""A spur is cut shorter than its road by the corners where it leaves and comes back."""


def _closings(resolved: ResolvedBrief, router: Router, line: Line, *, lengthened: bool) -> Iterator[Closed]:
    """Close a line in each way that its shape allows; where `lengthened`, one too short by a turnaround."""
    brief, target_m = resolved.brief, resolved.brief.event.target_m
    if brief.course.shape == "out-and-back":
        yield from close_out_and_back(router, line, target_m)
        return
    if not lengthened:
        yield from _slides(resolved, router, line)
        return
    for one in _lengthened(resolved, router, line):
        for closed in _slides(resolved, router, one):
            yield replace(closed, closing=replace(closed.closing, method="turnaround"))


def _slides(resolved: ResolvedBrief, router: Router, line: Line) -> Iterator[Closed]:
    """Close a line by where it starts and finishes."""
    brief, target_m = resolved.brief, resolved.brief.event.target_m
    if brief.course.shape == "point-to-point":
        return close_point_to_point(router, line, target_m, resolved.start, resolved.finish)
    return close_loop(router, line, target_m, brief.course.laps, resolved.start, brief.course.lead_in_m)


def _lengthened(resolved: ResolvedBrief, router: Router, line: Line) -> Iterator[Line]:
    """Give a line that is too short with a turnaround on a side road."""
    brief, laps = resolved.brief, resolved.brief.course.laps
    missing_m = brief.lap_m - measured(whole_route(router, line, brief.course.shape).line)
    # A point-to-point course is then cut: one that its corners make shorter than its roads would not do.
    is_cut = brief.course.shape == "point-to-point"
    if missing_m <= (0.0 if is_cut else LARGEST_SHIFT_M / laps):
        return
    wanted_m = missing_m + (_SPUR_MARGIN_M if is_cut else 0.0)
    for one in with_spurs(resolved.region.roads, resolved.plane, resolved.allowed, line, wanted_m):
        yield with_relief(resolved, one)


def with_relief(resolved: ResolvedBrief, line: Line) -> Line:
    """Give a line its heights, where the region has them all along."""
    terrain = resolved.region.terrain
    if terrain is None:
        return line
    spans = spans_of(legs_of(resolved.region, line))
    closed = resolved.brief.course.shape in ("loop", "laps")
    relief = relief_of(terrain, line.lon, line.lat, line.chainage_m, spans, closed=closed)
    return replace(line, relief=relief)


@dataclass(frozen=True, slots=True, eq=False)
class Surveyed:
    """A course and what is known of it.

    Parameters
    ----------
    candidate : Candidate
        Without a letter.
    judged : Trace
        The part of it on which it is compared with others.
    whole_m : float
        Length of the shortest possible route of the line, before it was closed.
    """

    candidate: Candidate
    judged: Trace
    whole_m: float


def survey(resolved: ResolvedBrief, router: Router, walked: Line, *, lengthened: bool) -> Surveyed | None:
    """Close a line to the exact length and survey the course that comes of it.

    Parameters
    ----------
    resolved : ResolvedBrief
    router : Router
    walked : Line
        Along the middle of roads, with its heights.
    lengthened : bool
        Whether a line that is too short gets a turnaround on a side road.

    Returns
    -------
    Surveyed or None
        `None` where no course of it keeps what the brief asks.
    """
    if has_hooks(resolved.plane, walked) or has_knots(resolved.plane, walked):
        return None
    for closed in _closings(resolved, router, walked, lengthened=lengthened):
        if not _keeps_ends(resolved, closed.line) or has_hooks(resolved.plane, closed.routed.centreline):
            continue
        visited = _visited(resolved, closed)
        if not visits_all(resolved.brief, resolved.targets, resolved.target_of, visited):
            continue
        judged = trace_of(resolved.plane, closed.judged)
        shares = shares_of(resolved.region.roads, closed, judged)
        if not _keeps_brief(resolved, closed, shares):
            continue
        crossings_m, most = (
            self_crossings_of(resolved.plane, closed),
            resolved.brief.limits.max_self_crossings,
        )
        if most is None or len(crossings_m) <= most:
            candidate = _candidate(resolved, closed, visited, judged, shares)
            return Surveyed(replace(candidate, self_crossings_m=crossings_m), judged, closed.whole_m)
    return None


def _visited(resolved: ResolvedBrief, closed: Closed) -> Pairs:
    """Find what a course visits, on its first lap or way out, or later where it then comes nearer."""
    roads, shape = resolved.region.roads, resolved.brief.course.shape
    ways_run = runs_of(roads, closed.judged_centreline)
    visited = resolved.sights.visited_by(roads, resolved.plane, closed.judged, ways_run)
    if shape not in ("out-and-back", "laps"):
        return visited
    again = resolved.sights.visited_by(roads, resolved.plane, closed.line, ways_run)
    return first_or_nearer(visited, again)


def _keeps_brief(resolved: ResolvedBrief, closed: Closed, shares: Shares) -> bool:
    """Tell whether a course keeps the limits of the brief on shares, and holds the parts that it must."""
    keeps = keeps_limits(resolved.brief, shares, closed.line.length_m)
    return keeps and holds_parts(resolved.region.roads, closed.routed.on_course, resolved.kept)


def _candidate(
    resolved: ResolvedBrief, closed: Closed, visited: Pairs, judged: Trace, shares: Shares
) -> Candidate:
    """Put together what is known of a course, but for where it crosses itself."""
    brief, roads, line = resolved.brief, resolved.region.roads, closed.line
    visits = visits_of(resolved.sights, visited, line)
    course = _course(resolved, closed, visits)
    road = closed.routed.centreline
    on_road = trace_of(resolved.plane, road)
    return Candidate(
        id="",
        course=course,
        nominal_m=brief.event.nominal_m,
        target_m=brief.event.target_m,
        visits=visits,
        marks=(),
        shares=shares,
        separation_m=distance_m(line.lon[0], line.lat[0], line.lon[-1], line.lat[-1]),
        turns=turns_of(on_road),
        sharp_turns=turns_of(on_road, more_than_deg=SHARP_TURN_DEG),
        roundness=roundness_of(judged) if brief.course.shape in ("loop", "laps") else None,
        self_crossings_m=(),
        lead_in_m=closed.lead_in_m,
        scenery=scenery_along(
            resolved.scenic, *resolved.plane.xy(road.lon, road.lat), ~roads.edge_in_tunnel[road.edge]
        ),
        profile=None if line.relief is None else profile_of(line.relief),
        ground_m=None if line.relief is None else measured(line),
        budget=_budget(closed.routed, course),
        reserves=reserves_of(resolved, closed),
    )


def _keeps_ends(resolved: ResolvedBrief, line: Line) -> bool:
    """Tell whether start and finish as written lie where they may."""
    return all(
        end is None or bool(inside(resolved.plane, line.lon[[at]], line.lat[[at]], end)[0])
        for end, at in ((resolved.start, 0), (resolved.finish, -1))
    )


def _budget(routed: Routed, course: Course) -> LengthBudget:
    error_m = None if routed.line.relief is None else routed.line.relief.error_m
    return budget_of(routed.strip, routed.route, course.legs, routed.beside_m[routed.drawn], error_m)


def _course(resolved: ResolvedBrief, closed: Closed, visits: tuple[Visit, ...]) -> Course:
    """Tell what a closed line runs on and what lies along it."""
    line, on_course, roads = closed.line, closed.routed.on_course, resolved.region.roads
    legs = legs_of(resolved.region, on_course, closed.routed.halved)
    crossings_m = level_crossings_of(roads, on_course)
    return Course(
        line.lon,
        line.lat,
        line.chainage_m,
        legs,
        turnarounds_of(resolved.plane, on_course, closed=False),
        closed.closing,
        line.heights_m(),
        landmarks_of(roads, on_course, legs, visits, crossings_m),
        crossings_m,
        Centreline(on_course.lon, on_course.lat, on_course.chainage_m, closed.routed.centreline.length_m),
        big_road_crossings(roads, on_course),
    )
