"""What a line runs on: a leg for each stretch of road, and the railways that it crosses."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import Line
from courseplanner.layout.line.sides import shut_of
from courseplanner.layout.line.spans.straights import NO_WAY
from courseplanner.measure.geometry.geodesy import rounded
from courseplanner.model.course.course import Leg
from courseplanner.model.network.assumptions import way_unpaved, way_width_from, way_width_m
from courseplanner.model.network.roads import UNKNOWN, RoadClass, RoadNetwork, Tri, WidthFrom
from courseplanner.model.network.usable_width import MARKERS

__all__ = ["NARROW_M", "legs_of", "level_crossings_of"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NARROW_M = 5.0
"""Roads that are narrower hold up a field of runners."""
_LEAST_LEG_M = 0.01
_UNTOLD, _YES = int(Tri.unknown), int(Tri.yes)

_ONE_CROSSING_M = 30.0
"""Tracks that lie this near each other are crossed at once."""


def legs_of(roads: RoadNetwork, line: Line, halved: Bools | None = None) -> tuple[Leg, ...]:
    """Name the roads that a course runs on, one leg for each stretch on one way.

    Parameters
    ----------
    roads : RoadNetwork
    line : Line
    halved : bool (n - 1,), optional
        Segments on which the route keeps to the right half, since runners meet there: they are legs of their
        own. None, if not given.
    """
    way = roads.edge_way[line.edge]
    widths, how, unpaved = way_width_m(roads), way_width_from(roads), way_unpaved(roads)
    opened, shut = roads.openings, shut_of(roads, line)
    # A way that is run there and back has another side shut on the way back.
    left_m = np.zeros(len(way)) if shut is None else shut.left_m
    is_halved = np.zeros(len(way), dtype=np.bool_) if halved is None else halved
    breaks, known_by = _leg_breaks(line, np.column_stack((way, left_m, is_halved)))
    of_leg = way[known_by]
    is_bridge, is_tunnel = roads.way_bridge[of_leg] == Tri.yes, roads.way_tunnel[of_leg] == Tri.yes
    motor_free, divider = _known(roads.way_motor_free[of_leg]), _known(roads.way_divider[of_leg])
    legs = []
    for leg, (first, end) in enumerate(itertools.pairwise(breaks)):
        w = int(of_leg[leg])
        surface, name = int(roads.way_surface[w]), int(roads.way_name[w])
        legs.append(
            Leg(
                way=int(roads.way_id[w]),
                name=None if name == UNKNOWN else roads.names[name].shown,
                from_m=float(line.chainage_m[first]),
                to_m=float(line.chainage_m[end]),
                road_class=_class_word(roads, w),
                surface=None if surface == UNKNOWN else roads.surfaces[surface],
                width_m=float(widths[w]),
                width_from=WidthFrom.class_.word if _is_no_way(roads, w) else WidthFrom(int(how[w])).word,
                motor_free=motor_free[leg],
                unpaved=bool(unpaved[w]),
                bridge=bool(is_bridge[leg]),
                tunnel=bool(is_tunnel[leg]),
                divider=divider[leg],
                shut_left_m=0.0 if shut is None else float(shut.left_m[known_by[leg]]),
                shut_right_m=0.0 if shut is None else float(shut.right_m[known_by[leg]]),
                shut_as_run=bool(opened.as_run[w]),
                marked_by=None if opened.marked_by[w] < 0 else MARKERS[opened.marked_by[w]],
                is_halved=bool(is_halved[known_by[leg]]),
            )
        )
    return tuple(legs)


def _is_no_way(roads: RoadNetwork, way: int) -> bool:
    return int(roads.way_id[way]) == NO_WAY


def _class_word(roads: RoadNetwork, way: int) -> str:
    return "unknown" if _is_no_way(roads, way) else RoadClass(int(roads.way_class[way])).name


def _leg_breaks(line: Line, kinds: Floats) -> tuple[Ints, Ints]:
    """Give the points of a line between which it runs on one way, and the same part of it is its own.

    A way that the course passes by, for it cuts the corner there, is none of its legs; nor is one that
    only the middle of the roads enters, past the finish of the course.

    Returns
    -------
    breaks : int64 (legs + 1,)
    known_by : int64 (legs,)
        For each leg, a segment on its way.
    """
    ends = np.append(np.flatnonzero((np.diff(kinds, axis=0) != 0.0).any(axis=1)) + 1, len(kinds))
    breaks = [0]
    for end in ends.tolist():
        if line.chainage_m[end] - line.chainage_m[breaks[-1]] >= _LEAST_LEG_M:
            breaks.append(end)
    known_by = np.array(breaks[1:]) - 1
    breaks[-1] = len(kinds)
    return np.array(breaks), known_by


def _known(codes: NDArray[np.int8]) -> list[bool | None]:
    """Give codes of `Tri` as they stand in legs."""
    return [None if code == _UNTOLD else code == _YES for code in codes.tolist()]


def level_crossings_of(roads: RoadNetwork, line: Line) -> tuple[float, ...]:
    """Give the chainages at which a line crosses railways on the level; tracks side by side are one."""
    points = rounded(roads.level_crossing_lon) + 1j * rounded(roads.level_crossing_lat)
    found: list[float] = []
    last_m = -np.inf
    for at_m in line.chainage_m[np.isin(line.lon + 1j * line.lat, points)].tolist():
        if at_m - last_m > _ONE_CROSSING_M:
            found.append(at_m)
        last_m = at_m
    return tuple(found)
