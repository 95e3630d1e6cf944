"""What runners meet along a course, and the conditions of race day, on records made by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from courseplanner.assess.climate.along import finish_times_h, met_along
from courseplanner.assess.climate.conditions import (
    air_outlook_of,
    conditions_of,
    hours_of_races,
    usual_duration_h,
)
from courseplanner.measure.ground.sun import refracted_deg, sun_at
from courseplanner.model.climate.weeks import week_of
from courseplanner.model.course.profile import Profile
from courseplanner.model.provenance import Provenance
from courseplanner.model.weather.conditions import RaceHours
from courseplanner.model.weather.runner_conditions import Runner, RunnerConditions
from courseplanner.model.weather.weather import AirRecord, Weather, WeatherStation
from rule_evidence import line
from weather_made import weather_of

VALLEY = WeatherStation("Valley", 9.5, 47.1, 500.0, 1.0, "Europe/Vienna")
RACE = RaceHours(dt.date(2027, 1, 14), 8.5, 2.0)


def record(**columns: float | NDArray[np.float64]) -> Weather:
    held: dict[str, Any] = {"temperature_c": 10.0, "humidity_percent": 60.0, "wind_m_s": 4.0, "sun_w_m2": 0.0}
    return weather_of({**held, "wind_from_deg": 90.0, **columns}, station=VALLEY)


def along(
    weather: Weather, race: RaceHours = RACE, profile: Profile | None = None
) -> dict[Runner, RunnerConditions]:
    course = line((0.0, 5_000.0), (90.0, 5_000.0))  # 5 km east, then 5 km south
    found = met_along(course["lon"], course["lat"], course["chainage_m"], profile, None, weather, race)
    return {met.runner: met for met in found}


def test_times_grow_with_the_distance_and_end_with_the_cut_off() -> None:
    marathon = finish_times_h(42_195.0, 6.0)
    half = finish_times_h(21_097.5, 3.0)
    assert (marathon[Runner.FIRST], marathon[Runner.LAST], half[Runner.LAST]) == (2.2, 6.0, 3.0)
    assert 1.0 < half[Runner.FIRST] < 1.1
    assert 2.0 < half[Runner.MEDIAN] < 2.15
    assert finish_times_h(42_195.0, 2.0) == dict.fromkeys(Runner, 2.0)
    assert usual_duration_h(21_097.5) == 3.0


def test_each_kilometre_comes_at_its_time() -> None:
    last = along(record())[Runner.LAST]
    assert last.at_m.tolist() == [*range(0, 10_000, 1_000), pytest.approx(10_000.0)]
    assert last.clock_h[[0, 5, 10]] == pytest.approx([8.5, 9.5, 10.5])
    first = along(record())[Runner.FIRST]
    assert first.clock_h[-1] == pytest.approx(8.5 + first.finish_h)


def test_the_temperature_is_that_of_the_moment() -> None:
    # At the end of each hour as many degrees as the clock shows.
    hours = (np.arange(8760) % 24 + 1).astype(np.float64)
    met = along(record(temperature_c=hours))[Runner.LAST]
    assert met.temperature_c == pytest.approx(met.clock_h)
    assert met.coolest_c == pytest.approx(met.warmest_c)


def test_the_days_around_spread() -> None:
    day = np.arange(8760) // 24
    met = along(record(temperature_c=day.astype(np.float64)))[Runner.LAST]
    # 14 January is in the second week; it and its neighbours are the days from 0 to 20.
    assert met.temperature_c[0] == pytest.approx(10.0)
    assert (met.coolest_c[0], met.warmest_c[0]) == (pytest.approx(2.0), pytest.approx(18.0))


def test_heights_cool() -> None:
    profile = Profile(
        np.array([0.0, 10_000.0]), np.array([500.0, 1_500.0]), 5.0, 1_000.0, 0.0, (0.0, 0.1), (), 0.0
    )
    met = along(record(), profile=profile)[Runner.LAST]
    assert met.temperature_c[[0, 5, 10]] == pytest.approx([10.0, 6.75, 3.5], abs=0.01)


def test_wind_from_the_east_is_ahead_to_the_east_and_from_the_side_to_the_south() -> None:
    met = along(record())[Runner.LAST]
    assert met.head_m_s[2] == pytest.approx(4.0, abs=0.01)
    assert met.cross_m_s[2] == pytest.approx(0.0, abs=0.01)
    assert met.head_m_s[8] == pytest.approx(0.0, abs=0.02)
    assert met.cross_m_s[8] == pytest.approx(4.0, abs=0.01)
    behind = along(record(wind_from_deg=270.0))[Runner.LAST]
    assert behind.head_m_s[2] == pytest.approx(-4.0, abs=0.01)


def test_a_calm_comes_from_nowhere_and_an_unknown_wind_is_unknown() -> None:
    calm = along(record(wind_m_s=0.0, wind_from_deg=0.0))[Runner.LAST]
    assert (calm.head_m_s == 0.0).all()
    unknown = along(record(wind_m_s=np.nan))[Runner.LAST]
    assert np.isnan(unknown.head_m_s).all()
    assert np.isnan(unknown.wind_m_s).all()
    assert not np.isnan(unknown.temperature_c).any()


def test_the_sun_is_that_of_race_day_by_the_clock_of_race_day() -> None:
    for date, utc in ((dt.date(2027, 1, 14), "2027-01-14T07:30"), (dt.date(2027, 7, 14), "2027-07-14T06:30")):
        met = along(record(), RaceHours(date, 8.5, 2.0))[Runner.LAST]
        sun = sun_at(np.array([utc], dtype="datetime64[s]"), 9.5, 47.1)
        assert met.sun_azimuth_deg[0] == pytest.approx(sun.azimuth_deg[0], abs=0.01)
        assert met.sun_elevation_deg[0] == pytest.approx(refracted_deg(sun.elevation_deg)[0], abs=0.01)
        assert np.isnan(met.shade).all()  # without heights nobody knows


def test_conditions_are_those_of_three_weeks_of_all_years() -> None:
    day = np.arange(3 * 8760) // 24 % 365
    temperature = np.where(day < 21, 16.0 + day / 10.0, 40.0)
    weather = weather_of(
        {"temperature_c": temperature, "humidity_percent": 50.0, "wind_m_s": 3.0, "sun_w_m2": 0.0},
        hours=3 * 8760, station=VALLEY, is_typical=False,
    )  # fmt: skip
    found = conditions_of(weather, RACE)
    assert found is not None
    assert (found.days, found.years, found.is_typical) == (63, 3, False)
    assert found.middle_c == pytest.approx(17.0)
    assert [one.least for one in found.temperature_c[:2]] == [16.0, 16.1]
    assert list(found.highest_wbgt_c) == sorted(found.highest_wbgt_c)
    # 57 of 63 days do not pass it: those up to the 18th of January, and so the WBGT at 17.8 °C.
    of_17_8 = conditions_of(record(temperature_c=17.8, humidity_percent=50.0, wind_m_s=3.0), RACE)
    assert of_17_8 is not None
    assert found.usual_wbgt_c == pytest.approx(of_17_8.usual_wbgt_c, abs=0.01)


def test_hours_are_those_from_the_gun_to_the_last_finisher() -> None:
    hours = hours_of_races(record(), RACE)
    # 8:30 to 10:30 touches the hours from 8 to 11.
    assert (hours % 24).tolist() == [[8, 9, 10]] * 21
    summer = hours_of_races(record(), RaceHours(dt.date(2027, 7, 14), 8.0, 2.0))
    assert (summer % 24).tolist() == [[7, 8]] * 21
    new_year = hours_of_races(record(), RaceHours(dt.date(2027, 12, 31), 23.0, 3.0))
    assert new_year.max() < 8760
    assert {tuple(row) for row in (new_year % 24).tolist()} == {(23, 0, 1)}
    assert week_of(dt.date(2027, 12, 31)) == 53


def test_nothing_known_is_no_condition() -> None:
    assert conditions_of(record(temperature_c=np.nan), RACE) is None
    without_wind = conditions_of(record(wind_m_s=np.nan), RACE)
    assert without_wind is not None
    assert without_wind.wind_m_s is None
    assert without_wind.is_simplified


def test_air_is_that_of_its_own_days() -> None:
    days = np.datetime64("2015-01-01") + np.arange(731)
    index = np.where(np.arange(731) % 365 < 21, 120.0, 40.0)
    index[3] = np.nan
    air = AirRecord("Here", days, index, (), Provenance("air.csv", "", None, None))
    found = air_outlook_of(air, dt.date(2027, 1, 10))
    assert found is not None
    assert len(found.index) == 41  # of two years, but for the day that is unknown
    assert (found.usual, found.above(100.0)) == (120.0, 41)
    nothing = AirRecord("Here", days, np.full(731, np.nan), (), Provenance("air.csv", "", None, None))
    assert air_outlook_of(nothing, dt.date(2027, 1, 10)) is None
