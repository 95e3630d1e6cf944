"""Kernels of the shortest possible route: the taut string through portals, and where it passes them."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel

__all__ = ["alongside", "crossings", "taut_string"]

_SAME_M = 2e-6
"""Points nearer than this are one: a turn between them would be chance."""


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
                if p == goal:
                    # It ends in a corner: the way to that is the way to it.
                    parent[p] = start if q == start else parent[q]
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


@kernel
def crossings(portals, way, way_x, way_y):  # type: ignore[no-untyped-def]
    """Give how far along its way a string passes each portal, float64 (portals,).

    Parameters
    ----------
    portals : float64 (p, 4)
    way : int64 (k,)
        As `taut_string` gives it.
    way_x, way_y : float64 (k,)
        The points of the way.
    """
    count = len(portals)
    at_m = np.zeros(count)
    done_m, following = 0.0, 0
    for i in range(len(way) - 1):
        ax, ay = way_x[i], way_y[i]
        bx, by = way_x[i + 1] - ax, way_y[i + 1] - ay
        size_m = np.hypot(bx, by)
        until = count - 1 if way[i + 1] == -2 else way[i + 1] // 2
        while following <= until:
            lx, ly = portals[following, 0], portals[following, 1]
            px, py = portals[following, 2] - lx, portals[following, 3] - ly
            across = bx * py - by * px
            part = 1.0 if following == until and way[i + 1] != -2 else 0.5
            if part != 1.0 and across != 0.0:
                part = min(max(((lx - ax) * py - (ly - ay) * px) / across, 0.0), 1.0)
            at_m[following] = done_m + part * size_m
            following += 1
        done_m += size_m
    return at_m


@kernel
def alongside(way_x, way_y, x, y, rough_m, from_m, to_m):  # type: ignore[no-untyped-def]
    """Give how far along a way it is nearest to each point of a line, float64 (n,), never going back.

    Parameters
    ----------
    way_x, way_y : float64 (k,)
    x, y : float64 (n,)
    rough_m : float64 (n,)
        Roughly the same: what holds where nothing is nearer.
    from_m, to_m : float64 (n,)
        Between these each point is looked for.
    """
    at_m = np.zeros(len(way_x))
    for i in range(1, len(way_x)):
        at_m[i] = at_m[i - 1] + np.hypot(way_x[i] - way_x[i - 1], way_y[i] - way_y[i - 1])
    out = rough_m.copy()
    last = len(x) - 1
    first = 0
    for v in range(1, last):
        low_m, high_m = max(from_m[v], out[v - 1]), to_m[v]
        while first < len(way_x) - 2 and at_m[first + 1] < low_m:
            first += 1
        best = np.inf
        out[v] = max(out[v], low_m)
        i = first
        while i < len(way_x) - 1 and at_m[i] <= high_m:
            ux, uy = way_x[i + 1] - way_x[i], way_y[i + 1] - way_y[i]
            size = at_m[i + 1] - at_m[i]
            if size > 0.0:
                along = ((x[v] - way_x[i]) * ux + (y[v] - way_y[i]) * uy) / size
                along = min(max(along, low_m - at_m[i], 0.0), high_m - at_m[i], size)
                away = np.hypot(way_x[i] + ux * along / size - x[v], way_y[i] + uy * along / size - y[v])
                if away < best - 1e-9:
                    best = away
                    out[v] = max(at_m[i] + along, low_m)
            i += 1
    return out
