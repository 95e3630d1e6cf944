"""A round trip as other planners make it: points on a circle through the start, joined by shortest paths.

Each seed draws a direction, a radius, the number of points and how far each lies off the circle; ways that
were run cost more, so that the way back is another. Of all seeds that a given time allows, the courses
within a few metres of the target are kept, and the best of them by scenery.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.kernels.paths import shortest_path, work_for
from courseplanner.layout.search.kernels.random import below, seeded, uniform
from courseplanner.layout.search.kernels.walk import append_path

__all__ = ["MOST_REPEATED", "best_round_trip"]

MOST_REPEATED = 0.01

_BATCH = 16
_MOST_POINTS = 6


@kernel
def _round_trips(graph, nearest, west, south, cell_m, start, target_mm, seed, first, count):  # type: ignore[no-untyped-def]
    """Try seeds: for each the length in mm, that times its scenery, and what of it was run before; or 0."""
    found = np.zeros((count, 3), dtype=np.int64)
    run_by = np.full(len(graph.start), -1, dtype=np.int64)
    work = work_for(len(graph.x), len(graph.start))
    walk, cost = np.empty(4 * len(graph.start) + 64, dtype=np.int64), np.empty(len(graph.start))
    ring = np.empty(_MOST_POINTS + 2, dtype=np.int64)
    rows, columns = nearest.shape
    for index in range(count):
        random = seeded(seed, first + index)
        points = 2 + below(random, _MOST_POINTS - 1)
        bearing, turn = 2.0 * np.pi * uniform(random), 1.0 if uniform(random) < 0.5 else -1.0
        # Roads are some 20 to 50 % longer than the circle.
        radius = target_mm / 1000.0 / (2.0 * np.pi) * (0.45 + 0.5 * uniform(random))
        cx, cy = graph.x[start] + radius * np.cos(bearing), graph.y[start] + radius * np.sin(bearing)
        ring[0] = ring[points + 1] = start
        for p in range(points):
            angle = bearing + np.pi + turn * 2.0 * np.pi * (p + 1) / (points + 1)
            off = radius * (0.8 + 0.4 * uniform(random))
            column = int((cx + off * np.cos(angle) - west) / cell_m)
            row = int((cy + off * np.sin(angle) - south) / cell_m)
            ring[p + 1] = nearest[min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)]
        cost[:] = graph.length_mm
        steps = 0
        for p in range(points + 1):
            if ring[p] == ring[p + 1]:
                continue
            if not shortest_path(graph, cost, work, ring[p], ring[p + 1], 999.0):
                steps = 0
                break
            after = append_path(graph, work, ring[p + 1], walk, steps)
            if after < 0:
                steps = 0
                break
            for i in range(steps, after):
                cost[walk[i] >> 1] = 5.0 * graph.length_mm[walk[i] >> 1]
            steps = after
        for i in range(steps):
            found[index, 0] += graph.length_mm[walk[i] >> 1]
            found[index, 1] += graph.edge_scores.scenic_mm[walk[i] >> 1]
            if run_by[walk[i] >> 1] == index:
                found[index, 2] += graph.length_mm[walk[i] >> 1]
            run_by[walk[i] >> 1] = index
    return found


def _nearest_nodes(graph: Graph, cell_m: float) -> NDArray[np.int64]:
    """Give for each cell of the ground the node that is nearest to its middle."""
    from scipy.spatial import KDTree

    x = np.arange(graph.x.min(), graph.x.max() + cell_m, cell_m) + cell_m / 2.0
    y = np.arange(graph.y.min(), graph.y.max() + cell_m, cell_m) + cell_m / 2.0
    at = np.stack(np.meshgrid(x, y), axis=-1)
    return np.asarray(KDTree(np.column_stack((graph.x, graph.y))).query(at)[1], dtype=np.int64)


def best_round_trip(
    graph: Graph, start: int, target_m: float, within_m: float, time_s: float, seed: int = 1
) -> tuple[float | None, float | None, int]:
    """Give the best scenery of round trips of the right length, and how many were tried.

    Parameters
    ----------
    graph : Graph
    start : int
        A node.
    target_m, within_m : float
    time_s : float
        On two threads; what is prepared once is not counted.
    seed : int

    Returns
    -------
    scenery, of_other_roads : float or None
        Of all of them, and of those that run at most `MOST_REPEATED` on roads run before; `None` where no
        seed came near the target.
    tried : int
    """
    cell_m = 50.0
    nearest = _nearest_nodes(graph, cell_m)
    target_mm, west, south = round(1000.0 * target_m), graph.x.min(), graph.y.min()

    def batch(first: int) -> NDArray[np.int64]:
        found = _round_trips(graph, nearest, west, south, cell_m, start, target_mm, seed, first, _BATCH)
        return np.asarray(found)

    batch(0)
    until_s = time.monotonic() + time_s

    def run(thread: int) -> list[NDArray[np.int64]]:
        found, first = [], thread * (1 << 40)
        while time.monotonic() < until_s:
            found.append(batch(first))
            first += _BATCH
        return found

    with ThreadPoolExecutor(2) as threads:
        tried = np.concatenate([one for part in threads.map(run, range(2)) for one in part])
    fits = np.abs(tried[:, 0] / 1000.0 - target_m) <= within_m
    scenery = tried[fits, 1] / np.maximum(tried[fits, 0], 1)
    few = tried[fits, 2] <= MOST_REPEATED * tried[fits, 0]
    best = (float(part.max()) if len(part) else None for part in (scenery, scenery[few]))
    return next(best), next(best), len(tried)
