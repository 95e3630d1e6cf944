"""What lies near as the crow flies and far by road is not visited."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from courseplanner.model.region import Region
from laying import propose
from layout.maps import ROAD, SmallMap, grid, make_brief, ring_road
from layout.stages import prepared

STEP_M = 283.0


def river_map(*, bridge: bool) -> SmallMap:
    """Streets south of a river and a road north of it, with a village there that is 250 m away from them.

    The only crossing lies 1.5 km off to the east; with `bridge` there is another beside the village.
    """
    small = grid(8, 8, STEP_M)
    top = 7 * STEP_M
    small.node(9001, 0, top + 260).node(9002, 3500, top + 260).node(9003, 3500, top).node(
        9004, 700, top + 260
    )
    small.way([9001, 9004, 9002, 9003, 100 * 7 + 8])
    small.way([9002, 9005]).node(9005, 3500, top + 500)
    if bridge:
        small.way([9004, 9006, 100 * 7 + 3], bridge="yes").node(9006, 640, top + 130)
    return small.village("Uferdorf", 700, top + 250)


def pieces_that_visit(region: Region) -> set[int]:
    """OSM ways whose pieces visit the village."""
    stages = prepared(region, make_brief(villages=1))
    roads, ground = region.roads, stages.network
    return {int(way) for way in roads.way_id[roads.edge_way[ground.piece_edge[ground.visit_piece]]]}


def test_across_the_river_the_village_is_not_visited(tmp_path: Path) -> None:
    region = river_map(bridge=False).region(tmp_path)
    assert pieces_that_visit(region) == {17}, "only the road on its own bank"


def test_a_bridge_makes_it_visited_from_both_banks(tmp_path: Path) -> None:
    region = river_map(bridge=True).region(tmp_path)
    row_7, own_bank, bridge = 8, 17, 19
    assert {row_7, own_bank, bridge} <= pieces_that_visit(region)


def test_a_loop_on_the_other_bank_does_not_count_it(tmp_path: Path) -> None:
    brief = make_brief(villages=1, search={"candidates": 1, "time_s": 0.5})
    none = propose(river_map(bridge=False).region(tmp_path), brief)
    assert none.candidates == ()
    assert {one.requirement for one in none.unmet} <= {"villages", "distance"}


def test_with_a_bridge_a_loop_counts_it(tmp_path: Path) -> None:
    brief = make_brief(villages=1, search={"candidates": 1})
    (found,) = propose(river_map(bridge=True).region(tmp_path), brief).candidates
    assert [visit.name for visit in found.visits] == ["Uferdorf"]


def test_what_a_course_lists_as_visited_is_near_by_road_too(tmp_path: Path) -> None:
    small = river_map(bridge=False)
    (found,) = propose(small.region(tmp_path), make_brief(search={"candidates": 1})).candidates
    assert "Uferdorf" not in {visit.name for visit in found.visits}


@pytest.mark.parametrize(("within_m", "reached"), [(100.0, False), (170.0, True)])
def test_the_ground_between_the_road_and_the_place_counts(
    tmp_path: Path, within_m: float, *, reached: bool
) -> None:
    """160 m off the road the village is visited within 170 m, not within 100."""
    region = grid(4, 4, 600.0).village("Abseits", 900.0, 760.0).region(tmp_path)
    stages = prepared(region, make_brief(villages=1, visit_within_m=within_m))
    assert bool(len(stages.network.visit_piece)) == reached


def test_distances_by_road_grow_along_the_road(tmp_path: Path) -> None:
    small = SmallMap()
    for number in range(12):
        small.node(number + 1, 100.0 * number, 0.0)
        if number:
            small.way([number, number + 1])
    region = small.village("Ende", 0.0, 40.0).region(tmp_path)
    stages = prepared(region, make_brief(villages=1))
    roads, edges = region.roads, np.arange(region.roads.edge_count)
    place = np.zeros(len(edges), dtype=np.int64)
    by_road = stages.reach.of_parts(roads, place, edges, 0.0, 1.0)
    near_end_m = [100.0 * (int(way) - 1) for way in roads.way_id[roads.edge_way]]
    for edge, at_m in zip(edges, near_end_m, strict=True):
        expected = 40.0 + at_m if 40.0 + at_m <= 600.0 else np.inf
        assert by_road[edge] == pytest.approx(expected, rel=0.005)


def square_map(*, gates: bool) -> SmallMap:
    """A village in a courtyard beside a road, whose outline meets the roads far off at the other side only.

    With `gates` the outline meets the road beside the village, too.
    """
    small = SmallMap()
    small.node(1, 0, 0).node(2, 500, 0).node(3, 1000, 0).node(4, 1000, 400).node(5, 0, 400)
    small.way([1, 2, 3]).way([3, 4, 5, 1])
    small.node(11, 480, 30).node(12, 520, 30).node(13, 520, 400).node(14, 480, 400)
    small.way([4, 14]).way([13, 5])
    small.way([11, 12, 13, 14, 11], {"highway": "pedestrian", "area": "yes"})
    if gates:
        small.way([2, 11])
    return small.village("Hof", 500, 35)


def roads_that_visit(region: Region, within_m: float) -> set[int]:
    """OSM ways whose edges lie within twice `within_m` of the village by road."""
    stages = prepared(region, make_brief(villages=1, visit_within_m=within_m))
    roads, edges = region.roads, np.arange(region.roads.edge_count)
    by_road = stages.reach.of_parts(roads, np.zeros(len(edges), dtype=np.int64), edges, 0.0, 1.0)
    return set(roads.way_id[roads.edge_way[by_road <= 2.0 * within_m]].tolist())


@pytest.mark.parametrize(("gates", "reached"), [(False, set()), (True, {1, 6})])
def test_a_place_on_a_square_is_reached_along_its_outline(
    tmp_path: Path, reached: set[int], *, gates: bool
) -> None:
    """35 m from the road, and 400 m from it along the square that is 5 m off."""
    region = square_map(gates=gates).region(tmp_path)
    assert roads_that_visit(region, 50.0) == reached


def test_the_way_along_a_square_counts(tmp_path: Path) -> None:
    """From the roads at its far side it is 370 m along the outline, 5 m across, and 20 to its corner."""
    region = square_map(gates=False).region(tmp_path)
    assert roads_that_visit(region, 190.0) == set()
    assert roads_that_visit(region, 200.0) == {3, 4}


def test_nobody_runs_along_a_square(tmp_path: Path) -> None:
    region = square_map(gates=True).region(tmp_path)
    assert 5 not in region.roads.way_id.tolist()


def under_the_mountain(*, tunnel: bool) -> SmallMap:
    """Streets, and a road north from them, through a mountain or over it, and back; a castle above.

    Beside the road through the mountain, 170 m from the castle, another one climbs to nowhere.
    """
    small = grid(4, 4, 400.0)
    small.node(9001, 400.0, 2_600.0).node(9002, 1_200.0, 2_600.0).node(9003, 620.0, 2_200.0)
    small.node(9004, 620.0, 1_200.0)
    small.ways[4] = ((301, 302, 9004, 303, 304), small.ways[4][1])
    tags = {**ROAD, "tunnel": "yes"} if tunnel else ROAD
    return small.way([302, 9001], tags).way([9001, 9002, 304]).way([9004, 9003]).spot("Burg", 450.0, 1_900.0)


@pytest.mark.parametrize("tunnel", [False, True])
def test_nothing_is_visited_from_inside_a_tunnel(tmp_path: Path, *, tunnel: bool) -> None:
    region = under_the_mountain(tunnel=tunnel).region(tmp_path)
    stages = prepared(region, make_brief(scenic=1, visit_within_m=100))
    assert bool(len(stages.network.visit_piece)) is not tunnel
    assert bool(len(stages.network.node_node)) is not tunnel


def test_what_lies_above_a_tunnel_is_reached_from_the_road_beside_it(tmp_path: Path) -> None:
    region = under_the_mountain(tunnel=True).region(tmp_path)
    stages = prepared(region, make_brief(scenic=1, visit_within_m=200))
    roads, ground = region.roads, stages.network
    ways = roads.way_id[roads.edge_way[ground.piece_edge[ground.visit_piece]]]
    assert set(ways.tolist()) == {11}, "only the road that climbs"


@pytest.mark.parametrize("tunnel", ["yes", "building_passage"])
def test_a_course_visits_nothing_from_its_tunnel(tmp_path: Path, tunnel: str) -> None:
    small = ring_road(5_100.0)
    nodes, tags = small.ways[1]
    small.ways[1] = (nodes[:21], tags)
    small.way(nodes[20:], tags, tunnel=tunnel)
    x_m, y_m, _ = small.nodes[23]
    small.spot("Burg", x_m + 40.0, y_m).village("Oberdorf", x_m, y_m - 40.0)
    (found,) = propose(small.region(tmp_path), make_brief(visit_within_m=200)).candidates
    names = {visit.name for visit in found.visits}
    assert names == (set() if tunnel == "yes" else {"Burg", "Oberdorf"})
    assert found.shares.tunnel == pytest.approx(0.167 if tunnel == "yes" else 0.0, abs=0.003)
    assert found.scenery is not None
    assert (found.scenery > 0.02) is (tunnel != "yes")
