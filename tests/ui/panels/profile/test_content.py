"""What the profile draws of a course, which names have room, and what it says of a place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courseplanner.model.course.course import Leg, Visit
from courseplanner.ui.panels.profile.content import Ground, Run, Shape, content_of
from courseplanner.ui.panels.profile.names import Wanted, place_names
from courseplanner.ui.panels.profile.readout import readout
from handmade import candidate, course

LINE = course([104.9, 104.95, 105.0], [25.0, 25.0, 25.0])
HALF_M = LINE.legs[0].to_m
LEG = Leg(1, "河滨路", 0.0, 400.0, "living_street", "asphalt", 7.0, "class", motor_free=True, unpaved=False)


def with_legs(*legs: Leg) -> list[Run]:
    made = replace(candidate(), course=replace(course([104.9, 104.91], [25.0, 25.0]), legs=legs))
    return [*content_of(made).traffic, *content_of(made).surface]


def test_neighbouring_legs_of_one_ground_are_one_run() -> None:
    found = with_legs(
        LEG,
        replace(LEG, from_m=400.0, to_m=600.0, surface=None),
        replace(LEG, from_m=600.0, to_m=1_000.0, surface="gravel", unpaved=True, motor_free=None),
    )

    assert found == [
        Run(0.0, 600.0, Ground.MOTOR_FREE),
        Run(600.0, 1_000.0, Ground.TRAFFIC_UNKNOWN),
        Run(0.0, 400.0, Ground.PAVED),
        Run(400.0, 600.0, Ground.SURFACE_UNKNOWN),
        Run(600.0, 1_000.0, Ground.UNPAVED),
    ]


def test_a_surface_that_is_only_assumed_is_unknown() -> None:
    assert with_legs(replace(LEG, surface=None, unpaved=True))[-1].ground == Ground.SURFACE_UNKNOWN


def test_visits_go_to_their_lanes_and_ends_to_theirs() -> None:
    content = content_of(candidate(line=LINE))

    assert [one.shape for one in content.scenic] == [Shape.SCENIC]
    assert [one.shape for one in content.places] == [Shape.VILLAGE, Shape.VILLAGE, Shape.STOP]
    assert [(one.shape, one.at_m) for one in content.ends] == [
        (Shape.START, 0.0),
        (Shape.FINISH, LINE.course_m),
        (Shape.TURNAROUND, HALF_M),
    ]


def test_a_place_that_the_brief_names_keeps_its_name_first() -> None:
    named, rated = (
        Visit(name, "scenic", rating, 0.0, 0.0, 1.0, 0.0, required=required)
        for name, rating, required in (("named", None, True), ("rated", 5, False))
    )
    content = content_of(replace(candidate(), visits=(rated, named)))

    weights = {one.name: one.weight for one in content.scenic}
    assert weights["named"] > weights["rated"] > 0.0


def test_names_stand_right_of_their_symbols_where_there_is_room() -> None:
    wanted = [Wanted(100.0, 5.0, 40.0, 0.0), Wanted(300.0, 5.0, 40.0, 0.0)]

    assert place_names(wanted, 0.0, 500.0) == [109.0, 309.0]


def test_a_name_at_the_end_stands_left_of_its_symbol() -> None:
    assert place_names([Wanted(480.0, 5.0, 40.0, 0.0)], 0.0, 500.0) == [431.0]


def test_a_name_without_room_is_left_out_the_lightest_first() -> None:
    wanted = [Wanted(100.0, 5.0, 40.0, 1.0), Wanted(112.0, 5.0, 40.0, 2.0), Wanted(124.0, 5.0, 40.0, 3.0)]

    light, middle, heavy = place_names(wanted, 95.0, 500.0)

    assert heavy == 133.0
    assert middle is None
    assert light is None


@pytest.mark.parametrize("step_px", [1.0, 17.0, 60.0])
def test_names_cover_neither_names_nor_symbols(step_px: float) -> None:
    wanted = [Wanted(20.0 + step_px * number, 5.0, 31.0, number % 4) for number in range(25)]

    begins = place_names(wanted, 0.0, 1_000.0)

    spans = [(begin, begin + 31.0) for begin in begins if begin is not None]
    marks = [(one.at_px - 5.0, one.at_px + 5.0) for one in wanted]
    for number, (begin, end) in enumerate(spans):
        others = spans[:number] + spans[number + 1 :] + marks
        assert all(end <= low or high <= begin for low, high in others)


def test_the_readout_says_what_is_known_of_a_place() -> None:
    assert str(readout(LINE, 1_234.0, 1.2328)) == (
        "km 1.23  ·  height unknown  ·  河滨路  ·  secondary road  ·  7.0 m wide, assumed, 3.5 m open  ·  "
        "asphalt  ·  motor traffic"
    )


def test_the_readout_says_what_is_not_known() -> None:
    assert str(readout(LINE, HALF_M + 10.0, 1.0)).endswith(
        "road without a name  ·  path  ·  2.5 m wide  ·  surface unknown  ·  motor traffic unknown"
    )


def test_a_class_of_road_that_is_not_foreseen_is_told_as_tagged() -> None:
    line = replace(LINE, legs=(replace(LEG, road_class="via_ferrata", surface="fine_gravel"),))

    assert "via_ferrata" in str(readout(line, 0.0, 0.0))
    assert "fine gravel" in str(readout(line, 0.0, 0.0))


@pytest.mark.parametrize(
    ("at_m", "way"), [(0.0, 123), (HALF_M - 0.01, 123), (HALF_M, 124), (LINE.course_m, 124), (-1.0, 123)]
)
def test_each_chainage_has_its_leg(at_m: float, way: int) -> None:
    assert LINE.leg_at(at_m).way == way
