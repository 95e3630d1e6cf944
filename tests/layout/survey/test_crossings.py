"""Big roads that a course crosses: where they lead to both sides of it, and only there."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from courseplanner.layout.line.line import Line, laps_of, line_of, reversed_line
from courseplanner.layout.survey.crossings import big_road_crossings
from courseplanner.model.region import Region
from layout.maps import ROAD, SmallMap, position

BIG = {"highway": "primary", "surface": "asphalt"}


def street(small: SmallMap, points: int = 6) -> SmallMap:
    """A small street from west to east with a node every 100 m, numbered from 1."""
    for number in range(points):
        small.node(number + 1, 100.0 * number, 0.0)
    return small.way(range(1, points + 1), {**ROAD, "name": "Street"})


def along(region: Region, places: list[tuple[float, float]]) -> Line:
    """The line over these nodes."""
    roads = region.roads
    named = {
        tuple(sorted((int(a), int(b)))): edge
        for edge, (a, b) in enumerate(zip(roads.edge_from, roads.edge_to, strict=True))
    }
    at = [position(*place) for place in places]
    nodes = [int(np.argmin(np.hypot(roads.node_lon - lon, roads.node_lat - lat))) for lon, lat in at]
    edges = [named[tuple(sorted(pair))] for pair in itertools.pairwise(nodes)]
    return line_of(np.array([p[0] for p in at]), np.array([p[1] for p in at]), np.array(edges))


def crossed(small: SmallMap, folder: Path, places: list[tuple[float, float]]) -> list[float]:
    region = small.region(folder)
    line = along(region, places)
    there = [round(at_m, -1) for at_m in big_road_crossings(region.roads, line)]
    back = [round(at_m, -1) for at_m in big_road_crossings(region.roads, reversed_line(line))]
    assert len(back) == len(there)
    return there


def spur(small: SmallMap, x_m: float, *ys_m: float, tags: dict[str, str] = BIG) -> SmallMap:
    """Roads that lead off the street to the north and the south, each a way of its own."""
    for y_m in ys_m:
        number = 100 + len(small.nodes)
        small.node(number, x_m, y_m).way([round(x_m / 100.0) + 1, number], tags)
    return small


def test_a_big_road_is_crossed_where_it_leads_to_both_sides(tmp_path: Path) -> None:
    small = spur(street(SmallMap()), 200.0, 80.0, -80.0)
    assert crossed(small, tmp_path, [(0.0, 0.0), (200.0, 0.0), (500.0, 0.0)]) == [200.0]


@pytest.mark.parametrize("tags", [ROAD, {"highway": "tertiary"}, {"highway": "cycleway"}])
def test_small_roads_are_no_crossings(tags: dict[str, str], tmp_path: Path) -> None:
    small = spur(street(SmallMap()), 200.0, 80.0, -80.0, tags=dict(tags))
    assert crossed(small, tmp_path, [(0.0, 0.0), (200.0, 0.0), (500.0, 0.0)]) == []


def test_a_road_that_ends_at_the_course_is_not_crossed(tmp_path: Path) -> None:
    small = spur(street(SmallMap()), 200.0, 80.0)
    assert crossed(small, tmp_path, [(0.0, 0.0), (200.0, 0.0), (500.0, 0.0)]) == []


def test_who_turns_off_onto_it_does_not_cross_it(tmp_path: Path) -> None:
    small = spur(street(SmallMap()), 200.0, 80.0, -80.0)
    assert crossed(small, tmp_path, [(0.0, 0.0), (200.0, 0.0), (200.0, 80.0)]) == []


def test_who_leaves_it_on_one_side_does_not_cross_it(tmp_path: Path) -> None:
    """Both ends of the big road lie to the left of who turns sharply right off a small one."""
    small = SmallMap().node(1, 0.0, 0.0).node(2, 100.0, 0.0).node(3, 0.0, -100.0)
    small.node(4, 180.0, 60.0).node(5, 100.0, 100.0)
    small.way([1, 2]).way([2, 3]).way([2, 4], BIG).way([2, 5], BIG)
    assert crossed(small, tmp_path, [(0.0, 0.0), (100.0, 0.0), (0.0, -100.0)]) == []


def test_carriageways_side_by_side_are_crossed_at_once(tmp_path: Path) -> None:
    small = SmallMap()
    for number, x_m in enumerate((0.0, 200.0, 220.0, 400.0)):
        small.node(number + 1, x_m, 0.0)
        if number in (1, 2):
            small.node(10 + number, x_m, 80.0).node(20 + number, x_m, -80.0)
            small.way([10 + number, number + 1, 20 + number], BIG)
    small.way([1, 2, 3, 4])
    assert crossed(small, tmp_path, [(0.0, 0.0), (200.0, 0.0), (220.0, 0.0), (400.0, 0.0)]) == [200.0]


def test_a_bridge_over_the_course_is_no_crossing(tmp_path: Path) -> None:
    small = street(SmallMap())
    small.node(50, 250.0, 80.0).node(51, 250.0, -80.0).way([50, 51], {**BIG, "bridge": "yes", "layer": "1"})
    assert crossed(small, tmp_path, [(0.0, 0.0), (500.0, 0.0)]) == []


def test_what_is_crossed_again_counts_again(tmp_path: Path) -> None:
    region = spur(street(SmallMap()), 200.0, 80.0, -80.0).region(tmp_path)
    there = along(region, [(0.0, 0.0), (200.0, 0.0), (500.0, 0.0)])
    both = laps_of(
        line_of(
            np.concatenate((there.lon, there.lon[-2::-1])),
            np.concatenate((there.lat, there.lat[-2::-1])),
            np.concatenate((there.edge, there.edge[::-1])),
        ),
        1,
    )
    assert [round(at_m, -1) for at_m in big_road_crossings(region.roads, both)] == [200.0, 800.0]
