"""Lines in the plane of the sample, in metres: length, smoothing, thinning, nearest points."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from make.chance import Chance

__all__ = [
    "Point",
    "SegmentIndex",
    "bearing_unit",
    "crossing",
    "distance",
    "hull",
    "length_m",
    "offset",
    "resampled",
    "simplified",
    "smoothed",
    "winding",
]

Point = tuple[float, float]


def distance(a: Point, b: Point) -> float:
    """Give the distance of two points."""
    return math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]))


def length_m(points: list[Point]) -> float:
    """Give the length of a line."""
    return math.fsum(distance(a, b) for a, b in pairwise(points))


def bearing_unit(points: list[Point], at: int) -> Point:
    """Give the unit vector of the direction of a line at one of its points."""
    a, b = points[max(at - 1, 0)], points[min(at + 1, len(points) - 1)]
    far = distance(a, b) or 1.0
    return (b[0] - a[0]) / far, (b[1] - a[1]) / far


def resampled(points: list[Point], step_m: float) -> list[Point]:
    """Give points at even distances of about `step_m` along a line, the ends included."""
    total = length_m(points)
    count = max(1, round(total / step_m))
    spacing, result, done, want = total / count, [points[0]], 0.0, total / count
    for a, b in pairwise(points):
        far = distance(a, b)
        while far > 0.0 and want <= done + far and len(result) < count:
            share = (want - done) / far
            result.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
            want += spacing
        done += far
    return [*result, points[-1]]


def smoothed(points: list[Point], rounds: int) -> list[Point]:
    """Round the corners of a line (Chaikin 1974); the ends stay."""
    for _ in range(rounds):
        inner: list[Point] = []
        for a, b in pairwise(points):
            inner.append((0.75 * a[0] + 0.25 * b[0], 0.75 * a[1] + 0.25 * b[1]))
            inner.append((0.25 * a[0] + 0.75 * b[0], 0.25 * a[1] + 0.75 * b[1]))
        points = [points[0], *inner[1:-1], points[-1]]
    return points


def simplified(points: list[Point], tolerance_m: float) -> list[Point]:
    """Drop points that a line does not need (Douglas and Peucker 1973)."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        worst, at = tolerance_m, -1
        for k in range(first + 1, last):
            off = distance(points[k], nearest_on(points[k], points[first], points[last])[0])
            if off > worst:
                worst, at = off, k
        if at >= 0:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[k] for k in sorted(keep)]


def offset(points: list[Point], off_m: Callable[[float], float]) -> list[Point]:
    """Shift a line to its left by a distance that may vary along it (negative: to its right)."""
    result, along = [], 0.0
    for k, (x, y) in enumerate(points):
        along += distance(points[k - 1], points[k]) if k else 0.0
        ux, uy = bearing_unit(points, k)
        result.append((x - uy * off_m(along), y + ux * off_m(along)))
    return result


def winding(a: Point, b: Point, chance: Chance, sway: float = 0.08, step_m: float = 90.0) -> list[Point]:
    """Draw a winding line between two points; `sway` is its sideways share of the length."""
    far = distance(a, b)
    count = max(2, round(far / step_m))
    ux, uy = (b[0] - a[0]) / (far or 1.0), (b[1] - a[1]) / (far or 1.0)
    bow, wiggle = chance.bell(0.9 * sway * far), sway * min(far, 4.0 * step_m)
    points = []
    for k in range(count + 1):
        share = k / count
        arch = 4.0 * share * (1.0 - share)
        side = bow * arch + (chance.bell(0.5 * wiggle) if 0 < k < count else 0.0)
        points.append((a[0] + ux * far * share - uy * side, a[1] + uy * far * share + ux * side))
    return smoothed(points, 2) if count > 1 else points


def nearest_on(p: Point, a: Point, b: Point) -> tuple[Point, float]:
    """Give the point of the segment a-b nearest to p, and its share of the segment."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    share = 0.0 if square == 0.0 else ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square
    share = min(1.0, max(0.0, share))
    return (a[0] + dx * share, a[1] + dy * share), share


def crossing(a: Point, b: Point, c: Point, d: Point) -> tuple[float, float] | None:
    """Give the shares along a-b and c-d where the segments cross, if they do."""
    rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    cross = rx * sy - ry * sx
    if cross == 0.0:
        return None
    qx, qy = c[0] - a[0], c[1] - a[1]
    t, u = (qx * sy - qy * sx) / cross, (qx * ry - qy * rx) / cross
    return (t, u) if 0.0 <= t <= 1.0 and 0.0 <= u <= 1.0 else None


def hull(points: list[Point], grow_m: float) -> list[Point]:
    """Give the convex hull of points as a closed ring, grown from its middle (Andrew 1979)."""
    ordered = sorted(set(points))

    def chain(source: Iterable[Point]) -> list[Point]:
        made: list[Point] = []
        for p in source:
            while len(made) > 1 and _turn(made[-2], made[-1], p) <= 0.0:
                made.pop()
            made.append(p)
        return made[:-1]

    ring = chain(ordered) + chain(reversed(ordered))
    mx, my = math.fsum(p[0] for p in ring) / len(ring), math.fsum(p[1] for p in ring) / len(ring)
    grown = []
    for x, y in ring:
        far = distance((x, y), (mx, my)) or 1.0
        grown.append((x + (x - mx) / far * grow_m, y + (y - my) / far * grow_m))
    return [*grown, grown[0]]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


class SegmentIndex:
    """Segments of lines by grid cell, to find what lies near a point.

    Parameters
    ----------
    cell_m : float
        Size of the cells; a search reaches best about as far as this.
    """

    def __init__(self, cell_m: float = 120.0) -> None:
        self._cell = cell_m
        self._cells: dict[tuple[int, int], list[tuple[Point, Point, int]]] = {}

    def add(self, points: list[Point], mark: int = 0) -> None:
        """Take in a line; `mark` is given back with what is found on it."""
        for a, b in pairwise(points):
            for key in self._keys(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])):
                self._cells.setdefault(key, []).append((a, b, mark))

    def _keys(self, west: float, south: float, east: float, north: float) -> Iterator[tuple[int, int]]:
        for i in range(int(west // self._cell), int(east // self._cell) + 1):
            for j in range(int(south // self._cell), int(north // self._cell) + 1):
                yield i, j

    def nearest(self, p: Point, reach_m: float) -> tuple[float, Point, int] | None:
        """Give distance, point and mark of the nearest place within reach, if there is one."""
        best: tuple[float, Point, int] | None = None
        for key in self._keys(p[0] - reach_m, p[1] - reach_m, p[0] + reach_m, p[1] + reach_m):
            for a, b, mark in self._cells.get(key, ()):
                foot, _ = nearest_on(p, a, b)
                far = distance(p, foot)
                if far <= reach_m and (best is None or far < best[0]):
                    best = (far, foot, mark)
        return best

    def distance_m(self, p: Point, reach_m: float) -> float:
        """Give the distance to the nearest line, or infinity beyond the reach."""
        found = self.nearest(p, reach_m)
        return found[0] if found else math.inf

    def crosses(self, a: Point, b: Point) -> bool:
        """Tell whether the segment a-b crosses any line here."""
        keys = self._keys(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        return any(crossing(a, b, c, d) for key in keys for c, d, _ in self._cells.get(key, ()))
