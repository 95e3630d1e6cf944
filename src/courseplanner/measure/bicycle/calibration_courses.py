"""Finds stretches of road on which a calibration course could be taped: straight, level, quiet and long."""

from __future__ import annotations

import cmath
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.ground.heights import heights_at
from courseplanner.model.bicycle.calibration_stretch import CalibrationStretch
from courseplanner.model.network.assumptions import way_unpaved
from courseplanner.model.network.roads import UNKNOWN, Access, RoadClass, RoadNetwork, Tri
from courseplanner.roads.ground import Ground

__all__ = ["LEAST_M", "calibration_stretches"]

LEAST_M = 300.0
"""The shortest calibration course (USATF; World Athletics, The Measurement of Road Race Courses)."""
_WITHIN_M = (1_500.0, 5_000.0)
"""Searched first, and where nothing lies there."""
_SURELY_SHORT = 0.99
"""A chain whose edges together are less than this part of the least length needs not be looked at."""
_OFF_CHORD_M = 0.75
"""Points of a straight road lie no farther than this from the line between its ends: as well as maps draw."""
_GOES_ON = math.radians(4.0)
_MOST_GRADE = 0.01
_HEIGHTS_EVERY_M = 50.0
_ROUGH_M = 3.0
"""On so much more or less than an even slope the heights themselves are not better."""

_QUIET = (
    RoadClass.residential,
    RoadClass.unclassified,
    RoadClass.living_street,
    RoadClass.service,
    RoadClass.track,
    RoadClass.cycleway,
    RoadClass.tertiary,
)
_BUSIER_M = {RoadClass.tertiary: 800.0, RoadClass.unclassified: 200.0}
"""A busier road is taken where the others are so much farther away."""

Floats = NDArray[np.float64]
Points = NDArray[np.complex128]


def calibration_stretches(
    ground: Ground, lon: float, lat: float, most: int = 3
) -> tuple[CalibrationStretch, ...]:
    """Find stretches near a point, the best first: near by and quiet.

    Parameters
    ----------
    ground : Ground
    lon, lat : float
        Where the measurer begins: the start of a course.
    most : int
        How many at most; no two share a road.

    Returns
    -------
    tuple of CalibrationStretch
    """
    found: list[CalibrationStretch] = []
    for within_m in _WITHIN_M:
        found = _found(ground, Plane(lon, lat), _near_edges(ground.roads, lon, lat, within_m))
        if found:
            break
    found.sort(key=lambda one: (one.away_m + _BUSIER_M.get(RoadClass[one.road_class], 0.0), one.start))
    chosen: list[CalibrationStretch] = []
    for one in found:
        if len(chosen) < most and all(one.name is None or one.name != other.name for other in chosen):
            chosen.append(one)
    return tuple(chosen)


def _found(ground: Ground, plane: Plane, edges: Sequence[int]) -> list[CalibrationStretch]:
    lines = _lines(ground.roads, plane, edges)
    stretches = (_straight(ground, plane, chain, lines) for chain in _chains(ground.roads, lines))
    return [stretch for stretch in stretches if stretch is not None]


def _near_edges(roads: RoadNetwork, lon: float, lat: float, within_m: float) -> list[int]:
    """Give the edges that may hold one, near a point."""
    good = np.isin(roads.way_class, _QUIET) & (roads.way_access != Access.closed) & ~way_unpaved(roads)
    good &= ~roads.way_roundabout & (roads.way_bridge != Tri.yes) & (roads.way_tunnel != Tri.yes)
    lat_deg = within_m / 111_000.0
    lon_deg = lat_deg / max(np.cos(np.radians(lat)), 0.01)
    first = roads.point_start[:-1]
    near = (np.abs(roads.point_lat[first] - lat) <= lat_deg) & (
        np.abs(roads.point_lon[first] - lon) <= lon_deg
    )
    return np.flatnonzero(good[roads.edge_way] & near).tolist()


def _lines(roads: RoadNetwork, plane: Plane, edges: Sequence[int]) -> dict[int, Points]:
    """Give the points of edges in the plane."""
    start = roads.point_start
    points = [np.arange(start[edge], start[edge + 1]) for edge in edges]
    at = np.concatenate([*points, np.empty(0, dtype=np.int64)])
    x, y = plane.xy(roads.point_lon[at], roads.point_lat[at])
    breaks = np.cumsum([len(one) for one in points])[:-1]
    return dict(zip(edges, np.split(x + 1j * y, breaks), strict=True)) if edges else {}


def _chains(roads: RoadNetwork, lines: dict[int, Points]) -> Iterator[list[tuple[int, bool]]]:
    """Give edges that go on straight into each other, with whether each is run back; each edge once."""
    follows = _continuations(roads, lines)
    done: set[int] = set()
    for edge in lines:
        if edge in done:
            continue
        end = (edge, False)  # back along the chain to where it begins
        seen = {edge}
        while (before := follows.get(end)) is not None and before[0] not in seen:
            end = (before[0], not before[1])
            seen.add(end[0])
        chain = [(end[0], not end[1])]  # each edge with the end at which the chain leaves it
        done.add(end[0])
        while (after := follows.get(chain[-1])) is not None and after[0] not in done:
            chain.append((after[0], not after[1]))
            done.add(after[0])
        yield [(one, not leaves_at_last) for one, leaves_at_last in chain]


def _continuations(roads: RoadNetwork, lines: dict[int, Points]) -> dict[tuple[int, bool], tuple[int, bool]]:
    """Match ends of edges, `(edge, whether it is the last point)`, that go on straight into each other."""
    ends: defaultdict[int, list[tuple[int, bool, complex]]] = defaultdict(list)
    for edge, line in lines.items():
        for node, is_last, away in (
            (int(roads.edge_from[edge]), False, line[1] - line[0]),
            (int(roads.edge_to[edge]), True, line[-2] - line[-1]),
        ):
            ends[node].append((edge, is_last, away / max(abs(away), 1e-9)))
    follows: dict[tuple[int, bool], tuple[int, bool]] = {}
    for meeting in ends.values():
        pairs = sorted(
            (abs(cmath.phase(-one[2] * other[2].conjugate())), one[:2], other[:2])
            for i, one in enumerate(meeting)
            for other in meeting[:i]
            if one[0] != other[0]
        )
        for turn, one, other in pairs:
            if turn <= _GOES_ON and one not in follows and other not in follows:
                follows[one], follows[other] = other, one
    return follows


def _straight(
    ground: Ground, plane: Plane, chain: Sequence[tuple[int, bool]], lines: dict[int, Points]
) -> CalibrationStretch | None:
    """Give the longest straight part of a chain, if it is long and level enough."""
    roads = ground.roads
    if sum(roads.edge_length_mm[edge] for edge, _ in chain) < 1000.0 * _SURELY_SHORT * LEAST_M:
        return None
    parts = [lines[edge][::-1] if is_back else lines[edge] for edge, is_back in chain]
    line = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    if np.abs(np.diff(line)).sum() < LEAST_M:
        return None
    first, last = _longest_straight(line)
    length_m = float(abs(line[last] - line[first]))
    if length_m < LEAST_M:
        return None
    ends = np.array([line[first], line[last]])
    lon, lat = plane.lonlat(ends.real, ends.imag)
    rise_m, is_level = _rise_m(ground, plane, ends)
    if not is_level:
        return None
    of_point = np.repeat(np.arange(len(parts)), [len(part) - 1 for part in parts])
    way = roads.edge_way[[chain[part][0] for part in of_point[first:last]]]
    name = roads.way_name[way[len(way) // 2]]
    busiest = int(min(roads.way_class[way]))  # classes are listed from the busiest down
    surface = roads.way_surface[way]
    return CalibrationStretch(
        None if name == UNKNOWN else roads.names[int(name)].shown,
        RoadClass(busiest).name,
        None
        if (surface == UNKNOWN).any()
        else ", ".join(dict.fromkeys(roads.surfaces[int(code)] for code in surface)),
        (float(lon[0]), float(lat[0])),
        (float(lon[1]), float(lat[1])),
        length_m,
        rise_m,
        float(np.abs(ends).min()),
    )


def _longest_straight(line: Points) -> tuple[int, int]:
    """Give the first and last point of the longest part of a line that is straight."""
    best, best_m = (0, 1), 0.0
    rest_m = np.abs(np.diff(line))[::-1].cumsum()[::-1].tolist()
    points: list[complex] = line.tolist()
    for first in range(len(points) - 1):
        if rest_m[first] < LEAST_M:
            break  # nothing from here on is long enough
        last = first + 1
        while last + 1 < len(points) and _off_chord_m(points, first, last + 1) <= _OFF_CHORD_M:
            last += 1
        if abs(points[last] - points[first]) > best_m:
            best, best_m = (first, last), abs(points[last] - points[first])
        if last + 1 == len(points):
            break
    return best


def _off_chord_m(points: Sequence[complex], first: int, last: int) -> float:
    """Give how far points lie off the chord from the first to the last of them, at most."""
    begin, back = points[first], (points[last] - points[first]).conjugate()
    # Few points at a time: an array would take longer.
    return max(abs(((point - begin) * back).imag) for point in points[first : last + 1]) / max(
        abs(back), 1e-9
    )


def _rise_m(ground: Ground, plane: Plane, ends: Points) -> tuple[float | None, bool]:
    """Give how much higher the second end is, and whether the stretch is level as far as is known."""
    if ground.terrain is None:
        return None, True
    steps = max(round(float(abs(ends[1] - ends[0])) / _HEIGHTS_EVERY_M), 1) + 1
    line = np.linspace(ends[0], ends[1], steps)
    lon, lat = plane.lonlat(line.real, line.imag)
    height_m = heights_at(ground.terrain, lon, lat).height_m
    if np.isnan(height_m).any():
        return None, True
    rise_m = float(height_m[-1] - height_m[0])
    length_m = float(abs(ends[1] - ends[0]))
    uneven_m = float(np.abs(height_m - np.linspace(height_m[0], height_m[-1], steps)).max())
    return rise_m, abs(rise_m) <= _MOST_GRADE * length_m and uneven_m <= _ROUGH_M
