"""The estimate for a course: open widths, halves where runners meet, turnarounds, the measure of the plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from courseplanner.measure.geodesy import chainages_m
from courseplanner.measure.shortest import open_widths_m, shortest_length
from courseplanner.model.course import Closing, Course, Leg
from courseplanner.model.evidence import Stretch

LEG = Leg(1, "A", 0.0, 0.0, "primary", None, 7.0, "class", motor_free=None, unpaved=False)
LON_DEG, LAT_DEG = 1.0 / 76_056.0, 1.0 / 111_186.0
"""Of a metre at 47° north, good to a ten-thousandth."""


def course(*corners: tuple[float, float], width_m: float = 7.0, turnarounds: tuple[int, ...] = ()) -> Course:
    lon = np.array([9.5 + x * LON_DEG for x, _ in corners])
    lat = np.array([47.0 + y * LAT_DEG for _, y in corners])
    chainage_m = chainages_m(lon, lat)
    legs = (replace(LEG, to_m=float(chainage_m[-1]), width_m=width_m),)
    turns = tuple(float(chainage_m[at]) for at in turnarounds)
    return Course(lon, lat, chainage_m, legs, turns, Closing("start-slide", 0.0))


def test_a_right_angle_is_cut_by_its_open_width() -> None:
    square = course((0, 0), (500, 0), (500, 500))
    found = shortest_length(square, (), square.course_m)
    assert square.course_m - found.length_m == pytest.approx(2.0 * (3.5 - 0.3), abs=0.01)
    assert found.per_metre_of_width_m == pytest.approx(1.0, abs=0.01)
    assert found.unsolved_m == 0.0


def test_where_runners_meet_the_right_half_is_theirs() -> None:
    left, right = course((0, 0), (500, 0), (500, 500)), course((0, 0), (500, 0), (500, -500))
    both_ways = (Stretch(0.0, 1_000.0),)
    cut = [one.course_m - shortest_length(one, both_ways, one.course_m).length_m for one in (left, right)]
    # Round a left turn their half ends at the middle of the road; the other way the kerb is the corner.
    assert cut == pytest.approx([0.0, 2.0 * 3.2], abs=0.02)


def test_a_turnaround_is_not_cut_off() -> None:
    there_and_back = course((0, 0), (500, 0), (0, 0), turnarounds=(1,))
    found = shortest_length(there_and_back, (), there_and_back.course_m)
    assert found.length_m == pytest.approx(there_and_back.course_m, abs=0.01)


def test_it_is_told_in_the_measure_of_the_plan() -> None:
    square = course((0, 0), (500, 0), (500, 500))
    flat, on_ground = (shortest_length(square, (), square.course_m * scale) for scale in (1.0, 1.001))
    assert on_ground.length_m == pytest.approx(flat.length_m * 1.001)


def test_open_widths_are_those_of_each_leg_less_the_kerbs() -> None:
    legs = (replace(LEG, to_m=100.0, width_m=7.0), replace(LEG, from_m=100.0, to_m=200.0, width_m=0.4))
    left_m, right_m = open_widths_m(legs, (Stretch(40.0, 60.0),), np.array([10.0, 50.0, 150.0]))
    assert left_m.tolist() == pytest.approx([3.2, 0.0, 0.0])
    assert right_m.tolist() == pytest.approx([3.2, 3.2, 0.0])
