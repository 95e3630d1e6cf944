"""The sea: on the right of its coast, in a box, and nowhere that is in doubt."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from courseplanner.sources.basemap.coastline import grown, sea_areas
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.osm.chains import Chain

BOX = (0.0, 0.0, 10.0, 10.0)
WHOLE = shapely.box(*BOX)
MAPPED = np.array([(x + 0.5, y + 0.5) for x in range(10) for y in range(10)])
ISLAND = [(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)]

Line = Sequence[tuple[float, float]]


def coast(*lines: Line) -> list[Chain]:
    """Coastlines; ends at the same place are the same node."""
    return [Chain(line[0], line[-1], np.array(line, dtype=np.float64)) for line in lines]


def sea(*lines: Line) -> BaseGeometry:
    """The sea of some coastlines, put together by a library that the code under test doesn't ask for this."""
    areas = sea_areas(coast(*lines), BOX, MAPPED)
    return shapely.union_all([shapely.Polygon(rings[0], rings[1:]) for rings in areas])


def ring(points: Line) -> Line:
    return [*points, points[0]]


@pytest.mark.parametrize(
    ("line", "water"),
    [
        ([(-1, 4), (5, 4), (11, 4)], (0, 0, 10, 4)),
        ([(11, 4), (5, 4), (-1, 4)], (0, 4, 10, 10)),
        ([(4, -1), (4, 5), (4, 11)], (4, 0, 10, 10)),
        ([(4, 11), (4, 5), (4, -1)], (0, 0, 4, 10)),
        ([(-1, 4), (11, 4)], (0, 0, 10, 4)),
    ],
    ids=["eastward", "westward", "northward", "southward", "one segment"],
)
def test_water_lies_to_the_right_of_a_straight_coast(line: Line, water: BBox) -> None:
    assert sea(line).equals(shapely.box(*water))


def test_water_surrounds_an_island() -> None:
    assert sea(ring(ISLAND)).equals(WHOLE - shapely.Polygon(ISLAND))


def test_a_coast_round_water_is_a_lagoon() -> None:
    assert sea(ring(ISLAND[::-1])).equals(shapely.Polygon(ISLAND))


def test_a_lagoon_may_lie_on_an_island() -> None:
    lagoon = [(4.5, 4.5), (4.5, 5.5), (5.5, 5.5), (5.5, 4.5)]

    assert sea(ring(ISLAND), ring(lagoon)).equals(WHOLE - shapely.Polygon(ISLAND) | shapely.Polygon(lagoon))


def test_a_bay_reaches_into_the_land() -> None:
    bay = [(-1, 4), (4, 4), (4, 8), (6, 8), (6, 4), (11, 4)]

    assert sea(bay).equals(shapely.box(0, 0, 10, 4) | shapely.box(4, 4, 6, 8))


def test_a_coast_of_several_ways_is_joined_whatever_their_order() -> None:
    parts = [[(6, 4), (8, 5), (11, 4)], [(-1, 4), (3, 3)], [(3, 3), (6, 4)]]

    assert sea(*parts).equals(sea([(-1, 4), (3, 3), (6, 4), (8, 5), (11, 4)]))
    assert not sea(*parts).is_empty


def test_a_peninsula_that_leaves_the_box_parts_the_sea() -> None:
    water = sea([(4, -1), (4, 5), (6, 5), (6, -1)][::-1])

    assert water.equals(WHOLE - shapely.box(4, 0, 6, 5))


def test_an_island_on_the_edge_of_the_box_is_cut() -> None:
    island = [(9.0, 4.0), (12.0, 4.0), (12.0, 6.0), (9.0, 6.0)]

    assert sea(ring(island)).equals(WHOLE - shapely.Polygon(island))


def test_several_waters_are_several_areas() -> None:
    strip_of_land = [[(-1, 4), (11, 4)], [(11, 6), (-1, 6)]]

    areas = sea_areas(coast(*strip_of_land), BOX, MAPPED)

    assert len(areas) == 2
    assert sea(*strip_of_land).equals(WHOLE - shapely.box(0, 4, 10, 6))


def test_rings_are_closed_and_holes_follow_their_outline() -> None:
    (rings,) = sea_areas(coast(ring(ISLAND)), BOX, MAPPED)

    assert len(rings) == 2
    assert all((one[0] == one[-1]).all() for one in rings)
    assert shapely.Polygon(rings[0]).contains(shapely.Polygon(rings[1]))


def test_there_is_no_sea_without_a_coast() -> None:
    assert sea_areas([], BOX, MAPPED) == []


def test_there_is_no_sea_where_the_coast_lies_elsewhere() -> None:
    assert sea([(20, 0), (20, 10)]).is_empty
    assert sea(ring([(x + 20, y) for x, y in ISLAND])).is_empty


def test_a_coast_with_a_gap_in_the_middle_floods_nothing() -> None:
    assert sea([(-1, 4), (4, 4)], [(6, 4), (11, 4)]).is_empty


def test_a_coast_with_a_gap_floods_nothing_round_an_island_either() -> None:
    assert sea([(-1, 4), (4, 4)], [(6, 4), (11, 4)], ring([(x, y - 3) for x, y in ISLAND])).is_empty


def test_coasts_that_contradict_each_other_flood_nothing() -> None:
    # Land to the north of the one, water to the south of the other: what is between?
    assert sea([(-1, 4), (11, 4)], [(-1, 6), (11, 6)]).equals(shapely.box(0, 0, 10, 4))
    assert sea([(-1, 4), (5, 5)], [(11, 6), (5, 5)]).is_empty


def test_a_coast_that_ends_short_of_the_edge_costs_the_sea_beyond_its_end() -> None:
    water = sea([(0.4, 4), (9.7, 4)])

    assert water.equals(shapely.box(0.4, 0, 9.7, 4))


@pytest.mark.parametrize(
    ("mapped", "water"),
    [
        ((9.0, 9.0), [(0, 4), (2, 4), (8, 2), (0, 2)]),
        ((1.0, 1.0), [(0, 4), (2, 4), (8, 2), (8, 0), (0, 0)]),
    ],
    ids=["in the northeast", "in the southwest"],
)
def test_the_box_is_cut_where_least_is_mapped(mapped: tuple[float, float], water: Line) -> None:
    areas = sea_areas(coast([(-1, 4), (2, 4), (8, 2)]), BOX, np.array([mapped]))

    assert [shapely.Polygon(*rings).equals(shapely.Polygon(water)) for rings in areas] == [True]


def test_missing_nodes_are_a_gap() -> None:
    points = np.array([(-1, 4), (4, 4), (math.nan, math.nan), (6, 4), (11, 4)], dtype=np.float64)

    assert sea_areas([Chain(1, 5, points)], BOX, MAPPED) == []


def test_a_missing_node_opens_the_coast_of_an_island() -> None:
    points = np.array([*ISLAND[:2], (math.nan, math.nan), ISLAND[3], ISLAND[0]])

    assert sea_areas([Chain(1, 1, points)], BOX, MAPPED) == []


@given(
    angle=st.floats(0, 2 * math.pi),
    lon=st.floats(3, 7),
    lat=st.floats(3, 7),
    count=st.integers(2, 30),
)
def test_a_straight_coast_at_any_angle(angle: float, lon: float, lat: float, count: int) -> None:
    reach = np.linspace(-20, 20, count)
    line = [(lon + r * math.cos(angle), lat + r * math.sin(angle)) for r in reach.tolist()]

    water = sea(line)

    # The oracle: a wide rectangle on the right of the line.
    right = (20 * math.sin(angle), -20 * math.cos(angle))
    first, last = line[0], line[-1]
    beside = [(last[0] + right[0], last[1] + right[1]), (first[0] + right[0], first[1] + right[1])]
    expected = WHOLE & shapely.Polygon([first, last, *beside])
    assert water.symmetric_difference(expected).area == pytest.approx(0, abs=1e-6)


@given(radii=st.lists(st.floats(0.5, 7), min_size=5, max_size=25), outward=st.booleans())
def test_an_island_or_a_lake_of_any_shape(radii: list[float], *, outward: bool) -> None:
    angles = np.linspace(0, 2 * math.pi, len(radii), endpoint=False).tolist()
    points = [
        (5 + r * math.cos(angle), 5 + r * math.sin(angle)) for r, angle in zip(radii, angles, strict=True)
    ]
    land = shapely.Polygon(points)

    water = sea(ring(points if outward else points[::-1]))

    expected = WHOLE - land if outward else WHOLE & land
    assert water.symmetric_difference(expected).area == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("box", [(7.0, 43.0, 7.1, 43.02), (7.0, 43.0, 7.0, 43.0)])
def test_a_grown_box_is_larger_on_each_side(box: tuple[float, float, float, float]) -> None:
    west, south, east, north = grown(box)

    assert west < box[0] < box[2] + 1e-9 < east
    assert south < box[1] < box[3] + 1e-9 < north


def test_a_grown_box_stays_in_the_world() -> None:
    assert grown((-180.0, -90.0, 180.0, 90.0)) == (-180.0, -90.0, 180.0, 90.0)
