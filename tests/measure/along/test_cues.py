"""Cues: what is told where a course turns at a junction, and nothing where only the road bends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from pyproj import Geod

from courseplanner.export.cue_words import cue_words
from courseplanner.measure.along.cues import cues_of
from courseplanner.model.course.course import Closing, Course, Landmark, LandmarkKind, Leg
from courseplanner.model.course.cue import CueKind

_GEOD = Geod(ellps="WGS84")
Run = tuple[float, float, str | None, str]
"""Heading in degrees, metres, name of the road and its class."""


def course_along(runs: Sequence[Run], turnarounds_m: tuple[float, ...] = ()) -> Course:
    """A course that runs straight on each road."""
    lon, lat, at_m = [9.5], [47.1], 0.0
    legs: list[Leg] = []
    for heading, metres, name, road_class in runs:
        east, north, _ = _GEOD.fwd(lon[-1], lat[-1], heading, metres)
        lon.append(float(east))
        lat.append(float(north))
        legs.append(leg(len(legs), name, road_class, at_m, at_m + metres))
        at_m += metres
    chainage_m = np.concatenate(([0.0], np.cumsum(_GEOD.line_lengths(lon, lat))))
    junctions = tuple(
        Landmark(LandmarkKind.JUNCTION, (one.name, other.name), other.from_m)
        for one, other in pairwise(legs)
        if one.name and other.name and one.name != other.name
    )
    return Course(
        np.array(lon), np.array(lat), chainage_m, tuple(legs), turnarounds_m,
        Closing("start-slide", 0.0), landmarks=junctions,
    )  # fmt: skip


def leg(way: int, name: str | None, road_class: str, from_m: float, to_m: float) -> Leg:
    return Leg(way + 1, name, from_m, to_m, road_class, None, 6.0, "class", motor_free=None, unpaved=False)


@pytest.mark.parametrize(
    ("heading", "name", "kind", "words"),
    [
        (0.0, "Two", CueKind.LEFT, "Turn left onto Two"),
        (180.0, "Two", CueKind.RIGHT, "Turn right onto Two"),
        (300.0, "Two", CueKind.SHARP_LEFT, "Turn sharp left onto Two"),
        (240.0, "Two", CueKind.SHARP_RIGHT, "Turn sharp right onto Two"),
        (60.0, "Two", CueKind.BEAR_LEFT, "Bear left onto Two"),
        (120.0, "Two", CueKind.BEAR_RIGHT, "Bear right onto Two"),
        (95.0, "Two", CueKind.STRAIGHT, "Straight on along Two"),
        (0.0, "One", CueKind.LEFT, "Turn left, still on One"),
        (180.0, None, CueKind.RIGHT, "Turn right onto a track without a name"),
    ],
)
def test_a_cue_tells_the_turn_and_the_road(
    heading: float, name: str | None, kind: CueKind, words: str
) -> None:
    course = course_along([(90.0, 300.0, "One", "residential"), (heading, 200.0, name, "track")])
    start, cue, finish = cues_of(course)
    assert (start.kind, finish.kind) == (CueKind.START, CueKind.FINISH)
    assert cue.kind is kind
    assert cue.at_m == pytest.approx(300.0, abs=0.01)
    assert str(cue_words(cue)) == words
    assert cue.angle_deg is not None
    assert (cue.angle_deg + heading - 90.0) % 360.0 == pytest.approx(0.0, abs=0.1) or (
        (cue.angle_deg + heading - 90.0) % 360.0 == pytest.approx(360.0, abs=0.1)
    )


@pytest.mark.parametrize("heading", [75.0, 90.0, 125.0])
def test_nothing_is_told_where_the_road_runs_on_under_the_same_name(heading: float) -> None:
    course = course_along([(90.0, 300.0, "One", "residential"), (heading, 200.0, "One", "residential")])
    assert [cue.kind for cue in cues_of(course)] == [CueKind.START, CueKind.FINISH]


def test_nothing_is_told_where_a_road_loses_its_name() -> None:
    course = course_along([(90.0, 300.0, "One", "residential"), (90.0, 200.0, None, "residential")])
    assert len(cues_of(course)) == 2


def test_a_bend_of_the_road_is_no_cue() -> None:
    bent = course_along([(90.0, 300.0, "One", "residential"), (0.0, 200.0, "One", "residential")])
    whole = leg(0, "One", "residential", 0.0, bent.course_m)
    course = Course(bent.lon, bent.lat, bent.chainage_m, (whole,), (), bent.closing)
    assert len(cues_of(course)) == 2


def test_two_junctions_close_together_are_two_turns() -> None:
    runs = [
        (90.0, 300.0, "One", "residential"),
        (0.0, 24.0, "Two", "residential"),
        (90.0, 200.0, "Three", "residential"),
    ]
    kinds = [cue.kind for cue in cues_of(course_along(runs))]
    assert kinds == [CueKind.START, CueKind.LEFT, CueKind.RIGHT, CueKind.FINISH]


def test_a_crossing_of_two_carriageways_is_one_turn() -> None:
    runs = [
        (90.0, 300.0, "One", "residential"),
        (0.0, 9.0, None, "residential"),
        (0.0, 200.0, "Two", "residential"),
    ]
    kinds = [cue.kind for cue in cues_of(course_along(runs))]
    assert kinds == [CueKind.START, CueKind.LEFT, CueKind.FINISH]


def test_nothing_is_told_where_a_part_of_the_same_way_begins() -> None:
    runs = [(90.0, 300.0, "One", "residential"), (0.0, 200.0, "One", "residential")]
    course = course_along(runs)
    bend = replace(
        course, legs=(course.legs[0], replace(course.legs[1], way=course.legs[0].way, is_halved=True))
    )
    assert [cue.kind for cue in cues_of(course)][1:-1] == [CueKind.LEFT]
    assert [cue.kind for cue in cues_of(bend)][1:-1] == []


def test_a_turnaround_is_told_once() -> None:
    runs = [(90.0, 300.0, "One", "residential"), (270.0, 300.0, "One", "residential")]
    cues = cues_of(course_along(runs, turnarounds_m=(300.0,)))
    assert [cue.kind for cue in cues] == [CueKind.START, CueKind.TURNAROUND, CueKind.FINISH]
    assert str(cue_words(cues[1])) == "Turn round on One"


def test_cues_are_told_against_landmarks() -> None:
    course = course_along([(90.0, 300.0, "One", "residential"), (0.0, 200.0, "Two", "residential")])
    assert [str(cue.place) for cue in cues_of(course)] == [
        "300 m before the junction of One and Two",
        "at the junction of One and Two",
        "200 m past the junction of One and Two",
    ]


def test_cues_lie_on_the_line() -> None:
    course = course_along([(90.0, 300.0, "One", "residential"), (0.0, 200.0, "Two", "residential")])
    for cue in cues_of(course):
        lon = np.interp(cue.at_m, course.chainage_m, course.lon)
        lat = np.interp(cue.at_m, course.chainage_m, course.lat)
        assert (cue.lon, cue.lat) == pytest.approx((lon, lat), abs=1e-9)
