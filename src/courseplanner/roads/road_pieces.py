"""Cuts roads into pieces, so that what holds on a stretch holds on ways of their own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.network.usable_width import OpenRoads

__all__ = ["RoadPiece", "chainage_of_edge_m", "with_pieces"]

_GEOD = Geod(ellps="WGS84")
_SHORTEST_M = 0.5
"""A piece shorter than this at the end of an edge is left with the rest of it."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RoadPiece:
    """A part of an edge, from one distance along it to another.

    Parameters
    ----------
    edge : int
    from_m, to_m : float
        `from_m` is smaller; past the ends of the edge means all of it.
    reversed : bool
        Whether it is seen against the direction of its way.
    group : int
        The stretch that it belongs to.
    """

    edge: int
    from_m: float
    to_m: float
    reversed: bool = False
    group: int = 0


def chainage_of_edge_m(roads: RoadNetwork, edge: int) -> Floats:
    """Give the distance of each shape point of an edge from its first, float64 (k,)."""
    points = slice(roads.point_start[edge], roads.point_start[edge + 1])
    lon, lat = roads.point_lon[points], roads.point_lat[points]
    return np.concatenate(([0.0], np.cumsum(_GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2])))


def with_pieces(roads: RoadNetwork, pieces: Sequence[RoadPiece]) -> tuple[RoadNetwork, tuple[Ints, ...]]:
    """Give roads in which each piece is an edge or several of its own, on ways that hold nothing else.

    Parameters
    ----------
    roads : RoadNetwork
    pieces : sequence of RoadPiece
        They may overlap.

    Returns
    -------
    roads : RoadNetwork
        Edges that are cut come last. New ways are copies, with the ids of those that they are parts of:
        one for all parts of a way that lie in pieces of the same groups, seen the same way.
    ways : tuple of int64 (k,)
        For each piece the ways that it lies on.
    """
    cuts = _cuts(roads, pieces)
    parts = [part for edge, at_m in cuts.items() for part in _parts(roads, edge, at_m)]
    whole = np.setdiff1d(np.arange(roads.edge_count), list(cuts))
    covers = [[at for at, piece in enumerate(pieces) if part.lies_in(piece)] for part in parts]
    kinds: dict[tuple[int, frozenset[tuple[int, bool]]], int] = {}
    new_way = []
    for part, covering in zip(parts, covers, strict=True):
        way = int(roads.edge_way[part.edge])
        seen = frozenset((pieces[at].group, pieces[at].reversed) for at in covering)
        # What lies in no piece stays with its way.
        new_way.append(kinds.setdefault((way, seen), len(roads.way_id) + len(kinds)) if seen else way)
    of_pieces = tuple(
        np.unique([way for way, covering in zip(new_way, covers, strict=True) if at in covering]).astype(
            np.int64
        )
        for at in range(len(pieces))
    )
    copied = np.array([way for way, _ in kinds], dtype=np.int64)
    return _with_copies(_assembled(roads, whole, parts, new_way), copied), of_pieces


@dataclass(frozen=True, slots=True)
class _Part:
    edge: int
    from_m: float
    to_m: float
    lon: Floats
    lat: Floats
    node: Ints

    def lies_in(self, piece: RoadPiece) -> bool:
        return self.edge == piece.edge and piece.from_m < (self.from_m + self.to_m) / 2.0 < piece.to_m


def _cuts(roads: RoadNetwork, pieces: Sequence[RoadPiece]) -> dict[int, list[float]]:
    """Give for each edge of a piece where it is cut, its ends included."""
    cuts: dict[int, list[float]] = {}
    for edge in sorted({piece.edge for piece in pieces}):
        length_m = float(chainage_of_edge_m(roads, edge)[-1])
        wanted = sorted(at_m for piece in pieces if piece.edge == edge for at_m in (piece.from_m, piece.to_m))
        at = [0.0]
        for at_m in wanted:
            if at_m - at[-1] >= _SHORTEST_M and length_m - at_m >= _SHORTEST_M:
                at.append(at_m)
        cuts[edge] = [*at, length_m]
    return cuts


def _parts(roads: RoadNetwork, edge: int, at_m: Sequence[float]) -> Iterator[_Part]:
    points = slice(roads.point_start[edge], roads.point_start[edge + 1])
    lon, lat = roads.point_lon[points], roads.point_lat[points]
    along_m = chainage_of_edge_m(roads, edge)
    for from_m, to_m in itertools.pairwise(at_m):
        inner = (along_m > from_m) & (along_m < to_m)
        at = np.concatenate(([from_m], along_m[inner], [to_m]))
        node = roads.point_node[points]
        first, last = (node[end] if at[end] == along_m[end] else 0 for end in (0, -1))
        nodes = np.concatenate(([first], node[inner], [last]))
        yield _Part(edge, from_m, to_m, np.interp(at, along_m, lon), np.interp(at, along_m, lat), nodes)


def _assembled(
    roads: RoadNetwork, whole: Ints, parts: Sequence[_Part], new_way: Sequence[int]
) -> RoadNetwork:
    """Give roads of whole edges and of parts, each part on the way of that number."""
    counts = np.diff(roads.point_start)
    keeps = np.zeros(roads.edge_count, dtype=np.bool_)
    keeps[whole] = True
    kept_points = np.repeat(keeps, counts)
    node_lon, node_lat = roads.node_lon.tolist(), roads.node_lat.tolist()
    begins: list[int] = []
    ends: list[int] = []
    for at, part in enumerate(parts):
        goes_on = at > 0 and parts[at - 1].edge == part.edge
        begins.append(ends[-1] if goes_on else int(roads.edge_from[part.edge]))
        if at + 1 < len(parts) and parts[at + 1].edge == part.edge:
            ends.append(len(node_lon))
            node_lon.append(float(part.lon[-1]))
            node_lat.append(float(part.lat[-1]))
        else:
            ends.append(int(roads.edge_to[part.edge]))
    lengths_mm = [round(1000.0 * (part.to_m - part.from_m)) for part in parts]
    count = np.concatenate((counts[whole], [len(part.lon) for part in parts]))
    return replace(
        roads,
        node_lon=np.array(node_lon),
        node_lat=np.array(node_lat),
        edge_from=np.concatenate((roads.edge_from[whole], begins)).astype(np.int32),
        edge_to=np.concatenate((roads.edge_to[whole], ends)).astype(np.int32),
        edge_length_mm=np.concatenate((roads.edge_length_mm[whole], lengths_mm)).astype(np.int32),
        edge_way=np.concatenate((roads.edge_way[whole], new_way)).astype(np.int32),
        point_start=np.concatenate(([0], np.cumsum(count))).astype(np.int64),
        point_lon=np.concatenate((roads.point_lon[kept_points], *(part.lon for part in parts))),
        point_lat=np.concatenate((roads.point_lat[kept_points], *(part.lat for part in parts))),
        point_node=np.concatenate((roads.point_node[kept_points], *(part.node for part in parts))),
    )


def _with_copies(roads: RoadNetwork, copied: Ints) -> RoadNetwork:
    """Add copies of ways behind the ways that there are."""
    changes: dict[str, Any] = {
        name: np.concatenate((getattr(roads, name), getattr(roads, name)[copied]))
        for name in roads.__slots__
        if name.startswith("way_")
    }
    opened = roads.openings
    changes["open_roads"] = OpenRoads(
        *(np.concatenate((getattr(opened, name), getattr(opened, name)[copied])) for name in opened.__slots__)
    )
    return replace(roads, **changes)
