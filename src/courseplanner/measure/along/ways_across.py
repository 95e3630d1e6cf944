"""Roads that pass under or over a course: by them vehicles get across without stopping anybody."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import Plane, point_at, unrolled
from courseplanner.model.course.course import Course, Leg
from courseplanner.model.course.way_across import WayAcross
from courseplanner.model.network.roads import Access, RoadClass, RoadNetwork, Tri

__all__ = ["ways_across"]

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
    """Give the edges for vehicles that may pass under or over the course, with their lines.

    Those on bridges and in tunnels lie in the box of the course, all others in that of one of its bridges or
    tunnels; it runs on none of them.
    """
    run_on = np.isin(roads.way_id, [leg.way for leg in course.legs])
    ways = ~run_on & ~np.isin(roads.way_class, _NOT_FOR_VEHICLES) & (roads.way_access != Access.closed)
    apart = ((roads.way_bridge == Tri.yes) | (roads.way_tunnel == Tri.yes))[roads.edge_way]
    near = float(course.lon[0])
    course_lon, road_lon = unrolled(course.lon, near), unrolled(roads.point_lon, near)
    boxes = _boxes(roads, road_lon)
    chosen = apart & _in_box(boxes, course_lon, course.lat)
    for leg in course.legs:
        if leg.bridge or leg.tunnel:
            at = (course.chainage_m > leg.from_m) & (course.chainage_m < leg.to_m)
            ends_m = np.array([leg.from_m, leg.to_m])
            lon = np.append(course_lon[at], np.interp(ends_m, course.chainage_m, course_lon))
            lat = np.append(course.lat[at], np.interp(ends_m, course.chainage_m, course.lat))
            chosen |= _in_box(boxes, lon, lat)
    found = []
    for edge in np.flatnonzero(chosen & ways[roads.edge_way]).tolist():
        points = slice(roads.point_start[edge], roads.point_start[edge + 1])
        found.append((edge, np.column_stack(plane.xy(road_lon[points], roads.point_lat[points]))))
    return found


def _boxes(roads: RoadNetwork, road_lon: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Give the sides of the boxes of all edges: west, east, south and north."""
    first = roads.point_start[:-1]
    return (
        np.minimum.reduceat(road_lon, first),
        np.maximum.reduceat(road_lon, first),
        np.minimum.reduceat(roads.point_lat, first),
        np.maximum.reduceat(roads.point_lat, first),
    )


def _in_box(boxes: tuple[Floats, Floats, Floats, Floats], lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Tell which boxes meet the box of some points."""
    west, east, south, north = boxes
    return np.asarray((east >= lon.min()) & (west <= lon.max()) & (north >= lat.min()) & (south <= lat.max()))


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
