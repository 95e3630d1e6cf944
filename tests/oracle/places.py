"""Named things of a region, in the plane: looked up by name, and visited or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .brief import Stop
from .line import Line, Plane
from .osm import Thing
from .roads import Roads
from .tags import fold

__all__ = ["SAME_M", "VILLAGES", "Places", "Run", "Spot"]

SAME_M = 500.0
"""Matches of a name within this distance are one thing (contract)."""

VILLAGES = frozenset({"village", "hamlet"})


@dataclass(frozen=True)
class Spot:
    """A place that may be visited; `shape` in the plane."""

    thing: Thing
    shape: BaseGeometry

    @property
    def name(self) -> str:
        """The name that it is counted by."""
        return self.thing.names[0] if self.thing.names else ""

    @property
    def blur_m(self) -> float:
        """How much farther off it may be told to lie: the contract knows points and areas, no lines."""
        return 0.0 if self.shape.area > 0.0 else float(self.shape.length)


class Run:
    """A written line with the roads that it runs on; from inside a tunnel it visits nothing.

    Parameters
    ----------
    line, road : Line
        As written, and the middle of its roads.
    matched : list of set of int
        Segments for each step of the road, as `Roads.matched` gives them.
    open_m : list of (float, float)
        Chainages of the line between which it is in no tunnel.
    roads : Roads
    within_m : float
        `visit_within_m`.
    """

    def __init__(
        self,
        line: Line,
        road: Line,
        matched: list[set[int]],
        open_m: list[tuple[float, float]],
        roads: Roads,
        within_m: float,
    ) -> None:
        self.line, self._roads, self._within_m = line, roads, within_m
        self.seen = _parts(line, open_m)
        self._ran = {s for step in matched for s in step if not roads.covered[s]}
        nodes = np.unique([n for s in self._ran for n in roads.ends(s)]).astype(int)
        on = shapely.dwithin(shapely.points(roads.node_xy[nodes]), road.shape, 0.05) if len(nodes) else []
        seeds = {int(n): 0.0 for n, here in zip(nodes, on, strict=True) if here}
        ends = ((road.xy[0], matched[0]), (road.xy[-1], matched[-1]))
        for end in [xy for xy, step in ends if step & self._ran]:
            for node, metres in roads.seeds(end).items():
                seeds.setdefault(node, metres)
        self._reach = roads.spread(seeds, 2.0 * within_m + 10.0)

    def offset_m(self, spot: Spot) -> float:
        """Distance between what is in the open of the line and a place, 0 where that enters an area."""
        return np.inf if self.seen.is_empty else float(self.seen.distance(spot.shape))

    def by_roads_m(self, spot: Spot) -> float:
        """Distance between the line and a place by roads, the last step to the place straight."""
        return self._roads.snapped_m(spot.shape, self._reach, self._ran) if self._ran else np.inf

    def visits(self, spot: Spot) -> bool:
        """Tell whether the line visits a place; 0.1 m and 5 m of slack."""
        if self.offset_m(spot) > self._within_m + 0.1:
            return False
        return self.by_roads_m(spot) <= 2.0 * self._within_m + 5.0


def _parts(line: Line, between_m: list[tuple[float, float]]) -> BaseGeometry:
    """Cut out of a line what lies between some chainages."""
    parts = []
    for low_m, high_m in between_m:
        inner = line.xy[(line.chain_m > low_m) & (line.chain_m < high_m)]
        ends = line.xy_at(np.array([low_m, high_m]))
        parts.append(np.vstack([ends[:1], inner, ends[1:]]))
    return shapely.MultiLineString(parts)


class Places:
    """All named things; a user's own win over those of OSM with the same name nearby."""

    def __init__(self, things: Iterable[Thing], plane: Plane) -> None:
        self.plane = plane
        spots = [Spot(thing, plane.shape(thing.shape)) for thing in things]
        own = [(fold(n), s) for s in spots if s.thing.listed for n in s.thing.names]
        self.spots = [s for s in spots if s.thing.listed or not self._overruled(s, own)]
        self._tree = shapely.STRtree([spot.shape for spot in self.spots])
        self._by_name: dict[str, list[Spot]] = {}
        self._by_folded: dict[str, list[Spot]] = {}
        for spot in self.spots:
            for name in dict.fromkeys(spot.thing.names):
                self._by_name.setdefault(name, []).append(spot)
                self._by_folded.setdefault(fold(name), []).append(spot)

    @staticmethod
    def _overruled(spot: Spot, own: list[tuple[str, Spot]]) -> bool:
        folded = {fold(name) for name in spot.thing.names}
        return any(name in folded and spot.shape.distance(other.shape) <= SAME_M for name, other in own)

    def named(self, name: str) -> list[Spot]:
        """Give what a name in a brief means: the matches of the best rank."""
        found = self._by_name.get(name) or self._by_folded.get(fold(name), [])
        best = min((spot.thing.rank for spot in found), default=0)
        return [spot for spot in found if spot.thing.rank == best]

    def exactly(self, name: str) -> list[Spot]:
        """All things that carry a name."""
        return self._by_name.get(name, [])

    def stop(self, stop: Stop) -> list[Spot]:
        """Give what a stop of a brief means."""
        if isinstance(stop, str):
            return self.named(stop)
        point = shapely.Point(stop)
        return [Spot(Thing((), frozenset(), None, point), self.plane.shape(point))]

    def near(self, line: Line, metres: float) -> list[Spot]:
        """All things within a distance of a line."""
        found = self._tree.query(line.shape, predicate="dwithin", distance=metres)
        return [self.spots[i] for i in sorted(found.tolist())]
