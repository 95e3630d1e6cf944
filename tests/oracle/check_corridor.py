"""The written line against the corridor of its roads: inside, and no longer than it need be."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from .case import Case

__all__ = ["corridor_faults"]

OFF_KERB_M = 0.30
INSIDE_M = 0.05
ROUNDED_M = 4.0
"""A corner with a round kerb is cut so far beyond the limits of its two roads at most."""
ROUNDED_PART = 0.1
STEP_M = 2.0
WINDOW_M = 400.0


def corridor_faults(case: Case) -> Iterator[str]:
    """Judge the written line by the widths of its legs."""
    if case.written.road is None:
        return
    yield from _order(case)
    off_m, half_m = _beside(case)
    outside = off_m > half_m + INSIDE_M
    if (off_m > half_m + ROUNDED_M).any():
        worst = int(np.argmax(off_m - half_m))
        yield f"corridor: {off_m[worst]:.2f} m off a road open for {half_m[worst]:.2f} m to each side"
    if outside.mean() > ROUNDED_PART:
        yield f"corridor: {100.0 * outside.mean():.1f} % of the line outside its roads"
    if case.wanted.shape != "out-and-back" and case.line.length_m > case.road.length_m:
        yield f"corridor: {case.line.length_m:.2f} m, longer than the {case.road.length_m:.2f} m of its roads"


def _order(case: Case) -> Iterator[str]:
    at_m = case.road_at_m
    if at_m[0] != 0.0 or abs(at_m[-1] - case.line.length_m) > 0.002 or (np.diff(at_m) < -0.002).any():
        yield f"corridor: chainages from {at_m[0]} to {at_m[-1]}, or falling"


def _beside(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Give how far off its roads the line is, and how far they are open to each side, every 2 m."""
    at_m = np.arange(0.0, case.line.length_m, STEP_M)
    points = np.asarray(shapely.points(case.line.xy_at(at_m)))
    off_m = np.zeros(len(at_m))
    # Only the roads about there: a course comes by other roads, and its own, more than once.
    for first in range(0, len(at_m), round(WINDOW_M / STEP_M)):
        here = slice(first, first + round(WINDOW_M / STEP_M))
        low, high = at_m[here][0] - 60.0, at_m[here][-1] + 60.0
        near = np.flatnonzero((case.road_at_m >= low) & (case.road_at_m <= high))
        begin, end = max(int(near.min(initial=0)) - 1, 0), int(near.max(initial=1)) + 2
        if not len(near):
            begin = int(np.searchsorted(case.road_at_m, low)) - 1
            end = begin + 3
        road = shapely.LineString(case.road.xy[max(begin, 0) : end])
        off_m[here] = shapely.distance(road, points[here])
    ends = np.array([leg["to_m"] for leg in case.entry["legs"]])
    width_m = np.array([leg["width_m"] for leg in case.entry["legs"]])
    leg = np.minimum(np.searchsorted(ends, at_m), len(ends) - 1)
    beside = np.maximum(
        width_m[leg], np.maximum(width_m[np.maximum(leg - 1, 0)], width_m[np.minimum(leg + 1, len(ends) - 1)])
    )
    return off_m, np.maximum(beside / 2.0 - OFF_KERB_M, 0.3)
