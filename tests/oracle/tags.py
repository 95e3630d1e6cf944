"""What tags mean for a race: class, access, surface, width, motor traffic."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping

__all__ = [
    "ROUTABLE",
    "UNSURE",
    "closed_to_races",
    "fold",
    "in_tunnel",
    "may_have_sidewalks",
    "motor_free_answers",
    "never_routed",
    "never_walked",
    "part_of_a_road",
    "rating_of",
    "unpaved",
    "widths",
]

Tags = Mapping[str, str]

ROUTABLE = frozenset(
    [
        "trunk",
        "trunk_link",
        "primary",
        "primary_link",
        "secondary",
        "secondary_link",
        "tertiary",
        "tertiary_link",
        "unclassified",
        "residential",
        "living_street",
        "pedestrian",
        "service",
        "track",
        "cycleway",
        "footway",
        "path",
        "bridleway",
        "road",
        "busway",
        "raceway",
    ]
)
UNSURE: frozenset[bool | None] = frozenset({True, False, None})

_PAVED = frozenset(
    ["asphalt", "paved", "paving_stones", "chipseal", "sett", "cobblestone", "metal", "wood", "concrete"]
)
_MOTOR_FREE_CLASSES = frozenset({"footway", "cycleway", "pedestrian", "path"})
_CLASS_WIDTH_M = {
    "trunk": (9.0, 7.5),
    "primary": (9.0, 7.5),
    "secondary": (7.0, 6.5),
    "tertiary": (7.0, 6.0),
    "unclassified": (5.0, 5.0),
    "residential": (6.0, 5.5),
    "living_street": (4.0, 4.0),
    "pedestrian": (4.0, 4.0),
    "service": (3.0, 3.0),
    "track": (2.5, 2.5),
    "footway": (1.5, 1.5),
    "cycleway": (2.5, 1.5),
}
"""Of two-way and of one-way carriageways, by the table of the facts."""
_ONE_WAY = {"yes", "true", "1", "-1", "reverse"}
_PATHS = {"footway", "path", "cycleway", "bridleway"}
_STREETS = {"trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street"}
_METRES = re.compile(r"\s*(\d+(?:\.\d+)?)\s*m?\s*")


def fold(name: str) -> str:
    """Fold a name for matching: no case, no accents, single blanks."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(c for c in letters if unicodedata.category(c) != "Mn").split())


def never_routed(tags: Tags) -> str | None:
    """Say why a way can never carry a race, `None` if it can.

    `area=yes` makes of a way the outline of a square: no line that anybody runs along.
    """
    return never_walked(tags) or ("area=yes" if tags.get("area") == "yes" else None)


def never_walked(tags: Tags) -> str | None:
    """Say why nobody reaches a place by a way, by its class, `None` if people do; over squares they do."""
    if tags["highway"] not in ROUTABLE:
        return f"highway={tags['highway']}"
    return "motorroad=yes" if tags.get("motorroad") == "yes" else None


def closed_to_races(tags: Tags) -> bool:
    """Tell whether `access` shuts people out; a `foot` tag that lets them in wins."""
    let_in = tags.get("foot") in {"yes", "designated", "permissive", "official", "public"}
    return tags.get("access") in {"private", "no"} and not let_in


def in_tunnel(tags: Tags) -> bool:
    """Tell whether a way runs in a tunnel; one through a building, or over a culvert, does not."""
    return tags.get("tunnel", "no") not in {"no", "building_passage", "passage", "culvert", "flooded"}


def unpaved(tags: Tags) -> bool:
    """Tell whether a way counts as unpaved: by its surface, else by its class."""
    surface = tags.get("surface")
    if surface is not None:
        return surface not in _PAVED and not surface.startswith("concrete:")
    return tags["highway"] in {"track", "path", "bridleway"} and tags.get("tracktype") != "grade1"


def widths(tags: Tags) -> dict[str, tuple[float, float]]:
    """Give the widths in metres that may be claimed, by how they are known.

    Where a tag can't be read for sure, several answers stand side by side.
    """
    answers: dict[str, tuple[float, float]] = {}
    written = tags.get("width") or tags.get("est_width")
    if written:
        plain = _METRES.fullmatch(written)
        if plain and 0.0 < float(plain[1]) < 100.0:
            return {"tag": (float(plain[1]), float(plain[1]))}
        answers["tag"] = (0.0, math.inf)
    if "lanes" in tags:
        if tags["lanes"].isdecimal() and 0 < int(tags["lanes"]) < 20:
            least, most = (1.25, 1.25) if tags["highway"] in _PATHS else (3.0, 3.5)
            return answers | {"lanes": (least * int(tags["lanes"]), most * int(tags["lanes"]))}
        answers["lanes"] = (0.0, math.inf)
    return answers | {"class": _class_width(tags)}


def may_have_sidewalks(tags: Tags) -> bool:
    """Tell whether the places of its sidewalks may say how wide a way is: where it is two-way."""
    return tags["highway"].removesuffix("_link") in _STREETS and tags.get("oneway") not in _ONE_WAY


def _class_width(tags: Tags) -> tuple[float, float]:
    if tags["highway"] == "path":
        if tags.get("foot") == tags.get("bicycle") == "designated":
            return (3.0, 3.0)
        return (1.0, 1.0) if unpaved(tags) else (2.0, 2.0)
    known = _CLASS_WIDTH_M.get(tags["highway"])
    if known is None:
        return (0.0, math.inf)
    one_way = tags.get("oneway") in _ONE_WAY or tags.get("junction") in {"roundabout", "circular"}
    return (known[one_way], known[one_way])


def part_of_a_road(tags: Tags) -> bool | None:
    """Tell whether a way is a road's sidewalk, sidepath or crossing; `None` where tags say nothing."""
    if tags["highway"] not in _PATHS - {"bridleway"} or tags.get("is_sidepath") == "no":
        return False
    if tags.get("is_sidepath") == "yes" or tags.get("is_sidepath:of"):
        return True
    said = {tags[key] for key in ("footway", "path", "cycleway") if key in tags}
    return True if said & {"sidewalk", "sidepath", "crossing", "traffic_island"} else None


def motor_free_answers(tags: Tags) -> frozenset[bool | None]:
    """Give the answers that may be claimed to "is it free of motor traffic?".

    A part of a road is not; what lies near enough to be one without a tag can't be told from tags.
    """
    part = part_of_a_road(tags)
    if part:
        return frozenset({False, None})
    return _motor_free_by_class(tags) | (frozenset({False}) if part is None else frozenset())


def _motor_free_by_class(tags: Tags) -> frozenset[bool | None]:
    vehicles = tags.get("motor_vehicle")
    separations = {v for k, v in tags.items() if re.fullmatch(r"cycleway:(\w+:)?separation(:\w+)?", k)}
    if vehicles == "no" or separations & {"kerb", "bollard"}:
        return frozenset({True})
    if tags["highway"] in _MOTOR_FREE_CLASSES:
        if vehicles in {"yes", "designated", "destination"}:
            return frozenset({False, None})
        return frozenset({True}) if vehicles is None else UNSURE
    vague = separations or {"vehicle", "motorcar", "access"} & set(tags) or tags["highway"] == "bridleway"
    return UNSURE if vague else frozenset({False, None})


def rating_of(word: object) -> int | None:
    """Read a Chinese rating: `AAAA`, `4A` or `4`; `None` if it is none."""
    letters = str(word if word is not None else "").strip().upper()
    if letters and set(letters) == {"A"} and len(letters) <= 5:
        return len(letters)
    plain = re.fullmatch(r"([1-5])(?:\.0)?A?", letters)
    return int(plain[1]) if plain else None
