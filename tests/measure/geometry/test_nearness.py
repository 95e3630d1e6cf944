"""Nearness of lines to points and areas, against shapely."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.nearness import (
    Lines,
    Outlines,
    Pairs,
    near_pairs,
    nearest_lines,
    outlines_of,
)
from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.model.region import Region
from courseplanner.sources.region import read_region

Point = tuple[float, float]
Shape = list[list[Point]]
"""Rings of one place; a ring of one point is a point."""

GRID = st.tuples(st.integers(-8, 8), st.integers(-8, 8))
FREE = st.tuples(st.floats(-100, 100), st.floats(-100, 100))


@st.composite
def _turned(draw: st.DrawFn, lines: int, places: int) -> tuple[list[list[Point]], list[Shape]]:
    """Lines and places on a grid, turned and moved, so that much is collinear up to the last digit."""
    angle, scale = draw(st.sampled_from([0.0, 0.3, 1.0])), draw(st.sampled_from([1.0, 0.1, 7.3]))
    east, north = draw(st.sampled_from([(0.0, 0.0), (12_345.6, -9_876.5)]))

    def moved(point: Point) -> Point:
        x, y = point
        return (
            east + scale * (x * math.cos(angle) - y * math.sin(angle)),
            north + scale * (x * math.sin(angle) + y * math.cos(angle)),
        )

    points = draw(st.sampled_from([GRID, FREE]))
    drawn = [draw(st.lists(points, min_size=1, max_size=5)) for _ in range(draw(st.integers(1, lines)))]
    shapes = [draw(_shapes()) for _ in range(draw(st.integers(1, places)))]
    return (
        [[moved(point) for point in line] for line in drawn],
        [[[moved(point) for point in ring] for ring in shape] for shape in shapes],
    )


@st.composite
def _shapes(draw: st.DrawFn) -> Shape:
    kind = draw(st.sampled_from(["point", "box", "star", "star with hole", "two"]))
    if kind == "point":
        return [[draw(GRID)]]
    x, y = draw(GRID)
    if kind == "box":
        w, h = draw(st.integers(1, 5)), draw(st.integers(1, 5))
        return [[(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]]
    outer = draw(_stars((x, y), 3.0, 6.0))
    if kind == "star":
        return [outer]
    if kind == "star with hole":
        return draw(st.permutations([outer, draw(_stars((x, y), 0.5, 1.4))]))
    return [outer, draw(_stars((x + 14, y), 3.0, 6.0))]


@st.composite
def _stars(draw: st.DrawFn, middle: Point, low: float, high: float) -> list[Point]:
    """A ring around its middle; with six corners or more, its edges stay outside of half of `low`."""
    radii = draw(st.lists(st.floats(low, high), min_size=6, max_size=9))
    turn = 2 * math.pi / len(radii)
    ring = [
        (middle[0] + r * math.cos(i * turn), middle[1] + r * math.sin(i * turn)) for i, r in enumerate(radii)
    ]
    return [*ring, ring[0]]


def _lines(lines: Sequence[Sequence[Point]]) -> Lines:
    flat = np.array([point for line in lines for point in line], dtype=float).reshape(-1, 2)
    return Lines(flat[:, 0].copy(), flat[:, 1].copy(), _starts(lines))


def _outlines(shapes: Sequence[Shape]) -> Outlines:
    rings = [ring for shape in shapes for ring in shape]
    flat = np.array([point for ring in rings for point in ring], dtype=float)
    return Outlines(flat[:, 0].copy(), flat[:, 1].copy(), _starts(rings), _starts(shapes))


def _starts(parts: Sequence[Sequence[object]]) -> NDArray[np.int64]:
    return np.cumsum([0, *map(len, parts)]).astype(np.int64)


def _geometry(shape: Shape) -> BaseGeometry:
    """Rings are even-odd."""
    if len(shape[0]) == 1:
        return shapely.Point(shape[0][0])
    area: BaseGeometry = shapely.Polygon()
    for ring in shape:
        area = area.symmetric_difference(shapely.Polygon(ring))
    return area


def _line(points: Sequence[Point]) -> BaseGeometry:
    return shapely.LineString(points) if len(points) > 1 else shapely.Point(points[0])


def _offsets(lines: Sequence[Sequence[Point]], shapes: Sequence[Shape]) -> NDArray[np.float64]:
    """Distances (lines, places)."""
    return np.array([[_line(line).distance(_geometry(shape)) for shape in shapes] for line in lines])


def _along(points: Sequence[Point], metres: float) -> shapely.Point:
    line = _line(points)
    return line.interpolate(metres) if isinstance(line, shapely.LineString) else shapely.Point(points[0])


def _check_places_on_lines(pairs: Pairs, lines: list[list[Point]], shapes: list[Shape]) -> None:
    """Check that each pair is as far apart where it says as it says."""
    for line, place, offset, along in zip(
        pairs.line, pairs.place, pairs.offset_m, pairs.along_m, strict=True
    ):
        assert 0.0 <= along <= _line(lines[line]).length + 1e-6
        assert _along(lines[line], along).distance(_geometry(shapes[place])) == pytest.approx(
            offset, abs=1e-6
        )


@given(drawn=_turned(lines=5, places=4), within=st.sampled_from([0.0, 1.0, 5.0, 40.0]))
def test_all_pairs_that_are_near_are_found(
    drawn: tuple[list[list[Point]], list[Shape]], within: float
) -> None:
    lines, shapes = drawn
    true = _offsets(lines, shapes)
    pairs = near_pairs(_lines(lines), _outlines(shapes), np.full(len(shapes), within))

    found = {
        (int(line), int(place)): offset
        for line, place, offset in zip(pairs.line, pairs.place, pairs.offset_m, strict=True)
    }
    assert len(found) == len(pairs.line)
    for key, offset in np.ndenumerate(true):
        if abs(offset - within) > 1e-6:
            assert (key in found) == (offset < within)
    for (line, place), offset in found.items():
        assert offset == pytest.approx(true[line, place], abs=1e-6)
        assert offset <= within
    assert sorted(zip(pairs.place, pairs.line, strict=True)) == list(
        zip(pairs.place, pairs.line, strict=True)
    )
    _check_places_on_lines(pairs, lines, shapes)


@given(drawn=_turned(lines=6, places=4), within=st.sampled_from([1.0, 20.0, 1e6]), data=st.data())
def test_the_nearest_line_of_each_place_is_found(
    drawn: tuple[list[list[Point]], list[Shape]], within: float, data: st.DataObject
) -> None:
    lines, shapes = drawn
    usable = np.array(data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines))))
    true = _offsets(lines, shapes)
    true[~usable] = np.inf
    pairs = nearest_lines(_lines(lines), usable, _outlines(shapes), within)

    found = dict(
        zip(pairs.place.tolist(), zip(pairs.line.tolist(), pairs.offset_m, strict=True), strict=True)
    )
    for place, least in enumerate(true.min(axis=0)):
        if abs(least - within) > 1e-6:
            assert (place in found) == (least < within)
        if place in found:
            line, offset = found[place]
            assert usable[line]
            assert offset == pytest.approx(least, abs=1e-6)
            assert true[line, place] == pytest.approx(least, abs=1e-6)
    _check_places_on_lines(pairs, lines, shapes)


BOX: Shape = [[(0.0, -5.0), (10.0, -5.0), (10.0, 5.0), (0.0, 5.0), (0.0, -5.0)]]


@pytest.mark.parametrize("turned", range(4))
@pytest.mark.parametrize("backwards", [False, True])
def test_a_line_that_crosses_an_area_is_at_it_where_it_enters(turned: int, backwards: bool) -> None:
    ring = BOX[0][:-1]
    ring = ring[turned:] + ring[:turned]
    ring = [*ring, ring[0]]
    line = [(-20.0, 0.0), (30.0, 0.0)]
    pairs = near_pairs(_lines([line]), _outlines([[ring[::-1] if backwards else ring]]), np.array([1.0]))

    assert (pairs.offset_m.tolist(), pairs.along_m.tolist()) == ([0.0], [20.0])


def test_a_line_within_an_area_is_at_it_from_its_start_and_one_in_a_hole_is_not() -> None:
    hole = [(2.0, -3.0), (8.0, -3.0), (8.0, 3.0), (2.0, 3.0), (2.0, -3.0)]
    lines = [[(1.0, -4.0), (1.0, 4.0)], [(5.0, -1.0), (5.0, 1.0)]]
    pairs = near_pairs(_lines(lines), _outlines([[*BOX, hole]]), np.array([9.0]))

    assert pairs.line.tolist() == [0, 1]
    assert pairs.offset_m.tolist() == [0.0, 2.0]
    assert pairs.along_m[0] == 0.0


@pytest.mark.parametrize(
    ("road", "rim"),
    [
        (
            [(-13.079873425004969, 3011.076825478715), (-3.679451508354868, 3007.6662437410982)],
            [(8.541096983290265, 3003.2324874821966), (20.7616454749354, 2998.798731223295)],
        ),
        (
            [(9799.787996581545, 7393.39614073916), (9805.15198632618, 7396.08456295664)],
            [(9814.091969233907, 7400.565266652441), (9838.229923084768, 7412.663166631103)],
        ),
        (
            [(9308.1, 6483.2), (9284.447748055767, 6457.401337670985)],
            [(9281.744633547854, 6454.452919119098), (9279.041519039942, 6451.50450056721)],
        ),
    ],
)
def test_an_area_in_the_direction_of_a_road_is_not_crossed_by_it(road: list[Point], rim: list[Point]) -> None:
    """The cross product of two segments in one line is noise, and said of these that they cross."""
    (x, y), (to_x, to_y) = rim
    ring = [*rim, (to_x - (to_y - y), to_y + (to_x - x)), rim[0]]
    pairs = near_pairs(_lines([road]), _outlines([[ring]]), np.array([50.0]))

    assert pairs.offset_m.tolist() == pytest.approx([math.dist(road[1], rim[0])], abs=1e-6)
    assert pairs.along_m.tolist() == pytest.approx([math.dist(*road)], abs=1e-6)


def test_the_first_of_lines_at_one_distance_is_the_nearest() -> None:
    lines = [[(3.0, 9.0), (4.0, 9.0)], [(0.0, 2.0), (1.0, 2.0)], [(0.0, -2.0), (1.0, -2.0)]]
    pairs = nearest_lines(_lines(lines), np.array([True, True, True]), _outlines([[[(0.0, 0.0)]]]), 50.0)

    assert (pairs.line.tolist(), pairs.place.tolist(), pairs.offset_m.tolist()) == ([1], [0], [2.0])


def test_many_pairs_are_all_kept() -> None:
    lines = [[(float(x), 0.0), (float(x), 1.0)] for x in range(40)]
    shapes: list[Shape] = [[[(float(x), 3.0)]] for x in range(40)]
    pairs = near_pairs(_lines(lines), _outlines(shapes), np.full(40, 1e3))

    assert len(pairs.line) == 1_600
    assert set(zip(pairs.line.tolist(), pairs.place.tolist(), strict=True)) == {
        (line, place) for line in range(40) for place in range(40)
    }


def test_each_place_has_its_own_distance_and_nothing_is_near_to_nothing() -> None:
    lines = _lines([[(0.0, 0.0), (9.0, 0.0)]])
    shapes: list[Shape] = [[[(0.0, 4.0)]], [[(9.0, 4.0)]]]

    assert near_pairs(lines, _outlines(shapes), np.array([3.9, 4.0])).place.tolist() == [1]
    assert len(near_pairs(_lines([]), _outlines(shapes), np.array([3.9, 4.0])).line) == 0
    none = outlines_of((), Plane(9.5, 47.1))
    assert len(near_pairs(lines, none, np.empty(0)).line) == 0
    assert len(nearest_lines(lines, np.array([True]), none, 5.0).line) == 0


def test_places_keep_their_rings_in_the_plane() -> None:
    ring = np.array([[9.5, 47.1], [9.51, 47.1], [9.51, 47.11], [9.5, 47.1]])
    area = Place(PlaceKind.SCENIC, Names("Park"), None, 9.505, 47.105, (ring, ring[::-1]))
    point = Place(PlaceKind.VILLAGE, Names("Vaduz"), None, 9.52, 47.14)
    outlines = outlines_of([point, area], Plane(9.5, 47.1))

    assert outlines.start.tolist() == [0, 1, 5, 9]
    assert outlines.first_ring.tolist() == [0, 1, 3]
    assert (outlines.x[1], outlines.y[1]) == pytest.approx((0.0, 0.0), abs=1e-6)
    assert outlines.x[0] > outlines.x[2] > 0.0


def _around(lon: float, lat: float) -> pyproj.Transformer:
    """A plane in which all distances from one point are true."""
    return pyproj.Transformer.from_crs(
        4326, f"+proj=aeqd +lon_0={lon} +lat_0={lat} +ellps=WGS84", always_xy=True
    )


def _true_offset_m(region: Region, line: int, place: Place) -> float:
    """Distance of an edge from the rim of an area, in a plane around where they are nearest."""
    a, b = region.roads.point_start[line : line + 2]
    road = np.column_stack([region.roads.point_lon[a:b], region.roads.point_lat[a:b]])
    lon, lat = road[0]
    offset_m = np.inf
    for _ in range(2):
        to_plane = _around(lon, lat)
        run, *rims = (
            shapely.LineString(np.column_stack(to_plane.transform(*ring.T))) for ring in (road, *place.rings)
        )
        rim = shapely.MultiLineString(rims)
        offset_m = run.distance(rim)
        x, y = shapely.shortest_line(run, rim).coords[0]
        lon, lat = to_plane.transform(x, y, direction="INVERSE")
    return float(offset_m)


@pytest.mark.parametrize("name", ["liechtenstein.osm.pbf", "monaco.osm.pbf"])
def test_offsets_from_real_areas_are_those_on_the_ellipsoid(shared_data: Path, name: str) -> None:
    region = read_region([shared_data / "osm" / name])
    west, south, east, north = region.bbox
    plane = Plane((west + east) / 2, (south + north) / 2)
    areas = [place for place in region.places if place.rings]
    x, y = plane.xy(region.roads.point_lon, region.roads.point_lat)
    pairs = near_pairs(
        Lines(x, y, region.roads.point_start), outlines_of(areas, plane), np.full(len(areas), 300.0)
    )
    outside = np.flatnonzero(pairs.offset_m > 0.0)
    chosen = outside[:: max(1, len(outside) // 60)]

    assert len(chosen) >= 60
    for i in chosen:
        true_m = _true_offset_m(region, int(pairs.line[i]), areas[pairs.place[i]])
        assert pairs.offset_m[i] == pytest.approx(true_m, rel=1.2e-5, abs=1e-5)
