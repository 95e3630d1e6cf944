"""Finds places by name."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Sequence

from courseplanner.model.names import folded
from courseplanner.model.places.places import SETTLEMENTS, Place, PlaceKind

__all__ = ["SAME_WITHIN_M", "approximate_distance_m", "find_by_name", "nearest_names"]

SAME_WITHIN_M = 500.0
"""Places of one name and rank within this distance are one."""


def approximate_distance_m(a: Place, b: Place) -> float:
    """Give the distance between two places on a sphere; good to 0.6 %."""
    lat = math.radians((a.lat + b.lat) / 2)
    east = math.remainder(a.lon - b.lon, 360.0)  # the two may lie on either side of 180 degrees
    return math.hypot(east * math.cos(lat), a.lat - b.lat) * 111_195.0


def _rank(place: Place) -> int:
    if place.kind in SETTLEMENTS:
        return 0
    return 1 if place.kind is PlaceKind.SCENIC else 2


def find_by_name(name: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Find what a name in a brief means.

    A name matches one of a place's names exactly, then without case and accents.
    Settlements come before scenic spots, those before the rest. Matches of the best
    rank within `SAME_WITHIN_M` of the first are one.

    Returns
    -------
    tuple of Place
        Empty where nothing matches; one where the name is clear; else all that it
        could mean.
    """
    matches = [place for place in places if name in place.names.all]
    if not matches:
        key = folded(name)
        matches = [place for place in places if any(folded(own) == key for own in place.names.all)]
    if not matches:
        return ()
    best = min(_rank(place) for place in matches)
    distinct: list[Place] = []
    for place in (place for place in matches if _rank(place) == best):
        if all(approximate_distance_m(place, other) > SAME_WITHIN_M for other in distinct):
            distinct.append(place)
    return tuple(distinct)


def nearest_names(name: str, places: Iterable[Place], count: int = 3) -> tuple[str, ...]:
    """Give the names most like one that matches nothing."""
    by_key = {folded(own): own for place in places for own in place.names.all}
    close = difflib.get_close_matches(folded(name), list(by_key), n=count, cutoff=0.4)
    return tuple(by_key[key] for key in close)
