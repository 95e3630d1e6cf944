"""Marks and names on a map: kilometres, ends, places, and the streets that are run on or crossed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.export.course_package import CoursePackage
from courseplanner.export.sheet.drawing.drawing_ops import WHITE, Label, Page, grey
from courseplanner.export.sheet.drawing.preset import Preset
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.export.sheet.drawing.view import View
from courseplanner.export.sheet.map.course_drawn import course_path
from courseplanner.export.sheet.map.labels import Labels, box_of_words, line_spots, point_spots
from courseplanner.export.sheet.map.points_drawn import MapPoint, points_of, shortened
from courseplanner.export.sheet.map.restrictions import part_of
from courseplanner.export.sheet.map.roads_drawn import edge_path, edges_in
from courseplanner.model.course.course import LandmarkKind, Leg
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["Named", "draw_names"]

Floats = NDArray[np.float64]

_AWAY_MM = (1.6, 2.8, 4.4, 6.5, 9.0)
_STREET_AWAY_MM = (2.6, 4.0, 6.0, 8.5, 11.5)
_POINT_HIDES_MM = 3.0
_LEADER_FROM_MM = 2.5
_TURN_WITHIN_M = 40.0
_CROSSING_PART_MM = 22.0
_STREET_MM, _CROSSING_MM = 1.9, 1.7


@dataclass(slots=True)
class Named:
    """What of a course got its name on the map, and what did not.

    Parameters
    ----------
    labels : Labels
    left_out : list of str
        Names that found no room.
    streets : set of str
        Streets whose names stand on the map.
    """

    labels: Labels
    left_out: list[str] = field(default_factory=list)
    streets: set[str] = field(default_factory=set)


def draw_names(
    page: Page, view: View, package: CoursePackage, preset: Preset, speech: Speech, taken: Sequence[Floats]
) -> Named:
    """Set all names of a map, the most needed first, each where it covers no other.

    Parameters
    ----------
    page, view, package, preset, speech
    taken : sequence of float64 (n, 2)
        Areas that names must keep off.
    """
    named = Named(Labels(view.box.within(0.5), [course_path(view, package.candidate.course)]))
    for corners in taken:
        named.labels.keep_off(corners)
    points = points_of(view, package, preset, speech)
    for point in points:
        named.labels.keep_off(point.corners)
    for point in points:
        point.draw(page)
    for point in points:
        _name_point(page, named, point)
    if "road-names" in preset.shows:
        _name_streets(page, view, package, named)
    if "crossing-names" in preset.shows and package.roads is not None:
        _name_crossings(page, view, package, package.roads, named)
    return named


def _name_point(page: Page, named: Named, point: MapPoint) -> None:
    if not point.name:
        return
    spots = point_spots(
        point.x, point.y, point.name, point.size_mm, [point.radius_mm - 0.75 + away for away in _AWAY_MM],
        is_bold=point.is_bold, item=f"{point.item}-name",
    )  # fmt: skip
    best = named.labels.place(spots, _POINT_HIDES_MM)
    if best is None:
        named.left_out.append(point.name)
        return
    _draw_leader(page, point.x, point.y, best)
    _put(page, best)


def _draw_leader(page: Page, x: float, y: float, words: Label) -> None:
    """Join a name that stands far off to its point."""
    left = -words.back_mm
    box = shapely.box(words.x + left, words.y, words.x + left + words.width_mm, words.y + 0.7 * words.size_mm)
    gap = shapely.shortest_line(box, shapely.Point(x, y))
    if gap.length > _LEADER_FROM_MM:
        page.line(shapely.get_coordinates(gap), width_mm=0.12, colour=grey(0.35))


def _put(page: Page, words: Label) -> None:
    """Set a name on white, so that it is read over roads."""
    page.area(box_of_words(words), colour=WHITE)
    page.put(words)


def _name_streets(page: Page, view: View, package: CoursePackage, named: Named) -> None:
    """Name the streets that are run on, the longest stretches first, each at its best place."""
    course = package.candidate.course
    xy, at_m = course_path(view, course), course.chainage_m
    stretches: dict[str, list[tuple[float, float]]] = {}
    for leg in course.legs:
        if leg.name is not None:
            _extend(stretches.setdefault(leg.name, []), leg)
    by_length = sorted(stretches.items(), key=lambda one: -max(to - at for at, to in one[1]))
    for name, parts in by_length:
        spots: list[Label] = []
        for from_m, to_m in sorted(parts, key=lambda part: part[0] - part[1])[:3]:
            path = shapely.get_coordinates(
                shapely.simplify(shapely.LineString(part_of(xy, at_m, from_m, to_m)), 0.3)
            )
            for beside in (2.4, 3.4):
                spots += line_spots(
                    path, shortened(name), _STREET_MM, beside, item="street-name", colour=grey(0.1)
                )
        best = named.labels.place(spots, 0.0)
        if best is None:
            best = _beside_street(page, named, name, xy, at_m, parts)
        if best is None:
            named.left_out.append(name)
            continue
        named.streets.add(name)
        _put(page, best)


def _beside_street(
    page: Page, named: Named, name: str, xy: Floats, at_m: Floats, parts: Sequence[tuple[float, float]]
) -> Label | None:
    """Set the name of a short street beside it, joined to its middle."""
    from_m, to_m = max(parts, key=lambda part: part[1] - part[0])
    x, y = (float(np.interp((from_m + to_m) / 2.0, at_m, xy[:, k])) for k in (0, 1))
    look = {"item": "street-name", "colour": grey(0.1)}
    best = named.labels.place(point_spots(x, y, shortened(name), _CROSSING_MM, _STREET_AWAY_MM, **look), 0.0)
    if best is not None:
        _draw_leader(page, x, y, best)
    return best


def _extend(parts: list[tuple[float, float]], leg: Leg) -> None:
    if parts and abs(parts[-1][1] - leg.from_m) < 1.0:
        parts[-1] = (parts[-1][0], leg.to_m)
    else:
        parts.append((leg.from_m, leg.to_m))


def _name_crossings(page: Page, view: View, package: CoursePackage, roads: RoadNetwork, named: Named) -> None:
    """Name the streets that are crossed where the course turns, along themselves."""
    course = package.candidate.course
    turns_m = np.array([cue.at_m for cue in package.cues])
    run_on = {leg.name for leg in course.legs}
    wanted: dict[str, float] = {}
    for landmark in course.landmarks:
        if landmark.kind is not LandmarkKind.JUNCTION or not len(turns_m):
            continue
        if float(np.abs(turns_m - landmark.at_m).min()) <= _TURN_WITHIN_M:
            for name in landmark.names:
                if name not in run_on:
                    wanted.setdefault(name, landmark.at_m)
    if not wanted:
        return
    xy, by_name = course_path(view, course), _edges_by_name(view, roads, wanted)
    for name, at_m in wanted.items():
        here = np.array([np.interp(at_m, course.chainage_m, xy[:, k]) for k in (0, 1)])
        spots = [
            spot
            for path in by_name.get(name, ())
            if np.hypot(*(path - here).T).min() < _CROSSING_PART_MM
            for spot in line_spots(
                path, shortened(name), _CROSSING_MM, 1.6, item="crossing-name", colour=grey(0.3)
            )
            if np.hypot(spot.x - here[0], spot.y - here[1]) < _CROSSING_PART_MM
        ]
        best = named.labels.place(spots[:60], 0.0)
        if best is not None:
            named.streets.add(name)
            _put(page, best)


def _edges_by_name(view: View, roads: RoadNetwork, wanted: Iterable[str]) -> Mapping[str, list[Floats]]:
    """Give the roads of these names in a window, edges that go on joined to lines."""
    numbers: dict[str, list[int]] = {name: [] for name in wanted}
    for at, names in enumerate(roads.names):
        for name in names.all:
            if name in numbers:
                numbers[name].append(at)
    edges = edges_in(view, roads)
    of_edge = roads.way_name[roads.edge_way[edges]]
    found: dict[str, list[Floats]] = {}
    for name, known in numbers.items():
        lines = [edge_path(view, roads, int(edge)) for edge in edges[np.isin(of_edge, known)]]
        merged = shapely.line_merge(shapely.MultiLineString(lines)) if lines else shapely.MultiLineString()
        found[name] = [shapely.get_coordinates(part) for part in shapely.get_parts(merged)]
    return found
