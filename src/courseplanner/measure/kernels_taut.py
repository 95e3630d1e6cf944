"""Kernels of the shortest possible route: the portals of a strip, and the taut string through them."""

from __future__ import annotations

import numpy as np

from courseplanner.cache import kernel

__all__ = ["folds", "strip_portals", "taut_string"]

_STRAIGHT = 1e-7
"""Turns under this many radians are straight (facts of measurement)."""
_SAME_M = 2e-6
"""Points nearer than this are one: a turn between them would be chance."""


@kernel
def strip_portals(x, y, left_m, right_m):  # type: ignore[no-untyped-def]
    """Give two portals for each vertex of a line: across the end of one segment and the start of the next.

    On the inside of a bend both meet in the corner of the strip, where its limits cross; where the strip
    gets wider or narrower there, in the corner of the step.

    Returns
    -------
    portals : float64 (2 (n - 1), 4)
        Left x and y, right x and y.
    """
    segments = len(x) - 1
    out = np.empty((2 * segments, 4))
    dx, dy = np.empty(segments), np.empty(segments)
    for i in range(segments):
        length = np.hypot(x[i + 1] - x[i], y[i + 1] - y[i])
        dx[i], dy[i] = (x[i + 1] - x[i]) / length, (y[i + 1] - y[i]) / length
        for row, v in ((2 * i, i), (2 * i + 1, i + 1)):
            out[row, 0], out[row, 1] = x[v] - dy[i] * left_m[i], y[v] + dx[i] * left_m[i]
            out[row, 2], out[row, 3] = x[v] + dy[i] * right_m[i], y[v] - dx[i] * right_m[i]
    for i in range(segments - 1):
        sine = dx[i] * dy[i + 1] - dy[i] * dx[i + 1]
        cosine = dx[i] * dx[i + 1] + dy[i] * dy[i + 1]
        if abs(sine) < _STRAIGHT:
            continue
        end, start = 2 * i + 1, 2 * i + 2
        inner = 0 if sine > 0.0 else 2
        side = 1.0 if sine > 0.0 else -1.0
        one = left_m[i] if sine > 0.0 else right_m[i]
        two = left_m[i + 1] if sine > 0.0 else right_m[i + 1]
        vx, vy = x[i + 1], y[i + 1]
        if one * cosine > two:
            away = side * two / cosine
            out[start, inner], out[start, inner + 1] = vx - dy[i] * away, vy + dx[i] * away
        elif two * cosine > one:
            away = side * one / cosine
            out[end, inner], out[end, inner + 1] = vx - dy[i + 1] * away, vy + dx[i + 1] * away
        else:
            along = (one * cosine - two) / abs(sine)
            qx = vx - dy[i] * side * one + dx[i] * along
            qy = vy + dx[i] * side * one + dy[i] * along
            for row in (end, start):
                out[row, inner], out[row, inner + 1] = qx, qy
    return out


@kernel
def folds(x, y, portals):  # type: ignore[no-untyped-def]
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
    # A line that turns straight back has no strip that could be laid flat.
    for i in range(1, len(x) - 1):
        ax, ay = x[i] - x[i - 1], y[i] - y[i - 1]
        bx, by = x[i + 1] - x[i], y[i + 1] - y[i]
        if ax * bx + ay * by < 0.0 and abs(ax * by - ay * bx) < _STRAIGHT * np.hypot(ax, ay) * np.hypot(
            bx, by
        ):
            out[2 * i - 1] = True
    return out


@kernel
def taut_string(portals, start_x, start_y, goal_x, goal_y):  # type: ignore[no-untyped-def]
    """Give the shortest way from a point through portals, in their order, to another (Lee and Preparata).

    Each end of a portal hangs on the point that the shortest way to it comes from. Linear in the portals.

    Returns
    -------
    portal : int64 (k,)
        For each point of the way `2 * portal`, and one more for the right end; -1 at the start, -2 at the
        goal.
    """
    count = len(portals)
    points = 2 * count + 2
    px, py = np.empty(points), np.empty(points)
    for k in range(count):
        px[2 * k], py[2 * k] = portals[k, 0], portals[k, 1]
        px[2 * k + 1], py[2 * k + 1] = portals[k, 2], portals[k, 3]
    start, goal = 2 * count, 2 * count + 1
    px[start], py[start], px[goal], py[goal] = start_x, start_y, goal_x, goal_y
    parent = np.full(points, -1, dtype=np.int64)
    chain = np.empty(2 * points + 2, dtype=np.int64)
    apex = points
    low = high = apex
    chain[apex] = start
    for step in range(points - 1):
        p = step if step < 2 * count else goal
        on_left = step % 2 == 0
        if on_left:
            q = chain[low]
            if abs(px[p] - px[q]) < _SAME_M and abs(py[p] - py[q]) < _SAME_M:
                continue
            while low < high:
                a, b = chain[low], chain[low + 1]
                # On the left limb b is nearer to the apex, on the right one a.
                if low < apex:
                    turn = (px[a] - px[b]) * (py[p] - py[a]) - (py[a] - py[b]) * (px[p] - px[a])
                else:
                    turn = (px[b] - px[a]) * (py[p] - py[a]) - (py[b] - py[a]) * (px[p] - px[a])
                if turn >= 0.0:
                    break
                low += 1
            apex = max(apex, low)
            parent[p] = chain[low]
            low -= 1
            chain[low] = p
        else:
            q = chain[high]
            if abs(px[p] - px[q]) < _SAME_M and abs(py[p] - py[q]) < _SAME_M:
                continue
            while high > low:
                a, b = chain[high], chain[high - 1]
                if high > apex:
                    turn = (px[a] - px[b]) * (py[p] - py[a]) - (py[a] - py[b]) * (px[p] - px[a])
                else:
                    turn = (px[b] - px[a]) * (py[p] - py[a]) - (py[b] - py[a]) * (px[p] - px[a])
                if turn <= 0.0:
                    break
                high -= 1
            apex = min(apex, high)
            parent[p] = chain[high]
            high += 1
            chain[high] = p
    length = 0
    at = goal
    while at >= 0:
        length += 1
        at = parent[at]
    way = np.empty(length, dtype=np.int64)
    at = goal
    for k in range(length - 1, -1, -1):
        way[k] = -1 if at == start else (-2 if at == goal else at)
        at = parent[at]
    return way
