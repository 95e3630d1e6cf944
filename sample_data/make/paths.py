"""Mountain roads: the cheapest way up by a surveyor who hates steep grades."""

from __future__ import annotations

import heapq
import math

import numpy as np

from make.chance import Noise2D
from make.curves import Point, SegmentIndex, resampled, smoothed
from make.terrain import Terrain
from make.valley import EAST_M, NORTH_M

__all__ = ["Surveyor"]

_CELL_M = 50.0
_MOVES = [
    (i, j) for i in range(-2, 3) for j in range(-2, 3) if abs(i) + abs(j) in (1, 3) or abs(i) == abs(j) == 1
]


class Surveyor:
    """Finds roads from a place in the hills to the network below.

    Parameters
    ----------
    terrain : Terrain
    """

    def __init__(self, terrain: Terrain) -> None:
        self._columns, self._rows = int(2 * EAST_M / _CELL_M) + 1, int(2 * NORTH_M / _CELL_M) + 1
        x = -EAST_M + _CELL_M * np.arange(self._columns)
        y = -NORTH_M + _CELL_M * np.arange(self._rows)
        grid_x, grid_y = np.meshgrid(x, y)
        waywardness = Noise2D("ground under roads", 260.0)(grid_x, grid_y).ravel()
        self._ground = [1.0 + 1.6 * float(max(v, -0.4)) for v in waywardness]
        self._roads = SegmentIndex(150.0)
        self._heights = [float(z) for z in terrain.heights(grid_x.ravel(), grid_y.ravel())]
        self._taken: set[int] = set()
        self._moves = [(i, j, i + j * self._columns, _CELL_M * math.sqrt(i * i + j * j)) for i, j in _MOVES]

    def take(self, points: list[Point]) -> None:
        """Note a road: a later one may end on it."""
        self._roads.add(points)
        for p in resampled(points, 0.6 * _CELL_M):
            self._taken.add(self._cell(p))

    def _cell(self, p: Point) -> int:
        column = min(max(round((p[0] + EAST_M) / _CELL_M), 0), self._columns - 1)
        row = min(max(round((p[1] + NORTH_M) / _CELL_M), 0), self._rows - 1)
        return column + row * self._columns

    def _point(self, cell: int) -> Point:
        return -EAST_M + _CELL_M * (cell % self._columns), -NORTH_M + _CELL_M * (cell // self._columns)

    def road(self, start: Point, goal: Point | None = None, steep: float = 0.075) -> list[Point]:
        """Give a road from `start` to the goal, or to the nearest road by cost where there is none.

        Parameters
        ----------
        start, goal : Point
        steep : float
            The grade from which a road becomes dear.
        """
        first, last = self._cell(start), None if goal is None else self._cell(goal)
        before = self._searched(first, last, steep)
        if not before:
            return []
        cells = [before[-1]]
        while cells[-1] != first:
            cells.append(before[cells[-1]])
        points = [self._point(cell) for cell in reversed(cells)]
        points[0] = start
        found = self._roads.nearest(points[-1], 2.0 * _CELL_M)
        points[-1] = goal if goal is not None else found[1] if found else points[-1]
        points = smoothed(points, 3)
        self.take(points)
        return points

    def _searched(self, first: int, last: int | None, steep: float) -> dict[int, int]:
        """Search by cost; the cell before each, and under -1 the cell where the search ended."""
        best, before = {first: 0.0}, {first: first}
        queue = [(0.0, first)]
        while queue:
            cost, cell = heapq.heappop(queue)
            if cost > best[cell]:
                continue
            if cell == last or (last is None and cell in self._taken and cost > 0.0):
                return {**before, -1: cell}
            column, row, height = cell % self._columns, cell // self._columns, self._heights[cell]
            come = (column - before[cell] % self._columns, row - before[cell] // self._columns)
            for i, j, step, far in self._moves:
                if not (0 <= column + i < self._columns and 0 <= row + j < self._rows):
                    continue
                following = cell + step
                grade = abs(self._heights[following] - height) / far
                dear = 1.0 + (grade / steep) * (grade / steep) + (30.0 if grade > 2.2 * steep else 0.0)
                if last is not None and following in self._taken:
                    dear *= 2.5
                total = cost + far * dear * self._ground[following] + _turn_cost(i, j, come)
                if total < best.get(following, 1e18):
                    best[following], before[following] = total, cell
                    heapq.heappush(queue, (total, following))
        return {}


def _turn_cost(i: int, j: int, come: tuple[int, int]) -> float:
    """Give what a bend costs: without it a climb would be all tiny hairpins."""
    along = i * come[0] + j * come[1]
    return 420.0 if along < 0 else 60.0 if along == 0 and come != (0, 0) else 0.0
