"""Maps to scale: distances on paper are those on the ground, wherever on earth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from courseplanner.export.sheet.drawing.paper import Box
from courseplanner.export.sheet.drawing.view import scale_for, view_of
from courseplanner.export.sheet.map.furniture import scale_bar_m

GEOD = Geod(ellps="WGS84")
BOX = Box(8.0, 20.0, 200.0, 160.0)


@given(
    st.floats(-179.9, 179.9),
    st.floats(-70.0, 70.0),
    st.floats(200.0, 60_000.0),
    st.floats(0.0, 360.0),
    st.integers(0, 99),
)
def test_distances_on_paper_are_true_to_scale(
    lon: float, lat: float, size_m: float, heading: float, seed: int
) -> None:
    dice = np.random.default_rng(seed)
    lons, lats, _ = GEOD.fwd(
        np.full(12, lon),
        np.full(12, lat),
        dice.uniform(0, 360, 12) + heading,
        dice.uniform(0.1, 1.0, 12) * size_m / 2,
    )
    view = view_of(np.asarray(lons), np.asarray(lats), BOX, 10.0)
    xy = view.xy(np.asarray(lons), np.asarray(lats))
    assert view.holds(xy, 9.5).all()
    apart_mm = np.hypot(*np.diff(xy, axis=0).T)
    apart_m = GEOD.inv(lons[:-1], lats[:-1], lons[1:], lats[1:])[2]
    assert apart_mm * view.denominator / 1000.0 == pytest.approx(apart_m, rel=0.002, abs=0.01)


def test_the_scale_is_the_largest_round_one() -> None:
    room = Box(0.0, 0.0, 100.0, 100.0)
    assert scale_for(2_400.0, 100.0, room) == 25_000.0
    assert scale_for(2_501.0, 100.0, room) == 30_000.0
    assert scale_for(10.0, 999.0, room) == 10_000.0
    assert scale_for(1.0, 1.0, room) == 200.0


def test_a_course_over_the_antimeridian_stays_together() -> None:
    lon, lat = np.array([179.995, -179.998, -179.99]), np.array([-16.8, -16.801, -16.81])
    view = view_of(lon, lat, BOX, 10.0)
    assert view.denominator <= 15_000.0
    assert np.ptp(view.xy(lon, lat)[:, 0]) < BOX.width


@given(st.sampled_from([200.0, 500.0, 2_000.0, 7_500.0, 40_000.0, 250_000.0]), st.sampled_from([20.0, 40.0]))
def test_a_scale_bar_is_round_and_not_too_short(denominator: float, longest_mm: float) -> None:
    length_m = scale_bar_m(denominator, longest_mm)
    mantissa = length_m / 10.0 ** np.floor(np.log10(length_m) + 1e-9)
    assert round(mantissa, 6) in {1.0, 2.0, 5.0}
    assert 0.39 * longest_mm <= 1000.0 * length_m / denominator <= longest_mm * 1.001
