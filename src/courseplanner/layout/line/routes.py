"""The shortest possible route along a line of roads: it is what the course is written along."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import Line, turnaround_points
from courseplanner.layout.line.sides import shut_of
from courseplanner.measure.along.shared_carriageway import opposed_and_lapped
from courseplanner.measure.geometry.geodesy import Plane, chainages_m, distances_m, ground_lengths_m, rounded
from courseplanner.measure.string.corridor import OFF_KERB_M, corner_radii_m, drawn_points, open_limits_m
from courseplanner.measure.string.shortest_route import ShortestRoute, shortest_route
from courseplanner.measure.string.strip import Strip, along_m
from courseplanner.model.network.assumptions import way_kerb_radius_m, way_width_m
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["Routed", "Router", "as_drawn", "opposed_segments"]

_APART_M = 0.5
"""Points of the route that are alongside the line's are left out where another is nearer than this."""
_GRID_DEG = 1e-8
"""The finest step of coordinates as written."""
_STEPS = np.arange(-3, 4)
"""Coordinates around the finish that are tried, in those steps."""
_DIRECTION_M = 0.05
"""A stretch of this length tells a direction, for all that coordinates are rounded."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Routed:
    """A course along roads, and its shortest possible route.

    Parameters
    ----------
    centreline : Line
        Along the middle of the roads, from start to finish.
    line : Line
        The shortest possible route as it is written, with the edge beside each segment.
    beside_m : float64 (n,)
        Chainage on `line` alongside each point of the centreline; never falls.
    strip : Strip
    route : ShortestRoute
        Both in the plane, before rounding.
    drawn : int64 (k,)
        The points of the centreline that are those of the strip.
    halved : bool (n - 1,)
        The segments of the centreline on which it keeps to the right half, since runners meet there.
    """

    centreline: Line
    line: Line
    beside_m: Floats
    strip: Strip
    route: ShortestRoute
    drawn: NDArray[np.int64]
    halved: Bools

    @property
    def is_lost(self) -> bool:
        """Whether nothing says where the route begins, so that it follows the roads all along."""
        return bool(self.route.unsolved) and self.route.unsolved[0] == (0.0, float(self.strip.at_m[-1]))

    @property
    def on_course(self) -> Line:
        """The centreline with the chainages of the course."""
        return replace(self.centreline, chainage_m=self.beside_m, relief=self.line.relief)

    def beside(self, at_m: float) -> float:
        """Give the chainage on the course alongside one on the centreline."""
        return float(np.interp(at_m, self.centreline.chainage_m, self.beside_m))

    def along(self, at_m: float) -> float:
        """Give the chainage on the centreline alongside one on the course."""
        return float(np.interp(at_m, self.beside_m, self.centreline.chainage_m))

    def finishing_at(self, target_m: float) -> Routed:
        """Give the same with the finish moved along the last stretch, and on to the best coordinates there.

        Parameters
        ----------
        target_m : float
            The length that the line is to have, as it measures itself.
        """
        line, measured_m = self.line, self.line.measured_m()
        end_m = float(measured_m[-1])
        # The last point far enough before the finish to tell a direction: stretches are of any length.
        from_m = min(target_m, end_m) - _DIRECTION_M
        base = max(int(np.searchsorted(measured_m, from_m, side="right")) - 1, 0)
        part = (target_m - float(measured_m[base])) / (end_m - float(measured_m[base]))
        east, north = (grid.ravel() for grid in np.meshgrid(_STEPS, _STEPS))
        lon = rounded(line.lon[base] + part * (line.lon[-1] - line.lon[base]) + east * _GRID_DEG)
        lat = rounded(line.lat[base] + part * (line.lat[-1] - line.lat[base]) + north * _GRID_DEG)
        steps_m = distances_m(line.lon[base], line.lat[base], lon, lat)
        to_m = line.chainage_m[base] + steps_m
        ground_m = steps_m
        if line.relief is not None:
            before_m = line.relief.heights(line.chainage_m[base : base + 1])
            ground_m = ground_lengths_m(steps_m, before_m, line.relief.heights(to_m))
        off_m = np.abs(measured_m[base] + ground_m - target_m)
        best = int(np.argmin(np.round(off_m, 6) + 1e-9 * (np.abs(east) + np.abs(north))))
        moved = Line(
            np.append(line.lon[: base + 1], lon[best]),
            np.append(line.lat[: base + 1], lat[best]),
            np.append(line.edge[:base], line.edge[-1]),
            np.append(line.chainage_m[: base + 1], to_m[best]),
            line.relief,
        )
        beside_m = np.append(np.minimum(self.beside_m[:-1], to_m[best]), to_m[best])
        return replace(self, line=moved, beside_m=beside_m)


def as_drawn(plane: Plane, line: Line) -> Routed:
    """Give a line for its own shortest possible route, where none can be found."""
    x, y = plane.xy(line.lon, line.lat)
    nothing = np.zeros(len(line.edge))
    strip = Strip(x, y, nothing, nothing.copy())
    route = ShortestRoute(x, y, strip.at_m, (), ((0.0, float(strip.at_m[-1])),))
    halved = np.zeros(len(line.edge), dtype=np.bool_)
    return Routed(line, line, line.chainage_m, strip, route, np.arange(len(x)), halved)


def opposed_segments(line: Line) -> Bools:
    """Tell which segments of a line lie where runners meet on one carriageway, bool (n - 1,)."""
    opposed, _ = opposed_and_lapped(line.lon, line.lat, line.chainage_m)
    middle_m = (line.chainage_m[1:] + line.chainage_m[:-1]) / 2.0
    found = np.zeros(len(middle_m), dtype=np.bool_)
    for stretch in opposed:
        found |= (middle_m >= stretch.from_m) & (middle_m <= stretch.to_m)
    return found


class Router:
    """Finds shortest possible routes in one region; what was solved once is kept.

    Parameters
    ----------
    roads : RoadNetwork
    plane : Plane
    """

    def __init__(self, roads: RoadNetwork, plane: Plane) -> None:
        self.roads = roads
        self.plane = plane
        way = roads.edge_way
        self._width_m = way_width_m(roads)[way].astype(np.float64)
        self._radius_m = way_kerb_radius_m(roads)[way]
        self._memo: dict[bytes, Floats | None] = {}

    @property
    def windows(self) -> int:
        """How many windows it keeps."""
        return len(self._memo)

    def across_m(self, line: Line) -> float:
        """Give how far the route may lie beside a line, at most."""
        return max(float(self._width_m[line.edge].max()) / 2.0 - OFF_KERB_M, 0.0)

    def route(self, centreline: Line, opposed: Bools) -> Routed:
        """Find the shortest possible route along a line.

        Parameters
        ----------
        centreline : Line
        opposed : bool (n - 1,)
            Segments on which runners meet.
        """
        strip, drawn = self._strip(centreline, opposed)
        route = shortest_route(strip, memo=self._memo)
        road_m = along_m(*self.plane.xy(centreline.lon, centreline.lat))
        alongside_m = np.interp(road_m, road_m[drawn], route.alongside_m)
        x, y, on_route_m = _points(route, alongside_m)
        lon, lat = (rounded(degrees) for degrees in self.plane.lonlat(x, y))
        kept = np.concatenate(([True], (np.diff(lon) != 0.0) | (np.diff(lat) != 0.0)))
        lon, lat, on_route_m = lon[kept], lat[kept], on_route_m[kept]
        chainage_m = chainages_m(lon, lat)
        middle_m = (on_route_m[1:] + on_route_m[:-1]) / 2.0
        segment = np.searchsorted(alongside_m[1:-1], middle_m, side="right")
        beside_m = np.interp(alongside_m, on_route_m, chainage_m)
        relief = centreline.relief
        if relief is not None:
            relief = relief.beside(centreline.chainage_m, beside_m)
        line = Line(lon, lat, centreline.edge[segment], chainage_m, relief)
        return Routed(centreline, line, beside_m, strip, route, drawn, opposed)

    def _strip(self, line: Line, opposed: Bools) -> tuple[Strip, NDArray[np.int64]]:
        x, y = self.plane.xy(line.lon, line.lat)
        shut = shut_of(self.roads, line)
        left_m, right_m = open_limits_m(self._width_m[line.edge], opposed, shut)
        left_is_kerb = ~opposed if shut is None else ~opposed & (shut.left_m == 0.0)
        right_is_kerb = np.ones_like(opposed) if shut is None else shut.right_m == 0.0
        turns = np.zeros(len(x), dtype=np.int8)
        # Runners keep to the right and turn round the cone to the left.
        turns[turnaround_points(self.plane, line, closed=False)] = 1
        kerb_m = self._radius_m[line.edge]
        at = drawn_points(
            x, y, np.column_stack((left_m, right_m, kerb_m, left_is_kerb, right_is_kerb)), turns
        )
        x, y, of_segment = x[at], y[at], at[:-1]
        radius_m = corner_radii_m(
            x, y, kerb_m[of_segment], left_is_kerb[of_segment], right_is_kerb[of_segment]
        )
        return Strip(x, y, left_m[of_segment], right_m[of_segment], radius_m, turns[at]), at


def _points(route: ShortestRoute, alongside_m: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the points of a route to be written: its corners, and those alongside the points of the line."""
    corners_m = route.at_m
    alongside_m = alongside_m[1:-1]
    following = np.searchsorted(corners_m, alongside_m).clip(1, len(corners_m) - 1)
    apart_m = np.minimum(alongside_m - corners_m[following - 1], corners_m[following] - alongside_m)
    extra_m = alongside_m[apart_m > _APART_M]
    extra_m = extra_m[np.concatenate(([True], np.diff(extra_m) > _APART_M))[: len(extra_m)]]
    at_m = np.concatenate((corners_m, extra_m))
    order = np.argsort(at_m, kind="stable")
    x = np.concatenate((route.x, np.interp(extra_m, corners_m, route.x)))[order]
    y = np.concatenate((route.y, np.interp(extra_m, corners_m, route.y)))[order]
    return x, y, at_m[order]
