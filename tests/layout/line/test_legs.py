"""Legs of a course: each names the way that it runs on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from courseplanner.layout.line.legs import legs_of
from courseplanner.layout.line.line import Line
from layout.maps import SmallMap


@pytest.mark.parametrize(
    ("chainage_m", "wanted"),
    [
        ([0.0, 300.0, 700.0], [(1, 0.0, 300.0), (2, 300.0, 700.0)]),
        # Only the middle of the roads enters the second way: the course has finished before.
        ([0.0, 300.0, 300.0], [(1, 0.0, 300.0)]),
        ([0.0, 299.99, 300.0], [(1, 0.0, 300.0)]),
        # The course cuts the corner of the first way.
        ([0.0, 0.005, 700.0], [(2, 0.0, 700.0)]),
    ],
)
def test_a_leg_is_on_the_way_that_it_names(
    tmp_path: Path, chainage_m: list[float], wanted: list[tuple[int, float, float]]
) -> None:
    drawn = SmallMap().node(1, 0, 0).node(2, 300, 0).node(3, 700, 0).way([1, 2], name="One").way([2, 3])
    region = drawn.region(tmp_path)
    roads = region.roads
    edge = np.array([np.flatnonzero(roads.way_id[roads.edge_way] == way)[0] for way in (1, 2)])
    line = Line(np.array([9.5, 9.504, 9.509]), np.array([47.1, 47.1, 47.1]), edge, np.array(chainage_m))
    found = [(leg.way, leg.from_m, leg.to_m) for leg in legs_of(region.roads, line)]
    assert found == wanted


def test_a_leg_is_halved_where_the_line_keeps_to_its_half(tmp_path: Path) -> None:
    region = SmallMap().node(1, 0, 0).node(2, 900, 0).way([1, 2], name="One").region(tmp_path)
    line = Line(
        np.array([9.5, 9.504, 9.508, 9.512]), np.full(4, 47.1), np.zeros(3, dtype=np.int64),
        np.array([0.0, 300.0, 600.0, 900.0]),
    )  # fmt: skip
    legs = legs_of(region.roads, line, np.array([False, True, False]))
    assert [(leg.way, leg.from_m, leg.to_m, leg.is_halved) for leg in legs] == [
        (1, 0.0, 300.0, False), (1, 300.0, 600.0, True), (1, 600.0, 900.0, False),
    ]  # fmt: skip
    assert [leg.is_halved for leg in legs_of(region.roads, line)] == [False]
