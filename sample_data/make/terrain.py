"""Heights of the sample: a flat floor, an escarpment to a plateau, and karst cones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from make.chance import Chance, Noise2D
from make.curves import Point, SegmentIndex, distance
from make.streets import scattered
from make.valley import EAST_M, NORTH_M, Valley

__all__ = ["Cone", "Terrain", "cones_of"]

Cone = tuple[float, float, float, float]
"""x, y, radius and height, metres."""

_SLOPE_M = 1_400.0
"""From the edge of the floor to the edge of the plateau."""
_REACH_M = 420.0


def _smooth_step(share: NDArray[np.float64]) -> NDArray[np.float64]:
    share = np.clip(share, 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)


def cones_of(valley: Valley, roads: SegmentIndex, homes: list[tuple[Point, float]]) -> list[Cone]:
    """Stand cones on the plateau, its slopes and, thinly, on the floor; never on a road or a home.

    Parameters
    ----------
    valley : Valley
    roads : SegmentIndex
        Roads of the valley floor.
    homes : list of (point, radius)
        Settlements with what they need around them.
    """
    chance = Chance("cones")
    wide = (EAST_M + 1_500.0, NORTH_M + 1_500.0)
    thrown = scattered(
        lambda: (chance.between(-wide[0], wide[0]), chance.between(-wide[1], wide[1])), 430.0, 9_000
    )
    xy = np.array(thrown)
    s, t = valley.locate(xy[:, 0], xy[:, 1])
    cones: list[Cone] = []
    for at, (p, sp, tp) in enumerate(zip(thrown, s, t, strict=True)):
        floor_m = valley.floor_m(float(sp), 1 if tp > 0.0 else -1)
        on_floor = abs(tp) < floor_m + 120.0
        radius = chance.between(105.0, 215.0) if on_floor else chance.between(190.0, 340.0)
        height = radius * chance.between(0.42, 0.62) + (0.0 if on_floor else 18.0)
        river_m = abs(tp - valley.river_t(float(sp)))
        clear = all(distance(p, q) > radius + reach for q, reach in homes)
        free = not on_floor or (
            river_m > radius + 190.0 and roads.distance_m(p, radius + 45.0) > radius + 44.0
        )
        if clear and free and at % 8:
            cones.append((p[0], p[1], radius, height))
    return cones


class Terrain:
    """Heights anywhere in the plane.

    Parameters
    ----------
    valley : Valley
    cones : list of Cone
    homes : list of (point, radius)
        Settlements; those in the hills stand on level ground.
    """

    def __init__(self, valley: Valley, cones: list[Cone]) -> None:
        self._valley, self.cones = valley, cones
        self._upland, self._rough = Noise2D("upland", 2_600.0), Noise2D("rough", 700.0)
        self._stations = np.arange(-16_000.0, 40_000.0, 50.0)
        self._widths = {k: np.array([valley.floor_m(float(s), k) for s in self._stations]) for k in (1, -1)}
        self._far = Noise2D("far country", 21_000.0)
        self._index: dict[tuple[int, int], list[Cone]] = {}
        for cone in cones:
            self._index.setdefault((int(cone[0] // _REACH_M), int(cone[1] // _REACH_M)), []).append(cone)

    def _floor_m(self, s: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
        left, right = (np.interp(s, self._stations, self._widths[side]) for side in (1, -1))
        floor_m: NDArray[np.float64] = np.where(t > 0.0, left, right)
        return floor_m

    def base(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the heights without cones, flat arrays in metres."""
        s, t = self._valley.locate(x, y)
        floor_m = self._floor_m(s, t)
        floor = self._valley.floor_height(s)
        upland = 285.0 + 190.0 * self._upland(x, y)
        rise = _smooth_step((np.abs(t) - floor_m - 90.0) / _SLOPE_M)
        gentle = 9.0 * _smooth_step(np.abs(t) / 2_200.0)
        near = floor + gentle + rise * (upland + 70.0 * self._rough(x, y))
        return self._faded(x, y, near)

    def _faded(
        self, x: NDArray[np.float64], y: NDArray[np.float64], near: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Let the map run out into coarse far country, in steps of 20 m, outside the region."""
        beyond = np.maximum(np.abs(x) - EAST_M - 700.0, np.abs(y) - NORTH_M - 700.0)
        share = _smooth_step(beyond / 2_500.0)
        return np.where(share >= 1.0, self.far(x, y), near * (1.0 - share) + self.far(x, y) * share)

    def far(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the heights of the country around the region: coarse, in steps of 20 m."""
        return np.round((1_400.0 + 520.0 * self._far(x, y)) / 20.0) * 20.0

    def in_hills(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
        """Tell whether most of these points lie off the floor."""
        s, t = self._valley.locate(x, y)
        off = np.abs(t) > self._floor_m(s, t) + 60.0
        return bool(2 * np.count_nonzero(off) > len(off))

    def heights(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the heights, flat arrays in metres."""
        result = self.base(x, y)
        order = np.argsort(x, kind="stable")
        ordered = x[order]
        for cx, cy, radius, height in self.cones:
            first, last = np.searchsorted(ordered, [cx - radius, cx + radius])
            picked = order[first:last]
            picked = picked[np.abs(y[picked] - cy) < radius]
            dx, dy = x[picked] - cx, y[picked] - cy
            share = np.clip(1.0 - (dx * dx + dy * dy) / (radius * radius), 0.0, 1.0)
            result[picked] += height * share * (1.0 + 0.6 * share * (1.0 - share))
        return result

    def on_cone(self, p: Point, margin_m: float = 10.0) -> bool:
        """Tell whether a point lies on a cone or within a margin of one."""
        i, j = int(p[0] // _REACH_M), int(p[1] // _REACH_M)
        return any(
            distance(p, (cone[0], cone[1])) < cone[2] + margin_m
            for k in (i - 1, i, i + 1)
            for m in (j - 1, j, j + 1)
            for cone in self._index.get((k, m), ())
        )
