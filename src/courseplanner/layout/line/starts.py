"""Where a loop starts: on a wide, straight road, and never where the course runs twice on one road."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import Line, turnarounds_of
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.nearness import Lines, Outlines, near_pairs
from courseplanner.measure.geometry.overlap import WITHIN_M, repeated_steps, trace
from courseplanner.model.network.assumptions import way_open_width_m
from courseplanner.model.network.roads import RoadNetwork, Tri

__all__ = ["End", "inside", "starts_of"]

_SAMPLE_M = 20.0
_STRAIGHT_M = 100.0
_APART_M = 400.0
_MOST_STARTS = 8
_CLEAR_OF_TURNAROUND_M = 60.0
_TIP_WORTH = -4.0
"""A start at a turnaround is worse than any on the way, but serves where the start lies on a dead end."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """Where a course may start or finish: within a distance of a place."""

    outline: Outlines
    within_m: float

    def within(self, less_m: float) -> End:
        """Give the same with a distance that is smaller by so much."""
        return End(self.outline, max(self.within_m - less_m, 0.0))


def inside(plane: Plane, lon: Floats, lat: Floats, end: End) -> Bools:
    """Tell which points lie where a course may start or finish, bool (n,)."""
    x, y = plane.xy(lon, lat)
    points = Lines(x, y, np.arange(len(x) + 1, dtype=np.int64))
    inside = np.zeros(len(x), dtype=np.bool_)
    inside[near_pairs(points, end.outline, np.array([end.within_m])).line] = True
    return inside


def starts_of(
    roads: RoadNetwork, plane: Plane, loop: Line, shift_m: float, end: End | None, lead_in_m: float = 0.0
) -> Iterator[float]:
    """Give chainages for the start of a loop, the best first.

    A start wants a wide road that is straight before the finish and after the start, and
    no bridge, tunnel or roundabout. The finish lies `lead_in_m` less `shift_m` along the loop from it.
    """
    step_m = _SAMPLE_M if end is None else _SAMPLE_M / 10.0
    at_m = np.arange(0.0, loop.length_m, step_m)
    tips_m = np.array(turnarounds_of(plane, loop, closed=True))
    at_m = at_m[~_beside_itself(plane, loop, at_m, shift_m) & ~_near_tips(loop, at_m, tips_m, shift_m)]
    worth = np.concatenate(
        (_worth_of_starts(roads, plane, loop, at_m, shift_m - lead_in_m), np.full(len(tips_m), _TIP_WORTH))
    )
    at_m = np.concatenate((at_m, tips_m))
    if end is not None and len(at_m):
        possible = inside(plane, *_points_at(loop, at_m), end)
        at_m, worth = at_m[possible], worth[possible]
    chosen: list[float] = []
    for i in np.argsort(-worth, kind="stable"):
        if all(abs(float(at_m[i]) - other) > _APART_M for other in chosen) or (
            end is not None and not chosen
        ):
            chosen.append(float(at_m[i]))
            yield chosen[-1]
        if len(chosen) == _MOST_STARTS:
            return


def _beside_itself(plane: Plane, loop: Line, at_m: Floats, shift_m: float) -> Bools:
    """Tell which starts lie where the loop runs twice, from the finish to some way past the start.

    There the finish would be nearer to the start by road than along the course.
    """
    line = trace(*plane.xy(loop.lon, loop.lat), step_m=5.0)
    back = trace(*plane.xy(loop.lon[::-1], loop.lat[::-1]), step_m=5.0)
    twice = repeated_steps(line) | repeated_steps(back)[::-1]
    # The ends of a loop lie beside each other: that is no ground run twice.
    seam = (line.at_m < WITHIN_M) | (line.at_m > line.at_m[-1] - WITHIN_M)
    count = np.concatenate(([0], np.cumsum(np.tile(twice & ~seam, 3))))
    length_m = loop.length_m
    grid = np.concatenate((line.at_m, line.at_m + length_m, line.at_m + 2 * length_m))
    low = np.searchsorted(grid, at_m + length_m - abs(shift_m) - WITHIN_M)
    high = np.searchsorted(grid, at_m + length_m + abs(shift_m) + WITHIN_M)
    return np.asarray(count[high] > count[low])


def _near_tips(loop: Line, at_m: Floats, tips_m: Floats, shift_m: float) -> Bools:
    """Tell which starts lie so near a turnaround that start or finish would be on its spur."""
    if not len(tips_m):
        return np.zeros(len(at_m), dtype=np.bool_)
    apart_m = np.abs(at_m[:, None] - tips_m[None, :])
    apart_m = np.minimum(apart_m, loop.length_m - apart_m)
    return np.asarray(apart_m.min(axis=1) < abs(shift_m) + _CLEAR_OF_TURNAROUND_M)


def _points_at(line: Line, at_m: Floats) -> tuple[Floats, Floats]:
    around = np.mod(at_m, line.length_m)
    return np.interp(around, line.chainage_m, line.lon), np.interp(around, line.chainage_m, line.lat)


def _worth_of_starts(roads: RoadNetwork, plane: Plane, loop: Line, at_m: Floats, shift_m: float) -> Floats:
    def position(offset_m: float) -> tuple[Floats, Floats]:
        return plane.xy(*_points_at(loop, at_m + offset_m))

    def straightness(from_m: float, to_m: float) -> Floats:
        ax, ay = position(from_m)
        bx, by = position(to_m)
        return np.hypot(bx - ax, by - ay) / abs(to_m - from_m)

    before_m = -shift_m
    segment = np.searchsorted(loop.chainage_m, at_m, side="right") - 1
    way = roads.edge_way[loop.edge[np.clip(segment, 0, len(loop.edge) - 1)]]
    awkward = (
        (roads.way_bridge[way] == Tri.yes) | (roads.way_tunnel[way] == Tri.yes) | roads.way_roundabout[way]
    )
    width_m = np.minimum(way_open_width_m(roads)[way], 14.0)
    straight = straightness(0.0, _STRAIGHT_M) + straightness(before_m - _STRAIGHT_M, before_m)
    return np.asarray(width_m / 14.0 + 4.0 * straight - 2.0 * awkward)
