"""Visits: required stops, counts of villages and scenic spots, and what the JSON claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from .brief import Stop
from .case import Case
from .places import SAME_M, VILLAGES, Spot
from .tags import fold

__all__ = ["visit_faults"]

SETTLEMENTS = frozenset({"city", "town", "village", "hamlet"})


def visit_faults(case: Case) -> Iterator[str]:
    """Judge the visits."""
    for stop in case.wanted.visit:
        yield from _stop_faults(case, stop)
    yield from _count_faults(case)
    for visit in case.entry["visits"]:
        yield from _claim_faults(case, visit)


def _stop_faults(case: Case, stop: Stop) -> Iterator[str]:
    spots = case.ground.places.stop(stop)
    if not any(case.run.visits(spot) for spot in spots):
        off = min((case.run.offset_m(spot) for spot in spots), default=np.inf)
        by_roads = min((case.run.by_roads_m(spot) for spot in spots), default=np.inf)
        yield f"visits: {stop} is missed: {off:.1f} m from the line, {by_roads:.1f} m by roads"
    names = {name for spot in spots for name in spot.thing.names}
    if isinstance(stop, str) and not names & {visit["name"] for visit in case.entry["visits"]}:
        yield f"visits: the stop {stop} is not among the visits"


def _counts(case: Case, spot: Spot, kind: str) -> bool:
    thing = spot.thing
    if kind == "village":
        return bool(thing.kinds & VILLAGES)
    if "scenic" not in thing.kinds or (thing.rating or 0) < case.wanted.scenic_rating:
        return False
    return not _is_end(case, spot)


def _is_end(case: Case, spot: Spot) -> bool:
    """Tell whether start or finish is named after a spot that no list rates: it is no sight then."""
    if spot.thing.listed and spot.thing.rating is not None:
        return False
    names = {fold(name) for name in spot.thing.names}
    for end in (case.wanted.start, case.wanted.finish):
        for bearer in case.ground.places.named(end) if isinstance(end, str) else ():
            shares_name = names & {fold(name) for name in bearer.thing.names}
            if shares_name and spot.shape.distance(bearer.shape) <= SAME_M:
                return True
    return False


def _count_faults(case: Case) -> Iterator[str]:
    near = [
        spot for spot in case.ground.places.near(case.line, case.wanted.visit_within_m + 0.1) if spot.name
    ]
    for kind, wanted in (("village", case.wanted.villages), ("scenic", case.wanted.scenic)):
        if not wanted:
            continue
        found = {fold(s.name) for s in near if _counts(case, s, kind) and case.run.visits(s)}
        if len(found) < wanted:
            yield f"visits: {len(found)} {kind} places visited, {wanted} wanted"
        claimed = {fold(visit["name"]) for visit in case.entry["visits"] if _claims(case, visit, kind)}
        if len(claimed) < wanted:
            yield f"visits: {len(claimed)} {kind} places among the visits, {wanted} wanted"


def _claims(case: Case, visit: dict[str, Any], kind: str) -> bool:
    if kind == "village":
        return visit["kind"] in VILLAGES
    good = visit["kind"] == "scenic" and (visit["rating"] or 0) >= case.wanted.scenic_rating
    return good and visit.get("counts", True)


def _claim_faults(case: Case, visit: dict[str, Any]) -> Iterator[str]:
    where = f"visits: {visit['name']!r}"
    if not 0.0 <= visit["at_m"] <= case.line.length_m + 0.05:
        yield f"{where} at {visit['at_m']} m, off the course"
        return
    spots = case.ground.places.exactly(visit["name"])
    wanted = (case.wanted.start, case.wanted.finish, *case.wanted.visit)
    stops = [case.ground.places.stop(stop)[0] for stop in wanted if isinstance(stop, tuple)]
    is_counted = visit["kind"] == "scenic" and visit.get("counts", True)
    if is_counted and spots and all(_is_end(case, spot) for spot in spots):
        yield f"{where} is what start or finish is named after, and counts as a sight"
    same_kind = [spot for spot in spots if _may_be(spot, visit)] or ([] if spots else stops)
    if not same_kind:
        yield f"{where} is no {visit['kind']} of rating {visit['rating']} in the region"
        return
    here = shapely.Point(case.line.xy_at(np.array([visit["at_m"]]))[0])
    good = [
        spot
        for spot in same_kind
        if -1.0 <= visit["offset_m"] - case.run.offset_m(spot) <= 1.0 + spot.blur_m
        and spot.shape.distance(here) <= visit["offset_m"] + 1.0
    ]
    if not good:
        off = min(case.run.offset_m(spot) for spot in same_kind)
        yield f"{where} claimed {visit['offset_m']} m off at {visit['at_m']} m, measured {off:.1f} m off"
    elif not any(case.run.visits(spot) for spot in good):
        by_roads = min(case.run.by_roads_m(spot) for spot in good)
        yield f"{where} is not visited: {visit['offset_m']} m off, {by_roads:.1f} m by roads"


def _may_be(spot: Spot, visit: dict[str, Any]) -> bool:
    kinds = spot.thing.kinds
    if visit["rating"] != spot.thing.rating:
        return False
    if visit["kind"] in SETTLEMENTS | {"scenic"}:
        return visit["kind"] in kinds
    return visit["kind"] in kinds or not kinds & (SETTLEMENTS | {"scenic"})
