"""What the shortest route of a walk will save is known well enough before it is laid."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.layout.search.graph.task import make_task
from courseplanner.layout.search.kernels.ring import LOOP, OUT_AND_BACK, Task
from courseplanner.layout.search.kernels.walk import AT_JOINTS, fits, saved_on_walk_mm
from courseplanner.layout.search.trials.length_targeting import Probed, aimed, aimed_past
from courseplanner.model.brief.brief import Brief
from courseplanner.sources.region import read_region
from laying import propose
from layout.maps import SmallMap, make_brief
from layout.stages import Stages, prepared

INSIDE_M = 6.0 / 2.0 - 0.30
"""How far a route may lie inside the middle of a residential road."""


def square(side_m: float = 1_000.0, bend_m: float = 0.0) -> SmallMap:
    """A square with a road of its own on each side, each with a bend to the outside in its middle; a lane to
    the middle keeps its corners apart."""
    small = SmallMap()
    half = side_m / 2.0
    corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
    small.node(90, 0.0, 0.0)
    for number, (x, y) in enumerate(corners):
        small.node(number + 1, x, y)
        small.way([number + 1, 90])
    for number in range(4):
        (ax, ay), (bx, by) = corners[number], corners[(number + 1) % 4]
        outward = np.array([ay - by, bx - ax]) / side_m
        x, y = (np.array([ax + bx, ay + by]) / 2.0 - bend_m * outward).tolist()
        small.node(number + 11, x, y)
        small.way([number + 1, number + 11, (number + 1) % 4 + 1])
    return small


def stages_of(small: SmallMap, folder: Path) -> Stages:
    return prepared(small.region(folder), make_brief(4_000))


def round_the_square(stages: Stages) -> np.ndarray:
    """The walk over the four sides, in order."""
    graph = stages.core.graph
    sides = np.flatnonzero(graph.length_mm > 990_000).tolist()
    walk = [2 * sides[0]]
    while len(walk) < len(sides):
        here = graph.end[walk[-1] >> 1] if walk[-1] % 2 == 0 else graph.start[walk[-1] >> 1]
        for chain in sides:
            if chain not in [step >> 1 for step in walk]:
                if graph.start[chain] == here:
                    walk.append(2 * chain)
                    break
                if graph.end[chain] == here:
                    walk.append(2 * chain + 1)
                    break
    return np.array(walk, dtype=np.int64)


def test_a_corner_saves_by_its_angle_and_the_width_of_the_road(tmp_path: Path) -> None:
    stages = stages_of(square(), tmp_path)
    walk = round_the_square(stages)
    assert len(walk) == 4
    corner_mm = 1000.0 * AT_JOINTS * math.pi / 2.0 * INSIDE_M
    graph = stages.core.graph
    assert saved_on_walk_mm(graph, walk, 4, True) == pytest.approx(4 * corner_mm, abs=20.0)
    assert saved_on_walk_mm(graph, walk, 4, False) == pytest.approx(3 * corner_mm, abs=20.0)
    back = (walk ^ 1)[::-1].copy()
    assert saved_on_walk_mm(graph, back, 4, True) == pytest.approx(4 * corner_mm, abs=20.0)


def test_bends_save_whichever_way_they_are_run_and_turning_round_saves_nothing(tmp_path: Path) -> None:
    plain, bent = (stages_of(square(bend_m=bend_m), tmp_path) for bend_m in (0.0, 100.0))
    (plain_walk, bent_walk) = (round_the_square(one) for one in (plain, bent))
    angle = math.atan(100.0 / 500.0)
    of_bends_mm = 4 * 1000.0 * 0.7 * 2.0 * angle * INSIDE_M
    of_corners_mm = 4 * 1000.0 * AT_JOINTS * (math.pi / 2.0 - 2.0 * angle) * INSIDE_M
    saved_mm = saved_on_walk_mm(bent.core.graph, bent_walk, 4, True)
    assert saved_mm == pytest.approx(of_bends_mm + of_corners_mm, rel=0.02)
    there_and_back = np.array([plain_walk[0], plain_walk[0] ^ 1], dtype=np.int64)
    assert saved_on_walk_mm(plain.core.graph, there_and_back, 2, False) == 0


def task(brief: Brief, stages: Stages, **changes: Any) -> Task:
    made = make_task(brief, stages.network, stages.targets, stages.core, {})
    return made._replace(**changes)


def test_a_walk_fits_by_the_length_of_its_route_not_of_its_roads(tmp_path: Path) -> None:
    stages = stages_of(square(), tmp_path)
    walk, graph = round_the_square(stages), stages.core.graph
    length_mm, saved_mm = int(graph.length_mm[walk >> 1].sum()), int(saved_on_walk_mm(graph, walk, 4, True))
    brief = make_brief(4_000)
    for saving in (0.8, 1.2):
        route_mm = length_mm - saving * saved_mm
        for low_mm, high_mm, does in (
            (route_mm - 5, route_mm + 5, True),
            (route_mm + 5, route_mm + 1_000, False),
            (length_mm - 5, length_mm + 5, False),
        ):
            one = task(brief, stages, saving=saving, fit_low_mm=round(low_mm), fit_high_mm=round(high_mm))
            assert bool(fits(graph, one, walk, 4)) is does
    assert fits(graph, task(brief, stages), walk, 4)  # nothing is known yet


def test_the_saving_of_a_region_is_that_of_its_walks(tmp_path: Path) -> None:
    brief, stages = make_brief("half-marathon"), stages_of(square(), tmp_path)
    plain = task(brief, stages)
    probed = [Probed(1.2 * guess + off, guess) for guess, off in ((300, 5), (400, -5), (500, 20), (250, -20))]
    made = aimed(brief, plain, probed)
    assert made.saving == pytest.approx(1.2, abs=0.02)
    target_mm = 1000 * brief.event.target_m
    assert target_mm + 10_000 <= made.fit_low_mm < made.fit_high_mm <= target_mm + 190_000
    # The roads may be as much longer as those of the walk that saves most, and more.
    assert made.high_mm > made.fit_high_mm + 1000 * 1.2 * 500
    assert made.low_mm < made.fit_low_mm + 1000 * 1.2 * 250
    assert aimed(brief, plain, [Probed(0.0, 0.0)] * 6) is plain


@pytest.mark.parametrize(
    ("probed", "saving"),
    [
        ([], 1.0),
        ([Probed(360.0, 300.0)], 1.2),
        ([Probed(360.0, 300.0), Probed(0.0, 100.0)], 1.2),
        ([Probed(3_000.0, 250.0)], 1.6),
        ([Probed(10.0, 250.0)], 0.5),
    ],
)
def test_of_few_walks_the_estimate_alone_tells(probed: list[Probed], saving: float, tmp_path: Path) -> None:
    brief, stages = make_brief("half-marathon"), stages_of(square(), tmp_path)
    plain = task(brief, stages)
    made = aimed(brief, plain, probed)
    assert made.saving == pytest.approx(saving)
    assert (made.low_mm, made.high_mm) == (plain.low_mm, plain.high_mm)
    target_mm = 1000 * brief.event.target_m
    assert target_mm + 60_000 <= made.fit_low_mm < made.fit_high_mm <= target_mm + 190_000


@pytest.mark.parametrize("spread_m", [0.0, 1_000.0])
def test_however_much_is_left_open_there_is_something_to_aim_at(spread_m: float, tmp_path: Path) -> None:
    stages = stages_of(square(), tmp_path)
    probed = [Probed(1_500.0 + spread_m * at, 1_500.0) for at in (-1, 0, 1, -0.5, 0.5)]
    for course in ({}, {"shape": "laps", "laps": 3}, {"shape": "point-to-point"}):
        brief = make_brief("half-marathon", **course)
        made = aimed(brief, task(brief, stages, shape=LOOP), probed)
        assert made.fit_low_mm < made.fit_high_mm
        assert made.low_mm < made.high_mm


def test_out_and_back_aims_at_one_length(tmp_path: Path) -> None:
    brief, stages = make_brief("half-marathon", shape="out-and-back"), stages_of(square(), tmp_path)
    made = aimed(brief, task(brief, stages, shape=OUT_AND_BACK), [Probed(400.0, 300.0)] * 5)
    assert made.saving == 0.0
    assert made.low_mm == made.high_mm == pytest.approx(500 * (brief.event.target_m + 400.0) + 500, abs=2)


def test_a_search_that_aimed_well_is_not_aimed_again(tmp_path: Path) -> None:
    stages, brief = stages_of(square(), tmp_path), make_brief(4_000)
    first = aimed(brief, task(brief, stages, shape=LOOP), [Probed(100.0, 125.0)] * 6)
    assert aimed_past(brief, first, [Probed(100.0, 125.0)] * 6) is None
    assert aimed_past(brief, first, [Probed(140.0, 125.0)] * 6) is None, "within what closing can do"
    assert aimed_past(brief, first, []) is None


def test_a_search_whose_best_walks_save_much_less_is_aimed_again(tmp_path: Path) -> None:
    stages, brief = stages_of(square(), tmp_path), make_brief(4_000)
    first = aimed(brief, task(brief, stages, shape=LOOP), [Probed(400.0, 500.0)] * 6)
    again = aimed_past(brief, first, [Probed(100.0, 500.0)] * 6)
    assert again is not None
    assert (first.saving, again.saving) == pytest.approx((0.8, 0.2))
    assert again.low_mm < first.low_mm


def test_a_way_out_and_back_is_cut_to_length_and_never_aimed_again(tmp_path: Path) -> None:
    stages, brief = stages_of(square(), tmp_path), make_brief(4_000)
    first = task(brief, stages, shape=OUT_AND_BACK)._replace(saving=0.8)
    assert aimed_past(brief, first, [Probed(100.0, 500.0)] * 6) is None


def test_where_walks_of_another_kind_are_best_all_candidates_are_found(shared_data: Path) -> None:
    """From this start on the slopes above Monaco, scenic walks save half of what the first ones did."""
    tables = {
        "event": {"distance": "half-marathon"},
        "region": {},
        "course": {"start": [7.4028162, 43.7456123]},
        "search": {"prefer": ["scenery"], "time_s": 120.0},
    }
    region = read_region([shared_data / "osm" / "monaco.osm.pbf"])
    found = propose(region, Brief.model_validate({"schema": 1, **tables})).candidates
    assert len(found) == 6
    # Tunnels, of which there are many below, show nothing of it.
    assert max(one.scenery or 0.0 for one in found) > 0.2
