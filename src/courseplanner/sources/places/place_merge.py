"""Joins the user's own places with those of OSM: the lists win."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from courseplanner.model.names import Names, folded
from courseplanner.model.places.places import SETTLEMENTS, Place, PlaceKind
from courseplanner.sources.places.rings import even_odd_area

__all__ = ["SAME_PLACE_M", "merged_places"]

SAME_PLACE_M = 500.0
"""Two places of one name are one within this distance (`contracts.md`)."""

_ELLIPSOID = Geod(ellps="WGS84")


def merged_places(own: Sequence[Place], of_osm: Sequence[Place]) -> tuple[Place, ...]:
    """Put the user's own places before those of OSM, and join what is one place.

    Two are one if they share a name in any language, both are settlements or
    both are scenic spots, and they lie within `SAME_PLACE_M` of each other. The
    list's entry stays, with its kind, position and rating; what it leaves out
    (names in other languages, the rating, the area) is taken from OSM.

    Parameters
    ----------
    own, of_osm : sequence of Place

    Returns
    -------
    tuple of Place
    """
    by_name: dict[tuple[bool, str], list[int]] = defaultdict(list)
    if own:
        for at, place in enumerate(of_osm):
            for key in _keys(place):
                by_name[key].append(at)
    replaced: set[int] = set()
    joined = []
    for place in own:
        alike = sorted({at for key in _keys(place) for at in by_name[key]})
        same = [at for at in alike if _distance_m(place, of_osm[at]) <= SAME_PLACE_M]
        replaced.update(same)
        joined.append(_completed(place, [of_osm[at] for at in same]))
    return (*joined, *(place for at, place in enumerate(of_osm) if at not in replaced))


def _keys(place: Place) -> set[tuple[bool, str]]:
    is_settlement = place.kind in SETTLEMENTS
    if not is_settlement and place.kind is not PlaceKind.SCENIC:
        return set()
    return {(is_settlement, folded(name)) for name in place.names.all}


def _completed(place: Place, same: Iterable[Place]) -> Place:
    for other in same:
        place = replace(
            place,
            names=_joined(place.names, other.names),
            rating=other.rating if place.rating is None else place.rating,
            rings=place.rings or other.rings,
        )
    return place


def _joined(names: Names, other: Names) -> Names:
    """Fill in the languages that are missing; a local name in Chinese is kept as the Chinese one."""
    zh = names.zh or other.zh
    if zh is None and other.name and other.name not in names.all and _is_chinese(other.name):
        zh = other.name
    return Names(names.name or other.name, zh, names.en or other.en)


def _is_chinese(name: str) -> bool:
    return any(unicodedata.name(letter, "").startswith("CJK UNIFIED") for letter in name)


def _distance_m(place: Place, other: Place) -> float:
    """Give the distance of two points or areas; good for places that lie near each other."""
    if not place.rings and not other.rings:
        return float(_ELLIPSOID.inv(place.lon, place.lat, other.lon, other.lat)[2])
    scale = _metres_per_degree(place.lat)
    return float(shapely.distance(_shape(place, scale), _shape(other, scale)))


def _metres_per_degree(lat: float) -> NDArray[np.float64]:
    """Give the metres on the ellipsoid that a degree of longitude and of latitude is, at a latitude."""
    sine = math.sin(math.radians(lat))
    normal_radius_m = _ELLIPSOID.a / math.sqrt(1 - _ELLIPSOID.es * sine**2)
    meridian_radius_m = normal_radius_m * (1 - _ELLIPSOID.es) / (1 - _ELLIPSOID.es * sine**2)
    return np.radians([normal_radius_m * math.cos(math.radians(lat)), meridian_radius_m])


def _shape(place: Place, scale: NDArray[np.float64]) -> shapely.Geometry:
    if not place.rings:
        return shapely.Point(np.array([place.lon, place.lat]) * scale)
    return even_odd_area(ring * scale for ring in place.rings)
