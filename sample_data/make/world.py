"""Puts the region together: roads, settlements, hills, and the file of them all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import fsum

from make.chance import Chance
from make.cover import put_cover, put_houses, streams
from make.curves import Point, SegmentIndex, distance, simplified, winding
from make.heavy import interchange, motorway, railway
from make.lines import Line, largest_component, noded
from make.osmfile import OsmFile
from make.parks import Parks, parks_of
from make.paths import Surveyor
from make.places import put_places
from make.roads import ValleyRoads, clipped
from make.settlements import Home, homes_of, streets_of
from make.tagging import ways_of
from make.terrain import Cone, Terrain, cones_of
from make.valley import Valley, inside
from make.wild import field_tracks, footpaths, mountain_roads

__all__ = ["World", "built", "osm_of"]

_ROUNDABOUT_M = 26.0
_EXPRESSWAY_LINK = {
    "highway": "secondary",
    "name": "高速连接线",
    "name:zh": "高速连接线",
    "name:en": "Expressway Link",
}
_NOT_MAIN = {"cycleway", "footway", "path", "steps", "pedestrian", "construction"}


@dataclass
class World:
    """The finished region.

    Parameters
    ----------
    valley : Valley
    roads : ValleyRoads
    terrain : Terrain
    homes : list of Home
    parks : Parks
    lines : list of Line
        All roads and rails, sharing points where they meet.
    """

    valley: Valley
    roads: ValleyRoads
    terrain: Terrain
    homes: list[Home]
    parks: Parks
    lines: list[Line]


def _index(lines: list[Line], *, main_only: bool = True) -> SegmentIndex:
    index = SegmentIndex(150.0)
    for line in lines:
        if line.level == 0 and not (main_only and line.tags.get("highway") in _NOT_MAIN):
            index.add(line.points)
    return index


def built() -> World:
    """Make the region."""
    valley = Valley()
    roads = ValleyRoads(valley)
    parks, homes = parks_of(valley, roads), homes_of(valley)
    main = _with_roundabout(roads.lines(), roads)
    terrain = Terrain(valley, _cones(valley, main, parks, homes))
    surveyor = Surveyor(terrain)
    for line in main:
        if line.level == 0 and line.tags["highway"] not in _NOT_MAIN:
            surveyor.take(line.points)
    toll = valley.place(9_500.0, -(valley.floor_m(9_500.0, -1) + 130.0))
    main += mountain_roads(surveyor, homes, roads.sides["T+"][-1])
    main.append(Line(simplified(surveyor.road(toll, None, 0.06), 1.5), dict(_EXPRESSWAY_LINK), keep=True))
    through = _index(main)
    streets = streets_of(homes, roads, valley, terrain, through, parks.kept)
    tracks = field_tracks(valley, terrain, roads.river, through, homes, parks.kept)
    paths = footpaths(terrain.cones, through, roads.river)
    ground = main + parks.lines + streets + _private(valley, through) + tracks + paths
    ground = [part for line in ground for part in _inside(line)]
    index = _index(ground, main_only=False)
    rails = railway(valley, terrain, index, ground)
    lines = largest_component(noded([*ground, *rails]))
    carriageways = motorway(valley, terrain, _index(lines, main_only=False))
    heavy = carriageways + interchange(valley, carriageways, toll)
    return World(valley, roads, terrain, homes, parks, [*_named(lines, homes), *heavy])


def _cones(valley: Valley, main: list[Line], parks: Parks, homes: list[Home]) -> list[Cone]:
    index = SegmentIndex(150.0)
    for line in main:
        index.add(line.points)
    kept = [(home.at, home.clear_m) for home in homes if home.what.kind != "city"]
    kept += [(valley.place(s, valley.river_t(s) + 500.0), 1_250.0) for s in (10_000.0, 10_850.0, 11_700.0)]
    kept += [
        (parks.lake[0], 380.0),
        (parks.lake[len(parks.lake) // 2], 380.0),
        (valley.place(16_150.0, -1_000.0), 640.0),
    ]
    return cones_of(valley, index, kept) + parks.forest_cones


def _inside(line: Line) -> list[Line]:
    if all(inside(p) for p in line.points):
        return [line]
    return [Line(piece, dict(line.tags), line.level, line.keep) for piece in clipped(line.points)]


def _with_roundabout(lines: list[Line], roads: ValleyRoads) -> list[Line]:
    """Put a roundabout where Stadium Avenue meets the northern valley road."""
    avenue = [line for line in lines if line.tags.get("name:en") == "Stadium Avenue"]
    north = SegmentIndex(150.0)
    north.add(roads.sides["V+"])
    near = sorted(
        (found[0], found[1]) for line in avenue for p in line.points if (found := north.nearest(p, 100.0))
    )
    cx = fsum(p[0] for _, p in near[:2]) / 2.0
    cy = fsum(p[1] for _, p in near[:2]) / 2.0
    result = []
    for line in lines:
        result += _outside(line, (cx, cy))
    spokes = ((1.0, 0.0), (0.866, 0.5), (0.5, 0.866), (0.0, 1.0), (-0.5, 0.866), (-0.866, 0.5))
    round_way = [
        (cx + _ROUNDABOUT_M * a, cy + _ROUNDABOUT_M * b) for a, b in (*spokes, *((-a, -b) for a, b in spokes))
    ]
    tags = {
        "highway": "primary",
        "junction": "roundabout",
        "oneway": "yes",
        "surface": "asphalt",
        "lanes": "2",
        "name": "体育大道",
        "name:zh": "体育大道",
        "name:en": "Stadium Avenue",
    }
    return [*result, Line([*round_way, round_way[0]], tags, keep=True)]


def _outside(line: Line, centre: Point) -> list[Line]:
    """Cut out of a line what lies in the roundabout."""
    if line.level or (all(distance(p, centre) > 200.0 for p in line.points) and len(line.points) < 2):
        return [line]
    pieces: list[list[Point]] = [[]]
    for a, b in pairwise(line.points):
        steps = (
            max(1, int(distance(a, b) / 0.5)) if min(distance(a, centre), distance(b, centre)) < 400.0 else 1
        )
        for k in range(steps):
            p = (a[0] + (b[0] - a[0]) * k / steps, a[1] + (b[1] - a[1]) * k / steps)
            if distance(p, centre) < _ROUNDABOUT_M - 1.0:
                if pieces[-1]:
                    pieces.append([])
            elif k == 0 or not pieces[-1] or distance(p, centre) < _ROUNDABOUT_M + 0.6:
                pieces[-1].append(p)
    pieces[-1].append(line.points[-1])
    whole = [simplified(piece, 0.3) for piece in pieces if len(piece) > 1]
    return [Line(piece, dict(line.tags), line.level, line.keep) for piece in whole]


def _private(valley: Valley, main: SegmentIndex) -> list[Line]:
    """Lay closed roads: to a power station, a quarry and a depot."""
    lines = []
    for label, s, t in (
        ("power station", 18_900.0, 700.0),
        ("quarry", 7_600.0, 2_150.0),
        ("depot", 9_300.0, -1_500.0),
        ("works", 13_900.0, 1_650.0),
    ):
        chance, p = Chance(label), valley.place(s, t)
        found = main.nearest(p, 900.0)
        if found:
            lines.append(
                Line(winding(found[1], p, chance, sway=0.12), {"highway": "service", "access": "private"})
            )
            q = valley.place(s + 130.0, t + 60.0)
            lines.append(Line(winding(p, q, chance, sway=0.2), {"highway": "service", "access": "private"}))
    bypass = [
        valley.place(s, t)
        for s, t in ((18_300.0, 900.0), (18_900.0, 1_150.0), (19_600.0, 1_000.0), (20_300.0, 700.0))
    ]
    tags = {
        "highway": "construction",
        "construction": "secondary",
        "name": "云岭北路",
        "name:zh": "云岭北路",
        "name:en": "Yunling North Road",
    }
    return [
        *lines,
        Line(simplified(winding(bypass[0], bypass[-1], Chance("bypass"), sway=0.1), 1.0), tags, keep=True),
    ]


def _named(lines: list[Line], homes: list[Home]) -> list[Line]:
    """Name the nameless through roads after the settlement they pass."""
    for number, line in enumerate(lines):
        if (
            line.tags.get("highway") in {"tertiary", "unclassified", "trunk"}
            and "name" not in line.tags
            and len(line.points) > 5
        ):
            middle = line.points[len(line.points) // 2]
            home = min(homes, key=lambda home: distance(home.at, middle)).what
            zh = home.zh.rstrip("村寨镇")
            line.tags |= {"name": f"{zh}路", "name:zh": f"{zh}路", "name:en": f"{home.en} Road"}
            if line.tags["highway"] == "tertiary":
                line.tags["ref"] = f"Y{901 + number % 90}"
    return lines


def osm_of(world: World) -> OsmFile:
    """Give the OSM file of the region."""
    osm = OsmFile()
    for way in ways_of(world.lines):
        osm.way(way.points, way.tags)
    _node_tags(osm, world)
    network = SegmentIndex(150.0)
    for line in world.lines:
        if line.tags.get("highway", "motorway") not in {"motorway", "motorway_link", "steps", "construction"}:
            network.add(line.points)
    put_places(osm, world.valley, world.roads, world.homes, world.parks, network, world.terrain)
    for points, tags in streams(world.valley):
        osm.way(points, tags, own_nodes=True)
    put_cover(osm, world.valley, world.roads, world.terrain.cones, world.parks)
    put_houses(osm, world.valley, world.homes, [line for line in world.lines if "highway" in line.tags])
    return osm


def _node_tags(osm: OsmFile, world: World) -> None:
    """Tag level crossings, gates, bollards and traffic lights."""
    chance = Chance("node tags")
    rails = {p for line in world.lines if "railway" in line.tags and line.level == 0 for p in line.points}
    for line in world.lines:
        highway = line.tags.get("highway")
        for p in line.points:
            if highway and p in rails:
                osm.tag_node(p, {"railway": "level_crossing"})
        if len(line.points) < 4:
            continue
        if line.tags.get("access") == "private" or (highway == "track" and chance.happens(0.04)):
            osm.tag_node(line.points[1], {"barrier": "gate"})
        elif highway == "service" and chance.happens(0.05):
            osm.tag_node(line.points[1], {"barrier": "lift_gate"})
        elif highway == "primary" and chance.happens(0.5):
            osm.tag_node(line.points[-1], {"highway": "traffic_signals"})
