"""Race days, slots and months: counted against a plain loop, danger first, by the clock on the wall."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from courseplanner.assess.climate.air_days import air_of_months, air_of_weeks
from courseplanner.assess.climate.clock import saving_h
from courseplanner.assess.climate.hazards import chill_c, hazards_of
from courseplanner.assess.climate.race_days import race_days
from courseplanner.assess.climate.slots import month_hours, ranked_slots
from courseplanner.assess.climate.study import at_height, study_climate
from courseplanner.assess.climate.triggers import triggers_of
from courseplanner.assess.climate.year import hours_of_months, hours_of_year
from courseplanner.model.climate.action_plan import TriggerKind
from courseplanner.model.climate.race_days import RaceDays
from courseplanner.model.provenance import Provenance
from courseplanner.model.weather.weather import HOUR, AirRecord, Weather, WeatherStation
from courseplanner.sources.weather.air import read_air
from courseplanner.sources.weather.weather import read_weather
from weather_made import GREENWICH, LEVELS, weather_of

STATIONS = {"Xingyi": "qianxinan", "Lijiang": "lijiang", "Dunhuang": "jiuquan"}
VIENNA = WeatherStation("Vienna", 16.37, 48.2, 170.0, 1.0, "Europe/Vienna")


def real(shared_data: Path, station: str) -> Weather:
    return read_weather([next((shared_data / "climate").glob(f"*{station}*.epw"))])


def table_of(shared_data: Path, station: str) -> pd.DataFrame:
    path = next((shared_data / "climate").glob(f"*{station}*.epw"))
    names = {1: "month", 2: "day", 3: "hour", 6: "t", 8: "rh", 21: "v"}
    return pd.read_csv(path, skiprows=8, header=None, encoding="latin-1")[list(names)].rename(columns=names)


@pytest.mark.parametrize("station", STATIONS)
def test_the_figures_of_year_and_months_are_those_of_pandas(shared_data: Path, station: str) -> None:
    weather, table = real(shared_data, station), table_of(shared_data, station)
    warm, airy = table.t.between(15.0, 22.0), table.v.between(2.0, 5.0)
    year = hours_of_year(weather, LEVELS)
    assert year.mean_temperature_c == pytest.approx(table.t.mean(), abs=0.01)
    assert (year.hours, year.missing_hours) == (8760, 0)
    assert (year.hours_in_temperature, year.hours_in_wind) == (warm.sum(), airy.sum())
    assert year.hours_in_window == (warm & airy).sum()
    for month, counts in enumerate(hours_of_months(weather, LEVELS), start=1):
        held = table.month == month
        assert counts.mean_temperature_c == pytest.approx(table.t[held].mean(), abs=0.01)
        assert counts.hours_in_window == (warm & airy)[held].sum()


def test_the_days_inside_the_window_are_those_that_are_known_of_xingyi(shared_data: Path) -> None:
    weather, table = real(shared_data, "Xingyi"), table_of(shared_data, "Xingyi")
    races = race_days(weather, 3.0, LEVELS)
    inside = [int(races.in_window[races.months == month, 8].sum()) for month in (7, 10, 11)]
    assert inside == [4, 0, 3]
    morning = table[table.hour.between(9, 11)]
    fits = morning.t.between(15.0, 22.0) & morning.v.between(2.0, 5.0)
    days = fits.groupby([morning.month, morning.day]).all()
    for month in range(1, 13):
        assert races.in_window[races.months == month, 8].sum() == days.loc[month].sum()


@pytest.mark.parametrize("station", STATIONS)
@pytest.mark.parametrize("duration_h", [1.5, 3.0, 6.0])
def test_each_slot_counts_what_a_plain_loop_counts(
    shared_data: Path, station: str, duration_h: float
) -> None:
    weather = real(shared_data, station)
    races = race_days(weather, duration_h, LEVELS)
    slots = ranked_slots(races, LEVELS, None)
    assert len(slots) == 53 * 24
    heat, hours = races.heat.wbgt_c, int(np.ceil(duration_h))
    for slot in slots[:: 97 if duration_h > 2 else 61]:
        days = [day for day in range(365) if 1 + day // 7 == slot.week]
        flags, warm = [0] * 5, 0
        for day in days:
            held = [(24 * day + slot.start_h + step) % 8760 for step in range(hours)]
            highest = max(heat[held])
            flags[
                0 if highest < 10 else 1 if highest < 18 else 2 if highest < 23 else 3 if highest <= 28 else 4
            ] += 1
            warm += all(15.0 <= weather.temperature_c[at] <= 22.0 for at in held)
        outlook = slot.outlook
        assert (outlook.days, list(outlook.flags), outlook.in_temperature) == (len(days), flags, warm)
        hot = flags[3] + flags[4]
        assert hot <= outlook.danger <= hot + (outlook.gale or 0)


def test_july_is_not_recommended_in_xingyi(shared_data: Path) -> None:
    weather, air = real(shared_data, "Xingyi"), read_air(shared_data / "air" / "qianxinan.csv")
    for duration_h in (1.0, 1.5, 2.0, 3.0, 4.0, 6.0):
        study = study_climate(weather, air, LEVELS, duration_h)
        # The weeks from 26 to 31 hold the days of July.
        assert not {slot.week for slot in study.slots[:10]} & set(range(26, 32))
        assert 7 not in study.month_hours.order[:6]


@pytest.mark.parametrize(
    ("station", "best", "worst"), [("Xingyi", 11, 7), ("Lijiang", 5, 6), ("Dunhuang", 8, 3)]
)
def test_best_and_worst_months_are_those_of_the_page(
    shared_data: Path, station: str, best: int, worst: int
) -> None:
    air = read_air(shared_data / "air" / f"{STATIONS[station]}.csv")
    order = study_climate(real(shared_data, station), air, LEVELS, 3.0).month_hours.order
    assert (order[0], order[-1]) == (best, worst)


def mild(**changes: float) -> dict[str, Any]:
    return {"temperature_c": 17.0, "humidity_percent": 40.0, "wind_m_s": 3.0, "sun_w_m2": 0.0} | changes


def best_of(weather: Weather, air: AirRecord | None = None) -> list[int]:
    slots = ranked_slots(race_days(weather, 2.0, LEVELS), LEVELS, air)
    return [slot.week for slot in slots if slot.start_h == 12]


def in_weeks(weeks: tuple[int, int], inside: float, outside: float) -> NDArray[np.float64]:
    week = 1 + np.arange(8760) // 24 // 7
    return np.where((week >= weeks[0]) & (week <= weeks[1]), inside, outside)


@pytest.mark.parametrize(
    ("column", "bad"),
    [("temperature_c", 33.0), ("gust_m_s", 22.0), ("thunder", 1.0), ("wind_m_s", 18.0)],
)
def test_danger_ranks_before_comfort(column: str, bad: float) -> None:
    comfortable = {
        **mild(),
        "temperature_c": in_weeks((20, 25), 17.0, 12.0),
        "gust_m_s": in_weeks((20, 25), 5.0, 6.0),
        "thunder": in_weeks((1, 1), 1.0, 0.0),
        "wind_m_s": in_weeks((20, 25), 3.0, 4.0),
    }
    assert set(best_of(weather_of(comfortable))[:4]) <= set(range(20, 26))
    week = 1 + np.arange(8760) // 24 // 7
    spoilt = np.where((week >= 20) & (week <= 25), bad, comfortable[column])
    ranked = best_of(weather_of({**comfortable, column: spoilt}))
    assert not set(ranked[:40]) & set(range(20, 26))


def test_cold_rain_is_a_danger_and_cold_alone_is_none() -> None:
    cold = mild(temperature_c=6.0, humidity_percent=80.0)
    hazards = hazards_of(
        weather_of({**cold, "rain_mm": in_weeks((2, 2), 1.0, 0.0)}), np.full(8760, 5.0), LEVELS
    )
    week = 1 + np.arange(8760) // 24 // 7
    assert (hazards.cold_wet[week == 2] == 2.0).all()
    assert (hazards.cold_wet[week != 2] == 0.0).all()
    assert (hazards.cold == 0.0).all()
    icy = weather_of({**mild(temperature_c=2.0, wind_m_s=12.0), "rain_mm": 1.0})
    assert (hazards_of(icy, np.full(8760, 1.0), LEVELS).cold_wet == 3.0).all()


def test_what_was_not_recorded_is_no_danger_and_no_pass() -> None:
    hazards = hazards_of(weather_of(mild()), np.full(8760, 15.0), LEVELS)
    assert np.isnan(hazards.cold_wet).all()
    assert np.isnan(hazards.thunder).all()
    slot = ranked_slots(race_days(weather_of(mild()), 2.0, LEVELS), LEVELS, None)[0].outlook
    assert (slot.cold_wet, slot.thunder, slot.worst_year) == (None, None, None)
    assert slot.gale == 0  # by the mean wind


def test_wind_chill_gives_the_published_table() -> None:
    # Environment Canada: -10 °C with 20 km/h is -18; -25 °C with 50 km/h is -42; warm or calm air is itself.
    found = chill_c(np.array([-10.0, -25.0, 12.0, -5.0]), np.array([20.0, 50.0, 30.0, 3.0]) / 3.6)
    assert found.round().tolist() == [-18.0, -42.0, 12.0, -5.0]


def test_a_race_starts_by_the_clock_on_the_wall() -> None:
    # Hot in the hour from 7 to 8 standard time, which is 8 to 9 on the clock of summer.
    hours = np.arange(8760) % 24
    hot = np.where(hours == 7, 38.0, 12.0)
    races = race_days(weather_of({**mild(), "temperature_c": hot}, station=VIENNA), 1.0, LEVELS)
    summer, winter = races.months == 7, races.months == 1
    assert (races.danger[summer, 8] >= 2.0).all()
    assert (races.danger[summer, 7] < 2.0).all()
    assert (races.danger[winter, 7] >= 2.0).all()
    assert (races.danger[winter, 8] < 2.0).all()


def test_daylight_saving_is_that_of_today_for_any_year_of_the_record() -> None:
    dates = np.array(["1975-07-01", "1975-01-01", "2000-02-29", "2016-07-01"], dtype="datetime64[D]")
    assert saving_h(VIENNA, dates).tolist() == [1.0, 0.0, 0.0, 1.0]
    # China had summer time from 1986 to 1991, and has none now.
    xingyi = WeatherStation("Xingyi", 105.18, 25.43, 1378.5, 8.0, "Asia/Shanghai")
    assert saving_h(xingyi, np.array(["1988-07-01"], dtype="datetime64[D]")).tolist() == [0.0]
    lord_howe = WeatherStation("Lord Howe", 159.08, -31.55, 5.0, 10.5, "Australia/Lord_Howe")
    assert saving_h(lord_howe, np.array(["2026-01-01", "2026-07-01"], dtype="datetime64[D]")).tolist() == [
        0.5,
        0.0,
    ]
    assert saving_h(GREENWICH, dates).tolist() == [0.0] * 4


def test_daylight_is_that_of_the_place() -> None:
    races = race_days(weather_of(mild()), 3.0, LEVELS)
    june, december = (races.dates == np.datetime64(day) for day in ("2001-06-21", "2001-12-21"))
    # Civil twilight of the almanac: 2:56 to 21:08 and 7:24 to 16:32.
    assert list(np.flatnonzero(races.in_daylight[june][0])) == list(range(3, 19))
    assert list(np.flatnonzero(races.in_daylight[december][0])) == list(range(8, 14))
    pole = replace(GREENWICH, lat=90.0)
    polar = race_days(weather_of(mild(), station=pole), 3.0, LEVELS)
    assert polar.in_daylight[polar.months == 6].all()
    assert not polar.in_daylight[polar.months == 12].any()


def test_the_seasons_of_the_southern_half_are_the_other_way_round() -> None:
    warm = 20.0 + 15.0 * np.cos(2.0 * np.pi * np.arange(8760) / 8760)
    sydney = WeatherStation("Sydney", 151.2, -33.9, 40.0, 10.0, "Australia/Sydney")
    study = study_climate(weather_of({**mild(), "temperature_c": warm}, station=sydney), None, LEVELS, 3.0)
    assert study.month_hours.order[-1] in (1, 2, 12)
    assert set(study.month_hours.order[:4]) <= {4, 5, 6, 7, 8, 9}


def test_an_unknown_hour_makes_its_races_unknown_and_no_others() -> None:
    temperature = np.full(8760, 17.0)
    temperature[24 * 10 + 9] = np.nan
    races = race_days(weather_of({**mild(), "temperature_c": temperature}), 3.0, LEVELS)
    unknown = np.argwhere(np.isnan(races.danger))
    assert unknown.tolist() == [[10, 7], [10, 8], [10, 9]]
    slot = next(
        slot for slot in ranked_slots(races, LEVELS, None) if (slot.week, slot.start_h) == (2, 8)
    ).outlook
    assert (slot.days, slot.unknown_days) == (6, 1)


def test_real_years_end_and_typical_ones_go_round() -> None:
    typical = race_days(weather_of(mild()), 3.0, LEVELS)
    assert not np.isnan(typical.danger).any()
    real_year = race_days(weather_of(mild(), is_typical=False), 3.0, LEVELS)
    assert np.argwhere(np.isnan(real_year.danger)).tolist() == [[364, 22], [364, 23]]


def test_the_worst_year_is_named() -> None:
    hours = 3 * 8760
    temperature = np.full(hours, 17.0)
    temperature[8760 : 8760 + 24 * 31] = 35.0
    weather = weather_of({**mild(), "temperature_c": temperature}, hours=hours, is_typical=False)
    slots = ranked_slots(race_days(weather, 2.0, LEVELS), LEVELS, None)
    worst = next(slot for slot in slots if (slot.week, slot.start_h) == (2, 12)).outlook.worst_year
    assert worst is not None
    assert (worst.year, worst.dangerous_days, worst.days) == (2002, 7, 7)
    assert weather.years == (2001, 2002, 2003)


def test_a_month_that_nobody_knows_is_left_out_of_the_order() -> None:
    temperature = np.where(weather_of(mild()).months == 4, np.nan, 17.0)
    races: RaceDays = race_days(weather_of({**mild(), "temperature_c": temperature}), 2.0, LEVELS)
    months = month_hours(races, LEVELS, None)
    assert 4 not in months.order
    assert len(months.order) == 11
    assert months.best_start_h[3] is None
    assert months.outlooks[3][8].days == 0


def air_of(index: NDArray[np.float64]) -> AirRecord:
    days = np.datetime64("2015-01-01") + np.arange(len(index))
    return AirRecord("Here", days, index.astype(np.float64), (), Provenance("air.csv", "", None, None))


def test_air_is_counted_by_its_own_days_and_bad_air_ranks_low() -> None:
    day = np.arange(730)
    index = np.where((day % 365 >= 31) & (day % 365 < 59), 180.0, 50.0)
    index[0] = np.nan
    months = air_of_months(air_of(index), LEVELS)
    assert months[1] is not None
    assert (months[1].days, months[1].clean_days, months[1].bad_days, months[1].highest) == (57, 1, 56, 180.0)
    assert months[0] is not None
    assert months[0].days == 61
    weeks = air_of_weeks(air_of(index), LEVELS)
    assert weeks[20] is not None
    assert weeks[20].days == 42
    ranked = best_of(weather_of(mild()), air_of(index))
    assert set(ranked[-4:]) & {6, 7, 8}
    assert 7 not in ranked[:40]


def test_a_height_takes_the_temperature_along() -> None:
    high = at_height(weather_of({**mild(), "pressure_hpa": 1000.0}), 1045.0)
    assert high.temperature_c[0] == pytest.approx(17.0 - 6.5)
    assert high.pressure_hpa[0] == pytest.approx(
        885.0, abs=4.0
    )  # ISO 2533: 1013.25 at the sea is 898.7 at 1000 m
    assert high.station.elevation_m == 1045.0
    unknown = weather_of(mild(), station=replace(GREENWICH, elevation_m=None))
    assert at_height(unknown, 1000.0) is unknown


def test_triggers_count_the_days_of_three_weeks() -> None:
    columns = {
        **mild(),
        "gust_m_s": in_weeks((10, 10), 15.0, 5.0),
        "visibility_m": in_weeks((11, 11), 150.0, 9e3),
    }
    weather = weather_of({**columns, "temperature_c": in_weeks((9, 9), 33.0, 12.0)})
    races = race_days(weather, 2.0, LEVELS)
    triggers = triggers_of(races, weather, LEVELS, None, 10, 8)
    met = {(one.kind, one.step): (one.met_days, one.days) for one in triggers}
    assert met[TriggerKind.HEAT, 2] == (7, 21)
    assert met[TriggerKind.GUST, 2] == (7, 21)
    assert met[TriggerKind.GUST, 3] == (0, 21)
    assert met[TriggerKind.FOG, 3] == (7, 21)
    assert met[TriggerKind.LIGHTNING, 3] == (None, 0)
    assert met[TriggerKind.AIR, 1] == (None, 0)
    assert all(one.by_mean_wind_m_s is None for one in triggers)
    around = triggers_of(races, weather, LEVELS, None, 53, 8)
    assert around[0].days == 15  # 52, 53 with a single day, and 1
    assert str((weather.starts[0] + HOUR).astype("datetime64[h]")) == "2001-01-01T01"
