"""The roads of the valley floor: corridor, valley roads, trunk road, links, bridges."""

from __future__ import annotations

from itertools import pairwise
from math import fsum

import numpy as np

from make.chance import Chance, Noise1D
from make.curves import Point, SegmentIndex, crossing, distance, offset, resampled, simplified, smoothed
from make.lines import Line, bridged
from make.names import LINKS, Link
from make.valley import Valley, inside

__all__ = ["CORRIDOR", "ValleyRoads", "clipped", "trimmed"]

CORRIDOR = {
    "highway": "cycleway",
    "name": "滨河生态走廊",
    "name:zh": "滨河生态走廊",
    "name:en": "Riverside Ecological Corridor",
    "surface": "asphalt",
    "motor_vehicle": "no",
    "foot": "designated",
    "bicycle": "designated",
    "lit": "yes",
}
_NORTH = {
    "highway": "secondary",
    "ref": "X901",
    "name": "云岭北路",
    "name:zh": "云岭北路",
    "name:en": "Yunling North Road",
}
_SOUTH = {
    "highway": "tertiary",
    "ref": "X902",
    "name": "云岭南路",
    "name:zh": "云岭南路",
    "name:en": "Yunling South Road",
}
_TRUNK = {
    "highway": "trunk",
    "ref": "S999",
    "name": "云峰大道",
    "name:zh": "云峰大道",
    "name:en": "Yunfeng Avenue",
}
_FOOT_NORTH = {
    "highway": "unclassified",
    "name": "北山脚路",
    "name:zh": "北山脚路",
    "name:en": "North Hillfoot Road",
}
_FOOT_SOUTH = {
    "highway": "unclassified",
    "name": "南山脚路",
    "name:zh": "南山脚路",
    "name:en": "South Hillfoot Road",
}
_AVENUE = {
    "name": "体育大道",
    "name:zh": "体育大道",
    "name:en": "Stadium Avenue",
    "lit": "yes",
    "sidewalk": "both",
}
_FOOTBRIDGES_S = (
    3_650.0,
    5_950.0,
    7_000.0,
    8_050.0,
    9_100.0,
    10_480.0,
    11_300.0,
    13_350.0,
    14_200.0,
    15_800.0,
    17_800.0,
)
_RIVER_CLEAR_M = 50.0
_CORRIDOR_CLEAR_M = 150.0


def clipped(points: list[Point], margin_m: float = 0.0) -> list[list[Point]]:
    """Give the stretches of a line that lie in the region."""
    stretches: list[list[Point]] = [[]]
    for p in points:
        if inside(p, margin_m):
            stretches[-1].append(p)
        elif stretches[-1]:
            stretches.append([])
    return [stretch for stretch in stretches if len(stretch) > 1]


def trimmed(points: list[Point], target: list[Point]) -> list[Point]:
    """Cut off the end of a line where it last crosses the target."""
    for k in range(len(points) - 1, 0, -1):
        for a, b in pairwise(target):
            shares = crossing(points[k - 1], points[k], a, b)
            if shares:
                p, q = points[k - 1], points[k]
                return [*points[:k], (p[0] + (q[0] - p[0]) * shares[0], p[1] + (q[1] - p[1]) * shares[0])]
    return points


class ValleyRoads:
    """Lays the roads of the floor in valley coordinates.

    Parameters
    ----------
    valley : Valley
    """

    def __init__(self, valley: Valley) -> None:
        self._valley = valley
        self._noise = {name: Noise1D("side " + name, 620.0) for name in ("V+", "V-", "F+", "F-", "T+")}
        self.river = SegmentIndex(200.0)
        self.river.add(valley.river)
        self.sides: dict[str, list[Point]] = {
            "C+": valley.bank_line(1, 2_000.0, 20_600.0, 82.0),
            "C-": valley.bank_line(-1, 2_700.0, 19_700.0, 82.0),
            "V+": self._along("V+", -1_000.0, 24_000.0),
            "V-": self._along("V-", 1_650.0, 20_500.0),
            "F+": self._along("F+", 2_900.0, 16_800.0),
            "F-": self._along("F-", 3_300.0, 17_900.0),
            "T+": self._along("T+", -1_000.0, 17_500.0),
        }

    def side_t(self, name: str, s: float) -> float:
        """Give how far left of the axis a side line runs."""
        side = 1 if name.endswith("+") else -1
        river, noise, floor_m = self._valley.river_t(s), self._noise[name](s), self._valley.floor_m(s, side)
        narrow = min(1.0, floor_m / 1_700.0)
        if name[0] == "V":
            return 0.75 * river + side * (650.0 * narrow + 230.0 * noise * narrow)
        if name[0] == "T":
            return 0.3 * river + 1_240.0 + 190.0 * noise
        edge = floor_m - 230.0 + 250.0 * noise
        return (
            max(edge, self.side_t("T+", s) + 190.0) if side > 0 else -max(edge, 190.0 - self.side_t("V-", s))
        )

    def _along(self, name: str, s0: float, s1: float) -> list[Point]:
        count = round((s1 - s0) / 40.0)
        stations = [s0 + (s1 - s0) * k / count for k in range(count + 1)]
        return smoothed([self._valley.place(s, self.side_t(name, s)) for s in stations], 1)

    def lines(self) -> list[Line]:
        """Give all roads of the floor but the streets of settlements."""
        result: list[Line] = []
        for name, tags in (("V+", _NORTH), ("V-", _SOUTH), ("F+", _FOOT_NORTH), ("F-", _FOOT_SOUTH)):
            for stretch in clipped(self.sides[name]):
                result += bridged(
                    Line(simplified(stretch, 1.2), dict(tags), keep=True), self.river, _RIVER_CLEAR_M
                )
        result += self._corridor()
        result += self._trunk()
        for link in LINKS:
            result += self._link(link)
        result += self._footbridges()
        result += self._ends()
        return result

    def _corridor(self) -> list[Line]:
        result = []
        for name in ("C+", "C-"):
            chance = Chance("corridor " + name)
            dense = resampled(self.sides[name], 20.0)
            first = 0
            while first < len(dense) - 1:
                last = min(first + round(chance.between(45.0, 95.0)), len(dense) - 1)
                tags = dict(CORRIDOR) | {"width": chance.one_of(["5", "5.5", "6"])}
                if chance.happens(0.18):
                    tags["highway"] = "footway"
                if chance.happens(0.4) and tags["highway"] == "cycleway":
                    tags["segregated"] = "yes"
                result.append(Line(simplified(dense[first : last + 1], 0.8), tags, keep=True))
                first = last
        return result

    def _trunk(self) -> list[Line]:
        """Lay the trunk road: one carriageway, two past the county town, one again."""
        middle = clipped(self.sides["T+"])[0]
        split = next(k for k, p in enumerate(middle) if self._at(p) > 8_300.0)
        join = next(k for k, p in enumerate(middle) if self._at(p) > 13_200.0)
        single = dict(_TRUNK) | {"lanes": "2"}
        dual = dict(_TRUNK) | {"lanes": "2", "oneway": "yes", "surface": "asphalt", "width": "8.5"}
        lines = [
            Line(simplified(middle[: split + 1], 1.2), single, keep=True),
            Line(simplified(middle[join:], 1.2), dict(single), keep=True),
        ]
        for side in (1, -1):
            way = self._carriageway(middle[split : join + 1], side, 10.0)
            lines.append(Line(simplified(way if side < 0 else way[::-1], 0.8), dict(dual), keep=True))
        return lines

    def _at(self, p: Point) -> float:
        return float(self._valley.locate(np.array([p[0]]), np.array([p[1]]))[0][0])

    @staticmethod
    def _carriageway(middle: list[Point], side: int, apart_m: float) -> list[Point]:
        total = fsum(distance(a, b) for a, b in pairwise(middle))
        return offset(middle, lambda along: side * apart_m * min(1.0, along / 90.0, (total - along) / 90.0))

    def _link_points(self, link: Link) -> list[Point]:
        t0, t1 = (self._end_t(name, link.s) for name in (link.start, link.end))
        noise = Noise1D(f"link {link.s}", 420.0)
        count = max(4, round((t0 - t1) / 45.0))
        points = []
        for k in range(-3, count + 4):
            t = t0 + (t1 - t0) * k / count
            sway = 150.0 * noise(t) * min(1.0, 4.0 * abs(k / count - 0.5) + 0.15)
            points.append(self._valley.place(link.s + link.slant * t + sway, t))
        points = trimmed(smoothed(points, 1), self.sides[link.end])
        return trimmed(points[::-1], self.sides[link.start])[::-1]

    def _end_t(self, name: str, s: float) -> float:
        return (
            self._valley.river_t(s) + (95.0 if name == "C+" else -95.0)
            if name[0] == "C"
            else self.side_t(name, s)
        )

    def _link(self, link: Link) -> list[Line]:
        points = simplified(self._link_points(link), 1.2)
        if link.highway != "primary":
            return bridged(Line(points, {"highway": link.highway}, keep=True), self.river, _RIVER_CLEAR_M)
        tags = {
            "highway": "primary",
            **_AVENUE,
            "oneway": "yes",
            "lanes": "2",
            "surface": "asphalt",
            "width": "9",
        }
        dense = resampled(points, 15.0)
        result = []
        for side in (1, -1):
            way = self._carriageway(dense, side, 9.0)
            way = simplified(way if side < 0 else way[::-1], 0.8)
            result += bridged(Line(way, dict(tags), keep=True), self.river, _RIVER_CLEAR_M)
        return result

    def _footbridges(self) -> list[Line]:
        """Join the two banks for walkers and cyclists."""
        banks = {name: SegmentIndex(250.0) for name in ("C+", "C-")}
        for name, index in banks.items():
            index.add(self.sides[name])
        result = []
        for s in _FOOTBRIDGES_S:
            middle = self._valley.place(s, self._valley.river_t(s))
            left, right = banks["C+"].nearest(middle, 240.0), banks["C-"].nearest(middle, 240.0)
            if left and right:
                tags = {
                    "highway": "footway",
                    "bicycle": "yes",
                    "motor_vehicle": "no",
                    "surface": "paving_stones",
                    "width": "4",
                }
                result += bridged(
                    Line([left[1], middle, right[1]], tags, keep=True), self.river, _RIVER_CLEAR_M - 8.0
                )
        return result

    def _ends(self) -> list[Line]:
        """Tie the loose ends of the corridor and the side roads to the valley roads."""
        ties = [
            ("C+", 0, "V+"),
            ("C+", -1, "V+"),
            ("C-", 0, "V-"),
            ("C-", -1, "V-"),
            ("F+", 0, "T+"),
            ("F+", -1, "T+"),
            ("F-", 0, "V-"),
            ("F-", -1, "V-"),
            ("V-", 0, "V+"),
            ("V-", -1, "V+"),
        ]
        result = []
        for name, at, target in ties:
            end = self.sides[name][at]
            index = SegmentIndex(600.0)
            index.add(self.sides[target])
            found = index.nearest(end, 2_400.0)
            if found:
                tags = {
                    "highway": "service"
                    if name[0] == "C"
                    else "tertiary"
                    if name[0] == "V"
                    else "unclassified"
                }
                points = smoothed(
                    [end, ((end[0] + found[1][0]) / 2 + 12.0, (end[1] + found[1][1]) / 2), found[1]], 2
                )
                result += bridged(Line(points, tags, keep=True), self.river, _RIVER_CLEAR_M)
        return result
