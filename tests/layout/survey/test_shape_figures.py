"""Turns, sharp turns and roundness of a line, against figures known by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.layout.line.turns import SHARP_TURN_DEG, turns_of
from courseplanner.layout.survey.course_figures import roundness_of
from courseplanner.measure.geometry.overlap import Trace, trace


def line(*points: tuple[float, float]) -> Trace:
    x, y = np.array(points, dtype=np.float64).T
    return trace(x, y)


def bent(*turns_deg: float) -> Trace:
    """A line with these turns, 200 m apart."""
    heading = np.radians(np.cumsum([0.0, *turns_deg]))
    points = np.concatenate(([0j], np.cumsum(200.0 * np.exp(1j * heading))))
    return trace(points.real.copy(), points.imag.copy())


@pytest.mark.parametrize(
    ("turns_deg", "turns", "sharp"),
    [
        ((40.0,), 0, 0),
        ((50.0,), 1, 0),
        ((-50.0, 50.0, 90.0), 3, 0),
        ((95.0, -105.0, 140.0), 3, 2),
        ((179.0,), 1, 1),
    ],
)
def test_turns_count_by_their_angle(turns_deg: tuple[float, ...], turns: int, sharp: int) -> None:
    one = bent(*turns_deg)
    assert (turns_of(one), turns_of(one, more_than_deg=SHARP_TURN_DEG)) == (turns, sharp)


def test_a_circle_is_round_and_a_square_and_a_thin_loop_are_less() -> None:
    angles = np.linspace(0.0, 2.0 * math.pi, 500)
    circle = trace(1_000.0 * np.cos(angles), 1_000.0 * np.sin(angles))
    assert roundness_of(circle) == pytest.approx(1.0, abs=0.01)
    square = line((0, 0), (1_000, 0), (1_000, 1_000), (0, 1_000), (0, 0))
    assert roundness_of(square) == pytest.approx(math.pi / 4.0, abs=0.01)
    thin = line((0, 0), (5_000, 0), (5_000, 50), (0, 50), (0, 0))
    assert roundness_of(thin) == pytest.approx(4.0 * math.pi * 250_000.0 / 10_100.0**2, abs=0.002)
    assert roundness_of(line((0, 0), (1_000, 0), (0, 0))) == pytest.approx(0.0, abs=1e-6)


def test_both_halves_of_a_figure_of_eight_count() -> None:
    eight = line((0, 0), (500, 500), (500, 0), (0, 500), (0, 0))
    length_m = 2.0 * math.hypot(500, 500) + 1_000.0
    assert roundness_of(eight) == pytest.approx(4.0 * math.pi * 125_000.0 / length_m**2, abs=0.01)


@given(
    st.lists(
        st.tuples(st.floats(-500.0, 500.0), st.floats(-500.0, 500.0)), min_size=3, max_size=12, unique=True
    )
)
def test_no_loop_is_rounder_than_a_circle(points: list[tuple[float, float]]) -> None:
    assert 0.0 <= roundness_of(line(*points, points[0])) <= 1.0
