"""Where a course crosses big roads, whose traffic has to be stopped for it."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.closing import Closed
from courseplanner.layout.line.line import Line, nodes_at
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.selfcross import self_crossings
from courseplanner.model.network.roads import BIG_ROADS, RoadNetwork

__all__ = ["big_road_crossings", "self_crossings_of"]

_ONE_CROSSING_M = 40.0
"""Carriageways that lie this near each other are crossed at once."""
_ALONG_DEG = 20.0
"""A road that leaves within this angle of the course goes along it, and is on neither side."""

Ints = NDArray[np.int64]


def big_road_crossings(roads: RoadNetwork, line: Line) -> tuple[float, ...]:
    """Give the chainages at which a line crosses trunk, primary and secondary roads on the level.

    A road is crossed where it leads away from a junction to both sides of the line; carriageways side by
    side are one.

    Parameters
    ----------
    roads : RoadNetwork
    line : Line
        Along roads, with the edge under each segment.
    """
    at = np.flatnonzero(np.diff(line.edge)) + 1
    nodes = nodes_at(roads, line, at)
    leads = _big_roads_at(roads, nodes)
    found: list[float] = []
    last_m = -np.inf
    for vertex, node in zip(at.tolist(), nodes.tolist(), strict=True):
        if _crosses(line, vertex, leads[node]):
            at_m = float(line.chainage_m[vertex])
            if at_m - last_m > _ONE_CROSSING_M:
                found.append(at_m)
            last_m = at_m
    return tuple(found)


def self_crossings_of(plane: Plane, closed: Closed) -> tuple[float, ...]:
    """Give the chainages at which a course passes again and crosses itself: in a lap, or on its way out."""
    road, routed = closed.judged_centreline, closed.routed
    later = [at for _, at in self_crossings(*plane.xy(road.lon, road.lat))]
    return tuple(routed.beside(float(road.chainage_m[at])) for at in later)


def _big_roads_at(roads: RoadNetwork, nodes: Ints) -> defaultdict[int, list[tuple[int, complex]]]:
    """Give for nodes the edges of big roads that lead away, each with its direction."""
    is_asked = np.zeros(roads.node_count, dtype=np.bool_)
    is_asked[nodes] = True
    is_big = np.isin(roads.way_class, BIG_ROADS)[roads.edge_way]
    leads: defaultdict[int, list[tuple[int, complex]]] = defaultdict(list)
    first, last = roads.point_start[:-1], roads.point_start[1:] - 1
    for end, here, there in ((roads.edge_from, first, first + 1), (roads.edge_to, last, last - 1)):
        for edge in np.flatnonzero(is_big & is_asked[end]).tolist():
            direction = _direction(
                roads.point_lon[[here[edge], there[edge]]], roads.point_lat[[here[edge], there[edge]]]
            )
            leads[int(end[edge])].append((edge, direction))
    return leads


def _direction(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> complex:
    """Give the direction from one point to another, east along the real axis; its length means nothing."""
    return complex((lon[1] - lon[0]) * np.cos(np.radians(lat[0])), lat[1] - lat[0])


def _crosses(line: Line, vertex: int, leads: list[tuple[int, complex]]) -> bool:
    """Tell whether roads that lead away from a vertex lie on both sides of a line."""
    if len(leads) < 2:
        return False
    around = slice(vertex - 1, vertex + 2)
    lon, lat = line.lon[around], line.lat[around]
    came, goes = _direction(lon[[1, 0]], lat[[1, 0]]), _direction(lon[1:], lat[1:])
    on_line = {int(line.edge[vertex - 1]), int(line.edge[vertex])}
    # Angles from where the line goes on, counted to the left, up to where it came from.
    opening = _turn_deg(goes, came)
    left = right = False
    for edge, direction in leads:
        if edge in on_line:
            continue
        angle = _turn_deg(goes, direction)
        if min(angle, 360.0 - angle, abs(angle - opening)) < _ALONG_DEG:
            continue
        left, right = left or angle < opening, right or angle > opening
    return left and right


def _turn_deg(one: complex, other: complex) -> float:
    """Give by how much one direction must be turned to the left to become another, 0 to 360."""
    return float(np.degrees(np.angle(other * one.conjugate()))) % 360.0
