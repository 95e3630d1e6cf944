"""Ground that is run twice: by one course, or by two.

Judged on geometry, as the contract defines it, and not on ids of roads: a
footway beside a carriageway is the same ground.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.kernel_cache import kernel

__all__ = [
    "EARLIER_M",
    "PARALLEL_DEG",
    "WITHIN_M",
    "Trace",
    "buckets",
    "repeated_m",
    "repeated_steps",
    "shared_m",
    "trace",
    "traces",
]

EARLIER_M = 100.0
"""Ground counts as run twice only if it was run this much earlier along the course."""
WITHIN_M = 15.0
PARALLEL_DEG = 30.0
_STEP_M = 2.0
_COSINE = math.cos(math.radians(PARALLEL_DEG))
_CELLS_PER_STEP = 64

Floats = NDArray[np.float64]


class Trace:
    """A line cut into short steps, each with its middle and direction.

    Parameters
    ----------
    x, y : float64 (n,)
        Middles of the steps, metres in a plane.
    ux, uy : float64 (n,)
        Unit directions.
    at_m, step_m : float64 (n,)
        Chainage of the middles; lengths of the steps.
    """

    __slots__ = ("at_m", "step_m", "ux", "uy", "x", "y")

    def __init__(self, x: Floats, y: Floats, ux: Floats, uy: Floats, at_m: Floats, step_m: Floats) -> None:
        self.x, self.y, self.ux, self.uy, self.at_m, self.step_m = x, y, ux, uy, at_m, step_m


def trace(x: Floats, y: Floats, step_m: float = _STEP_M) -> Trace:
    """Cut a line into equal steps per segment, none longer than `step_m`.

    Parameters
    ----------
    x, y : float64 (n,)
        Points of the line in a plane.
    step_m : float

    Returns
    -------
    Trace
    """
    return Trace(*_steps(x, y, step_m))


def traces(x: Floats, y: Floats, start: NDArray[np.int64], step_m: float) -> tuple[Trace, NDArray[np.int64]]:
    """Cut many lines into steps.

    Parameters
    ----------
    x, y : float64
        Line `i` has the points `start[i]:start[i + 1]`.
    start : int64 (lines + 1,)
    step_m : float

    Returns
    -------
    steps : Trace
        All steps, those of a line after those of the line before; chainage begins again with each line.
    first : int64 (lines + 1,)
        Line `i` has the steps `first[i]:first[i + 1]`.
    """
    *steps, first = _all_steps(x, y, start, step_m)
    return Trace(*steps), first


def repeated_m(line: Trace) -> float:
    """Give the metres of a course that run on ground it ran on before.

    A metre is repeated when the course, more than `EARLIER_M` earlier along itself, ran
    within `WITHIN_M` of it and within `PARALLEL_DEG` of parallel, in either direction.
    """
    if not len(line.x):
        return 0.0
    return float(line.step_m[repeated_steps(line)].sum())


def repeated_steps(line: Trace) -> NDArray[np.bool_]:
    """Tell for each step of a course whether it is repeated, bool (n,)."""
    found = _covered(*_arrays(line), *_arrays(line), EARLIER_M, WITHIN_M, _COSINE)
    return np.asarray(found)


def shared_m(line: Trace, other: Trace) -> float:
    """Give the metres of a course that run on ground that another course runs on too."""
    if not len(line.x) or not len(other.x):
        return 0.0
    found = _covered(*_arrays(line), *_arrays(other), -np.inf, WITHIN_M, _COSINE)
    return float(line.step_m[found].sum())


def _arrays(line: Trace) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    return line.x, line.y, line.ux, line.uy, line.at_m


@kernel
def _steps(x, y, step_m):  # type: ignore[no-untyped-def]
    mx, my, ux, uy, at_m, size_m, _ = _all_steps(x, y, np.array([0, len(x)]), step_m)
    return mx, my, ux, uy, at_m, size_m


@kernel
def _all_steps(x, y, start, step_m):  # type: ignore[no-untyped-def]
    first = np.zeros(len(start), dtype=np.int64)
    for line in range(len(start) - 1):
        first[line + 1] = first[line]
        for i in range(start[line], start[line + 1] - 1):
            first[line + 1] += int(np.ceil(np.hypot(x[i + 1] - x[i], y[i + 1] - y[i]) / step_m))
    total = first[-1]
    mx, my, ux, uy = np.empty(total), np.empty(total), np.empty(total), np.empty(total)
    at_m, size_m = np.empty(total), np.empty(total)
    n = 0
    for line in range(len(start) - 1):
        chainage = 0.0
        for i in range(start[line], start[line + 1] - 1):
            dx, dy = x[i + 1] - x[i], y[i + 1] - y[i]
            length = np.hypot(dx, dy)
            parts = int(np.ceil(length / step_m))
            for k in range(parts):
                t = (k + 0.5) / parts
                mx[n], my[n] = x[i] + t * dx, y[i] + t * dy
                ux[n], uy[n] = dx / length, dy / length
                at_m[n], size_m[n] = chainage + t * length, length / parts
                n += 1
            chainage += length
    return mx, my, ux, uy, at_m, size_m, first


@kernel
def _covered(x, y, ux, uy, at_m, ox, oy, oux, ouy, oat_m, earlier_m, within_m, cosine):  # type: ignore[no-untyped-def]
    """Tell which steps run on the ground of others that lie more than `earlier_m` before."""
    west, south = ox.min(), oy.min()
    size = within_m
    # A line across a country would else need more memory for empty cells than there is.
    while (ox.max() - west) / size * ((oy.max() - south) / size) > _CELLS_PER_STEP * len(ox):
        size *= 2.0
    columns, rows = int((ox.max() - west) / size) + 1, int((oy.max() - south) / size) + 1
    first, order = buckets(ox, oy, west, south, columns, rows, size)
    covered = np.zeros(len(x), dtype=np.bool_)
    for i in range(len(x)):
        column, row = int(np.floor((x[i] - west) / size)), int(np.floor((y[i] - south) / size))
        for r in range(max(row - 1, 0), min(row + 2, rows)):
            for c in range(max(column - 1, 0), min(column + 2, columns)):
                if covered[i]:
                    break
                cell = r * columns + c
                for k in range(first[cell], first[cell + 1]):
                    j = order[k]
                    if (
                        at_m[i] - oat_m[j] > earlier_m
                        and (x[i] - ox[j]) ** 2 + (y[i] - oy[j]) ** 2 <= within_m * within_m
                        and abs(ux[i] * oux[j] + uy[i] * ouy[j]) >= cosine
                    ):
                        covered[i] = True
                        break
    return covered


@kernel
def buckets(x, y, west, south, columns, rows, size):  # type: ignore[no-untyped-def]
    """Sort points into square cells: cell `c` holds `order[first[c]:first[c + 1]]`."""
    cells = np.empty(len(x), dtype=np.int64)
    first = np.zeros(columns * rows + 1, dtype=np.int64)
    for i in range(len(x)):
        cells[i] = int((y[i] - south) / size) * columns + int((x[i] - west) / size)
        first[cells[i] + 1] += 1
    for c in range(columns * rows):
        first[c + 1] += first[c]
    order = np.empty(len(x), dtype=np.int64)
    fill = first[:-1].copy()
    for i in range(len(x)):
        order[fill[cells[i]]] = i
        fill[cells[i]] += 1
    return first, order
