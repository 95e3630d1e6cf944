"""The fields of the form cover the brief, and say what is not used yet as the brief does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pydantic import BaseModel

from courseplanner.model.brief.brief import (
    RULE_SETS,
    Brief,
    ClimateNormals,
    CourseWishes,
    Event,
    Limits,
    RoadStatements,
    Search,
    Sources,
    StationWishes,
)
from courseplanner.model.brief.distances import DISTANCES_M
from courseplanner.model.brief.preferences import Preference
from courseplanner.model.course.stations import DefibrillatorMode
from courseplanner.ui.panels.brief.fields.field import (
    DEFIBRILLATOR_MODES,
    DISTANCE_NAMES,
    PREFERENCE_NAMES,
    RATINGS,
    RULE_NAMES,
    SHAPES,
    Kind,
)
from courseplanner.ui.panels.brief.fields.fields import FIELDS, WITHOUT_FIELD

TABLES: dict[str, type[BaseModel]] = {
    "event": Event,
    "region": Sources,
    "course": CourseWishes,
    "limits": Limits,
    "search": Search,
    "stations": StationWishes,
    "roads": RoadStatements,
    "climate": ClimateNormals,
}


def test_every_key_of_a_brief_has_one_field() -> None:
    keys = [(table, key) for table, model in TABLES.items() for key in model.model_fields]
    assert sorted((field.table, field.key) for field in FIELDS) == sorted(keys)


def test_every_other_key_is_listed_as_having_none() -> None:
    own = {field.alias or name for name, field in Brief.model_fields.items() if not field.exclude}
    assert own == {*TABLES, *WITHOUT_FIELD}


def test_what_is_not_used_is_what_the_brief_says() -> None:
    everything = Brief.model_validate(
        {
            "schema": 1,
            "event": {
                "distance": "5km",
                "date": dt.date(2027, 3, 28),
                "start_time": dt.time(8),
                "runners": 8,
                "rules": "caa",
            },
            "region": {
                "osm": ["a.osm"],
                "elevation": ["a.hgt"],
                "weather": ["a.epw"],
                "air": "a.csv",
                "places": ["a.csv"],
                "place": "Vaduz",
                "bbox": [9.4, 47.0, 9.7, 47.3],
            },
            "course": {"shape": "point-to-point", "start": "A", "finish": "B", "villages": 1, "scenic": 1},
            "limits": {"min_width_m": 4.0, "max_repeated": 0.1, "max_unpaved": 0.0, "min_motor_free": 0.1},
            "path": Path("a.toml"),
        }
    )
    said = {str(one.params["key"]) for one in everything.not_used()}
    assert {f"[{field.table}] {field.key}" for field in FIELDS if not field.used} == said


def test_every_word_of_a_choice_has_a_name() -> None:
    assert list(DISTANCE_NAMES) == list(DISTANCES_M)
    assert tuple(RULE_NAMES) == RULE_SETS
    shapes = CourseWishes.model_fields["shape"].annotation
    assert set(SHAPES) == set(shapes.__args__)  # type: ignore[union-attr]
    for rating in RATINGS:
        CourseWishes.model_validate({"scenic_rating": rating})


def test_defaults_are_those_of_the_brief() -> None:
    for field in FIELDS:
        default = TABLES[field.table].model_fields[field.key].default
        if field.default is not None and field.kind in (Kind.WHOLE, Kind.NUMBER):
            assert float(str(field.default)) == float(default), field


def test_every_mode_of_defibrillators_can_be_chosen() -> None:
    for mode in DEFIBRILLATOR_MODES:
        StationWishes.model_validate({"defibrillator_mode": mode})
    assert set(DEFIBRILLATOR_MODES) == {None, *map(str, DefibrillatorMode)}


def test_only_limits_begin_with_a_suggestion() -> None:
    assert {field.key for field in FIELDS if field.suggestion} == set(Limits.model_fields)


def test_every_preference_has_a_name() -> None:
    assert set(PREFERENCE_NAMES) == set(Preference)
