"""Points of a track are put as far apart as matching needs; where nobody knows the way none is invented."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.layout.match.spacing import calmed, filled, thinned
from courseplanner.measure.geometry.geodesy import segment_lengths_m

METRE = 1.0 / 111_320.0
STEPS = st.lists(st.floats(1.0, 900.0), min_size=1, max_size=8)


def north(steps_m: list[float]) -> tuple[np.ndarray, np.ndarray]:
    lat = np.concatenate(([0.0], np.cumsum(steps_m))) * METRE
    return np.full(len(lat), 9.5), lat


@given(STEPS, st.sampled_from([250.0, math.inf]))
def test_known_straights_get_points_and_unknown_ones_none(steps_m: list[float], longest_m: float) -> None:
    lon, lat = filled(*north(steps_m), longest_m)
    steps = segment_lengths_m(lon, lat)
    assert not ((steps > 50.1) & (steps <= min(longest_m, 249.0))).any()
    unknown = [step for step in steps_m if step > longest_m * 1.02]
    assert np.count_nonzero(steps > longest_m) >= len(unknown)
    assert steps.sum() == pytest.approx(segment_lengths_m(*north(steps_m)).sum(), abs=1e-3)


@given(STEPS)
def test_every_point_of_the_track_stays(steps_m: list[float]) -> None:
    lat = north(steps_m)[1]
    assert np.abs(filled(*north(steps_m), math.inf)[1][:, None] - lat).min(axis=0).max() < 1e-12


def test_steps_over_the_antimeridian_are_filled_too() -> None:
    lat = np.array([0.0, 0.0, 0.0])
    lon, filled_lat = filled(np.array([180.0 - 480 * METRE, 180.0, -180.0 + 480 * METRE]), lat, math.inf)
    assert len(lon) == 21
    assert np.abs(lon).max() <= 180.0
    assert lon[0] > 179.0 > -179.0 > lon[-1]
    assert filled_lat[10] == lat[1]


def test_a_track_without_known_straights_stays_as_it_is() -> None:
    lon, lat = north([480.0, 480.0])
    assert filled(lon, lat, 100.0)[0] is lon


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=30), st.integers(1, 9))
def test_means_keep_both_ends_and_stay_within_the_values(values: list[float], span: int) -> None:
    calm = calmed(np.array(values), span)
    assert calm[0] == pytest.approx(values[0], abs=1e-9)
    assert calm[-1] == pytest.approx(values[-1], abs=1e-9)
    assert min(values) - 1e-9 <= calm.min()
    assert calm.max() <= max(values) + 1e-9


@given(st.lists(st.floats(0.0, 100.0), min_size=2, max_size=40), st.floats(0.1, 30.0))
def test_kept_points_are_far_enough_apart_and_both_ends_stay(x: list[float], spacing_m: float) -> None:
    values = np.array(x)
    kept = thinned(values, np.zeros(len(x)), spacing_m)
    assert kept[0] == 0
    assert kept[-1] == len(x) - 1
    assert (np.abs(np.diff(values[kept[:-1]])) >= spacing_m - 1e-9).all()
