"""Reads roads and named things of OSM files; everything in memory, for small extracts only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import osmium
import shapely
from osmium.filter import IdFilter, KeyFilter
from osmium.osm import NODE, RELATION, WAY, Node, Relation, Way
from shapely.geometry.base import BaseGeometry

from .tags import rating_of

__all__ = ["Extract", "Thing", "read_extract"]

_NAME_KEYS = ("name", "name:zh", "name:en")
_SCENIC_TOURISM = frozenset(["attraction", "viewpoint", "museum", "theme_park", "gallery", "artwork", "zoo"])
_SETTLEMENTS = frozenset({"city", "town", "village", "hamlet"})


@dataclass(frozen=True)
class Thing:
    """A named object: where it is (degrees), and what it counts as.

    Parameters
    ----------
    names : tuple of str
        The local name first.
    kinds : frozenset of str
        `city`, `town`, `village`, `hamlet`, `scenic`, or a word of a user's list; empty for the rest.
    rating : int or None
    shape : shapely geometry
        Point, line or polygon in longitude and latitude.
    listed : bool
        From a user's own list.
    """

    names: tuple[str, ...]
    kinds: frozenset[str]
    rating: int | None
    shape: BaseGeometry
    listed: bool = False

    @property
    def rank(self) -> int:
        """0 for settlements, 1 for scenic spots, 2 for the rest."""
        return 0 if self.kinds & _SETTLEMENTS else 1 if "scenic" in self.kinds else 2


@dataclass
class Extract:
    """Roads and named things of one or several files.

    Parameters
    ----------
    ways : list of (id, tags, nodes)
        Every `highway`, cut where a node is missing; a part is a list of node ids.
    nodes : dict
        Longitude and latitude by node id.
    things : list of Thing
    """

    ways: list[tuple[int, dict[str, str], list[int]]] = field(default_factory=list)
    nodes: dict[int, tuple[float, float]] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)


def _thing(tags: dict[str, str], shape: BaseGeometry) -> Thing:
    kinds = {tags["place"]} & _SETTLEMENTS if "place" in tags else set()
    if tags.get("tourism") in _SCENIC_TOURISM or "historic" in tags or "heritage" in tags:
        kinds = kinds | {"scenic"}
    names = tuple(tags[key] for key in _NAME_KEYS if tags.get(key))
    return Thing(names, frozenset(kinds), rating_of(tags.get("tourism:level:CN")), shape)


def _named(tags: Iterable[str]) -> bool:
    return any(key in tags for key in _NAME_KEYS)


def _parts(way: Way) -> Iterator[list[tuple[int, float, float]]]:
    part: list[tuple[int, float, float]] = []
    for node in way.nodes:
        if node.location.valid():
            part.append((node.ref, node.lon, node.lat))
            continue
        if len(part) > 1:
            yield part
        part = []
    if len(part) > 1:
        yield part


def _way_shape(part: list[tuple[int, float, float]]) -> BaseGeometry:
    points = [(lon, lat) for _, lon, lat in part]
    closed = part[0][0] == part[-1][0] and len(part) > 3
    return shapely.make_valid(shapely.Polygon(points)) if closed else shapely.LineString(points)


def _take_way(extract: Extract, way: Way) -> None:
    tags = _tags(way)
    parts = list(_parts(way))
    if "highway" in tags:
        for part in parts:
            extract.nodes.update((ref, (lon, lat)) for ref, lon, lat in part)
            extract.ways.append((way.id, tags, [ref for ref, _, _ in part]))
    # A named road is no place, unless it says so (a historic bridge, an artwork).
    if _named(tags) and parts and ("highway" not in tags or _thing(tags, shapely.Point()).kinds):
        whole = len(parts) == 1
        shape = _way_shape(parts[0]) if whole else shapely.MultiLineString([_way_line(p) for p in parts])
        extract.things.append(_thing(tags, shape))


def _way_line(part: list[tuple[int, float, float]]) -> shapely.LineString:
    return shapely.LineString([(lon, lat) for _, lon, lat in part])


def _tags(thing: Node | Way | Relation) -> dict[str, str]:
    return {tag.k: tag.v for tag in thing.tags}


def _take_relations(extract: Extract, path: Path) -> None:
    wanted: list[tuple[dict[str, str], list[int]]] = []
    for relation in osmium.FileProcessor(path, RELATION).with_filter(KeyFilter(*_NAME_KEYS)):
        if isinstance(relation, Relation) and relation.tags.get("type") in {"multipolygon", "boundary"}:
            members = [member.ref for member in relation.members if member.type == "w"]
            wanted.append((_tags(relation), members))
    refs = {ref for _, members in wanted for ref in members}
    if not refs:
        return
    lines: dict[int, list[BaseGeometry]] = {}
    for way in osmium.FileProcessor(path, NODE | WAY).with_locations().with_filter(IdFilter(refs)):
        if isinstance(way, Way):
            lines[way.id] = [_way_line(part) for part in _parts(way)]
    for tags, members in wanted:
        borders = [line for ref in members for line in lines.get(ref, [])]
        if borders:
            area = shapely.build_area(shapely.union_all(borders))
            extract.things.append(_thing(tags, shapely.union_all(borders) if area.is_empty else area))


def read_extract(paths: Iterable[Path]) -> Extract:
    """Read the OSM files at `paths` into one extract."""
    extract = Extract()
    for path in paths:
        reader = osmium.FileProcessor(path, NODE | WAY).with_locations()
        for thing in reader.with_filter(KeyFilter("highway", *_NAME_KEYS)):
            if isinstance(thing, Way):
                _take_way(extract, thing)
            elif isinstance(thing, Node) and _named(_tags(thing)):
                extract.things.append(_thing(_tags(thing), shapely.Point(thing.lon, thing.lat)))
        _take_relations(extract, path)
    return extract
