"""Areas with a shape of their own: the lake, the peak forest, the square, and the paths in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum

from make.chance import Chance, Noise1D
from make.curves import Point, SegmentIndex, distance, smoothed, winding
from make.lines import Line
from make.roads import ValleyRoads
from make.valley import Valley

__all__ = ["Parks", "parks_of"]

_COMPASS = (
    (1.0, 0.0),
    (0.92, 0.38),
    (0.71, 0.71),
    (0.38, 0.92),
    (0.0, 1.0),
    (-0.38, 0.92),
    (-0.71, 0.71),
    (-0.92, 0.38),
    (-1.0, 0.0),
    (-0.92, -0.38),
    (-0.71, -0.71),
    (-0.38, -0.92),
    (0.0, -1.0),
    (0.38, -0.92),
    (0.71, -0.71),
    (0.92, -0.38),
)


@dataclass
class Parks:
    """Rings (closed) of the parks, the cones of the peak forest, and the lines about them."""

    lake: list[Point]
    island: list[Point]
    forest: list[Point]
    square: list[Point]
    stadium: list[Point]
    forest_cones: list[tuple[float, float, float, float]]
    lines: list[Line] = field(default_factory=list)

    @property
    def kept(self) -> list[list[Point]]:
        """The areas that streets keep out of."""
        return [self.lake, self.forest, self.square, self.stadium]


def _blob(valley: Valley, label: str, s: float, t: float, half_s: float, half_t: float) -> list[Point]:
    noise = Noise1D("blob " + label, 3.0)
    ring = []
    for k, (a, b) in enumerate(_COMPASS):
        grow = 1.0 + 0.35 * noise(float(k))
        ring.append(valley.place(s + half_s * a * grow, t + half_t * b * grow))
    return [*smoothed([*ring, ring[0]], 2)[:-1], ring[0]]


def _box(valley: Valley, s: float, t: float, half_s: float, half_t: float) -> list[Point]:
    corners = [valley.place(s + a * half_s, t + b * half_t) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return [*corners, corners[0]]


def parks_of(valley: Valley, roads: ValleyRoads) -> Parks:
    """Lay out the parks."""
    s_lake = 12_620.0
    t_lake = (valley.river_t(s_lake) + 100.0 + roads.side_t("V+", s_lake)) / 2.0
    t_forest = (roads.side_t("V-", 16_150.0) + roads.side_t("F-", 16_150.0)) / 2.0
    t_square = valley.river_t(10_680.0) + 330.0
    places = (
        (15_820, 90),
        (16_030, -170),
        (16_080, 210),
        (16_300, -20),
        (16_420, 230),
        (16_500, -200),
        (15_800, -190),
    )
    cones = []
    for k, (s, off) in enumerate(places):
        x, y = valley.place(float(s), t_forest + off)
        cones.append((x, y, 88.0 + 6.0 * k, 62.0 + 9.0 * k))
    parks = Parks(
        lake=_blob(valley, "lake", s_lake, t_lake, 250.0, 115.0),
        island=_blob(valley, "island", s_lake + 60.0, t_lake, 40.0, 26.0),
        forest=_blob(valley, "forest", 16_150.0, t_forest, 560.0, 390.0),
        square=_box(valley, 10_680.0, t_square, 75.0, 42.0),
        stadium=_box(valley, 10_680.0, t_square + 150.0, 95.0, 62.0),
        forest_cones=cones,
    )
    parks.lines = _paths(parks, roads)
    return parks


def _grown(ring: list[Point], by_m: float) -> list[Point]:
    mx, my = fsum(p[0] for p in ring[:-1]) / (len(ring) - 1), fsum(p[1] for p in ring[:-1]) / (len(ring) - 1)
    grown = []
    for x, y in ring:
        far = distance((x, y), (mx, my))
        grown.append((x + (x - mx) / far * by_m, y + (y - my) / far * by_m))
    return grown


def _paths(parks: Parks, roads: ValleyRoads) -> list[Line]:
    chance = Chance("park paths")
    targets = SegmentIndex(300.0)
    for name in ("V+", "V-", "C+", "F-"):
        targets.add(roads.sides[name])
    shore = {
        "highway": "footway",
        "surface": "paving_stones",
        "width": "3.5",
        "name": "镜湖环湖步道",
        "name:zh": "镜湖环湖步道",
        "name:en": "Mirror Lake Shore Path",
    }
    round_square = {
        "highway": "pedestrian",
        "surface": "paving_stones",
        "width": "12",
        "name": "体育场广场",
        "name:zh": "体育场广场",
        "name:en": "Stadium Square",
        "motor_vehicle": "no",
    }
    trail = {
        "highway": "footway",
        "surface": "asphalt",
        "width": "4",
        "motor_vehicle": "no",
        "name": "峰林步道",
        "name:zh": "峰林步道",
        "name:en": "Peak Forest Trail",
    }
    lines = [
        Line(_grown(parks.lake, 22.0), shore),
        Line(_grown(parks.square, 8.0), round_square),
        Line(_grown(parks.forest, -45.0), trail),
    ]
    for ring, tags, count in (
        (lines[0].points, shore, 4),
        (lines[1].points, round_square, 3),
        (lines[2].points, trail, 5),
    ):
        lines += _spokes(ring, tags, count, targets, chance)
    return lines


def _spokes(
    ring: list[Point], tags: dict[str, str], count: int, targets: SegmentIndex, chance: Chance
) -> list[Line]:
    """Tie a ring to the roads about it by its shortest ways out."""
    found = sorted((near[0], p, near[1]) for p in ring if (near := targets.nearest(p, 420.0)))
    spokes: list[Line] = []
    feet: list[Point] = []
    for _, p, foot in found:
        if len(feet) < count and all(distance(foot, other) > 150.0 for other in feet):
            feet.append(foot)
            spokes.append(Line(winding(p, foot, chance, sway=0.05), dict(tags)))
    return spokes
