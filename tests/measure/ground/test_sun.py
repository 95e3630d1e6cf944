"""Where the sun stands, against the algorithm of NREL and against an almanac."""

from __future__ import annotations

import numpy as np
import pytest
import sunposition

from courseplanner.measure.ground.sun import SUNRISE_DEG, refracted_deg, sun_at


@pytest.mark.parametrize("place", [(105.18, 25.43), (150.0, -35.0), (15.0, 78.0), (-179.9, 0.0), (0.0, 90.0)])
def test_the_sun_stands_where_nrel_finds_it(place: tuple[float, float]) -> None:
    lon, lat = place
    drawn = np.random.default_rng(7).integers(0, 50 * 365 * 86_400, 150)
    moments = np.datetime64("1995-01-01T00:00", "s") + drawn.astype("timedelta64[s]")
    sun = sun_at(moments, lon, lat)
    azimuth, zenith = sunposition.observed_sunposition(moments.tolist(), lat, lon, 0.0, jit=False)
    seen = 90.0 - zenith > 1.0
    assert seen.sum() > 30
    assert np.abs(refracted_deg(sun.elevation_deg) - (90.0 - zenith))[seen].max() < 0.02
    off = (sun.azimuth_deg - azimuth + 180.0) % 360.0 - 180.0
    assert np.abs(off * np.cos(np.radians(sun.elevation_deg))).max() < 0.02


def test_the_published_example_of_the_solar_position_algorithm() -> None:
    # Reda and Andreas, Solar Energy 76 (2004) 577: 17 October 2003, 12:30:30 at UTC-7.
    sun = sun_at(np.array(["2003-10-17T19:30:30"], dtype="datetime64[s]"), -105.1786, 39.742476)
    assert sun.azimuth_deg[0] == pytest.approx(194.340241, abs=0.02)
    assert 90.0 - refracted_deg(sun.elevation_deg)[0] == pytest.approx(50.11162, abs=0.02)


def test_the_sun_rises_in_xingyi_when_the_almanac_says() -> None:
    # Guizhou keeps the time of Beijing: on the day of the equinox the sun rises there at about 7 o'clock.
    minutes = np.datetime64("2027-03-20T16:00", "m") + np.arange(24 * 60)
    up = sun_at(minutes, 104.9, 25.09).elevation_deg >= SUNRISE_DEG
    local = minutes[int(np.argmax(np.diff(up.astype(int)) > 0)) + 1] + np.timedelta64(8, "h")
    assert str(local)[11:13] in {"06", "07"}
    assert abs((local - np.datetime64("2027-03-21T07:04", "m")) / np.timedelta64(1, "m")) <= 3.0
