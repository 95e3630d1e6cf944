"""The roads of a place that no map is known of."""

from __future__ import annotations

from typing import Any

import numpy as np

from courseplanner.model.network.roads import RoadNetwork

__all__ = ["no_roads"]

_KINDS = {
    "node_lon": np.float64,
    "node_lat": np.float64,
    "edge_from": np.int32,
    "edge_to": np.int32,
    "edge_length_mm": np.int32,
    "edge_way": np.int32,
    "point_lon": np.float64,
    "point_lat": np.float64,
    "point_node": np.int64,
    "way_id": np.int64,
    "way_class": np.int8,
    "way_surface": np.int16,
    "way_tracktype": np.int8,
    "way_width_tag_m": np.float32,
    "way_width_sidewalks_m": np.float32,
    "way_lanes": np.int8,
    "way_shared": np.bool_,
    "way_bridge": np.int8,
    "way_tunnel": np.int8,
    "way_layer": np.int8,
    "way_access": np.int8,
    "way_motor_free": np.int8,
    "way_oneway": np.int8,
    "way_roundabout": np.bool_,
    "way_part": np.int8,
    "way_road": np.int32,
    "way_name": np.int32,
    "way_width_stated": np.bool_,
    "way_divider": np.int8,
    "level_crossing_lon": np.float64,
    "level_crossing_lat": np.float64,
}


def no_roads() -> RoadNetwork:
    """Give a network without any road."""
    nothing: dict[str, Any] = {name: np.zeros(0, dtype=kind) for name, kind in _KINDS.items()}
    return RoadNetwork(**nothing, point_start=np.zeros(1, dtype=np.int64), surfaces=(), names=())
