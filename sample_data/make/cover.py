"""What covers the ground: water, woods, fields, built-up land, houses."""

from __future__ import annotations

import numpy as np

from make.chance import Chance, Noise1D
from make.curves import (
    Point,
    SegmentIndex,
    bearing_unit,
    distance,
    hull,
    length_m,
    offset,
    resampled,
    simplified,
    smoothed,
)
from make.lines import Line
from make.osmfile import OsmFile
from make.parks import Parks
from make.roads import ValleyRoads, clipped
from make.settlements import Home, county_blocks, in_ring
from make.terrain import Cone
from make.valley import EAST_M, NORTH_M, Valley, inside

__all__ = ["put_cover", "put_houses", "streams"]

_STREAMS = (
    (4_900.0, 1, "龙潭溪", "Longtan Brook"),
    (13_150.0, -1, "清水河", "Qingshui Brook"),
    (9_600.0, 1, "桂花溪", "Guihua Brook"),
    (17_050.0, -1, "响水溪", "Xiangshui Brook"),
)
_MOST_HOUSES = 1_500


def put_cover(osm: OsmFile, valley: Valley, roads: ValleyRoads, cones: list[Cone], parks: Parks) -> None:
    """Put water, woods, fields and parks into the file."""
    _water(osm, valley)
    _woods(osm, valley)
    for x, y, radius, _ in cones:
        s, t = _at(valley, (x, y))
        if abs(t) < valley.floor_m(s, 1 if t > 0.0 else -1) and inside((x, y), radius):
            osm.way(_round(x, y, 0.9 * radius), {"natural": "wood"}, own_nodes=True)
    _fields(osm, valley, roads, parks)
    park = [
        valley.place(s, valley.river_t(s) + off)
        for s, off in ((10_050, 110), (10_420, 105), (10_430, 190), (10_070, 200))
    ]
    osm.way(
        [*park, park[0]],
        {"leisure": "park", "name": "江滨公园", "name:zh": "江滨公园", "name:en": "Riverside Park"},
        own_nodes=True,
    )


def _at(valley: Valley, p: Point) -> tuple[float, float]:
    s, t = valley.locate(np.array([p[0]]), np.array([p[1]]))
    return float(s[0]), float(t[0])


def _round(x: float, y: float, radius: float) -> list[Point]:
    ring = [
        (x + radius * a, y + radius * b)
        for a, b in ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))
    ]
    return simplified(smoothed([*ring, ring[0]], 1), 1.5)


def _water(osm: OsmFile, valley: Valley) -> None:
    river = {"name": "云岭江", "name:zh": "云岭江", "name:en": "Yunling River"}
    for stretch in clipped(valley.river):
        osm.way(simplified(stretch, 1.5), {"waterway": "river", **river}, own_nodes=True)
        pieces = resampled(stretch, 30.0)
        for first in range(0, len(pieces) - 1, 50):
            piece = pieces[first : first + 51]
            shores = [_shore(valley, piece, side, first * 30.0) for side in (1, -1)]
            ring = [*simplified(shores[0], 1.5), *reversed(simplified(shores[1], 1.5))]
            if len(piece) > 2:
                osm.way([*ring, ring[0]], {"natural": "water", "water": "river", **river}, own_nodes=True)


def _shore(valley: Valley, middle: list[Point], side: int, before_m: float) -> list[Point]:
    def off(along: float) -> float:
        return side * valley.river_half_width_m(before_m + along)

    return offset(middle, off)


def streams(valley: Valley) -> list[tuple[list[Point], dict[str, str]]]:
    """Give the brooks that come down from the hills to the river."""
    result = []
    for s, side, zh, en in _STREAMS:
        noise = Noise1D("brook " + zh, 300.0)
        river, top = valley.river_t(s), side * (valley.floor_m(s, side) + 700.0)
        count = round(abs(top - river) / 40.0)
        points = []
        for k in range(count + 1):
            t = top + (river - top) * k / count
            fade = min(1.0, abs(t - river) / 200.0)
            points.append(valley.place(s + 260.0 * noise(t) * fade + 0.12 * abs(t - river) * -1.0, t))
        result.append(
            (
                simplified(smoothed(points, 1), 1.5),
                {"waterway": "stream", "name": zh, "name:zh": zh, "name:en": en},
            )
        )
    return result


def _woods(osm: OsmFile, valley: Valley) -> None:
    """Cover the hills on both sides of the floor."""
    for side in (1, -1):
        noise = Noise1D(f"wood edge {side}", 160.0)
        stations = [-3_000.0 + 70.0 * k for k in range(420)]
        edge = [valley.place(s, side * (valley.floor_m(s, side) + 60.0 + 90.0 * noise(s))) for s in stations]
        stretch = clipped(edge)[0]
        far = NORTH_M if side > 0 else -NORTH_M
        ring = [
            *stretch,
            (EAST_M, stretch[-1][1]),
            (EAST_M, far),
            (-EAST_M, far),
            (-EAST_M, stretch[0][1]),
            stretch[0],
        ]
        osm.way(simplified(ring, 2.0), {"landuse": "forest"}, own_nodes=True)


def _fields(osm: OsmFile, valley: Valley, roads: ValleyRoads, parks: Parks) -> None:
    chance = Chance("fields cover")
    s = 2_000.0
    while s < 18_800.0:
        step = chance.between(420.0, 820.0)
        for side, names in ((1, ("V+", "T+", "F+")), (-1, ("V-", "F-"))):
            inner = valley.river_t(s) + side * 130.0
            for name in names:
                outer = roads.side_t(name, s)
                box = [
                    valley.place(a, b)
                    for a, b in _wavy(s, s + step - 30.0, inner + side * 30.0, outer - side * 30.0, chance)
                ]
                busy = any(in_ring(p, ring) for ring in parks.kept for p in box)
                if (
                    abs(outer - inner) > 160.0
                    and not busy
                    and not (9_300.0 < s + step / 2.0 < 12_300.0 and side > 0)
                ):
                    kind = chance.one_of(
                        (
                            {"landuse": "farmland"},
                            {"landuse": "farmland", "crop": "rice"},
                            {"landuse": "farmland", "crop": "rape"},
                            {"landuse": "orchard"},
                        )
                    )
                    osm.way([*box, box[0]], dict(kind), own_nodes=True)
                inner = outer
        s += step


def _wavy(s0: float, s1: float, t0: float, t1: float, chance: Chance) -> list[tuple[float, float]]:
    corners = [
        (s0, t0),
        ((s0 + s1) / 2, t0),
        (s1, t0),
        (s1, (t0 + t1) / 2),
        (s1, t1),
        ((s0 + s1) / 2, t1),
        (s0, t1),
        (s0, (t0 + t1) / 2),
    ]
    return [(s + chance.bell(14.0), t + chance.bell(8.0)) for s, t in corners]


def put_houses(osm: OsmFile, valley: Valley, homes: list[Home], lines: list[Line]) -> None:
    """Put built-up land and houses along the streets of settlements into the file."""
    streets = [line for line in lines if line.tags.get("highway") in {"residential", "living_street"}]
    every = SegmentIndex(80.0)
    for line in lines:
        every.add(line.points)
    for _, (s0, s1, t0, t1) in county_blocks(valley):
        block = [valley.place(s + 0.16 * (t - t0), t) for s, t in ((s0, t0), (s1, t0), (s1, t1), (s0, t1))]
        osm.way([*block, block[0]], {"landuse": "residential"}, own_nodes=True)
    for home in homes:
        own = [p for line in streets for p in line.points if distance(p, home.at) < 1.05 * home.what.reach_m]
        if len(own) > 3 and home.what.kind in {"village", "hamlet"}:
            osm.way(hull(own, 30.0), {"landuse": "residential"}, own_nodes=True)
    chance, taken = Chance("houses"), set[tuple[int, int]]()
    for line in sorted(streets, key=lambda line: (chance.unit(), line.points[0])):
        if length_m(line.points) > 50.0:
            _houses_along(osm, line.points, every, taken, chance)
        if len(taken) > 9 * _MOST_HOUSES:
            return


def _houses_along(
    osm: OsmFile, points: list[Point], every: SegmentIndex, taken: set[tuple[int, int]], chance: Chance
) -> None:
    dense = resampled(points, 19.0)
    for k in range(1, len(dense) - 1):
        side = 1.0 if chance.happens(0.5) else -1.0
        if not chance.happens(0.55):
            continue
        ux, uy = bearing_unit(dense, k)
        wide, deep = chance.between(4.5, 7.0), chance.between(4.0, 6.5)
        off = deep + chance.between(6.0, 9.0)
        x, y = dense[k][0] - side * uy * off, dense[k][1] + side * ux * off
        corners = [
            (x + a * wide * ux - b * deep * uy, y + a * wide * uy + b * deep * ux)
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]
        cells = {(int(x // 17.0) + i, int(y // 17.0) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
        if (int(x // 17.0), int(y // 17.0)) in taken or any(
            every.distance_m(p, 5.0) < 4.9 for p in [*corners, (x, y)]
        ):
            continue
        taken |= cells
        osm.way(
            [*corners, corners[0]],
            {"building": chance.one_of(("house", "yes", "residential"))},
            own_nodes=True,
        )
