"""What is assumed where a tag is missing: by the class of the road.

The numbers are starting values for survey, not measurements; whoever uses them
reports how much was assumed (`surface_unknown`, `width_unknown`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.network.roads import UNKNOWN, RoadClass, RoadNetwork, WidthFrom

__all__ = [
    "KERB_RADII_M",
    "KERB_RADIUS_ERROR",
    "KNOWN_SURFACES",
    "LANE_WIDTH_M",
    "is_paved_surface",
    "way_kerb_radius_m",
    "way_open_width_m",
    "way_unpaved",
    "way_width_from",
    "way_width_m",
]

LANE_WIDTH_M = 3.25
"""Width of one lane, the middle of the usual 3.0-3.5 m."""

_CLASS_WIDTH_M = {
    RoadClass.trunk: 14.0,
    RoadClass.trunk_link: 7.0,
    RoadClass.primary: 14.0,
    RoadClass.primary_link: 7.0,
    RoadClass.secondary: 7.0,
    RoadClass.secondary_link: 5.0,
    RoadClass.tertiary: 7.0,
    RoadClass.tertiary_link: 5.0,
    RoadClass.unclassified: 6.0,
    RoadClass.residential: 6.0,
    RoadClass.living_street: 4.0,
    RoadClass.pedestrian: 4.0,
    RoadClass.service: 3.5,
    RoadClass.track: 3.0,
    RoadClass.cycleway: 2.5,
    RoadClass.footway: 2.0,
    RoadClass.path: 3.0,
    RoadClass.bridleway: 2.0,
    RoadClass.road: 6.0,
    RoadClass.busway: 6.0,
    RoadClass.raceway: 6.0,
}
_KERB_RADIUS_M = {
    RoadClass.trunk: 12.0,
    RoadClass.trunk_link: 12.0,
    RoadClass.primary: 12.0,
    RoadClass.primary_link: 12.0,
    RoadClass.secondary: 10.0,
    RoadClass.secondary_link: 10.0,
    RoadClass.tertiary: 8.0,
    RoadClass.tertiary_link: 8.0,
    RoadClass.unclassified: 6.0,
    RoadClass.residential: 6.0,
    RoadClass.living_street: 4.0,
    RoadClass.pedestrian: 3.0,
    RoadClass.service: 4.0,
    RoadClass.track: 4.0,
    RoadClass.cycleway: 2.0,
    RoadClass.footway: 1.0,
    RoadClass.path: 1.0,
    RoadClass.bridleway: 1.0,
    RoadClass.road: 6.0,
    RoadClass.busway: 8.0,
    RoadClass.raceway: 6.0,
}
_CLASS_WIDTHS_M = np.array([_CLASS_WIDTH_M[road_class] for road_class in RoadClass], dtype=np.float32)

KERB_RADII_M = np.array([_KERB_RADIUS_M[road_class] for road_class in RoadClass], dtype=np.float64)
"""Radius of the inner kerb at a corner, by `RoadClass`; where two classes meet, the smaller holds.

The smaller vehicle that uses the lesser of two roads sets the kerb.
"""
KERB_RADIUS_ERROR = 0.5
"""Of a radius that is assumed: as a part of it."""

_HARD_SURFACES = frozenset({"asphalt", "paved", "paving_stones", "chipseal"})
_WARNED_SURFACES = frozenset({"sett", "cobblestone", "metal", "wood"})
_SOFT_SURFACES = frozenset(
    [
        "compacted",
        "fine_gravel",
        "grass",
        "ground",
        "earth",
        "dirt",
        "sand",
        "gravel",
        "pebblestone",
        "rock",
        "unpaved",
        "mud",
        "woodchips",
    ]
)
KNOWN_SURFACES = (
    _HARD_SURFACES | _WARNED_SURFACES | _SOFT_SURFACES | {"concrete", "concrete:plates", "concrete:lanes"}
)
"""The values of `surface` that a user may state; others would be slips of the pen."""
_UNPAVED_CLASSES = (RoadClass.track, RoadClass.path, RoadClass.bridleway)


def is_paved_surface(surface: str) -> bool:
    """Tell whether a tagged surface counts as paved; one on no list does not."""
    return surface in _HARD_SURFACES or surface in _WARNED_SURFACES or surface.startswith("concrete")


def way_unpaved(roads: RoadNetwork) -> NDArray[np.bool_]:
    """Tell for each way whether it counts as unpaved: by its tag, else by its class.

    Tracks, paths and bridleways without a surface are unpaved unless
    `tracktype=grade1`; all other classes are paved.

    Returns
    -------
    bool (W,)
    """
    tagged_unpaved = np.array([not is_paved_surface(surface) for surface in roads.surfaces] + [False])
    assumed = np.isin(roads.way_class, _UNPAVED_CLASSES) & (roads.way_tracktype != 1)
    return np.where(roads.way_surface == UNKNOWN, assumed, tagged_unpaved[roads.way_surface])


def way_width_from(roads: RoadNetwork) -> NDArray[np.int8]:
    """Tell for each way how its width is known, as `WidthFrom` codes, int8 (W,)."""
    by_lanes = np.where(roads.way_lanes > 0, WidthFrom.lanes, WidthFrom.class_)
    given = np.where(roads.way_width_stated, WidthFrom.user, WidthFrom.tag)
    return np.where(np.isnan(roads.way_width_tag_m), by_lanes, given).astype(np.int8)


def way_width_m(roads: RoadNetwork) -> NDArray[np.float32]:
    """Give each way a width: as stated or tagged, else lanes times `LANE_WIDTH_M`, else by class.

    Returns
    -------
    float32 (W,)
    """
    how = way_width_from(roads)
    widths = _CLASS_WIDTHS_M[roads.way_class]
    widths = np.where(how == WidthFrom.lanes, roads.way_lanes * LANE_WIDTH_M, widths)
    return np.where(np.isnan(roads.way_width_tag_m), widths, roads.way_width_tag_m).astype(np.float32)


def way_open_width_m(roads: RoadNetwork) -> NDArray[np.float32]:
    """Give what of each way's width is open to runners, float32 (W,)."""
    width_m = way_width_m(roads)
    return width_m if roads.open_roads is None else width_m - roads.open_roads.shut_m


def way_kerb_radius_m(roads: RoadNetwork) -> NDArray[np.float64]:
    """Give the radius of the inner kerb at corners: as stated, else by class, float64 (W,)."""
    assumed_m = KERB_RADII_M[roads.way_class]
    if roads.open_roads is None:
        return assumed_m
    stated_m = roads.open_roads.kerb_radius_m
    return np.where(np.isnan(stated_m), assumed_m, stated_m)
