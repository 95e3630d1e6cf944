"""What is reckoned once for a brief in a region: places, how they are reached, the core of the roads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.scenery import Scenic, scenic_places
from courseplanner.errors import PlaceNameError
from courseplanner.i18n import text
from courseplanner.layout.appeal import appeal_of
from courseplanner.layout.core import Core, make_core
from courseplanner.layout.ground import Cutting, Ground, lay_ground
from courseplanner.layout.judging import Sights
from courseplanner.layout.keeping import KeptPart, kept_parts, with_kept_groups, with_kept_roads
from courseplanner.layout.lengths import searched_lengths_mm
from courseplanner.layout.mask import allowed_edges, reachable_edges
from courseplanner.layout.reach import Reach, reach_of, walked_ways
from courseplanner.layout.starts import End
from courseplanner.layout.targets import ENDS, Role, Targets, find_targets, named_after
from courseplanner.layout.task import choose_terminals
from courseplanner.measure.geodesy import Plane
from courseplanner.measure.nearness import Lines, Outlines, outlines_of
from courseplanner.model.brief import Brief
from courseplanner.model.places import SETTLEMENTS, Place, PlaceKind
from courseplanner.model.region import Region
from courseplanner.model.track import Track

__all__ = ["Prepared", "Setting", "prepare", "set_up"]


_END_MARGIN_M = 0.05
"""Starts and finishes lie this much nearer than asked: the plane is not the ellipsoid."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What a brief means in a region.

    Parameters
    ----------
    region, brief
    plane : Plane
    lines : Lines
        All edges in the plane.
    allowed : bool (E,)
        Edges that a course may use.
    targets : Targets
    target_of : tuple of int
        For each target its index among the sights.
    sights : Sights
    scenic : Scenic
    kept : tuple of KeptPart
        What every course must hold.
    start, finish : End or None
        `None` where the planner chooses.
    """

    region: Region
    brief: Brief
    plane: Plane
    lines: Lines
    allowed: NDArray[np.bool_]
    targets: Targets
    target_of: tuple[int, ...]
    sights: Sights
    scenic: Scenic
    kept: tuple[KeptPart, ...]
    start: End | None
    finish: End | None


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Roads ready for the search.

    Parameters
    ----------
    ground, core
    chosen : dict of int to int64
        For each group of targets the nodes of the ground by which courses reach it.
    """

    ground: Ground
    core: Core
    chosen: dict[int, NDArray[np.int64]]

    @property
    def reachable(self) -> NDArray[np.int64]:
        """The groups that the roads of the core reach."""
        groups = [group for group, nodes in self.chosen.items() if (self.core.node_of[nodes] >= 0).any()]
        return np.array(groups, dtype=np.int64)


def _network_lines(region: Region, plane: Plane) -> Lines:
    roads = region.roads
    x, y = plane.xy(roads.point_lon, roads.point_lat)
    return Lines(x, y, np.asarray(roads.point_start, dtype=np.int64))


def set_up(region: Region, brief: Brief, tracks: Mapping[str, Track] = MappingProxyType({})) -> Setting:
    """Find what a brief means in a region.

    Parameters
    ----------
    region, brief
    tracks : mapping of str to Track
        The tracks of the files that the brief keeps.

    Raises
    ------
    PlaceNameError
        If a name in the brief is not clear, or a position lies outside the region.
    BriefError
        If a road to avoid or to keep does not exist, or may not be used.
    """
    west, south, east, north = region.bbox
    plane = Plane((west + east) / 2, (south + north) / 2)
    lines = _network_lines(region, plane)
    allowed = allowed_edges(brief, region.roads)
    kept = kept_parts(brief, region, allowed, tracks)
    targets = with_kept_groups(find_targets(brief, region), kept)
    places, target_of, within_m = _sight_places(region, brief, targets)
    outlines = outlines_of(places, plane)
    wanted = np.array(target_of, dtype=np.int64)
    ways = walked_ways(region.roads, lines, reachable_edges(region.roads), plane)
    reach = reach_of(ways, outlines, 2.0 * within_m, wanted)
    roles = [targets.groups[target.group].role for target in targets.targets]
    stops = frozenset(index for index, role in zip(target_of, roles, strict=True) if role is Role.stop)
    ends = frozenset(index for index, role in zip(target_of, roles, strict=True) if role in ENDS)
    bearing = named_after(brief, region)
    uncounted = frozenset(index for index, place in enumerate(places) if place in bearing)
    sights = Sights(places, stops, ends, uncounted, within_m, outlines, reach)

    def end(role: Role) -> End | None:
        for target in targets.targets:
            if targets.groups[target.group].role is role:
                return End(outlines_of((target.place,), plane), target.within_m - _END_MARGIN_M)
        return None

    return Setting(
        region=region,
        brief=brief,
        plane=plane,
        lines=lines,
        allowed=allowed,
        targets=targets,
        target_of=target_of,
        sights=sights,
        scenic=scenic_places(region.places, plane),
        kept=kept,
        start=end(Role.start),
        finish=end(Role.finish),
    )


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


def _target_reach(setting: Setting) -> tuple[Outlines, Reach]:
    """Give outlines and reach of the targets, out of those of all sights."""
    chosen = np.array(setting.target_of, dtype=np.int64)
    reach = setting.sights.reach
    nodes = reach.nodes
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


def prepare(setting: Setting) -> Prepared | None:
    """Make the core of the roads that a brief allows.

    Returns
    -------
    Prepared or None
        `None` where no roads of the right kind remain.

    Raises
    ------
    PlaceNameError
        If a stop lies on no road that can be used.
    """
    roads, brief, targets = setting.region.roads, setting.brief, setting.targets
    if not setting.allowed.any():
        return None
    outlines, reach = _target_reach(setting)
    open_ended = brief.course.shape not in ("loop", "laps")
    ground = lay_ground(
        roads,
        setting.lines,
        searched_lengths_mm(setting.region),
        setting.allowed,
        targets,
        outlines,
        reach,
        Cutting(open_ended, tuple(int(part.edges[0]) for part in setting.kept if len(part.edges) == 1)),
    )
    if setting.kept:
        ground = with_kept_roads(ground, roads, targets, setting.kept)
    chosen = choose_terminals(brief, ground, targets)
    keep = np.unique(np.concatenate([*chosen.values(), np.empty(0, dtype=np.int64)])).astype(np.int64)
    appeal = partial(appeal_of, setting.region, setting.plane, setting.scenic, ground)
    core = make_core(roads, ground, keep, appeal, dead_ends=open_ended)
    if core is None:
        return None
    _refuse_unreachable_stops(setting, chosen, core)
    # Where a half of a part is a dead end, no loop runs through it.
    for group in set(targets.of_role(Role.kept)) - set(core.graph.visit_group.tolist()):
        chosen[group] = np.empty(0, dtype=np.int64)
    return Prepared(ground, core, chosen)


def _refuse_unreachable_stops(setting: Setting, chosen: dict[int, NDArray[np.int64]], core: Core) -> None:
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
