"""What is assumed where a tag is missing: by the class of the road.

The numbers are starting values for survey, not measurements; whoever uses them
reports how much was assumed (`surface_unknown`, `width_unknown`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.network.roads import UNKNOWN, RoadClass, RoadNetwork, Tri, WidthFrom

__all__ = [
    "KERB_RADII_M",
    "KERB_RADIUS_ERROR",
    "KNOWN_SURFACES",
    "LANE_WIDTH_M",
    "PATH_LANE_WIDTH_M",
    "class_width_error_m",
    "is_paved_surface",
    "way_kerb_radius_m",
    "way_open_width_m",
    "way_unpaved",
    "way_width_from",
    "way_width_m",
]

LANE_WIDTH_M = 3.25
"""Width of one lane, the middle of the usual 3.0-3.5 m."""
PATH_LANE_WIDTH_M = 1.25
"""The same of cycleways, paths and footways: tagged ones have 1.2 to 1.6 m a lane in Berlin."""


class _ByClass(NamedTuple):
    """The width of a two-way and of a one-way carriageway of a class, and its standard error, metres."""

    two_way_m: float
    one_way_m: float
    error_m: float


_CLASS_WIDTH = {
    RoadClass.trunk: _ByClass(9.0, 7.5, 3.0),
    RoadClass.trunk_link: _ByClass(7.0, 5.5, 2.5),
    RoadClass.primary: _ByClass(9.0, 7.5, 3.0),
    RoadClass.primary_link: _ByClass(7.0, 5.5, 2.5),
    RoadClass.secondary: _ByClass(7.0, 6.5, 2.5),
    RoadClass.secondary_link: _ByClass(5.0, 5.0, 2.0),
    RoadClass.tertiary: _ByClass(7.0, 6.0, 2.0),
    RoadClass.tertiary_link: _ByClass(5.0, 5.0, 2.0),
    RoadClass.unclassified: _ByClass(5.0, 5.0, 2.5),
    RoadClass.residential: _ByClass(6.0, 5.5, 2.5),
    RoadClass.living_street: _ByClass(4.0, 4.0, 1.5),
    RoadClass.pedestrian: _ByClass(4.0, 4.0, 2.0),
    RoadClass.service: _ByClass(3.0, 3.0, 1.0),
    RoadClass.track: _ByClass(2.5, 2.5, 0.5),
    RoadClass.cycleway: _ByClass(2.5, 1.5, 0.7),
    RoadClass.footway: _ByClass(1.5, 1.5, 0.5),
    RoadClass.path: _ByClass(1.0, 1.0, 0.5),
    RoadClass.bridleway: _ByClass(2.0, 2.0, 0.5),
    RoadClass.road: _ByClass(6.0, 5.5, 2.5),
    RoadClass.busway: _ByClass(6.0, 5.5, 2.5),
    RoadClass.raceway: _ByClass(6.0, 6.0, 2.5),
}
"""Judged by what is tagged, surveyed and measured on sixteen extracts. Each carriageway of a street that has
two is by itself. Those of links, bridleways, roads of no class, busways and raceways were not measured."""
_PAVED_PATH_M = 2.0
_SHARED_PATH_M = 3.0
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
_TWO_WAY_M, _ONE_WAY_M = (
    np.array([_CLASS_WIDTH[road_class][at] for road_class in RoadClass], dtype=np.float32) for at in (0, 1)
)
_CARRYING_NO_CARS = (RoadClass.footway, RoadClass.cycleway, RoadClass.path, RoadClass.bridleway)

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
    by_sidewalks = np.where(np.isnan(roads.way_width_sidewalks_m), WidthFrom.class_, WidthFrom.sidewalks)
    by_lanes = np.where(roads.way_lanes > 0, WidthFrom.lanes, by_sidewalks)
    given = np.where(roads.way_width_stated, WidthFrom.user, WidthFrom.tag)
    return np.where(np.isnan(roads.way_width_tag_m), by_lanes, given).astype(np.int8)


def way_width_m(roads: RoadNetwork) -> NDArray[np.float32]:
    """Give each way a width: as stated or tagged, else by its lanes, its sidewalks, or its class.

    Returns
    -------
    float32 (W,)
    """
    how = way_width_from(roads)
    no_cars = np.isin(roads.way_class, _CARRYING_NO_CARS)
    by_lanes = roads.way_lanes * np.where(no_cars, PATH_LANE_WIDTH_M, LANE_WIDTH_M)
    widths = np.where(how == WidthFrom.lanes, by_lanes, _class_width_m(roads))
    widths = np.where(how == WidthFrom.sidewalks, roads.way_width_sidewalks_m, widths)
    return np.where(np.isnan(roads.way_width_tag_m), widths, roads.way_width_tag_m).astype(np.float32)


def _class_width_m(roads: RoadNetwork) -> NDArray[np.float32]:
    one_way = (roads.way_oneway == Tri.yes) | roads.way_roundabout
    width_m = np.where(one_way, _ONE_WAY_M[roads.way_class], _TWO_WAY_M[roads.way_class])
    is_path = roads.way_class == RoadClass.path
    paved = ~way_unpaved(roads)
    width_m = np.where(is_path & paved, _PAVED_PATH_M, width_m)
    return np.where(is_path & roads.way_shared, _SHARED_PATH_M, width_m).astype(np.float32)


def class_width_error_m(road_class: str) -> float:
    """Give the standard error of a width that is assumed by the class of a road."""
    known = road_class if road_class in RoadClass.__members__ else RoadClass.road.name
    return _CLASS_WIDTH[RoadClass[known]].error_m


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
