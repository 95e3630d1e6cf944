"""Tags of ways, as unevenly set as mappers set them."""

from __future__ import annotations

from make.chance import Chance
from make.curves import Point, distance
from make.lines import Line

__all__ = ["Way", "ways_of"]

_SURFACE = {
    "trunk": (0.95, ("asphalt",)),
    "primary": (0.9, ("asphalt",)),
    "secondary": (0.85, ("asphalt",)),
    "tertiary": (0.7, ("asphalt", "asphalt", "concrete")),
    "unclassified": (0.45, ("concrete", "asphalt", "concrete:plates")),
    "residential": (0.35, ("concrete", "asphalt", "paving_stones")),
    "living_street": (0.5, ("paving_stones", "sett", "concrete")),
    "service": (0.2, ("concrete", "asphalt", "gravel")),
    "footway": (0.4, ("paving_stones", "concrete")),
    "path": (0.3, ("ground", "dirt", "gravel")),
    "pedestrian": (0.9, ("paving_stones",)),
}
_WIDTH = {
    "trunk": (0.5, ("12", "14")),
    "secondary": (0.5, ("8", "9", "8.5")),
    "tertiary": (0.4, ("6.5", "7", "7.5")),
    "unclassified": (0.3, ("4.5", "5", "6")),
    "residential": (0.15, ("4", "5", "3.5", "6 m")),
    "service": (0.1, ("3.5", "4")),
    "footway": (0.1, ("1.5", "2")),
    "track": (0.1, ("2.5", "3")),
}
_LANES = {
    "trunk": (0.9, "2"),
    "secondary": (0.7, "2"),
    "tertiary": (0.5, "2"),
    "unclassified": (0.1, "1"),
    "residential": (0.05, "1"),
}


class Way:
    """One OSM way: points in the plane and tags."""

    def __init__(self, points: list[Point], tags: dict[str, str]) -> None:
        self.points, self.tags = points, tags


def ways_of(lines: list[Line]) -> list[Way]:
    """Cut the lines into ways at junctions and set the tags of each."""
    shared: dict[Point, int] = {}
    for line in lines:
        for p in line.points:
            shared[p] = shared.get(p, 0) + 1
    chance = Chance("tags")
    return [
        Way(piece, _detailed(line.tags, chance))
        for line in lines
        for piece in _pieces(line.points, shared, chance)
    ]


def _pieces(points: list[Point], shared: dict[Point, int], chance: Chance) -> list[list[Point]]:
    pieces, first, run, limit = [], 0, 0.0, chance.between(350.0, 1_500.0)
    for k in range(1, len(points)):
        run += distance(points[k - 1], points[k])
        if k == len(points) - 1 or (run > limit and shared[points[k]] > 1):
            pieces.append(points[first : k + 1])
            first, run, limit = k, 0.0, chance.between(350.0, 1_500.0)
    return pieces


def _detailed(tags: dict[str, str], chance: Chance) -> dict[str, str]:
    kind, result = tags.get("highway", ""), dict(tags)
    for key, table in (("surface", _SURFACE), ("width", _WIDTH)):
        share, values = table.get(kind, (0.0, ("",)))
        if key not in result and chance.happens(share):
            result[key] = chance.one_of(values)
    share, lanes = _LANES.get(kind, (0.0, ""))
    if "lanes" not in result and chance.happens(share):
        result["lanes"] = lanes
    if kind in {"secondary", "tertiary", "residential"} and "maxspeed" not in result and chance.happens(0.2):
        result["maxspeed"] = {"secondary": "60", "tertiary": "40", "residential": "20"}[kind]
    if result.get("name") and kind in {"residential", "living_street"} and chance.happens(0.25):
        result["lit"] = "yes"
    return result
