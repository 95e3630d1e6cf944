"""What people find along a line: junctions by the names of their roads, railways, bridges and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import Line, nodes_at
from courseplanner.model.course.course import Landmark, LandmarkKind, Leg, Visit
from courseplanner.model.network.roads import UNKNOWN, RoadNetwork

__all__ = [
    "landmarks_of",
]

_BESIDE_M = 100.0
"""A place farther from the line is no mark on it."""

Ints = NDArray[np.int64]


def landmarks_of(
    roads: RoadNetwork,
    line: Line,
    legs: Sequence[Leg],
    visits: Sequence[Visit],
    level_crossings_m: Sequence[float],
) -> tuple[Landmark, ...]:
    """Give what a line passes that has a name or can't be missed, in running order.

    Junctions count where roads of two names meet; bridges and tunnels where they begin; places that
    the course visits where they lie within 100 m of it.
    """
    found = [
        *_junctions(roads, line),
        *(Landmark(LandmarkKind.LEVEL_CROSSING, (), at_m) for at_m in level_crossings_m),
        *_structures(legs),
        *(
            Landmark(LandmarkKind.PLACE, (visit.name,), visit.at_m)
            for visit in visits
            if visit.offset_m <= _BESIDE_M
        ),
    ]
    return tuple(sorted(found, key=lambda mark: (mark.at_m, mark.kind, mark.names)))


def _structures(legs: Sequence[Leg]) -> Iterator[Landmark]:
    for kind, stands in (
        (LandmarkKind.BRIDGE, [leg.bridge for leg in legs]),
        (LandmarkKind.TUNNEL, [leg.tunnel for leg in legs]),
    ):
        for leg, is_on, was_on in zip(legs, stands, [False, *stands], strict=False):
            if is_on and not was_on:
                yield Landmark(kind, () if leg.name is None else (leg.name,), leg.from_m)


def _junctions(roads: RoadNetwork, line: Line) -> Iterator[Landmark]:
    at = np.flatnonzero(np.diff(line.edge)) + 1
    before, after = line.edge[at - 1], line.edge[at]
    nodes = nodes_at(roads, line, at)
    names_at = _names_by_node(roads, nodes)
    name = roads.way_name[roads.edge_way]
    for vertex, node, came, goes in zip(
        at.tolist(), nodes.tolist(), name[before].tolist(), name[after].tolist(), strict=True
    ):
        own = [code for code in dict.fromkeys((came, goes)) if code != UNKNOWN]
        meeting = [*own, *(code for code in sorted(names_at[node]) if code not in own)]
        if own and len(meeting) > 1:
            two = tuple(roads.names[code].shown for code in meeting[:2])
            yield Landmark(LandmarkKind.JUNCTION, two, float(line.chainage_m[vertex]))


def _names_by_node(roads: RoadNetwork, nodes: Ints) -> defaultdict[int, set[int]]:
    """Give the names of the roads that meet at nodes."""
    is_asked = np.zeros(roads.node_count, dtype=np.bool_)
    is_asked[nodes] = True
    names: defaultdict[int, set[int]] = defaultdict(set)
    code = roads.way_name[roads.edge_way]
    for end in (roads.edge_from, roads.edge_to):
        meets = is_asked[end] & (code != UNKNOWN)
        for node, of_road in zip(end[meets].tolist(), code[meets].tolist(), strict=True):
            names[node].add(of_road)
    return names
