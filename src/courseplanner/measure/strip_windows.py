"""Lays folded stretches of a strip flat: portals through a triangulation of the ground that they cover.

Where a bend is tighter than half the width, or the strip jogs or turns straight back, cross-sections lie
over each other and no longer follow in order. There the ground of the segments is united and
triangulated, and the edges of the triangles between its two ends become the portals. Where the ground has
holes, the way round them that is the shortest between the middles of its ends is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.measure.kernels_taut import taut_string

__all__ = ["Window", "flat_portals", "spliced", "windows_of"]

_MARGIN_WIDTHS = 3.0
_NARROWEST_M = 1e-4
_GRID_M = 1e-6
_SAME_M = 1e-5
_OVERLAP_M = 0.01
_REACH_OVER_M = 1e-5
_LEAST_HOLE_M2 = 1e-4
_MOST_WAYS = 64
"""Ways round holes that are tried in one window."""

Floats = NDArray[np.float64]
_Edge = tuple[tuple[tuple[int, int], tuple[int, int]], tuple[int, int]]
"""Its two ends on the grid, and the two triangles beside it."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a strip, from the middle of one segment to that of another; -1 and n: to the ends."""

    first: int
    last: int


def windows_of(x: Floats, y: Floats, width_m: Floats, folded: NDArray[np.bool_]) -> list[Window]:
    """Find the stretches to lay flat: each fold with enough clean strip around it, joined where they touch.

    Parameters
    ----------
    x, y : float64 (n,)
    width_m : float64 (n - 1,)
        Of each segment, both sides together.
    folded : bool (2 (n - 1) - 1,)
        Of neighbouring portals.
    """
    segments = len(x) - 1
    at_m = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    clean = _clean(at_m, _turns(x, y), width_m)
    clean[folded[0::2]] = False
    found: list[Window] = []
    for k in np.flatnonzero(folded).tolist():
        segment = k // 2
        if found and segment <= found[-1].last:
            continue
        first = _outward(clean, at_m, width_m, segment, -1)
        last = _outward(clean, at_m, width_m, min(segment + (k % 2), segments - 1), 1)
        if found and first <= found[-1].last:
            first = found.pop().first
        found.append(Window(first, last))
    return found


def _clean(at_m: Floats, turn: Floats, width_m: Floats) -> NDArray[np.bool_]:
    """Tell which segments have a whole cross-section in their middle: no corner of a bend reaches it."""
    middle_m = (at_m[:-1] + at_m[1:]) / 2.0
    wide_m = np.maximum(width_m[:-1], width_m[1:])
    reach_m = np.abs(np.tan(np.clip(turn, -3.0, 3.0) / 2.0)) * wide_m
    blocked = np.zeros(len(middle_m) + 1)
    np.add.at(blocked, np.searchsorted(middle_m, at_m[1:-1] - reach_m), 1.0)
    np.add.at(blocked, np.searchsorted(middle_m, at_m[1:-1] + reach_m), -1.0)
    return np.asarray(np.cumsum(blocked)[:-1] < 0.5)


def _turns(x: Floats, y: Floats) -> Floats:
    step = np.diff(x + 1j * y)
    return np.asarray(np.angle(step[1:] * step[:-1].conjugate()))


def _outward(clean: NDArray[np.bool_], at_m: Floats, width_m: Floats, segment: int, way: int) -> int:
    """Go from a fold to the first clean segment that is far enough off; past the ends where there is none."""
    here_m = at_m[segment + (1 if way > 0 else 0)]
    widest_m = width_m[segment]
    at = segment + way
    while 0 <= at < len(width_m):
        widest_m = max(widest_m, width_m[at])
        middle_m = (at_m[at] + at_m[at + 1]) / 2.0
        if clean[at] and abs(middle_m - here_m) > _MARGIN_WIDTHS * widest_m:
            return at
        at += way
    return at


def flat_portals(x: Floats, y: Floats, left_m: Floats, right_m: Floats, window: Window) -> Floats | None:
    """Give the portals of a window, from its first cross-section to its last, float64 (k, 4).

    Returns
    -------
    float64 (k, 4) or None
        Left x and y, right x and y; `None` where the ground does not hang together as it should.
    """
    first, last = max(window.first, 0), min(window.last, len(left_m) - 1)
    line_x, line_y = x[first : last + 2].copy(), y[first : last + 2].copy()
    left, right = (np.maximum(m[first : last + 1], _NARROWEST_M) for m in (left_m, right_m))
    if window.first >= 0:
        line_x[0], line_y[0] = (line_x[0] + line_x[1]) / 2.0, (line_y[0] + line_y[1]) / 2.0
    if window.last < len(left_m):
        line_x[-1], line_y[-1] = (line_x[-1] + line_x[-2]) / 2.0, (line_y[-1] + line_y[-2]) / 2.0
    corners = _corners(line_x, line_y, left, right)
    ground = _ground(line_x, line_y, corners)
    if ground is None:
        return None
    # Another part of the strip may lie over a cut; at start and finish that does no harm.
    if window.first >= 0 and not _bounds(ground, corners[0, :2]):
        return None
    if window.last < len(left_m) and not _bounds(ground, corners[-1, 2:]):
        return None
    pieces: Any = shapely.constrained_delaunay_triangles(ground)
    triangles = [np.asarray(one.exterior.coords)[:3] for one in pieces.geoms]
    middles = np.column_stack((line_x[[0, -1]], line_y[[0, -1]]))
    sleeve = _sleeve(np.array(triangles), middles)
    if sleeve is None:
        return None
    entry = np.concatenate((corners[0, 0], corners[0, 1]))
    leave = np.concatenate((corners[-1, 2], corners[-1, 3]))
    return np.vstack((entry[None], sleeve, leave[None]))


def _bounds(ground: shapely.Polygon, ends: Floats) -> bool:
    """Tell whether a cross-section lies on the bound of the ground: another part may run over it."""
    points: Any = shapely.points([ends[0], ends.mean(axis=0), ends[1]])
    return bool((shapely.distance(ground.boundary, points) < _SAME_M).all())


def _corners(x: Floats, y: Floats, left: Floats, right: Floats) -> Floats:
    """Give the corners of each segment's ground: start left, start right, end left, end right, (n, 4, 2)."""
    step = np.column_stack((np.diff(x), np.diff(y)))
    step /= np.hypot(step[:, 0], step[:, 1])[:, None]
    normal = np.column_stack((-step[:, 1], step[:, 0]))
    points = np.column_stack((x, y))
    start, end = points[:-1], points[1:]
    to_left, to_right = normal * left[:, None], normal * right[:, None]
    return np.stack((start + to_left, start - to_right, end + to_left, end - to_right), axis=1)


def _ground(x: Floats, y: Floats, corners: Floats) -> shapely.Polygon | None:
    """Unite the ground of segments with the wedges on the outside of bends."""
    # Each segment reaches a little over the next: rounded to the grid, edges that only touch would part.
    step = np.column_stack((np.diff(x), np.diff(y)))
    step *= (_REACH_OVER_M / np.hypot(step[:, 0], step[:, 1]))[:, None]
    reaching = corners.copy()
    reaching[1:, :2] -= step[1:, None]
    reaching[:-1, 2:] += step[:-1, None]
    quads: Any = shapely.polygons(reaching[:, [0, 1, 3, 2]])
    parts: list[Any] = list(quads)
    for i, angle in enumerate(_turns(x, y).tolist()):
        outer = 1 if angle > 0.0 else 0
        vertex = np.array([x[i + 1], y[i + 1]])
        one, other = corners[i, 2 + outer], corners[i + 1, outer]
        # The tip reaches over to the inside of the bend, so that no slit is left beside the segments.
        inner = (corners[i, 3 - outer] + corners[i + 1, 1 - outer]) / 2.0 - vertex
        size = float(np.hypot(*inner))
        tip = vertex + inner * (min(_OVERLAP_M, 0.3 * size) / size) if size > 0.0 else vertex
        parts.append(shapely.Polygon(np.array([tip, one, other])))
    whole = shapely.union_all([part for part in parts if part.area > 0.0], grid_size=_GRID_M)
    if isinstance(whole, shapely.MultiPolygon):
        whole = max(whole.geoms, key=lambda part: part.area)
    if not isinstance(whole, shapely.Polygon) or whole.is_empty:
        return None
    holes = [ring for ring in whole.interiors if shapely.Polygon(ring).area > _LEAST_HOLE_M2]
    return shapely.Polygon(whole.exterior, holes)


def _sleeve(triangles: Floats, middles: Floats) -> Floats | None:
    """Give the edges of triangles between two cross-sections as portals, (k, 4)."""
    ids = np.round(triangles / _GRID_M).astype(np.int64)
    edges: dict[tuple[tuple[int, int], tuple[int, int]], list[int]] = {}
    for number, corners in enumerate(ids.tolist()):
        for a, b in ((0, 1), (1, 2), (2, 0)):
            one, other = sorted((tuple(corners[a]), tuple(corners[b])))
            edges.setdefault((one, other), []).append(number)
    inner: list[_Edge] = [(ends, (of[0], of[1])) for ends, of in edges.items() if len(of) == 2]
    begin, end = _triangle_at(triangles, middles[0]), _triangle_at(triangles, middles[1])
    if begin is None or end is None:
        return None
    best, best_m = None, np.inf
    for way in islice(_ways(inner, begin, end), _MOST_WAYS):
        portals = _portals_of(way, inner, triangles, begin)
        string = taut_string(portals, *middles[0], *middles[1])
        found = portals.reshape(-1, 2)[np.maximum(string, 0)] if len(portals) else middles.copy()
        found[0], found[-1] = middles[0], middles[1]
        length_m = float(np.hypot(np.diff(found[:, 0]), np.diff(found[:, 1])).sum())
        if length_m < best_m:
            best, best_m = portals, length_m
    return best


def _portals_of(way: Sequence[int], inner: Sequence[_Edge], triangles: Floats, begin: int) -> Floats:
    at, portals = begin, []
    for edge in way:
        corners, of = inner[edge]
        portals.append(_facing(triangles[at], np.array(corners, dtype=np.float64) * _GRID_M))
        at = of[1] if of[0] == at else of[0]
    return np.array(portals, dtype=np.float64).reshape(-1, 4)


def _ways(inner: Sequence[_Edge], begin: int, end: int) -> Iterator[list[int]]:
    """Give the ways from one triangle to another as edges: one, and more where they lead round holes."""
    beside: dict[int, list[tuple[int, int]]] = {}
    for edge, (_, (one, other)) in enumerate(inner):
        beside.setdefault(one, []).append((other, edge))
        beside.setdefault(other, []).append((one, edge))
    stack: list[tuple[int, list[int], frozenset[int]]] = [(begin, [], frozenset((begin,)))]
    while stack:
        at, way, seen = stack.pop()
        if at == end:
            yield way
            continue
        for other, edge in beside.get(at, ()):
            if other not in seen:
                stack.append((other, [*way, edge], seen | {other}))


def _triangle_at(triangles: Floats, point: Floats) -> int | None:
    """Give a triangle that a point lies in, or on the edge of."""
    quads: Any = shapely.polygons(triangles)
    away = shapely.distance(quads, shapely.Point(point))
    touching = np.flatnonzero(away < _SAME_M)
    return int(touching[0]) if len(touching) else None


def _facing(triangle: Floats, ends: Floats) -> Floats:
    """Give an edge as a portal: its left and its right end for somebody who leaves the triangle over it."""
    (ax, ay), (bx, by) = ends
    middle_x, middle_y = triangle.mean(axis=0)
    is_left = (ax - middle_x) * (by - middle_y) - (ay - middle_y) * (bx - middle_x) < 0.0
    return np.array([ax, ay, bx, by] if is_left else [bx, by, ax, ay])


def spliced(portals: Floats, windows: Sequence[tuple[Window, Floats]]) -> Floats:
    """Put the portals of windows in the place of those that fold."""
    parts, done = [], 0
    for window, flat in windows:
        parts += [portals[done : max(2 * window.first + 1, 0)], flat]
        done = min(2 * window.last + 1, len(portals))
    return np.vstack([*parts, portals[done:]])
