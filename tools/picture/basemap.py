"""Takes from an OSM file what a pale map shows: water, green, built-up land, roads and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import osmium
import shapely
from numpy.typing import NDArray
from osmium.osm import Area, Node, Way

from courseplanner.model.places.places import SETTLEMENTS, PlaceKind
from courseplanner.sources.osm.place_kinds import PLACE_KEYS, place_kind
from courseplanner.sources.places.ratings import parse_rating

__all__ = ["Basemap", "MapPlace", "read_basemap"]

Box = tuple[float, float, float, float]

ROADS = {
    "motorway": "motorway",
    "trunk": "motorway",
    "primary": "main",
    "secondary": "main",
    "tertiary": "middle",
    "unclassified": "minor",
    "residential": "minor",
    "living_street": "minor",
    "cycleway": "path",
    "pedestrian": "path",
}
"""How roads are drawn, by `highway`; links like their roads, and what is not named here not at all."""

AREAS = {
    "natural": {"water": "water", "wood": "green", "scrub": "green", "wetland": "water"},
    "waterway": {"riverbank": "water"},
    "landuse": {
        "reservoir": "water",
        "basin": "water",
        "forest": "green",
        "grass": "green",
        "meadow": "green",
        "recreation_ground": "green",
        "residential": "built",
        "commercial": "built",
        "industrial": "built",
        "retail": "built",
    },
    "leisure": {"park": "green", "garden": "green", "nature_reserve": "green", "pitch": "green"},
}
"""How areas are drawn, by key and value."""

STREAMS = {"river": "river", "canal": "river", "stream": "stream"}


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A named settlement or scenic spot, in WGS 84 degrees."""

    kind: PlaceKind
    name: str
    names: frozenset[str]
    rating: int | None
    lon: float
    lat: float


@dataclass(slots=True)
class Basemap:
    """What is drawn under the courses, in WGS 84 degrees.

    Parameters
    ----------
    areas, lines : dict of str to list
        Geometries by how they are drawn: `water`, `green`, `built`; `river`,
        `stream`, `tunnel` and the values of `ROADS`.
    rivers : list of (str, LineString)
        Those that have a name.
    places : list of MapPlace
    invented : bool
        Whether the file says that its data is invented.
    """

    areas: dict[str, list[shapely.Geometry]] = field(default_factory=dict)
    lines: dict[str, list[shapely.Geometry]] = field(default_factory=dict)
    rivers: list[tuple[str, shapely.Geometry]] = field(default_factory=list)
    places: list[MapPlace] = field(default_factory=list)
    invented: bool = False


def read_basemap(path: Path, box: Box) -> Basemap:
    """Read what lies in a box.

    Parameters
    ----------
    path : Path
        An OSM file.
    box : tuple of float
        West, south, east, north in WGS 84 degrees. What only touches it is kept whole.

    Raises
    ------
    RuntimeError
        If it can't be read.
    """
    base = Basemap(invented=_says_invented(path))
    wkb = osmium.geom.WKBFactory()
    for item in _objects(path):
        if isinstance(item, Node):
            _take_place(base, item, shapely.Point(item.lon, item.lat), box)
        elif isinstance(item, Way):
            _take_way(base, item, box)
        elif isinstance(item, Area):
            _take_area(base, item, wkb, box)
    return base


def _says_invented(path: Path) -> bool:
    with osmium.io.Reader(str(path), osmium.osm.NOTHING) as reader:
        return "invented" in reader.header().get("generator")


def _objects(path: Path) -> Iterator[object]:
    areas = (*PLACE_KEYS, "landuse")
    data = osmium.FileProcessor(str(path)).with_areas(osmium.filter.KeyFilter(*areas))
    yield from data.with_filter(osmium.filter.KeyFilter(*areas, "highway"))


def _take_way(base: Basemap, way: Way, box: Box) -> None:
    tags = way.tags
    road = ROADS.get((tags.get("highway") or "").removesuffix("_link"))
    stream = STREAMS.get(tags.get("waterway") or "")
    ink = road or stream
    if ink is None or tags.get("area") == "yes":
        return
    if (tags.get("tunnel") or "no") != "no":
        if road not in {"motorway", "main"}:
            return
        ink = "tunnel"
    lines = [line for line in _lines(way) if _meets(line, box)]
    if lines:
        base.lines.setdefault(ink, []).extend(lines)
    name = tags.get("name")
    if stream == "river" and name:
        base.rivers += [(name, line) for line in lines]


def _lines(way: Way) -> list[shapely.LineString]:
    """Give the line of a way, in pieces where nodes are missing from a clipped extract."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for node in way.nodes:
        if node.location.valid():
            pieces[-1].append((node.lon, node.lat))
        else:
            pieces.append([])
    return [shapely.LineString(piece) for piece in pieces if len(piece) > 1]


def _take_area(base: Basemap, area: Area, wkb: osmium.geom.WKBFactory, box: Box) -> None:
    try:
        shape = shapely.make_valid(shapely.from_wkb(wkb.create_multipolygon(area)))
    except RuntimeError:  # its rings don't close
        return
    if not _meets(shape, box):
        return
    ink = next((kinds[value] for key, kinds in AREAS.items() if (value := area.tags.get(key)) in kinds), None)
    if ink is not None:
        base.areas.setdefault(ink, []).append(shape)
    _take_place(base, area, shapely.point_on_surface(shape), box)


def _take_place(base: Basemap, item: Node | Area, at: shapely.Point, box: Box) -> None:
    name = item.tags.get("name")
    kind = place_kind(item.tags.get, named=name is not None)
    if name is None or not _meets(at, box) or kind not in {*SETTLEMENTS, PlaceKind.SCENIC}:
        return
    names = frozenset(tag.v for tag in item.tags if tag.k == "name" or tag.k.startswith("name:"))
    rating = parse_rating(item.tags.get("tourism:level:CN") or "")
    base.places.append(MapPlace(kind, name, names, rating, at.x, at.y))


def _meets(shape: shapely.Geometry, box: Box) -> bool:
    bounds: NDArray[np.float64] = shapely.bounds(shape)
    west, south, east, north = bounds.tolist()
    return bool(west <= box[2] and east >= box[0] and south <= box[3] and north >= box[1])
