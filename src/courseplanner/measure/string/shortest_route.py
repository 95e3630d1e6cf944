"""The shortest possible route: the taut string through the strip of ground that is open to runners."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.string.kernels_shortest_route import alongside, crossings, taut_string
from courseplanner.measure.string.kernels_strip import folds, strip_portals
from courseplanner.measure.string.strip import CONE_M, Strip, along_m
from courseplanner.measure.string.strip_folds import Fold, flat_portals, folds_of, spliced

__all__ = ["ShortestRoute", "shortest_route"]

_MOST_TRIES = 30
_STILL_M = 1e-7
_WORTH_LEAVING_OUT = 0.9
"""Where fewer points of a strip are corners than this part, those on straights are left out first."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ShortestRoute:
    """The shortest way through a strip.

    Parameters
    ----------
    x, y : float64 (k,)
    alongside_m : float64 (n,)
        For each point of the line, how far along the route is nearest to it; never going back.
    windows : tuple of (float, float)
        Chainages of the line between which the strip folds and was laid flat.
    unsolved : tuple of (float, float)
        Of those where that failed: there the route follows the line itself.
    """

    x: Floats
    y: Floats
    alongside_m: Floats
    windows: tuple[tuple[float, float], ...]
    unsolved: tuple[tuple[float, float], ...]

    @property
    def at_m(self) -> Floats:
        """Distance of each of its points from the first in the plane, float64 (k,)."""
        return along_m(self.x, self.y)

    @property
    def unsolved_m(self) -> float:
        """How much of the line it follows, for no shorter way was found there."""
        return sum(to_m - from_m for from_m, to_m in self.unsolved)

    @property
    def length_m(self) -> float:
        """Its length in the plane."""
        return _length_m(self.x, self.y)


def shortest_route(
    strip: Strip, *, fixed_ends: bool = False, memo: dict[bytes, Floats | None] | None = None
) -> ShortestRoute:
    """Find the shortest possible route along a line, within a strip of its own on both sides.

    Parameters
    ----------
    strip : Strip
    fixed_ends : bool
        Whether the route begins and ends where the strip is nearest to the ends of the line; else anywhere
        on the lines across start and finish.
    memo : dict, optional
        Windows that were laid flat before: filled here, for strips that share ground.
    """
    at = strip.corners()
    if len(at) < _WORTH_LEAVING_OUT * len(strip.x):
        found = shortest_route(strip.at_points(at), fixed_ends=fixed_ends, memo=memo)
        return replace(found, alongside_m=_alongside_all(found, strip, at))
    portals, begin, end = strip_portals(
        strip.x, strip.y, strip.left_m, strip.right_m, strip.radius_m, strip.turns, CONE_M
    )
    solved, unsolved = [], []
    for window in folds_of(strip, begin, end, folds(portals)):
        flat = flat_portals(strip, window, memo)
        if flat is None:
            unsolved.append(window)
            flat = _along_the_line(strip, window)
        solved.append((window, flat))
    through, number = spliced(portals, begin, end, solved) if solved else (portals, np.arange(len(portals)))
    wall = strip.wall(0, strip.segments - 1)
    way, which = _string(through, wall[[0, -1]], fixed_ends=fixed_ends)
    at_m = strip.at_m
    if len(way) < 2 or _length_m(*way.T) > _length_m(*wall.T) + _detours_m(strip) + _STILL_M:
        # On ground that lies over itself at start or finish nothing says where the route begins.
        along = along_m(*wall.T)[_first_of(len(at_m))]
        kept = _moving(wall)
        return ShortestRoute(wall[kept, 0], wall[kept, 1], along, (), ((0.0, float(at_m[-1])),))
    passed_m = crossings(through, which, way[:, 0].copy(), way[:, 1].copy())
    kept = _moving(way)
    x, y = way[kept, 0].copy(), way[kept, 1].copy()
    rough_m = _rough(strip, begin, end, number, passed_m)

    def bounds(window: Fold) -> tuple[float, float]:
        return float(at_m[window.first]), float(at_m[window.last + 1])

    return ShortestRoute(
        x,
        y,
        alongside(x, y, strip.x, strip.y, rough_m, *_neighbours(rough_m)),
        tuple(bounds(window) for window, _ in solved),
        tuple(map(bounds, unsolved)),
    )


def _alongside_all(route: ShortestRoute, strip: Strip, at: Ints) -> Floats:
    """Give how far along a route each point of a line is passed, from those at the corners of its strip."""
    at_m = strip.at_m
    rough_m = np.interp(at_m, at_m[at], route.alongside_m)
    before = np.clip(np.searchsorted(at, np.arange(len(at_m)), side="right") - 1, 0, len(at) - 2)
    # Points between two corners stay between them.
    low_m, high_m = route.alongside_m[before], route.alongside_m[before + 1]
    high_m[at] = route.alongside_m
    passed_m = alongside(route.x, route.y, strip.x, strip.y, rough_m, low_m, high_m)
    passed_m[at] = route.alongside_m
    return np.maximum.accumulate(passed_m)


def _neighbours(rough_m: Floats) -> tuple[Floats, Floats]:
    """Give what lies alongside the points before and after each, roughly."""
    return np.concatenate((rough_m[:1], rough_m[:-1])), np.concatenate((rough_m[1:], rough_m[-1:]))


def _detours_m(strip: Strip) -> float:
    """Give how much longer than through the points nearest to the line a way in the strip may have to be.

    Where the line is not in the strip, round the outside of its bends, and round cones.
    """
    aside_m = np.abs(strip.nearest_offset_m())
    bend = np.tan(np.minimum(np.abs(strip.bends()), 2.5) / 2.0)
    around = np.where(strip.turns[1:-1] == 0, 2.0 * np.maximum(aside_m[:-1], aside_m[1:]) * bend, 0.0)
    return float(around.sum()) + np.pi * CONE_M * float(np.count_nonzero(strip.turns))


def _rough(strip: Strip, begin: Ints, end: Ints, number: Ints, passed_m: Floats) -> Floats:
    """Give roughly how far along the route each point of the line is passed: where its portals are."""
    own = number >= 0
    of_portal = np.full(int(end[-1]) + 1, np.nan)
    of_portal[number[own]] = passed_m[own]
    of_point = np.concatenate(([0.0], (of_portal[end[:-1]] + of_portal[begin[1:]]) / 2.0, [passed_m[-1]]))
    known = np.isfinite(of_point)
    at_m = strip.at_m
    return np.maximum.accumulate(np.interp(at_m, at_m[known], of_point[known]))


def _first_of(points: int) -> Ints:
    """Give for each point of a line which of the two points of each segment's wall it is."""
    return np.concatenate((2 * np.arange(points - 1), [2 * (points - 1) - 1]))


def _length_m(x: Floats, y: Floats) -> float:
    return float(np.hypot(np.diff(x), np.diff(y)).sum())


def _along_the_line(strip: Strip, window: Fold) -> Floats:
    """Give the points of the strip nearest to the line as portals without width."""
    points = strip.wall(window.first, window.last)[1:-1]
    return np.hstack((points, points))


def _string(portals: Floats, ends: Floats, *, fixed_ends: bool) -> tuple[Floats, Ints]:
    """Pull the string; free ends are moved to the foot of the first and the last corner until they rest."""
    # The ends of the route lie on the first and the last portal: only those between bind it.
    between = np.ascontiguousarray(portals[1:-1])
    best, best_m = (np.empty((0, 2)), np.empty(0, dtype=np.int64)), np.inf
    for _ in range(1 if fixed_ends else _MOST_TRIES):
        which = taut_string(between, *ends[0], *ends[1])
        # Start and goal stand behind the ends of the portals: -1 and -2 count from there.
        way = np.vstack((between.reshape(-1, 2), ends[1], ends[0]))[which]
        length_m = _length_m(*way.T)
        if length_m < best_m:
            best, best_m = (way, np.where(which >= 0, which + 2, which)), length_m
        moving = way[_moving(way)]
        if len(moving) < 2:
            break
        moved = np.array([_foot(portals[0], moving[1]), _foot(portals[-1], moving[-2])])
        if len(moving) == 2:
            moved[1] = _foot(portals[-1], moved[0])
        if np.abs(moved - ends).max() < _STILL_M:
            break
        ends = moved
    return best


def _moving(way: Floats) -> NDArray[np.bool_]:
    """Tell which points of a way are not the one before over again."""
    moving = np.concatenate(([True], np.abs(np.diff(way, axis=0)).max(axis=1) > 0.0))
    moving[-1] = True
    return moving


def _foot(portal: Floats, point: Floats) -> Floats:
    """Give the point of a portal that is nearest to a point."""
    left, right = portal[:2], portal[2:]
    span = right - left
    square = float(span @ span)
    part = 0.0 if square == 0.0 else float(np.clip((point - left) @ span / square, 0.0, 1.0))
    return np.asarray(left + part * span)
