"""What is typed becomes the value that TOML has, and the value the same text again."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.ui.panels.brief.fields.field import Kind
from courseplanner.ui.panels.brief.fields.values import entries_of, read, written


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.TEXT, "Riverside ", "Riverside "),
        (Kind.TEXT, "", None),
        (Kind.WHOLE, "8", 8),
        (Kind.WHOLE, " 8 ", 8),
        (Kind.WHOLE, "\uff18", 8),
        (Kind.WHOLE, "8.5", 8.5),
        (Kind.WHOLE, "eight", "eight"),
        (Kind.WHOLE, "1_000", "1_000"),
        (Kind.WHOLE, "9" * 5_000, "9" * 5_000),
        (Kind.NUMBER, "3.5", 3.5),
        (Kind.NUMBER, "-1", -1),
        (Kind.NUMBER, "nan", "nan"),
        (Kind.NUMBER, "3,5", "3,5"),
        (Kind.NUMBER, "  ", None),
        (Kind.PERCENT, "10", 0.1),
        (Kind.PERCENT, "7", 0.07),
        (Kind.PERCENT, "10 %", 0.1),
        (Kind.PERCENT, "0.1", 0.001),
        (Kind.PERCENT, "0", 0.0),
        (Kind.PERCENT, "200", 2.0),
        (Kind.PERCENT, "ten", "ten"),
        (Kind.PERCENT, "", None),
        (Kind.DATE, "2027-03-28", dt.date(2027, 3, 28)),
        (Kind.DATE, "2027-02-30", "2027-02-30"),
        (Kind.DATE, "2027-03", "2027-03"),
        (Kind.TIME, "8:30", dt.time(8, 30)),
        (Kind.TIME, "08\uff1a30", dt.time(8, 30)),
        (Kind.TIME, "08:30:15", dt.time(8, 30, 15)),
        (Kind.TIME, "25:00", "25:00"),
        (Kind.TIME, "08:3", "08:3"),
        (Kind.DISTANCE, "half marathon", "half-marathon"),
        (Kind.DISTANCE, "Half marathon (21.0975 km)", "half-marathon"),
        (Kind.DISTANCE, "half-marathon", "half-marathon"),
        (Kind.DISTANCE, "10 km", "10km"),
        (Kind.DISTANCE, "12500", 12_500),
        (Kind.DISTANCE, "12500 m", 12_500),
        (Kind.DISTANCE, "12.3456 km", 12_345.6),
        (Kind.DISTANCE, "12.5KM", 12_500),
        (Kind.DISTANCE, "far", "far"),
        (Kind.RULES, "World Athletics", "world-athletics"),
        (Kind.RULES, "mine.toml", "mine.toml"),
        (Kind.PLACE, "Vaduz ", "Vaduz"),
        (Kind.PLACE, "9.5, 47", [9.5, 47.0]),
        (Kind.PLACE, "[9.5, 47]", [9.5, 47.0]),
        (Kind.PLACE, "9.5\uff0c47.1", [9.5, 47.1]),
        (Kind.PLACE, "[9.5]", [9.5]),
        (Kind.PLACE, "Vaduz, Liechtenstein", "Vaduz, Liechtenstein"),
        (Kind.PLACE, "[]", "[]"),
        (Kind.PLACE, "12", "12"),
        (Kind.ROADS, " Landstrasse", "Landstrasse"),
        (Kind.STATIONS, "12.5", 12.5),
        (Kind.STATIONS, "7 km", 7),
        (Kind.STATIONS, "\uff17km", 7),
        (Kind.STATIONS, "[9.5, 47]", [9.5, 47.0]),
        (Kind.STATIONS, "Vaduz", "Vaduz"),
        (Kind.STATIONS, 'at = 12.5, mode = "bicycle"', {"at": 12.5, "mode": "bicycle"}),
        (Kind.STATIONS, '{ at = "Vaduz" }', {"at": "Vaduz"}),
        (Kind.STATIONS, "at = Vaduz", "at = Vaduz"),
        (Kind.ROAD_NUMBERS, "Landstrasse = 7.5", {"Landstrasse": 7.5}),
        (Kind.ROAD_NUMBERS, "way 12, 13=4", {"way 12, 13": 4}),
        (Kind.ROAD_NUMBERS, "A = B = 4", {"A = B": 4}),
        (Kind.ROAD_NUMBERS, "Landstrasse", {"Landstrasse": ""}),
        (Kind.ROAD_NUMBERS, "Landstrasse = wide", {"Landstrasse": "wide"}),
        (Kind.ROAD_WORDS, "Landstrasse = gravel", {"Landstrasse": "gravel"}),
        (Kind.ROAD_YES_NO, "Landstrasse = Yes", {"Landstrasse": True}),
        (Kind.ROAD_YES_NO, "Landstrasse = no", {"Landstrasse": False}),
        (Kind.ROAD_YES_NO, "河滨路 = 是", {"河滨路": True}),
        (Kind.ROAD_YES_NO, "Landstrasse = maybe", {"Landstrasse": "maybe"}),
        (Kind.STRETCHES, 'road = "A", to = [9.5, 47]', {"road": "A", "to": [9.5, 47]}),
        (Kind.STRETCHES, '{ road = "A" }', {"road": "A"}),
        (Kind.STRETCHES, "road = A", "road = A"),
        (Kind.STRETCHES, "  ", None),
        (Kind.PREFERENCES, "few turns", "few-turns"),
        (Kind.PREFERENCES, "few-turns", "few-turns"),
        (Kind.PREFERENCES, "straight", "straight"),
    ],
)
def test_what_is_typed_is_read(kind: Kind, typed: str, value: object) -> None:
    found = read(kind, typed)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (Kind.TEXT, None, ""),
        (Kind.NUMBER, 4.0, "4"),
        (Kind.NUMBER, 3.5, "3.5"),
        (Kind.PERCENT, 0.07, "7"),
        (Kind.PERCENT, 1, "100"),
        (Kind.PERCENT, 0.125, "12.5"),
        (Kind.TIME, dt.time(8, 30), "08:30"),
        (Kind.TIME, dt.time(8, 30, 15), "08:30:15"),
        (Kind.DATE, dt.date(2027, 3, 28), "2027-03-28"),
        (Kind.DISTANCE, "marathon", "Marathon (42.195 km)"),
        (Kind.DISTANCE, 12_500.0, "12500 m"),
        (Kind.DISTANCE, "far", "far"),
        (Kind.RULES, "caa", "CAA"),
        (Kind.PREFERENCES, "little-climb", "Little climb"),
        (Kind.PLACE, [9.5, 47], "[9.5, 47]"),
        (Kind.STATIONS, 12.0, "12"),
        (Kind.STATIONS, [9.5, 47], "[9.5, 47]"),
        (Kind.ROAD_NUMBERS, {"Landstrasse": 7.5}, "Landstrasse = 7.5"),
        (Kind.ROAD_NUMBERS, {"Landstrasse": ""}, "Landstrasse"),
        (Kind.ROAD_YES_NO, {"Landstrasse": True}, "Landstrasse = yes"),
        (Kind.STRETCHES, {"road": "A", "open": "left", "shut": 1.5}, 'road = "A", open = "left", shut = 1.5'),
        (Kind.STRETCHES, 5, "5"),
        (Kind.ROAD_WORDS, "gravel", '"gravel"'),
        (Kind.WHOLE, True, "true"),
        (Kind.PERCENT, float("inf"), "inf"),
    ],
)
def test_a_value_is_shown(kind: Kind, value: object, words: str) -> None:
    assert written(kind, value) == words


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Kind.WHOLE, "8000"), (Kind.DATE, "2027-03-28"), (Kind.PLACE, "9.5, 47"), (Kind.DISTANCE, "10 km")],
)
def test_a_text_that_would_be_read_as_something_else_stands_in_quotes(kind: Kind, value: str) -> None:
    assert written(kind, value) == f'"{value}"'


@given(st.integers(0, 100_000))
def test_a_percentage_comes_back_exactly(thousandths: int) -> None:
    typed = f"{thousandths / 1_000:.3f}"
    share = read(Kind.PERCENT, typed)
    assert share == thousandths / 100_000
    assert read(Kind.PERCENT, written(Kind.PERCENT, share)) == share


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=1e-4, max_value=1e15) | st.integers(0, 10**15)
)
def test_a_number_comes_back(value: float) -> None:
    assert read(Kind.NUMBER, written(Kind.NUMBER, value)) == value


@given(
    st.sampled_from(
        [kind for kind in Kind if kind not in (Kind.RATING, Kind.SHAPE, Kind.DEFIBRILLATOR_MODE)]
    ),
    st.text(),
)
def test_nothing_that_is_typed_is_too_odd(kind: Kind, typed: str) -> None:
    value = read(kind, typed)
    assert isinstance(written(kind, value), str)


def test_a_list_gives_its_entries_and_what_is_no_list_is_one() -> None:
    assert entries_of(None) == []
    assert entries_of(["a", [1.0, 2.0]]) == ["a", [1.0, 2.0]]
    assert entries_of("a") == ["a"]
