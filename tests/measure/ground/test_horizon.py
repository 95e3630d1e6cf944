"""The shade of the terrain: of a wall, of a valley, and where heights end."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from courseplanner.measure.ground.horizon import in_shade
from measure.hills import hills

Floats = NDArray[np.float64]
WALL_LON = 9.12
"""4.55 km east of the middle at 47.1° of latitude: 0.06° × 75.95 km."""


def wall(lon: Floats, lat: Floats) -> Floats:
    del lat
    return np.where(lon >= WALL_LON, 1_500.0, 500.0)


def shade(azimuth_deg: float, elevation_deg: float, lon: float = 9.06) -> float:
    point = np.array([lon]), np.array([47.1])
    return float(in_shade(hills(wall), *point, np.array([azimuth_deg]), np.array([elevation_deg]))[0])


def test_a_wall_hides_a_low_sun_behind_it_only() -> None:
    # 1,000 m in 4.55 km is 12.4°.
    assert shade(90.0, 11.0) == 1.0
    assert shade(90.0, 14.0) == 0.0
    assert shade(90.0, 5.0, lon=9.11) == 1.0
    assert shade(90.0, 50.0, lon=9.119) == 1.0


def test_the_earth_bends_away_from_a_far_ridge() -> None:
    def ridge(lon: Floats, lat: Floats) -> Floats:
        del lat
        return np.where(np.abs(lon - 9.4) < 0.002, 600.0, 500.0)

    flat = hills(ridge, (9.0, 47.0, 9.45, 47.2))
    # 98.5 m in 19.7 km would be 0.286° on a plane; the Earth takes 27 m of them.
    for elevation_deg, hidden in ((0.15, 1.0), (0.26, 0.0)):
        found = in_shade(
            flat, np.array([9.14]), np.array([47.1]), np.array([90.0]), np.array([elevation_deg])
        )
        assert found[0] == hidden


def test_where_heights_end_nobody_knows() -> None:
    # To the west the grid ends after 4.6 km, before what may hide the sun.
    assert np.isnan(shade(270.0, 10.0))
    assert np.isnan(shade(90.0, 10.0, lon=20.0))
    # What hides it is known before that.
    assert shade(90.0, 3.0, lon=9.115) == 1.0


def test_a_sun_below_the_horizon_shines_nowhere() -> None:
    assert shade(270.0, -1.0) == 1.0


@pytest.mark.parametrize("slope_deg", [5.0, 20.0])
def test_a_slope_hides_what_is_lower_than_it(slope_deg: float) -> None:
    def slope(lon: Floats, lat: Floats) -> Floats:
        height_m: Floats = 500.0 + np.tan(np.radians(slope_deg)) * (lat - 47.0) * 111_180.0 + 0.0 * lon
        return height_m

    terrain = hills(slope)
    north = np.array([9.1]), np.array([47.05]), np.array([0.0])
    assert in_shade(terrain, *north, np.array([slope_deg - 1.0]))[0] == 1.0
    assert in_shade(terrain, *north, np.array([slope_deg + 1.0]))[0] == 0.0
