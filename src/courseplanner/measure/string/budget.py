"""Adds up how well the length of a shortest possible route is known."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import MEAN_RADIUS_M
from courseplanner.measure.string.shortest_route import ShortestRoute
from courseplanner.measure.string.strip import Strip, bends_of
from courseplanner.model.course.course import Leg
from courseplanner.model.course.length_budget import BudgetPart, LengthBudget, UncertainStretch, width_error_m
from courseplanner.model.network.assumptions import KERB_RADIUS_ERROR

__all__ = ["budget_of", "kerb_effect", "width_effect"]

_MAP_PART = 0.001
"""Standard error of a length along roads drawn on a map, as a part of it: curves drawn with few points,
junctions a little off. A judgement; no free map tells it."""
_MOST_STRETCHES = 8
_LEAST_EFFECT_M = 0.05

Floats = NDArray[np.float64]


def width_effect(strip: Strip, route: ShortestRoute) -> Floats:
    """Tell what a metre of width of each segment changes in the length of the route.

    Where a taut string turns by an angle round a corner, moving the corner out of its way by a length
    shortens it by twice the tangent of half the angle times that length; a kerb moves by half of what its
    road gets wider. Round a divider, which stays where it is, nothing changes.

    Returns
    -------
    float64 (n - 1,)
        Metres by metre, positive: by how much it gets shorter where the road is wider.
    """
    on_route_m = route.at_m
    segment = np.searchsorted(route.alongside_m[1:-1], on_route_m, side="right")
    turn = np.concatenate(([0.0], bends_of(route.x, route.y), [0.0]))
    at_divider = (turn > 0.0) & (strip.left_m[segment] < 0.0) | (turn < 0.0) & (strip.right_m[segment] < 0.0)
    effect = np.where(at_divider, 0.0, np.tan(np.minimum(np.abs(turn), 2.5) / 2.0))
    by_segment: Floats = np.bincount(segment, weights=effect, minlength=strip.segments).astype(np.float64)
    # An arc keeps its radius when its kerbs move apart: the whole corner counts, not the way along the arc.
    corners = kerb_effect(strip, route)[1:-1] / 2.0
    by_segment[:-1] += corners / 2.0
    by_segment[1:] += corners / 2.0
    return by_segment


def kerb_effect(strip: Strip, route: ShortestRoute) -> Floats:
    """Tell what a metre more of radius changes at each point of the line, positive, float64 (n,)."""
    on_route_m = route.at_m
    turned = np.concatenate(([0.0, 0.0], np.cumsum(bends_of(route.x, route.y))))  # before each point
    effect = np.zeros(len(strip.x))
    for v, turn in enumerate(strip.bends().tolist(), start=1):
        if strip.radius_m[v] <= 0.0:
            continue
        reach_m = strip.radius_m[v] * math.tan(abs(turn) / 2.0) + 1.0
        low, high = np.searchsorted(on_route_m, route.alongside_m[v] + np.array([-reach_m, reach_m]))
        high = min(high, len(on_route_m) - 1)
        used = float(np.clip((turned[high] - turned[low]) / turn, 0.0, 1.0))
        effect[v] = used * (2.0 * math.tan(abs(turn) / 2.0) - abs(turn))
    return effect


def budget_of(
    strip: Strip, route: ShortestRoute, legs: Sequence[Leg], beside_m: Floats, error_m: float | None
) -> LengthBudget:
    """Add up how well the length of a course is known.

    Parameters
    ----------
    strip : Strip
    route : ShortestRoute
        Through that strip.
    legs : sequence of Leg
    beside_m : float64 (n,)
        Chainage of the course alongside each point of the strip's line.
    error_m : float or None
        Standard error of heights; `None` where they are not known.
    """
    by_segment = width_effect(strip, route)
    middle_m = (beside_m[1:] + beside_m[:-1]) / 2.0
    of_leg = np.minimum(np.searchsorted([leg.to_m for leg in legs], middle_m), len(legs) - 1)
    effects = np.bincount(of_leg, weights=by_segment, minlength=len(legs)).tolist()
    effects_m = [
        effect * width_error_m(leg.width_m, leg.width_from, leg.road_class)
        for leg, effect in zip(legs, effects, strict=True)
    ]
    kerbs_m = float((kerb_effect(strip, route) * KERB_RADIUS_ERROR * strip.radius_m).sum())
    length_m = float(beside_m[-1])
    heights_m = None if error_m is None else length_m * error_m / MEAN_RADIUS_M
    unsolved_m = route.unsolved_m
    line_m = float(strip.at_m[-1])
    saved = (line_m - route.length_m) / max(line_m - unsolved_m, 1.0)
    return LengthBudget(
        (
            (BudgetPart.WIDTHS_ASSUMED, _assumed_m(legs, effects_m)),
            (BudgetPart.WIDTHS_GIVEN, _given_m(legs, effects_m)),
            (BudgetPart.KERBS, kerbs_m),
            (BudgetPart.MAP, _MAP_PART * length_m),
            (BudgetPart.HEIGHTS, heights_m),
        ),
        -saved * unsolved_m,
        unsolved_m,
        tuple(itertools.islice(_measure_first(legs, effects_m), _MOST_STRETCHES)),
    )


def _is_assumed(leg: Leg) -> bool:
    return leg.width_from in ("class", "lanes", "sidewalks")


def _assumed_m(legs: Sequence[Leg], effects_m: Sequence[float]) -> float:
    """Add up widths that are assumed: roads of one class are off together, one class not with another."""
    by_class: defaultdict[str, float] = defaultdict(float)
    for leg, effect_m in zip(legs, effects_m, strict=True):
        if _is_assumed(leg):
            by_class[leg.road_class] += effect_m
    return math.hypot(*by_class.values())


def _given_m(legs: Sequence[Leg], effects_m: Sequence[float]) -> float:
    """Add up widths that are tagged or stated: each way is off by itself, the same each time it is run."""
    by_way: defaultdict[int, float] = defaultdict(float)
    for leg, effect_m in zip(legs, effects_m, strict=True):
        if not _is_assumed(leg):
            by_way[leg.way] += effect_m
    return math.hypot(*by_way.values())


def _measure_first(legs: Sequence[Leg], effects_m: Sequence[float]) -> Iterator[UncertainStretch]:
    """Give the stretches of one road and width whose width changes the length most."""
    stretches: list[UncertainStretch] = []
    for leg, effect_m in zip(legs, effects_m, strict=True):
        same = (leg.name, leg.width_m, leg.width_from)
        last = stretches[-1] if stretches else None
        if last is not None and (last.name, last.width_m, last.width_from) == same:
            stretches[-1] = UncertainStretch(
                leg.name, last.from_m, leg.to_m, *same[1:], last.effect_m + effect_m
            )
        else:
            stretches.append(UncertainStretch(leg.name, leg.from_m, leg.to_m, *same[1:], effect_m))
    worth = (one for one in stretches if one.effect_m >= _LEAST_EFFECT_M)
    return iter(sorted(worth, key=lambda one: (-one.effect_m, one.from_m)))
