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
AWAY_M = 12.0
"""So near the ends of a leg its neighbours decide."""
WINDOW_M = 400.0


def corridor_faults(case: Case) -> Iterator[str]:
    """Judge the written line by the widths of its legs."""
    if case.written.road is None:
        return
    yield from _order(case)
    yield from _shut(case)
    off_m, half_m = _beside(case)
    outside = off_m > half_m + INSIDE_M
    if (off_m > half_m + ROUNDED_M).any():
        worst = int(np.argmax(off_m - half_m))
        yield f"corridor: {off_m[worst]:.2f} m off a road open for {half_m[worst]:.2f} m to each side"
    if outside.mean() > ROUNDED_PART:
        yield f"corridor: {100.0 * outside.mean():.1f} % of the line outside its roads"
    if case.wanted.shape != "out-and-back" and case.line.length_m > case.road.length_m:
        yield f"corridor: {case.line.length_m:.2f} m, longer than the {case.road.length_m:.2f} m of its roads"


def _shut(case: Case) -> Iterator[str]:
    """Judge whether the line keeps off what is shut, at its sides as the runner sees them."""
    for leg in case.entry["legs"]:
        shut = leg["restriction"]
        if shut is None:
            continue
        at_m = np.arange(leg["from_m"] + AWAY_M, leg["to_m"] - AWAY_M, STEP_M)
        if not len(at_m):
            continue
        near = (case.road_at_m >= leg["from_m"] - AWAY_M) & (case.road_at_m <= leg["to_m"] + AWAY_M)
        first, last = np.flatnonzero(near)[[0, -1]]
        road = case.road.xy[max(first - 1, 0) : last + 2]
        left_m = np.array([_left_m(road, point) for point in case.line.xy_at(at_m)])
        half_m = leg["width_m"] / 2.0
        for side, signed_m in (("left", left_m), ("right", -left_m)):
            most_m = half_m - shut[f"shut_{side}_m"] - OFF_KERB_M
            if shut[f"shut_{side}_m"] and signed_m.max() > most_m + INSIDE_M:
                deep_m, name = signed_m.max() - most_m, leg["name"]
                yield f"corridor: {deep_m:.2f} m into what is shut on the {side} of {name}"


def _left_m(road: np.ndarray, point: np.ndarray) -> float:
    """Give how far a point lies to the left of a road."""
    step = np.diff(road, axis=0)
    length = np.maximum(np.hypot(*step.T), 1e-9)
    part = np.clip(((point - road[:-1]) * step).sum(axis=1) / length**2, 0.0, 1.0)
    off = point - road[:-1] - part[:, None] * step
    nearest = int(np.argmin(np.hypot(*off.T)))
    across = step[nearest, 0] * off[nearest, 1] - step[nearest, 1] * off[nearest, 0]
    return float(np.sign(across) * np.hypot(*off[nearest]))


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
