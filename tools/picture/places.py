"""Puts villages, scenic spots, towns and rivers on the large map, with the names they would have."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import shapely

from courseplanner.measure.geometry.geodesy import distance_m
from courseplanner.model.places.places import PlaceKind
from picture import ink, svg
from picture.basemap import Basemap, MapPlace
from picture.labels import Labels, Wish
from picture.result import Candidate, Visit
from picture.view import Box, View

__all__ = ["Marked", "mark_places", "whereabouts"]

NEAR_M = 1500.0
"""A place of the map is what a course visits if it has its name and lies no farther than this."""

RIVER_PARTS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0.05, 0.95)
"""Where along a river its name may stand, the best first."""

TOWN_SIZES = {PlaceKind.CITY: 19.0, PlaceKind.TOWN: 16.0}
VILLAGE_BLUE, SPOT_BROWN, TOWN_GREY, PALE, WATER_BLUE = "#00507d", "#4a3200", "#6b6862", "#85817a", "#4f86a8"


@dataclass(frozen=True, slots=True)
class Marked:
    """Symbols below and above the course, and the names to write, the important ones first."""

    below: str
    above: str
    wishes: tuple[Wish, ...]


def mark_places(base: Basemap, candidate: Candidate, view: View, labels: Labels) -> Marked:
    """Draw the symbols of places: those that the course visits, and others faintly.

    Parameters
    ----------
    base : Basemap
    candidate : Candidate
    view : View
    labels : Labels
        Given the symbols, so that no name covers them.
    """
    above, wishes = [], []
    for visit in sorted(candidate.visits, key=lambda visit: -(visit.rating or 0)):
        symbol, wish = _visited(visit, view.point(*whereabouts(base, visit)), labels)
        above.append(symbol)
        wishes.append(wish)
    below, others = [], []
    for place in _not_visited(base, candidate):
        x, y = view.point(place.lon, place.lat)
        if view.frame.grown(-12).holds(Box(x, y, 0, 0)):
            symbol, wish = _bystander(place, x, y, labels)
            below.append(symbol)
            others.append(wish)
    others.sort(key=lambda wish: -wish.size)
    return Marked("".join(below), "".join(above), (*wishes, *others, *_rivers(base, view)))


def whereabouts(base: Basemap, visit: Visit) -> tuple[float, float]:
    """Give longitude and latitude of a place as the map has it, or else of the course beside it.

    A user's own list may hold places that the map has not.
    """
    is_spot = visit.kind == PlaceKind.SCENIC
    namesakes = [
        (distance_m(visit.lon, visit.lat, place.lon, place.lat), place.lon, place.lat)
        for place in base.places
        if visit.name in place.names and (place.kind == PlaceKind.SCENIC) == is_spot
    ]
    length_m, lon, lat = min(namesakes, default=(math.inf, 0.0, 0.0))
    return (lon, lat) if length_m <= NEAR_M else (visit.lon, visit.lat)


def _visited(visit: Visit, at: tuple[float, float], labels: Labels) -> tuple[str, Wish]:
    x, y = at
    is_spot = visit.kind == PlaceKind.SCENIC
    radius = ink.star_px(visit.rating) if is_spot else 6.0
    labels.take(x, y, radius)
    symbol = ink.scenic_spot(x, y, visit.rating) if is_spot else ink.village(x, y)
    return symbol, Wish(
        words=_label(visit.name, visit.rating),
        x=x,
        y=y,
        radius=radius,
        size=14 if visit.rating else 13,
        colour=SPOT_BROWN if is_spot else VILLAGE_BLUE,
        weight="700" if visit.rating else "400",
        must=True,
    )


def _label(name: str, rating: int | None) -> str:
    return f"{name} {rating}A" if rating else name


def _not_visited(base: Basemap, candidate: Candidate) -> Iterator[MapPlace]:
    """Give the towns, villages and rated scenic spots that the course leaves out, each name once."""
    seen = {visit.name for visit in candidate.visits}
    for place in base.places:
        worth = place.kind in {*TOWN_SIZES, PlaceKind.VILLAGE} or place.rating
        if worth and not place.names & seen:
            seen.add(place.name)
            yield place


def _bystander(place: MapPlace, x: float, y: float, labels: Labels) -> tuple[str, Wish]:
    words = _label(place.name, place.rating)
    if place.kind in TOWN_SIZES:
        return "", Wish(
            words, x, y, 0, TOWN_SIZES[place.kind], TOWN_GREY, weight="700", reaches=(14, 30, 50, 75)
        )
    radius = ink.star_px(place.rating) if place.kind == PlaceKind.SCENIC else 4.5
    labels.take(x, y, radius)
    if place.kind == PlaceKind.SCENIC:
        symbol = ink.scenic_spot(x, y, place.rating, visited=False)
    else:
        symbol = ink.village(x, y, radius, visited=False)
    return symbol, Wish(words, x, y, radius, 12, PALE)


def _rivers(base: Basemap, view: View) -> Iterator[Wish]:
    """Give the names of rivers, along its longest piece on the map."""
    names = dict.fromkeys(name for name, _ in base.rivers)
    for name in names:
        pieces = shapely.get_parts(view.drawn([line for other, line in base.rivers if other == name], 1.0))
        long = [piece for piece in pieces if piece.length > svg.width_px(name, 13) * 2]
        if long:
            piece = max(long, key=lambda piece: piece.length)
            for part in RIVER_PARTS:
                at = piece.interpolate(part, normalized=True)
                yield Wish(name, at.x, at.y, 0, 13, WATER_BLUE, style="italic", reaches=(14,))
