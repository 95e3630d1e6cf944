"""Kernels that count where a walk crosses itself, as `measure.geometry.selfcross` does, and remove that."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.search.kernels.ring import LOOP
from courseplanner.layout.search.kernels.walk import fits, step_end

__all__ = ["self_crossings", "uncross", "uncrossed"]

_MOST_FIXED = 24


@kernel
def self_crossings(graph, walk, steps, closed):  # type: ignore[no-untyped-def]
    """Count where a walk crosses itself on the level; a stretch that is run twice is crossed once at most."""
    found = 0
    i, j = _next_crossing(graph, walk, steps, closed, 0, 0)
    while j < steps:
        found += 1
        i, j = _next_crossing(graph, walk, steps, closed, i + 1, j)
    return found


@kernel
def uncrossed(graph, task, walk, steps):  # type: ignore[no-untyped-def]
    """Uncross a walk where that is asked; tells whether its length still fits."""
    if task.max_self_crossings < 0 or not uncross(graph, walk, steps, task.shape == LOOP):
        return True
    return fits(graph, task, walk, steps)


@kernel
def uncross(graph, walk, steps, closed):  # type: ignore[no-untyped-def]
    """Run what lies between two passages of a crossing the other way round, so that they only touch.

    Returns
    -------
    bool
        Whether anything was changed.
    """
    for count in range(_MOST_FIXED):
        i, j = _next_crossing(graph, walk, steps, closed, 0, 0)
        if j == steps:
            return count > 0
        low, high = i, j - 1
        while low < high:
            walk[low], walk[high] = walk[high] ^ 1, walk[low] ^ 1
            low, high = low + 1, high - 1
        if low == high:
            walk[low] ^= 1
    return True


@kernel(inner=True)
def _next_crossing(graph, walk, steps, closed, i, j):  # type: ignore[no-untyped-def]
    """Give the steps that begin at the next crossing, from a pair on; the later is `steps` where none is."""
    first = 0 if closed else 1
    for later in range(max(j, first + 1), steps):
        node = step_end(graph, walk[later], 0)
        for earlier in range(i if later == j else first, later):
            if earlier < first:
                continue
            meets = step_end(graph, walk[earlier], 0) == node
            if meets and _crosses(graph, walk, steps, earlier, later, closed):
                return earlier, later
    return steps, steps


@kernel(inner=True)
def _crosses(graph, walk, steps, i, j, closed):  # type: ignore[no-untyped-def]
    """Tell whether a walk crosses itself where two steps begin, or on the stretch that begins there."""
    before, after = walk[i - 1 if i else steps - 1] ^ 1, walk[i]
    came, goes = walk[j - 1 if j else steps - 1] ^ 1, walk[j]
    if before in (after, came, goes) or came == goes:
        return False
    if after not in (came, goes):
        return _is_left(graph, came, before, after) != _is_left(graph, goes, before, after)
    way, off = (1, came) if goes == after else (-1, goes)
    return _changes_sides(graph, walk, steps, i, j, closed, way, off)


@kernel(inner=True)
def _changes_sides(graph, walk, steps, i, j, closed, way, off):  # type: ignore[no-untyped-def]
    """Tell whether the later passage leaves a stretch on the other side than that from which it came.

    `way`: 1 where both run it the same way, else -1. `off`: how the later leads off it where it begins.
    """
    begins_left = _is_left(graph, off, walk[i - 1 if i else steps - 1] ^ 1, walk[i])
    for k in range(1, steps):
        if not closed and (i + k >= steps or j + way * k <= 0 or j + way * k >= steps):
            return False
        one, other = (i + k) % steps, (j + way * k) % steps
        if one == j or (way > 0 and other == i):
            return False  # round and round
        leads = walk[other] if way > 0 else walk[(other - 1) % steps] ^ 1
        if walk[one] != leads:
            return begins_left != _is_left(graph, leads, walk[(one - 1) % steps] ^ 1, walk[one])
    return False


@kernel(inner=True)
def _is_left(graph, step, before, after):  # type: ignore[no-untyped-def]
    """Tell whether a step leads to the left of the way from `before`, a step back, to `after`."""
    return _turned(graph, after, step) < _turned(graph, after, before)


@kernel(inner=True)
def _turned(graph, one, other):  # type: ignore[no-untyped-def]
    """Give the angle from one step to another that begins at the same node, 0 to 2 pi."""
    ax, ay, bx, by = graph.leave_x[one], graph.leave_y[one], graph.leave_x[other], graph.leave_y[other]
    return np.arctan2(ax * by - ay * bx, ax * bx + ay * by) % (2.0 * np.pi)
