"""Takes places from a stream of OSM objects: points, lines and areas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import osmium
import shapely
from numpy.typing import NDArray
from osmium.osm import Area, Node, Relation, Way
from osmium.osm.types import OSMObject

from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.osm.place_kinds import place_kind
from courseplanner.sources.places.ratings import parse_rating

__all__ = ["PlaceCollector"]

_AREA_RELATIONS = frozenset({"multipolygon", "boundary"})


@dataclass(slots=True)
class _Found:
    """An object that is a place; `wkb` is its geometry in hex, empty while there is none."""

    kind: PlaceKind
    names: Names
    rating: int | None
    source: str
    wkb: str


class PlaceCollector:
    """Takes the places of one file.

    A closed way is an area. It comes first as a way and then, where its ring
    is sound, as an area; the way stands in for an area that never comes.
    """

    def __init__(self) -> None:
        self._found: list[_Found] = []
        self._closed_ways: dict[int, _Found] = {}
        self._relations_wanted: set[int] = set()
        self._relations_built: set[int] = set()
        self._wkb = osmium.geom.WKBFactory()
        self._without_location = 0

    def take_node(self, node: Node) -> None:
        """Take a node if it is a place."""
        found = _look(node, "n")
        if found is not None:
            self._keep(found, self._wkb.create_point(node) if node.location.valid() else "")

    def take_way(self, way: Way) -> None:
        """Take a way if it is a place, with the locations of its nodes as far as they are known."""
        get = way.tags.get
        is_area = way.is_closed() and get("area") != "no" and (not _is_line(get) or get("area") == "yes")
        found = _look(way, "w", road=not is_area and get("highway") is not None)
        if found is None:
            return
        line = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        wkb = (
            shapely.to_wkb(shapely.LineString(line if len(line) > 1 else 2 * line), hex=True) if line else ""
        )
        self._keep(found, wkb)
        if is_area and wkb:
            self._closed_ways[way.id] = found

    def take_area(self, area: Area) -> None:
        """Take an area: of a closed way that was taken, or of a relation that is a place."""
        try:
            wkb = self._wkb.create_multipolygon(area)
        except RuntimeError:
            return
        if area.from_way():
            found = self._closed_ways.pop(area.orig_id(), None)
            if found is not None:
                found.wkb = wkb
            return
        relation = _look(area, "r")
        if relation is not None:
            self._relations_built.add(area.orig_id())
            self._keep(relation, wkb)

    def take_relation(self, relation: Relation) -> None:
        """Note a relation that should become a place, to count those that lack members."""
        if relation.tags.get("type") in _AREA_RELATIONS and _look(relation, "r") is not None:
            self._relations_wanted.add(relation.id)

    def _keep(self, found: _Found, wkb: str) -> None:
        if not wkb:
            self._without_location += 1
            return
        found.wkb = wkb
        self._found.append(found)

    @property
    def left_out(self) -> int:
        """Number of places without a known location, or whose area lacks members."""
        return self._without_location + len(self._relations_wanted - self._relations_built)

    def places(self, bbox: BBox | None) -> tuple[Place, ...]:
        """Give the places that were taken, in the order of the file.

        Parameters
        ----------
        bbox : tuple of float, optional
            West, south, east, north: only places that touch this box.
        """
        found, shapes = _with_whole_waters(
            self._found, shapely.from_wkb(np.array([one.wkb for one in self._found], dtype=object))
        )
        if bbox is not None:
            touching = np.flatnonzero(shapely.intersects(shapes, shapely.box(*bbox)))
            found, shapes = [found[at] for at in touching], shapes[touching]
        points = _points_inside(shapes, bbox)
        return tuple(
            Place(one.kind, one.names, one.rating, float(lon), float(lat), rings, one.source)
            for one, (lon, lat), rings in zip(found, points, _rings(shapes), strict=True)
        )


def _is_line(get: Callable[[str], str | None]) -> bool:
    """Tell whether a way that closes is a line all the same: a road, a coast around an island, a river."""
    return (
        get("highway") is not None or get("natural") == "coastline" or get("waterway") in ("river", "canal")
    )


def _look(thing: OSMObject, letter: str, *, road: bool = False) -> _Found | None:  # type: ignore[type-arg]
    get = thing.tags.get
    names = Names(get("name") or None, get("name:zh") or None, get("name:en") or None)
    kind = place_kind(get, named=bool(names), road=road)
    if kind is None:
        return None
    number = thing.orig_id() if isinstance(thing, Area) else thing.id
    rating = parse_rating(get("tourism:level:CN") or "")
    return _Found(kind, names, rating, f"osm:{letter}{number}", "")


def _points_inside(shapes: NDArray[np.object_], bbox: BBox | None) -> NDArray[np.float64]:
    """Give a point of each shape, (n, 2): itself, the middle of a line, one inside an area."""
    kinds = shapely.get_type_id(shapes)
    is_line = kinds == shapely.GeometryType.LINESTRING
    is_area = kinds >= shapely.GeometryType.POLYGON
    points = shapes.copy()
    points[is_line] = shapely.line_interpolate_point(shapes[is_line], 0.5, normalized=True)
    points[is_area] = shapely.point_on_surface(shapes[is_area])
    if bbox is not None:
        box = shapely.box(*bbox)
        astray = ~shapely.intersects(points, box)
        points[astray] = shapely.point_on_surface(shapely.intersection(shapes[astray], box))
    return shapely.get_coordinates(points)


def _with_whole_waters(
    found: list[_Found], shapes: NDArray[np.object_]
) -> tuple[list[_Found], NDArray[np.object_]]:
    """Join the lines of water that have one name: a river is one place, drawn in many parts.

    Its lines are multi-lines then; the lines of other places stay what they are.
    """
    waters: dict[Names, list[int]] = {}
    for at in np.flatnonzero(shapely.get_type_id(shapes) == shapely.GeometryType.LINESTRING).tolist():
        if found[at].kind is PlaceKind.WATERSIDE:
            waters.setdefault(found[at].names, []).append(at)
    shapes = shapes.copy()
    joined: set[int] = set()
    for parts in waters.values():
        shapes[parts[0]] = shapely.multilinestrings(shapes[parts].tolist())
        joined.update(parts[1:])
    kept = [at for at in range(len(found)) if at not in joined]
    return [found[at] for at in kept], shapes[kept]


def _rings(shapes: NDArray[np.object_]) -> list[tuple[NDArray[np.float64], ...]]:
    """Give the rings of each shape, outer and inner alike; none of a point or a line.

    The lines of a multi-line become rings that run there and back.
    """
    parts, shape_of_part = shapely.get_parts(shapes, return_index=True)
    of_shapes: list[list[NDArray[np.float64]]] = [[] for _ in shapes]
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    for line, shape in _lines_of(rings, shape_of_part[part_of_ring]):
        of_shapes[shape].append(line)
    is_line = shapely.get_type_id(shapes[shape_of_part]) == shapely.GeometryType.MULTILINESTRING
    for line, shape in _lines_of(parts[is_line], shape_of_part[is_line]):
        of_shapes[shape].append(np.concatenate((line, line[-2::-1])))
        of_shapes[shape][-1].flags.writeable = False
    return [tuple(rings_of_shape) for rings_of_shape in of_shapes]


def _lines_of(
    lines: NDArray[np.object_], shape_of_line: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.float64], int]]:
    """Give the points of each line, and the shape that it is of."""
    coordinates, line_of_coordinate = shapely.get_coordinates(lines, return_index=True)
    coordinates.flags.writeable = False
    starts = np.searchsorted(line_of_coordinate, np.arange(len(lines) + 1))
    for at, shape in enumerate(shape_of_line.tolist()):
        yield coordinates[starts[at] : starts[at + 1]], shape
