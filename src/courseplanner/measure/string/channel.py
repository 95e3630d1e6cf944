"""The edges of triangles between two cross-sections, as portals.

Where the ground has holes, the way round them that is the shortest between the middles of its ends is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.measure.string.kernels_channel import NO_WAY, ONE_WAY, only_way
from courseplanner.measure.string.kernels_shortest_route import taut_string

__all__ = ["GRID_M", "SAME_M", "channel"]

GRID_M = 1e-6
SAME_M = 1e-5
_MOST_WAYS = 64
"""Ways round holes that are tried."""

Floats = NDArray[np.float64]
_Edge = tuple[tuple[tuple[int, int], tuple[int, int]], tuple[int, int]]
"""Its two ends on the grid, and the two triangles beside it."""


def channel(triangles: Floats, middles: Floats) -> Floats | None:
    """Give the edges of triangles between two cross-sections as portals, (k, 4).

    Parameters
    ----------
    triangles : float64 (n, 3, 2)
    middles : float64 (2, 2)
        Points on the two cross-sections.

    Returns
    -------
    float64 (k, 4) or None
        Left x and y, right x and y; `None` where the triangles do not lead from one to the other.
    """
    answer, portals = only_way(triangles, middles, GRID_M, SAME_M)
    if answer == NO_WAY:
        return None
    return np.asarray(portals) if answer == ONE_WAY else _best_way(triangles, middles)


def _best_way(triangles: Floats, middles: Floats) -> Floats | None:
    """Give the portals of the shortest of the ways round holes."""
    ids = np.round(triangles / GRID_M).astype(np.int64)
    edges: dict[tuple[tuple[int, int], tuple[int, int]], list[int]] = {}
    for number, corners in enumerate(ids.tolist()):
        for a, b in ((0, 1), (1, 2), (2, 0)):
            one, other = sorted((tuple(corners[a]), tuple(corners[b])))
            edges.setdefault((one, other), []).append(number)
    inner: list[_Edge] = [(ends, (of[0], of[1])) for ends, of in edges.items() if len(of) == 2]
    begin, end = _triangle_at(triangles, middles[0]), _triangle_at(triangles, middles[1])
    if begin is None or end is None:
        return None
    best, best_m = None, np.inf
    for way in islice(_ways(inner, begin, end), _MOST_WAYS):
        portals = _portals_of(way, inner, triangles, begin)
        string = taut_string(portals, *middles[0], *middles[1])
        found = portals.reshape(-1, 2)[np.maximum(string, 0)] if len(portals) else middles.copy()
        found[0], found[-1] = middles[0], middles[1]
        length_m = float(np.hypot(np.diff(found[:, 0]), np.diff(found[:, 1])).sum())
        if length_m < best_m:
            best, best_m = portals, length_m
    return best


def _portals_of(way: Sequence[int], inner: Sequence[_Edge], triangles: Floats, begin: int) -> Floats:
    if not way:
        return np.empty((0, 4))
    at, left = begin, []
    for edge in way:
        left.append(at)
        of = inner[edge][1]
        at = of[1] if of[0] == at else of[0]
    ends = np.array([inner[edge][0] for edge in way], dtype=np.float64) * GRID_M
    return _facing(triangles[left].mean(axis=1), ends)


def _ways(inner: Sequence[_Edge], begin: int, end: int) -> Iterator[list[int]]:
    """Give the ways from one triangle to another as edges: one, and more where they lead round holes."""
    beside: dict[int, list[tuple[int, int]]] = {}
    for edge, (_, (one, other)) in enumerate(inner):
        beside.setdefault(one, []).append((other, edge))
        beside.setdefault(other, []).append((one, edge))
    stack: list[tuple[int, list[int], frozenset[int]]] = [(begin, [], frozenset((begin,)))]
    while stack:
        at, way, seen = stack.pop()
        if at == end:
            yield way
            continue
        for other, edge in beside.get(at, ()):
            if other not in seen:
                stack.append((other, [*way, edge], seen | {other}))


def _triangle_at(triangles: Floats, point: Floats) -> int | None:
    """Give a triangle that a point lies in, or on the edge of."""
    quads: Any = shapely.polygons(triangles)
    away = shapely.distance(quads, shapely.Point(point))
    touching = np.flatnonzero(away < SAME_M)
    return int(touching[0]) if len(touching) else None


def _facing(middles: Floats, ends: Floats) -> Floats:
    """Give edges as portals, (k, 4): the left and the right end of each for somebody who leaves a triangle.

    Parameters
    ----------
    middles : float64 (k, 2)
        Of the triangles.
    ends : float64 (k, 2, 2)
        Of the edges.
    """
    one, other = (ends[:, which] - middles for which in (0, 1))
    is_left = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0] < 0.0
    return np.where(is_left[:, None, None], ends, ends[:, ::-1]).reshape(-1, 4)
