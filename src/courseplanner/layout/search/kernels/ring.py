"""Kernels that choose the terminals of a course and their order: its skeleton.

A ring is an order of terminals. Closed, it is a loop; else it runs from its
first terminal to its last, which stay at their ends if they are fixed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.search.kernels.random import below, seeded, uniform

__all__ = [
    "LOOP",
    "OUT_AND_BACK",
    "POINT_TO_POINT",
    "STATE_REQUIRED",
    "STATE_SCENIC",
    "STATE_VILLAGE",
    "Task",
    "build_ring",
    "shortest_ring_mm",
    "tour_mm",
]

LOOP, POINT_TO_POINT, OUT_AND_BACK = 0, 1, 2
STATE_REQUIRED, STATE_VILLAGE, STATE_SCENIC = 0, 1, 2
_VIA_TRIES = 12


class Task(NamedTuple):
    """What the search looks for, as kernels take it.

    G groups, T terminals; the first terminals are those of groups, then `via_first`… are
    points to be led through.

    Parameters
    ----------
    shape : int
        `LOOP`, `POINT_TO_POINT` or `OUT_AND_BACK`.
    low_mm, high_mm : int
        The length of a walk before closing: of a lap, or of the way out.
    saving : float
        What the shortest possible route saves, as a part of what is estimated for a walk; 0 where that is
        not looked at.
    fit_low_mm, fit_high_mm : int
        The length of that route before closing.
    state : int64 (G,)
        Required, or one of so many villages or scenic spots.
    start_group, finish_group : int
        -1 where free.
    villages, scenic : int
        How many are asked.
    option, option_terminal : int64
        Compressed rows: the terminals at which a group is reached.
    reached, reached_group : int64
        Compressed rows: the groups that are reached at a terminal.
    terminal : int64 (T,)
        Nodes of the core.
    via_first : int
    length_mm : int64 (T, T)
        Shortest lengths between terminals.
    max_self_crossings : int
        Negative where that is not asked.
    max_tunnel_mm : int
        What a walk may run in tunnels; negative where that is not asked.
    max_repeated, max_unpaved, min_motor_free : float
        Limits as shares; 1, 1 and 0 where there is none.
    weight : float64 (figures,)
        What each figure of a walk weighs; less than 0 for what is disliked.
    keen : float64 (figures,)
        How keenly trials look for each, from 1 up.
    """

    shape: int
    low_mm: int
    high_mm: int
    saving: float
    fit_low_mm: int
    fit_high_mm: int
    state: NDArray[np.int64]
    start_group: int
    finish_group: int
    villages: int
    scenic: int
    option: NDArray[np.int64]
    option_terminal: NDArray[np.int64]
    reached: NDArray[np.int64]
    reached_group: NDArray[np.int64]
    terminal: NDArray[np.int64]
    via_first: int
    length_mm: NDArray[np.int64]
    max_repeated: float
    max_unpaved: float
    min_motor_free: float
    max_self_crossings: int
    max_tunnel_mm: int
    weight: NDArray[np.float64]
    keen: NDArray[np.float64]


@kernel
def tour_mm(task, ring, size):  # type: ignore[no-untyped-def]
    """Give the length of a ring along shortest paths."""
    total = 0
    for i in range(size - 1):
        total += task.length_mm[ring[i], ring[i + 1]]
    if task.shape == LOOP and size > 1:
        total += task.length_mm[ring[size - 1], ring[0]]
    return total


@kernel
def build_ring(task, random, ring, cover):  # type: ignore[no-untyped-def]
    """Choose terminals for all that is asked, in a good order, and lead through others to fill the length.

    Parameters
    ----------
    ring : int64
        Room for the terminals.
    cover : int64 (G,)
        Overwritten: how many terminals of the ring reach each group.

    Returns
    -------
    size : int
        0 where what is asked can't be reached at all.
    needed_mm : int
        Length of the ring before others fill it.
    """
    size = _skeleton(task, random, ring, cover, task.villages, task.scenic)
    if size == 0:
        return 0, 0
    needed_mm = tour_mm(task, ring, size)
    if needed_mm > task.high_mm:
        return size, needed_mm
    return _fill(task, random, ring, size, cover), needed_mm


@kernel(inner=True)
def _skeleton(task, random, ring, cover, villages, scenic):  # type: ignore[no-untyped-def]
    """Choose terminals for all that is asked, in a good order; the size of the ring, 0 if it can't be."""
    cover[:] = 0
    size = _ends(task, random, ring, cover)
    required = 0
    for group in range(len(task.state)):
        if task.state[group] == STATE_REQUIRED:
            required += 1
    for state, asked in ((STATE_REQUIRED, required), (STATE_VILLAGE, villages), (STATE_SCENIC, scenic)):
        while _covered(task, cover, state) < asked:
            before = size
            size = _insert_best(
                task, random, ring, size, cover, state, 0.2 if state == STATE_REQUIRED else 0.6
            )
            if size in (0, before):
                return 0
    if size == 0:
        size = _append(
            task, ring, size, cover, task.via_first + below(random, len(task.terminal) - task.via_first)
        )
    # Ends as near as can be would leave nothing to slide where the way between them is a little short.
    _improve(task, ring, size, cover, task.shape != LOOP and uniform(random) < 0.5)
    return size


@kernel
def shortest_ring_mm(task, villages, scenic, seed, tries):  # type: ignore[no-untyped-def]
    """Give the length of the shortest ring found through all stops and so many villages and scenic spots.

    Returns
    -------
    int
        Millimetres; -1 where they can't be reached at all.
    """
    ring = np.empty(len(task.state) + 8, dtype=np.int64)
    cover = np.zeros(len(task.state), dtype=np.int64)
    best = np.int64(-1)
    for index in range(tries):
        random = seeded(seed, index)
        size = _skeleton(task, random, ring, cover, villages, scenic)
        if size > 0:
            length = tour_mm(task, ring, size)
            if best < 0 or length < best:
                best = length
    return best


@kernel(inner=True)
def _append(task, ring, size, cover, terminal):  # type: ignore[no-untyped-def]
    ring[size] = terminal
    _count(task, cover, terminal, 1)
    return size + 1


@kernel(inner=True)
def _count(task, cover, terminal, change):  # type: ignore[no-untyped-def]
    for k in range(task.reached[terminal], task.reached[terminal + 1]):
        cover[task.reached_group[k]] += change


@kernel
def _covered(task, cover, state):  # type: ignore[no-untyped-def]
    count = 0
    for group in range(len(cover)):
        if task.state[group] == state and cover[group] > 0:
            count += 1
    return count


@kernel(inner=True)
def _option(task, random, group):  # type: ignore[no-untyped-def]
    first, end = task.option[group], task.option[group + 1]
    return task.option_terminal[first + below(random, end - first)]


@kernel(inner=True)
def _ends(task, random, ring, cover):  # type: ignore[no-untyped-def]
    """Put the start, and the finish of a point-to-point course, into an empty ring."""
    size = 0
    vias = len(task.terminal) - task.via_first
    if task.start_group >= 0:
        size = _append(task, ring, size, cover, _option(task, random, task.start_group))
    elif task.shape != LOOP:
        size = _append(task, ring, size, cover, task.via_first + below(random, vias))
    if task.shape == POINT_TO_POINT:
        if task.finish_group >= 0:
            finish = _option(task, random, task.finish_group)
        else:
            finish = task.via_first + below(random, vias)
        size = _append(task, ring, size, cover, finish)
    return size


@kernel(inner=True)
def _insertion(task, ring, size, terminal):  # type: ignore[no-untyped-def]
    """Give the cheapest place for a terminal in a ring: the extra length, and behind which one."""
    if size == 0:
        return 0, -1
    if task.shape == LOOP and size == 1:
        return 2 * task.length_mm[ring[0], terminal], 0
    best, where = np.int64(1) << 60, 0
    for i in range(size):
        a = ring[i]
        if i + 1 < size:
            b = ring[i + 1]
        elif task.shape == LOOP:
            b = ring[0]
        elif task.shape == OUT_AND_BACK:
            if task.length_mm[a, terminal] < best:
                best, where = task.length_mm[a, terminal], i
            continue
        else:
            continue
        extra = task.length_mm[a, terminal] + task.length_mm[terminal, b] - task.length_mm[a, b]
        if extra < best:
            best, where = extra, i
    return best, where


@kernel(inner=True)
def _insert_at(task, ring, size, cover, where, terminal):  # type: ignore[no-untyped-def]
    for i in range(size, where + 1, -1):
        ring[i] = ring[i - 1]
    ring[where + 1] = terminal
    _count(task, cover, terminal, 1)
    return size + 1


@kernel(inner=True)
def _insert_best(task, random, ring, size, cover, state, noise):  # type: ignore[no-untyped-def]
    """Put in the group of a state that costs least, with some chance; 0 if there is none or no room."""
    if size + 1 >= len(ring):
        return 0
    best, best_where, best_terminal = np.inf, 0, -1
    if size == 0:
        seeds = 0
        for group in range(len(cover)):
            if task.state[group] == state and task.option[group] < task.option[group + 1]:
                seeds += 1
                if uniform(random) * seeds < 1.0:
                    best_terminal = _option(task, random, group)
        return _append(task, ring, 0, cover, best_terminal) if best_terminal >= 0 else 0
    for group in range(len(cover)):
        if task.state[group] != state or cover[group] > 0:
            continue
        factor = 1.0 + noise * uniform(random)
        for k in range(task.option[group], task.option[group + 1]):
            extra, where = _insertion(task, ring, size, task.option_terminal[k])
            if (extra + 1000.0) * factor < best:
                best, best_where, best_terminal = (extra + 1000.0) * factor, where, task.option_terminal[k]
    if best_terminal < 0:
        return 0
    return _insert_at(task, ring, size, cover, best_where, best_terminal)


@kernel(inner=True)
def _improve(task, ring, size, cover, keep_ends):  # type: ignore[no-untyped-def]
    """Shorten a ring: reverse parts of it, and take better options of its groups, or of all but its ends."""
    for _ in range(6):
        changed = _two_opt(task, ring, size)
        changed = _better_options(task, ring, size, cover, keep_ends) or changed
        if not changed:
            return


@kernel(inner=True)
def _two_opt(task, ring, size):  # type: ignore[no-untyped-def]
    changed = False
    first = 0 if task.shape == LOOP else 1
    for i in range(first, size - 1):
        for j in range(i + 1, size):
            if task.shape == POINT_TO_POINT and j == size - 1:
                continue
            if task.shape == LOOP and j - i >= size - 1:
                continue
            before, after = ring[i - 1 if i else size - 1], ring[(j + 1) % size]
            gain = task.length_mm[before, ring[i]] - task.length_mm[before, ring[j]]
            if task.shape == LOOP or j < size - 1:
                gain += task.length_mm[ring[j], after] - task.length_mm[ring[i], after]
            if gain > 0:
                a, b = i, j
                while a < b:
                    ring[a], ring[b] = ring[b], ring[a]
                    a, b = a + 1, b - 1
                changed = True
    return changed


@kernel(inner=True)
def _better_options(task, ring, size, cover, keep_ends):  # type: ignore[no-untyped-def]
    """Exchange each terminal for one that keeps all groups covered and shortens the ring."""
    changed = False
    for i in range(size):
        old = ring[i]
        if old >= task.via_first:
            continue
        if keep_ends and (i == 0 or (i == size - 1 and task.shape == POINT_TO_POINT)):
            continue
        best, best_mm = old, tour_mm(task, ring, size)
        for k in range(task.reached[old], task.reached[old + 1]):
            group = task.reached_group[k]
            for m in range(task.option[group], task.option[group + 1]):
                ring[i] = task.option_terminal[m]
                if tour_mm(task, ring, size) < best_mm and _keeps_cover(task, cover, old, ring[i]):
                    best, best_mm = ring[i], tour_mm(task, ring, size)
        ring[i] = best
        if best != old:
            _count(task, cover, old, -1)
            _count(task, cover, best, 1)
            changed = True
    return changed


@kernel(inner=True)
def _keeps_cover(task, cover, old, new):  # type: ignore[no-untyped-def]
    for k in range(task.reached[old], task.reached[old + 1]):
        group = task.reached_group[k]
        if cover[group] > 1:
            continue
        found = False
        for m in range(task.reached[new], task.reached[new + 1]):
            if task.reached_group[m] == group:
                found = True
        if not found:
            return False
    return True


@kernel(inner=True)
def _fill(task, random, ring, size, cover):  # type: ignore[no-untyped-def]
    """Lead a short ring through up to four other points, to some 50-92 % of the length."""
    vias = len(task.terminal) - task.via_first
    length = tour_mm(task, ring, size)
    wanted = (0.5 + 0.42 * uniform(random)) * task.high_mm
    added = 0
    for _ in range(_VIA_TRIES):
        if vias == 0 or length >= wanted or added == 4 or size + 1 >= len(ring):
            break
        via = task.via_first + below(random, vias)
        extra, where = _insertion(task, ring, size, via)
        if extra > 0 and length + extra <= 0.92 * task.high_mm:
            size = _insert_at(task, ring, size, cover, where, via)
            length += extra
            added += 1
    return size
