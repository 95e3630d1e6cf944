"""WBGT: published vectors, the reference code in C, and what is done where something is unknown."""

from __future__ import annotations

from pathlib import Path

import lwbgt
import numpy as np
import pytest

from courseplanner.assess.climate.heat import direct_share, heat_of, outdoor_wbgt_c, simplified_wbgt_c
from courseplanner.measure.ground.sun import refracted_deg, sun_at
from courseplanner.model.weather.weather import HOUR
from courseplanner.sources.weather.weather import read_weather
from weather_made import weather_of

CALM_M_S = 0.62
"""Wind that thermofeel takes for calm; the reference code takes less, so that both are given this."""


@pytest.mark.parametrize(
    ("temperature_c", "humidity", "wbgt_c"), [(20.0, 50.0, 19.86), (22.0, 70.0, 23.67), (15.0, 70.0, 17.13)]
)
def test_the_simplified_form_gives_its_vectors(temperature_c: float, humidity: float, wbgt_c: float) -> None:
    found = simplified_wbgt_c(np.array([temperature_c]), np.array([humidity]))
    assert found[0] == pytest.approx(wbgt_c, abs=0.005)


def test_the_full_form_gives_the_published_vectors() -> None:
    # Of Liljegren's own code, as the ECMWF publishes them with thermofeel: temperature K, humidity %,
    # pressure hPa, wind m/s, radiation W/m², direct part, sine of the sun's elevation, WBGT K.
    vectors = np.array([
        [308.15, 40.0, 1013.0, 1.0, 800.0, 0.70, 0.90, 306.559802],
        [303.15, 70.0, 1010.0, 3.0, 500.0, 0.50, 0.70, 302.954374],
        [293.15, 60.0, 1015.0, 5.0, 200.0, 0.30, 0.50, 290.823880],
        [298.15, 85.0, 1008.0, 2.0, 0.0, 0.00, 0.05, 296.597705],
        [306.15, 50.0, 1013.0, 0.2, 700.0, 0.60, 0.80, 307.358482],
    ])  # fmt: skip
    temperature_k, *others, wbgt_k = vectors.T
    found = outdoor_wbgt_c(temperature_k - 273.15, *others)
    assert np.abs(found - (wbgt_k - 273.15)).max() < 0.05


@pytest.mark.parametrize("station", ["Xingyi", "Lijiang", "Dunhuang"])
def test_a_year_agrees_with_the_reference_code(shared_data: Path, station: str) -> None:
    weather = read_weather([next((shared_data / "climate").glob(f"*{station}*.epw"))])
    place = weather.station
    wind_m_s = np.maximum(weather.wind_m_s, CALM_M_S)
    stamps = (weather.starts + HOUR).astype("datetime64[h]")
    records = []
    for at, moment in enumerate(stamps.tolist()):
        records.append(
            lwbgt.Input(
                year=moment.year, month=moment.month, day=moment.day, hour=moment.hour, minute=0,
                gmt_offset_hours=round(place.standard_h), averaging_minutes=60, urban=1,
                latitude_deg_north=place.lat, longitude_deg_east=place.lon,
                solar_w_m2=float(weather.sun_w_m2[at]), pressure_hpa=float(weather.pressure_hpa[at]),
                air_temperature_c=float(weather.temperature_c[at]),
                relative_humidity_percent=float(weather.humidity_percent[at]),
                wind_speed_m_s=float(wind_m_s[at]), wind_height_m=10.0, vertical_temperature_difference_c=1.0,
            )
        )  # fmt: skip
    answers = lwbgt.calculate_batch(records, psychrometric=False)
    theirs = np.array([answer.wbgt_c if answer.status == 0 else np.nan for answer in answers])
    sun = sun_at(weather.starts + HOUR // 2 - np.timedelta64(480, "m"), place.lon, place.lat)
    height = np.sin(np.radians(refracted_deg(sun.elevation_deg)))
    no_beam = np.full(len(weather), np.nan)
    # The reference code knows no beam, and cuts what is more than a clear sky lets through.
    above = np.where(height > 0.00873, 1367.0 * height / sun.distance_au**2, np.inf)
    level = np.minimum(weather.sun_w_m2, 0.85 * above)
    ours = outdoor_wbgt_c(
        weather.temperature_c, weather.humidity_percent, weather.pressure_hpa, wind_m_s, level,
        direct_share(level, no_beam, height, sun.distance_au), height,
    )  # fmt: skip
    # In the minute of sunrise both divide by a sun of almost no height: there a rounding decides.
    plain = (np.abs(sun.elevation_deg) > 0.1) & ~np.isnan(theirs)
    assert plain.sum() >= len(weather) - 50
    assert np.abs(ours - theirs)[plain].max() <= 0.3


def test_without_sun_the_simplified_form_stands_in_by_day_only() -> None:
    weather = weather_of({"temperature_c": 20.0, "humidity_percent": 50.0, "wind_m_s": 2.0})
    heat = heat_of(weather)
    hours = (weather.starts - weather.starts.astype("datetime64[D]")) / HOUR
    noon, midnight = hours == 12.0, hours == 0.0
    assert heat.is_simplified[noon].all()
    assert np.abs(heat.wbgt_c[noon] - 19.86).max() < 0.01
    winter = midnight & (weather.months == 1)
    assert not heat.is_simplified[winter].any()
    assert (heat.wbgt_c[winter] < 17.0).all()


def test_what_has_no_humidity_has_no_wbgt() -> None:
    heat = heat_of(weather_of({"temperature_c": 20.0, "wind_m_s": 2.0, "sun_w_m2": 100.0}))
    assert np.isnan(heat.wbgt_c).all()
    assert not heat.is_simplified.any()


def test_sun_makes_it_hotter_and_wind_cooler() -> None:
    still = {"temperature_c": 25.0, "humidity_percent": 50.0, "wind_m_s": 1.0, "sun_w_m2": 0.0}
    noon = 4_000 // 24 * 24 + 12
    shade = heat_of(weather_of(still)).wbgt_c[noon]
    sun = heat_of(weather_of({**still, "sun_w_m2": 700.0})).wbgt_c[noon]
    windy = heat_of(weather_of({**still, "sun_w_m2": 700.0, "wind_m_s": 6.0})).wbgt_c[noon]
    assert shade < windy < sun
    assert sun - shade > 3.0


def test_a_recorded_beam_counts_instead_of_the_estimated_one() -> None:
    level, height, far = np.array([600.0]), np.array([0.8]), np.array([1.0])
    assert direct_share(level, np.array([500.0]), height, far)[0] == pytest.approx(500.0 * 0.8 / 600.0)
    estimated = direct_share(level, np.array([np.nan]), height, far)[0]
    clearness = 600.0 / (1367.0 * 0.8)
    assert estimated == pytest.approx(np.exp(3.0 - 1.34 * clearness - 1.65 / clearness))
    assert direct_share(level, np.array([500.0]), np.array([-0.1]), far)[0] == 0.0
