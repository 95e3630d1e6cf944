"""Names on a map: none covers another, none leaves the frame, none hides what it must not."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from courseplanner.export.sheet.drawing.drawing_ops import Label
from courseplanner.export.sheet.drawing.paper import Box
from courseplanner.export.sheet.map.labels import Labels, box_of_words, line_spots, point_spots

BOX = Box(0.0, 0.0, 80.0, 60.0)
NOTHING = [np.array([[-10.0, -10.0], [-11.0, -10.0]])]


def box(words: Label) -> shapely.Polygon:
    return shapely.Polygon(box_of_words(words))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0.0, 80.0),
            st.floats(0.0, 60.0),
            st.sampled_from(["7", "Marstall", "万峰林", "A long name"]),
        ),
        min_size=2,
        max_size=40,
    ),
    st.integers(0, 999),
)
def test_names_keep_off_each_other(points: list[tuple[float, float, str]], seed: int) -> None:
    labels = Labels(BOX, NOTHING)
    dice = np.random.default_rng(seed)
    for x, y, name in points:
        if dice.integers(2):
            labels.place(point_spots(x, y, name, 2.2, (1.5, 3.0, 6.0)), 1.0)
        else:
            path = np.array([[x, y], [x + dice.uniform(-30, 30), y + dice.uniform(-30, 30)]])
            labels.place(line_spots(path, name, 2.0, 2.0), 1.0)
    frame = shapely.box(BOX.left, BOX.bottom, BOX.right, BOX.top)
    for one in labels.placed:
        assert frame.contains(box(one))
    for one, other in itertools.combinations(labels.placed, 2):
        assert box(one).distance(box(other)) > 0.2


def test_the_first_place_is_taken_where_it_is_free() -> None:
    spots = point_spots(40.0, 30.0, "7", 2.0, (1.5,))
    assert Labels(BOX, NOTHING).place(spots, 0.0) == spots[0]


def test_a_name_gives_way_to_the_course() -> None:
    course = [np.array([[40.0, 30.0], [70.0, 30.0]])]
    spots = point_spots(40.0, 30.0, "Marstall", 2.0, (1.5,))
    placed = Labels(BOX, course).place(spots, 9.0)
    assert placed is not None
    assert not box(placed).intersects(shapely.LineString(course[0]))


def test_what_would_hide_the_course_finds_no_place() -> None:
    across = [np.array([[0.0, at], [80.0, at]]) for at in np.arange(0.0, 60.0, 0.5)]
    labels = Labels(BOX, across)
    assert labels.place(point_spots(40.0, 30.0, "Marstall", 2.0, (1.5, 3.0)), 0.0) is None
    assert labels.place(point_spots(40.0, 30.0, "Marstall", 2.0, (1.5, 3.0)), 1e9) is not None


def test_an_area_is_kept_off() -> None:
    labels = Labels(BOX, NOTHING)
    labels.keep_off(np.array([[30.0, 0.0], [80.0, 0.0], [80.0, 60.0], [30.0, 60.0]]))
    placed = labels.place(point_spots(31.0, 30.0, "7", 2.0, (1.5, 4.0)), 0.0)
    assert placed is not None
    assert placed.align == "right"


@pytest.mark.parametrize("heading", range(0, 360, 15))
def test_a_name_along_a_street_reads_from_the_left_and_lies_beside_it(heading: int) -> None:
    way = np.array([np.cos(np.radians(heading)), np.sin(np.radians(heading))])
    path = np.array([40.0, 30.0]) + np.outer([-14.0, 14.0], way)
    spots = line_spots(path, "Steigerweg", 2.0, 2.0)
    assert spots
    for spot in spots:
        assert -90.0 - 1e-6 <= spot.angle_deg <= 90.0 + 1e-6
        assert 0.5 < box(spot).distance(shapely.LineString(path)) < 2.0
        chord = np.radians(spot.angle_deg)
        assert abs(np.cos(chord) * way[1] - np.sin(chord) * way[0]) < 1e-6


def test_a_bend_or_a_short_street_carries_no_name() -> None:
    assert line_spots(np.array([[0.0, 0.0], [5.0, 0.0], [5.0, 5.0]]), "Steigerweg", 2.0, 2.0) == []
    assert line_spots(np.array([[0.0, 0.0], [2.0, 0.0]]), "Steigerweg", 2.0, 2.0) == []
