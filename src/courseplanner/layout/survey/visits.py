"""What a course visits, in running order, and whether that is what was asked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.layout.ask.sights import Sights
from courseplanner.layout.ask.targets import Role, Targets
from courseplanner.layout.line.line import Line
from courseplanner.measure.geometry.nearness import Pairs
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.course import Visit
from courseplanner.model.names import folded
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.places.places import SETTLEMENTS, PlaceKind

__all__ = ["first_or_nearer", "runs_of", "visits_all", "visits_of"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_WHOLE_WITHIN_M = 0.02
_NEARER_M = 0.5


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
