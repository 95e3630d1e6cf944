"""What a map draws an OSM object as, by its tags."""

from __future__ import annotations

from collections.abc import Callable

from courseplanner.model.network.basemap import AreaKind, LabelKind, LineKind

__all__ = ["NODE_KEYS", "WAY_KEYS", "area_kind", "is_lake", "label_kind", "line_kind"]

Get = Callable[[str], str | None]

WAY_KEYS = (
    *("building", "highway", "natural", "landuse", "leisure", "waterway", "railway", "place", "amenity"),
    "man_made",
)
"""A way or a relation with none of these keys is not drawn."""

NODE_KEYS = ("place", "natural")
"""A node with none of these keys has no name on the map."""

_NO_BUILDING = frozenset({"no", "entrance", "proposed", "demolished", "razed", "abandoned:yes"})

# Keys in the order of their say: a park on meadows is a park.
_AREAS: dict[str, dict[str, AreaKind]] = {
    "natural": {
        "water": AreaKind.water,
        "wood": AreaKind.wood,
        **dict.fromkeys(("grassland", "scrub", "heath", "fell", "tundra", "wetland"), AreaKind.grass),
        **dict.fromkeys(("beach", "sand", "dune", "shoal"), AreaKind.sand),
        **dict.fromkeys(("bare_rock", "rock", "scree", "shingle", "blockfield"), AreaKind.rock),
        "glacier": AreaKind.ice,
    },
    "leisure": {
        **dict.fromkeys(("park", "garden", "golf_course", "common", "dog_park"), AreaKind.park),
        **dict.fromkeys(("playground", "recreation_ground", "stadium", "sports_centre"), AreaKind.park),
        **dict.fromkeys(("pitch", "track"), AreaKind.pitch),
        "swimming_pool": AreaKind.water,
    },
    "landuse": {
        "forest": AreaKind.wood,
        **dict.fromkeys(("grass", "meadow", "orchard", "vineyard", "cemetery", "allotments"), AreaKind.grass),
        **dict.fromkeys(("village_green", "recreation_ground", "plant_nursery"), AreaKind.grass),
        **dict.fromkeys(("greenfield", "flowerbed"), AreaKind.grass),
        **dict.fromkeys(("farmland", "farm", "greenhouse_horticulture"), AreaKind.farmland),
        **dict.fromkeys(("residential", "farmyard", "garages", "religious", "education"), AreaKind.built_up),
        **dict.fromkeys(("industrial", "commercial", "retail", "railway", "port"), AreaKind.industry),
        **dict.fromkeys(("quarry", "landfill", "construction", "brownfield"), AreaKind.industry),
        **dict.fromkeys(("reservoir", "basin", "salt_pond"), AreaKind.water),
    },
    "waterway": dict.fromkeys(("riverbank", "dock"), AreaKind.water),
    "amenity": {"grave_yard": AreaKind.grass, "fountain": AreaKind.water},
    "place": {"square": AreaKind.square},
    "man_made": {"pier": AreaKind.square},
}

_HIGHWAYS: dict[str, LineKind] = {
    **dict.fromkeys(("motorway", "motorway_link"), LineKind.motorway),
    **dict.fromkeys(("trunk", "trunk_link"), LineKind.trunk),
    **dict.fromkeys(("primary", "primary_link"), LineKind.primary),
    **dict.fromkeys(("secondary", "secondary_link"), LineKind.secondary),
    **dict.fromkeys(("tertiary", "tertiary_link"), LineKind.tertiary),
    **dict.fromkeys(("unclassified", "residential", "living_street", "road"), LineKind.minor),
    "pedestrian": LineKind.pedestrian,
    **dict.fromkeys(("service", "busway", "bus_guideway", "raceway"), LineKind.service),
    "track": LineKind.track,
    "cycleway": LineKind.cycleway,
    **dict.fromkeys(("footway", "steps"), LineKind.footway),
    **dict.fromkeys(("path", "bridleway"), LineKind.path),
}
_OTHER_LINES: dict[str, dict[str, LineKind]] = {
    "railway": dict.fromkeys(
        ("rail", "tram", "light_rail", "narrow_gauge", "funicular", "monorail", "subway", "preserved"),
        LineKind.rail,
    ),
    "waterway": {
        **dict.fromkeys(("river", "canal"), LineKind.river),
        **dict.fromkeys(("stream", "ditch", "drain"), LineKind.stream),
    },
    # Harbours are walked on their piers, which no coast goes round.
    "man_made": {"pier": LineKind.pedestrian},
}

_SETTLEMENTS = {
    "city": LabelKind.city,
    "town": LabelKind.town,
    "village": LabelKind.village,
    **dict.fromkeys(("suburb", "borough", "quarter", "neighbourhood"), LabelKind.suburb),
    **dict.fromkeys(("hamlet", "isolated_dwelling"), LabelKind.hamlet),
}
_PEAKS = frozenset({"peak", "volcano"})

# A river is named along its line, a pool and a fountain not at all.
_FLOWING = frozenset({"river", "canal", "stream", "ditch", "drain", "oxbow"})


def area_kind(get: Get) -> AreaKind | None:
    """Tell what a closed outline with some tags is drawn as.

    Parameters
    ----------
    get : callable
        Gives the value of a key, `None` where the tag is missing.

    Returns
    -------
    AreaKind or None
        `None` for what is no area, not drawn, or below the ground.
    """
    building = get("building")
    if building is not None and building not in _NO_BUILDING:
        return None if get("location") == "underground" else AreaKind.building
    if get("area") == "no":
        return None
    highway = get("highway")
    if highway is not None:
        return AreaKind.square if get("area") == "yes" and highway in _HIGHWAYS else None
    for key, kinds in _AREAS.items():
        kind = kinds.get(get(key) or "")
        if kind is not None:
            covered = kind == AreaKind.water and (
                (get("tunnel") or "no") != "no" or get("location") == "underground"
            )
            return None if covered else kind
    return None


def line_kind(get: Get) -> LineKind | None:
    """Tell what a way with some tags is drawn as, where it is no area.

    Parameters
    ----------
    get : callable
        Gives the value of a key, `None` where the tag is missing.

    Returns
    -------
    LineKind or None
        `None` for what is no line or not drawn: planned, being built, gone.
    """
    highway = get("highway")
    if highway is not None:
        kind = _HIGHWAYS.get(highway)
        # An open outline of a square is no road along its edge.
        return None if kind is not None and get("area") == "yes" else kind
    for key, kinds in _OTHER_LINES.items():
        kind = kinds.get(get(key) or "")
        if kind is not None:
            return kind
    return None


def label_kind(get: Get) -> LabelKind | None:
    """Tell what the name of a point or an outline stands for; `None` where it is not shown.

    Parameters
    ----------
    get : callable
        Gives the value of a key, `None` where the tag is missing.
    """
    settlement = _SETTLEMENTS.get(get("place") or "")
    if settlement is not None:
        return settlement
    return LabelKind.peak if get("natural") in _PEAKS else None


def is_lake(get: Get) -> bool:
    """Tell of an area of water whether it is one that bears its name: a lake, a pond, a reservoir."""
    if get("water") in _FLOWING:
        return False
    return get("natural") == "water" or get("landuse") == "reservoir"
