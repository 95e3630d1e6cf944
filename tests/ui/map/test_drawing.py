from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point

from courseplanner.model.course.course import Mark
from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.ui.map.drawing import (
    MAP_WORDS,
    around,
    around_place,
    around_roads,
    candidate_lines,
    course_drawing,
    place_signs,
    point_on_course,
    pointing_at,
)
from courseplanner.ui.map.messages import CourseDrawing, PointAt
from courseplanner.ui.state import Pointing
from handmade import candidate, course, region

M_PER_DEGREE = 111_195.0


def drawing() -> CourseDrawing:
    drawn = course_drawing(candidate()).course
    assert drawn is not None
    return drawn


@given(seed=st.integers(0, 2**32 - 1), count=st.integers(2, 400), lat=st.floats(-80, 80))
def test_other_candidates_are_drawn_within_a_metre(seed: int, count: int, lat: float) -> None:
    rng = np.random.default_rng(seed)
    steps_m = rng.normal(0.0, [[8.0], [0.5]], (2, count)).cumsum(axis=1)
    narrow = np.cos(np.radians(lat))
    lon, north = 10.0 + steps_m[0] / M_PER_DEGREE / narrow, lat + steps_m[1] / M_PER_DEGREE
    (line,) = candidate_lines([candidate("B", course(lon.tolist(), north.tolist()))]).lines
    drawn = np.reshape(line.lonlat, (-1, 2))
    assert len(drawn) <= count

    def in_metres(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.column_stack([(x - 10.0) * narrow, y - lat]) * M_PER_DEGREE

    on_screen = LineString(in_metres(drawn[:, 0], drawn[:, 1]))
    furthest_m = max(on_screen.distance(Point(point)) for point in in_metres(lon, north))
    assert furthest_m <= 1.2  # a metre, and the sixth decimal
    for end, whole in ((0, 0), (-1, -1)):
        assert drawn[end] == pytest.approx([lon[whole], north[whole]], abs=1e-6)


def test_points_on_a_straight_road_are_left_out() -> None:
    lon = np.linspace(104.9, 104.91, 81)
    (line,) = candidate_lines([candidate("B", course(lon.tolist(), [25.0] * 81))]).lines
    assert len(line.lonlat) / 2 <= 12


def test_the_picked_course_keeps_its_points() -> None:
    drawn = drawing()
    line = candidate().course
    assert np.reshape(drawn.lonlat, (-1, 2)) == pytest.approx(np.column_stack([line.lon, line.lat]), abs=5e-7)
    assert drawn.chainage_m == pytest.approx(line.chainage_m.tolist(), abs=0.005)
    assert drawn.lonlat[2] == 104.912346


def test_marks_become_symbols() -> None:
    one = candidate()
    turn = Mark("turnaround", "Turnaround", 900.0, 899.1, 104.9, 25.01)
    sixty = Mark("km", "60 km", 60_600.0, 60_000.0, 104.95, 25.02)
    drawn = course_drawing(replace(one, marks=(*one.marks, turn, sixty))).course
    assert drawn is not None
    assert [mark.number for mark in drawn.kilometres] == [1, 60]
    assert drawn.turnarounds == ((104.9, 25.01),)
    assert drawn.start == (104.9, 25.0)
    assert drawn.finish == (104.9, 25.0005)


def test_visits_have_the_symbol_of_their_kind() -> None:
    kinds = [(visit.name, visit.kind, visit.rating) for visit in drawing().visits]
    assert kinds == [
        ("永康村", "village", None),
        ("万峰林", "scenic", 4),
        ("上纳灰村", "village", None),
        ("Xingyi", "stop", None),
    ]


def test_no_course_is_drawn_as_none() -> None:
    assert course_drawing(None).course is None
    assert candidate_lines([]).lines == ()


def test_only_villages_and_scenic_spots_of_a_region_have_symbols() -> None:
    places = [Place(kind, Names(name=kind.value), None, 104.9, 25.0) for kind in PlaceKind]
    signs = place_signs(places).places
    assert [(sign.name, sign.kind) for sign in signs] == [
        ("village", "village"),
        ("hamlet", "village"),
        ("scenic", "scenic"),
    ]


def test_a_place_without_a_name_and_one_with_a_long_one() -> None:
    places = [Place(PlaceKind.SCENIC, Names(name), 5, 104.123456789, 25.0) for name in (None, "x" * 5_000)]
    nameless, long = place_signs(places).places
    assert (nameless.name, nameless.rating, nameless.lon) == ("", 5, 104.123457)
    assert len(long.name) == 200


def test_a_chainage_is_a_point_between_points_of_the_line() -> None:
    line = candidate().course
    half_m = float(line.chainage_m[1] + line.chainage_m[2]) / 2
    assert point_on_course(line, half_m) == pytest.approx(
        ((line.lon[1] + line.lon[2]) / 2, (line.lat[1] + line.lat[2]) / 2), abs=1e-6
    )


def test_pointing() -> None:
    one = candidate()
    end = (float(one.course.lon[-1]), float(one.course.lat[-1]))
    assert pointing_at(Pointing("B"), one) == PointAt("B")
    assert pointing_at(Pointing("B", 100.0), None) == PointAt("B")
    assert pointing_at(Pointing(None, 0.0), one).position == (104.9, 25.0)
    beyond = pointing_at(Pointing(None, 1e9), one)
    assert beyond.position == pytest.approx(end)
    assert beyond.at_m == pytest.approx(one.course.course_m, abs=0.05)
    assert pointing_at(Pointing(None, 1_001.0), one).km == 1.0


def test_views() -> None:
    line = candidate().course
    assert around(line).bbox == (104.9, 25.0, 104.92, 25.02)
    assert around(line, gently=True).gently
    west, south, east, north = around_place(line, 0.0).bbox
    assert (west + east) / 2 == pytest.approx(104.9, abs=1e-6)
    assert (north - south) * M_PER_DEGREE == pytest.approx(800.0, abs=1.0)


def test_fields_of_words_stand_for_themselves_until_the_page_fills_them() -> None:
    assert str(MAP_WORDS["candidate"]) == "Candidate {id}"
    assert str(MAP_WORDS["at_km"]) == "{km} km"


def test_one_stray_junction_does_not_shrink_a_city_to_a_dot() -> None:
    lon = np.append(np.linspace(8.6, 8.7, 999), 7.0)
    lat = np.append(np.linspace(49.4, 49.45, 999), 49.4)
    whole = region()
    city = replace(whole, roads=replace(whole.roads, node_lon=lon, node_lat=lat))
    west, south, east, north = around_roads(city).bbox
    assert 8.58 < west < 8.61
    assert (east, south, north) == pytest.approx((8.7, 49.4, 49.45), abs=1e-6)
