"""What kind of place an OSM object is, by its tags."""

from __future__ import annotations

from collections.abc import Callable

from courseplanner.model.places.places import PlaceKind

__all__ = ["PLACE_KEYS", "place_kind"]

PLACE_KEYS = (
    "place",
    "tourism",
    "historic",
    "heritage",
    "leisure",
    "natural",
    "waterway",
    "boundary",
    "amenity",
    "shop",
    "emergency",
)
"""An object with none of these keys is no place."""

_SETTLEMENTS = {
    "city": PlaceKind.CITY,
    "town": PlaceKind.TOWN,
    "village": PlaceKind.VILLAGE,
    "hamlet": PlaceKind.HAMLET,
}
_SCENIC_TOURISM = frozenset({"attraction", "viewpoint", "museum", "theme_park", "gallery", "artwork", "zoo"})
_SCENERY = {
    "leisure": {"park": PlaceKind.PARK, "nature_reserve": PlaceKind.RESERVE},
    "natural": {
        **dict.fromkeys(("peak", "cave_entrance", "arch"), PlaceKind.LANDFORM),
        **dict.fromkeys(("waterfall", "coastline"), PlaceKind.WATERSIDE),
    },
    "waterway": {"waterfall": PlaceKind.WATERSIDE},
    "boundary": dict.fromkeys(("national_park", "protected_area"), PlaceKind.RESERVE),
    "water": dict.fromkeys(("lake", "river", "reservoir", "lagoon", "oxbow", "canal"), PlaceKind.WATERSIDE),
}
_NAMED_WATER = {
    "natural": frozenset({"water", "bay", "spring"}),
    "waterway": frozenset({"riverbank", "river", "canal"}),
}
_SERVICES = {
    "tourism": dict.fromkeys(("hotel", "guest_house", "hostel", "motel"), PlaceKind.HOTEL),
    "amenity": {
        **dict.fromkeys(("hospital", "clinic"), PlaceKind.HOSPITAL),
        **dict.fromkeys(("restaurant", "cafe", "fast_food", "food_court"), PlaceKind.FOOD),
        "toilets": PlaceKind.TOILETS,
        "drinking_water": PlaceKind.WATER,
    },
    "emergency": {"defibrillator": PlaceKind.DEFIBRILLATOR},
    "shop": dict.fromkeys(("supermarket", "convenience", "bakery"), PlaceKind.FOOD),
}


def place_kind(get: Callable[[str], str | None], *, named: bool, road: bool = False) -> PlaceKind | None:
    """Tell what kind of place an object is: a settlement, a scenic spot, or else.

    Parameters
    ----------
    get : callable
        Gives the value of a key, `None` where the tag is missing.
    named : bool
        Settlements, scenic spots and water count only with a name.
    road : bool
        Whether it is the line of a road. An old road is still a road, so
        `historic` and `heritage` make no place of it.

    Returns
    -------
    PlaceKind or None
        The first that fits; `None` for no place.
    """
    if named:
        settlement = _SETTLEMENTS.get(get("place") or "")
        if settlement is not None:
            return settlement
        if _has(get("tourism"), _SCENIC_TOURISM) or (not road and _is_heritage(get)):
            return PlaceKind.SCENIC
    scenery = _first_of(get, _SCENERY)
    if scenery is not None:
        return scenery
    if named and any(_has(get(key), values) for key, values in _NAMED_WATER.items()):
        return PlaceKind.WATERSIDE
    return _first_of(get, _SERVICES)


def _first_of(
    get: Callable[[str], str | None], kinds_by_key: dict[str, dict[str, PlaceKind]]
) -> PlaceKind | None:
    for key, kinds in kinds_by_key.items():
        for value in (get(key) or "").split(";"):
            kind = kinds.get(value.strip())
            if kind is not None:
                return kind
    return None


def _has(value: str | None, wanted: frozenset[str]) -> bool:
    if value is None:
        return False
    return value in wanted or (";" in value and any(part.strip() in wanted for part in value.split(";")))


def _is_heritage(get: Callable[[str], str | None]) -> bool:
    return (get("historic") or "no") != "no" or (get("heritage") or "no") != "no"
