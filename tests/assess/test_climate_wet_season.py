"""Rain that is not recorded is not dry: the wet season by vapour and humidity, and how its slots rank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from campaign.size import many
from courseplanner.assess.climate.heat import vapour_hpa
from courseplanner.assess.climate.race_days import race_days
from courseplanner.assess.climate.slots import ranked_slots
from courseplanner.assess.climate.study import study_climate
from courseplanner.model.climate.slot import Slot
from courseplanner.model.climate.study import ClimateStudy
from courseplanner.model.climate.weeks import WEEKS
from courseplanner.model.weather.slot_settings import USUAL_SLOTS, SlotSettings
from courseplanner.model.weather.weather import Weather
from courseplanner.sources.weather.air import read_air
from courseplanner.sources.weather.weather import read_weather
from weather_made import LEVELS, weather_of

STATIONS = {"Xingyi": "qianxinan", "Lijiang": "lijiang", "Dunhuang": "jiuquan"}
MONSOON = {"Xingyi": (6, 7, 8, 9), "Lijiang": (6, 7, 8, 9), "Dunhuang": ()}
ALL_HOURS = SlotSettings(0.0, 23.0)
HOURS = np.datetime64("2001-01-01T00:00") + np.arange(8760) * np.timedelta64(60, "m")
MONTH = HOURS.astype("datetime64[M]").astype(np.int64) % 12 + 1


def real(shared_data: Path, station: str, settings: SlotSettings = USUAL_SLOTS) -> ClimateStudy:
    weather = read_weather([next((shared_data / "climate").glob(f"*{station}*.epw"))])
    air = read_air(shared_data / "air" / f"{STATIONS[station]}.csv")
    return study_climate(weather, air, LEVELS, 3.0, settings=settings)


def in_months(first: int, last: int, inside: float, outside: float) -> NDArray[np.float64]:
    return np.where((first <= MONTH) & (last >= MONTH), inside, outside)


def monsoon(**changes: Any) -> Weather:
    """Mild all year, in the light; damp from June to August, and no rain recorded."""
    columns: dict[str, Any] = {
        "temperature_c": 17.0, "humidity_percent": in_months(6, 8, 80.0, 30.0), "wind_m_s": 3.0,
        "sun_w_m2": 0.0,
    }  # fmt: skip
    return weather_of({**columns, **changes})


def slots_of(weather: Weather, settings: SlotSettings = USUAL_SLOTS) -> tuple[Slot, ...]:
    return ranked_slots(race_days(weather, 2.0, LEVELS), LEVELS, None, settings)


@pytest.mark.parametrize("station", STATIONS)
def test_the_wet_season_is_the_monsoon_at_every_start_by_day(shared_data: Path, station: str) -> None:
    races = real(shared_data, station).races
    for start_h in range(5, 22):
        wet = sorted(set(races.months[races.looks_wet[:, start_h]].tolist()))
        assert tuple(wet) == MONSOON[station], start_h


@pytest.mark.parametrize("station", STATIONS)
def test_no_week_of_the_monsoon_is_recommended(shared_data: Path, station: str) -> None:
    study = real(shared_data, station)
    assert study.wet_months == MONSOON[station]
    assert study.months_without_rain == tuple(range(1, 13))
    assert len(study.best_slots) > 100
    for slot in study.best_slots:
        assert slot.outlook.rain is None
        assert slot.outlook.wet == 0
    # The weeks that have a day of June to September are 22 to 39.
    if MONSOON[station]:
        assert not {slot.week for slot in study.best_slots} & set(range(22, 40))
        ranked = [slot for slot in study.slots if slot.is_ranked]
        assert not any(slot.outlook.wet for slot in ranked[:50])


@pytest.mark.parametrize("station", STATIONS)
def test_slots_stay_whole_and_week_53_is_never_recommended(shared_data: Path, station: str) -> None:
    study = real(shared_data, station)
    assert len({(slot.week, slot.start_h) for slot in study.slots}) == WEEKS * 24
    assert {slot.start_h for slot in study.slots if slot.is_usual} == {7, 8, 9, 10}
    assert {slot.start_h for slot in study.best_slots} <= {7, 8, 9, 10}
    assert WEEKS not in {slot.week for slot in study.best_slots}
    assert set(study.month_hours.best_start_h) <= {7, 8, 9, 10}


def test_a_wet_month_ranks_behind_what_is_dry_and_as_comfortable() -> None:
    slots = slots_of(monsoon())
    assert not slots[0].outlook.wet
    light = [slot for slot in slots if slot.start_h == 12]
    dry = [at for at, slot in enumerate(light) if not slot.around.wet]
    wet = [at for at, slot in enumerate(light) if slot.outlook.wet == 7]
    assert max(dry) < min(wet)
    assert all(slot.outlook.rain is None and slot.outlook.cold_wet is None for slot in slots)


def test_comfort_does_not_bring_a_wet_month_forward() -> None:
    pleasant = monsoon(temperature_c=in_months(6, 8, 17.0, 8.0))
    assert not any(slot.outlook.wet for slot in slots_of(pleasant)[:100])


def test_danger_ranks_before_the_wet_season() -> None:
    """Where all that is dry is hot, the mild wet months rank before it; they are not recommended for that."""
    hot = monsoon(temperature_c=in_months(6, 8, 17.0, 45.0), humidity_percent=in_months(6, 8, 95.0, 15.0))
    slots = [slot for slot in slots_of(hot) if slot.start_h == 12]
    wet = [at for at, slot in enumerate(slots) if slot.outlook.wet == 7]
    hottest = [at for at, slot in enumerate(slots) if slot.around.danger == slot.around.days]
    assert wet
    assert hottest
    assert max(wet) < min(hottest)
    assert not any(slot.is_recommended for slot in slots if slot.outlook.wet)


def test_known_danger_orders_the_wet_months_among_themselves() -> None:
    storms = monsoon(wind_m_s=in_months(8, 8, 12.0, 3.0))
    wet = [slot for slot in slots_of(storms) if slot.around.wet == 21 and slot.start_h == 12]
    gales = [bool(slot.around.gale) for slot in wet]
    assert gales == sorted(gales)
    assert len(set(gales)) == 2


@settings(max_examples=many(20, 200))
@given(
    part=st.floats(0.05, 1.0).filter(lambda part: abs(part - 0.8) > 1e-6),
    humidity=st.floats(20.0, 95.0).filter(lambda humidity: abs(humidity - 60.0) > 1e-6),
)
def test_a_month_looks_wet_by_both_thresholds_or_not_at_all(part: float, humidity: float) -> None:
    """April has a part of the vapour of July, at its own relative humidity."""
    july_hpa = float(vapour_hpa(np.array([25.0]), np.array([90.0]))[0])
    temperature = np.linspace(-40.0, 60.0, 20_001)
    pressure = vapour_hpa(temperature, np.full(temperature.shape, humidity))
    april_c = float(np.interp(part * july_hpa, pressure, temperature))
    columns: dict[str, Any] = {
        "temperature_c": np.where(MONTH == 7, 25.0, np.where(MONTH == 4, april_c, 0.0)),
        "humidity_percent": np.where(MONTH == 7, 90.0, np.where(MONTH == 4, humidity, 50.0)),
        "wind_m_s": 3.0,
        "sun_w_m2": 0.0,
    }
    races = race_days(weather_of(columns), 2.0, LEVELS)
    exact = float(vapour_hpa(np.array([april_c]), np.array([humidity]))[0]) / july_hpa
    if abs(exact - 0.8) < 1e-6:
        return
    assert races.looks_wet[races.months == 4].all() == (exact >= 0.8 and humidity >= 60.0)
    assert races.looks_wet[races.months == 7].all()
    assert not races.looks_wet[races.months == 1].any()


def test_damp_mornings_of_a_cold_month_are_not_the_wet_season() -> None:
    fog = monsoon(humidity_percent=95.0, temperature_c=in_months(6, 8, 22.0, 6.0))
    assert study_climate(fog, None, LEVELS, 2.0).wet_months == (6, 7, 8)


def test_recorded_rain_leaves_nothing_to_guess() -> None:
    study = study_climate(
        monsoon(rain_mm=in_months(2, 2, 1.0, 0.0)),
        None,
        LEVELS,
        2.0,
        settings=SlotSettings(rain_days=(31.0,) * 12),
    )
    assert (study.months_without_rain, study.wet_months) == ((), ())
    rainy = {slot.week for slot in study.slots if slot.outlook.rain == 7}
    assert rainy == {6, 7, 8}
    assert all(slot.outlook.rain_share is None and slot.outlook.wet == 0 for slot in study.slots)


def test_rain_recorded_in_some_months_is_unknown_in_the_others() -> None:
    half_year = np.where(MONTH <= 6, in_months(3, 3, 1.0, 0.0), np.nan)
    study = study_climate(monsoon(rain_mm=half_year), None, LEVELS, 2.0)
    assert study.months_without_rain == (7, 8, 9, 10, 11, 12)
    assert study.wet_months == (7, 8)
    known = {slot.week: slot.outlook.rain for slot in study.slots if slot.start_h == 9}
    assert (known[11], known[20], known[28], known[45]) == (7, 0, None, None)


def test_normals_of_rain_take_the_place_of_the_guess() -> None:
    rain_days = (20.0, 20.0, 4.0, 4.0, 4.0, 3.0, 3.0, 3.0, 10.0, 4.0, 4.0, 4.0)
    study = study_climate(monsoon(), None, LEVELS, 2.0, settings=SlotSettings(rain_days=rain_days))
    assert study.wet_months == (1, 2)
    weeks = {slot.week for slot in study.best_slots}
    assert 28 in weeks
    assert not weeks & set(range(1, 9))
    march = next(slot for slot in study.slots if (slot.week, slot.start_h) == (11, 9)).outlook
    assert march.rain is None
    assert march.rain_share == pytest.approx(4.0 / 31.0)


def test_more_rainy_days_by_the_normals_need_more_care() -> None:
    rain_days = tuple(14.0 if month in (10, 11, 12) else 2.0 for month in range(1, 13))
    dry_air = monsoon(humidity_percent=30.0)
    slots = [slot for slot in slots_of(dry_air, SlotSettings(rain_days=rain_days)) if slot.start_h == 12]
    assert not {slot.week for slot in slots[:30]} & set(range(42, 51))


def test_where_every_month_looks_wet_none_is_recommended() -> None:
    study = study_climate(monsoon(humidity_percent=80.0), None, LEVELS, 2.0)
    assert study.wet_months == tuple(range(1, 13))
    assert (study.best_slots, study.best_months) == ((), ())
    assert len(study.slots) == WEEKS * 24


def test_the_usual_hours_are_a_setting() -> None:
    study = study_climate(monsoon(), None, LEVELS, 2.0, settings=SlotSettings(16.0, 17.5))
    assert {slot.start_h for slot in study.best_slots} == {16, 17}
    assert {hour for hour in study.month_hours.best_start_h if hour is not None} <= {16, 17}
    assert study_climate(monsoon(), None, LEVELS, 2.0, settings=SlotSettings(8.2, 8.8)).best_slots == ()
    assert len(study_climate(monsoon(), None, LEVELS, 2.0, settings=ALL_HOURS).best_slots) > 37 * 24
