"""The calibrated bicycle: published examples to their published digits, and what must hold of any."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.measure.bicycle.calibration import counts_between, laid_out_m, reduce_rides, taped_m
from courseplanner.model.bicycle.rides import CalibrationCourse, CourseRide, Measurement, Taping

FEET = 0.3048

BEFORE = ((4000.0, 9610.0), (9610.0, 15218.0), (15218.0, 20827.0), (20827.0, 26434.0))
AFTER = ((51000.0, 56612.5), (56612.5, 62221.5), (62221.5, 67833.0), (67833.0, 73441.0))


def measurement(
    length_m: float,
    before: tuple[tuple[float, float], ...],
    after: tuple[tuple[float, float], ...],
    *rides: CourseRide,
    nominal_m: float = 21_097.5,
    factor: float = 1.001,
    rounds: bool = False,
) -> Measurement:
    calibration = CalibrationCourse(length_m, None, before, after)
    return Measurement(
        "", nominal_m, "usatf", factor, rounds, 5, calibration, tuple(rides), Path("rides.toml")
    )


def row(*readings: float) -> tuple[tuple[float, float], ...]:
    return tuple(itertools.pairwise(readings))


LAP = CourseRide("lap", ((34871.0, 52998.0),), times=2)


def test_a_tape_in_warmth_is_longer_than_it_says() -> None:
    taping = Taping(999.99 * FEET, temperature_c=(80.0 - 32.0) / 1.8)
    assert taped_m(taping) / FEET == pytest.approx(1000.067, abs=5e-4)


def test_a_tape_in_the_cold_that_is_itself_a_little_long() -> None:
    cold = Taping(304.8082, temperature_c=(42.0 - 32.0) / 1.8)
    assert taped_m(cold) == pytest.approx(304.757, abs=5e-4)
    assert taped_m(replace(cold, tape_m=30.0, true_tape_m=30.00948)) == pytest.approx(304.8533, abs=1e-4)


@given(st.floats(10.0, 3_000.0), st.floats(-20.0, 45.0), st.floats(0.995, 1.005))
def test_what_is_laid_out_by_the_tape_has_the_length(length_m: float, at_c: float, true: float) -> None:
    taping = Taping(length_m, at_c, 30.0, 30.0 * true)
    read_m = laid_out_m(length_m, taping)
    assert taped_m(replace(taping, read_m=read_m)) == pytest.approx(length_m, abs=1e-9)


@pytest.mark.parametrize(
    "segments",
    [
        ((34871.0, 52998.0),),
        ((34871.0, 90000.0, 52998.0),),
        ((34871.0, 90000.0), (90000.0, 52998.0)),
        ((34871.0, 90000.0), (12.5, 63_010.5)),
        ((0.0, 55_129.0), (500.0, 63_498.0)),
    ],
)
def test_a_lap_in_segments_counts_as_in_one_go(segments: tuple[tuple[float, ...], ...]) -> None:
    lesson = measurement(499.55, BEFORE, AFTER, CourseRide("lap", segments, times=2), rounds=True)
    (ride,) = reduce_rides(lesson, larger=True).rides
    assert ride.counts == 118_127.0


def test_the_published_lesson() -> None:
    lesson = measurement(499.55, BEFORE, AFTER, LAP, rounds=True)
    reduced = reduce_rides(lesson, larger=True)
    assert reduced.before == pytest.approx(11238.331, abs=5e-4)
    assert reduced.after == pytest.approx(11241.838, abs=5e-4)
    assert reduced.day == 11242.0
    (ride,) = reduced.rides
    assert (ride.counts, ride.wraps) == (118_127.0, 1)
    assert ride.length_m / 2.0 == pytest.approx(10_507.7, abs=0.06)
    assert 21_097.5 - ride.length_m == pytest.approx(82.2, abs=0.05)
    exact = replace(lesson, rounds_constant=False)
    for larger, add_m in ((True, 81.90), (False, 78.62)):
        length_m = reduce_rides(exact, larger=larger).length_m
        assert length_m is not None
        assert 21_097.5 - length_m == pytest.approx(add_m, abs=0.005)


@pytest.mark.parametrize(
    ("length_m", "before", "after", "constants"),
    [
        (
            400.0,
            row(64252.5, 68616, 72980, 77344, 81709),
            row(62807.5, 67172, 71537, 75901, 80266.5),
            (10921.22, 10922.79),
        ),
        (
            804.672,
            ((72473, 81623), (81834, 90984), (91179, 329), (527, 9674)),
            ((51586, 60735), (60801, 69949), (70069, 79217), (79340, 88487)),
            (11381.53, 11379.98),
        ),
        (
            330.0,
            ((64500, 67743), (71200, 74443.5), (77900, 81142.5), (84600, 87843)),
            ((96100, 99343), (2800, 6042), (9500, 12743), (16300, 19543)),
            (9837.10, 9836.34),
        ),
    ],
)
def test_published_readings_give_their_constants(
    length_m: float,
    before: tuple[tuple[float, float], ...],
    after: tuple[tuple[float, float], ...],
    constants: tuple[float, float],
) -> None:
    reduced = reduce_rides(measurement(length_m, before, after), larger=True)
    assert (reduced.before, reduced.after) == pytest.approx(constants, abs=0.005)
    assert reduced.day == reduced.larger == pytest.approx(max(constants), abs=0.005)
    assert reduced.average == pytest.approx(sum(constants) / 2.0, abs=0.005)


def test_three_turns_of_the_counter_are_told_from_the_distance() -> None:
    before = ((64500.0, 67743.0), (71200.0, 74443.5), (77900.0, 81142.5), (84600.0, 87843.0))
    ride = CourseRide("all", ((93500.0, 34662.0),))
    reduced = reduce_rides(measurement(330.0, before, (), ride, nominal_m=25_000.0), larger=True)
    assert reduced.rides[0].wraps == 3
    assert reduced.length_m is not None
    assert reduced.length_m / 1000.0 == pytest.approx(24.5156, abs=5e-5)
    assert 25_000.0 - reduced.length_m == pytest.approx(484.4, abs=0.05)


def test_without_the_prevention_factor() -> None:
    before, ride = ((0.0, 351.35),), CourseRide("all", ((0.0, 5226.0),))
    reduced = reduce_rides(measurement(671.53, before, (), ride, nominal_m=10_000.0, factor=1.0), larger=True)
    assert reduced.length_m == pytest.approx(9988.3, abs=0.1)
    assert 10_000.0 - (reduced.length_m or 0.0) == pytest.approx(11.7, abs=0.1)


def test_a_mean_of_5584_counts_on_half_a_kilometre() -> None:
    reduced = reduce_rides(measurement(500.0, ((0.0, 5584.0),), ()), larger=False)
    assert reduced.day == pytest.approx(11179.168, abs=5e-4)


@given(st.floats(0.0, 99_999.0), st.floats(1.0, 99_998.0))
def test_counts_are_found_again_wherever_the_counter_stands(start: float, counts: float) -> None:
    end = (start + counts) % 100_000.0
    assert counts_between(start, end, 100_000.0) == pytest.approx(counts, abs=1e-6)


@given(
    st.floats(0.0, 99_999.0),
    st.floats(5_000.0, 110_000.0),
    st.floats(-0.03, 0.03),
    st.lists(st.floats(0.01, 0.99), max_size=6),
)
def test_a_ride_has_its_length_however_often_the_counter_turns(
    start: float, true_m: float, off: float, splits: list[float]
) -> None:
    calibration = ((0.0, 5_500.0),)
    counts = true_m / 500.0 * 5_500.0 / 1.0 * 1.001
    parts = [0.0, *sorted(splits), 1.0]
    readings = tuple((start + part * counts) % 100_000.0 for part in parts)
    whole = measurement(
        500.0, calibration, calibration, CourseRide("all", (readings,)), nominal_m=true_m * (1.0 + off)
    )
    reduced = reduce_rides(whole, larger=False)
    assert reduced.length_m == pytest.approx(true_m, rel=1e-6)


def test_two_rides_agree_by_their_difference_and_the_shorter_is_adopted() -> None:
    rides = CourseRide("A", ((0.0, 55_110.0),)), CourseRide("B", ((0.0, 55_055.0),))
    reduced = reduce_rides(measurement(500.0, ((0.0, 5_500.0),), (), *rides, nominal_m=5_000.0), larger=True)
    first, second = (ride.length_m for ride in reduced.rides)
    assert reduced.agreement_percent == pytest.approx(100.0 * abs(first - second) / second)
    assert reduced.length_m == min(first, second)
    third = measurement(
        500.0, ((0.0, 5_500.0),), (), *rides, CourseRide("C", ((0.0, 55_060.0),)), nominal_m=5_000.0
    )
    of_three = reduce_rides(third, larger=True)
    assert of_three.agreement_percent == pytest.approx(100.0 * 5.0 / 55_055.0)
    assert of_three.length_m == second


def test_what_was_not_ridden_is_not_known() -> None:
    reduced = reduce_rides(measurement(500.0, ((0.0, 5_500.0),), ()), larger=True)
    assert (reduced.after, reduced.drift_percent, reduced.length_m, reduced.agreement_percent) == (None,) * 4
    assert math.isclose(reduced.average, reduced.larger)
