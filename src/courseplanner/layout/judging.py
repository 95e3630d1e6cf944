"""Looks at a closed course as written: what it visits, what it runs on, what it repeats."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.layout.appeal import NARROW_M
from courseplanner.layout.closing import Closed
from courseplanner.layout.kernels_figures import TURN_DEG
from courseplanner.layout.line import Line
from courseplanner.layout.reach import Reach
from courseplanner.layout.sides import shut_of
from courseplanner.layout.targets import BY_ROAD_MARGIN_M, Role, Targets
from courseplanner.measure.geodesy import Plane
from courseplanner.measure.nearness import Lines, Outlines, Pairs, near_pairs
from courseplanner.measure.overlap import Trace, repeated_m, trace
from courseplanner.model.assumptions import way_open_width_m, way_unpaved, way_width_from, way_width_m
from courseplanner.model.brief import Brief
from courseplanner.model.candidate import Shares
from courseplanner.model.course import Leg, Visit
from courseplanner.model.names import folded
from courseplanner.model.open_road import MARKERS
from courseplanner.model.places import SETTLEMENTS, Place, PlaceKind
from courseplanner.model.region import Region
from courseplanner.model.roads import UNKNOWN, RoadClass, RoadNetwork, Tri, WidthFrom

__all__ = [
    "SHARP_TURN_DEG",
    "Sights",
    "first_or_nearer",
    "keeps_limits",
    "legs_of",
    "roundness_of",
    "runs_of",
    "shares_of",
    "trace_of",
    "turns_of",
    "visits_all",
    "visits_of",
]

_VISIT_MARGIN_M = 0.05
_ROUNDING = 1e-9
_ROUNDING_M = 1e-6
_WHOLE_WITHIN_M = 0.02
_LEAST_LEG_M = 0.01
_NEARER_M = 0.5
SHARP_TURN_DEG = 100.0
"""Runners slow down for a turn of more: nearly back to where they came from."""
_TURN_WITHIN_M = 30.0

_UNTOLD, _YES = int(Tri.unknown), int(Tri.yes)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Sights:
    """Places along courses, in the plane, with how they are reached by road.

    Parameters
    ----------
    places : tuple of Place
    required : frozenset of int
        Indices of the stops that the brief names.
    ends : frozenset of int
        Indices of its start and finish, for which nearness alone counts.
    uncounted : frozenset of int
        Indices of the scenic spots that start or finish is named after: they are no visits, unless required.
    within_m : float64 (places,)
    outlines : Outlines
    reach : Reach
        Up to twice `within_m`.
    """

    places: tuple[Place, ...]
    required: frozenset[int]
    ends: frozenset[int]
    uncounted: frozenset[int]
    within_m: Floats
    outlines: Outlines
    reach: Reach

    def visited_by(
        self, roads: RoadNetwork, plane: Plane, line: Line, runs: tuple[Ints, Floats, Floats]
    ) -> Pairs:
        """Find the places that a line visits: near enough as the crow flies, and by road.

        From inside a tunnel nothing is visited; a start or finish may lie in one.

        Parameters
        ----------
        roads, plane
        line : Line
        runs
            The roads that it runs on, as `runs_of` gives them.

        Returns
        -------
        Pairs
            `along_m` is the chainage.
        """
        x, y = plane.xy(line.lon, line.lat)
        ends = np.array(sorted(self.ends), dtype=np.int64)
        near = self._near(x, y, roads.edge_in_tunnel[line.edge], ends)
        edge, low, high = runs
        place = np.repeat(near.place, len(edge))
        times = len(near.place)
        by_road = self.reach.of_parts(
            roads, place, np.tile(edge, times), np.tile(low, times), np.tile(high, times)
        ).reshape(times, len(edge))
        by_road[:, roads.edge_in_tunnel[edge]] = np.inf
        good = np.isin(near.place, ends) | (
            by_road.min(axis=1, initial=np.inf) <= 2.0 * self.within_m[near.place] - BY_ROAD_MARGIN_M
        )
        on_plane_m = float(np.hypot(np.diff(x), np.diff(y)).sum())
        at_m = near.along_m[good] * (line.length_m / max(on_plane_m, 1e-9))
        return Pairs(near.line[good], near.place[good], near.offset_m[good], at_m)

    def _near(self, x: Floats, y: Floats, in_tunnel: Bools, ends: Ints) -> Pairs:
        """Find the places near a line: starts and finishes from all of it, others from the open parts."""
        within_m = self.within_m - _VISIT_MARGIN_M
        whole = near_pairs(Lines(x, y, np.array([0, len(x)], dtype=np.int64)), self.outlines, within_m)
        if not in_tunnel.any():
            return whole
        parts, first = _parts_in_the_open(x, y, in_tunnel)
        seen = near_pairs(parts, self.outlines, within_m)
        along_m = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
        seen_m = seen.along_m + along_m[first[seen.line]]
        # Of each place the nearest part counts, the first of several.
        order = np.lexsort((seen.line, seen.offset_m, seen.place))
        order = order[np.unique(seen.place[order], return_index=True)[1]]
        order = order[~np.isin(seen.place[order], ends)]
        of_ends = np.isin(whole.place, ends)
        place = np.concatenate((whole.place[of_ends], seen.place[order]))
        offset_m = np.concatenate((whole.offset_m[of_ends], seen.offset_m[order]))
        at_m = np.concatenate((whole.along_m[of_ends], seen_m[order]))
        by_place = np.argsort(place, kind="stable")
        return Pairs(np.zeros_like(place), place[by_place], offset_m[by_place], at_m[by_place])


def _parts_in_the_open(x: Floats, y: Floats, in_tunnel: Bools) -> tuple[Lines, Ints]:
    """Cut what lies in tunnels out of a line; tell also with which of its points each part begins."""
    change = np.diff(np.concatenate(([True], in_tunnel, [True])).astype(np.int8))
    first, last = np.flatnonzero(change == -1), np.flatnonzero(change == 1)
    counts = last - first + 1
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    index = np.arange(start[-1]) + np.repeat(first - start[:-1], counts)
    return Lines(x[index], y[index], start), first


def runs_of(roads: RoadNetwork, line: Line) -> tuple[Ints, Floats, Floats]:
    """Give the edges that a line runs on, and which part of each.

    Returns
    -------
    edge : int64 (k,)
    low, high : float64 (k,)
        From 0 to 1 of the edge's length.
    """
    breaks = np.concatenate(([0], np.flatnonzero(np.diff(line.edge)) + 1, [len(line.edge)]))
    edge = line.edge[breaks[:-1]]
    low, high = np.zeros(len(edge)), np.ones(len(edge))
    run_m = line.chainage_m[breaks[1:]] - line.chainage_m[breaks[:-1]]
    for i in np.flatnonzero(np.abs(run_m - roads.edge_length_mm[edge] / 1000.0) > _WHOLE_WITHIN_M):
        points = slice(roads.point_start[edge[i]], roads.point_start[edge[i] + 1])
        road = shapely.LineString(np.column_stack((roads.point_lon[points], roads.point_lat[points])))
        run = slice(breaks[i], breaks[i + 1] + 1)
        at = shapely.line_locate_point(road, shapely.points(line.lon[run], line.lat[run]), normalized=True)
        low[i], high[i] = at.min(), at.max()
    return edge, low, high


def first_or_nearer(first: Pairs, whole: Pairs) -> Pairs:
    """Give what a course visits on its first lap or way out, or later where it then comes clearly nearer.

    A way back has the other half of the road.
    """
    row = {place: i for i, place in enumerate(first.place.tolist())}
    keeps = np.array(
        [
            place in row and first.offset_m[row[place]] <= offset_m + _NEARER_M
            for place, offset_m in zip(whole.place.tolist(), whole.offset_m.tolist(), strict=True)
        ],
        dtype=np.bool_,
    )
    rows = np.array([row.get(place, 0) for place in whole.place.tolist()], dtype=np.int64)
    if not len(first.place):
        return whole
    return Pairs(
        whole.line,
        whole.place,
        np.where(keeps, first.offset_m[rows], whole.offset_m),
        np.where(keeps, first.along_m[rows], whole.along_m),
    )


def trace_of(plane: Plane, line: Line) -> Trace:
    """Cut a line into steps on the plane."""
    return trace(*plane.xy(line.lon, line.lat))


def visits_of(sights: Sights, visited: Pairs, line: Line) -> tuple[Visit, ...]:
    """Name what a course visits, in running order; places of one name and kind once."""
    found: dict[tuple[str, str], Visit] = {}
    for index, offset_m, along_m in zip(visited.place, visited.offset_m, visited.along_m, strict=True):
        place, required = sights.places[index], int(index) in sights.required
        counts = int(index) not in sights.uncounted
        is_sight = place.kind in SETTLEMENTS or (place.kind is PlaceKind.SCENIC and counts)
        if int(index) in sights.ends or not (required or is_sight):
            continue
        visit = Visit(
            place.names.shown, str(place.kind), place.rating, place.lon, place.lat,
            min(float(along_m), line.length_m), float(offset_m), required, counts,
        )  # fmt: skip
        key = (folded(visit.name), visit.kind)
        other = found.get(key)
        if other is None or (visit.required, -visit.offset_m) > (other.required, -other.offset_m):
            found[key] = visit
    return tuple(sorted(found.values(), key=lambda visit: (visit.at_m, visit.name)))


def visits_all(brief: Brief, targets: Targets, target_of: Sequence[int], visited: Pairs) -> bool:
    """Tell whether a course visits every stop and as many villages and scenic spots as asked.

    Parameters
    ----------
    brief, targets
    target_of : sequence of int
        For each target its index among the sights.
    visited : Pairs
    """
    seen = set(visited.place.tolist())
    reached = {
        target.group for target, index in zip(targets.targets, target_of, strict=True) if index in seen
    }
    stops = (Role.stop, Role.start, Role.finish)
    if any(group not in reached for role in stops for group in targets.of_role(role)):
        return False
    return (
        len(reached.intersection(targets.of_role(Role.village))) >= brief.course.villages
        and len(reached.intersection(targets.of_role(Role.scenic))) >= brief.course.scenic
    )


def shares_of(roads: RoadNetwork, closed: Closed, judged: Trace) -> Shares:
    """Add up what a course runs on, as parts of its length."""
    line = closed.line
    way = roads.edge_way[line.edge]
    length = np.diff(line.chainage_m)

    def share(mask: Bools) -> float:
        return float(length[mask[way]].sum() / line.length_m)

    return Shares(
        repeated=repeated_m(judged) / max(float(judged.step_m.sum()), 1e-9),
        unpaved=share(way_unpaved(roads)),
        surface_unknown=share(roads.way_surface == UNKNOWN),
        width_unknown=share(np.isnan(roads.way_width_tag_m)),
        motor_free=share(roads.way_motor_free == Tri.yes),
        narrow=share(way_open_width_m(roads) < NARROW_M),
        tunnel=share(roads.way_tunnel == Tri.yes),
    )


def keeps_limits(brief: Brief, shares: Shares, course_m: float) -> bool:
    """Tell whether the shares of a course of some length keep the hard limits of the brief."""
    limits = brief.limits
    return (
        (limits.max_repeated is None or shares.repeated <= limits.max_repeated + _ROUNDING)
        and (limits.max_unpaved is None or shares.unpaved <= limits.max_unpaved + _ROUNDING)
        and (limits.min_motor_free is None or shares.motor_free >= limits.min_motor_free - _ROUNDING)
        and (limits.max_tunnel_m is None or shares.tunnel * course_m <= limits.max_tunnel_m + _ROUNDING_M)
    )


def legs_of(region: Region, line: Line, halved: Bools | None = None) -> tuple[Leg, ...]:
    """Name the roads that a course runs on, one leg for each stretch on one way.

    Parameters
    ----------
    region : Region
    line : Line
    halved : bool (n - 1,), optional
        Segments on which the route keeps to the right half, since runners meet there: they are legs of their
        own. None, if not given.
    """
    roads = region.roads
    way = roads.edge_way[line.edge]
    widths, how, unpaved = way_width_m(roads), way_width_from(roads), way_unpaved(roads)
    opened, shut = roads.openings, shut_of(roads, line)
    # A way that is run there and back has another side shut on the way back.
    left_m = np.zeros(len(way)) if shut is None else shut.left_m
    is_halved = np.zeros(len(way), dtype=np.bool_) if halved is None else halved
    breaks, told_by = _leg_breaks(line, np.column_stack((way, left_m, is_halved)))
    of_leg = way[told_by]
    is_bridge, is_tunnel = roads.way_bridge[of_leg] == Tri.yes, roads.way_tunnel[of_leg] == Tri.yes
    motor_free, divider = _told(roads.way_motor_free[of_leg]), _told(roads.way_divider[of_leg])
    legs = []
    for leg, (first, end) in enumerate(itertools.pairwise(breaks)):
        w = int(of_leg[leg])
        surface, name = int(roads.way_surface[w]), int(roads.way_name[w])
        legs.append(
            Leg(
                way=int(roads.way_id[w]),
                name=None if name == UNKNOWN else roads.names[name].shown,
                from_m=float(line.chainage_m[first]),
                to_m=float(line.chainage_m[end]),
                road_class=RoadClass(int(roads.way_class[w])).name,
                surface=None if surface == UNKNOWN else roads.surfaces[surface],
                width_m=float(widths[w]),
                width_from=WidthFrom(int(how[w])).word,
                motor_free=motor_free[leg],
                unpaved=bool(unpaved[w]),
                bridge=bool(is_bridge[leg]),
                tunnel=bool(is_tunnel[leg]),
                divider=divider[leg],
                shut_left_m=0.0 if shut is None else float(shut.left_m[told_by[leg]]),
                shut_right_m=0.0 if shut is None else float(shut.right_m[told_by[leg]]),
                shut_as_run=bool(opened.as_run[w]),
                marked_by=None if opened.marked_by[w] < 0 else MARKERS[opened.marked_by[w]],
                is_halved=bool(is_halved[told_by[leg]]),
            )
        )
    return tuple(legs)


def _leg_breaks(line: Line, kinds: Floats) -> tuple[Ints, Ints]:
    """Give the points of a line between which it runs on one way, and the same part of it is its own.

    A way that the course passes by, for it cuts the corner there, is none of its legs; nor is one that
    only the middle of the roads enters, past the finish of the course.

    Returns
    -------
    breaks : int64 (legs + 1,)
    told_by : int64 (legs,)
        For each leg, a segment on its way.
    """
    ends = np.append(np.flatnonzero((np.diff(kinds, axis=0) != 0.0).any(axis=1)) + 1, len(kinds))
    breaks = [0]
    for end in ends.tolist():
        if line.chainage_m[end] - line.chainage_m[breaks[-1]] >= _LEAST_LEG_M:
            breaks.append(end)
    told_by = np.array(breaks[1:]) - 1
    breaks[-1] = len(kinds)
    return np.array(breaks), told_by


def _told(codes: NDArray[np.int8]) -> list[bool | None]:
    """Give codes of `Tri` as they stand in legs."""
    return [None if code == _UNTOLD else code == _YES for code in codes.tolist()]


def roundness_of(judged: Trace) -> float:
    """Give the ground that a loop encloses as a part of that of a circle of its length, 0 to 1.

    Where a loop crosses itself, each part counts once: 4 π area / length² (isoperimetric quotient).
    """
    x, y = judged.x, judged.y
    ring: Any = shapely.Polygon(np.column_stack((x, y))) if len(x) > 2 else None
    length_m = float(judged.step_m.sum())
    if ring is None or length_m <= 0.0:
        return 0.0
    # By structure: thirty times as fast as by lines, where it crosses itself.
    whole = shapely.make_valid(ring, method="structure", keep_collapsed=False)
    return min(float(4.0 * np.pi * whole.area / length_m**2), 1.0)


def turns_of(judged: Trace, *, more_than_deg: float = TURN_DEG) -> int:
    """Count changes of direction by more than 45 degrees within 30 m, or by more than another angle."""
    heading = np.unwrap(np.arctan2(judged.uy, judged.ux))
    if not len(heading):
        return 0
    reach = np.searchsorted(judged.at_m, judged.at_m + _TURN_WITHIN_M, side="right") - 1
    sharp = np.abs(heading[reach] - heading) > np.radians(more_than_deg)
    count, free_from_m = 0, -np.inf
    for at_m in judged.at_m[sharp]:
        if at_m >= free_from_m:
            count += 1
            free_from_m = at_m + _TURN_WITHIN_M
    return count
