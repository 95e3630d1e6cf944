"""Marks: each where it belongs, in running order."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.measure.along.marks import marks_of
from courseplanner.model.course.course import Closing, Course, Mark, Visit
from courseplanner.model.course.kilometrage import Kilometrage
from measure.vincenty import inverse


def course(points: list[tuple[float, float]], turnarounds_m: tuple[float, ...] = ()) -> Course:
    """A course along these points."""
    lengths = [inverse(*a, *b)[0] for a, b in itertools.pairwise(points)]
    lon, lat = np.array(points).T
    return Course(
        lon=lon.copy(),
        lat=lat.copy(),
        chainage_m=np.array([0.0, *itertools.accumulate(lengths)]),
        legs=(),
        turnarounds_m=turnarounds_m,
        closing=Closing("start-slide", 0.0),
    )


def north(metres: float, points: int = 30) -> Course:
    """A course due north of so many metres."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if inverse(9.5, 47.0, 9.5, 47.0 + middle)[0] < metres else (low, middle)
    return course([(9.5, 47.0 + high * i / points) for i in range(points + 1)])


def counted(line: Course, nominal_m: float | None = None, factor: float = 1.001) -> Kilometrage:
    """How boards count along a course on the ellipsoid, of its own length unless another is nominal."""
    nominal_m = line.course_m / factor if nominal_m is None else nominal_m
    return Kilometrage(line.chainage_m, line.chainage_m, nominal_m, factor)


def visit(name: str, at_m: float) -> Visit:
    """A visit of a place beside the course."""
    return Visit(name, "village", None, 9.6, 47.0, at_m, 12.0, required=False)


def _run_m(line: Course, mark: Mark) -> float:
    """How far along the course a mark lies, by the segment that it lies on; the passage nearest to `at_m`."""
    found = []
    points = list(zip(line.lon.tolist(), line.lat.tolist(), strict=True))
    before = 0.0
    for a, b in itertools.pairwise(points):
        length, to_mark, rest = (
            inverse(*a, *b)[0],
            inverse(*a, mark.lon, mark.lat)[0],
            inverse(mark.lon, mark.lat, *b)[0],
        )
        if to_mark + rest - length < 2e-3:
            found.append(before + to_mark)
        before += length
    return min(found, key=lambda metres: abs(metres - mark.at_m))


@given(st.lists(st.tuples(st.floats(9.4, 9.6), st.floats(47.0, 47.1)), min_size=2, max_size=6, unique=True))
def test_each_kilometre_lies_at_its_distance(points: list[tuple[float, float]]) -> None:
    line = course(points)
    marks = [mark for mark in marks_of(line, counted(line), ()) if mark.type == "km"]

    assert [mark.name for mark in marks] == [f"{i + 1} km" for i in range(len(marks))]
    assert [mark.at_m for mark in marks] == pytest.approx([1001.0 * (i + 1) for i in range(len(marks))])
    assert [mark.nominal_m for mark in marks] == [1000.0 * (i + 1) for i in range(len(marks))]
    for mark in marks:
        assert _run_m(line, mark) == pytest.approx(mark.at_m, abs=5e-3)


@pytest.mark.parametrize(
    ("nominal_m", "kilometres"),
    [(400.0, 0), (999.9, 0), (1_000.0, 0), (1_000.5, 1), (5_000.0, 4), (10_000.0, 9), (21_097.5, 21)],
)
def test_the_finish_is_no_kilometre(nominal_m: float, kilometres: int) -> None:
    line = north(nominal_m * 1.001)
    marks = marks_of(line, counted(line, nominal_m), ())

    assert [mark.type for mark in marks] == ["start", *["km"] * kilometres, "finish"]


def test_start_and_finish_lie_at_the_ends() -> None:
    line = north(2_500.0)
    start, *_, finish = marks_of(line, counted(line), ())

    assert (start.type, start.name, start.at_m, start.lon, start.lat) == ("start", "Start", 0.0, 9.5, 47.0)
    assert (finish.type, finish.name, finish.at_m) == ("finish", "Finish", line.course_m)
    assert (finish.lon, finish.lat) == pytest.approx((line.lon[-1], line.lat[-1]), abs=1e-8)


def test_visits_and_turnarounds_stand_on_the_line_in_running_order() -> None:
    there, back = (9.5, 47.0), (9.5, 47.02)
    turn_m = inverse(*there, *back)[0]
    line = course([there, back, there], turnarounds_m=(turn_m,))
    end_m = line.course_m
    marks = marks_of(
        line, counted(line), [visit("Late", end_m), visit("Early", 0.0), visit("Middle", 1_500.0)]
    )

    assert [(mark.type, mark.name) for mark in marks] == [
        ("start", "Start"),
        ("visit", "Early"),
        ("km", "1 km"),
        ("visit", "Middle"),
        ("km", "2 km"),
        ("turnaround", "Turnaround"),
        ("km", "3 km"),
        ("km", "4 km"),
        ("visit", "Late"),
        ("finish", "Finish"),
    ]
    assert [mark.at_m for mark in marks] == sorted(mark.at_m for mark in marks)
    for mark in marks:
        assert _run_m(line, mark) == pytest.approx(mark.at_m, abs=5e-3)
    assert (marks[5].lon, marks[5].lat) == pytest.approx(back, abs=1e-8)
