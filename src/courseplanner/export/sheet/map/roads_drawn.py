"""The roads of a map window: lines at small scales, roads of their width where the scale shows it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.export.sheet.drawing.drawing_ops import Page, grey
from courseplanner.export.sheet.drawing.view import View
from courseplanner.measure.geometry.geodesy import unrolled
from courseplanner.model.network.assumptions import way_width_m
from courseplanner.model.network.roads import BIG_ROADS, RoadClass, RoadNetwork

__all__ = ["draw_road_bands", "draw_road_lines", "edge_path", "edges_in"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_PATHS = (RoadClass.footway, RoadClass.path, RoadClass.track, RoadClass.cycleway, RoadClass.bridleway)
_SMALL = (*_PATHS, RoadClass.service)
_PATHS_FROM, _SMALL_FROM = 12_500.0, 30_000.0
"""Paths and service roads are drawn on maps of at least such scales."""
_TO_MM = 0.05
_RIM_MM = 0.12


@dataclass(frozen=True, slots=True)
class _Look:
    width_mm: float
    colour: str
    dashes_mm: tuple[float, ...] = ()


_BIG = _Look(0.55, grey(0.70))
_PLAIN = _Look(0.32, grey(0.76))
_PATH = _Look(0.18, grey(0.70), (0.9, 0.6))


def edges_in(view: View, roads: RoadNetwork) -> Ints:
    """Find the edges that may show in a window."""
    half_lon, half_lat = view.half_deg
    lon = unrolled(roads.point_lon, view.lon) - view.lon
    lat = roads.point_lat - view.lat
    first = roads.point_start[:-1]
    inside = (
        (np.maximum.reduceat(lon, first) >= -half_lon)
        & (np.minimum.reduceat(lon, first) <= half_lon)
        & (np.maximum.reduceat(lat, first) >= -half_lat)
        & (np.minimum.reduceat(lat, first) <= half_lat)
    )
    return np.flatnonzero(inside)


def edge_path(view: View, roads: RoadNetwork, edge: int) -> Floats:
    """Give an edge on paper, float64 (n, 2)."""
    points = slice(roads.point_start[edge], roads.point_start[edge + 1])
    return view.xy(roads.point_lon[points], roads.point_lat[points])


def _paths(view: View, roads: RoadNetwork, edges: Ints, to_mm: float) -> list[Floats]:
    """Give edges on paper, without points that nobody sees."""
    counts = np.diff(roads.point_start)[edges]
    begin = np.repeat(roads.point_start[edges] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    at = begin + np.arange(counts.sum())
    xy = view.xy(roads.point_lon[at], roads.point_lat[at])
    lines = shapely.linestrings(xy, indices=np.repeat(np.arange(len(edges)), counts))
    plain = shapely.simplify(lines, to_mm)
    coordinates, index = shapely.get_coordinates(plain, return_index=True)
    return [path for path in np.split(coordinates, np.flatnonzero(np.diff(index)) + 1) if len(path) > 1]


def draw_road_lines(page: Page, view: View, roads: RoadNetwork) -> None:
    """Draw the roads of a window as grey lines, the small ones only where there is room for them."""
    edges = edges_in(view, roads)
    kind = roads.way_class[roads.edge_way[edges]]
    paths, small = np.isin(kind, _PATHS), np.isin(kind, _SMALL)
    big = np.isin(kind, BIG_ROADS)
    groups = [(~small & ~big, _PLAIN), (big, _BIG)]
    if view.denominator <= _SMALL_FROM:
        groups.insert(0, (small & ~paths, _PATH))
    if view.denominator <= _PATHS_FROM:
        groups.insert(0, (paths, _PATH))
    for chosen, look in groups:
        if chosen.any():
            drawn = _paths(view, roads, edges[chosen], _TO_MM)
            page.line(*drawn, width_mm=look.width_mm, colour=look.colour, dashes_mm=look.dashes_mm)


def draw_road_bands(page: Page, view: View, roads: RoadNetwork) -> None:
    """Draw the roads of a window between their kerbs, as wide as the map or its assumptions have them."""
    edges = edges_in(view, roads)
    if not len(edges):
        return
    width_mm = np.round(way_width_m(roads)[roads.edge_way[edges]].astype(np.float64) * view.mm_per_m, 2)
    by_width = [
        (float(width), _paths(view, roads, edges[width_mm == width], 0.01)) for width in np.unique(width_mm)
    ]
    for width, paths in by_width:
        page.line(*paths, width_mm=width + 2.0 * _RIM_MM, colour=grey(0.45), has_round_ends=True)
    for width, paths in by_width:
        page.line(*paths, width_mm=width, colour=grey(0.93), has_round_ends=True)
