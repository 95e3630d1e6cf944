"""What is computed once for a brief in a region: places, how they are reached, the core of the roads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.scenery import Scenic, scenic_places
from courseplanner.layout.ask.allowed_edges import allowed_edges, reachable_edges
from courseplanner.layout.ask.reach import reach_of, walked_ways
from courseplanner.layout.ask.required_parts import RequiredPart, required_parts, with_required_groups
from courseplanner.layout.ask.sights import Sights
from courseplanner.layout.ask.targets import ENDS, Role, Targets, find_targets, named_after
from courseplanner.layout.line.ground_cache import plane_of
from courseplanner.layout.line.starts import End
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.nearness import Lines, outlines_of
from courseplanner.model.brief.brief import Brief
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.places.places import SETTLEMENTS, Place, PlaceKind
from courseplanner.model.race import Race
from courseplanner.roads.ground import Ground
from courseplanner.rules.field import field_floor_m

__all__ = ["ResolvedBrief", "resolve"]


_END_MARGIN_M = 0.05
"""Starts and finishes lie this much nearer than asked: the plane is not the ellipsoid."""


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedBrief:
    """What a brief means on a ground.

    Parameters
    ----------
    ground, brief
    plane : Plane
    lines : Lines
        All edges in the plane.
    floor_m : float or None
        The width that the field needs, where the brief states no least width.
    allowed : bool (E,)
        Edges that a course may use.
    targets : Targets
    target_of : tuple of int
        For each target its index among the sights.
    sights : Sights
    scenic : Scenic
    kept : tuple of RequiredPart
        What every course must hold.
    start, finish : End or None
        `None` where the planner chooses.
    """

    ground: Ground
    brief: Brief
    plane: Plane
    lines: Lines
    floor_m: float | None
    allowed: NDArray[np.bool_]
    targets: Targets
    target_of: tuple[int, ...]
    sights: Sights
    scenic: Scenic
    kept: tuple[RequiredPart, ...]
    start: End | None
    finish: End | None


def _network_lines(roads: RoadNetwork, plane: Plane) -> Lines:
    x, y = plane.xy(roads.point_lon, roads.point_lat)
    return Lines(x, y, np.asarray(roads.point_start, dtype=np.int64))


def resolve(ground: Ground, race: Race) -> ResolvedBrief:
    """Find what the brief of a race means on a ground.

    Parameters
    ----------
    ground, race

    Raises
    ------
    PlaceNameError
        If a name in the brief is not clear, or a position lies outside the region.
    BriefError
        If a road to avoid or to keep does not exist, or may not be used.
    """
    brief = race.brief
    plane = plane_of(ground)
    lines = _network_lines(ground.roads, plane)
    floor_m = field_floor_m(race)
    allowed = allowed_edges(brief, ground.roads, floor_m)
    kept = required_parts(brief, ground, allowed, race.tracks)
    targets = with_required_groups(find_targets(brief, ground), kept)
    places, target_of, within_m = _sight_places(ground, brief, targets)
    outlines = outlines_of(places, plane)
    wanted = np.array(target_of, dtype=np.int64)
    ways = walked_ways(ground.roads, lines, reachable_edges(ground.roads), plane)
    reach = reach_of(ways, outlines, 2.0 * within_m, wanted)
    roles = [targets.groups[target.group].role for target in targets.targets]
    stops = frozenset(index for index, role in zip(target_of, roles, strict=True) if role is Role.stop)
    ends = frozenset(index for index, role in zip(target_of, roles, strict=True) if role in ENDS)
    bearing = named_after(brief, ground)
    uncounted = frozenset(index for index, place in enumerate(places) if place in bearing)
    sights = Sights(places, stops, ends, uncounted, within_m, outlines, reach)

    def end(role: Role) -> End | None:
        for target in targets.targets:
            if targets.groups[target.group].role is role:
                return End(outlines_of((target.place,), plane), target.within_m - _END_MARGIN_M)
        return None

    return ResolvedBrief(
        ground=ground,
        brief=brief,
        plane=plane,
        lines=lines,
        floor_m=floor_m,
        allowed=allowed,
        targets=targets,
        target_of=target_of,
        sights=sights,
        scenic=scenic_places(ground.places, plane),
        kept=kept,
        start=end(Role.start),
        finish=end(Role.finish),
    )


def _sight_places(
    ground: Ground, brief: Brief, targets: Targets
) -> tuple[tuple[Place, ...], tuple[int, ...], NDArray[np.float64]]:
    """Put the places that courses are asked to visit, and the positions of the brief, into one list."""
    places = [place for place in ground.places if place.kind in SETTLEMENTS or place.kind is PlaceKind.SCENIC]
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
