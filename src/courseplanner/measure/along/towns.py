"""Which town a place belongs to, as far as the map tells."""

from __future__ import annotations

import numpy as np

from courseplanner.measure.geometry.geodesy import distances_m
from courseplanner.model.places.places import PlaceKind
from courseplanner.roads.ground import Ground

__all__ = ["town_near"]

_KINDS = ((PlaceKind.CITY, PlaceKind.TOWN), (PlaceKind.VILLAGE,))
_WITHIN_M = 5_000.0


def town_near(ground: Ground, lon: float, lat: float) -> str | None:
    """Name the nearest city or town within 5 km, else the nearest village; `None` where there is neither."""
    for kinds in _KINDS:
        places = [place for place in ground.places if place.kind in kinds and place.names.shown]
        if not places:
            continue
        away_m = distances_m(
            lon, lat, np.array([place.lon for place in places]), np.array([place.lat for place in places])
        )
        nearest = int(np.argmin(away_m))
        if away_m[nearest] <= _WITHIN_M:
            return places[nearest].names.shown
    return None
