"""Lays folded stretches of a strip flat: portals through a triangulation of the ground that they cover.

Where a bend is tighter than half the width, or the strip jogs or turns straight back, cross-sections lie
over each other and no longer follow in order. There the ground of the segments is united and
triangulated, and the edges of the triangles between its two ends become the portals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.measure.string.channel import GRID_M, SAME_M, channel
from courseplanner.measure.string.kernels_strip import strip_portals
from courseplanner.measure.string.strip import Strip, bends_of

__all__ = ["Fold", "flat_portals", "folds_of", "spliced"]

_MARGIN_WIDTHS = 3.0
_STRAIGHT_BACK = 1e-7
_NARROWEST_M = 1e-4
_OVERLAP_M = 0.01
_REACH_OVER_M = 1e-5
_LEAST_HOLE_M2 = 1e-4

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fold:
    """A stretch of a strip, from the middle of one segment to that of another.

    Parameters
    ----------
    first, last : int
        Segments.
    from_start, to_end : bool
        Whether it has the first or last segment whole: at start, finish and turnarounds.
    """

    first: int
    last: int
    from_start: bool
    to_end: bool


def folds_of(strip: Strip, begin: Ints, end: Ints, folded: NDArray[np.bool_]) -> list[Fold]:
    """Find the stretches to lay flat: each fold with enough clean strip around it, joined where they touch.

    Parameters
    ----------
    strip : Strip
    begin, end : int64 (n - 1,)
        First and last portal of each segment.
    folded : bool (p - 1,)
        Of neighbouring portals.
    """
    count = np.concatenate(([0], np.cumsum(folded)))
    within = count[begin + 1] > count[begin]
    between = (count[begin[1:]] > count[end[:-1]]) | _turns_back(strip)
    clean = _clean(strip)
    clean[within] = False
    wide_m = _reach_across_m(strip)
    outward = _Outward(clean, strip.at_m, wide_m, strip.turns)
    found: list[Fold] = []
    for segment in np.flatnonzero(within | np.append(between, False)).tolist():
        following = segment + int(segment < len(between) and bool(between[segment]))
        if found and following <= found[-1].last:
            continue
        first, from_start = outward.go(segment, -1)
        last, to_end = outward.go(following, 1)
        while found and first <= found[-1].last:
            before = found.pop()
            first, from_start = before.first, before.from_start
        found.append(Fold(first, last, from_start, to_end))
    return found


def _turns_back(strip: Strip) -> NDArray[np.bool_]:
    """Tell where a line turns straight back, but for turnarounds: no strip there could be laid flat."""
    return np.asarray((np.abs(strip.bends()) > np.pi - _STRAIGHT_BACK) & (strip.turns[1:-1] == 0))


def _reach_across_m(strip: Strip) -> Floats:
    """Give how far across the strip of each segment reaches, from its line or from side to side."""
    sides = (strip.left_m + strip.right_m, np.abs(strip.left_m), np.abs(strip.right_m))
    return np.asarray(np.maximum.reduce(sides))


def _clean(strip: Strip) -> NDArray[np.bool_]:
    """Tell which segments have a whole cross-section in their middle: no corner of a bend reaches it."""
    at_m = strip.at_m
    middle_m = (at_m[:-1] + at_m[1:]) / 2.0
    across_m = _reach_across_m(strip)
    wide_m = np.maximum(across_m[:-1], across_m[1:]) + strip.radius_m[1:-1]
    turn = np.where(strip.turns[1:-1] == 0, np.clip(strip.bends(), -3.0, 3.0), 0.0)
    reach_m = np.abs(np.tan(turn / 2.0)) * wide_m
    blocked = np.zeros(len(middle_m) + 1)
    np.add.at(blocked, np.searchsorted(middle_m, at_m[1:-1] - reach_m), 1.0)
    np.add.at(blocked, np.searchsorted(middle_m, at_m[1:-1] + reach_m), -1.0)
    return np.asarray(np.cumsum(blocked)[:-1] < 0.5)


@dataclass(frozen=True, slots=True, eq=False)
class _Outward:
    clean: NDArray[np.bool_]
    at_m: Floats
    wide_m: Floats
    turns: NDArray[np.int8]

    def go(self, segment: int, way: int) -> tuple[int, bool]:
        """Go from a fold to the first clean segment that is far enough off, or the whole last one."""
        here_m = self.at_m[segment + (1 if way > 0 else 0)]
        widest_m = self.wide_m[segment]
        at = segment
        while 0 <= at + way < len(self.wide_m) and self.turns[at + (1 if way > 0 else 0)] == 0:
            at += way
            widest_m = max(widest_m, self.wide_m[at])
            middle_m = (self.at_m[at] + self.at_m[at + 1]) / 2.0
            if self.clean[at] and abs(middle_m - here_m) > _MARGIN_WIDTHS * widest_m:
                return at, False
        return at, True


def flat_portals(strip: Strip, window: Fold, memo: dict[bytes, Floats | None] | None = None) -> Floats | None:
    """Give the portals of a window, from its first cross-section to its last, float64 (k, 4).

    Parameters
    ----------
    strip : Strip
    window : Fold
    memo : dict, optional
        Windows that were laid flat before, by their ground.

    Returns
    -------
    float64 (k, 4) or None
        Left x and y, right x and y; `None` where the ground does not hang together as it should.
    """
    part = _part_of(strip, window)
    if memo is None:
        return _flat(part, window)
    values = (part.x, part.y, part.left_m, part.right_m, part.radius_m)
    key = np.concatenate((*values, [window.from_start, window.to_end])).tobytes()
    if key not in memo:
        memo[key] = _flat(part, window)
    return memo[key]


def _part_of(strip: Strip, window: Fold) -> _Part:
    which = slice(window.first, window.last + 1)
    x, y = strip.x[window.first : window.last + 2].copy(), strip.y[window.first : window.last + 2].copy()
    if not window.from_start:
        x[0], y[0] = (x[0] + x[1]) / 2.0, (y[0] + y[1]) / 2.0
    if not window.to_end:
        x[-1], y[-1] = (x[-1] + x[-2]) / 2.0, (y[-1] + y[-2]) / 2.0
    half_m = np.maximum((strip.left_m[which] + strip.right_m[which]) / 2.0, _NARROWEST_M)
    middle_m = (strip.left_m[which] - strip.right_m[which]) / 2.0
    radius_m = strip.radius_m[window.first : window.last + 2]
    return _Part(x, y, middle_m + half_m, half_m - middle_m, radius_m)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """The strip of a window, cut at its ends."""

    x: Floats
    y: Floats
    left_m: Floats
    right_m: Floats
    radius_m: Floats


def _flat(part: _Part, window: Fold) -> Floats | None:
    corners = _corners(part)
    ground = _ground(part, corners)
    if ground is None:
        return None
    # Another part of the strip may lie over a cut; at start and finish that does no harm.
    if not window.from_start and not _bounds(ground, corners[0, :2]):
        return None
    if not window.to_end and not _bounds(ground, corners[-1, 2:]):
        return None
    pieces: Any = shapely.constrained_delaunay_triangles(ground)
    triangles = shapely.get_coordinates(pieces).reshape(-1, 4, 2)[:, :3]
    entry_at = _on_cut(part, corners[0, :2], 0, whole=window.from_start)
    leave_at = _on_cut(part, corners[-1, 2:], -1, whole=window.to_end)
    between = channel(triangles, np.stack((entry_at, leave_at)))
    if between is None:
        return None
    entry = np.concatenate((corners[0, 0], corners[0, 1]))
    leave = np.concatenate((corners[-1, 2], corners[-1, 3]))
    return np.vstack((entry[None], between, leave[None]))


def _on_cut(part: _Part, ends: Floats, which: int, *, whole: bool) -> Floats:
    """Give a point of a cut where a string may begin or end: of a whole segment nearest to the line."""
    if not whole:
        return np.asarray(ends.mean(axis=0))
    left_m, right_m = part.left_m[which], part.right_m[which]
    aside = (left_m - np.clip(0.0, -right_m, left_m)) / (left_m + right_m)
    return np.asarray(ends[0] + aside * (ends[1] - ends[0]))


def _bounds(ground: shapely.Polygon, ends: Floats) -> bool:
    """Tell whether a cross-section lies on the bound of the ground: another part may run over it."""
    points: Any = shapely.points([ends[0], ends.mean(axis=0), ends[1]])
    return bool((shapely.distance(ground.boundary, points) < SAME_M).all())


def _corners(part: _Part) -> Floats:
    """Give the corners of each segment's ground: start left, start right, end left, end right, (n, 4, 2)."""
    step = np.column_stack((np.diff(part.x), np.diff(part.y)))
    step /= np.hypot(step[:, 0], step[:, 1])[:, None]
    normal = np.column_stack((-step[:, 1], step[:, 0]))
    points = np.column_stack((part.x, part.y))
    start, end = points[:-1], points[1:]
    to_left, to_right = normal * part.left_m[:, None], normal * part.right_m[:, None]
    return np.stack((start + to_left, start - to_right, end + to_left, end - to_right), axis=1)


def _ground(part: _Part, corners: Floats) -> shapely.Polygon | None:
    """Unite the ground of segments with the wedges outside their bends, and the rounds inside."""
    # Each segment reaches a little over the next: rounded to the grid, edges that only touch would part.
    step = np.column_stack((np.diff(part.x), np.diff(part.y)))
    step *= (_REACH_OVER_M / np.hypot(step[:, 0], step[:, 1]))[:, None]
    reaching = corners.copy()
    reaching[1:, :2] -= step[1:, None]
    reaching[:-1, 2:] += step[:-1, None]
    quads: Any = shapely.polygons(reaching[:, [0, 1, 3, 2]])
    bends = bends_of(part.x, part.y)
    others = _wedges(part, corners, bends)
    others += [_round(part, i, float(bends[i])) for i in np.flatnonzero(part.radius_m[1:-1] > 0.0).tolist()]
    parts = np.concatenate((quads, np.array(others, dtype=np.object_)))
    parts = parts[shapely.area(parts) > 0.0]
    whole = _united(shapely.make_valid(parts))
    if isinstance(whole, shapely.MultiPolygon):
        whole = max(whole.geoms, key=lambda one: one.area)
    if not isinstance(whole, shapely.Polygon) or whole.is_empty:
        return None
    if not len(whole.interiors):
        return whole
    holes = [ring for ring in whole.interiors if shapely.Polygon(ring).area > _LEAST_HOLE_M2]
    return shapely.Polygon(whole.exterior, holes)


def _united(parts: Any) -> Any:
    """Unite grounds on the grid."""
    # United as they are and then rounded: four times as fast as united on the grid. But where sides all but
    # fall together, that loses one of them now and then.
    whole = shapely.set_precision(shapely.union_all(parts), GRID_M)
    if shapely.contains(whole, shapely.centroid(parts)).all():
        return whole
    return shapely.union_all(parts, grid_size=GRID_M)


def _wedges(part: _Part, corners: Floats, angles: Floats) -> list[Any]:
    """Give the ground on the outside of each bend."""
    outer = np.where(angles > 0.0, 1, 0)
    which = np.arange(len(angles))
    one, other = corners[which, 2 + outer], corners[which + 1, outer]
    near, next_near = corners[which, 3 - outer], corners[which + 1, 1 - outer]
    # The tip reaches over to the inside of the bend, so that no slit is left beside the segments.
    vertex = np.column_stack((part.x[1:-1], part.y[1:-1]))
    inner = (near + next_near) / 2.0 - vertex
    size = np.hypot(inner[:, 0], inner[:, 1])
    reach = np.minimum(_OVERLAP_M, 0.3 * size) / np.where(size > 0.0, size, 1.0)
    wedges: Any = shapely.polygons(np.stack((vertex + inner * reach[:, None], one, other), axis=1))
    inner_m = np.where(
        angles > 0.0, (part.left_m[:-1], part.left_m[1:]), (part.right_m[:-1], part.right_m[1:])
    )
    for i in np.flatnonzero((inner_m < 0.0).all(axis=0)):
        # All of the strip lies on the outside of the bend: its inner limit runs on to where it meets.
        before, beyond = corners[i, 1 - outer[i]], corners[i + 1, 3 - outer[i]]
        meets = _meeting(near[i], near[i] - before, next_near[i], next_near[i] - beyond)
        tips = [near[i]] if meets is None else [near[i], meets]
        wedges[i] = shapely.convex_hull(shapely.MultiPoint([*tips, one[i], other[i], next_near[i]]))
    return list(wedges)


def _meeting(one: Floats, along: Floats, other: Floats, beyond: Floats) -> Floats | None:
    """Give the point where two lines meet; `None` where that is too far off to follow them."""
    across = float(along[0] * beyond[1] - along[1] * beyond[0])
    if across == 0.0:
        return None
    part = float((other - one)[0] * beyond[1] - (other - one)[1] * beyond[0]) / across
    meets = one + part * along
    return meets if np.hypot(*(meets - one)) < 3.0 * np.hypot(*(other - one)) else None


def _round(part: _Part, i: int, angle: float) -> shapely.Polygon:
    """Give the ground between the vertex after segment `i` and the arc of its inner corner."""
    which = slice(i, i + 3)
    sides = slice(i, i + 2)
    radius_m = np.array([0.0, part.radius_m[i + 1], 0.0])
    turns = np.zeros(3, dtype=np.int8)
    portals, _, _ = strip_portals(
        part.x[which], part.y[which], part.left_m[sides], part.right_m[sides], radius_m, turns, 0.0
    )
    arc = portals[1:-1, :2] if angle > 0.0 else portals[1:-1, 2:]
    return shapely.Polygon(np.vstack(([[part.x[i + 1], part.y[i + 1]]], arc)))


def spliced(
    portals: Floats, begin: Ints, end: Ints, windows: Sequence[tuple[Fold, Floats]]
) -> tuple[Floats, Ints]:
    """Put the portals of windows in the place of those that fold.

    Returns
    -------
    portals : float64 (k, 4)
    number : int64 (k,)
        What each was before; -1 in windows.
    """
    own = np.arange(len(portals))
    parts, numbers, done = [], [], 0
    for window, flat in windows:
        until = int(begin[window.first]) + (0 if window.first == 0 and window.from_start else 1)
        parts += [portals[done:until], flat]
        numbers += [own[done:until], np.full(len(flat), -1)]
        at_finish = window.last == len(end) - 1 and window.to_end
        done = len(portals) if at_finish else int(end[window.last])
    return np.vstack([*parts, portals[done:]]), np.concatenate([*numbers, own[done:]])
