"""Roads that pass under or over a course: by them vehicles get across without stopping anybody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import Plane, point_at, unrolled
from courseplanner.model.course.course import Course, Leg
from courseplanner.model.network.roads import Access, RoadClass, RoadNetwork, Tri

__all__ = ["WayAcross", "ways_across"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NOT_FOR_VEHICLES = (
    RoadClass.footway,
    RoadClass.cycleway,
    RoadClass.path,
    RoadClass.bridleway,
    RoadClass.pedestrian,
)
_FROM_ENDS_M = 1.0
"""What meets the course at the end of an edge meets it on the level."""
_SAME_WITHIN_M = 40.0
"""Two carriageways of a road are one way across."""


@dataclass(frozen=True, slots=True)
class WayAcross:
    """A place where a road passes under or over the course.

    Parameters
    ----------
    at_m : float
        Chainage.
    lon, lat : float
        On the course.
    name : str or None
        Of the road.
    is_under : bool
        Whether it passes under the course; else over it.
    """

    at_m: float
    lon: float
    lat: float
    name: str | None
    is_under: bool


def ways_across(course: Course, roads: RoadNetwork) -> tuple[WayAcross, ...]:
    """Find the roads for vehicles that cross a course on another level, by tags of bridges and tunnels.

    Returns
    -------
    tuple of WayAcross
        In running order; each place once, also where the course passes it several times.
    """
    lon = unrolled(course.lon, float(course.lon[0]))
    plane = Plane(float(lon.mean()), float(course.lat.mean()))
    x, y = plane.xy(lon, course.lat)
    line = np.column_stack((x, y))
    found: list[WayAcross] = []
    for edge, path in _edges_near(course, roads, plane):
        for at_m in _crossings_m(line, course.chainage_m, path):
            is_under = _passes_under(roads, edge, course.leg_at(at_m))
            if is_under is None:
                continue
            name = roads.way_name[roads.edge_way[edge]]
            place = point_at(course.lon, course.lat, course.chainage_m, at_m)
            called = roads.names[name].shown if name >= 0 else None
            found.append(WayAcross(at_m, *place, called or None, is_under))
    return _each_once(sorted(found, key=lambda one: one.at_m), plane)


def _edges_near(course: Course, roads: RoadNetwork, plane: Plane) -> list[tuple[int, Floats]]:
    """Give the edges for vehicles in the box of the course that it does not run on, with their lines."""
    run_on = np.isin(roads.way_id, [leg.way for leg in course.legs])
    ways = ~run_on & ~np.isin(roads.way_class, _NOT_FOR_VEHICLES) & (roads.way_access != Access.closed)
    first, near = roads.point_start[:-1], float(course.lon[0])
    course_lon, road_lon = unrolled(course.lon, near), unrolled(roads.point_lon, near)
    inside = (
        (np.maximum.reduceat(road_lon, first) >= course_lon.min())
        & (np.minimum.reduceat(road_lon, first) <= course_lon.max())
        & (np.maximum.reduceat(roads.point_lat, first) >= course.lat.min())
        & (np.minimum.reduceat(roads.point_lat, first) <= course.lat.max())
    )
    found = []
    for edge in np.flatnonzero(inside & ways[roads.edge_way]).tolist():
        points = slice(roads.point_start[edge], roads.point_start[edge + 1])
        found.append((edge, np.column_stack(plane.xy(road_lon[points], roads.point_lat[points]))))
    return found


def _crossings_m(line: Floats, chainage_m: Floats, path: Floats) -> list[float]:
    """Give the chainages at which a course crosses a line between the ends of that."""
    low, high = path.min(axis=0), path.max(axis=0)
    a, b = line[:-1], line[1:]
    near = np.flatnonzero(((np.maximum(a, b) >= low) & (np.minimum(a, b) <= high)).all(axis=1))
    road = shapely.LineString(path)
    found = []
    for at in near.tolist():
        meets = shapely.intersection(shapely.LineString(line[at : at + 2]), road)
        for point in shapely.get_coordinates(shapely.extract_unique_points(meets)):
            along = shapely.line_locate_point(road, shapely.Point(point))
            if _FROM_ENDS_M < along < road.length - _FROM_ENDS_M:
                found.append(float(chainage_m[at] + np.hypot(*(point - line[at]))))
    return found


def _passes_under(roads: RoadNetwork, edge: int, leg: Leg) -> bool | None:
    """Tell whether an edge passes under a leg, `None` where no tag says that one is above the other."""
    way = roads.edge_way[edge]
    if roads.way_tunnel[way] == Tri.yes or (leg.bridge and roads.way_bridge[way] != Tri.yes):
        return None if leg.tunnel else True
    if roads.way_bridge[way] == Tri.yes or leg.tunnel:
        return None if leg.bridge else False
    return None


def _each_once(found: list[WayAcross], plane: Plane) -> tuple[WayAcross, ...]:
    kept: list[WayAcross] = []
    for one in found:
        there = [one, *kept]
        x, y = plane.xy(np.array([each.lon for each in there]), np.array([each.lat for each in there]))
        near = np.hypot(x[1:] - x[0], y[1:] - y[0]) < _SAME_WITHIN_M
        if not any(other.name == one.name for other, is_near in zip(kept, near, strict=True) if is_near):
            kept.append(one)
    return tuple(kept)
