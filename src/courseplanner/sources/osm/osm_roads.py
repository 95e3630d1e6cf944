"""Takes roads from a stream of OSM ways into flat arrays, not yet cut at junctions."""

from __future__ import annotations

import math
from array import array

import numpy as np
import osmium
from numpy.typing import NDArray
from osmium.osm import Node, Way
from osmium.osm.types import TagList

from courseplanner.model.names import Names
from courseplanner.model.network.roads import UNKNOWN, RoadClass
from courseplanner.sources.osm.osm_tags import ROAD_KEYS, RoadTags, road_tags, square_tags
from courseplanner.sources.osm.raw_ways import RawWays

__all__ = ["RoadCollector"]

_Pairs = tuple[tuple[str, str], ...]

_NAME_KEYS = ("name", "name:zh", "name:en")
_RAILWAYS = frozenset({"rail", "light_rail", "narrow_gauge", "preserved"})
_LEVEL_CROSSINGS = frozenset({"level_crossing", "crossing"})
"""Of roads and of footways."""
_CLASS_WORDS = frozenset(road_class.name for road_class in RoadClass)
_UNUSED = -1
_UNLOCATED = (math.nan, math.nan)
# Byte order, type and count stand before the coordinates of a WKB line, two hex digits a byte.
_WKB_HEAD_DIGITS = 2 * (1 + 4 + 4)


class RoadCollector:
    """Takes the ways of one or several files, one after the other."""

    def __init__(self) -> None:
        self._way_ids = array("q")
        self._files = array("i")
        self._tags = array("i")
        self._names = array("i")
        self._starts = array("q", [0])
        self._nodes = array("q")
        self._coordinates = bytearray()
        self._rail_nodes = array("q")
        self._nodes_of_other_rails = array("q")
        self._tagged_crossings = array("q")
        self._tag_sets: list[RoadTags] = []
        self._tag_index: dict[_Pairs, int] = {}
        self._name_index: dict[_Pairs, int] = {(): UNKNOWN}
        self._wkb = osmium.geom.WKBFactory()

    @property
    def way_count(self) -> int:
        """Number of ways taken so far."""
        return len(self._way_ids)

    def take(self, way: Way, file: int) -> bool:
        """Take a way if it is a road that a race could use, or a square.

        Parameters
        ----------
        way : osmium.osm.Way
            With the locations of its nodes, as far as they are known.
        file : int
            Number of the file it comes from.

        Returns
        -------
        bool
            Whether it is a road.
        """
        tags = way.tags
        if tags.get("highway") not in _CLASS_WORDS:
            return False
        names = _found(tags, _NAME_KEYS, len(tags))
        # Few sets of tags differ: each is read once.
        found = _found(tags, ROAD_KEYS, len(tags) - len(names))
        tag_set = self._tag_index.get(found)
        if tag_set is None:
            tag_set = self._tag_index[found] = self._read_tags(found)
        if tag_set == _UNUSED:
            return False
        self._way_ids.append(way.id)
        self._files.append(file)
        self._tags.append(tag_set)
        # No names have the index -1, so the next index is one less than the length.
        self._names.append(self._name_index.setdefault(names, len(self._name_index) - 1))
        self._take_nodes(way)
        return not self._tag_sets[tag_set].square

    def take_crossing(self, node: Node) -> None:
        """Note a node where a railway is crossed on the level."""
        if node.tags.get("railway") in _LEVEL_CROSSINGS:
            self._tagged_crossings.append(node.id)

    def take_railway(self, way: Way) -> None:
        """Note the nodes of a railway: a road that shares one crosses it on the level, tagged or not.

        Trams share the street, and what is abandoned or only planned has no trains: there a tag of the
        node does not make a level crossing either.
        """
        kind = way.tags.get("railway")
        if kind is not None:
            nodes = self._rail_nodes if kind in _RAILWAYS else self._nodes_of_other_rails
            nodes.extend([node.ref for node in way.nodes])

    def _read_tags(self, found: _Pairs) -> int:
        tags = road_tags(dict(found)) or square_tags(dict(found))
        if tags is None:
            return _UNUSED
        self._tag_sets.append(tags)
        return len(self._tag_sets) - 1

    def _take_nodes(self, way: Way) -> None:
        nodes = way.nodes
        self._nodes.extend([nodes[place].ref for place in range(len(nodes))])
        self._starts.append(len(self._nodes))
        try:
            line = self._wkb.create_linestring(way, osmium.geom.ALL)
        except (RuntimeError, osmium.InvalidLocationError):
            # Fewer than two nodes, or one without a location.
            self._coordinates += array("d", [value for node in nodes for value in _located(node)]).tobytes()
        else:
            self._coordinates += bytes.fromhex(line[_WKB_HEAD_DIGITS:])

    def raw_ways(self) -> RawWays:
        """Give all that was taken."""
        points = np.frombuffer(bytes(self._coordinates), dtype=np.float64).reshape(-1, 2)
        return RawWays(
            way_id=np.array(self._way_ids, dtype=np.int64),
            file=np.array(self._files, dtype=np.int32),
            tags=np.array(self._tags, dtype=np.int32),
            name=np.array(self._names, dtype=np.int32),
            start=np.array(self._starts, dtype=np.int64),
            node=np.array(self._nodes, dtype=np.int64),
            lon=points[:, 0].copy(),
            lat=points[:, 1].copy(),
            tag_sets=tuple(self._tag_sets),
            names=tuple(_names(dict(found)) for found in self._name_index if found),
            rail_node=self._crossable(),
        )

    def _crossable(self) -> NDArray[np.int64]:
        """Give the nodes where a road would cross a railway; that of a tagged one may be missing."""
        rails, others, tagged = (
            np.array(nodes, dtype=np.int64)
            for nodes in (self._rail_nodes, self._nodes_of_other_rails, self._tagged_crossings)
        )
        return np.union1d(rails, np.setdiff1d(tagged, others))


def _located(node: osmium.osm.NodeRef) -> tuple[float, float]:
    return (node.lon, node.lat) if node.location.valid() else _UNLOCATED


def _found(tags: TagList, keys: tuple[str, ...], left: int) -> _Pairs:
    """Give those of `keys` that are there; stops early, for `left` tags at most can be found."""
    get = tags.get
    found: list[tuple[str, str]] = []
    for key in keys:
        if len(found) == left:
            break
        value = get(key)
        if value:
            found.append((key, value))
    return tuple(found)


def _names(tags: dict[str, str]) -> Names:
    return Names(*(tags.get(key) for key in _NAME_KEYS))
