"""The ride sheet: where the line touches what it keeps off, and what the counter shows there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from courseplanner.measure.bicycle.ride_sheet import SheetRow, expected_counts, ride_sheet
from courseplanner.measure.geometry.geodesy import Plane, chainages_m, ground_chainages_m
from courseplanner.measure.string.contacts import Limit, contacts_of
from courseplanner.model.course.course import Centreline, Closing, Course, Landmark, LandmarkKind, Leg
from courseplanner.model.course.planned_course import PlannedCourse

PLANE = Plane(9.5, 47.0)


def leg(from_m: float, to_m: float, name: str | None = "Road", **more: Any) -> Leg:
    given = {"width_m": 7.0, "width_from": "tag", "motor_free": False, "unpaved": False}
    return Leg(1, name, from_m, to_m, "tertiary", None, **{**given, **more})


def lonlat(points: list[tuple[float, float]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, y = np.array(points, dtype=np.float64).T
    return PLANE.lonlat(x, y)


def course(
    line: list[tuple[float, float]],
    middle: list[tuple[float, float]],
    beside_m: list[float] | None = None,
    legs: tuple[Leg, ...] = (),
    turnarounds_m: tuple[float, ...] = (),
    height_m: NDArray[np.float64] | None = None,
) -> Course:
    """A course of plane points, and the middle of its roads; chainages abreast as given, else scaled."""
    lon, lat = lonlat(line)
    road_lon, road_lat = lonlat(middle)
    at_m, road_m = chainages_m(lon, lat), chainages_m(road_lon, road_lat)
    beside = road_m * (at_m[-1] / road_m[-1]) if beside_m is None else np.array(beside_m)
    return Course(
        lon, lat, at_m, legs or (leg(0.0, float(at_m[-1])),), turnarounds_m, Closing("start-slide", 0.0),
        height_m, (Landmark(LandmarkKind.PLACE, ("Mill",), 400.0),),
        centreline=Centreline(road_lon, road_lat, beside, float(road_m[-1])),
    )  # fmt: skip


def planned(one: Course, nominal_m: float, *, miles: bool = False, on_ground: bool = False) -> PlannedCourse:
    return PlannedCourse(
        "Race A", one, nominal_m, nominal_m * 1.001, on_ground, 30.0, miles, (), (), (), Path("out/A")
    )


# A road of two right angles, 7 m wide: left at (500, 0), right at (500, 500); the line cuts both corners.
MIDDLE = [(0.0, 0.0), (500.0, 0.0), (500.0, 500.0), (1000.0, 500.0)]
CUTTING = [(0.0, 0.0), (496.8, 3.2), (503.2, 496.8), (1000.0, 500.0)]


def test_two_corners_are_two_kerbs_with_a_straight_between() -> None:
    legs = (leg(0.0, 500.0), leg(500.0, 993.0, "Lane"), leg(993.0, 1_600.0, None))
    left, right = contacts_of(course(CUTTING, MIDDLE, legs=legs))
    assert (left.is_left, right.is_left) == (True, False)
    assert (left.limit, right.limit) == (Limit.KERB, Limit.KERB)
    assert left.turn_deg == pytest.approx(88.9, abs=0.3)
    assert left.is_corner
    assert left.from_m == left.to_m == pytest.approx(496.8, abs=0.1)
    assert (left.before.name, left.after.name) == ("Road", "Lane")


def test_what_is_ridden_is_said_limit_by_limit() -> None:
    legs = (leg(0.0, 500.0), leg(500.0, 992.0, "Lane"), leg(992.0, 1_600.0, None))
    rows = [
        row for row in ride_sheet(planned(course(CUTTING, MIDDLE, legs=legs), 1_400.0)) if not row.is_split
    ]
    assert [str(row.what) for row in rows] == [
        "LEFT into Lane: left kerb, then straight over to the right, 494 m",
        "RIGHT: right kerb, then straight to the finish, 497 m",
    ]
    assert str(rows[0].place) == "97 m past Mill"


@pytest.mark.parametrize(
    ("more", "line_y", "limit", "words"),
    [
        ({"shut_left_m": 3.0, "marked_by": "cones"}, 0.2, Limit.SHUT, "cones on the left"),
        ({"shut_left_m": 3.0}, 0.2, Limit.SHUT, "end of what is open on the left"),
        ({}, -0.3, Limit.DIVIDER, "divider on the left (assumed)"),
        ({"divider": False}, -0.3, Limit.DIVIDER, "divider on the left (assumed)"),
        ({"divider": True}, -0.3, Limit.DIVIDER, "divider on the left, then"),
        ({}, 3.2, Limit.KERB, "left kerb"),
        ({"shut_left_m": 3.0, "marked_by": "tape"}, 3.2, Limit.KERB, "left kerb"),
    ],
)
def test_the_limit_is_what_stands_there(
    more: dict[str, Any], line_y: float, limit: Limit, words: str
) -> None:
    middle = [(0.0, 0.0), (300.0, 0.0), (600.0, 30.0)]
    line = [(0.0, -1.0), (300.0, line_y), (600.0, 29.0 + line_y)]
    (contact,) = contacts_of(course(line, middle, legs=(leg(0.0, 700.0, **more),)))
    assert contact.limit is limit
    rows = ride_sheet(planned(course(line, middle, legs=(leg(0.0, 700.0, **more),)), 600.0))
    assert [row for row in rows if words in str(row.what)]


def test_a_turnaround_is_a_cone() -> None:
    turn = [(400.0 + 0.3 * np.sin(angle), -0.3 * np.cos(angle)) for angle in np.linspace(0.0, np.pi, 20)]
    line = [(0.0, -0.3), *turn, (0.0, 0.3)]
    middle = [(0.0, 0.0), (400.0, 0.0), (0.0, 0.0)]
    one = course(line, middle, turnarounds_m=(400.4,))
    contacts = contacts_of(one)
    assert [contact.limit for contact in contacts] == [Limit.CONE]
    rows = [row for row in ride_sheet(planned(one, 800.0)) if not row.is_split]
    assert str(rows[0].what).startswith("TURN ROUND: cone on the left, then straight to the finish")


def test_between_two_limits_the_line_is_straight() -> None:
    angles = np.linspace(0.0, 60.0, 400)
    line = [(float(20.0 * angle), float(30.0 * np.sin(angle / 3.0))) for angle in angles]
    one = course(line, line)
    x, y = PLANE.xy(one.lon, one.lat)
    bounds = [0.0, *(m for contact in contacts_of(one) for m in (contact.from_m, contact.to_m)), one.course_m]
    for a, b in zip(bounds[::2], bounds[1::2], strict=True):
        inner = (one.chainage_m >= a - 1e-6) & (one.chainage_m <= b + 1e-6)
        points = x[inner] + 1j * y[inner]
        if len(points) > 2:
            chord = points[-1] - points[0]
            assert np.abs(((points - points[0]) * np.conj(chord)).imag).max() / abs(chord) < 0.16


def splits(rows: tuple[SheetRow, ...]) -> dict[str, float]:
    return {str(row.what): row.at_m for row in rows if row.is_split}


def test_splits_are_painted_with_the_prevention_factor() -> None:
    straight = [(0.0, 0.0), (10_010.0, 0.0)]
    found = splits(ride_sheet(planned(course(straight, straight), 10_000.0, miles=True)))
    assert found["FINISH"] == pytest.approx(10_010.0, abs=0.05)  # the plane is not true to the millimetre
    assert [found[f"{km} km"] for km in range(1, 10)] == pytest.approx([1_001.0 * km for km in range(1, 10)])
    assert "10 km" not in found
    assert found["HALFWAY"] == pytest.approx(5_005.0)
    assert found["6 mi"] == pytest.approx(6 * 1_609.344 * 1.001)
    assert list(found) == sorted(found, key=lambda name: found[name])


def test_counts_follow_the_ground_where_heights_are_known() -> None:
    steps = np.linspace(0.0, 1_001.0, 51)
    line = [(float(step), 0.0) for step in steps]
    height_m = 0.1 * steps + 1_500.0
    one = course(line, line, height_m=height_m)
    ridden_m = float(ground_chainages_m(one.chainage_m, height_m)[-1])
    assert ridden_m > one.course_m + 5.0
    on_ground = planned(one, ridden_m / 1.001, on_ground=True)
    assert splits(ride_sheet(on_ground))["FINISH"] == ridden_m
    assert splits(ride_sheet(planned(one, one.course_m / 1.001)))["FINISH"] == one.course_m


def test_the_counter_shows_the_constant_at_each_painted_kilometre() -> None:
    constant = 11_242.0
    assert expected_counts(1_001.0, constant, 1.001) == pytest.approx(constant)
    assert expected_counts(21_118.5975, constant, 1.001) == pytest.approx(constant * 21.0975)
    assert expected_counts(0.0, constant, 1.001) == 0.0
