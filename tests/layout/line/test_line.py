"""From walks to lines: without a gap, on the roads, and cut where asked."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Geod

from courseplanner.layout.line.line import (
    Line,
    cut,
    has_hooks,
    has_knots,
    laps_of,
    line_of,
    reversed_line,
    turnaround_points,
)
from courseplanner.layout.search.graph.core import Core
from courseplanner.measure.geometry.geodesy import Plane, chainages_m
from courseplanner.model.network.roads import RoadNetwork
from layout.maps import grid, make_brief, position
from layout.stages import Stages, prepared
from layout.walking import walked

GEOD = Geod(ellps="WGS84")
TWO_MM = 0.002


def measured_m(line: Line) -> float:
    return float(GEOD.line_length(line.lon, line.lat))


def zigzag() -> Line:
    """A line of 60 segments from 3 to 200 m, each on an edge of its own."""
    draw = random.Random(5)  # noqa: S311 - a line for a test
    x_m = np.cumsum([draw.uniform(3, 200) for _ in range(61)])
    at = [position(x, draw.uniform(-60, 60)) for x in x_m]
    return line_of(np.array([p[0] for p in at]), np.array([p[1] for p in at]), np.arange(60))


LINE = zigzag()
part = st.floats(0.0, 1.0)


@given(part, part)
def test_a_piece_has_its_length(a: float, b: float) -> None:
    from_m, to_m = sorted((a * LINE.length_m, b * LINE.length_m))
    if to_m - from_m < 0.01:
        return
    piece = cut(LINE, from_m, to_m)
    assert measured_m(piece) == pytest.approx(to_m - from_m, abs=TWO_MM)
    assert piece.length_m == pytest.approx(measured_m(piece), abs=1e-6)
    assert len(piece.edge) == len(piece.lon) - 1
    middle = np.searchsorted(LINE.chainage_m, from_m + (piece.chainage_m[:-1] + piece.chainage_m[1:]) / 2)
    assert piece.edge.tolist() == LINE.edge[middle - 1].tolist()


@given(part)
def test_cut_ends_where_the_next_piece_begins(at: float) -> None:
    at_m = at * LINE.length_m
    before, after = cut(LINE, 0.0, at_m), cut(LINE, at_m, LINE.length_m)
    assert (before.lon[-1], before.lat[-1]) == (after.lon[0], after.lat[0])


def test_backwards_and_again() -> None:
    back = reversed_line(LINE)
    assert back.length_m == pytest.approx(LINE.length_m, abs=1e-6)
    assert back.edge.tolist() == LINE.edge.tolist()[::-1]
    assert (reversed_line(back).lon == LINE.lon).all()


def test_points_that_stand_twice_are_dropped_with_their_edge() -> None:
    line = line_of(
        np.array([9.0, 9.0, 9.001, 9.001, 9.002]), np.full(5, 47.0), np.array([7, 8, 9, 10], dtype=np.int64)
    )
    assert line.lon.tolist() == [9.0, 9.001, 9.002]
    assert line.edge.tolist() == [8, 10]


@pytest.mark.parametrize("times", [1, 2, 7])
def test_laps(times: int) -> None:
    lon, lat = np.append(LINE.lon, LINE.lon[0]), np.append(LINE.lat, LINE.lat[0])
    loop = line_of(lon, lat, np.arange(61))
    run = laps_of(loop, times)
    assert measured_m(run) == pytest.approx(times * measured_m(loop), abs=1e-6)
    assert run.edge.tolist() == loop.edge.tolist() * times


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """Streets with bends, a closed way, a second road between two crossings, and cuts at villages."""
    small = grid(5, 5, 300.0)
    small.node(5001, -90, 0).node(5002, -90, -110).node(5003, 0, -110).way([1, 5001, 5002, 5003, 1])
    small.node(5004, 450, 70).way([2, 5004, 3])
    for number in range(5):
        small.village(f"V{number}", 130.0 + 240.0 * number, 10.0 + 290.0 * number)
    small.village("Mitte", 600.0, 450.0)
    folder: Path = tmp_path_factory.mktemp("line")
    wishes = make_brief(villages=5, visit_within_m=80.0, start="Mitte", shape="out-and-back")
    return prepared(small.region(folder), wishes)


def random_walk(core: Core, draw: random.Random, count: int, first: int | None = None) -> list[int]:
    graph = core.graph
    here = draw.randrange(len(graph.x)) if first is None else first
    walk = []
    for _ in range(count):
        k = draw.randrange(int(graph.row[here]), int(graph.row[here + 1]))
        chain = int(graph.row_chain[k])
        back = int(graph.start[chain]) != here
        if graph.start[chain] == graph.end[chain]:
            back = draw.random() < 0.5
        walk.append(2 * chain + back)
        here = int(graph.start[chain] if back else graph.end[chain])
    return walk


def closed_walk(core: Core, draw: random.Random, count: int) -> list[int]:
    """Give a walk that comes back to where it started: out at random, and the same way home."""
    walk = random_walk(core, draw, count)
    return walk + [step ^ 1 for step in walk[::-1]]


def length_mm(core: Core, walk: list[int]) -> int:
    return int(core.graph.length_mm[np.array(walk) >> 1].sum())


def assert_on_its_edges(roads: RoadNetwork, line: Line) -> None:
    """Each segment lies on the edge that it is said to run on."""
    for edge in np.unique(line.edge):
        points = slice(roads.point_start[edge], roads.point_start[edge + 1])
        road = shapely.LineString(np.column_stack((roads.point_lon[points], roads.point_lat[points])))
        mine = np.flatnonzero(line.edge == edge)
        ends: NDArray[np.int64] = np.unique(np.concatenate((mine, mine + 1)))
        distance = shapely.distance(road, shapely.points(line.lon[ends], line.lat[ends]))
        assert distance.max() < 5e-8, "5e-8 degrees are half a centimetre"


@pytest.mark.parametrize("seed", range(25))
def test_a_walk_becomes_a_line_without_a_gap(stages: Stages, seed: int) -> None:
    draw, core, roads = random.Random(seed), stages.core, stages.region.roads  # noqa: S311
    walk = random_walk(core, draw, draw.randint(1, 40))
    line = walked(stages, walk, closed=False).line
    assert_on_its_edges(roads, line)
    # A gap would be as long as a piece; roundings at cuts are under a millimetre each.
    assert measured_m(line) * 1000 == pytest.approx(length_mm(core, walk), abs=3.0 * len(walk))


@pytest.mark.parametrize("seed", range(25))
def test_a_closed_walk_ends_where_it_starts(stages: Stages, seed: int) -> None:
    draw, core, roads = random.Random(seed), stages.core, stages.region.roads  # noqa: S311
    walk = closed_walk(core, draw, draw.randint(1, 20))
    line = walked(stages, walk, closed=True).line
    assert (line.lon[0], line.lat[0]) == (line.lon[-1], line.lat[-1])
    assert_on_its_edges(roads, line)
    assert measured_m(line) * 1000 == pytest.approx(length_mm(core, walk), abs=3.0 * len(walk))


def test_every_chain_both_ways(stages: Stages) -> None:
    core = stages.core
    for chain in range(len(core.graph.start)):
        there, back = (walked(stages, [2 * chain + way], closed=False).line for way in (0, 1))
        assert there.length_m * 1000 == pytest.approx(core.graph.length_mm[chain], abs=3.0)
        assert (there.lon == back.lon[::-1]).all()
        assert (there.lat == back.lat[::-1]).all()


def test_the_lines_of_neighbouring_chains_meet(stages: Stages) -> None:
    graph = stages.core.graph
    ends: dict[int, set[tuple[float, float]]] = {}
    for chain in range(len(graph.start)):
        line = walked(stages, [2 * chain], closed=False).line
        for node, at in ((graph.start[chain], 0), (graph.end[chain], -1)):
            ends.setdefault(int(node), set()).add((float(line.lon[at]), float(line.lat[at])))
    for points in ends.values():
        for (a, b), (c, d) in itertools.combinations(points, 2):
            assert GEOD.inv(a, b, c, d)[2] < TWO_MM


@pytest.mark.parametrize(
    ("points", "edges", "hooks", "turnarounds"),
    [
        # Along a way, 0.3 m back on the next, and on: nobody turns round there.
        ([(0, 0), (50, 0), (49.7, 0.01), (49.7, 60)], [0, 1, 2], True, 0),
        # Three metres back on a way that is drawn over the first: that is a turnaround.
        ([(0, 0), (50, 0), (47, 0.02), (47, 60)], [0, 1, 2], False, 1),
        # To a cone and back on one road, however short the last step is.
        ([(0, 0), (50, 0), (50.2, 0), (50, 0), (0, 0)], [0, 0, 0, 0], False, 1),
        # A spike in the drawing of a path lies beside it.
        ([(0, 0), (50, 0), (48.7, 0.2), (60, 0.2)], [0, 0, 0], False, 0),
        # It begins three centimetres before a corner of more than a right angle.
        ([(-0.03, 0), (0, 0), (-40, 30)], [0, 1], True, 0),
        ([(0, 0), (50, 0), (50, 60)], [0, 1], False, 0),
    ],
)
def test_lines_hook_or_turn_round(
    points: list[tuple[float, float]], edges: list[int], hooks: bool, turnarounds: int
) -> None:
    plane = Plane(9.5, 47.1)
    lon, lat = plane.lonlat(*np.array(points, dtype=np.float64).T)
    line = Line(lon, lat, np.array(edges), chainages_m(lon, lat))
    assert has_hooks(plane, line) is hooks
    assert len(turnaround_points(plane, line, closed=False)) == turnarounds


def _course(*corners_m: tuple[float, float]) -> Line:
    at = [position(x, y) for x, y in corners_m]
    lon, lat = (np.array([point[i] for point in at]) for i in (0, 1))
    return line_of(lon, lat, np.arange(len(at) - 1))


BLOCK = ((0.0, 0.0), (300.0, 0.0), (340.0, 0.0), (340.0, 50.0), (290.0, 50.0))
KNOTS: dict[str, tuple[tuple[tuple[float, float], ...], bool]] = {
    "round a block and on": ((*BLOCK, (290.0, 0.0), (900.0, 0.0)), True),
    "on the lane beside": ((*BLOCK, (290.0, 8.0), (900.0, 8.0)), True),
    "round a block and away": ((*BLOCK, (290.0, -400.0)), False),
    "round a roundabout and back": ((*BLOCK, (290.0, 0.0), (0.0, 0.0)), False),
    "round a cone and back": (((0.0, 0.0), (400.0, 0.0), (0.0, 0.0)), False),
    "hairpins": (((0.0, 0.0), (100.0, 0.0), (100.0, 12.0), (0.0, 12.0), (0.0, 24.0), (100.0, 24.0)), False),
    "round a large block": (
        ((0.0, 0.0), (400.0, 0.0), (400.0, 100.0), (300.0, 100.0), (300.0, 0.0), (900.0, 0.0)),
        False,
    ),
}


@pytest.mark.parametrize("name", KNOTS)
def test_knots(name: str) -> None:
    corners_m, is_knot = KNOTS[name]
    west, south = position(0.0, 0.0)
    assert has_knots(Plane(west, south), _course(*corners_m)) is is_knot
