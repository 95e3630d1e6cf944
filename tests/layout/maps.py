"""Small maps drawn in metres, and briefs for them.

A map lies around 9.5 east, 47.1 north; `x` runs east and `y` north. On 10 km the
metres are true to about 0.1 %, which no test here needs better.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from courseplanner.model.brief.brief import Brief
from courseplanner.model.region import Region
from courseplanner.sources.region import read_region

__all__ = ["ROAD", "SmallMap", "brief_text", "grid", "make_brief", "position", "ring_road", "star"]

Tags = Mapping[str, str]
ROAD: Tags = {"highway": "residential", "surface": "asphalt"}

_LON, _LAT = 9.5, 47.1
_LON_M = 111_320.0 * math.cos(math.radians(_LAT))
_LAT_M = 111_178.0


def position(x_m: float, y_m: float) -> tuple[float, float]:
    """Give longitude and latitude of a point of a map."""
    return round(_LON + x_m / _LON_M, 7), round(_LAT + y_m / _LAT_M, 7)


@dataclass
class SmallMap:
    """A map in the making. Nodes and ways get the numbers they are added with."""

    nodes: dict[int, tuple[float, float, Tags]] = field(default_factory=dict)
    ways: dict[int, tuple[Sequence[int], Tags]] = field(default_factory=dict)

    def node(self, number: int, x_m: float, y_m: float, **tags: str) -> SmallMap:
        """Add a node."""
        self.nodes[number] = (x_m, y_m, tags)
        return self

    def way(self, nodes: Sequence[int], tags: Tags = ROAD, **more: str) -> SmallMap:
        """Add a way; its number is the next from 1."""
        self.ways[len(self.ways) + 1] = (nodes, {**tags, **more})
        return self

    def village(self, name: str, x_m: float, y_m: float, kind: str = "village", **tags: str) -> SmallMap:
        """Add a place."""
        return self.node(900_000 + len(self.nodes), x_m, y_m, place=kind, name=name, **tags)

    def spot(self, name: str, x_m: float, y_m: float) -> SmallMap:
        """Add a scenic spot."""
        return self.node(900_000 + len(self.nodes), x_m, y_m, tourism="viewpoint", name=name)

    def xml(self) -> str:
        """Give the map as OSM XML."""
        lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<osm version="0.6">']
        for number, (x_m, y_m, tags) in sorted(self.nodes.items()):
            lon, lat = position(x_m, y_m)
            lines.append(f'<node id="{number}" lon="{lon:.7f}" lat="{lat:.7f}">{_tags(tags)}</node>')
        for number, (refs, tags) in self.ways.items():
            members = "".join(f'<nd ref="{ref}"/>' for ref in refs)
            lines.append(f'<way id="{number}">{members}{_tags(tags)}</way>')
        return "\n".join([*lines, "</osm>", ""])

    def write(self, folder: Path, name: str = "map.osm") -> Path:
        """Write the map."""
        path = folder / name
        path.write_text(self.xml(), encoding="utf-8")
        return path

    def region(self, folder: Path) -> Region:
        """Write the map and read it."""
        return read_region([self.write(folder)])


def _tags(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())


def grid(columns: int, rows: int, step_m: float, small: SmallMap | None = None, x_m: float = 0.0) -> SmallMap:
    """Draw streets that cross at every `step_m`; node `100 * row + column + 1` lies at a crossing.

    Parameters
    ----------
    columns, rows : int
        Of crossings; at most 99 columns.
    step_m : float
    small : SmallMap, optional
        To draw on; the numbers of its nodes are passed over.
    x_m : float
        Of the west side.
    """
    small = small or SmallMap()
    base = 10_000 * (max(small.nodes, default=0) // 10_000 + 1) if small.nodes else 0
    for row in range(rows):
        for column in range(columns):
            small.node(base + 100 * row + column + 1, x_m + column * step_m, row * step_m)
    for row in range(rows):
        small.way([base + 100 * row + column + 1 for column in range(columns)], name=f"Row {row}")
    for column in range(columns):
        small.way([base + 100 * row + column + 1 for row in range(rows)], name=f"Column {column}")
    return small


def ring_road(length_m: float, corners: int = 24) -> SmallMap:
    """Draw one closed way."""
    small = SmallMap()
    radius_m = length_m / (2 * corners * math.sin(math.pi / corners))
    for corner in range(corners):
        angle = 2 * math.pi * corner / corners
        small.node(corner + 1, radius_m * math.cos(angle), radius_m * math.sin(angle))
    return small.way([*range(1, corners + 1), 1], name="Ring")


def star(rays: int, ray_m: float) -> SmallMap:
    """Draw roads that lead from one crossing to nowhere."""
    small = SmallMap().node(1, 0, 0)
    for ray in range(rays):
        angle = 2 * math.pi * ray / rays
        small.node(ray + 2, ray_m * math.cos(angle), ray_m * math.sin(angle)).way([1, ray + 2])
    return small


def _tables(
    distance: str | float, course: Mapping[str, Any], limits: Mapping[str, Any], search: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    return {
        "event": {"name": "Small", "distance": distance},
        "region": {"osm": ["map.osm"]},
        "course": dict(course),
        "limits": dict(limits),
        "search": {"candidates": 2, "time_s": 2.0, **search},
    }


def brief_text(
    distance: str | float = "5km",
    *,
    limits: Mapping[str, Any] | None = None,
    search: Mapping[str, Any] | None = None,
    **course: Any,
) -> str:
    """Write a brief for `map.osm` in its folder; what is not named goes into `[course]`."""
    lines = ["schema = 1"]
    for table, keys in _tables(distance, course, limits or {}, search or {}).items():
        lines += [f"[{table}]", *(f"{key} = {_toml(value)}" for key, value in keys.items())]
    return "\n".join([*lines, ""])


def _toml(value: object) -> str:
    """Write a value as TOML, for which JSON is enough but for the character DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def make_brief(
    distance: str | float = "5km",
    *,
    limits: Mapping[str, Any] | None = None,
    search: Mapping[str, Any] | None = None,
    **course: Any,
) -> Brief:
    """Make the brief that `brief_text` writes, without a file."""
    tables = _tables(distance, course, limits or {}, search or {})
    made = Brief.model_validate({"schema": 1, **tables})
    return made.model_copy(update={"path": Path("race.toml")})
