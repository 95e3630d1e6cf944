"""Climb, descent, grades: closed forms, noise that must not become climb, and properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from courseplanner.measure.ground.profile import DEAD_BAND_M, GRADE_BOUNDS, climb_and_descent_m, profile_of
from courseplanner.measure.ground.relief import Relief

heights = arrays(np.float64, st.integers(2, 200), elements=st.floats(-400.0, 8_000.0))


def relief(height_m: np.ndarray, step_m: float = 10.0) -> Relief:
    at_m = np.arange(len(height_m), dtype=np.float64) * step_m
    return Relief(at_m, np.asarray(height_m, dtype=np.float64), np.zeros(len(height_m), dtype=np.bool_), 5.0)


@pytest.mark.parametrize(
    ("height_m", "climb_m", "descent_m"),
    [
        ([100.0, 150.0], 50.0, 0.0),
        ([150.0, 100.0], 0.0, 50.0),
        ([0.0, 30.0, 10.0, 60.0, 0.0], 80.0, 80.0),
        ([0.0, 10.0, 9.0, 20.0], 20.0, 0.0),
        ([20.0, 10.0, 11.0, 0.0], 0.0, 20.0),
        ([5.0, 5.0, 5.0], 0.0, 0.0),
        ([5.0, 6.0, 5.0, 6.0, 5.0, 4.5], 0.0, 0.0),
        ([5.0, 6.0, 4.5, 50.0], 45.5, 0.0),
        ([0.0, 10.0, 9.0], 10.0, 0.0),
    ],
)
def test_ups_and_downs_add_up(height_m: list[float], climb_m: float, descent_m: float) -> None:
    assert climb_and_descent_m(np.array(height_m)) == (climb_m, descent_m)


@given(heights)
def test_climb_less_descent_is_the_rise_to_within_the_band(height_m: np.ndarray) -> None:
    climb_m, descent_m = climb_and_descent_m(height_m)
    assert climb_m - descent_m == pytest.approx(height_m[-1] - height_m[0], abs=2 * DEAD_BAND_M)


@given(heights)
def test_the_other_way_round_climb_is_descent(height_m: np.ndarray) -> None:
    climb_m, descent_m = climb_and_descent_m(height_m)
    assert climb_and_descent_m(-height_m) == (descent_m, climb_m)


@given(heights)
def test_no_band_gives_the_plain_sums_and_a_band_never_more(height_m: np.ndarray) -> None:
    rises = np.diff(height_m)
    climb_m, descent_m = climb_and_descent_m(height_m, 1e-12)
    assert climb_m == pytest.approx(rises[rises > 0].sum(), abs=1e-6)
    assert descent_m == pytest.approx(-rises[rises < 0].sum(), abs=1e-6)
    assert climb_and_descent_m(height_m)[0] <= climb_m + 1e-6


def test_noise_on_a_flat_road_is_no_climb() -> None:
    noise_m = np.random.default_rng(3).normal(0.0, 0.25, 4_200)
    assert climb_and_descent_m(100.0 + noise_m) == (0.0, 0.0)


def test_the_steepest_kilometre_is_found_with_its_sign() -> None:
    height_m = np.concatenate((np.zeros(200), np.linspace(0.0, -60.0, 101), np.full(200, -60.0)))
    begins_m, grade = profile_of(relief(height_m)).steepest_km
    assert begins_m == pytest.approx(2_000.0, abs=11.0)
    assert grade == pytest.approx(-0.06, abs=1e-3)


def test_a_course_shorter_than_a_kilometre_is_its_own_steepest() -> None:
    begins_m, grade = profile_of(relief(np.linspace(0.0, 20.0, 41))).steepest_km
    assert begins_m == 0.0
    assert grade == pytest.approx(0.05)


@given(heights)
def test_the_histogram_of_grades_covers_the_course(height_m: np.ndarray) -> None:
    profile = profile_of(relief(height_m))
    assert sum(metres for _, metres in profile.grades_m) == pytest.approx(10.0 * (len(height_m) - 1))
    assert [bound for bound, _ in profile.grades_m] == [-np.inf, *GRADE_BOUNDS]


def test_a_steady_grade_lies_in_its_class() -> None:
    profile = profile_of(relief(np.arange(0.0, 500.0, 0.5)))
    assert {bound: round(metres, 6) for bound, metres in profile.grades_m if metres} == {4.0: 9_990.0}


def test_what_rests_on_filled_voids_is_added_up() -> None:
    at_m, filled = np.arange(0.0, 110.0, 10.0), np.zeros(11, dtype=np.bool_)
    filled[3:6] = True
    assert profile_of(Relief(at_m, np.zeros(11), filled, 5.0)).filled_m == pytest.approx(30.0)
