"""Ground run twice, against the words of the contract put into numpy by brute force."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from courseplanner.measure.geometry.overlap import Trace, repeated_m, repeated_steps, shared_m, trace

Floats = NDArray[np.float64]
Point = tuple[float, float]

STEP_M = 2.0
"""The kernel judges steps of at most 2 m by their middles."""


def _trace(points: Sequence[Point] | Floats) -> Trace:
    x, y = np.array(points, dtype=float).T
    return trace(x.copy(), y.copy())


def _covered_m(
    line: Floats, other: Floats, *, within_m: float, degrees: float, earlier_m: float | None
) -> tuple[float, int]:
    """Metres of `line` that run on ground of `other`, sampled each half metre, and how often that changes.

    Each sample is judged against whole segments of the other line, of which only what
    was run `earlier_m` before counts where that is given.
    """
    starts, runs = other[:-1], np.diff(other, axis=0)
    lengths = np.hypot(*runs.T)
    keep = lengths > 0
    before = np.concatenate([[0.0], np.cumsum(lengths)])[:-1][keep]
    starts, runs, lengths = starts[keep], runs[keep], lengths[keep]
    bearings = np.arctan2(runs[:, 1], runs[:, 0])
    total, changes, was, chainage = 0.0, 0, False, 0.0
    for a, b in itertools.pairwise(line):
        length = math.dist(a, b)
        if length == 0.0:
            continue
        turn = np.abs((bearings - math.atan2(b[1] - a[1], b[0] - a[0]) + math.pi / 2) % math.pi - math.pi / 2)
        parallel = turn <= math.radians(degrees)
        count = math.ceil(length / 0.5)
        t = (np.arange(count)[:, None] + 0.5) / count
        run_m = lengths + 0 * t
        if earlier_m is not None:
            run_m = np.minimum(run_m, chainage + t * length - earlier_m - before)
        to_x, to_y = (a[i] + t * (b[i] - a[i]) - starts[:, i] for i in (0, 1))
        foot = (
            np.clip((to_x * runs[:, 0] + to_y * runs[:, 1]) / lengths, 0.0, np.maximum(run_m, 0.0)) / lengths
        )
        off = np.hypot(to_x - foot * runs[:, 0], to_y - foot * runs[:, 1])
        on = (parallel & (run_m > 0) & (off <= within_m)).any(axis=1)
        total += on.sum() * length / count
        changes += int(np.count_nonzero(on[1:] != on[:-1])) + int(on[0] != was)
        was = bool(on[-1])
        chainage += length
    return total, changes


def _bounds(line: Floats, other: Floats, earlier_m: float | None) -> tuple[float, float]:
    """What the kernel may find: a step of 2 m blurs each of the three limits a little."""
    slack = STEP_M / 2 + 0.01
    sooner = None if earlier_m is None else earlier_m - STEP_M
    later = None if earlier_m is None else earlier_m + STEP_M
    low, low_changes = _covered_m(line, other, within_m=15.0 - slack, degrees=29.999, earlier_m=later)
    high, high_changes = _covered_m(line, other, within_m=15.0 + 0.01, degrees=30.001, earlier_m=sooner)
    return low - STEP_M * (low_changes + 1), high + STEP_M * (high_changes + 1)


def _walk(seed: int, streets: bool) -> Floats:
    """A walk of half a kilometre to two; on a town's streets it meets itself often."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(8, 30))
    if streets:
        steps = rng.choice([[70, 0], [0, 70], [-70, 0], [0, -70]], size=count) + rng.normal(0, 3, (count, 2))
    else:
        bearings = np.cumsum(rng.choice([0.0, 0.2, -0.4, 0.5, 1.5, 3.1], size=count))
        steps = rng.uniform(5, 90, (count, 1)) * np.column_stack([np.cos(bearings), np.sin(bearings)])
    walk: Floats = np.concatenate([[[0.0, 0.0]], np.cumsum(steps, axis=0)])
    return walk


@given(seed=st.integers(0, 2**32), streets=st.booleans())
def test_repeated_metres_of_walks_are_those_of_the_contract(seed: int, streets: bool) -> None:
    walk = _walk(seed, streets)
    low, high = _bounds(walk, walk, 100.0)

    assert low <= repeated_m(_trace(walk)) <= high


@given(seed=st.integers(0, 2**32), streets=st.booleans())
def test_shared_metres_of_walks_are_those_of_the_contract(seed: int, streets: bool) -> None:
    walk, other = _walk(seed, streets), _walk(seed + 1, streets)
    low, high = _bounds(walk, other, None)

    assert low <= shared_m(_trace(walk), _trace(other)) <= high


def test_the_walks_tell_something() -> None:
    shares = [repeated_m(_trace(_walk(seed, streets=True))) > 100.0 for seed in range(20)]

    assert 5 < sum(shares) < 20


@pytest.mark.parametrize("length_m", [200.0, 1_000.0, 5_000.0])
def test_the_way_back_is_repeated_but_for_its_first_steps(length_m: float) -> None:
    """At `d` past the turn, the ground within 15 m was run 2 d - 15 m or more before."""
    there_and_back = _trace([(0, 0), (length_m, 0), (0, 0)])

    assert repeated_m(there_and_back) == pytest.approx(length_m - (100.0 + 15.0) / 2 + 15.0, abs=STEP_M)


@pytest.mark.parametrize(
    ("apart_m", "repeated"), [(0.5, True), (14.0, True), (14.9, True), (15.1, False), (16.0, False)]
)
def test_a_way_back_beside_the_way_there(apart_m: float, repeated: bool) -> None:
    """Both lanes are one ground up to 15 m; the two run far apart before they meet again."""
    course = _trace([(0, 0), (600, 0), (600, 500), (-300, 500), (-300, apart_m), (600, apart_m)])
    # Parallel to the first leg for its 600 m and, at its start, for the reach of 15 m before it.
    reach = math.sqrt(max(15.0**2 - apart_m**2, 0.0))

    assert repeated_m(course) == pytest.approx((600.0 + reach) if repeated else 0.0, abs=STEP_M)


@pytest.mark.parametrize("apart_m", [14.0, 16.0])
@pytest.mark.parametrize("backwards", [False, True])
def test_two_courses_side_by_side(apart_m: float, backwards: bool) -> None:
    there = [(0.0, 0.0), (500.0, 0.0)]
    beside = [(0.0, apart_m), (500.0, apart_m)]
    shared = shared_m(_trace(there), _trace(beside[::-1] if backwards else beside))

    assert shared == pytest.approx(500.0 if apart_m < 15.0 else 0.0, abs=STEP_M)


@pytest.mark.parametrize("degrees", [0.0, 15.0, 29.0, 31.0, 45.0, 90.0, 135.0, 149.0, 151.0, 180.0])
def test_crossings_count_only_within_30_degrees_of_parallel(degrees: float) -> None:
    turn = math.radians(degrees)
    straight = _trace([(-400, 0), (400, 0)])
    crossing = _trace(
        [(-200 * math.cos(turn), -200 * math.sin(turn)), (200 * math.cos(turn), 200 * math.sin(turn))]
    )
    parallel = min(degrees, 180.0 - degrees)
    inside = 400.0 if parallel == 0.0 else min(400.0, 2 * 15.0 / math.sin(math.radians(parallel)))

    assert shared_m(crossing, straight) == pytest.approx(inside if parallel < 30.0 else 0.0, abs=STEP_M)


@pytest.mark.parametrize("leg_m", [20.0, 40.0])
def test_a_hairpin_is_no_repeated_ground_while_it_is_near_in_time(leg_m: float) -> None:
    assert repeated_m(_trace([(0, 0), (300, 0), (300 + leg_m, 5), (300, 10), (300, 400)])) == 0.0


def test_the_upper_leg_of_a_long_hairpin_is_repeated() -> None:
    """Legs of 200 m, 10 m apart: ground within 15 m was run 2 d + 10 - reach before."""
    reach = math.sqrt(15.0**2 - 10.0**2)
    expected = 200.0 - (100.0 - 10.0 - reach) / 2

    assert repeated_m(_trace([(0, 0), (200, 0), (200, 10), (0, 10)])) == pytest.approx(expected, abs=STEP_M)


@pytest.mark.parametrize(
    "points",
    [
        [(0, 0), (49, 0), (0, 0)],
        [(0, 0), (30, 0), (0, 0), (30, 0)],
        [(0, 0), (90, 0)],
        [(0, 0), (0, 0)],
        [(0, 0)],
    ],
)
def test_a_line_shorter_than_100_m_repeats_nothing(points: list[Point]) -> None:
    assert repeated_m(_trace(points)) == 0.0


def test_a_lap_run_twice_is_repeated_once() -> None:
    lap = [(0, 0), (300, 0), (300, 300), (0, 300)]

    assert repeated_m(_trace([*lap, *lap, (0, 0)])) == pytest.approx(1_200.0, abs=20.0)
    assert repeated_m(_trace([*lap, (0, 0)])) == pytest.approx(0.0, abs=STEP_M)


def test_what_is_repeated_is_the_later_run() -> None:
    line = _trace([(0, 0), (1_000, 0), (0, 0)])
    later = line.at_m[repeated_steps(line)]

    assert later.min() > 1_000.0
    assert later.max() == pytest.approx(2_000.0, abs=STEP_M)


def test_points_that_stand_still_change_nothing() -> None:
    plain = [(0, 0), (500, 0), (0, 0)]
    still = [point for point in plain for _ in range(3)]

    assert repeated_m(_trace(still)) == repeated_m(_trace(plain)) > 0.0


def test_nothing_shares_nothing() -> None:
    line, nothing = _trace([(0, 0), (500, 0)]), _trace([(0, 0)])

    assert shared_m(line, nothing) == shared_m(nothing, line) == shared_m(nothing, nothing) == 0.0


@given(seed=st.integers(0, 2**32))
def test_the_direction_of_the_other_course_does_not_count(seed: int) -> None:
    walk, other = _walk(seed, streets=True), _walk(seed + 1, streets=True)

    assert shared_m(_trace(walk), _trace(other[::-1])) == pytest.approx(shared_m(_trace(walk), _trace(other)))
    assert shared_m(_trace(walk), _trace(walk[::-1])) == pytest.approx(_trace(walk).step_m.sum())


@given(seed=st.integers(0, 2**32), east=st.floats(-1e5, 1e5), north=st.floats(-1e5, 1e5))
def test_where_the_course_lies_does_not_count(seed: int, east: float, north: float) -> None:
    walk = _walk(seed, streets=True)

    # A step at the very limit may fall to either side.
    assert repeated_m(_trace(walk + np.array([east, north]))) == pytest.approx(
        repeated_m(_trace(walk)), abs=2 * STEP_M
    )


@given(seed=st.integers(0, 2**32), step_m=st.floats(0.5, 40))
def test_steps_cover_the_line(seed: int, step_m: float) -> None:
    walk = _walk(seed, streets=False)
    steps = trace(walk[:, 0].copy(), walk[:, 1].copy(), step_m)
    length_m = math.fsum(math.dist(a, b) for a, b in itertools.pairwise(walk))

    assert steps.step_m.max() <= step_m * (1 + 1e-12)
    assert steps.step_m.sum() == pytest.approx(length_m)
    np.testing.assert_allclose(steps.at_m, np.cumsum(steps.step_m) - steps.step_m / 2, atol=1e-6)
    np.testing.assert_allclose(np.hypot(steps.ux, steps.uy), 1.0)


def test_a_line_across_a_continent_needs_no_more_memory_than_its_steps() -> None:
    x = np.array([0.0, 3e6, 0.0])
    line = trace(x, x.copy(), step_m=1_000.0)

    assert repeated_m(line) > 0.0
    assert shared_m(line, line) == pytest.approx(6e6 * math.sqrt(2))
