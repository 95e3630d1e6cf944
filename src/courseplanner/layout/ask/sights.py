"""Places along courses: which of them a line visits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.ask.reach import Reach
from courseplanner.layout.ask.targets import BY_ROAD_MARGIN_M
from courseplanner.layout.line.line import Line
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.nearness import Lines, Outlines, Pairs, near_pairs
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.places.places import Place

__all__ = ["Sights"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_VISIT_MARGIN_M = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Sights:
    """Places along courses, in the plane, with how they are reached by road.

    Parameters
    ----------
    places : tuple of Place
    required : frozenset of int
        Indices of the stops that the brief names.
    ends : frozenset of int
        Indices of its start and finish, for which nearness alone counts.
    uncounted : frozenset of int
        Indices of the scenic spots that start or finish is named after: they are no visits, unless required.
    within_m : float64 (places,)
    outlines : Outlines
    reach : Reach
        Up to twice `within_m`.
    """

    places: tuple[Place, ...]
    required: frozenset[int]
    ends: frozenset[int]
    uncounted: frozenset[int]
    within_m: Floats
    outlines: Outlines
    reach: Reach

    def visited_by(
        self, roads: RoadNetwork, plane: Plane, line: Line, runs: tuple[Ints, Floats, Floats]
    ) -> Pairs:
        """Find the places that a line visits: near enough as the crow flies, and by road.

        From inside a tunnel nothing is visited; a start or finish may lie in one.

        Parameters
        ----------
        roads, plane
        line : Line
        runs
            The roads that it runs on, as `runs_of` gives them.

        Returns
        -------
        Pairs
            `along_m` is the chainage.
        """
        x, y = plane.xy(line.lon, line.lat)
        ends = np.array(sorted(self.ends), dtype=np.int64)
        near = self._near(x, y, roads.edge_in_tunnel[line.edge], ends)
        edge, low, high = runs
        place = np.repeat(near.place, len(edge))
        times = len(near.place)
        by_road = self.reach.of_parts(
            roads, place, np.tile(edge, times), np.tile(low, times), np.tile(high, times)
        ).reshape(times, len(edge))
        by_road[:, roads.edge_in_tunnel[edge]] = np.inf
        good = np.isin(near.place, ends) | (
            by_road.min(axis=1, initial=np.inf) <= 2.0 * self.within_m[near.place] - BY_ROAD_MARGIN_M
        )
        on_plane_m = float(np.hypot(np.diff(x), np.diff(y)).sum())
        at_m = near.along_m[good] * (line.length_m / max(on_plane_m, 1e-9))
        return Pairs(near.line[good], near.place[good], near.offset_m[good], at_m)

    def _near(self, x: Floats, y: Floats, in_tunnel: Bools, ends: Ints) -> Pairs:
        """Find the places near a line: starts and finishes from all of it, others from the open parts."""
        within_m = self.within_m - _VISIT_MARGIN_M
        whole = near_pairs(Lines(x, y, np.array([0, len(x)], dtype=np.int64)), self.outlines, within_m)
        if not in_tunnel.any():
            return whole
        parts, first = _parts_in_the_open(x, y, in_tunnel)
        seen = near_pairs(parts, self.outlines, within_m)
        along_m = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
        seen_m = seen.along_m + along_m[first[seen.line]]
        # Of each place the nearest part counts, the first of several.
        order = np.lexsort((seen.line, seen.offset_m, seen.place))
        order = order[np.unique(seen.place[order], return_index=True)[1]]
        order = order[~np.isin(seen.place[order], ends)]
        of_ends = np.isin(whole.place, ends)
        place = np.concatenate((whole.place[of_ends], seen.place[order]))
        offset_m = np.concatenate((whole.offset_m[of_ends], seen.offset_m[order]))
        at_m = np.concatenate((whole.along_m[of_ends], seen_m[order]))
        by_place = np.argsort(place, kind="stable")
        return Pairs(np.zeros_like(place), place[by_place], offset_m[by_place], at_m[by_place])


def _parts_in_the_open(x: Floats, y: Floats, in_tunnel: Bools) -> tuple[Lines, Ints]:
    """Cut what lies in tunnels out of a line; tell also with which of its points each part begins."""
    change = np.diff(np.concatenate(([True], in_tunnel, [True])).astype(np.int8))
    first, last = np.flatnonzero(change == -1), np.flatnonzero(change == 1)
    counts = last - first + 1
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    index = np.arange(start[-1]) + np.repeat(first - start[:-1], counts)
    return Lines(x[index], y[index], start), first
