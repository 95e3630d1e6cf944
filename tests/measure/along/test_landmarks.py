"""A place in words: against the nearest landmark, before or past it, in whole metres."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.measure.along.landmarks import nearest_landmark, place_in_words
from courseplanner.model.course.course import Landmark, LandmarkKind

MARKS = (
    Landmark(LandmarkKind.JUNCTION, ("A", "B"), 1_000.0),
    Landmark(LandmarkKind.TUNNEL, (), 1_400.0),
    Landmark(LandmarkKind.PLACE, ("Dorf",), 2_000.0),
    Landmark(LandmarkKind.BRIDGE, ("River Road",), 4_500.0),
    Landmark(LandmarkKind.LEVEL_CROSSING, (), 8_000.0),
    Landmark(LandmarkKind.TUNNEL, ("Hill Road",), 10_000.0),
    Landmark(LandmarkKind.BRIDGE, (), 12_000.0),
)


@pytest.mark.parametrize(
    ("at_m", "words"),
    [
        (996.0, "at the junction of A and B"),
        (1_004.0, "at the junction of A and B"),
        (1_014.3, "14 m past the junction of A and B"),
        (985.7, "14 m before the junction of A and B"),
        (1_240.0, "240 m past the junction of A and B"),  # the tunnel is nearer, but has no name
        (1_300.0, "100 m before the tunnel"),
        (1_900.0, "100 m before Dorf"),
        (4_600.0, "100 m past the bridge of River Road"),
        (8_000.0, "at the level crossing"),
        (10_000.0, "at the tunnel of Hill Road"),
        (12_500.0, "500 m past the bridge"),
    ],
)
def test_a_point_is_told_by_its_nearest_landmark(at_m: float, words: str) -> None:
    assert str(place_in_words(MARKS, at_m)) == words


def test_where_nothing_is_near_nothing_is_said() -> None:
    assert place_in_words(MARKS, 6_000.0) is None
    assert place_in_words((), 0.0) is None


@given(st.floats(0.0, 14_000.0))
def test_no_other_landmark_with_a_name_is_nearer(at_m: float) -> None:
    found = nearest_landmark(MARKS, at_m)
    named = [mark for mark in MARKS if mark.names and abs(mark.at_m - at_m) < 1_000.0]
    if found is None:
        assert not named
    elif named:
        assert abs(found.at_m - at_m) <= min(abs(mark.at_m - at_m) for mark in named)
