"""Roads beyond the villages: field tracks, mountain roads, footpaths and stairs."""

from __future__ import annotations

from make.chance import Chance
from make.curves import Point, SegmentIndex, distance, length_m, simplified, winding
from make.lines import Line
from make.paths import Surveyor
from make.settlements import Home, in_ring
from make.streets import neighbour_edges, scattered
from make.terrain import Cone, Terrain
from make.valley import EAST_M, NORTH_M, Valley, inside

__all__ = ["field_tracks", "footpaths", "mountain_roads"]

_TRACKS: tuple[tuple[str, dict[str, str]], ...] = (
    ("unclassified", {}),
    ("track", {"tracktype": "grade1", "surface": "concrete"}),
    ("track", {"tracktype": "grade1"}),
    ("track", {"tracktype": "grade2", "surface": "gravel"}),
    ("track", {"tracktype": "grade3"}),
    ("track", {"tracktype": "grade4"}),
    ("track", {"tracktype": "grade5", "surface": "ground"}),
    ("track", {}),
    ("track", {"tracktype": "grade2"}),
    ("path", {}),
    ("service", {}),
    ("path", {"surface": "compacted"}),
    ("bridleway", {"surface": "fine_gravel"}),
    ("track", {"tracktype": "grade1", "surface": "asphalt", "width": "4"}),
)


def field_tracks(
    valley: Valley,
    terrain: Terrain,
    river: SegmentIndex,
    main: SegmentIndex,
    homes: list[Home],
    kept: list[list[Point]],
) -> list[Line]:
    """Draw the tracks between the fields of the floor."""
    chance = Chance("fields")

    def area() -> Point:
        s = chance.between(1_900.0, 18_800.0)
        side = 1 if chance.happens(0.52) else -1
        return valley.place(s, side * chance.between(0.0, 0.97) * valley.floor_m(s, side))

    def free(p: Point) -> bool:
        near_home = any(distance(p, home.at) < 0.9 * home.what.reach_m for home in homes)
        near_home = near_home or any(in_ring(p, ring) for ring in kept)
        return (
            not near_home
            and river.distance_m(p, 150.0) > 149.0
            and not terrain.on_cone(p)
            and inside(p, 200.0)
        )

    spots = []
    for p in scattered(area, 380.0, 2_400):
        if free(p):
            found = main.nearest(p, 110.0)
            spots.append(found[1] if found else p)
    lines = []
    for i, j in _near_edges(spots):
        points = winding(spots[i], spots[j], chance, sway=0.09)
        blocked = river.crosses(spots[i], spots[j]) or any(
            terrain.on_cone(p, 4.0) or any(in_ring(p, ring) for ring in kept) for p in points
        )
        middle = ((spots[i][0] + spots[j][0]) / 2.0, (spots[i][1] + spots[j][1]) / 2.0)
        if not blocked and main.distance_m(middle, 45.0) > 44.0 and length_m(points) > 60.0:
            highway, tags = chance.one_of(_TRACKS)
            lines.append(Line(points, {"highway": highway, **tags}))
    return lines


def _near_edges(spots: list[Point]) -> list[tuple[int, int]]:
    """Join neighbours; each block of the plane by itself, for that is quicker."""
    order = sorted(range(len(spots)), key=lambda k: spots[k])
    edges: set[tuple[int, int]] = set()
    for first in range(0, len(order), 60):
        block = order[first : first + 120]
        for i, j in neighbour_edges([spots[k] for k in block], 600.0, 0.98):
            edges.add((min(block[i], block[j]), max(block[i], block[j])))
    return sorted(edges)


def mountain_roads(surveyor: Surveyor, homes: list[Home], trunk_end: Point) -> list[Line]:
    """Lay the roads to the hill villages, over the hills between them, and out of the region."""
    lines = [_climb(surveyor.road(trunk_end, (EAST_M, 1_900.0), 0.055), "trunk")]
    high = [home for home in homes if home.in_hills]
    kinds = {"village": "tertiary", "hamlet": "unclassified"}
    lines += [
        _climb(surveyor.road(home.at), kinds[home.what.kind])
        for home in sorted(high, key=lambda home: abs(home.what.off))
    ]
    by_name = {home.what.zh: home.at for home in high}
    exits = (("老鹰岩", (5_600.0, NORTH_M)), ("滴水岩", (-9_900.0, -2_600.0)))
    for name, goal in exits:
        lines.append(_climb(surveyor.road(by_name[name], goal), "tertiary" if name != "滴水岩" else "track"))
    return [line for line in lines if len(line.points) > 1]


def _climb(points: list[Point], highway: str) -> Line:
    tags = {"highway": highway}
    if highway == "track":
        tags["tracktype"] = "grade3"
    return Line(simplified(points, 1.5), tags)


def footpaths(cones: list[Cone], main: SegmentIndex, river: SegmentIndex) -> list[Line]:
    """Lead paths with stairs up some cones beside the roads of the floor."""
    chance = Chance("footpaths")
    lines: list[Line] = []
    for x, y, radius, _ in cones:
        found = main.nearest((x, y), radius + 160.0)
        if found is None or river.crosses((x, y), found[1]) or not chance.happens(0.2):
            continue
        foot, top = found[1], (x, y)
        share = min(0.8, max(0.3, 1.0 - 0.85 * radius / max(found[0], 1.0)))
        halt = (foot[0] + (top[0] - foot[0]) * share, foot[1] + (top[1] - foot[1]) * share)
        lines.append(Line(winding(foot, halt, chance, sway=0.15, step_m=35.0), {"highway": "path"}))
        zigzag = winding(halt, top, chance, sway=0.3, step_m=28.0)
        lines.append(Line(zigzag, {"highway": "steps", "surface": "sett", "handrail": "yes"}))
    return lines
