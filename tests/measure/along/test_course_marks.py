"""Marks in words: the right ones, on the line, told by landmark and by kerb."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from courseplanner.base.i18n import text
from courseplanner.measure.along.course_marks import course_marks_of
from courseplanner.measure.string.kerbs import KerbFinder, Kerbs
from courseplanner.model.course.course import Centreline, Closing, Course, Landmark, LandmarkKind, Leg
from courseplanner.model.course.course_mark import MILE_M, CourseMarkKind
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.stations import Station, StationKind, StationPlan

GEOD = Geod(ellps="WGS84")


def straight(
    length_m: float, left_of_middle_m: float = 0.0, width_m: float = 7.0, azimuth: float = 0.0
) -> Course:
    """A course of one straight road; its line lies so far to the left of the middle all along."""
    steps = max(int(length_m / 400.0), 1) + 1
    at_m = np.linspace(0.0, length_m, steps)
    lon, lat, _ = GEOD.fwd(np.full(steps, 9.5), np.full(steps, 47.0), np.full(steps, azimuth), at_m)
    beside_lon, beside_lat, _ = GEOD.fwd(
        lon, lat, np.full(steps, azimuth - 90.0), np.full(steps, left_of_middle_m)
    )
    leg = Leg(1, "Road", 0.0, length_m, "tertiary", None, width_m, "tag", motor_free=False, unpaved=False)
    chainage_m = np.concatenate(
        ([0.0], np.cumsum(GEOD.inv(beside_lon[:-1], beside_lat[:-1], beside_lon[1:], beside_lat[1:])[2]))
    )
    return Course(
        lon=np.asarray(beside_lon),
        lat=np.asarray(beside_lat),
        chainage_m=chainage_m,
        legs=(leg,),
        turnarounds_m=(),
        closing=Closing("start-slide", 0.0),
        height_m=np.linspace(100.0, 200.0, steps),
        landmarks=(Landmark(LandmarkKind.JUNCTION, ("Road", "Lane"), 985.7),),
        centreline=Centreline(np.asarray(lon), np.asarray(lat), chainage_m, length_m),
    )


def planned(nominal_m: float, left_of_middle_m: float = 0.0) -> tuple[Course, Kilometrage]:
    """A course of its nominal distance × 1.001 on the ellipsoid, and how its boards count."""
    course = straight(nominal_m * 1.001, left_of_middle_m)
    return course, Kilometrage(course.chainage_m, course.chainage_m, nominal_m, 1.001)


def test_a_half_marathon_has_the_marks_that_people_ask_for() -> None:
    board = Station(StationKind.FINISH_BOARD, text("100 m to go"), (21_018.6,), 9.5, 47.0)
    splits = course_marks_of(*planned(21_097.5), StationPlan((board,)), miles=True)
    of_kind = {kind: [split.at_m for split in splits if split.kind is kind] for kind in CourseMarkKind}
    assert of_kind[CourseMarkKind.KM_5] == pytest.approx([5_005.0, 10_010.0, 15_015.0, 20_020.0])
    assert of_kind[CourseMarkKind.KM] == pytest.approx([1_001.0 * km for km in range(1, 22) if km % 5])
    assert of_kind[CourseMarkKind.HALFWAY] == pytest.approx([10_559.29875])
    assert of_kind[CourseMarkKind.MILE] == pytest.approx([MILE_M * 1.001 * mile for mile in range(1, 14)])
    assert of_kind[CourseMarkKind.FINISH_BOARD] == [21_018.6]
    assert [splits[0].kind, splits[-1].kind] == [CourseMarkKind.START, CourseMarkKind.FINISH]
    assert [split.at_m for split in splits] == sorted(split.at_m for split in splits)
    assert not [one for one in course_marks_of(*planned(5_000.0)) if one.kind is CourseMarkKind.MILE]


def test_a_mark_is_told_by_landmark_kerb_height_and_coordinates() -> None:
    course, kilometrage = planned(5_000.0, left_of_middle_m=3.2)
    mark = next(one for one in course_marks_of(course, kilometrage) if one.nominal_m == 1_000.0)
    assert str(mark.place) == "15 m past the junction of Road and Lane"
    assert str(mark.kerb) == "0.3 m off the left kerb"
    assert mark.height_m == pytest.approx(120.0, abs=0.1)
    along_m = GEOD.inv(course.lon[0], course.lat[0], mark.lon, mark.lat)[2]
    assert along_m == pytest.approx(1_001.0, abs=0.01)


def test_what_no_landmark_is_near_has_no_words() -> None:
    mark = next(one for one in course_marks_of(*planned(5_000.0)) if one.nominal_m == 3_000.0)
    assert mark.place is None
    assert str(mark.kerb).startswith("about 4 m off the")  # 3.5 m, in the middle


@pytest.mark.parametrize(
    ("left_m", "right_m", "words"),
    [
        (0.3, 6.7, "0.3 m off the left kerb"),
        (6.7, 0.3, "0.3 m off the right kerb"),
        (2.2, 4.8, "about 2 m off the left kerb"),
        (9.0, 1.4, "about 1 m off the right kerb"),
        (-0.4, 7.4, "0.3 m off the left kerb"),  # inside the round of a corner
    ],
)
def test_kerbs_in_words(left_m: float, right_m: float, words: str) -> None:
    assert str(Kerbs(left_m, right_m).in_words()) == words


@given(
    off_m=st.floats(-3.0, 3.0),
    at_m=st.floats(1.0, 1_990.0),
    azimuth=st.floats(0.0, 360.0),
    width_m=st.floats(6.1, 20.0),
)
def test_kerbs_are_as_far_off_as_the_line_lies_beside_the_middle(
    off_m: float, at_m: float, azimuth: float, width_m: float
) -> None:
    course = straight(2_000.0, off_m, width_m, azimuth)
    lon, lat, _ = GEOD.fwd(course.lon[0], course.lat[0], azimuth, at_m)
    kerbs = KerbFinder(course).at(at_m, lon, lat)
    assert kerbs.left_m == pytest.approx(width_m / 2.0 - off_m, abs=0.01)
    assert kerbs.right_m == pytest.approx(width_m / 2.0 + off_m, abs=0.01)


def test_on_a_road_that_is_run_back_the_kerbs_are_those_of_the_way_there() -> None:
    there = straight(1_000.0)
    lon = np.concatenate((there.lon, there.lon[-2::-1]))
    lat = np.concatenate((there.lat, there.lat[-2::-1]))
    chainage_m = np.concatenate((there.chainage_m, 2.0 * there.chainage_m[-1] - there.chainage_m[-2::-1]))
    leg = Leg(1, "Road", 0.0, 2_000.0, "tertiary", None, 7.0, "tag", motor_free=False, unpaved=False)
    course = Course(
        lon, lat, chainage_m, (leg,), (1_000.0,), Closing("turnaround", 0.0),
        centreline=Centreline(lon, lat, chainage_m, 2_000.0),
    )  # fmt: skip
    east = GEOD.fwd(9.5, there.lat[0], 0.0, 300.0)[:2]
    east = GEOD.fwd(*east, 90.0, 3.2)[:2]
    finder = KerbFinder(course)
    assert finder.at(300.0, *east).right_m == pytest.approx(0.3, abs=0.01)
    assert finder.at(1_700.0, *east).left_m == pytest.approx(0.3, abs=0.01)
    assert math.isclose(finder.leg_at(5_000.0).width_m, 7.0)
