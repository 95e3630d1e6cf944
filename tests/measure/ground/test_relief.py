"""Heights along a line: planes stay planes, bridges and tunnels run straight, noise is smoothed away."""

from __future__ import annotations

import numpy as np
import pytest

from courseplanner.measure.geometry.geodesy import chainages_m, ground_chainages_m, ground_lengths_m
from courseplanner.measure.ground.profile import profile_of
from courseplanner.measure.ground.relief import Relief, relief_of, spans_of
from courseplanner.model.course.course import Leg
from courseplanner.model.course.stretch import Stretch
from measure.hills import hills

STRAIGHT = (np.array([9.02, 9.18]), np.array([47.1, 47.1]))
LOOP = (np.array([9.05, 9.12, 9.12, 9.05, 9.05]), np.array([47.05, 47.05, 47.12, 47.12, 47.05]))


def along(line: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return *line, chainages_m(*line)


def leg(from_m: float, to_m: float, *, bridge: bool = False, tunnel: bool = False) -> Leg:
    return Leg(1, None, from_m, to_m, "residential", None, 6.0, "class", None, False, bridge, tunnel)


def test_a_slope_stays_as_it_is_to_its_very_ends() -> None:
    relief = relief_of(hills(lambda lon, _: 400.0 + 1_000.0 * (lon - 9.0)), *along(STRAIGHT))
    assert relief is not None
    assert relief.height_m[[0, -1]] == pytest.approx([420.0, 580.0], abs=0.01)
    assert np.ptp(np.diff(relief.height_m)) < 1e-3


def test_a_loop_meets_itself_in_height() -> None:
    terrain = hills(lambda lon, lat: 400.0 + 900.0 * (lon - 9.0) + 700.0 * (lat - 47.0))
    relief = relief_of(terrain, *along(LOOP), closed=True)
    assert relief is not None
    assert relief.height_m[0] == pytest.approx(relief.height_m[-1], abs=0.02)


def test_a_ridge_over_a_tunnel_does_not_show() -> None:
    def ridge(lon: np.ndarray, _: np.ndarray) -> np.ndarray:
        return 400.0 + 300.0 * np.exp(-(((lon - 9.1) / 0.003) ** 2))

    lon, lat, chainage_m = along(STRAIGHT)
    middle_m = chainage_m[-1] / 2.0
    tunnel = Stretch(middle_m - 900.0, middle_m + 900.0)
    over, under = (relief_of(hills(ridge), lon, lat, chainage_m, spans) for spans in ((), (tunnel,)))
    assert over is not None
    assert under is not None
    assert over.height_m.max() > 650.0
    assert under.height_m.max() < 401.0
    assert profile_of(under).climb_m == 0.0


def test_a_gorge_under_a_bridge_does_not_show_even_where_nothing_is_known_of_it() -> None:
    def gorge(lon: np.ndarray, _: np.ndarray) -> np.ndarray:
        return np.where(abs(lon - 9.1) < 0.002, np.nan, 400.0)

    lon, lat, chainage_m = along(STRAIGHT)
    middle_m = chainage_m[-1] / 2.0
    relief = relief_of(hills(gorge), lon, lat, chainage_m, (Stretch(middle_m - 300.0, middle_m + 300.0),))
    assert relief is not None
    assert relief.height_m == pytest.approx(np.full(len(relief.height_m), 400.0))


def test_a_loop_that_begins_on_a_bridge_is_straight_across_its_beginning() -> None:
    def gorge(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        return 400.0 - 200.0 * (np.hypot(lon - 9.05, lat - 47.05) < 0.002)

    lon, lat, chainage_m = along(LOOP)
    spans = (Stretch(0.0, 400.0), Stretch(chainage_m[-1] - 400.0, chainage_m[-1]))
    relief = relief_of(hills(gorge), lon, lat, chainage_m, spans, closed=True)
    assert relief is not None
    assert relief.height_m.min() > 399.9


def test_without_heights_somewhere_there_is_no_relief() -> None:
    terrain = hills(lambda lon, _: np.where(lon > 9.15, np.nan, 400.0))
    assert relief_of(terrain, *along(STRAIGHT)) is None
    assert relief_of(hills(lambda lon, _: 0.0 * lon, (9.0, 47.0, 9.1, 47.2)), *along(STRAIGHT)) is None


def test_noise_of_the_grid_does_not_invent_climb() -> None:
    noise = np.random.default_rng(5)
    terrain = hills(lambda lon, _: 400.0 + noise.normal(0.0, 1.5, lon.shape))
    relief = relief_of(terrain, *along(STRAIGHT))
    assert relief is not None
    raw_climb_m = np.maximum(np.diff(noise.normal(0.0, 1.5, 132)), 0.0).sum()
    per_km_m = profile_of(relief).climb_m / (relief.at_m[-1] / 1000.0)
    assert raw_climb_m > 80.0
    assert per_km_m < 1.0


def test_a_cut_begins_at_its_own_zero_and_a_reversal_and_a_join_fit() -> None:
    relief = Relief(np.arange(0.0, 60.0, 10.0), np.arange(6.0), np.zeros(6, dtype=np.bool_), 5.0)
    part = relief.cut(5.0, 32.0)
    assert part.at_m.tolist() == [0.0, 5.0, 15.0, 25.0, 27.0]
    assert part.height_m == pytest.approx([0.5, 1.0, 2.0, 3.0, 3.2])
    assert part.reversed().height_m == pytest.approx(part.height_m[::-1])
    both = part.then(part.reversed())
    assert both.at_m[-1] == pytest.approx(54.0)
    assert both.heights(np.array([27.0, 54.0])) == pytest.approx([3.2, 0.5])


def test_bridges_and_tunnels_that_follow_each_other_are_one() -> None:
    legs = (
        leg(0, 10),
        leg(10, 20, bridge=True),
        leg(20, 40, tunnel=True),
        leg(40, 50),
        leg(50, 60, bridge=True),
    )
    assert spans_of(legs) == (Stretch(10, 40), Stretch(50, 60))


def test_lengths_on_the_ground_by_hand() -> None:
    # At 6,371 m everything is a thousandth longer; 3-4-5 on the slope.
    assert ground_lengths_m(
        np.array([1_000.0]), np.array([6_371.0088]), np.array([6_371.0088])
    ) == pytest.approx([1_001.0], abs=1e-9)
    assert ground_lengths_m(np.array([400.0]), np.array([-150.0]), np.array([150.0])) == pytest.approx(
        [500.0]
    )
    steady = ground_chainages_m(np.array([0.0, 10_000.0]), np.array([0.0, 500.0]))
    # A steady grade of 5 % adds 0.125 %, and 250 m of mean height 0.39 m.
    assert steady[-1] == pytest.approx(10_000.0 * 1.00124922 + 0.3919, abs=0.01)
