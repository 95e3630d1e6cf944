"""Where a line comes by a point: each passage once, at its nearest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.measure.along.passages import Passages


def passages(*points: tuple[float, float]) -> Passages:
    x, y = (np.array(values, dtype=np.float64) for values in zip(*points, strict=True))
    return Passages(x, y, np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y))))))


def test_a_straight_line_passes_once() -> None:
    line = passages((0, 0), (500, 0), (1_000, 0))
    assert line.of(400.0, 10.0, 15.0) == (400.0,)
    assert line.of(500.0, -14.0, 15.0) == (500.0,)
    assert line.of(500.0, 16.0, 15.0) == ()
    assert line.nearest(500.0, 16.0) == (500.0, 16.0)


def test_out_and_back_passes_twice_and_a_lap_once_more_each_time() -> None:
    there_and_back = passages((0, 0), (1_000, 0), (0, 0))
    assert there_and_back.of(400.0, 0.0, 15.0) == (400.0, 1_600.0)
    lap = [(0, 0), (500, 0), (500, 500), (0, 500)]
    assert passages(*lap, *lap, (0, 0)).of(250.0, 3.0, 15.0) == (250.0, 2_250.0)


def test_the_turnaround_is_one_passage() -> None:
    assert passages((0, 0), (1_000, 0), (0, 0)).of(990.0, 0.0, 15.0) == (990.0,)


def test_points_that_stand_twice_do_no_harm() -> None:
    assert passages((0, 0), (500, 0), (500, 0), (900, 0)).of(500.0, 5.0, 15.0) == (500.0,)


@given(st.floats(0.0, 1_999.0), st.floats(-14.0, 14.0))
def test_a_passage_is_as_near_as_the_line_comes(at_m: float, off_m: float) -> None:
    line = passages((0, 0), (1_000, 0), (1_000, 1_000))
    x, y = (at_m, off_m) if at_m < 1_000 else (1_000.0 + off_m, at_m - 1_000.0)
    found = line.of(x, y, 15.0)
    assert len(found) == 1
    assert found[0] == pytest.approx(line.nearest(x, y)[0])
