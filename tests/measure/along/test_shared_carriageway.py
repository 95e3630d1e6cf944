"""Where a course meets itself: out and back, laps, and what is neither."""

from __future__ import annotations

import numpy as np
import pytest

from courseplanner.measure.along.shared_carriageway import opposed_and_lapped
from courseplanner.measure.geometry.geodesy import chainages_m
from courseplanner.model.course.stretch import Stretch

Found = tuple[tuple[Stretch, ...], tuple[Stretch, ...]]


def found(*points: tuple[float, float]) -> Found:
    """Judge a line of points in metres east and north of 9 east, 47 north."""
    east, north = np.array(points, dtype=np.float64).T
    lon, lat = 9.0 + east / (111_320.0 * np.cos(np.radians(47.0))), 47.0 + north / 111_132.0
    return opposed_and_lapped(lon, lat, chainages_m(lon, lat))


def metres(stretches: tuple[Stretch, ...]) -> float:
    return sum(one.to_m - one.from_m for one in stretches)


def test_a_way_out_and_back_meets_itself_all_along() -> None:
    opposed, lapped = found((0, 0), (1_000, 0), (0, 0))
    assert metres(opposed) == pytest.approx(2_000, abs=25)
    assert opposed[0].from_m == pytest.approx(0, abs=3)
    assert lapped == ()


def test_two_laps_come_by_again_and_meet_nobody() -> None:
    lap = ((0, 0), (500, 0), (500, 500), (0, 500))
    opposed, lapped = found(*lap, *lap, (0, 0))
    assert opposed == ()
    assert metres(lapped) == pytest.approx(4_000, abs=120)


def test_a_spur_is_run_both_ways_and_the_rest_is_not() -> None:
    opposed, lapped = found((0, 0), (500, 0), (500, 300), (500, 0), (900, 0))
    assert opposed[0].from_m == pytest.approx(500, abs=5)
    assert opposed[-1].to_m == pytest.approx(1_100, abs=5)
    assert metres(opposed) == pytest.approx(590, abs=12)
    assert lapped == ()


def test_a_crossing_and_a_parallel_road_beside_are_neither() -> None:
    assert found((0, 0), (600, 0), (600, 300), (300, 300), (300, -300)) == ((), ())
    assert found((0, 0), (600, 0), (600, 12), (0, 12)) == ((), ())


def test_a_line_without_length_has_no_stretches() -> None:
    assert found((0, 0), (0, 0)) == ((), ())
