"""How near lines come to places, points or areas, in a plane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.kernel_cache import kernel
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.kernels_arrays import copy_into
from courseplanner.model.places.places import Place

__all__ = ["Lines", "Outlines", "Pairs", "near_pairs", "nearest_lines", "outlines_of"]

Floats = NDArray[np.float64]

_MEET_M = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Many lines in a plane; line `i` has the points `start[i]:start[i + 1]`."""

    x: Floats
    y: Floats
    start: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Places in a plane.

    Place `i` has the rings `first_ring[i]:first_ring[i + 1]`; ring `r` has the points
    `start[r]:start[r + 1]`. A point is a ring of one point.
    """

    x: Floats
    y: Floats
    start: NDArray[np.int64]
    first_ring: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Lines and places that are near each other, ordered by place, then line.

    Parameters
    ----------
    line, place : int64 (n,)
    offset_m : float64 (n,)
        Least distance; 0 where the line enters the area.
    along_m : float64 (n,)
        Where on the line that is, in the plane, from its first point; the first such place on the
        first such segment.
    """

    line: NDArray[np.int64]
    place: NDArray[np.int64]
    offset_m: Floats
    along_m: Floats


def outlines_of(places: Sequence[Place], plane: Plane) -> Outlines:
    """Put places into a plane."""
    rings = [place.rings or (np.array([[place.lon, place.lat]]),) for place in places]
    flat = [ring for of_place in rings for ring in of_place]
    degrees = np.concatenate(flat) if flat else np.empty((0, 2))
    x, y = plane.xy(degrees[:, 0], degrees[:, 1])
    start = np.concatenate(([0], np.cumsum([len(ring) for ring in flat]))).astype(np.int64)
    first_ring = np.concatenate(([0], np.cumsum([len(of_place) for of_place in rings]))).astype(np.int64)
    return Outlines(x, y, start, first_ring)


def near_pairs(lines: Lines, outlines: Outlines, within_m: Floats) -> Pairs:
    """Find all lines that come near places.

    Parameters
    ----------
    lines : Lines
    outlines : Outlines
    within_m : float64 (places,)
        How near, for each place.

    Returns
    -------
    Pairs
    """
    found = _near_pairs(*_line_arrays(lines), *_outline_arrays(outlines), within_m)
    return Pairs(found[0].astype(np.int64), found[1].astype(np.int64), found[2], found[3])


def nearest_lines(lines: Lines, usable: NDArray[np.bool_], outlines: Outlines, within_m: float) -> Pairs:
    """Find the line nearest to each place, the first of several at one distance.

    Parameters
    ----------
    lines : Lines
    usable : bool (lines,)
        Lines that count.
    outlines : Outlines
    within_m : float
        Places with no line as near as this are left out.

    Returns
    -------
    Pairs
        At most one for each place.
    """
    line, offset, along = _nearest_lines(*_line_arrays(lines), usable, *_outline_arrays(outlines), within_m)
    found = np.flatnonzero(line >= 0)
    return Pairs(line[found], found, offset[found], along[found])


def _line_arrays(lines: Lines) -> tuple[Floats, Floats, NDArray[np.int64], Floats]:
    # Read-only, as those of a network are: kernels are compiled for one sort of array.
    start = lines.start.view()
    start.flags.writeable = False
    return lines.x, lines.y, start, _boxes(lines.x, lines.y, start)


def _outline_arrays(outlines: Outlines) -> tuple[Floats, Floats, NDArray[np.int64], NDArray[np.int64]]:
    return outlines.x, outlines.y, outlines.start, outlines.first_ring


@kernel
def _nearest_lines(x, y, start, boxes, usable, rx, ry, ring_start, first_ring, within_m):  # type: ignore[no-untyped-def]
    count = len(first_ring) - 1
    nearest, offsets, alongs = np.full(count, -1, dtype=np.int64), np.full(count, np.inf), np.zeros(count)
    for place in range(count):
        ring_a, ring_b = first_ring[place], first_ring[place + 1]
        a, b = ring_start[ring_a], ring_start[ring_b]
        west, east, south, north = rx[a:b].min(), rx[a:b].max(), ry[a:b].min(), ry[a:b].max()
        best = within_m
        for line in range(len(start) - 1):
            if not usable[line] or (
                boxes[line, 0] > east + best
                or boxes[line, 2] < west - best
                or boxes[line, 1] > north + best
                or boxes[line, 3] < south - best
            ):
                continue
            offset, along = _line_to_place(
                x, y, start[line], start[line + 1], rx, ry, ring_start, ring_a, ring_b, best
            )
            if offset < best or (offset == best and nearest[place] < 0):
                best = offset
                nearest[place], offsets[place], alongs[place] = line, offset, along
    return nearest, offsets, alongs


@kernel
def _boxes(x, y, start):  # type: ignore[no-untyped-def]
    count = len(start) - 1
    boxes = np.empty((count, 4))
    for i in range(count):
        boxes[i, 0] = boxes[i, 1] = np.inf
        boxes[i, 2] = boxes[i, 3] = -np.inf
        for p in range(start[i], start[i + 1]):
            boxes[i, 0] = min(boxes[i, 0], x[p])
            boxes[i, 1] = min(boxes[i, 1], y[p])
            boxes[i, 2] = max(boxes[i, 2], x[p])
            boxes[i, 3] = max(boxes[i, 3], y[p])
    return boxes


@kernel
def _near_pairs(x, y, start, boxes, rx, ry, ring_start, first_ring, within_m):  # type: ignore[no-untyped-def]
    room = 256
    out = np.empty((4, room))
    n = 0
    for place in range(len(first_ring) - 1):
        ring_a, ring_b = first_ring[place], first_ring[place + 1]
        a, b = ring_start[ring_a], ring_start[ring_b]
        west, east = rx[a:b].min() - within_m[place], rx[a:b].max() + within_m[place]
        south, north = ry[a:b].min() - within_m[place], ry[a:b].max() + within_m[place]
        for line in range(len(start) - 1):
            if (
                boxes[line, 0] > east
                or boxes[line, 2] < west
                or boxes[line, 1] > north
                or boxes[line, 3] < south
            ):
                continue
            offset, along = _line_to_place(
                x, y, start[line], start[line + 1], rx, ry, ring_start, ring_a, ring_b, within_m[place]
            )
            if offset <= within_m[place]:
                if n == room:
                    wider = np.empty((4, 2 * room))
                    for row in range(4):
                        copy_into(wider[row], 0, out[row], 0, room)
                    out = wider
                    room *= 2
                out[0, n], out[1, n], out[2, n], out[3, n] = line, place, offset, along
                n += 1
    return out[:, :n].copy()


@kernel(inner=True)
def _line_to_place(x, y, first, end, rx, ry, ring_start, ring_a, ring_b, within_m):  # type: ignore[no-untyped-def]
    """Give the least distance of a line from a place, and how far along the line it is.

    Infinite where the line is not within `within_m`.
    """
    a, b = ring_start[ring_a], ring_start[ring_b]
    west, east, south, north = rx[a], rx[a], ry[a], ry[a]
    for i in range(a + 1, b):
        west, east = min(west, rx[i]), max(east, rx[i])
        south, north = min(south, ry[i]), max(north, ry[i])
    best, best_along, along = np.inf, 0.0, 0.0
    for p in range(first, max(end - 1, first + 1)):
        q = min(p + 1, end - 1)
        length = np.hypot(x[q] - x[p], y[q] - y[p])
        reach = min(best, within_m)
        if not (
            max(x[p], x[q]) < west - reach
            or min(x[p], x[q]) > east + reach
            or max(y[p], y[q]) < south - reach
            or min(y[p], y[q]) > north + reach
        ):
            offset, t = _segment_to_place(x[p], y[p], x[q], y[q], rx, ry, ring_start, ring_a, ring_b, reach)
            if offset < best and offset <= within_m:
                best, best_along = offset, along + t * length
                if best == 0.0:
                    break
        along += length
    return best, best_along


@kernel(inner=True)
def _segment_to_place(ax, ay, bx, by, rx, ry, ring_start, ring_a, ring_b, reach):  # type: ignore[no-untyped-def]
    """Give the least distance of a segment from a place, and the part of the segment at which it is.

    Infinite where the segment is not within `reach`.
    """
    inside = False
    best, best_t = np.inf, 0.0
    west, east, south, north = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
    for ring in range(ring_a, ring_b):
        first, end = ring_start[ring], ring_start[ring + 1]
        if end - first == 1:
            t = _foot(rx[first], ry[first], ax, ay, bx, by)
            d = np.hypot(rx[first] - ax - t * (bx - ax), ry[first] - ay - t * (by - ay))
            if d < best:
                best, best_t = d, t
            continue
        for i in range(first, end - 1):
            spans = (ry[i] > ay) != (ry[i + 1] > ay)
            if spans and ax < (rx[i + 1] - rx[i]) * (ay - ry[i]) / (ry[i + 1] - ry[i]) + rx[i]:
                inside = not inside
            # Most sides of a large area are far off: they need not be measured.
            near = min(best, reach)
            if (
                max(rx[i], rx[i + 1]) < west - near
                or min(rx[i], rx[i + 1]) > east + near
                or max(ry[i], ry[i + 1]) < south - near
                or min(ry[i], ry[i + 1]) > north + near
            ):
                continue
            d, t = _segment_to_segment(ax, ay, bx, by, rx[i], ry[i], rx[i + 1], ry[i + 1])
            if d < best or (d == best and t < best_t):
                best, best_t = d, t
    if inside:
        return 0.0, 0.0
    return best, best_t


@kernel(inner=True)
def _foot(px, py, ax, ay, bx, by):  # type: ignore[no-untyped-def]
    """Give the part of segment a-b at which it is nearest to a point, in [0, 1]."""
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    if square == 0.0:
        return 0.0
    return min(1.0, max(0.0, ((px - ax) * dx + (py - ay) * dy) / square))


@kernel(inner=True)
def _segment_to_segment(ax, ay, bx, by, cx, cy, dx, dy):  # type: ignore[no-untyped-def]
    """Give the distance of two segments, and the part of the first at which it is."""
    ux, uy, vx, vy = bx - ax, by - ay, dx - cx, dy - cy
    cross = ux * vy - uy * vx
    if cross != 0.0:
        t = ((cx - ax) * vy - (cy - ay) * vx) / cross
        s = ((cx - ax) * uy - (cy - ay) * ux) / cross
        # Of segments in one line the cross product is noise, and so are t and s: only points that
        # meet are a crossing.
        gap = np.hypot(ax + t * ux - cx - s * vx, ay + t * uy - cy - s * vy)
        if 0.0 <= t <= 1.0 and 0.0 <= s <= 1.0 and gap <= _MEET_M:
            return 0.0, t
    best, best_t = np.inf, 0.0
    for qx, qy in ((cx, cy), (dx, dy)):
        t = _foot(qx, qy, ax, ay, bx, by)
        d = np.hypot(qx - ax - t * ux, qy - ay - t * uy)
        if d < best:
            best, best_t = d, t
    for part in (0.0, 1.0):
        qx, qy = ax + part * ux, ay + part * uy
        s = _foot(qx, qy, cx, cy, dx, dy)
        d = np.hypot(qx - cx - s * vx, qy - cy - s * vy)
        if d < best:
            best, best_t = d, part
    return best, best_t
