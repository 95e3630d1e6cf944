"""The weather of a race, from the files that a brief names to what its rules are told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from courseplanner.assess.climate.of_race import along_of
from courseplanner.base.errors import WeatherError
from courseplanner.model.brief.brief import ClimateNormals, Sources
from courseplanner.model.course.profile import Profile
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.slot_settings import USUAL_SLOTS, SlotSettings
from courseplanner.rules.book.levels import levels_of
from courseplanner.rules.book.rule_files import read_rule_set
from courseplanner.workflow import study_of_region, weather_doubts
from courseplanner.workflow.race_weather import read_records, slot_settings
from handmade import brief, candidate, dated, ground, region
from weather_made import HERE, LEVELS, MILD, epw_text, weather_of, written


def test_files_of_a_brief_are_read_once_each_with_their_origin(tmp_path: Path) -> None:
    weather = written(tmp_path, "a.epw", epw_text())
    air = written(tmp_path, "air.csv", "甲,2015-01-01,50\n甲,2015-01-02,60\n")
    records = read_records(Sources(weather=(weather,), air=air))
    assert records.weather is not None
    assert records.air is not None
    assert [one.source for one in records.provenance] == ["a.epw", "air.csv"]
    raised = read_records(Sources(weather=(weather,), weather_height_m=1_460.0)).weather
    assert raised is not None
    assert raised.temperature_c[0] == pytest.approx(records.weather.temperature_c[0] - 6.5)
    nothing = read_records(Sources())
    assert (nothing.weather, nothing.air, nothing.provenance) == (None, None, ())


def test_a_bad_file_is_refused_by_its_name(tmp_path: Path) -> None:
    bad = written(tmp_path, "bad.epw", epw_text()[:-60])
    with pytest.raises(WeatherError, match=r"bad\.epw, row 8768"):
        read_records(Sources(weather=(bad,)))


def test_a_far_station_is_told() -> None:
    near = replace(region(), weather=weather_of(MILD, station=HERE))
    assert weather_doubts(near) == ()
    assert weather_doubts(region()) == ()
    far = replace(near, weather=weather_of(MILD, station=replace(HERE, name="Xingren", lon=105.9)))
    (words,) = weather_doubts(far)
    assert str(words).startswith("the station Xingren lies 100 km from the region")


def test_temperatures_of_an_unknown_height_are_told() -> None:
    known = replace(ground(), weather=weather_of(MILD, station=HERE))
    heights = Profile(np.array([0.0, 30_000.0]), np.full(2, 960.0), 5.0, 0.0, 0.0, (0.0, 0.0), (), 0.0)
    lifted, flat = candidate(), replace(candidate(), profile=None)
    lifted = replace(lifted, profile=heights)
    lifted, flat = (replace(one, along=along_of(one, known, dated())) for one in (lifted, flat))
    assert weather_doubts(known, [lifted]) == ()
    (words,) = weather_doubts(known, [lifted, flat])
    assert "temperatures along it are the station's" in str(words)
    assert lifted.along is not None
    assert flat.along is not None
    fall_c = flat.along[0].temperature_c - lifted.along[0].temperature_c
    assert HERE.elevation_m is not None
    assert np.allclose(fall_c, 0.0065 * (960.0 - HERE.elevation_m))


def test_levels_are_those_of_the_rule_set(tmp_path: Path) -> None:
    for name in ("world-athletics", "caa", "usatf", "community"):
        assert levels_of(read_rule_set(name)) == LEVELS
    own = written(tmp_path, "own.toml", 'schema = 1\nextends = "caa"\n[rules.TEMP]\nvalues = [5, 12]\n')
    changed = levels_of(read_rule_set(str(own)))
    assert changed == ClimateLevels(LEVELS.flags_c, (5.0, 12.0), LEVELS.comfort_m_s, 100.0, 150.0)


def test_a_region_is_studied_for_the_race_of_a_brief() -> None:
    known = replace(region(), weather=weather_of(MILD, station=HERE))
    study = study_of_region(known, brief(cutoff_h=2.0))
    assert study is not None
    assert study.duration_h == 2.0
    assert study_of_region(region(), brief()) is None


def test_start_hours_and_normals_of_a_brief_reach_its_study() -> None:
    assert slot_settings(brief()) == USUAL_SLOTS
    asked = brief(earliest_start=dt.time(7, 45), latest_start=dt.time(9))
    asked = asked.model_copy(update={"climate": ClimateNormals(rain_days=(3.0,) * 12)})
    assert slot_settings(asked) == SlotSettings(7.75, 9.0, (3.0,) * 12)
    study = study_of_region(replace(region(), weather=weather_of(MILD, station=HERE)), asked)
    assert study is not None
    assert {slot.start_h for slot in study.slots if slot.is_usual} == {8, 9}
