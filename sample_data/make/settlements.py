"""Settlements: where they lie, what surrounds them, and their streets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from make.chance import Chance
from make.curves import Point, SegmentIndex, distance, winding
from make.lines import Line
from make.names import HAMLETS, SETTLEMENTS, STREETS, Settlement
from make.roads import ValleyRoads
from make.streets import mesh, web
from make.terrain import Terrain
from make.valley import Valley

__all__ = ["Home", "county_blocks", "homes_of", "in_ring", "streets_of"]

_TOWN_TAGS = ("residential", "residential", "residential", "living_street", "tertiary")


@dataclass(frozen=True)
class Home:
    """A settlement on the map."""

    what: Settlement
    at: Point
    in_hills: bool

    @property
    def clear_m(self) -> float:
        """The radius that cones keep away from."""
        return self.what.reach_m + (90.0 if self.in_hills else 40.0)


def homes_of(valley: Valley) -> list[Home]:
    """Give all settlements with their places in the plane."""
    below = [(what, valley.place(what.s, valley.river_t(what.s) + what.off)) for what in SETTLEMENTS]
    above = [(what, valley.place(what.s, what.off)) for what in HAMLETS]
    homes = [Home(what, at, in_hills=False) for what, at in below]
    return homes + [Home(what, at, in_hills=True) for what, at in above]


def county_blocks(valley: Valley) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Give the meshes of the towns: label, first and last `s`, first and last `t`."""
    t = valley.river_t(10_850.0)
    return [
        ("云岭 north", (9_650.0, 12_150.0, t + 170.0, t + 1_500.0)),
        ("云岭 south", (10_250.0, 11_650.0, t - 620.0, t - 150.0)),
        ("云岭 station", (10_450.0, 11_350.0, -1_480.0, t - 700.0)),
        (
            "翠湖镇",
            (16_050.0, 17_150.0, valley.river_t(16_650.0) + 230.0, valley.river_t(16_650.0) + 1_050.0),
        ),
        ("石桥镇", (3_800.0, 4_700.0, valley.river_t(4_250.0) - 1_000.0, valley.river_t(4_250.0) - 260.0)),
    ]


def in_ring(p: Point, ring: list[Point]) -> bool:
    """Tell whether a point lies in a closed ring (even-odd)."""
    odd = False
    for a, b in pairwise(ring):
        if (a[1] > p[1]) != (b[1] > p[1]) and p[0] < a[0] + (p[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]):
            odd = not odd
    return odd


class _Ground:
    """Tells where a street may lie: off the water, the corridor, the cones and kept areas."""

    def __init__(self, roads: ValleyRoads, terrain: Terrain, kept: list[list[Point]]) -> None:
        self._river, self._terrain, self._kept = roads.river, terrain, kept
        self._banks = SegmentIndex(160.0)
        for name in ("C+", "C-"):
            self._banks.add(roads.sides[name])

    def __call__(self, p: Point) -> bool:
        return (
            self._river.distance_m(p, 120.0) > 119.0
            and self._banks.distance_m(p, 42.0) > 41.0
            and not self._terrain.on_cone(p)
            and not any(in_ring(p, ring) for ring in self._kept)
        )


def streets_of(
    homes: list[Home],
    roads: ValleyRoads,
    valley: Valley,
    terrain: Terrain,
    main: SegmentIndex,
    kept: list[list[Point]],
) -> list[Line]:
    """Draw the streets of all settlements.

    Parameters
    ----------
    homes : list of Home
    roads : ValleyRoads
    valley : Valley
    terrain : Terrain
    main : SegmentIndex
        The through roads that streets start from.
    kept : list of ring
        Areas without streets: lakes, parks, squares.
    """
    ground = _Ground(roads, terrain, kept)
    lines: list[Line] = []
    named = list(STREETS)
    for label, size in county_blocks(valley):
        chance, given = Chance("streets " + label), dict[str, dict[str, str]]()
        for name, points in mesh(label, valley.place, size, main, ground):
            if name not in given:
                given[name] = {"highway": chance.one_of(_TOWN_TAGS)}
                street = named.pop(0) if named and chance.happens(0.8) else None
                if street:
                    given[name] |= {"name": street.zh, "name:zh": street.zh, "name:en": street.en}
            lines.append(Line(points, dict(given[name])))
    for home in homes:
        if home.what.kind in {"village", "hamlet"}:
            lines += _village(home, main, ground)
    return lines + _river_lanes(homes, roads, lines)


def _village(home: Home, main: SegmentIndex, ground: Callable[[Point], bool]) -> list[Line]:
    chance = Chance("lanes " + home.what.zh)
    reach, (cx, cy) = home.what.reach_m, home.at
    long, wide = chance.between(1.0, 1.25), chance.between(0.6, 0.85)
    ux, uy = (0.92, -0.39) if chance.happens(0.7) else (0.6, 0.8)

    def area(draw: Chance) -> Point:
        while True:
            a, b = draw.between(-1.0, 1.0), draw.between(-1.0, 1.0)
            if a * a + b * b <= 1.0:
                x, y = a * reach * long, b * reach * wide
                return cx + x * ux - y * uy, cy + x * uy + y * ux

    lanes = web(home.what.zh, area, 70.0 if home.in_hills else 86.0, main, ground)
    kinds = ("residential", "residential", "residential", "living_street", "service", "footway")
    return [Line(points, {"highway": chance.one_of(kinds)}) for points in lanes]


def _river_lanes(homes: list[Home], roads: ValleyRoads, streets: list[Line]) -> list[Line]:
    """Lead a lane or two from each village near the river down to the corridor."""
    banks = SegmentIndex(300.0)
    for name in ("C+", "C-"):
        banks.add(roads.sides[name])
    result = []
    for home in homes:
        if home.in_hills:
            continue
        chance = Chance("river lane " + home.what.zh)
        ends = [
            line.points[k]
            for line in streets
            for k in (0, -1)
            if distance(line.points[k], home.at) < 1.1 * home.what.reach_m
        ]
        found = sorted((near[0], end, near[1]) for end in ends if (near := banks.nearest(end, 420.0)))
        lanes: list[tuple[Point, Point]] = []
        for _, end, foot in found:
            apart = all(distance(foot, other) > 170.0 for _, other in lanes)
            if (
                apart
                and len(lanes) < (7 if home.what.kind == "city" else 2)
                and not roads.river.crosses(end, foot)
            ):
                lanes.append((end, foot))
        for end, foot in lanes:
            kind = chance.one_of(("residential", "residential", "service", "footway"))
            result.append(Line(winding(end, foot, chance, sway=0.06), {"highway": kind}))
    return result
