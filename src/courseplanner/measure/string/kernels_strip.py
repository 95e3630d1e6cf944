"""Kernels of the strip that is open to runners: its corners, its portals, and where these fold."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel

__all__ = ["fitting_radii", "folds", "strip_portals"]

_STRAIGHT = 1e-7
"""Turns under this many radians are straight (facts of measurement)."""
_ARC_STEP = 0.1
"""Radians between the points of an arc; they lie so far out that the arc keeps its length."""
_MOST_MITRE = -0.8
"""Cosine of the sharpest bend whose outer limits are followed to where they meet."""


@kernel
def fitting_radii(x, y, left_m, right_m, wanted_m):  # type: ignore[no-untyped-def]
    """Hold the radii of inner corners to what fits between the corners before and after.

    Returns
    -------
    radius_m : float64 (n,)
        0 where the corner stays sharp: at the ends, on straights, and where a step of width is the corner.
    """
    count = len(x)
    radius = np.zeros(count)
    sine, cosine, length = np.zeros(count), np.ones(count), np.zeros(count)
    for i in range(count - 1):
        length[i] = np.hypot(x[i + 1] - x[i], y[i + 1] - y[i])
    before, after = np.zeros(count), np.zeros(count)
    for v in range(1, count - 1):
        ax, ay = (x[v] - x[v - 1]) / length[v - 1], (y[v] - y[v - 1]) / length[v - 1]
        bx, by = (x[v + 1] - x[v]) / length[v], (y[v + 1] - y[v]) / length[v]
        sine[v], cosine[v] = ax * by - ay * bx, ax * bx + ay * by
        if abs(sine[v]) < _STRAIGHT:
            continue
        one = left_m[v - 1] if sine[v] > 0.0 else right_m[v - 1]
        two = left_m[v] if sine[v] > 0.0 else right_m[v]
        if min(one, two) < 0.0:
            # The limit there is a divider or a row of cones, not a kerb.
            before[v] = after[v] = -1.0
            continue
        before[v] = (two - one * cosine[v]) / abs(sine[v])
        after[v] = (one - two * cosine[v]) / abs(sine[v])
    for v in range(1, count - 1):
        if wanted_m[v] <= 0.0 or abs(sine[v]) < _STRAIGHT or before[v] < 0.0 or after[v] < 0.0:
            continue
        room = np.inf
        for other, segment, own, others in (
            (v - 1, v - 1, before[v], after[v - 1]),
            (v + 1, v, after[v], before[v + 1]),
        ):
            free = length[segment] - own
            if sine[other] * sine[v] > 0.0:
                free -= max(others, 0.0)
                if wanted_m[other] > 0.0:
                    free /= 2.0
            room = min(room, free)
        half = np.arctan2(abs(sine[v]), cosine[v]) / 2.0
        radius[v] = max(min(wanted_m[v], room / np.tan(half)), 0.0)
    return radius


@kernel
def _corner(vx, vy, ax, ay, bx, by, side, one, two):  # type: ignore[no-untyped-def]
    """Give the ends that two portals at a bend have on one limit of the strip.

    `side` is 1 for a limit to the left of a bend to the left and for the mirrored case; `one` and `two` are
    how far the limit lies from the line on the side of the bend, before and after.
    """
    sine = abs(ax * by - ay * bx)
    cosine = ax * bx + ay * by
    ex, ey = vx - ay * side * one, vy + ax * side * one
    sx, sy = vx - by * side * two, vy + bx * side * two
    if one < 0.0 and two < 0.0 and cosine < _MOST_MITRE:
        return ex, ey, sx, sy
    if (one >= 0.0 or two >= 0.0) and one * cosine > two:
        if cosine != 0.0:
            sx, sy = vx - ay * side * two / cosine, vy + ax * side * two / cosine
    elif (one >= 0.0 or two >= 0.0) and two * cosine > one:
        if cosine != 0.0:
            ex, ey = vx - by * side * one / cosine, vy + bx * side * one / cosine
    else:
        along = (one * cosine - two) / sine
        ex, ey = ex + ax * along, ey + ay * along
        sx, sy = ex, ey
    return ex, ey, sx, sy


@kernel
def _steps_of(turn):  # type: ignore[no-untyped-def]
    return int(np.ceil(turn / _ARC_STEP))


@kernel
def _arc_radius(radius, turn):  # type: ignore[no-untyped-def]
    """Give the radius on which the points of an arc lie, so that their chords are as long as the arc."""
    half_step = turn / _steps_of(turn) / 2.0
    return radius * half_step / np.sin(half_step)


@kernel
def _around(ax, ay, side, angle):  # type: ignore[no-untyped-def]
    """Give the direction from the middle of an arc, turned on by an angle since the line reached it."""
    return np.sin(angle) * ax + np.cos(angle) * ay * side, np.sin(angle) * ay - np.cos(angle) * ax * side


@kernel
def _cone_fan(out, first, last, vx, vy, ax, ay, side, cone_m, far_m):  # type: ignore[no-untyped-def]
    """Lead portals from beside a cone round its far side to the other side of it."""
    inner, outer = (0, 2) if side > 0.0 else (2, 0)
    near_m = _arc_radius(cone_m, np.pi)
    for row in range(first, last + 1):
        ux, uy = _around(ax, ay, side, np.pi * (row - first) / (last - first))
        out[row, inner], out[row, inner + 1] = vx + near_m * ux, vy + near_m * uy
        out[row, outer], out[row, outer + 1] = vx + far_m * ux, vy + far_m * uy


@kernel
def _corner_fan(out, first, last, ex, ey, ax, ay, side, radius_m, turn):  # type: ignore[no-untyped-def]
    """Lead portals along the arc of an inner corner that would be sharp at a point."""
    inner, outer = (0, 2) if side > 0.0 else (2, 0)
    setback_m = radius_m * np.tan(turn / 2.0)
    cx = ex - ax * setback_m - ay * side * radius_m
    cy = ey - ay * setback_m + ax * side * radius_m
    near_m, steps = _arc_radius(radius_m, turn), last - first
    for row in range(first, last + 1):
        ux, uy = _around(ax, ay, side, turn * (row - first) / steps)
        out[row, inner], out[row, inner + 1] = cx + near_m * ux, cy + near_m * uy
        beside = first if 2 * (row - first) < steps else last
        out[row, outer], out[row, outer + 1] = out[beside, outer], out[beside, outer + 1]


@kernel
def strip_portals(x, y, left_m, right_m, radius_m, turns, cone_m):  # type: ignore[no-untyped-def]
    """Give the portals of a line: across the end of each segment and the start of the next.

    On the inside of a bend both meet in the corner of the strip, where its limits cross; where the strip
    gets wider or narrower there, in the corner of the step; at a corner with a radius, and round the cone
    of a turnaround, more portals lead along the arc.

    Parameters
    ----------
    x, y : float64 (n,)
    left_m, right_m : float64 (n - 1,)
        How far the limits lie to the left and to the right of each segment; negative on the other side.
    radius_m : float64 (n,)
        Of the inner corners, as `fitting_radii` gives them.
    turns : int8 (n,)
        1 where the line turns straight back to the left round a cone, -1 to the right, else 0.
    cone_m : float
        How far the route keeps from the middle of a cone.

    Returns
    -------
    portals : float64 (p, 4)
        Left x and y, right x and y.
    begin, end : int64 (n - 1,)
        The first and the last portal of each segment; those in between belong to the bend after it.
    """
    segments = len(x) - 1
    dx, dy = np.empty(segments), np.empty(segments)
    for i in range(segments):
        length = np.hypot(x[i + 1] - x[i], y[i + 1] - y[i])
        dx[i], dy[i] = (x[i + 1] - x[i]) / length, (y[i + 1] - y[i]) / length
    begin, end = np.empty(segments, dtype=np.int64), np.empty(segments, dtype=np.int64)
    count = 0
    for i in range(segments):
        begin[i], end[i] = count, count + 1
        count += 2
        if i < segments - 1:
            if turns[i + 1] != 0:
                count += _steps_of(np.pi) - 1
            elif radius_m[i + 1] > 0.0:
                turn = abs(
                    np.arctan2(dx[i] * dy[i + 1] - dy[i] * dx[i + 1], dx[i] * dx[i + 1] + dy[i] * dy[i + 1])
                )
                count += _steps_of(turn) - 1
    out = np.empty((count, 4))
    for i in range(segments):
        for row, v in ((begin[i], i), (end[i], i + 1)):
            out[row, 0], out[row, 1] = x[v] - dy[i] * left_m[i], y[v] + dx[i] * left_m[i]
            out[row, 2], out[row, 3] = x[v] + dy[i] * right_m[i], y[v] - dx[i] * right_m[i]
    for i in range(segments - 1):
        first, last = end[i], begin[i + 1]
        vx, vy, ax, ay, bx, by = x[i + 1], y[i + 1], dx[i], dy[i], dx[i + 1], dy[i + 1]
        if turns[i + 1] != 0:
            side = 1.0 * turns[i + 1]
            width = right_m if side > 0.0 else left_m
            far = max(width[i], width[i + 1], cone_m + 0.01)
            _cone_fan(out, first, last, vx, vy, ax, ay, side, cone_m, far)
            continue
        sine = ax * by - ay * bx
        if abs(sine) < _STRAIGHT:
            continue
        side = 1.0 if sine > 0.0 else -1.0
        inner, outer = (0, 2) if sine > 0.0 else (2, 0)
        near_one, near_two = (left_m[i], left_m[i + 1]) if sine > 0.0 else (right_m[i], right_m[i + 1])
        far_one, far_two = (-right_m[i], -right_m[i + 1]) if sine > 0.0 else (-left_m[i], -left_m[i + 1])
        ex, ey, sx, sy = _corner(vx, vy, ax, ay, bx, by, side, near_one, near_two)
        out[first, inner], out[first, inner + 1] = ex, ey
        out[last, inner], out[last, inner + 1] = sx, sy
        if far_one > 0.0 or far_two > 0.0:
            # The whole strip lies on the inside of the bend: its outer limit has a corner, too.
            fx, fy, gx, gy = _corner(vx, vy, ax, ay, bx, by, side, far_one, far_two)
            out[first, outer], out[first, outer + 1] = fx, fy
            out[last, outer], out[last, outer + 1] = gx, gy
        if radius_m[i + 1] > 0.0:
            turn = np.arctan2(abs(sine), ax * bx + ay * by)
            _corner_fan(out, first, last, ex, ey, ax, ay, side, radius_m[i + 1], turn)
    return out, begin, end


@kernel
def folds(portals):  # type: ignore[no-untyped-def]
    """Tell where portals follow each other in no order, bool (portals - 1,): there the strip folds over."""
    count = len(portals) - 1
    out = np.zeros(count, dtype=np.bool_)
    for k in range(count):
        lx, ly, rx, ry = portals[k, 0], portals[k, 1], portals[k, 2], portals[k, 3]
        mx, my, sx, sy = portals[k + 1, 0], portals[k + 1, 1], portals[k + 1, 2], portals[k + 1, 3]
        size = abs(lx - sx) + abs(ly - sy) + abs(rx - mx) + abs(ry - my)
        slack = -1e-9 * size * size
        out[k] = (
            (rx - lx) * (sy - ly) - (ry - ly) * (sx - lx) < slack
            or (sx - lx) * (my - ly) - (sy - ly) * (mx - lx) < slack
            or (rx - lx) * (my - ly) - (ry - ly) * (mx - lx) < slack
            or (sx - rx) * (my - ry) - (sy - ry) * (mx - rx) < slack
        )
    return out
