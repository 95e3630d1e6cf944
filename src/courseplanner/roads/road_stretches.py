"""Finds the stretch of a road between two places."""

from __future__ import annotations

import heapq
import itertools
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from courseplanner.base.errors import BriefError
from courseplanner.base.i18n import text
from courseplanner.model.brief.brief_values import shown
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.places.places import Place
from courseplanner.roads.road_pieces import RoadPiece, chainage_of_edge_m

__all__ = ["stretch_between", "whole_road"]

_GEOD = Geod(ellps="WGS84")
_FARTHEST_M = 500.0
"""A place farther than this from a road does not say where on it a stretch ends."""
_LEAST_M = 1.0
_LONGEST_GAP_M = 150.0
"""A road may be interrupted for so long: by a roundabout or a square of another name."""
_GAP_COST = 10.0
"""A metre on other roads counts as so many."""
_NOWHERE = -1

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Spot:
    edge: int
    at_m: float


def whole_road(roads: RoadNetwork, ways: NDArray[np.bool_]) -> tuple[RoadPiece, ...]:
    """Give all edges of ways as pieces."""
    return tuple(RoadPiece(edge, -np.inf, np.inf) for edge in np.flatnonzero(ways[roads.edge_way]).tolist())


def stretch_between(
    roads: RoadNetwork, ways: NDArray[np.bool_], start: Place, finish: Place, where: str
) -> tuple[RoadPiece, ...]:
    """Give the shortest stretch of some ways between the points nearest to two places.

    Short gaps between the ways are crossed on other roads, which are left out of it.

    Parameters
    ----------
    roads : RoadNetwork
    ways : bool (W,)
    start, finish : Place
    where : str
        The brief and the key in it, for messages.

    Returns
    -------
    tuple of RoadPiece
        From `start` to `finish`; `reversed` where the way is drawn the other way.

    Raises
    ------
    BriefError
        If a place is far from the ways, or they don't lead from one to the other.
    """
    edges = np.flatnonzero(ways[roads.edge_way])
    here, there = (_nearest(roads, edges, place, where) for place in (start, finish))
    direct = _on_one_edge(here, there)
    found = _shortest(roads, ways, here, there)
    if found is None or (direct is not None and _length_m(roads, [direct]) <= _length_m(roads, found)):
        found = [] if direct is None else [direct]
    if not found:
        raise BriefError(
            where,
            text("the road does not lead from {start} to {finish}", start=_name(start), finish=_name(finish)),
            text("add the ways between by their ids, or state two stretches"),
        )
    if _length_m(roads, found) < _LEAST_M:
        raise BriefError(
            where,
            text("the stretch is shorter than a metre"),
            text("give from and to as positions on the road that lie farther apart"),
        )
    return tuple(found)


def _name(place: Place) -> str:
    return shown(place.names.shown)


def _length_m(roads: RoadNetwork, pieces: list[RoadPiece]) -> float:
    return sum(
        min(piece.to_m, float(roads.edge_length_mm[piece.edge]) / 1000.0) - max(piece.from_m, 0.0)
        for piece in pieces
    )


def _nearest(roads: RoadNetwork, edges: Ints, place: Place, where: str) -> _Spot:
    """Find the point of some edges that is nearest to a place."""
    # Degrees of longitude shrunk to those of latitude: good enough to tell which point is nearest.
    shrink = np.array([np.cos(np.radians(place.lat)), 1.0])
    lines = []
    for edge in edges.tolist():
        points = slice(roads.point_start[edge], roads.point_start[edge + 1])
        lines.append(
            shapely.LineString(np.column_stack((roads.point_lon[points], roads.point_lat[points])) * shrink)
        )
    at = shapely.Point(np.array([place.lon, place.lat]) * shrink)
    nearest = int(np.argmin(shapely.distance(np.array(lines), at)))
    line, edge = lines[nearest], int(edges[nearest])
    part = float(shapely.line_locate_point(line, at))
    along_deg = np.concatenate(
        ([0.0], np.cumsum(np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T)))
    )
    lon, lat = shapely.get_coordinates(line.interpolate(part))[0] / shrink
    off_m = float(_GEOD.inv(lon, lat, place.lon, place.lat)[2])
    if off_m > _FARTHEST_M:
        raise BriefError(
            where,
            text("{place} is {far:.0f} m from the road", place=_name(place), far=off_m),
            text("give a position on the road as [longitude, latitude]"),
        )
    return _Spot(edge, float(np.interp(part, along_deg, chainage_of_edge_m(roads, edge))))


def _on_one_edge(here: _Spot, there: _Spot) -> RoadPiece | None:
    if here.edge != there.edge:
        return None
    low, high = sorted((here.at_m, there.at_m))
    return RoadPiece(here.edge, low, high, reversed=there.at_m < here.at_m)


def _shortest(
    roads: RoadNetwork, ways: NDArray[np.bool_], here: _Spot, there: _Spot
) -> list[RoadPiece] | None:
    """Find the shortest way between two spots that leaves the edge of the first, less what lies in gaps."""
    leads: defaultdict[int, list[tuple[int, int, bool]]] = defaultdict(list)
    for edge, (begin, end) in enumerate(zip(roads.edge_from.tolist(), roads.edge_to.tolist(), strict=True)):
        leads[begin].append((end, edge, False))
        leads[end].append((begin, edge, True))
    is_own = ways[roads.edge_way]
    cost_m = roads.edge_length_mm / 1000.0 * np.where(is_own, 1.0, _GAP_COST)
    first = {
        int(roads.edge_from[here.edge]): RoadPiece(here.edge, -np.inf, here.at_m, reversed=True),
        int(roads.edge_to[here.edge]): RoadPiece(here.edge, here.at_m, np.inf),
    }
    last = {
        int(roads.edge_from[there.edge]): RoadPiece(there.edge, -np.inf, there.at_m),
        int(roads.edge_to[there.edge]): RoadPiece(there.edge, there.at_m, np.inf, reversed=True),
    }
    came: dict[int, tuple[int, RoadPiece]] = {}
    queue: list[tuple[float, int, int, RoadPiece, int]] = []
    for order, (node, piece) in enumerate(first.items()):
        heapq.heappush(queue, (_length_m(roads, [piece]), order, node, piece, _NOWHERE))
    best: tuple[float, int] | None = None
    while queue:
        far_m, order, node, piece, before = heapq.heappop(queue)
        if node in came or (best is not None and far_m >= best[0]):
            continue
        came[node] = before, piece
        if node in last:
            whole_m = far_m + _length_m(roads, [last[node]])
            best = (whole_m, node) if best is None or whole_m < best[0] else best
        for to, edge, is_back in leads[node]:
            if to not in came:
                step = RoadPiece(edge, -np.inf, np.inf, reversed=is_back)
                heapq.heappush(queue, (far_m + float(cost_m[edge]), 2 * edge + is_back, to, step, node))
    if best is None:
        return None
    path = [*_back_from(best[1], came), last[best[1]]]
    return _without_gaps(roads, is_own, path)


def _without_gaps(
    roads: RoadNetwork, is_own: NDArray[np.bool_], path: list[RoadPiece]
) -> list[RoadPiece] | None:
    """Leave out what lies on other roads; `None` where there is too much of it at once."""
    for own, gap in itertools.groupby(path, key=lambda piece: bool(is_own[piece.edge])):
        if not own and _length_m(roads, list(gap)) > _LONGEST_GAP_M:
            return None
    return [piece for piece in path if is_own[piece.edge]]


def _back_from(node: int, came: dict[int, tuple[int, RoadPiece]]) -> list[RoadPiece]:
    pieces: list[RoadPiece] = []
    while node != _NOWHERE:
        node, piece = came[node]
        pieces.append(piece)
    return pieces[::-1]
