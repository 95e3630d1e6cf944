"""What no race runs on: the motorway with its interchange, the railway with its crossings."""

from __future__ import annotations

from itertools import pairwise
from math import fsum

import numpy as np

from make.chance import Noise1D
from make.curves import Point, SegmentIndex, crossing, distance, offset, resampled, simplified, smoothed
from make.lines import Line
from make.roads import clipped
from make.terrain import Terrain
from make.valley import Valley

__all__ = ["interchange", "motorway", "railway"]

_APART = 5
"""A level of their own: these lines join nothing on the ground."""

_MOTORWAY = {
    "highway": "motorway",
    "oneway": "yes",
    "ref": "G9999",
    "name": "云岭高速",
    "name:zh": "云岭高速",
    "name:en": "Yunling Expressway",
    "surface": "asphalt",
    "lanes": "2",
    "maxspeed": "80",
}
_MINOR = {"unclassified", "track", "residential", "service", "path"}
_RAIL = {
    "railway": "rail",
    "name": "云岭铁路",
    "name:zh": "云岭铁路",
    "name:en": "Yunling Railway",
    "gauge": "1435",
}


def _structures(
    points: list[Point], tags: dict[str, str], terrain: Terrain, deck: list[float], roads: SegmentIndex
) -> list[Line]:
    """Cut a line into tunnels, bridges and what lies on the ground, by its height over it."""
    xy = np.array(points)
    ground = terrain.heights(xy[:, 0], xy[:, 1])
    kinds = []
    for p, z, over in zip(points, ground, deck, strict=True):
        near_road = roads.distance_m(p, 40.0) < 38.0
        kinds.append("tunnel" if z > over + 14.0 else "bridge" if z < over - 12.0 or near_road else "")
    lines, first = [], 0
    for k in range(1, len(points)):
        if k == len(points) - 1 or kinds[k] != kinds[first]:
            extra = (
                {kinds[first]: "yes", "layer": "2" if kinds[first] == "bridge" else "-1"}
                if kinds[first]
                else {}
            )
            piece = simplified(points[first : k + 1], 0.8)
            lines.append(Line(piece, {**tags, **extra}, level=_APART, keep=True))
            first = k
    return lines


def _middle(valley: Valley) -> list[Point]:
    """Give the middle of the motorway: along the southern hills, then over the valley to the north-east."""
    sway = Noise1D("motorway", 1_700.0)
    points = []
    for k in range(350):
        s = -2_000.0 + 80.0 * k
        over = min(1.0, max(0.0, (s - 17_800.0) / 5_200.0))
        over = over * over * (3.0 - 2.0 * over)
        t = (-2_750.0 - 500.0 * sway(s)) * (1.0 - over) + 3_400.0 * over
        points.append(valley.place(s, t))
    return resampled(smoothed(points, 2), 40.0)


def _beside(middle: list[Point], off_m: float) -> list[Point]:
    return offset(middle, lambda _: off_m)


def motorway(valley: Valley, terrain: Terrain, roads: SegmentIndex) -> list[Line]:
    """Lay both carriageways."""
    lines = []
    for side in (1.0, -1.0):
        way = clipped(_beside(_middle(valley), 14.0 * side))[0]
        deck = _graded(way, terrain, 0.03)
        lines += _structures(
            way if side < 0 else way[::-1], _MOTORWAY, terrain, deck if side < 0 else deck[::-1], roads
        )
    return lines


def _graded(points: list[Point], terrain: Terrain, grade: float) -> list[float]:
    """Give the heights of a deck that follows the country no steeper than a grade."""
    xy = np.array(points)
    wished = terrain.base(xy[:, 0], xy[:, 1])
    half = 20
    padded = [float(wished[0])] * half + [float(z) for z in wished] + [float(wished[-1])] * half
    deck = [fsum(padded[k : k + 2 * half + 1]) / (2 * half + 1) for k in range(len(points))]
    for order in (range(1, len(deck)), range(len(deck) - 2, -1, -1)):
        for k in order:
            other = k - 1 if order.step > 0 else k + 1
            reach = grade * distance(points[k], points[other])
            deck[k] = min(max(deck[k], deck[other] - reach), deck[other] + reach)
    return deck


def interchange(valley: Valley, carriageways: list[Line], toll: Point) -> list[Line]:
    """Lay an exit of the motorway, down to the toll gate where the country road begins."""
    tags = {"highway": "motorway_link", "surface": "asphalt", "bridge": "yes", "layer": "3"}
    near = min((p for line in carriageways for p in line.points), key=lambda p: distance(p, toll))
    share = 130.0 / distance(near, toll)
    merge = (near[0] + (toll[0] - near[0]) * share, near[1] + (toll[1] - near[1]) * share)
    lines = [Line([merge, toll], tags, level=_APART, keep=True)]
    for down in (True, False):
        points = [p for line in carriageways if _runs_down(line, valley) == down for p in line.points]
        for ahead_m in (-420.0, 420.0):
            s_near = float(valley.locate(np.array([near[0]]), np.array([near[1]]))[0][0])
            wished = valley.place(s_near + ahead_m, -2_750.0)
            end = min(points, key=lambda p: distance(p, wished))
            bend = ((near[0] * 2.0 + end[0]) / 3.0, (near[1] * 2.0 + end[1]) / 3.0)
            ramp = smoothed([end, bend, merge], 3)
            leaves = (ahead_m < 0.0) == down
            lines.append(
                Line(ramp if leaves else ramp[::-1], {**tags, "oneway": "yes"}, level=_APART, keep=True)
            )
    return lines


def _runs_down(line: Line, valley: Valley) -> bool:
    """Tell whether a carriageway runs down the valley."""
    a, b = valley.locate(
        np.array([line.points[0][0], line.points[-1][0]]), np.array([line.points[0][1], line.points[-1][1]])
    )[0]
    return bool(b > a)


def railway(valley: Valley, terrain: Terrain, roads: SegmentIndex, ground: list[Line]) -> list[Line]:
    """Lay the railway under the southern hills; it meets a few small roads at level crossings."""
    points = []
    for k in range(760):
        s = -2_000.0 + 45.0 * k
        edge = valley.floor_m(s, -1)
        points.append(valley.place(s, -edge + 40.0 if s < 16_000.0 else -edge + 40.0 - 0.25 * (s - 16_000.0)))
    way = clipped(resampled(smoothed(points, 2), 40.0))[0]
    deck = [z + 5.0 for z in _graded(way, terrain, 0.012)]
    lines = _structures(way, _RAIL, terrain, deck, roads)
    return [part for line in lines for part in _opened(line, ground)]


def _opened(line: Line, ground: list[Line]) -> list[Line]:
    """Put the railway on the ground where small roads cross it."""
    if "bridge" not in line.tags:
        return [line]
    met = [
        road.tags["highway"]
        for a, b in pairwise(line.points)
        for road in ground
        for c, d in pairwise(road.points)
        if crossing(a, b, c, d)
    ]
    if len(met) != 1 or met[0] not in _MINOR:
        return [line]
    tags = {key: value for key, value in line.tags.items() if key not in {"bridge", "layer"}}
    return [Line(line.points, tags, level=0, keep=True)]
