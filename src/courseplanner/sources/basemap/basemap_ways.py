"""Takes the lines and closed outlines of a map from a stream of OSM ways, into flat arrays."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, replace

import numpy as np
import osmium
from numpy.typing import NDArray
from osmium.osm import Way
from osmium.osm.types import TagList

from courseplanner.model.names import Names
from courseplanner.model.network.basemap import AreaKind, LineKind
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.osm.raw_ways import ranges

__all__ = ["DrawnWays", "WayCollector", "closed_rings", "located_lines", "one_copy_each", "touching"]

_NAME_KEYS = ("name", "name:zh", "name:en")
_UNLOCATED = (math.nan, math.nan)
_FEWEST_RING_POINTS = 4
# Byte order, type and count stand before the coordinates of a WKB line, two hex digits a byte.
_WKB_HEAD_DIGITS = 2 * (1 + 4 + 4)


@dataclass(frozen=True, slots=True, eq=False)
class DrawnWays:
    """Ways that are drawn: W ways, P points.

    Parameters
    ----------
    way_id : int64 (W,)
    is_area : bool (W,)
    kind : int8 (W,)
        `AreaKind` or `LineKind`.
    bridge, tunnel : bool (W,)
    name : int32 (W,)
        Index into the names of the collector, -1 without one.
    start : int64 (W + 1,)
        Way `w` has the points `start[w]:start[w + 1]`.
    points : float64 (P, 2)
        Longitude and latitude, NaN where the file doesn't have the node.
    """

    way_id: NDArray[np.int64]
    is_area: NDArray[np.bool_]
    kind: NDArray[np.int8]
    bridge: NDArray[np.bool_]
    tunnel: NDArray[np.bool_]
    name: NDArray[np.int32]
    start: NDArray[np.int64]
    points: NDArray[np.float64]

    def select(self, chosen: NDArray[np.bool_]) -> DrawnWays:
        """Keep the chosen ways, bool (W,)."""
        if chosen.all():
            return self
        count = np.diff(self.start)[chosen]
        return DrawnWays(
            self.way_id[chosen],
            self.is_area[chosen],
            self.kind[chosen],
            self.bridge[chosen],
            self.tunnel[chosen],
            self.name[chosen],
            np.concatenate(([0], np.cumsum(count))),
            self.points[ranges(self.start[:-1][chosen], count)],
        )


class WayCollector:
    """Takes the ways of one or several files, one after the other."""

    def __init__(self) -> None:
        self._way_ids = array("q")
        self._is_area = array("b")
        self._kinds = array("b")
        self._bridges = array("b")
        self._tunnels = array("b")
        self._names = array("i")
        self._counts = array("q")
        self._coordinates = bytearray()
        self._name_index: dict[Names, int] = {}
        self._wkb = osmium.geom.WKBFactory()

    @property
    def names(self) -> tuple[Names, ...]:
        """Names of the lines that were taken."""
        return tuple(self._name_index)

    def take_area(self, way: Way, kind: AreaKind) -> None:
        """Take a closed way as an area."""
        self._take(way, kind, is_area=True)
        self._bridges.append(0)
        self._tunnels.append(0)
        self._names.append(-1)

    def take_line(self, way: Way, kind: LineKind) -> None:
        """Take a way as a line, with what its tags say of bridges, tunnels and its name."""
        self._take(way, kind, is_area=False)
        tags = way.tags
        self._bridges.append((tags.get("bridge") or "no") != "no")
        self._tunnels.append((tags.get("tunnel") or "no") != "no")
        names = names_of(tags)
        self._names.append(self._name_index.setdefault(names, len(self._name_index)) if names else -1)

    def _take(self, way: Way, kind: AreaKind | LineKind, *, is_area: bool) -> None:
        self._way_ids.append(way.id)
        self._is_area.append(is_area)
        self._kinds.append(kind)
        nodes = way.nodes
        self._counts.append(len(nodes))
        try:
            line = self._wkb.create_linestring(way, osmium.geom.ALL)
        except (RuntimeError, osmium.InvalidLocationError):
            # Fewer than two nodes, or one without a location.
            self._coordinates += points_of(way).tobytes()
        else:
            self._coordinates += bytes.fromhex(line[_WKB_HEAD_DIGITS:])

    def ways(self) -> DrawnWays:
        """Give all that was taken, as read-only views where they need no change."""
        return DrawnWays(
            way_id=np.array(self._way_ids, dtype=np.int64),
            is_area=np.array(self._is_area, dtype=np.bool_),
            kind=np.array(self._kinds, dtype=np.int8),
            bridge=np.array(self._bridges, dtype=np.bool_),
            tunnel=np.array(self._tunnels, dtype=np.bool_),
            name=np.array(self._names, dtype=np.int32),
            start=np.concatenate(([0], np.cumsum(np.array(self._counts, dtype=np.int64)))),
            points=np.frombuffer(self._coordinates, dtype=np.float64).reshape(-1, 2),
        )


def names_of(tags: TagList) -> Names:
    """Read the names of a thing."""
    get = tags.get
    return Names(*(get(key) or None for key in _NAME_KEYS))


def points_of(way: Way) -> NDArray[np.float64]:
    """Give the places of the nodes of a way, (k, 2), NaN where the file lacks one."""
    places = [(node.lon, node.lat) if node.location.valid() else _UNLOCATED for node in way.nodes]
    return np.array(places, dtype=np.float64).reshape(-1, 2)


def one_copy_each(ways: DrawnWays) -> DrawnWays:
    """Keep one copy of what several files have: the one with the most located nodes, else the first."""
    located = np.concatenate(([0], np.cumsum(~np.isnan(ways.points[:, 0]))))
    located_of_way = located[ways.start[1:]] - located[ways.start[:-1]]
    order = np.lexsort((np.arange(len(ways.way_id)), -located_of_way, ways.way_id))
    ids = ways.way_id[order]
    chosen = np.zeros(len(ids), dtype=np.bool_)
    chosen[order[np.append(True, ids[1:] != ids[:-1])[: len(ids)]]] = True
    return ways.select(chosen)


def touching(ways: DrawnWays, box: BBox) -> NDArray[np.bool_]:
    """Tell which ways reach into a box, by the boxes that they fill, bool (W,)."""
    count = np.diff(ways.start)
    chosen = np.zeros(len(count), dtype=np.bool_)
    filled = np.flatnonzero(count)
    if not len(filled):
        return chosen
    # fmin and fmax pass over nodes that aren't there; without any, the comparisons are false.
    low = np.fmin.reduceat(ways.points, ways.start[:-1][filled])
    high = np.fmax.reduceat(ways.points, ways.start[:-1][filled])
    chosen[filled] = ((low <= box[2:]) & (high >= box[:2])).all(axis=1)
    return chosen


def located_lines(ways: DrawnWays) -> DrawnWays:
    """Cut lines where nodes are missing, and leave out what is then no line."""
    good = ~np.isnan(ways.points[:, 0])
    way_of_point = np.repeat(np.arange(len(ways.way_id)), np.diff(ways.start))
    # A piece begins at a located point whose forerunner is missing or of another way.
    begins = good & np.append(True, ~good[:-1] | (np.diff(way_of_point) > 0))[: len(good)]
    piece_of_point = np.cumsum(begins)[good] - 1
    count = np.bincount(piece_of_point, minlength=int(begins.sum()))
    kept = count >= 2
    way = way_of_point[begins][kept]
    return DrawnWays(
        ways.way_id[way],
        ways.is_area[way],
        ways.kind[way],
        ways.bridge[way],
        ways.tunnel[way],
        ways.name[way],
        np.concatenate(([0], np.cumsum(count[kept]))),
        ways.points[good][kept[piece_of_point]],
    )


def closed_rings(ways: DrawnWays) -> DrawnWays:
    """Close outlines over missing nodes, and leave out what then goes round nothing."""
    good = ~np.isnan(ways.points[:, 0])
    way_of_point = np.repeat(np.arange(len(ways.way_id)), np.diff(ways.start))
    count = np.bincount(way_of_point[good], minlength=len(ways.way_id))
    points = ways.points[good]
    start = np.concatenate(([0], np.cumsum(count)))
    some = np.flatnonzero(count)
    # The node where a way closes counts twice: where it is the missing one, the ring is open.
    is_open = np.zeros(len(count), dtype=np.bool_)
    is_open[some] = (points[start[some]] != points[start[some + 1] - 1]).any(axis=1)
    points = np.insert(points, start[1:][is_open], points[start[:-1][is_open]], axis=0)
    count = count + is_open
    closed = replace(ways, start=np.concatenate(([0], np.cumsum(count))), points=points)
    return closed.select(count >= _FEWEST_RING_POINTS)
