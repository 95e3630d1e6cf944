"""The weather of a race: what the records of its region tell of the hours that its brief names."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from courseplanner.assess.climate.of_race import along_of, race_hours, race_weather
from courseplanner.model.weather.conditions import UNKNOWN_WEATHER
from courseplanner.model.weather.runner_conditions import Runner
from handmade import brief, candidate, dated, ground
from weather_made import HERE, MILD, weather_of


def test_without_a_record_nothing_is_known_and_without_a_date_that_is_what_lacks() -> None:
    bare, known = ground(), replace(ground(), weather=weather_of(MILD, station=HERE))
    assert race_weather(bare, dated()) is UNKNOWN_WEATHER
    for asked in (brief(), brief(date=dt.date(2027, 4, 11)), brief(start_time=dt.time(8))):
        found = race_weather(known, asked)
        assert (found.conditions, found.air, found.lacks_date) == (None, None, True)
        assert race_hours(asked) is None
        assert along_of(candidate(), known, asked) is None


def test_a_date_and_a_record_tell_the_conditions() -> None:
    found = race_weather(replace(ground(), weather=weather_of(MILD, station=HERE)), dated())
    assert found.conditions is not None
    assert found.air is None
    assert found.conditions.race == race_hours(dated())
    assert (found.conditions.race.start_h, found.conditions.race.duration_h) == (8.5, 3.0)
    assert found.conditions.days == 21
    cut_off = race_hours(dated(cutoff_h=2.5))
    assert cut_off is not None
    assert cut_off.duration_h == 2.5


def test_runners_meet_the_weather_along_a_candidate() -> None:
    along = along_of(candidate(), replace(ground(), weather=weather_of(MILD, station=HERE)), dated())
    assert along is not None
    assert [met.runner for met in along] == list(Runner)
    assert all(np.allclose(met.temperature_c, 17.0, atol=10.0) for met in along)
    assert along_of(candidate(), ground(), dated()) is None
