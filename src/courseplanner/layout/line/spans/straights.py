"""Stretches that follow no road of the map, put beside its roads so that a course can run on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import chainages_m
from courseplanner.model.network.roads import UNKNOWN, RoadClass, RoadNetwork
from courseplanner.model.network.usable_width import OpenRoads
from courseplanner.roads.ground import Ground, ground_with

__all__ = ["NO_WAY", "is_off_roads", "with_straights"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NO_WAY = 0
"""Stands for the OSM id of what follows no road."""


def with_straights(
    ground: Ground, lines: Sequence[Sequence[tuple[float, float]]]
) -> tuple[Ground, list[int]]:
    """Give ground with an edge of its own for each line, joined to no road.

    Parameters
    ----------
    ground : Ground
    lines : sequence of sequence of (float, float)
        Longitudes and latitudes, at least two points each.

    Returns
    -------
    ground : Ground
    edges : list of int
        One for each line, in its direction. They are of no width: nobody knows where on them a course runs.
    """
    if not lines:
        return ground, []
    roads, parts = ground.roads, [np.array(line, dtype=np.float64) for line in lines]
    points = np.concatenate(parts)
    counts = np.array([len(part) for part in parts])
    ends = np.array([part[[0, -1]] for part in parts]).reshape(-1, 2)
    node = roads.node_count + np.arange(2 * len(parts), dtype=np.int32)
    length_mm = [round(1000.0 * float(chainages_m(*part.T.copy())[-1])) for part in parts]
    changed: dict[str, Any] = {
        "node_lon": np.append(roads.node_lon, ends[:, 0]),
        "node_lat": np.append(roads.node_lat, ends[:, 1]),
        "edge_from": np.append(roads.edge_from, node[0::2]),
        "edge_to": np.append(roads.edge_to, node[1::2]),
        "edge_length_mm": np.append(roads.edge_length_mm, np.array(length_mm, dtype=np.int32)),
        "edge_way": np.append(roads.edge_way, np.full(len(parts), len(roads.way_id), dtype=np.int32)),
        "point_start": np.append(roads.point_start, roads.point_start[-1] + np.cumsum(counts)),
        "point_lon": np.append(roads.point_lon, points[:, 0]),
        "point_lat": np.append(roads.point_lat, points[:, 1]),
        "point_node": np.append(roads.point_node, np.zeros(len(points), dtype=np.int64)),
        "open_roads": _with_one_open(roads),
    }
    for name, value in _OF_NO_WAY.items():
        former = getattr(roads, name)
        changed[name] = np.append(former, np.array([value], dtype=former.dtype))
    widened = ground_with(ground, replace(roads, **changed), repr(lines))
    return widened, list(range(roads.edge_count, roads.edge_count + len(parts)))


_OF_NO_WAY: dict[str, float | bool] = {
    "way_id": NO_WAY,
    "way_class": RoadClass.road,
    "way_surface": UNKNOWN,
    "way_tracktype": UNKNOWN,
    "way_width_tag_m": 0.0,
    "way_width_sidewalks_m": np.nan,
    "way_lanes": UNKNOWN,
    "way_shared": False,
    "way_bridge": UNKNOWN,
    "way_tunnel": UNKNOWN,
    "way_layer": 0,
    "way_access": UNKNOWN,
    "way_motor_free": UNKNOWN,
    "way_oneway": UNKNOWN,
    "way_roundabout": False,
    "way_part": 0,
    "way_road": UNKNOWN,
    "way_name": UNKNOWN,
    "way_width_stated": False,
    "way_divider": UNKNOWN,
}


def _with_one_open(roads: RoadNetwork) -> OpenRoads | None:
    if roads.open_roads is None:
        return None
    empty = {"marked_by": -1.0, "kerb_radius_m": np.nan}
    return OpenRoads(
        *(
            np.append(former, np.array([empty.get(name, 0)], dtype=former.dtype))
            for name in roads.open_roads.__slots__
            for former in (getattr(roads.open_roads, name),)
        )
    )


def is_off_roads(roads: RoadNetwork, edges: Ints) -> Bools:
    """Tell which of some edges follow no road of the map, bool (n,)."""
    return np.asarray(roads.way_id[roads.edge_way[edges]] == NO_WAY)
