"""What keeps beside what, against distances by shapely."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from courseplanner.measure.geometry.beside import Lanes, nearest_beside
from courseplanner.measure.geometry.overlap import Trace, traces

MOST_DEG = 20.0
Floats = NDArray[np.float64]


def cut(lines: list[list[tuple[float, float]]]) -> tuple[Trace, NDArray[np.int64]]:
    """Lines in steps of 5 m, and the first step of each."""
    points = np.array([point for line in lines for point in line], dtype=np.float64).reshape(-1, 2)
    start = np.concatenate(([0], np.cumsum([len(line) for line in lines]))).astype(np.int64)
    return traces(points[:, 0].copy(), points[:, 1].copy(), start, 5.0)


def lanes_of(lines: list[list[tuple[float, float]]], reach_m: list[float], level: list[int]) -> Lanes:
    steps, first = cut(lines)
    line = np.repeat(np.arange(len(lines)), np.diff(first))
    return Lanes(steps, np.array(reach_m)[line], np.array(level, dtype=np.int8)[line])


def levels(steps: Trace, level: int = 0) -> NDArray[np.int8]:
    return np.full(len(steps.x), level, dtype=np.int8)


coordinate = st.floats(-60.0, 60.0).map(lambda value: round(value, 3))
line = st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=4, unique=True)


@settings(max_examples=60)
@given(paths=st.lists(line, min_size=1, max_size=3), roads=st.lists(line, min_size=1, max_size=4))
def test_the_nearest_that_is_parallel_and_in_reach(
    paths: list[list[tuple[float, float]]], roads: list[list[tuple[float, float]]]
) -> None:
    steps, _ = cut(paths)
    lanes = lanes_of(roads, [16.0, 13.0, 12.0, 11.0][: len(roads)], [0] * len(roads))
    found = nearest_beside(steps, levels(steps), lanes, MOST_DEG)
    beside = lanes.steps
    half = beside.step_m / 2.0
    ends = np.stack(
        [
            beside.x - half * beside.ux, beside.y - half * beside.uy,
            beside.x + half * beside.ux, beside.y + half * beside.uy,
        ],
        axis=1,
    ).reshape(-1, 2, 2)  # fmt: skip
    apart_m = shapely.distance(
        np.asarray(shapely.points(steps.x, steps.y))[:, None], np.asarray(shapely.linestrings(ends))[None, :]
    )
    cosine = np.abs(np.outer(steps.ux, beside.ux) + np.outer(steps.uy, beside.uy))
    angle = np.degrees(np.arccos(np.minimum(cosine, 1.0)))
    fits = (angle <= MOST_DEG) & (apart_m <= lanes.reach_m[None, :])
    nearly = (angle <= MOST_DEG + 1e-6) & (apart_m <= lanes.reach_m[None, :] + 1e-6)
    for step, lane in enumerate(found):
        if lane < 0:
            assert not (fits & (angle < MOST_DEG - 1e-6) & (apart_m < lanes.reach_m - 1e-6))[step].any()
        else:
            assert nearly[step, lane]
            best = apart_m[step][(fits & (angle < MOST_DEG - 1e-6))[step]]
            assert apart_m[step, lane] <= best.min(initial=np.inf) + 1e-6


def test_only_what_is_on_the_same_level() -> None:
    steps, _ = cut([[(0.0, 0.0), (50.0, 0.0)]])
    lanes = lanes_of([[(0.0, 3.0), (50.0, 3.0)], [(0.0, 9.0), (50.0, 9.0)]], [11.0, 11.0], [1, 0])
    assert set(nearest_beside(steps, levels(steps), lanes, MOST_DEG)) == set(range(10, 20))
    assert set(nearest_beside(steps, levels(steps, 1), lanes, MOST_DEG)) == set(range(10))
    assert set(nearest_beside(steps, levels(steps, 2), lanes, MOST_DEG)) == {-1}


def test_nothing_beside_nothing() -> None:
    steps, _ = cut([[(0.0, 0.0), (50.0, 0.0)]])
    nothing, _ = cut([])
    empty = Lanes(nothing, np.zeros(0), np.zeros(0, dtype=np.int8))
    assert set(nearest_beside(steps, levels(steps), empty, MOST_DEG)) == {-1}
    assert (
        len(
            nearest_beside(
                nothing, levels(nothing), lanes_of([[(0.0, 0.0), (9.0, 0.0)]], [9.0], [0]), MOST_DEG
            )
        )
        == 0
    )


def test_lines_across_a_country_need_no_more_memory_than_there_is() -> None:
    steps, _ = cut([[(0.0, 0.0), (50.0, 0.0)]])
    lanes = lanes_of([[(0.0, 8.0), (50.0, 8.0)], [(2e6, 2e6), (2e6 + 50.0, 2e6)]], [11.0, 11.0], [0, 0])
    assert set(nearest_beside(steps, levels(steps), lanes, MOST_DEG)) == set(range(10))
