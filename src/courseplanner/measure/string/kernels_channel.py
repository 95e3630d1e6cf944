"""A kernel that leads through triangles: the edges between the first and the last, where one way leads."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel

__all__ = ["NO_WAY", "ONE_WAY", "SEVERAL_WAYS", "only_way"]

SEVERAL_WAYS, ONE_WAY, NO_WAY = 0, 1, 2
_MOST_TRIANGLES = 400
"""Of more than so many, each against each takes too long."""


@kernel
def only_way(triangles, ends, grid_m, same_m):  # type: ignore[no-untyped-def]
    """Find the way from a point to another through triangles that hang together as a tree.

    Parameters
    ----------
    triangles : float64 (n, 3, 2)
    ends : float64 (2, 2)
        The two points.
    grid_m : float
        Corners are distinguished on this grid.
    same_m : float
        As near as this to a triangle, a point lies in it.

    Returns
    -------
    answer : int
        `NO_WAY` where a point lies in no triangle; `SEVERAL_WAYS` where they do not hang together as a tree.
    portals : float64 (k, 4)
        The edges on the way, the left end and the right end of each.
    """
    count = len(triangles)
    none = np.empty((0, 4))
    first = _triangle_at(triangles, ends[0, 0], ends[0, 1], same_m)
    last = _triangle_at(triangles, ends[1, 0], ends[1, 1], same_m)
    if first < 0 or last < 0:
        return NO_WAY, none
    if count > _MOST_TRIANGLES:
        return SEVERAL_WAYS, none
    ids = np.empty((count, 3, 2), dtype=np.int64)
    for t in range(count):
        for c in range(3):
            ids[t, c, 0] = np.int64(np.round(triangles[t, c, 0] / grid_m))
            ids[t, c, 1] = np.int64(np.round(triangles[t, c, 1] / grid_m))
    beside = np.full((count, 3), -1, dtype=np.int64)
    if not _join(ids, beside):
        return SEVERAL_WAYS, none
    # From the last on, so that each triangle knows where its way goes on.
    towards = np.full(count, -1, dtype=np.int64)
    stack = np.empty(count, dtype=np.int64)
    size, stack[0], towards[last], reached = 1, last, 3, 0
    while size > 0:
        size, reached = size - 1, reached + 1
        here = stack[size]
        for c in range(3):
            other = beside[here, c]
            if other >= 0 and towards[other] < 0:
                for d in range(3):
                    if beside[other, d] == here:
                        towards[other] = d
                stack[size] = other
                size += 1
    if reached < count:
        return SEVERAL_WAYS, none
    steps, here = 0, first
    while here != last:
        here, steps = beside[here, towards[here]], steps + 1
    portals = np.empty((steps, 4))
    here = first
    for step in range(steps):
        _face(triangles, ids, here, towards[here], grid_m, portals[step])
        here = beside[here, towards[here]]
    return ONE_WAY, portals


@kernel(inner=True)
def _join(ids, beside):  # type: ignore[no-untyped-def]
    """Note which triangles lie beside each other; tell whether they hang together as a tree."""
    count, inner = len(ids), 0
    for t in range(count):
        for c in range(3):
            ax, ay = ids[t, c, 0], ids[t, c, 1]
            bx, by = ids[t, (c + 1) % 3, 0], ids[t, (c + 1) % 3, 1]
            for u in range(t + 1, count):
                for d in range(3):
                    e = (d + 1) % 3
                    along = (
                        ids[u, d, 0] == ax
                        and ids[u, d, 1] == ay
                        and ids[u, e, 0] == bx
                        and ids[u, e, 1] == by
                    )
                    back = (
                        ids[u, d, 0] == bx
                        and ids[u, d, 1] == by
                        and ids[u, e, 0] == ax
                        and ids[u, e, 1] == ay
                    )
                    if along or back:
                        if beside[t, c] >= 0 or beside[u, d] >= 0:
                            return False
                        beside[t, c], beside[u, d] = u, t
                        inner += 1
    return inner == count - 1


@kernel(inner=True)
def _face(triangles, ids, t, c, grid_m, portal):  # type: ignore[no-untyped-def]
    """Give an edge as somebody sees it who leaves a triangle: its left end and its right end."""
    d = (c + 1) % 3
    if ids[t, d, 0] < ids[t, c, 0] or (ids[t, d, 0] == ids[t, c, 0] and ids[t, d, 1] < ids[t, c, 1]):
        c, d = d, c
    middle_x = (triangles[t, 0, 0] + triangles[t, 1, 0] + triangles[t, 2, 0]) / 3.0
    middle_y = (triangles[t, 0, 1] + triangles[t, 1, 1] + triangles[t, 2, 1]) / 3.0
    one_x, one_y = ids[t, c, 0] * grid_m, ids[t, c, 1] * grid_m
    other_x, other_y = ids[t, d, 0] * grid_m, ids[t, d, 1] * grid_m
    turn = (one_x - middle_x) * (other_y - middle_y) - (one_y - middle_y) * (other_x - middle_x)
    if turn < 0.0:
        portal[0], portal[1], portal[2], portal[3] = one_x, one_y, other_x, other_y
    else:
        portal[0], portal[1], portal[2], portal[3] = other_x, other_y, one_x, one_y


@kernel(inner=True)
def _triangle_at(triangles, x, y, same_m):  # type: ignore[no-untyped-def]
    """Give the first triangle that a point lies in, or on the edge of; -1 where there is none."""
    for t in range(len(triangles)):
        positive, negative, away = 0, 0, np.inf
        for c in range(3):
            d = (c + 1) % 3
            ax, ay, bx, by = triangles[t, c, 0], triangles[t, c, 1], triangles[t, d, 0], triangles[t, d, 1]
            turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
            positive += turn > 0.0
            negative += turn < 0.0
            square = (bx - ax) ** 2 + (by - ay) ** 2
            part = 0.0
            if square > 0.0:
                part = min(max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square, 0.0), 1.0)
            away = min(away, np.hypot(ax + part * (bx - ax) - x, ay + part * (by - ay) - y))
        if away < same_m or (positive == 3) or (negative == 3):
            return t
    return -1
