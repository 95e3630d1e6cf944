"""Places that a course passes: villages, scenic spots, and what serves runners."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.names import Names

__all__ = ["SETTLEMENTS", "VILLAGES", "Place", "PlaceKind"]


class PlaceKind(StrEnum):
    """What a place is. The words are those of `candidates.json` and of place lists.

    `SCENERY` is what a user's list has of it. `WATERSIDE` is a lake, a river, a canal or the sea, `RESERVE`
    a protected area, `LANDFORM` a peak, a cave or an arch. `WATER` is there to drink. `STOP` is a position
    that a brief gives by its coordinates.
    """

    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    HAMLET = "hamlet"
    SCENIC = "scenic"
    SCENERY = "scenery"
    WATERSIDE = "waterside"
    PARK = "park"
    RESERVE = "reserve"
    LANDFORM = "landform"
    HOTEL = "hotel"
    FOOD = "food"
    HOSPITAL = "hospital"
    TOILETS = "toilets"
    WATER = "water"
    DEFIBRILLATOR = "defibrillator"
    STOP = "stop"


SETTLEMENTS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.HAMLET})
VILLAGES = frozenset({PlaceKind.VILLAGE, PlaceKind.HAMLET})


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One place, a point or an area.

    Parameters
    ----------
    kind : PlaceKind
        `SCENIC` counts as a scenic spot; `SCENERY`, `WATERSIDE`, `PARK`, `RESERVE` and `LANDFORM` only add
        to scenery.
    names : Names
        Empty where the place has none.
    rating : int or None
        Chinese scenic rating, 1 (A) to 5 (5A); `None` if not known.
    lon, lat : float
        WGS 84 degrees: the point, or a point inside the area.
    rings : tuple of ndarray, shape (k, 2)
        Closed rings of an area, lon and lat, outer and inner alike (even-odd); empty for a point. The line
        of a river or a coast is a ring that runs there and back.
    source : str
        `"osm:n123"`, `"osm:w123"`, `"osm:r123"`, or `"list:FILE:ROW"` for a user's own.
    """

    kind: PlaceKind
    names: Names
    rating: int | None
    lon: float
    lat: float
    rings: tuple[NDArray[np.float64], ...] = ()
    source: str = ""

    @property
    def is_listed(self) -> bool:
        """Whether it stands in a list of the user."""
        return self.source.startswith("list:")
