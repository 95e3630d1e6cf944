"""The shortest possible route: the taut string through the strip of ground that is open to runners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.kernels_taut import folds, strip_portals, taut_string
from courseplanner.measure.strip_windows import Window, flat_portals, spliced, windows_of

__all__ = ["ShortestRoute", "shortest_route"]

_MOST_TRIES = 30
_STILL_M = 1e-7

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ShortestRoute:
    """The shortest way through a strip.

    Parameters
    ----------
    x, y : float64 (k,)
    windows : tuple of (float, float)
        Chainages of the line between which the strip folds and was laid flat.
    unsolved : tuple of (float, float)
        Of those where that failed: there the route follows the line itself.
    """

    x: Floats
    y: Floats
    windows: tuple[tuple[float, float], ...]
    unsolved: tuple[tuple[float, float], ...]

    @property
    def length_m(self) -> float:
        """Its length in the plane."""
        return _length_m(self.x, self.y)


def shortest_route(
    x: Floats, y: Floats, left_m: Floats, right_m: Floats, *, fixed_ends: bool = False
) -> ShortestRoute:
    """Find the shortest possible route along a line, within a strip of its own on both sides.

    The strip is a sheet: where the line comes by again, it lies over itself and is not left.

    Parameters
    ----------
    x, y : float64 (n,)
        The line in a plane, metres; no point stands twice in a row.
    left_m, right_m : float64 (n - 1,)
        What is open to the left and to the right of each segment, already less the distance from kerbs.
    fixed_ends : bool
        Whether the route begins and ends on the line itself; else anywhere on the lines across start and
        finish.

    Raises
    ------
    ValueError
        If the line has fewer than two points or stands still, or a width is none.
    """
    _check(x, y, left_m, right_m)
    portals = strip_portals(x, y, left_m, right_m)
    folded = folds(x, y, portals)
    at_m = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    solved, unsolved = [], []
    for window in windows_of(x, y, left_m + right_m, folded):
        flat = flat_portals(x, y, left_m, right_m, window)
        if flat is None:
            unsolved.append(window)
            flat = _along_the_line(x, y, window)
        solved.append((window, flat))
    flat_all = spliced(portals, solved) if solved else portals
    way_x, way_y = _string(flat_all, x, y, fixed_ends=fixed_ends)
    if len(way_x) < 2 or _length_m(way_x, way_y) > at_m[-1] + _STILL_M:
        # On ground that lies over itself at start or finish nothing says where the route begins.
        return ShortestRoute(x.copy(), y.copy(), (), ((0.0, float(at_m[-1])),))

    def bounds(window: Window) -> tuple[float, float]:
        return float(at_m[max(window.first, 0)]), float(at_m[min(window.last + 1, len(at_m) - 1)])

    return ShortestRoute(
        way_x, way_y, tuple(bounds(window) for window, _ in solved), tuple(map(bounds, unsolved))
    )


def _length_m(x: Floats, y: Floats) -> float:
    return float(np.hypot(np.diff(x), np.diff(y)).sum())


def _check(x: Floats, y: Floats, left_m: Floats, right_m: Floats) -> None:
    if len(x) < 2 or len(y) != len(x) or len(left_m) != len(x) - 1 or len(right_m) != len(x) - 1:
        raise ValueError(len(x))
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("x, y")
    if not (np.hypot(np.diff(x), np.diff(y)) > 0.0).all():
        raise ValueError("a point stands twice")
    for width_m in (left_m, right_m):
        if not (np.isfinite(width_m).all() and (width_m >= 0.0).all()):
            raise ValueError("width")


def _along_the_line(x: Floats, y: Floats, window: Window) -> Floats:
    """Give the points of the line itself as portals without width."""
    first, last = max(window.first, 0), min(window.last + 1, len(x) - 1)
    points = np.column_stack((x, y))[first + 1 : last]
    return np.hstack((points, points))


def _string(portals: Floats, x: Floats, y: Floats, *, fixed_ends: bool) -> tuple[Floats, Floats]:
    """Pull the string; free ends are moved to the foot of the first and the last corner until they rest."""
    ends = np.array([[x[0], y[0]], [x[-1], y[-1]]])
    # The ends of the route lie on the first and the last portal: only those between bind it.
    between = np.ascontiguousarray(portals[1:-1])
    best, best_m = np.empty((0, 2)), np.inf
    for _ in range(1 if fixed_ends else _MOST_TRIES):
        way = _points(taut_string(between, *ends[0], *ends[1]), between, ends)
        length_m = _length_m(way[:, 0], way[:, 1])
        if length_m < best_m:
            best, best_m = way, length_m
        if len(way) < 2:
            break
        moved = np.array([_foot(portals[0], way[1]), _foot(portals[-1], way[-2])])
        if len(way) == 2:
            moved[1] = _foot(portals[-1], moved[0])
        if np.abs(moved - ends).max() < _STILL_M:
            break
        ends = moved
    return best[:, 0].copy(), best[:, 1].copy()


def _points(way: NDArray[np.int64], portals: Floats, ends: Floats) -> Floats:
    # Start and goal stand behind the ends of the portals: -1 and -2 count from there.
    corners = np.vstack((portals.reshape(-1, 2), ends[1], ends[0]))
    found = corners[way]
    still = np.concatenate(([True], np.abs(np.diff(found, axis=0)).max(axis=1) > 0.0))
    still[-1] = True
    return np.asarray(found[still])


def _foot(portal: Floats, point: Floats) -> Floats:
    """Give the point of a portal that is nearest to a point."""
    left, right = portal[:2], portal[2:]
    span = right - left
    square = float(span @ span)
    part = 0.0 if square == 0.0 else float(np.clip((point - left) @ span / square, 0.0, 1.0))
    return np.asarray(left + part * span)
