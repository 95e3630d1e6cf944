"""From a walk on the core to a line on the ground, with the edge under each segment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import (
    Plane,
    chainages_m,
    ground_chainages_m,
    point_at,
    rounded,
)
from courseplanner.measure.geometry.overlap import PARALLEL_DEG, WITHIN_M
from courseplanner.measure.ground.relief import Relief
from courseplanner.model.network.roads import RoadNetwork

__all__ = [
    "EdgeStretch",
    "Line",
    "cut",
    "has_hooks",
    "has_knots",
    "laps_of",
    "line_of",
    "nodes_at",
    "reversed_line",
    "stretch_points",
    "turnaround_points",
    "turnarounds_of",
]

_BACK_COSINE = -0.99
_SAME_GROUND_M = 0.05
_HOOK_M = 0.5
_KNOT_LEAST_M, _KNOT_M, _KNOT_STEP_M = 60.0, 300.0, 10.0
_ALONG_COSINE = np.cos(np.radians(PARALLEL_DEG))
"""Where a way begins so little beside the end of another, the line hooks, and nobody turns round."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line along roads, in coordinates as they are written.

    Parameters
    ----------
    lon, lat : float64 (n,)
        Rounded to 8 decimals; no point stands twice in a row.
    edge : int64 (n - 1,)
        The edge under each segment.
    chainage_m : float64 (n,)
    relief : Relief or None
        The heights along it, where they are known.
    """

    lon: Floats
    lat: Floats
    edge: Ints
    chainage_m: Floats
    relief: Relief | None = None

    @property
    def length_m(self) -> float:
        """Sum of the geodesics."""
        return float(self.chainage_m[-1])

    def heights_m(self) -> Floats | None:
        """Give the heights of the points as they are written, float64 (n,); `None` where not known."""
        return None if self.relief is None else self.relief.heights(self.chainage_m)

    def measured_m(self) -> Floats:
        """Give the distance of each point from the first on the ground; on the ellipsoid without heights."""
        heights_m = self.heights_m()
        return self.chainage_m if heights_m is None else ground_chainages_m(self.chainage_m, heights_m)


def line_of(lon: Floats, lat: Floats, edge: Ints, relief: Relief | None = None) -> Line:
    """Make a line of points and the edge under each segment; repeated points are dropped."""
    lon, lat = rounded(lon), rounded(lat)
    moves = (np.diff(lon) != 0.0) | (np.diff(lat) != 0.0)
    kept = np.concatenate(([True], moves))
    lon, lat = lon[kept], lat[kept]
    return Line(lon, lat, edge[moves], chainages_m(lon, lat), relief)


@dataclass(frozen=True, slots=True)
class EdgeStretch:
    """A part of an edge in running direction: from `a` to `b` of its length."""

    edge: int
    a: float
    b: float

    def joins(self, other: EdgeStretch) -> bool:
        """Tell whether the next stretch goes on where this one ends, the same way."""
        return self.edge == other.edge and self.b == other.a and (self.a < self.b) == (other.a < other.b)


def stretch_points(roads: RoadNetwork, stretch: EdgeStretch) -> tuple[Floats, Floats]:
    """Give the points of a stretch in running order, its ends included."""
    points = slice(roads.point_start[stretch.edge], roads.point_start[stretch.edge + 1])
    lon, lat = roads.point_lon[points], roads.point_lat[points]
    low, high = min(stretch.a, stretch.b), max(stretch.a, stretch.b)
    if low > 0.0 or high < 1.0:
        along = chainages_m(lon, lat)
        line = cut(
            Line(lon, lat, np.zeros(len(lon) - 1, dtype=np.int64), along), low * along[-1], high * along[-1]
        )
        lon, lat = line.lon, line.lat
    return (lon, lat) if stretch.a <= stretch.b else (lon[::-1], lat[::-1])


def cut(line: Line, from_m: float, to_m: float) -> Line:
    """Cut a piece out of a line, from one chainage to another."""
    inner = (line.chainage_m > from_m) & (line.chainage_m < to_m)
    first = int(np.clip(np.searchsorted(line.chainage_m, from_m, side="right") - 1, 0, len(line.edge) - 1))
    last = first + int(inner.sum())
    start = point_at(line.lon, line.lat, line.chainage_m, from_m)
    end = point_at(line.lon, line.lat, line.chainage_m, to_m)
    lon = np.concatenate(([start[0]], line.lon[inner], [end[0]]))
    lat = np.concatenate(([start[1]], line.lat[inner], [end[1]]))
    relief = None if line.relief is None else line.relief.cut(from_m, to_m)
    return line_of(lon, lat, line.edge[first : last + 1], relief)


def reversed_line(line: Line) -> Line:
    """Give the line run the other way."""
    relief = None if line.relief is None else line.relief.reversed()
    return line_of(line.lon[::-1], line.lat[::-1], line.edge[::-1], relief)


def laps_of(loop: Line, times: int) -> Line:
    """Run a closed line several times."""
    lon = np.concatenate([loop.lon[:-1]] * times + [loop.lon[:1]])
    lat = np.concatenate([loop.lat[:-1]] * times + [loop.lat[:1]])
    relief = loop.relief
    for _ in range(times - 1):
        relief = None if relief is None or loop.relief is None else relief.then(loop.relief)
    return line_of(lon, lat, np.tile(loop.edge, times), relief)


def nodes_at(roads: RoadNetwork, line: Line, at: Ints) -> Ints:
    """Give the nodes at vertices of a line at which it goes over to another edge, int64 (k,)."""
    edge = line.edge[at - 1]
    ends = np.stack((roads.edge_from[edge], roads.edge_to[edge])).astype(np.int64)
    away = np.abs(roads.node_lon[ends] - line.lon[at]) + np.abs(roads.node_lat[ends] - line.lat[at])
    return np.asarray(np.where(away[0] <= away[1], ends[0], ends[1]))


def turnaround_points(plane: Plane, line: Line, *, closed: bool) -> Ints:
    """Give the points at which a line turns back on the road that it came by.

    Where `closed`, the first point counts too: there the last segment goes over into the first.
    """
    cosine, off_m, shorter_m = _joints(plane, line)
    # Two ways can be drawn over each other: what counts is the ground, not the id of the road.
    drawn_on = (line.edge == np.roll(line.edge, 1)) | (shorter_m >= _HOOK_M)
    back = (cosine < _BACK_COSINE) & (off_m < _SAME_GROUND_M) & drawn_on
    back[0] &= closed
    return np.flatnonzero(back)


def _joints(plane: Plane, line: Line) -> tuple[Floats, Floats, Floats]:
    """Look at each segment of a line and the one before it; before the first comes the last.

    Returns
    -------
    cosine : float64 (n - 1,)
        Of the angle between them.
    off_m : float64 (n - 1,)
        How far the end of the shorter lies beside the other, drawn on.
    shorter_m : float64 (n - 1,)
    """
    x, y = plane.xy(line.lon, line.lat)
    dx, dy = np.diff(x), np.diff(y)
    length = np.maximum(np.hypot(dx, dy), 1e-9)
    before_x, before_y, before = np.roll(dx, 1), np.roll(dy, 1), np.roll(length, 1)
    cosine = (dx * before_x + dy * before_y) / (length * before)
    sine = np.abs(dx * before_y - dy * before_x) / (length * before)
    shorter_m = np.minimum(length, before)
    return cosine, sine * shorter_m, shorter_m


def has_knots(plane: Plane, line: Line) -> bool:
    """Tell whether a course runs round a block and on beside itself the same way, all within `_KNOT_M`.

    Nobody wants that; and where the ground of both passages lies together, the shortest route leaves the
    round out. To turn at a cone, or round a roundabout and back, is no knot.
    """
    at_m = np.arange(0.0, line.length_m, _KNOT_STEP_M)
    x, y = plane.xy(np.interp(at_m, line.chainage_m, line.lon), np.interp(at_m, line.chainage_m, line.lat))
    where = x + 1j * y
    way = np.diff(where)
    way /= np.maximum(np.abs(way), 1e-9)
    for later in range(round(_KNOT_LEAST_M / _KNOT_STEP_M), round(_KNOT_M / _KNOT_STEP_M) + 1):
        near = np.abs(where[later:-1] - where[: -later - 1]) < WITHIN_M
        along = (way[later:] * way[:-later].conjugate()).real > _ALONG_COSINE
        beside = near & along
        if (beside[1:] & beside[:-1]).any():
            return True
    return False


def has_hooks(plane: Plane, line: Line) -> bool:
    """Tell whether a line doubles back by a hand's breadth, where nobody turns round.

    So it does where two ways are drawn over each other at their ends, or where it begins just before a
    corner.
    """
    cosine, off_m, _ = _joints(plane, line)
    back = (cosine < 0.0) & (off_m < _SAME_GROUND_M)
    back[0] = False
    back[turnaround_points(plane, line, closed=False)] = False
    return bool(back.any())


def turnarounds_of(plane: Plane, line: Line, *, closed: bool) -> tuple[float, ...]:
    """Give the chainages of those points."""
    points = turnaround_points(plane, line, closed=closed)
    return tuple(float(at_m) for at_m in line.chainage_m[:-1][points])
