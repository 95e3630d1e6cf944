"""Straights and turns against lines whose shape is told beforehand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.measure.geometry.bends import straight_from_start_m, straight_to_finish_m, turns_along
from rule_evidence import GEOD, line


def laid(*pieces: tuple[float, float]) -> tuple[Any, Any, Any]:
    told = line(*pieces)
    return told["lon"], told["lat"], told["chainage_m"]


def arc(radius_m: float, angle_deg: float, straight_m: float) -> tuple[Any, Any, Any]:
    """A straight, an arc in steps of about 1 m, and a straight."""
    steps = round(math.radians(angle_deg) * radius_m)
    step_deg = angle_deg / steps
    chord_m = 2.0 * radius_m * math.sin(math.radians(step_deg) / 2.0)
    bends = [(step_deg if step else step_deg / 2.0, chord_m) for step in range(steps)]
    return laid((0.0, straight_m), *bends, (step_deg / 2.0, straight_m))


def test_a_line_that_never_turns_is_straight_to_its_end() -> None:
    told = laid((0.0, 4_321.0))
    assert straight_from_start_m(*told, 45.0) == pytest.approx(4_321.0)
    assert straight_to_finish_m(*told, 45.0) == pytest.approx(4_321.0)


@given(
    before_m=st.floats(10.0, 3_000.0),
    after_m=st.floats(10.0, 3_000.0),
    turn_deg=st.floats(46.0, 180.0),
    left=st.booleans(),
)
def test_a_corner_ends_the_straight_seen_from_both_ends(
    before_m: float, after_m: float, turn_deg: float, *, left: bool
) -> None:
    told = laid((0.0, before_m), (-turn_deg if left else turn_deg, after_m))
    assert straight_from_start_m(*told, 45.0) == pytest.approx(before_m)
    assert straight_to_finish_m(*told, 45.0) == pytest.approx(after_m)


def test_a_slow_curve_ends_the_straight_where_its_angle_is_used_up() -> None:
    told = arc(100.0, 90.0, 500.0)
    assert straight_from_start_m(*told, 45.0) == pytest.approx(500.0 + 100.0 * math.radians(45.0), abs=5.0)


def test_steps_of_centimetres_are_no_turns() -> None:
    lon, lat, chainage_m = laid((0.0, 500.0))
    aside = GEOD.fwd(lon[0], lat[0], 0.0, 0.02)
    jog = (np.insert(lon, 1, aside[0]), np.insert(lat, 1, aside[1]), np.insert(chainage_m + 0.02, 0, 0.0))
    assert straight_from_start_m(*jog, 45.0) == pytest.approx(500.02)


@pytest.mark.parametrize("radius_m", [8.0, 12.0, 50.0, 400.0])
def test_the_radius_of_an_arc_is_found(radius_m: float) -> None:
    turns = turns_along(*arc(radius_m, 120.0, 200.0), 15.0)
    assert turns.radius_m.min() == pytest.approx(radius_m, rel=0.01)


@pytest.mark.parametrize("turn_deg", [30.0, 90.0, 135.0, 179.0, 180.0])
@pytest.mark.parametrize("base_m", [10.0, 15.0, 30.0])
def test_a_corner_has_the_radius_of_the_circle_through_three_points(turn_deg: float, base_m: float) -> None:
    turns = turns_along(*laid((0.0, 500.0), (turn_deg, 500.0)), base_m)
    told_m = base_m / 4.0 / math.sin(math.radians(turn_deg) / 2.0)
    assert turns.radius_m.min() == pytest.approx(told_m, rel=1e-4)
    assert turns.at_m[np.argmin(turns.radius_m)] == pytest.approx(500.0)


def test_the_angle_counts_two_near_bends_as_one_and_lets_them_cancel_out() -> None:
    same = turns_along(*laid((0.0, 500.0), (70.0, 10.0), (70.0, 500.0)), 15.0)
    assert same.angle_deg.max() == pytest.approx(140.0, abs=1e-3)
    there_and_back = turns_along(*laid((0.0, 500.0), (70.0, 10.0), (-70.0, 500.0)), 15.0)
    at_the_bends = np.isin(np.round(there_and_back.at_m), (500.0, 510.0))
    assert there_and_back.angle_deg[at_the_bends].max() == pytest.approx(0.0, abs=1e-3)


def test_a_straight_has_no_turns_and_a_short_line_no_points() -> None:
    straight = turns_along(*laid((0.0, 1_000.0)), 15.0)
    assert np.isinf(straight.radius_m).all()
    assert straight.angle_deg.max() == pytest.approx(0.0, abs=1e-6)
    assert len(turns_along(*laid((0.0, 10.0)), 15.0).at_m) == 0
