"""Ways become edges: split at junctions, cut at gaps, measured on the ellipsoid."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from courseplanner.base.errors import InputError
from courseplanner.model.region import Region
from courseplanner.sources.region import read_region

if TYPE_CHECKING:
    from sources.conftest import OsmText

GEOD = Geod(ellps="WGS84")


def shapes(region: Region) -> list[list[int]]:
    """The edges as the numbers of the nodes of `OsmText.row`."""
    roads = region.roads
    lines = np.split(np.rint(roads.point_lon * 1000).astype(int), roads.point_start[1:-1])
    return sorted(line.tolist() for line in lines)


def counts(region: Region, file: int = 0) -> dict[str, int]:
    return dict(region.provenance[file].counts)


def test_a_way_alone_is_one_edge(osm: OsmText) -> None:
    assert shapes(osm.row(1, 2, 3).way(1, [1, 2, 3]).region()) == [[1, 2, 3]]


def test_ways_split_where_they_share_a_node(osm: OsmText) -> None:
    region = osm.row(1, 2, 3, 4).way(1, [1, 2, 3]).way(2, [4, 2]).region()
    assert shapes(region) == [[1, 2], [2, 3], [4, 2]]
    assert region.roads.node_count == 4


def test_a_node_of_a_way_that_is_no_road_splits_nothing(osm: OsmText) -> None:
    osm.row(1, 2, 3, 4).way(1, [1, 2, 3]).way(2, [2, 4], {"highway": "steps"}).way(
        3, [2, 4], {"waterway": "river"}
    )
    assert shapes(osm.region()) == [[1, 2, 3]]


def test_a_way_that_meets_itself_is_split_there(osm: OsmText) -> None:
    region = osm.row(1, 2, 3, 4, 5).way(1, [1, 2, 3, 4, 2, 5]).region()
    assert shapes(region) == [[1, 2], [2, 3, 4, 2], [2, 5]]
    loops = region.roads.edge_from == region.roads.edge_to
    assert loops.sum() == 1


def test_a_closed_way_alone_is_one_loop(osm: OsmText) -> None:
    region = osm.row(1, 2, 3).way(1, [1, 2, 3, 1], ROUNDABOUT).region()
    assert shapes(region) == [[1, 2, 3, 1]]
    assert region.roads.node_count == 1
    assert region.roads.way_roundabout.tolist() == [True]


ROUNDABOUT = {"highway": "tertiary", "junction": "roundabout"}


def test_parallel_edges_are_kept(osm: OsmText) -> None:
    region = osm.row(1, 2, 3, 4).way(1, [1, 2, 4]).way(2, [1, 3, 4]).way(3, [1, 4]).way(4, [1, 4]).region()
    assert shapes(region) == [[1, 2, 4], [1, 3, 4], [1, 4], [1, 4]]
    assert region.roads.node_count == 2


def test_a_way_is_cut_where_a_node_is_missing(osm: OsmText) -> None:
    region = osm.row(1, 2, 4, 5, 7).way(1, [1, 2, 3, 4, 5, 6, 7]).region()
    assert shapes(region) == [[1, 2], [4, 5]]
    assert (counts(region)["ways"], counts(region)["ways_cut"], counts(region)["nodes_missing"]) == (1, 1, 2)


def test_a_node_left_alone_between_gaps_splits_no_other_way(osm: OsmText) -> None:
    region = osm.row(1, 2, 4).way(1, [9, 2, 8]).way(2, [1, 2, 4]).region()
    assert shapes(region) == [[1, 2, 4]]
    assert counts(region)["ways"] == 1


def test_the_same_node_twice_in_a_row_is_no_junction(osm: OsmText) -> None:
    assert shapes(osm.row(1, 2, 3).way(1, [1, 2, 2, 3, 3]).region()) == [[1, 2, 3]]


def test_points_that_repeat_their_neighbour_are_dropped(osm: OsmText) -> None:
    osm.row(1, 2, 3)
    for number, lon in ((10, 0.001), (11, 0.002), (12, 0.003), (13, 0.003)):
        osm.node(number, lon, 0)
    assert shapes(osm.way(1, [1, 10, 2, 11, 12, 13, 3]).region()) == [[1, 2, 3]]


def test_two_nodes_at_one_place_are_two_nodes(osm: OsmText) -> None:
    osm.row(1, 2, 3).node(12, 0.002, 0).way(1, [1, 2]).way(2, [12, 3]).way(3, [2, 12])
    roads = osm.region().roads
    assert roads.node_count == 4
    assert sorted(roads.edge_length_mm.tolist()) == [0, 111_319, 111_319]
    assert roads.point_start.tolist() == [0, 2, 4, 6]


def test_ends_and_shapes_agree(osm: OsmText) -> None:
    roads = osm.row(1, 2, 3, 4, 5).way(1, [5, 3, 1]).way(2, [4, 3, 2]).region().roads
    for edge, (begin, end) in enumerate(pairwise(roads.point_start)):
        assert roads.point_lon[begin] == roads.node_lon[roads.edge_from[edge]]
        assert roads.point_lon[end - 1] == roads.node_lon[roads.edge_to[edge]]
        assert roads.way_id[roads.edge_way[edge]] in {1, 2}


@given(
    st.lists(
        st.tuples(st.floats(-179, 179), st.floats(-85, 85)).map(
            lambda at: (round(at[0], 7), round(at[1], 7))
        ),
        min_size=2,
        max_size=8,
        unique=True,
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lengths_are_those_of_the_ellipsoid(osm: OsmText, line: list[tuple[float, float]]) -> None:
    base_lon, base_lat = line[0]
    # Within a few kilometres of the first point, as roads are.
    near = [(base_lon + (lon - base_lon) / 1e4, base_lat + (lat - base_lat) / 1e4) for lon, lat in line]
    near = [(round(lon, 7), round(lat, 7)) for lon, lat in near]
    osm.nodes.clear()
    osm.ways.clear()
    for number, (lon, lat) in enumerate(near, start=1):
        osm.node(number, lon, lat)
    roads = osm.way(1, range(1, len(near) + 1)).region().roads
    length_m = sum(GEOD.inv(*here, *there)[2] for here, there in pairwise(near))
    assert roads.edge_length_mm.sum() == pytest.approx(length_m * 1000, abs=0.51)


def test_an_edge_too_long_for_any_road_is_left_out_and_counted(osm: OsmText) -> None:
    osm.row(1, 2).node(3, 90, 10).way(1, [1, 2]).way(2, [2, 3])
    region = osm.region()
    assert shapes(region) == [[1, 2]]
    assert counts(region)["edges_refused"] == 1


def test_arrays_are_read_only_and_of_their_types(osm: OsmText) -> None:
    roads = osm.row(1, 2).way(1, [1, 2]).region().roads
    with pytest.raises(ValueError, match="read-only"):
        roads.edge_length_mm[0] = 1
    assert {roads.edge_length_mm.dtype.name, roads.edge_from.dtype.name} == {"int32"}
    assert {roads.way_id.dtype.name, roads.point_start.dtype.name} == {"int64"}


class TestBox:
    def test_ways_are_cut_at_the_box(self, osm: OsmText) -> None:
        path = osm.row(1, 2, 3, 4, 5, 6).way(1, [1, 2, 3, 4, 5, 6]).way(2, [5, 6]).write()
        region = read_region([path], bbox=(0.0015, -1, 0.0045, 1))
        assert shapes(region) == [[2, 3, 4]]
        assert counts(region)["ways_clipped"] == 2
        assert counts(region)["ways_cut"] == 0
        assert region.bbox == (0.002, 0, 0.004, 0)

    def test_a_box_without_roads_says_where_the_roads_are(self, osm: OsmText) -> None:
        path = osm.row(1, 2).way(1, [1, 2]).write()
        with pytest.raises(InputError, match=r"bbox: no road lies in the box \[5, 5, 6, 6\].*0\.001.*0\.002"):
            read_region([path], bbox=(5, 5, 6, 6))

    @pytest.mark.parametrize("box", [(1, 0, 0, 1), (0, 1, 1, 0), (0, 0, 200, 1), (float("nan"), 0, 1, 1)])
    def test_a_box_that_is_none_is_refused(
        self, osm: OsmText, box: tuple[float, float, float, float]
    ) -> None:
        with pytest.raises(InputError, match="bbox: is not a box"):
            read_region([osm.row(1, 2).way(1, [1, 2]).write()], bbox=box)


class TestSeveralFiles:
    def test_files_join_at_the_nodes_they_share(self, osm: OsmText, other_osm: OsmText) -> None:
        first = osm.row(1, 2).way(1, [1, 2]).write("first.osm")
        second = other_osm.row(2, 3).way(2, [2, 3]).write("second.osm")
        region = read_region([first, second])
        assert shapes(region) == [[1, 2], [2, 3]]
        assert region.roads.node_count == 3
        assert [one.source for one in region.provenance] == ["first.osm", "second.osm"]

    def test_a_way_of_both_is_kept_once(self, osm: OsmText, other_osm: OsmText) -> None:
        first = osm.row(1, 2).way(1, [1, 2]).node(9, 0, 0, place="hamlet", name="Both").write("first.osm")
        other_osm.row(1, 2, 3).way(1, [1, 2]).way(2, [2, 3]).node(9, 0, 0, place="hamlet", name="Both")
        region = read_region([first, other_osm.write("second.osm")])
        assert shapes(region) == [[1, 2], [2, 3]]
        assert counts(region, 1)["ways_repeated"] == 1
        assert [place.names.name for place in region.places] == ["Both"]

    def test_two_clipped_halves_make_a_whole(self, osm: OsmText, other_osm: OsmText) -> None:
        first = osm.row(1, 2).way(1, [1, 2, 3, 4, 5]).write("first.osm")
        second = other_osm.row(3, 4, 5).way(1, [1, 2, 3, 4, 5]).write("second.osm")
        region = read_region([first, second])
        assert shapes(region) == [[1, 2, 3, 4, 5]]
        assert counts(region, 0)["ways_cut"] + counts(region, 1)["ways_cut"] == 0

    def test_a_node_that_two_files_place_differently_is_one(self, osm: OsmText, other_osm: OsmText) -> None:
        first = osm.row(1, 2).way(1, [1, 2]).write("first.osm")
        second = other_osm.node(2, 0.0021, 0).row(3).way(2, [2, 3]).write("second.osm")
        assert shapes(read_region([first, second])) == [[1, 2], [2, 3]]

    def test_no_file_is_an_error(self) -> None:
        with pytest.raises(InputError, match="names no OSM file"):
            read_region([])


def crossings(region: Region) -> list[int]:
    """Where roads cross railways, as the numbers of the nodes of `OsmText.row`."""
    return [round(lon * 1000) for lon in region.roads.level_crossing_lon.tolist()]


RAIL = {"railway": "rail"}


def test_a_road_that_shares_a_node_with_a_railway_crosses_it_tagged_or_not(osm: OsmText) -> None:
    osm.row(1, 2, 3, 4, 5).node(9, 0.003, 0.1).node(8, 0.005, 0.0, railway="level_crossing")
    osm.way(1, [1, 2, 3, 4, 8]).way(2, [9, 3], RAIL)
    assert crossings(osm.region()) == [3, 5]


def test_bridges_trams_and_old_railways_are_no_level_crossings(osm: OsmText) -> None:
    osm.row(1, 2, 4).node(9, 0.003, 0.1).node(8, 0.002, 0.0).node(3, 0.003, 0.0, railway="crossing")
    osm.way(1, [1, 2, 3, 4]).way(2, [9, 8], RAIL)  # over the road, with a node of its own at the place
    osm.way(3, [9, 3], {"railway": "tram"}).way(4, [9, 4], {"railway": "abandoned"})
    assert crossings(osm.region()) == []


def test_a_railway_in_another_file_counts(osm: OsmText, other_osm: OsmText) -> None:
    osm.row(1, 2, 3).way(1, [1, 2, 3])
    other_osm.row(2, 7, 8, 9).way(2, [7, 2], RAIL).way(3, [8, 9])
    region = read_region([osm.write(), other_osm.write("rails.osm")])
    assert crossings(region) == [2]


SQUARE = {"highway": "pedestrian", "area": "yes"}


def outlines(region: Region) -> list[list[int]]:
    """The pieces of squares as the numbers of the nodes of `OsmText.row`."""
    plazas = region.roads.plazas
    lines = np.split(np.rint(plazas.point_lon * 1000).astype(int), plazas.point_start[1:-1])
    return sorted(line.tolist() for line in lines)


def test_squares_are_kept_apart_and_cut_where_they_meet_roads(osm: OsmText) -> None:
    osm.row(1, 2, 3, 4, 5, 6).way(1, [1, 2, 3]).way(2, [2, 4, 5, 6, 2], SQUARE).way(3, [4, 1])
    region = osm.region()
    assert shapes(region) == [[1, 2], [2, 3], [4, 1]]
    assert outlines(region) == [[2, 4], [4, 5, 6, 2]]
    roads, plazas = region.roads, region.roads.plazas
    assert plazas.node_count == 0
    for piece in range(2):
        for node, at in ((plazas.node_from, 0), (plazas.node_to, -1)):
            points = slice(plazas.point_start[piece], plazas.point_start[piece + 1])
            assert roads.node_lon[node[piece]] == plazas.point_lon[points][at]
    assert plazas.length_mm.tolist() == [
        round(1000 * GEOD.line_length([a / 1000 for a in line], [0] * len(line)))
        for line in ([2, 4], [4, 5, 6, 2])
    ]


def test_squares_that_meet_share_a_node_of_their_own(osm: OsmText) -> None:
    osm.row(1, 2, 3, 4, 5, 6, 7).way(1, [1, 2])
    osm.way(2, [3, 4, 5, 3], SQUARE).way(3, [4, 6, 7, 4], SQUARE)
    plazas = osm.region().roads.plazas
    ends = {*plazas.node_from.tolist(), *plazas.node_to.tolist()}
    assert ends == {-1, -2}
    assert plazas.node_count == 2


@pytest.mark.parametrize("tags", [{"access": "private"}, {"access": "no"}, {"highway": "steps"}])
def test_squares_that_are_closed_or_no_ways_are_left_out(osm: OsmText, tags: dict[str, str]) -> None:
    region = osm.row(1, 2, 3, 4).way(1, [1, 2]).way(2, [2, 3, 4, 2], SQUARE | tags).region()
    assert not len(region.roads.plazas.length_mm)


def test_squares_count_as_no_roads(osm: OsmText) -> None:
    plain = counts(osm.row(1, 2, 3, 4).way(1, [1, 2, 3]).region())
    assert counts(osm.way(2, [2, 3, 4, 99, 2], SQUARE | {"width": "wide"}).region()) == plain


def test_a_file_of_squares_has_no_road(osm: OsmText) -> None:
    with pytest.raises(InputError, match="no road"):
        osm.row(1, 2, 3).way(1, [1, 2, 3, 1], SQUARE).region()
