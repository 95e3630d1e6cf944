"""What is stated of a stretch holds there, on the right side, and nowhere else."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from courseplanner.base.errors import BriefError, PlaceNameError
from courseplanner.model.brief.brief import Brief
from courseplanner.model.names import Names
from courseplanner.model.network.assumptions import (
    way_kerb_radius_m,
    way_open_width_m,
    way_unpaved,
    way_width_m,
)
from courseplanner.model.network.roads import RoadNetwork, Tri
from courseplanner.model.network.usable_width import MARKERS
from courseplanner.model.region import Region
from courseplanner.roads.road_pieces import RoadPiece, with_pieces
from courseplanner.roads.stated_roads import with_statements
from handmade import region as one_road

GEOD = Geod(ellps="WGS84")
LON = np.array([104.90, 104.91, 104.92, 104.93, 104.94])
LAT = 25.0


def row() -> Region:
    """Four edges in a row from west to east, with a bend at the middle of each.

    The first, second and fourth bear the name; the second is drawn from east to west, the third is a gap
    of 100 m on another road. All are 8 m wide by their tags but the last.
    """
    west = np.array([104.90, 104.91, 104.92, 104.921])
    east = np.array([104.91, 104.92, 104.921, 104.93])
    lon, lat = [], []
    for a, b, back in zip(west, east, (False, True, False, False), strict=True):
        points = [(a, LAT), ((a + b) / 2.0, LAT + 0.0005), (b, LAT)][:: -1 if back else 1]
        lon += [point[0] for point in points]
        lat += [point[1] for point in points]
    one = one_road().roads
    of_ways: dict[str, Any] = {
        name: np.repeat(getattr(one, name), 3) for name in RoadNetwork.__slots__ if name.startswith("way_")
    }
    of_ways |= {
        "way_id": np.array([1, 2, 3]),
        "way_name": np.array([0, 1, 0], dtype=np.int32),
        "way_width_tag_m": np.array([8.0, 8.0, np.nan], dtype=np.float32),
    }
    start = np.arange(0, 13, 3, dtype=np.int64)
    length_m = [float(GEOD.line_length(lon[a:b], lat[a:b])) for a, b in itertools.pairwise(start)]
    roads = replace(
        one,
        node_lon=np.array([104.90, 104.91, 104.92, 104.921, 104.93]),
        node_lat=np.full(5, LAT),
        edge_from=np.array([0, 2, 2, 3], dtype=np.int32),
        edge_to=np.array([1, 1, 3, 4], dtype=np.int32),
        edge_length_mm=np.round(1000.0 * np.array(length_m)).astype(np.int32),
        edge_way=np.array([0, 0, 1, 2], dtype=np.int32),
        point_start=start,
        point_lon=np.array(lon),
        point_lat=np.array(lat),
        point_node=np.array([1, 11, 2, 2, 12, 3, 3, 13, 4, 4, 14, 5]),
        names=(Names("河滨路", None, "Riverside Road"), Names("广场")),
        **of_ways,
    )
    return replace(one_road(), roads=roads, bbox=(104.8, 24.9, 105.0, 25.1))


def brief(*stretches: dict[str, Any]) -> Brief:
    tables = {
        "schema": 1,
        "event": {"distance": "5km"},
        "region": {"osm": ["a.osm"]},
        "roads": {"stretches": list(stretches)},
    }
    return Brief.model_validate(tables).model_copy(update={"path": Path("a.toml")})


def stated(*stretches: dict[str, Any]) -> RoadNetwork:
    return with_statements(brief(*stretches), row()).roads


def shut_where(roads: RoadNetwork, *, lon: float) -> tuple[float, float]:
    """Give what is shut to the north and the south of the road at a longitude."""
    for edge in range(roads.edge_count):
        points = slice(roads.point_start[edge], roads.point_start[edge + 1])
        west, east = sorted(roads.point_lon[points][[0, -1]])
        if west < lon < east:
            way, opened = roads.edge_way[edge], roads.openings
            left, right = float(opened.shut_left_m[way]), float(opened.shut_right_m[way])
            runs_east = roads.point_lon[points][0] < roads.point_lon[points][-1]
            return (left, right) if runs_east else (right, left)
    raise ValueError(lon)


EAST = {"road": "河滨路", "from": [104.902, LAT], "to": [104.918, LAT]}


def test_a_stretch_lies_between_its_places_whatever_way_its_roads_are_drawn() -> None:
    roads = stated({**EAST, "shut_left_m": 3.0, "marked_by": "cones"})
    assert [shut_where(roads, lon=lon) for lon in (104.901, 104.903, 104.909, 104.911, 104.917, 104.919)] == [
        (0.0, 0.0),
        *[(3.0, 0.0)] * 4,
        (0.0, 0.0),
    ]
    marked = roads.openings.marked_by[roads.edge_way]
    assert (marked == MARKERS.index("cones")).sum() == 2
    assert not roads.openings.as_run.any()


def test_seen_from_its_other_end_the_other_side_is_shut() -> None:
    roads = stated({"road": "河滨路", "from": EAST["to"], "to": EAST["from"], "shut_left_m": 3.0})
    assert shut_where(roads, lon=104.91 - 1e-4) == shut_where(roads, lon=104.91 + 1e-4) == (0.0, 3.0)


def test_the_parts_of_a_cut_road_are_as_long_as_it_was() -> None:
    before, after = row().roads, stated({**EAST, "width_m": 5.0})
    assert after.edge_count == before.edge_count + 2
    assert int(after.edge_length_mm.sum()) == pytest.approx(int(before.edge_length_mm.sum()), abs=2)
    assert after.way_id[after.edge_way].tolist().count(1) == 4
    for edge in range(after.edge_count):
        points = slice(after.point_start[edge], after.point_start[edge + 1])
        ends = [after.edge_from[edge], after.edge_to[edge]]
        assert after.node_lon[ends].tolist() == after.point_lon[points][[0, -1]].tolist()
        length_m = GEOD.line_length(after.point_lon[points], after.point_lat[points])
        assert length_m == pytest.approx(after.edge_length_mm[edge] / 1000.0, abs=0.0011)


def test_a_gap_of_another_name_is_crossed_and_left_as_it_is() -> None:
    roads = stated({"road": "河滨路", "from": [104.915, LAT], "to": [104.929, LAT], "shut_right_m": 2.0})
    assert [shut_where(roads, lon=lon) for lon in (104.914, 104.916, 104.9205, 104.925, 104.9295)] == [
        (0.0, 0.0),
        (0.0, 2.0),
        (0.0, 0.0),
        (0.0, 2.0),
        (0.0, 0.0),
    ]


def test_everything_can_be_stated_of_a_stretch() -> None:
    said = {"width_m": 5.5, "kerb_radius_m": 3.0, "surface": "sand", "motor_free": True, "divider": False}
    roads = stated({**EAST, **said})
    here = roads.edge_way[[edge for edge in range(roads.edge_count) if roads.edge_way[edge] > 2]]
    assert np.unique(way_width_m(roads)[here]).tolist() == [5.5]
    assert np.unique(way_kerb_radius_m(roads)[here]).tolist() == [3.0]
    assert way_unpaved(roads)[here].all()
    assert (roads.way_motor_free[here] == Tri.yes).all()
    assert (roads.way_divider[here] == Tri.no).all()
    rest = np.setdiff1d(roads.edge_way, here)
    assert not way_unpaved(roads)[rest].any()
    assert (way_kerb_radius_m(roads)[rest] == 10.0).all()


@pytest.mark.parametrize(
    ("part", "north", "south"),
    [("left", 0.0, 4.0), ("right", 4.0, 0.0), ("left lane", 0.0, 4.75), ("right lane", 4.75, 0.0)],
)
def test_a_half_or_a_lane_is_open(part: str, north: float, south: float) -> None:
    roads = stated({**EAST, "open": part})
    assert shut_where(roads, lon=104.905) == (north, south)
    assert way_open_width_m(roads).min() == pytest.approx(8.0 - north - south)


def test_without_places_the_whole_road_is_meant_as_the_runner_sees_it() -> None:
    roads = stated({"road": "way 1", "open": "right"})
    opened = roads.openings
    way = roads.edge_way[roads.way_id[roads.edge_way] == 1]
    assert opened.as_run[way].all()
    assert opened.shut_left_m[way].tolist() == [4.0, 4.0]
    assert len(set(way.tolist())) == 1  # one road stays one leg
    assert not opened.shut_m[roads.edge_way[roads.way_id[roads.edge_way] != 1]].any()


def test_of_two_statements_the_later_wins_and_others_are_kept() -> None:
    roads = stated({"road": "way 1", "open": "right", "width_m": 6.0}, {**EAST, "shut_right_m": 1.0})
    assert shut_where(roads, lon=104.905) == (0.0, 1.0)
    assert roads.openings.as_run[roads.edge_way].sum() == 2  # the ends, where the first still holds
    assert np.unique(way_width_m(roads)[roads.edge_way[roads.way_id[roads.edge_way] == 1]]).tolist() == [6.0]


@pytest.mark.parametrize(
    ("said", "problem", "fix"),
    [
        ({"road": "Riverbank"}, "no road is called “Riverbank”", "check the name"),
        ({"road": "way 9"}, "no road with the OSM id 9", "legs in candidates.json"),
        ({**EAST, "to": [104.99, LAT]}, "from the road", "a position on the road"),
        ({"road": "ways 1, 3", "from": [104.902, LAT], "to": "Nowhere"}, "is called “Nowhere”", "position"),
        ({**EAST, "to": [104.902003, LAT]}, "shorter than a metre", "farther apart"),
        ({**EAST, "shut_left_m": 7.5, "width_m": None}, "0.5 m of 河滨路 stay open", "[course] avoid"),
        ({**EAST, "shut_left_m": 5.0, "shut_right_m": 3.0}, "0.0 m of 河滨路 stay open", "more than 0.6 m"),
    ],
)
def test_what_can_not_be_is_told(said: dict[str, Any], problem: str, fix: str) -> None:
    with pytest.raises((BriefError, PlaceNameError)) as told:
        stated({"width_m": 8.0, "road": "河滨路"}, {"shut_left_m": 1.0, **said})
    assert told.value.where.startswith("a.toml, [roads] stretches 2")
    assert problem in str(told.value.problem)
    assert fix in str(told.value.fix)


def test_a_road_that_leads_nowhere_near_is_told() -> None:
    region = row()
    far = replace(region.roads, edge_to=np.array([1, 2, 3, 4], dtype=np.int32))
    cut_off = replace(far, edge_from=np.array([0, 2, 2, 4], dtype=np.int32))
    with pytest.raises(BriefError) as told:
        with_statements(
            brief({"road": "河滨路", "from": [104.905, LAT], "to": [104.925, LAT], "width_m": 5.0}),
            replace(region, roads=cut_off),
        )
    assert "does not lead from" in str(told.value.problem)
    assert "two stretches" in str(told.value.fix)


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.floats(-100.0, 1_100.0), st.floats(0.5, 600.0), st.integers(0, 2)),
        min_size=1,
        max_size=6,
    )
)
def test_pieces_lie_on_ways_of_their_own_alone(found: list[tuple[int, float, float, int]]) -> None:
    before = row().roads
    pieces = [RoadPiece(edge, at_m, at_m + long_m, group=group) for edge, at_m, long_m, group in found]
    after, ways = with_pieces(before, pieces)
    assert int(after.edge_length_mm.sum()) == pytest.approx(int(before.edge_length_mm.sum()), abs=20)
    for piece, own in zip(pieces, ways, strict=True):
        edges = np.flatnonzero(np.isin(after.edge_way, own))
        groups = {other.group for other in pieces if other.edge == piece.edge}
        inside_m = min(piece.to_m, before.edge_length_mm[piece.edge] / 1000.0) - max(piece.from_m, 0.0)
        covered_m = after.edge_length_mm[edges].sum() / 1000.0
        if inside_m > 0.0:
            assert covered_m >= inside_m - 1.1
        if len(groups) == len([one for one in pieces if one.edge == piece.edge]) == 1 and edges.size:
            same_way = before.way_id[before.edge_way[piece.edge]]
            assert set(after.way_id[own].tolist()) == {same_way}
