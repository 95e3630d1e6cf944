"""The shape of a course in a small square."""

from __future__ import annotations

import numpy as np
import pytest

from courseplanner.ui.panels.candidates.thumbnail import shape_path, shape_points
from handmade import course


def test_north_is_up_and_proportions_are_those_on_the_ground() -> None:
    # At 60 degrees north a degree of longitude is half as long as one of latitude.
    square = course([10.0, 10.02, 10.02, 10.0], [60.0, 60.0, 60.01, 60.01])

    points = shape_points(square, 40.0)

    assert points[0] == pytest.approx([3.0, 37.0], abs=0.02)
    assert points[2] == pytest.approx([37.0, 3.0], abs=0.02)


def test_it_stays_in_its_square() -> None:
    points = shape_points(course([5.0, 5.3, 5.1], [47.0, 47.01, 47.3]), 40.0)

    assert points.min() >= 3.0 - 1e-9
    assert points.max() <= 37.0 + 1e-9


def test_points_too_near_to_be_seen_are_left_out_but_the_ends_stay() -> None:
    fine = course(list(np.linspace(5.0, 5.5, 20_000)), [47.0] * 20_000)

    points = shape_points(fine, 40.0)

    assert len(points) < 100
    assert points[0, 0] == pytest.approx(3.0)
    assert points[-1, 0] == pytest.approx(37.0)


def test_a_course_across_the_date_line_is_one_piece() -> None:
    points = shape_points(course([179.99, -179.99], [0.0, 0.0]), 40.0)

    assert points[:, 0] == pytest.approx([3.0, 37.0])


def test_a_course_of_one_place_stands_in_the_middle() -> None:
    path = shape_path(course([5.0, 5.0], [47.0, 47.0]), 40.0)

    assert path.boundingRect().center().toTuple() == (20.0, 20.0)
