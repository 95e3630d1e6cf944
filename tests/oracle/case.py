"""One candidate with all that is needed to judge it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from .brief import Wanted
from .gpx import Written
from .line import Floats, Line, Plane
from .places import Places, Run
from .roads import Roads
from .tags import closed_to_races, in_tunnel, never_routed

__all__ = ["Case"]

_ROUNDED_M = 0.06
"""Chainages of legs may be written with one decimal."""


@dataclass(frozen=True)
class CutNetwork:
    """What all candidates of a run share."""

    wanted: Wanted
    plane: Plane
    roads: Roads
    places: Places


class Case:
    """One candidate.

    Parameters
    ----------
    entry : dict
        From `candidates.json`, in good form.
    written : Written
        Its GPX.
    ground : CutNetwork
    """

    def __init__(self, entry: dict[str, Any], written: Written, ground: CutNetwork) -> None:
        self.entry, self.written, self.ground = entry, written, ground
        self.wanted = ground.wanted
        # Equal points in a row add nothing to the length, and have no direction.
        moved = np.append(True, (np.diff(written.lon) != 0.0) | (np.diff(written.lat) != 0.0))
        self.line = Line(written.lon[moved], written.lat[moved], ground.plane)
        self.road, self.road_at_m = self.line, self.line.chain_m
        if written.road is not None:
            self.road, self.road_at_m = Line(*written.road[:2], ground.plane), written.road[2]

    @cached_property
    def matched(self) -> list[set[int]]:
        """Segments of roads under each step of the middle of the roads."""
        return self.ground.roads.matched(self.road)

    @cached_property
    def run(self) -> Run:
        """The line with the roads that it runs on."""
        within_m = self.wanted.visit_within_m
        return Run(self.line, self.road, self.matched, self.open_m, self.ground.roads, within_m)

    @cached_property
    def open_m(self) -> list[tuple[float, float]]:
        """Chainages of the course between which it runs in no tunnel."""
        is_open = [tags is None or not in_tunnel(tags) for tags in self.step_tags]
        edges = np.flatnonzero(np.diff(np.concatenate([[0], np.array(is_open, dtype=int), [0]])))
        at_m = np.minimum(self.road_at_m, self.line.length_m)
        return [(float(at_m[a]), float(at_m[b])) for a, b in edges.reshape(-1, 2).tolist()]

    @cached_property
    def middles_m(self) -> Floats:
        """Chainages of the course abreast of the middles of the steps."""
        return np.convolve(self.road_at_m, [0.5, 0.5], mode="valid")

    def beside_m(self, road_m: float) -> float:
        """Chainage of the course abreast of a distance along the middle of the roads."""
        return float(np.interp(road_m, self.road.chain_m, self.road_at_m))

    def painted_m(self, nominal_m: float) -> float:
        """Chainage at which so many metres of the event are painted: times the factor, on the basis."""
        left_m = nominal_m * self.wanted.factor
        heights, steps_m = self.written.heights_m, self.line.steps_m
        if self.entry["length"]["basis"] == "ground" and heights is not None:
            steps_m = self.line.ground_steps_m(heights)
        for i, step_m in enumerate(steps_m.tolist()):
            if left_m <= step_m:
                return float(self.line.chain_m[i] + self.line.steps_m[i] * left_m / step_m)
            left_m -= step_m
        return self.line.length_m + left_m

    @cached_property
    def reversals(self) -> list[int]:
        """Vertices where the line turns back on the segment that it came by."""
        step = np.diff(self.road.xy, axis=0)
        back = np.einsum("ij,ij->i", step[:-1], step[1:]) < 0.0
        return [int(i) + 1 for i in np.flatnonzero(back) if self.matched[i] & self.matched[i + 1]]

    @cached_property
    def lap_m(self) -> float | None:
        """Length of one lap of road, `None` where the roads do not repeat themselves as the brief asks."""
        laps = self.wanted.laps
        if laps == 1:
            return self.road.length_m
        round_m = self.road.length_m - self.wanted.lead_in_m
        low, high = (round_m - 201.0) / laps, (round_m + 201.0) / laps
        return next(
            (lap for lap in self._returns(low, high) if self.wanders_m(lap, same_way=True) <= 0.1), None
        )

    def _returns(self, low_m: float, high_m: float) -> Iterator[float]:
        home, start, run = self.road.xy[0], self.road.xy[:-1], np.diff(self.road.xy, axis=0)
        along = np.clip(np.einsum("ij,ij->i", home - start, run) / np.einsum("ij,ij->i", run, run), 0.0, 1.0)
        off = np.hypot(*(start + along[:, None] * run - home).T)
        at_m = self.road.chain_m[:-1] + along * self.road.steps_m
        yield from at_m[(off <= 0.02) & (low_m <= at_m) & (at_m <= high_m)].tolist()

    def wanders_m(self, lap_m: float, *, same_way: bool) -> float:
        """Greatest distance between the roads and themselves a lap later, or backwards from their end."""
        whole = self.road.length_m
        at_m = np.arange(0.0, whole - lap_m if same_way else whole / 2.0, 5.0)
        other = self.road.xy_at(at_m + lap_m if same_way else whole - at_m)
        return float(np.hypot(*(self.road.xy_at(at_m) - other).T).max(initial=0.0))

    @cached_property
    def step_legs(self) -> list[list[dict[str, Any]]]:
        """Legs that may lie under the middle of each step."""
        legs = self.entry["legs"]
        ends = np.array([leg["to_m"] for leg in legs])
        first = np.searchsorted(ends, self.middles_m - _ROUNDED_M)
        found = []
        for i, middle in zip(first.tolist(), self.middles_m.tolist(), strict=True):
            here = [leg for leg in legs[i : i + 4] if leg["from_m"] - _ROUNDED_M <= middle]
            found.append(here)
        return found

    @cached_property
    def step_tags(self) -> list[dict[str, str] | None]:
        """Tags of the way under each step, `None` off the roads.

        Where several ways lie on one another, that of the leg; else the first that a race may use.
        """
        ways, way_of = self.ground.roads.ways, self.ground.roads.segment_way
        tags: list[dict[str, str] | None] = []
        for segments, legs in zip(self.matched, self.step_legs, strict=True):
            claimed = {leg["way"] for leg in legs}
            here = [ways[way_of[s]] for s in sorted(segments)]
            here.sort(key=lambda way: (way[0] not in claimed, _shut(way[1])))
            tags.append(here[0][1] if here else None)
        return tags


def _shut(tags: dict[str, str]) -> bool:
    return never_routed(tags) is not None or closed_to_races(tags)
