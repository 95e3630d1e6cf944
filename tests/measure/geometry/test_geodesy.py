"""Lengths on the ellipsoid against formulas that share nothing with them."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.measure.geometry.geodesy import (
    Plane,
    chainages_m,
    distance_m,
    point_at,
    rounded,
    segment_lengths_m,
)
from measure.vincenty import inverse

LINES = st.tuples(
    st.floats(-179, 179),
    st.floats(-75, 75),
    st.lists(st.tuples(st.floats(-0.02, 0.02), st.floats(-0.02, 0.02)), min_size=2, max_size=12),
).map(lambda drawn: [(drawn[0] + east, drawn[1] + north) for east, north in drawn[2]])

Line = list[tuple[float, float]]


def _arrays(line: Line) -> tuple[np.ndarray, np.ndarray]:
    lon, lat = np.array(line).T
    return np.ascontiguousarray(lon), np.ascontiguousarray(lat)


@pytest.mark.parametrize(
    ("ends", "metres"),
    [
        ((0.0, 0.0, 1.0, 0.0), 111_319.4908),  # a degree of the equator
        ((0.0, 0.0, 0.0, 1.0), 110_574.3886),  # a degree of the meridian at the equator
        ((10.0, 45.0, 10.0, 46.0), 111_141.5483),  # and in the middle of the hemisphere
    ],
)
def test_degrees_have_the_lengths_of_the_tables(
    ends: tuple[float, float, float, float], metres: float
) -> None:
    assert inverse(*ends)[0] == pytest.approx(metres, abs=1e-3)
    assert distance_m(*ends) == pytest.approx(metres, abs=1e-3)


@given(line=LINES)
def test_chainages_are_the_sums_of_the_geodesics(line: Line) -> None:
    lon, lat = _arrays(line)
    lengths = [inverse(*a, *b)[0] for a, b in itertools.pairwise(line)]
    chainages = chainages_m(lon, lat)

    np.testing.assert_allclose(segment_lengths_m(lon, lat), lengths, rtol=0, atol=2e-4)
    np.testing.assert_allclose(chainages, [0.0, *itertools.accumulate(lengths)], rtol=0, atol=2e-3)
    assert (len(chainages), chainages[0]) == (len(line), 0.0)


def test_a_point_has_no_length() -> None:
    one = np.array([9.5])

    assert chainages_m(one, one).tolist() == [0.0]
    assert segment_lengths_m(one, one).shape == (0,)


@given(line=LINES, part=st.floats(0, 1))
def test_a_point_of_a_line_lies_on_its_geodesic_at_its_distance(line: Line, part: float) -> None:
    lon, lat = _arrays(line)
    chainages = chainages_m(lon, lat)
    at_m = part * float(chainages[-1])
    point = point_at(lon, lat, chainages, at_m)

    rounding_m = 1.2e-3  # of 1e-8 degrees
    found = False
    for i, (a, b) in enumerate(itertools.pairwise(line)):
        along_m, azimuth = inverse(*a, *point)
        length_m, onward = inverse(*a, *b)
        off_m = along_m * math.sin(azimuth - onward)
        near = along_m <= length_m + rounding_m and abs(chainages[i] + along_m - at_m) < rounding_m
        found |= near and abs(off_m) < rounding_m
    assert found
    assert all(round(degrees, 8) == degrees for degrees in point)


@given(line=LINES)
def test_points_beyond_the_ends_are_held_to_them(line: Line) -> None:
    lon, lat = _arrays(line)
    chainages = chainages_m(lon, lat)
    first, last = (pytest.approx(line[i], abs=1e-8) for i in (0, -1))

    for at_m, end in ((-5.0, first), (0.0, first), (float(chainages[-1]), last), (1e7, last)):
        assert point_at(lon, lat, chainages, at_m) == end


def test_points_on_a_line_that_stands_still_in_between() -> None:
    lon, lat = np.array([9.5, 9.5, 9.5, 9.6]), np.array([47.0, 47.0, 47.0, 47.0])
    chainages = chainages_m(lon, lat)

    assert point_at(lon, lat, chainages, 0.0) == (9.5, 47.0)
    assert point_at(lon, lat, chainages, float(chainages[-1])) == (9.6, 47.0)


@given(st.lists(st.floats(-180, 180), max_size=9))
def test_degrees_are_rounded_to_what_files_carry(degrees: list[float]) -> None:
    kept = rounded(np.array(degrees))

    assert [float(f"{value:.8f}") for value in kept] == kept.tolist()
    np.testing.assert_allclose(kept, degrees, rtol=0, atol=0.5e-8 + 1e-13)


@given(
    lat=st.floats(-75, 75),
    lon=st.floats(-170, 170),
    east_m=st.floats(-30_000, 30_000),
    north_m=st.floats(-30_000, 30_000),
    bearing=st.floats(0, 2 * math.pi),
    metres=st.floats(50, 5_000),
)
def test_a_plane_is_true_within_30_km(
    lat: float, lon: float, east_m: float, north_m: float, bearing: float, metres: float
) -> None:
    per_lat, per_lon = 1 / 111_200, 1 / (111_320 * math.cos(math.radians(lat)))
    from_lon, from_lat = lon + east_m * per_lon, lat + north_m * per_lat
    to_east = max(-30_000.0, min(30_000.0, east_m + metres * math.sin(bearing)))
    to_lon, to_lat = lon + to_east * per_lon, from_lat + metres * math.cos(bearing) * per_lat
    true_m = inverse(from_lon, from_lat, to_lon, to_lat)[0]

    x, y = Plane(lon, lat).xy(np.array([from_lon, to_lon]), np.array([from_lat, to_lat]))
    assert math.hypot(x[1] - x[0], y[1] - y[0]) == pytest.approx(true_m, rel=1.2e-5, abs=1e-3)


def test_the_middle_of_a_plane_is_its_origin_and_north_is_up() -> None:
    x, y = Plane(104.9, 25.1).xy(np.array([104.9, 104.9, 104.91]), np.array([25.1, 25.11, 25.1]))

    assert (x[0], y[0]) == pytest.approx((0.0, 0.0), abs=1e-6)
    assert (x[1], y[1]) == pytest.approx((0.0, inverse(104.9, 25.1, 104.9, 25.11)[0]), abs=1e-3)
    assert x[2] == pytest.approx(inverse(104.9, 25.1, 104.91, 25.1)[0], abs=1e-2)
