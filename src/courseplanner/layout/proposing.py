"""From a region and a brief to candidates of exact length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.errors import PlaceNameError
from courseplanner.i18n import text
from courseplanner.layout.closing import Closed, End, close_loop, close_out_and_back, close_point_to_point
from courseplanner.layout.core import Core, make_core
from courseplanner.layout.ground import Ground, lay_ground
from courseplanner.layout.judging import (
    Sights,
    keeps_limits,
    legs_of,
    shares_of,
    trace_of,
    turnarounds_of,
    turns_of,
    visits_all,
    visits_of,
)
from courseplanner.layout.line import Line, line_of_walk
from courseplanner.layout.mask import allowed_edges, reachable_edges
from courseplanner.layout.pool import Found
from courseplanner.layout.reach import Reach, reach_of
from courseplanner.layout.search import Outcome, search
from courseplanner.layout.targets import ENDS, Role, Targets, find_targets
from courseplanner.layout.task import choose_terminals, make_task
from courseplanner.layout.unmet import no_roads, too_few, too_few_places, why_none
from courseplanner.measure.geodesy import Plane, distance_m
from courseplanner.measure.marks import marks_of
from courseplanner.measure.nearness import Lines, Outlines, outlines_of
from courseplanner.measure.overlap import Trace, shared_m
from courseplanner.model.brief import Brief
from courseplanner.model.candidate import Candidate, Proposal
from courseplanner.model.course import Course
from courseplanner.model.places import SETTLEMENTS, Place, PlaceKind
from courseplanner.model.region import Region
from courseplanner.progress import Progress

__all__ = ["MOST_SHARED", "propose"]

MOST_SHARED = 0.7
"""No two candidates share more of their length than this."""

_MOST_CLOSED = 80
"""So many walks are closed and judged at most, to find the candidates among them."""


@dataclass(frozen=True, slots=True, eq=False)
class _Setting:
    """All that is reckoned once for a brief in a region."""

    region: Region
    brief: Brief
    plane: Plane
    targets: Targets
    target_of: tuple[int, ...]
    sights: Sights
    start: End | None
    finish: End | None


def propose(region: Region, brief: Brief, progress: Progress | None = None) -> Proposal:
    """Lay out courses.

    Parameters
    ----------
    region : Region
    brief : Brief
    progress : Progress, optional

    Returns
    -------
    Proposal
        The best candidate first; without any where no course fits.

    Raises
    ------
    PlaceNameError
        If a name in the brief is not clear, or a stop lies on no road that can be used.
    BriefError
        If a road to avoid does not exist.
    CancelledError
        If the progress was cancelled.
    """
    progress = progress or Progress()
    progress.report(0.0, text("finding the places of the brief"))
    west, south, east, north = region.bbox
    plane = Plane((west + east) / 2, (south + north) / 2)
    lines = _network_lines(region, plane)
    setting = _set(region, brief, plane, lines)
    progress.report(0.1, text("preparing the roads"))
    prepared = _prepare(setting, lines)
    if prepared is None:
        return Proposal((), no_roads(region, brief), complete=True)
    ground, core, chosen = prepared
    few = too_few_places(brief, setting.targets, _reachable(core, chosen))
    if few:
        return Proposal((), few, complete=True)
    progress.report(0.3, text("measuring between the stops"))
    task = make_task(brief, ground, setting.targets, core, chosen)
    wanted = brief.search
    outcome = search(core.graph, task, wanted.seed, wanted.candidates, wanted.time_s, progress.part(0.4, 0.9))
    progress.report(0.9, text("closing to the exact length"))
    candidates = tuple(_choose(setting, ground, core, outcome, progress))
    if not candidates:
        return Proposal((), why_none(brief, core, task, outcome), outcome.complete)
    return Proposal(candidates, too_few(brief, len(candidates)), outcome.complete)


def _network_lines(region: Region, plane: Plane) -> Lines:
    roads = region.roads
    x, y = plane.xy(roads.point_lon, roads.point_lat)
    return Lines(x, y, np.asarray(roads.point_start, dtype=np.int64))


def _set(region: Region, brief: Brief, plane: Plane, lines: Lines) -> _Setting:
    targets = find_targets(brief, region)
    places, target_of, within_m = _sight_places(region, brief, targets)
    outlines = outlines_of(places, plane)
    reach = reach_of(region.roads, lines, reachable_edges(region.roads), outlines, 2.0 * within_m)
    roles = [targets.groups[target.group].role for target in targets.targets]
    stops = frozenset(index for index, role in zip(target_of, roles, strict=True) if role is Role.stop)
    ends = frozenset(index for index, role in zip(target_of, roles, strict=True) if role in ENDS)
    sights = Sights(places, stops, ends, within_m, outlines, reach)

    def end(role: Role) -> End | None:
        for target in targets.targets:
            if targets.groups[target.group].role is role:
                return End(outlines_of((target.place,), plane), target.within_m - 0.5)
        return None

    return _Setting(region, brief, plane, targets, target_of, sights, end(Role.start), end(Role.finish))


def _sight_places(
    region: Region, brief: Brief, targets: Targets
) -> tuple[tuple[Place, ...], tuple[int, ...], NDArray[np.float64]]:
    """Put the places that courses are told to visit, and the positions of the brief, into one list."""
    places = [place for place in region.places if place.kind in SETTLEMENTS or place.kind is PlaceKind.SCENIC]
    within_m = [brief.course.visit_within_m] * len(places)
    index = {id(place): i for i, place in enumerate(places)}
    target_of = []
    for target in targets.targets:
        is_end = targets.groups[target.group].role in ENDS
        if is_end or id(target.place) not in index:
            target_of.append(len(places))
            places.append(target.place)
            within_m.append(target.within_m)
        else:
            target_of.append(index[id(target.place)])
    return tuple(places), tuple(target_of), np.array(within_m, dtype=np.float64)


def _target_reach(setting: _Setting) -> tuple[Outlines, Reach]:
    """Give outlines and reach of the targets, out of those of all sights."""
    roads = setting.region.roads
    chosen = np.array(setting.target_of, dtype=np.int64)
    reach = setting.sights.reach
    nodes = roads.node_count
    rows = []
    for new, old in enumerate(chosen):
        low, high = np.searchsorted(reach.key, [old * nodes, (old + 1) * nodes])
        rows.append(np.column_stack((reach.key[low:high] - old * nodes + new * nodes, np.arange(low, high))))
    index = np.concatenate([*rows, np.empty((0, 2), dtype=np.int64)]).astype(np.int64)
    outlines = outlines_of([target.place for target in setting.targets.targets], setting.plane)
    return outlines, Reach(
        reach.entry_edge[chosen], reach.entry_offset_m[chosen], reach.entry_part[chosen],
        index[:, 0], reach.by_road_m[index[:, 1]], nodes,
    )  # fmt: skip


def _prepare(setting: _Setting, lines: Lines) -> tuple[Ground, Core, dict[int, NDArray[np.int64]]] | None:
    roads, brief, targets = setting.region.roads, setting.brief, setting.targets
    allowed = allowed_edges(brief, roads)
    if not allowed.any():
        return None
    outlines, reach = _target_reach(setting)
    ground = lay_ground(roads, lines, allowed, targets, outlines, reach)
    chosen = choose_terminals(brief, ground, targets)
    keep = np.unique(np.concatenate([*chosen.values(), np.empty(0, dtype=np.int64)])).astype(np.int64)
    core = make_core(roads, ground, keep, len(targets.groups), dead_ends=brief.course.shape not in ("loop", "laps"))
    if core is None:
        return None
    _refuse_unreachable_stops(setting, chosen, core)
    return ground, core, chosen


def _reachable(core: Core, chosen: dict[int, NDArray[np.int64]]) -> NDArray[np.int64]:
    """Give the groups that the roads of the core reach."""
    return np.array([group for group, nodes in chosen.items() if (core.node_of[nodes] >= 0).any()], dtype=np.int64)


def _refuse_unreachable_stops(setting: _Setting, chosen: dict[int, NDArray[np.int64]], core: Core) -> None:
    targets = setting.targets
    for role in (Role.start, Role.finish, Role.stop):
        for group in targets.of_role(role):
            if (core.node_of[chosen[group]] >= 0).any():
                continue
            within_m = next(target.within_m for target in targets.targets if target.group == group)
            raise PlaceNameError(
                targets.where(setting.brief, group),
                text(
                    "no road that the course may use and can get to passes within {within:g} m of {name}",
                    within=within_m, name=targets.groups[group].label,
                ),
                text("choose a place beside a road, or loosen [limits]"),
            )  # fmt: skip


def _choose(setting: _Setting, ground: Ground, core: Core, outcome: Outcome, progress: Progress) -> Iterator[Candidate]:
    """Close and judge the best walks that differ; those that don't keep what was asked are passed over."""
    accepted: list[Candidate] = []
    traces: list[Trace] = []
    made: dict[int, tuple[Candidate, Trace] | None] = {}

    def accept(found: Found, allowed: float) -> bool:
        progress.check()
        if id(found) not in made:
            if len(made) == _MOST_CLOSED:
                return False
            made[id(found)] = _candidate(setting, ground, core, found, "")
        one = made[id(found)]
        if one is None or any(_shared(one[1], other) > min(allowed + 0.02, MOST_SHARED - 1e-6) for other in traces):
            return False
        accepted.append(one[0])
        traces.append(one[1])
        return True

    outcome.pool.choose(setting.brief.search.candidates, accept)
    for index, candidate in enumerate(accepted):
        yield _renamed(candidate, chr(ord("A") + index))


def _shared(a: Trace, b: Trace) -> float:
    return max(shared_m(a, b) / float(a.step_m.sum()), shared_m(b, a) / float(b.step_m.sum()))


def _renamed(candidate: Candidate, name: str) -> Candidate:
    return Candidate(
        name, candidate.course, candidate.nominal_m, candidate.target_m, candidate.visits, candidate.marks,
        candidate.shares, candidate.separation_m, candidate.turns,
    )  # fmt: skip


def _closings(setting: _Setting, line: Line) -> Iterator[Closed]:
    brief = setting.brief
    target_m = brief.event.target_m
    match brief.course.shape:
        case "out-and-back":
            return close_out_and_back(line, target_m)
        case "point-to-point":
            return close_point_to_point(setting.plane, line, target_m, setting.start, setting.finish)
        case _:
            return close_loop(
                setting.region.roads, setting.plane, line, target_m, brief.course.laps, setting.start
            )


def _candidate(
    setting: _Setting, ground: Ground, core: Core, found: Found, name: str
) -> tuple[Candidate, Trace] | None:
    """Close a walk and judge what came out; `None` where it does not keep what was asked."""
    region, brief, roads = setting.region, setting.brief, setting.region.roads
    closed_shape = brief.course.shape in ("loop", "laps")
    walked = line_of_walk(roads, ground, core, found.walk, closed_shape)
    for closed in _closings(setting, walked):
        visited = setting.sights.visited_by(roads, setting.plane, closed.judged)
        if not visits_all(brief, setting.targets, setting.target_of, visited):
            continue
        judged = trace_of(setting.plane, closed.judged)
        shares = shares_of(roads, closed, judged)
        if not keeps_limits(brief, shares):
            continue
        line = closed.line
        course = Course(
            line.lon,
            line.lat,
            line.chainage_m,
            legs_of(region, line),
            turnarounds_of(setting.plane, line),
            closed.closing,
        )
        visits = visits_of(setting.sights, visited, line)
        candidate = Candidate(
            id=name,
            course=course,
            nominal_m=brief.event.nominal_m,
            target_m=brief.event.target_m,
            visits=visits,
            marks=marks_of(course, visits),
            shares=shares,
            separation_m=distance_m(line.lon[0], line.lat[0], line.lon[-1], line.lat[-1]),
            turns=turns_of(trace_of(setting.plane, line)),
        )
        return candidate, judged
    return None
