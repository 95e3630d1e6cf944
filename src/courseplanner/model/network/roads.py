"""The road network in arrays: edges between junctions, with what their tags say.

A missing tag is a state of its own: `UNKNOWN` in the coded arrays, NaN in
`width_tag_m`. Assumptions by class stand apart, in the functions of
`courseplanner.model.network.assumptions`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.names import Names
from courseplanner.model.network.plazas import Plazas, no_plazas
from courseplanner.model.network.usable_width import OpenRoads, all_open

__all__ = ["BIG_ROADS", "UNKNOWN", "Access", "RoadClass", "RoadNetwork", "RoadPart", "Tri", "WidthFrom"]

UNKNOWN = -1
"""Code of a missing tag in any coded array."""


class RoadClass(IntEnum):
    """`highway` of a road that a race could use; the names are OSM's values."""

    trunk = 0
    trunk_link = 1
    primary = 2
    primary_link = 3
    secondary = 4
    secondary_link = 5
    tertiary = 6
    tertiary_link = 7
    unclassified = 8
    residential = 9
    living_street = 10
    pedestrian = 11
    service = 12
    track = 13
    cycleway = 14
    footway = 15
    path = 16
    bridleway = 17
    road = 18
    busway = 19
    raceway = 20


BIG_ROADS = (
    RoadClass.trunk,
    RoadClass.trunk_link,
    RoadClass.primary,
    RoadClass.primary_link,
    RoadClass.secondary,
    RoadClass.secondary_link,
)
"""Roads that carry traffic from town to town."""


class WidthFrom(IntEnum):
    """How the width of an edge is known."""

    tag = 0
    lanes = 1
    class_ = 2
    user = 3
    sidewalks = 4
    """By how far the sidewalks of both sides lie apart."""

    @property
    def word(self) -> str:
        """The word in `candidates.json`."""
        return self.name.rstrip("_")


class Access(IntEnum):
    """`access` of a road, as far as it matters on a day when roads are closed for the race."""

    unknown = UNKNOWN
    open = 0
    limited = 1
    closed = 2


class RoadPart(IntEnum):
    """Whether a way is a street or path of its own, or a part of the cross-section of a road."""

    own = 0
    sidewalk = 1
    """By its tags."""
    crossing = 2
    """By its tags: over a road, or on an island in it."""
    beside = 3
    """By its place: it keeps beside a road."""


class Tri(IntEnum):
    """Yes, no, or no tag says."""

    unknown = UNKNOWN
    no = 0
    yes = 1


@dataclass(frozen=True, slots=True, eq=False)
class RoadNetwork:
    """Roads between junctions, as read-only arrays.

    N nodes, E edges, P shape points, W OSM ways. Edges are undirected (a race
    closes the road); the direction of an edge is that of its way. Parallel
    edges and self-loops are kept. Edge `e` has the shape points
    `point_start[e]:point_start[e + 1]`, the ends included.

    Parameters
    ----------
    node_lon, node_lat : float64 (N,)
        WGS 84 degrees.
    edge_from, edge_to : int32 (E,)
        Nodes at the ends.
    edge_length_mm : int32 (E,)
        Sum of the WGS 84 geodesics between the shape points.
    edge_way : int32 (E,)
        Index into the arrays of ways.
    point_start : int64 (E + 1,)
    point_lon, point_lat : float64 (P,)
    point_node : int64 (P,)
        OSM ids of the shape points; 0 where a road was cut between two nodes.
    way_id : int64 (W,)
        OSM ids.
    way_class : int8 (W,)
        `RoadClass`.
    way_surface : int16 (W,)
        Index into `surfaces`, `UNKNOWN` where the tag is missing.
    surfaces : tuple of str
        The values of `surface` that occur, as tagged.
    way_tracktype : int8 (W,)
        1 to 5, `UNKNOWN` where the tag is missing.
    way_width_tag_m : float32 (W,)
        Width kerb to kerb as tagged, NaN where the tag is missing or can't be read.
    way_width_sidewalks_m : float32 (W,)
        Width as the places of its sidewalks tell, NaN where they tell nothing.
    way_lanes : int8 (W,)
        `UNKNOWN` where the tag is missing.
    way_shared : bool (W,)
        Whether tags name it a way for walkers and riders both, which is wider than a path for either.
    way_bridge, way_tunnel : int8 (W,)
        `Tri`.
    way_layer : int8 (W,)
        `layer`; 0 where the tag is missing, as OSM defines it.
    way_access : int8 (W,)
        `Access`.
    way_motor_free : int8 (W,)
        `Tri`: whether motor traffic is kept out by tags.
    way_oneway : int8 (W,)
        `Tri`.
    way_roundabout : bool (W,)
    way_part : int8 (W,)
        `RoadPart`. Where an OSM way is a part of a road for some of its length alone, it is two of the ways
        here.
    way_road : int32 (W,)
        Index of the way that a sidewalk or a path beside a road belongs to; `UNKNOWN` where none is near, and
        for all others.
    way_name : int32 (W,)
        Index into `names`, `UNKNOWN` where the way has none.
    names : tuple of Names
        Names of roads.
    way_width_stated : bool (W,)
        Whether the width in `way_width_tag_m` was stated by the user, not tagged.
    way_divider : int8 (W,)
        `Tri`: whether both directions of runners will be kept apart, as the user states.
    level_crossing_lon, level_crossing_lat : float64 (K,)
        Points of roads that lie on a railway, too.
    open_roads : OpenRoads or None
        Which part of each way is open to runners; `None` where nothing is stated of any.
    plazas : Plazas
        What people may cross on foot beside the roads.
    """

    node_lon: NDArray[np.float64]
    node_lat: NDArray[np.float64]
    edge_from: NDArray[np.int32]
    edge_to: NDArray[np.int32]
    edge_length_mm: NDArray[np.int32]
    edge_way: NDArray[np.int32]
    point_start: NDArray[np.int64]
    point_lon: NDArray[np.float64]
    point_lat: NDArray[np.float64]
    point_node: NDArray[np.int64]
    way_id: NDArray[np.int64]
    way_class: NDArray[np.int8]
    way_surface: NDArray[np.int16]
    surfaces: tuple[str, ...]
    way_tracktype: NDArray[np.int8]
    way_width_tag_m: NDArray[np.float32]
    way_width_sidewalks_m: NDArray[np.float32]
    way_lanes: NDArray[np.int8]
    way_shared: NDArray[np.bool_]
    way_bridge: NDArray[np.int8]
    way_tunnel: NDArray[np.int8]
    way_layer: NDArray[np.int8]
    way_access: NDArray[np.int8]
    way_motor_free: NDArray[np.int8]
    way_oneway: NDArray[np.int8]
    way_roundabout: NDArray[np.bool_]
    way_part: NDArray[np.int8]
    way_road: NDArray[np.int32]
    way_name: NDArray[np.int32]
    names: tuple[Names, ...]
    way_width_stated: NDArray[np.bool_]
    way_divider: NDArray[np.int8]
    level_crossing_lon: NDArray[np.float64]
    level_crossing_lat: NDArray[np.float64]
    open_roads: OpenRoads | None = None
    plazas: Plazas = field(default_factory=no_plazas)

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    def __reduce__(self) -> tuple[type[RoadNetwork], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, name) for name in self.__slots__)

    @property
    def node_count(self) -> int:
        """Number of junctions and ends."""
        return len(self.node_lon)

    @property
    def edge_count(self) -> int:
        """Number of edges."""
        return len(self.edge_from)

    @property
    def edge_in_tunnel(self) -> NDArray[np.bool_]:
        """Whether each edge lies in a tunnel, by its tags: nothing is seen or visited from there."""
        return np.asarray((self.way_tunnel == Tri.yes)[self.edge_way])

    @property
    def openings(self) -> OpenRoads:
        """Which part of each way is open to runners."""
        return all_open(len(self.way_id)) if self.open_roads is None else self.open_roads
