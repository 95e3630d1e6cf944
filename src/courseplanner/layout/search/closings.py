"""The ways in which a walk can be brought to the length of a race."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.line.closing import (
    LARGEST_SHIFT_M,
    close_loop,
    close_out_and_back,
    close_point_to_point,
    whole_route,
)
from courseplanner.layout.line.ground_cache import way_nodes_for
from courseplanner.layout.line.line import EdgeStretch
from courseplanner.layout.line.relief import with_relief
from courseplanner.layout.line.rounds import Closed, measured
from courseplanner.layout.line.routes import Router
from courseplanner.layout.line.spans.node_spans import walked_on_spans
from courseplanner.layout.line.spur import with_spurs
from courseplanner.layout.line.walked import Walked
from courseplanner.model.route.route import Span

__all__ = ["LaidWalk", "closings", "laid_walk"]

_SPUR_MARGIN_M = 30.0
"""A spur is cut shorter than its road by the corners where it leaves and comes back."""


@dataclass(frozen=True, slots=True, eq=False)
class LaidWalk:
    """A walk on the map, along the spans of its route.

    Parameters
    ----------
    spans : tuple of Span
        Without shapes.
    walked : Walked
        With its heights, where they are known.
    """

    spans: tuple[Span, ...]
    walked: Walked


def laid_walk(resolved: ResolvedBrief, stretches: Sequence[EdgeStretch]) -> LaidWalk:
    """Put a walk on the map, along the spans of its route."""
    spans, walked = walked_on_spans(way_nodes_for(resolved.ground), stretches)
    closed = resolved.brief.course.shape in ("loop", "laps")
    return LaidWalk(spans, walked.with_line(with_relief(resolved.ground, walked.line, closed=closed)))


def closings(
    resolved: ResolvedBrief, router: Router, laid: LaidWalk, *, lengthened: bool
) -> Iterator[tuple[LaidWalk, Closed]]:
    """Close a walk in each way that its shape allows.

    Parameters
    ----------
    resolved : ResolvedBrief
    router : Router
    laid : LaidWalk
    lengthened : bool
        Whether one that is too short gets a turnaround on a side road.

    Yields
    ------
    (LaidWalk, Closed)
        The walk as it was closed, the best way first.
    """
    brief = resolved.brief
    if brief.course.shape == "out-and-back":
        for closed in close_out_and_back(router, laid.walked, brief.event.target_m):
            yield laid, closed
        return
    if not lengthened:
        for closed in _slides(resolved, router, laid.walked):
            yield laid, closed
        return
    for one in _lengthened(resolved, router, laid):
        for closed in _slides(resolved, router, one.walked):
            yield one, closed.by_turnaround()


def _slides(resolved: ResolvedBrief, router: Router, walked: Walked) -> Iterator[Closed]:
    """Close a walk by where it starts and finishes."""
    brief, target_m = resolved.brief, resolved.brief.event.target_m
    if brief.course.shape == "point-to-point":
        return close_point_to_point(router, walked, target_m, resolved.start, resolved.finish)
    return close_loop(router, walked, target_m, brief.course.laps, resolved.start, brief.course.lead_in_m)


def _lengthened(resolved: ResolvedBrief, router: Router, laid: LaidWalk) -> Iterator[LaidWalk]:
    """Give a walk that is too short with a turnaround on a side road."""
    brief, laps = resolved.brief, resolved.brief.course.laps
    missing_m = brief.lap_m - measured(whole_route(router, laid.walked, brief.course.shape).line)
    # A point-to-point course is then cut: one that its corners make shorter than its roads would not do.
    is_cut = brief.course.shape == "point-to-point"
    if missing_m <= (0.0 if is_cut else LARGEST_SHIFT_M / laps):
        return
    wanted_m = missing_m + (_SPUR_MARGIN_M if is_cut else 0.0)
    roads = resolved.ground.roads
    for stretches in with_spurs(roads, resolved.plane, resolved.allowed, laid.walked, wanted_m):
        yield laid_walk(resolved, stretches)
