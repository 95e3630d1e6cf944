"""Real races against the ranking: a low rank has a reason, and the reason is one of the record."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest

from courseplanner.assess.climate.reasons import reasons_against
from courseplanner.assess.climate.study import study_climate
from courseplanner.model.climate.standing import standing_of
from courseplanner.model.climate.study import ClimateStudy
from courseplanner.model.climate.weeks import week_of
from courseplanner.model.weather.slot_settings import USUAL_SLOTS
from courseplanner.sources.weather.air import read_air
from courseplanner.sources.weather.weather import read_weather
from weather_made import LEVELS, weather_of

AIR = {"Xingyi": "qianxinan", "Lijiang": "lijiang", "Dunhuang": "jiuquan"}
HALF_MARATHON_H = 3.0


@pytest.fixture(scope="module")
def studies(shared_data: Path) -> dict[str, ClimateStudy]:
    return {
        town: study_climate(
            read_weather([next((shared_data / "climate").glob(f"*{town}*.epw"))]),
            read_air(shared_data / "air" / f"{air}.csv"),
            LEVELS,
            HALF_MARATHON_H,
        )
        for town, air in AIR.items()
    }


def races(shared_data: Path) -> list[tuple[str, dt.date, float]]:
    """Races of towns whose weather is at hand, with a date; without an hour each usual one is held to it."""
    told = json.loads((shared_data / "events" / "race-dates.json").read_text(encoding="utf-8"))["races"]
    found = []
    for race in told:
        try:
            date = dt.date.fromisoformat(race["date"] or "")
        except ValueError:
            continue
        if race["town"] in AIR:
            guns = [race["gun"]] if "gun" in race else ["08:00", "09:00", "10:00"]
            found += [(race["town"], date, int(gun[:2]) + int(gun[3:]) / 60.0) for gun in guns]
    return found


def test_no_real_race_ranks_in_the_worst_half_without_a_reason(
    shared_data: Path, studies: dict[str, ClimateStudy]
) -> None:
    held = races(shared_data)
    assert {town for town, _, _ in held} == {"Xingyi", "Dunhuang"}
    for town, date, gun_h in held:
        standing = standing_of(studies[town], week_of(date), gun_h)
        assert standing is not None
        assert standing.count == 52 * 4
        assert USUAL_SLOTS.is_usual(gun_h)
        if standing.rank > standing.count / 2:
            dangers = [str(words) for words in standing.reasons if "of the hours at" not in str(words)]
            assert dangers, (town, date, gun_h)


def test_the_half_marathon_of_xingyi_lies_in_the_wet_season_and_that_is_said(
    studies: dict[str, ClimateStudy],
) -> None:
    standing = standing_of(studies["Xingyi"], week_of(dt.date(2024, 9, 1)), 7.5)
    assert standing is not None
    assert (standing.slot.week, standing.slot.start_h) == (35, 8)
    assert standing.rank > 104
    words = [str(reason) for reason in standing.reasons]
    assert "looks like the wet season on 21 of 21 days, and rain is not recorded" in words
    assert "red flag or worse on 6 of 21 days" in words


def test_the_half_marathon_of_dunhuang_ranks_in_the_better_half(studies: dict[str, ClimateStudy]) -> None:
    for date in (dt.date(2025, 10, 19), dt.date(2015, 10, 18)):
        standing = standing_of(studies["Dunhuang"], week_of(date), 8.0)
        assert standing is not None
        assert standing.rank <= 52
        assert [str(reason) for reason in standing.reasons] == ["0 % of the hours at 15–22 °C"]


def test_july_in_lijiang_has_no_other_fault_than_its_rain(studies: dict[str, ClimateStudy]) -> None:
    standing = standing_of(studies["Lijiang"], week_of(dt.date(2027, 7, 11)), 7.0)
    assert standing is not None
    assert standing.rank > standing.count / 2
    assert ["wet season" in str(reason) for reason in standing.reasons] == [True]


def test_every_danger_is_a_reason() -> None:
    columns = {
        "temperature_c": 36.0, "humidity_percent": 40.0, "wind_m_s": 18.0, "sun_w_m2": 0.0, "thunder": 1.0,
        "rain_mm": 1.0,
    }  # fmt: skip
    study = study_climate(weather_of(columns), None, LEVELS, 2.0)
    standing = standing_of(study, 50, 22.0)
    assert standing is not None
    words = " ".join(str(reason) for reason in standing.reasons)
    for part in (
        "the start is not between 06:30 and 10:00",
        "dark for",
        "allows no race",
        "red flag",
        "gale",
    ):
        assert part in words
    cold = {**columns, "temperature_c": 4.0, "wind_m_s": 3.0, "thunder": 0.0}
    slots = study_climate(weather_of(cold), None, LEVELS, 2.0).slots
    slot = next(one for one in slots if (one.week, one.start_h) == (20, 12))
    assert "cold and wet on 21 of 21 days" in [str(one) for one in reasons_against(slot, LEVELS, USUAL_SLOTS)]


def test_a_pleasant_slot_has_nothing_against_it_and_an_unknown_one_no_place() -> None:
    columns = {"temperature_c": 17.0, "humidity_percent": 40.0, "wind_m_s": 3.0, "sun_w_m2": 0.0}
    temperature = np.full(8760, 17.0)
    temperature[: 7 * 24] = np.nan
    study = study_climate(weather_of({**columns, "temperature_c": temperature}), None, LEVELS, 2.0)
    best = standing_of(study, 20, 9.0)
    assert best is not None
    assert best.reasons == ()
    assert standing_of(study, 1, 9.0) is None
