"""Puts what the user states of stretches over the roads: `stretches` in `[roads]` of a brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import BriefError
from courseplanner.base.i18n import text
from courseplanner.model.brief.brief import Brief
from courseplanner.model.brief.brief_stretches import StretchStatement
from courseplanner.model.brief.brief_values import shown
from courseplanner.model.network.assumptions import LANE_WIDTH_M, way_open_width_m, way_width_m
from courseplanner.model.network.roads import RoadNetwork, Tri
from courseplanner.model.network.usable_width import MARKERS, OpenRoads
from courseplanner.model.region import Region
from courseplanner.roads.road_names import ways_meant
from courseplanner.roads.road_pieces import RoadPiece, with_pieces
from courseplanner.roads.road_stretches import stretch_between, whole_road
from courseplanner.roads.wished_place import wished_place

__all__ = ["with_stretches"]

_LEAST_OPEN_M = 0.6
"""The measured line keeps 0.30 m from both sides: what is narrower is open to nobody."""

_Kind = TypeVar("_Kind", bound=np.generic)
Ints = NDArray[np.int64]


def with_stretches(brief: Brief, region: Region) -> RoadNetwork:
    """Give the roads of a region as the user states them by stretch.

    Raises
    ------
    BriefError
        If a road or a place is none, a stretch can't be found, or nothing of it stays open.
    """
    roads, stated = region.roads, brief.roads.stretches
    if not stated:
        return roads
    wheres = [f"{brief.path}, [roads] stretches {number}" for number in range(1, len(stated) + 1)]
    of_each = [
        [replace(piece, group=group) for piece in _pieces(region, one, wheres[group])]
        for group, one in enumerate(stated)
    ]
    split, ways = with_pieces(roads, [piece for pieces in of_each for piece in pieces])
    at = 0
    for one, where, pieces in zip(stated, wheres, of_each, strict=True):
        mine = ways[at : at + len(pieces)]
        at += len(pieces)
        split = _stated(split, one, [_Ways(w, piece.reversed) for w, piece in zip(mine, pieces, strict=True)])
        _refuse_shut(split, one, np.concatenate(mine), where)
    return split


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """Ways of a stretch, and whether it runs against the direction in which they are drawn."""

    ways: Ints
    reversed: bool


def _pieces(region: Region, one: StretchStatement, where: str) -> tuple[RoadPiece, ...]:
    ways = ways_meant(region.roads, one.road, where)
    if one.start is None or one.finish is None:
        return whole_road(region.roads, ways)
    start, finish = (
        wished_place(f"{where} {key}", region, wish)
        for key, wish in (("from", one.start), ("to", one.finish))
    )
    return stretch_between(region.roads, ways, start, finish, where)


def _stated(roads: RoadNetwork, one: StretchStatement, stretch: Sequence[_Ways]) -> RoadNetwork:
    ways = np.concatenate([part.ways for part in stretch])
    changes: dict[str, Any] = {}
    if one.width_m is not None:
        changes["way_width_tag_m"] = _with(roads.way_width_tag_m, ways, one.width_m)
        changes["way_width_stated"] = _with(roads.way_width_stated, ways, 1)
    if one.surface is not None:
        surfaces = tuple(dict.fromkeys((*roads.surfaces, one.surface)))
        changes["surfaces"] = surfaces
        changes["way_surface"] = _with(roads.way_surface, ways, surfaces.index(one.surface))
    for key, value in (("way_divider", one.divider), ("way_motor_free", one.motor_free)):
        if value is not None:
            changes[key] = _with(getattr(roads, key), ways, Tri.yes if value else Tri.no)
    changed = replace(roads, **changes)
    return replace(changed, open_roads=_opened(changed, one, stretch))


def _with(values: NDArray[_Kind], ways: Ints, value: float) -> NDArray[_Kind]:
    changed = values.copy()
    changed[ways] = value
    return changed


def _opened(roads: RoadNetwork, one: StretchStatement, stretch: Sequence[_Ways]) -> OpenRoads:
    """Give what is open where one statement holds."""
    opened = roads.openings
    ways = np.concatenate([part.ways for part in stretch])
    radius_m, marked_by = opened.kerb_radius_m, opened.marked_by
    if one.kerb_radius_m is not None:
        radius_m = _with(radius_m, ways, one.kerb_radius_m)
    if one.marked_by is not None:
        marked_by = _with(marked_by, ways, MARKERS.index(one.marked_by))
    if not one.restricts:
        return replace(opened, kerb_radius_m=radius_m, marked_by=marked_by)
    left_m, right_m = opened.shut_left_m.copy(), opened.shut_right_m.copy()
    for part in stretch:
        shut_left_m, shut_right_m = _shut_m(roads, one, part.ways)
        if part.reversed:
            shut_left_m, shut_right_m = shut_right_m, shut_left_m
        left_m[part.ways], right_m[part.ways] = shut_left_m, shut_right_m
    as_run = _with(opened.as_run, ways, one.start is None)
    return OpenRoads(left_m, right_m, as_run, marked_by, radius_m)


def _shut_m(
    roads: RoadNetwork, one: StretchStatement, ways: Ints
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give what is not open from the left and the right of the stretch, by way."""
    width_m = way_width_m(roads)[ways]
    none_m = np.zeros_like(width_m)
    if one.open is None:
        return none_m + (one.shut_left_m or 0.0), none_m + (one.shut_right_m or 0.0)
    open_m = np.minimum(LANE_WIDTH_M, width_m) if "lane" in one.open else width_m / 2.0
    shut_m = (width_m - open_m).astype(np.float32)
    return (none_m, shut_m) if one.open.startswith("left") else (shut_m, none_m)


def _refuse_shut(roads: RoadNetwork, one: StretchStatement, ways: Ints, where: str) -> None:
    """Refuse a statement that leaves no room to run."""
    open_m = way_open_width_m(roads)[ways]
    if not one.restricts or not len(ways) or float(open_m.min()) > _LEAST_OPEN_M:
        return
    narrowest = int(np.argmin(open_m))
    raise BriefError(
        where,
        text(
            "{open:.1f} m of {road} stay open to runners, of {width:.1f} m",
            open=max(float(open_m[narrowest]), 0.0),
            road=shown(one.road),
            width=float(way_width_m(roads)[ways][narrowest]),
        ),
        text("leave more than 0.6 m open, or keep courses off the road by [course] avoid"),
    )
