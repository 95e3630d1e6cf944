"""Weather in: each format to one record, and what is wrong in a file named with its row and a mend."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from courseplanner.base.errors import WeatherError
from courseplanner.sources.weather.weather import read_weather
from weather_made import HEADING, epw_text, written


def refusal(*paths: Path) -> str:
    with pytest.raises(WeatherError) as caught:
        read_weather(paths)
    words = str(caught.value)
    assert words.startswith(str(paths[-1]))
    return words


def changed(number: int, at: int, value: str) -> str:
    def row(hour: int, values: list[str]) -> list[str]:
        if hour == number:
            values[at] = value
        return values

    return epw_text(row=row)


@pytest.mark.parametrize("station", ["Xingyi", "Lijiang", "Dunhuang"])
def test_a_typical_year_holds_what_pandas_reads(shared_data: Path, station: str) -> None:
    path = next((shared_data / "climate").glob(f"*{station}*.epw"))
    weather = read_weather([path])
    table = pd.read_csv(path, skiprows=8, header=None, encoding="latin-1")
    assert weather.is_typical
    assert weather.years == (2005,)
    assert len(weather) == len(table) == 8760
    for column, at, factor in (("temperature_c", 6, 1.0), ("wind_m_s", 21, 1.0), ("pressure_hpa", 9, 0.01)):
        assert np.allclose(getattr(weather, column), table[at] * factor)
    assert np.array_equal(weather.months, table[1])
    for column in ("rain_mm", "gust_m_s", "thunder", "visibility_m"):
        assert not weather.knows(column)
    assert np.nanmax(weather.humidity_percent) == 100.0 or table[8].max() < 100


@pytest.mark.parametrize(
    ("station", "late"),
    [
        ("Dunhuang", "+77 min (known to 5 min)"),
        ("Xingyi", "+32 min (known to 3 min)"),
        ("Lijiang", "+31 min (known to 7 min)"),
    ],
)
def test_typical_years_of_china_are_said_to_have_their_sun_late(
    shared_data: Path, station: str, late: str
) -> None:
    weather = read_weather([next((shared_data / "climate").glob(f"*{station}*"))])
    words = [str(doubt) for doubt in weather.doubts]
    assert len(words) == 1
    assert f"its sun stands highest {late} from noon by the clock of its longitude" in words[0]


@pytest.mark.parametrize(
    ("lon", "late_min"), [(9.5, None), (7.6, None), (16.5, None), (7.3, -31), (23.0, 32)]
)
def test_a_sun_is_told_from_half_an_hour_on(tmp_path: Path, lon: float, late_min: int | None) -> None:
    """The sun stands highest at 12:00 in UTC+1; noon of the longitude is at 13:00 - lon / 15."""
    words = epw_text(HEADING.replace(",9.5,", f",{lon},"))
    doubts = [str(doubt) for doubt in read_weather([written(tmp_path, "a.epw", words)]).doubts]
    if late_min is None:
        assert doubts == []
    else:
        assert [f"{late_min:+d} min (known to 1 min)" in doubt for doubt in doubts] == [True]


def test_the_sun_of_a_few_months_is_told_from_an_hour_on(tmp_path: Path) -> None:
    heading = HEADING.replace("TMYx", "AMY")
    for lon, told in ((1.0, False), (-1.0, True)):
        words = epw_text(
            heading.replace(",9.5,", f",{lon},"), row=lambda hour, row: row if hour < 1400 else None
        )
        doubts = [str(doubt) for doubt in read_weather([written(tmp_path, "a.epw", words)]).doubts]
        assert any("in 2 months" in doubt for doubt in doubts) == told
        assert any("min from noon" in doubt for doubt in doubts) == told


def test_values_that_stand_for_nothing_become_no_number(tmp_path: Path) -> None:
    missing = {6: "99.9", 8: "999", 9: "999999", 13: "9999", 14: "9999", 20: "999", 21: "999", 33: "999.0"}

    def row(hour: int, values: list[str]) -> list[str]:
        for at, words in missing.items() if hour == 100 else ():
            values[at] = words
        values[33] = values[33] if hour == 100 else "0.2"
        values[7] = "" if hour == 101 else values[7]
        return values

    weather = read_weather([written(tmp_path, "a.epw", epw_text(row=row))])
    measured = (
        "temperature_c",
        "humidity_percent",
        "pressure_hpa",
        "sun_w_m2",
        "beam_w_m2",
        "wind_m_s",
        "rain_mm",
    )
    for column in measured:
        values = getattr(weather, column)
        assert np.isnan(values[100])
        assert np.isnan(values).sum() == 1
    assert np.nanmax(weather.rain_mm) == 0.2


def test_rain_that_never_falls_was_not_looked_for(tmp_path: Path) -> None:
    def dry(_hour: int, values: list[str]) -> list[str]:
        values[33] = "0.0"
        return values

    assert not read_weather([written(tmp_path, "a.epw", epw_text(row=dry))]).knows("rain_mm")


def test_thunder_is_read_from_the_codes_of_present_weather(tmp_path: Path) -> None:
    def row(hour: int, values: list[str]) -> list[str]:
        values[26] = "0"
        values[27] = "099999999" if hour in (4000, 4001) else "999999999"
        return values

    weather = read_weather([written(tmp_path, "a.epw", epw_text(row=row))])
    assert list(np.flatnonzero(weather.thunder)) == [4000, 4001]


def with_values(at: int, value: str, month: str = "") -> str:
    def row(_: int, values: list[str]) -> list[str]:
        return [*values[:at], value, *values[at + 1 :]] if month in {"", values[1]} else values

    return epw_text(row=row)


BAD_FILES: dict[str, Callable[[], str]] = {
    "8,759 rows": lambda: epw_text(row=lambda hour, row: None if hour == 4343 else row),
    "cut off after a row": lambda: epw_text(row=lambda hour, row: row if hour < 5000 else None),
    "doubled": lambda: changed(3, 3, "3"),
    "empty month": lambda: with_values(6, "99.9", month="4"),
    "text": lambda: changed(0, 6, "warm"),
    "negative wind": lambda: changed(77, 21, "-2.0"),
    "humidity of 140 %": lambda: changed(78, 8, "140"),
    "90 degrees": lambda: changed(79, 6, "90.0"),
    "all in Fahrenheit": lambda: with_values(6, "53.6"),
    "hour 25": lambda: changed(23, 3, "25"),
    "31 February": lambda: changed(31 * 24, 2, "31"),
    "cut off in a row": lambda: epw_text()[:-60],
    "no heading": lambda: epw_text().split("\n", 8)[8],
    "only a heading": lambda: "\n".join(epw_text().split("\n")[:8]),
    "nothing": str,
}
HEADINGS = {
    "latitude of 95": ("47.1", "95"),
    "words for numbers": ("47.1", "north"),
    "clock of another land": (",9.5,1.0", ",9.5,9.0"),
    "another place": ("47.1,9.5,1.0", "47.1,70.0,1.0"),
    "height of 9,999": ("460.0", "9999"),
}
BAD_EPW = {
    "text": ("row 9, value 7", "'warm' is not a number"),
    "8,759 rows": ("row 4352", "an hour is missing"),
    "cut off in a row": ("row 8768", "cut off"),
    "cut off after a row": ("row 5008", "cut off"),
    "doubled": ("row 12", "out of order"),
    "negative wind": ("row 86", "wind is -2 m/s"),
    "humidity of 140 %": ("row 87", "humidity is 140 %"),
    "90 degrees": ("row 88", "Fahrenheit"),
    "all in Fahrenheit": ("row 9", "Fahrenheit"),
    "hour 25": ("row 32", "not an hour of a day"),
    "31 February": ("row 753", "not an hour of a day"),
    "empty month": ("row 2169", "no temperature in the whole month 4"),
    "no heading": ("row 1", "LOCATION"),
    "only a heading": ("", "no hours"),
    "nothing": ("", "empty"),
    "latitude of 95": ("row 1", "nowhere on Earth"),
    "words for numbers": ("row 1", "four numbers"),
    "clock of another land": ("row 1", "UTC+9"),
    "another place": ("bad.epw, heading", "names another place or another time zone"),
    "height of 9,999": ("row 1", "not an elevation"),
}


@pytest.mark.parametrize("kind", BAD_EPW)
def test_a_bad_epw_is_refused_with_row_and_mend(tmp_path: Path, kind: str) -> None:
    place, problem = BAD_EPW[kind]
    words = BAD_FILES[kind]() if kind in BAD_FILES else epw_text(HEADING.replace(*HEADINGS[kind]))
    told = refusal(written(tmp_path, "bad.epw", words))
    assert place in told
    assert problem in told
    assert told.count(";") >= 1
    assert "\n" not in told


def test_a_file_that_is_not_there_and_one_of_another_kind(tmp_path: Path) -> None:
    assert "can't be read" in refusal(tmp_path / "none.epw")
    assert "not a weather file" in refusal(written(tmp_path, "a.doc", "hello"))


def test_a_year_of_the_southern_half_is_no_doubt_and_a_wrong_sign_is_one(tmp_path: Path) -> None:
    def seasons(hour: int, values: list[str]) -> list[str]:
        values[6] = f"{15.0 + 10.0 * np.cos(2.0 * np.pi * hour / 8760.0):.1f}"  # warm in January
        return values

    south = HEADING.replace("47.1,9.5,1.0", "-33.9,28.6,2.0")
    words = epw_text(south, row=seasons)
    assert not read_weather([written(tmp_path, "south.epw", words)]).doubts
    north = read_weather([written(tmp_path, "north.epw", words.replace("-33.9", "33.9"))])
    assert ["sign" in str(doubt) for doubt in north.doubts] == [True]


def test_the_poles_are_places(tmp_path: Path) -> None:
    for lat in ("90.0", "-90.0"):
        heading = HEADING.replace("47.1,9.5,1.0,460.0", f"{lat},0.0,0.0,460.0")
        weather = read_weather([written(tmp_path, "pole.epw", epw_text(heading))])
        assert abs(weather.station.lat) == 90.0


def test_a_pressure_that_is_not_of_the_height_is_a_doubt(tmp_path: Path) -> None:
    weather = read_weather([written(tmp_path, "a.epw", epw_text(HEADING.replace("460.0", "1460.0")))])
    assert ["pressure" in str(doubt) for doubt in weather.doubts] == [True]


def test_months_of_several_years_make_one_typical_year(tmp_path: Path) -> None:
    years = ("1999", "2003", "1987", "2001") * 3
    mixed = epw_text(row=lambda _, row: [years[int(row[1]) - 1], *row[1:]])
    weather = read_weather([written(tmp_path, "a.epw", mixed)])
    assert weather.is_typical
    assert weather.years == (2001,)
    assert len(weather) == 8760


def test_real_years_are_put_on_one_axis_and_gaps_stay_unknown(tmp_path: Path) -> None:
    files = [
        written(tmp_path, f"{year}.epw", epw_text(HEADING.replace("TMYx", "AMY"), year))
        for year in (2010, 2012)
    ]
    weather = read_weather(files)
    assert not weather.is_typical
    assert weather.years == (2010, 2012)
    assert len(weather) == 3 * 8760 + 24
    assert np.isnan(weather.temperature_c).sum() == 8760
    assert "stands in 2010.epw, too" in refusal(
        files[0], written(tmp_path, "again.epw", files[0].read_text())
    )


def test_a_typical_year_and_files_of_other_places_stand_alone(tmp_path: Path) -> None:
    typical = written(
        tmp_path, "typical.epw", epw_text(row=lambda _, row: [f"{2000 + int(row[1])}", *row[1:]])
    )
    real = written(tmp_path, "real.epw", epw_text(HEADING.replace("TMYx", "AMY"), 2010))
    assert "can't stand beside other files" in refusal(real, typical)
    elsewhere = written(tmp_path, "away.epw", epw_text(HEADING.replace("47.1", "48.1"), 2011))
    assert "111 km" in refusal(real, elsewhere)


def open_meteo(**changes: Any) -> dict[str, Any]:
    times = [
        str(moment) for moment in np.datetime64("2020-01-01T00:00") + np.arange(48) * np.timedelta64(60, "m")
    ]
    hours = np.arange(48) % 24
    document: dict[str, Any] = {
        "latitude": 25.1, "longitude": 104.9, "elevation": 1200.0, "utc_offset_seconds": 28800,
        "timezone": "Asia/Shanghai",
        "hourly_units": {
            "time": "iso8601", "temperature_2m": "°C", "wind_speed_10m": "km/h", "precipitation": "mm",
            "wind_gusts_10m": "km/h", "shortwave_radiation": "W/m²", "relative_humidity_2m": "%",
            "weather_code": "wmo code",
        },
        "hourly": {
            "time": times,
            "temperature_2m": [float(hour) for hour in hours],
            "relative_humidity_2m": [80] * 48,
            "wind_speed_10m": [36.0] * 48,
            "wind_gusts_10m": [72.0] * 48,
            "precipitation": [0.0] * 47 + [None],
            "shortwave_radiation": [float(max(0.0, 700.0 - 15.0 * (hour - 13.5) ** 2)) for hour in hours],
            "weather_code": [3] * 40 + [95] * 8,
        },
    }  # fmt: skip
    document.update(changes)
    return document


def saved(folder: Path, document: dict[str, Any], name: str = "a.json") -> Path:
    return written(folder, name, json.dumps(document))


def test_an_answer_of_open_meteo_comes_in_our_units(tmp_path: Path) -> None:
    document = open_meteo()
    document["hourly"]["precipitation"][5] = 1.5
    weather = read_weather([saved(tmp_path, document)])
    assert weather.station.zone == "Asia/Shanghai"
    assert weather.station.standard_h == 8.0
    assert weather.wind_m_s[0] == pytest.approx(10.0)
    assert weather.gust_m_s[0] == pytest.approx(20.0)
    # A value stands under the end of its hour: that of midnight is of the hour before.
    assert str(weather.begins) == "2019-12-31T23:00"
    assert weather.temperature_c[8] == 8.0
    assert np.isnan(weather.rain_mm[-1])
    assert weather.thunder[-1] == 1.0
    assert not weather.is_typical


def test_times_in_utc_and_in_seconds_are_the_same_hours(tmp_path: Path) -> None:
    local = read_weather([saved(tmp_path, open_meteo())])
    document = open_meteo(utc_offset_seconds=0)
    moments = np.array(document["hourly"]["time"], dtype="datetime64[m]") - np.timedelta64(480, "m")
    document["hourly"]["time"] = [str(moment) for moment in moments]
    utc = read_weather([saved(tmp_path, document, "utc.json")])
    document["hourly"]["time"] = [int(moment) for moment in moments.astype("datetime64[s]").astype(np.int64)]
    document["hourly_units"]["time"] = "unixtime"
    seconds = read_weather([saved(tmp_path, document, "seconds.json")])
    for weather in (utc, seconds):
        assert weather.begins == local.begins
        assert np.array_equal(weather.temperature_c, local.temperature_c)


BAD_JSON = {
    "not JSON": ("{", "not JSON"),
    "cut off": (json.dumps(open_meteo())[:-400], "cut off"),
    "no hours": (json.dumps(open_meteo(hourly={})), "hourly.time"),
    "no table": (json.dumps({"latitude": 1}), "hourly"),
    "no place": (json.dumps(open_meteo(latitude=None)), "latitude"),
    "no offset": (json.dumps(open_meteo(utc_offset_seconds="8h")), "utc_offset_seconds"),
    "no units": (json.dumps(open_meteo(hourly_units={})), "hourly_units.temperature_2m"),
    "strange unit": (json.dumps(open_meteo()).replace('"km/h"', '"furlongs"'), "not a known unit"),
    "too few": (json.dumps(open_meteo()).replace("[80, 80,", "[80,"), "has 47 values for 48 hours"),
    "words": (json.dumps(open_meteo()).replace("[80, 80,", '["damp", 80,'), "not a number"),
    "bad time": (json.dumps(open_meteo()).replace("2020-01-01T01:00", "tomorrow"), "not a time"),
    "order": (json.dumps(open_meteo()).replace("2020-01-01T01:00", "2020-01-01T00:00"), "value 2"),
}


@pytest.mark.parametrize("kind", BAD_JSON)
def test_a_bad_answer_of_open_meteo_is_refused(tmp_path: Path, kind: str) -> None:
    words, problem = BAD_JSON[kind]
    assert problem in refusal(written(tmp_path, "bad.json", words))


MAPPING = """
[station]
name = "Vaduz"
lat = 47.13
lon = 9.52
elevation_m = 460

[time]
column = "when"
clock = "{clock}"
stands_for = "{stands_for}"

[columns]
temperature_c = ["T", "°F"]
wind_m_s = ["v", "km/h"]
missing = ["-"]
"""


def table_of(folder: Path, rows: list[str], clock: str = "standard", stands_for: str = "end") -> Path:
    written(folder, "own.toml", MAPPING.format(clock=clock, stands_for=stands_for))
    return written(folder, "own.csv", "\n".join(["when;T;v", *rows]) + "\n")


def test_a_table_of_any_kind_is_read_by_the_file_beside_it(tmp_path: Path) -> None:
    rows = ["2024-05-01T01:00;50;36", "2024-05-01T02:00;-;18", "2024-05-01T04:00;59;"]
    weather = read_weather([table_of(tmp_path, rows)])
    assert weather.station.name == "Vaduz"
    assert str(weather.begins) == "2024-05-01T00:00"
    assert np.allclose(weather.temperature_c, [10.0, np.nan, np.nan, 15.0], equal_nan=True)
    assert np.allclose(weather.wind_m_s, [10.0, 5.0, np.nan, np.nan], equal_nan=True)
    started = read_weather([table_of(tmp_path, rows, stands_for="start")])
    assert str(started.begins) == "2024-05-01T01:00"


def test_clocks_are_taken_back_to_standard_time(tmp_path: Path) -> None:
    rows = ["2024-07-01T08:00;50;1", "2024-07-01T09:00;50;1"]
    assert str(read_weather([table_of(tmp_path, rows, "standard")]).begins) == "2024-07-01T07:00"
    assert str(read_weather([table_of(tmp_path, rows, "civil")]).begins) == "2024-07-01T06:00"
    assert str(read_weather([table_of(tmp_path, rows, "utc")]).begins) == "2024-07-01T08:00"
    # The sun is over 9.52° of longitude 22 minutes after it was over 15°.
    assert str(read_weather([table_of(tmp_path, rows, "solar")]).begins) == "2024-07-01T07:22"


def test_the_hour_that_comes_twice_in_autumn_is_two_hours(tmp_path: Path) -> None:
    hours = ("01:00", "02:00", "02:00", "03:00", "04:00")
    rows = [f"2024-10-27T{hour};{50 + at};1" for at, hour in enumerate(hours)]
    weather = read_weather([table_of(tmp_path, rows, "civil")])
    assert len(weather) == 5
    assert not np.isnan(weather.temperature_c).any()
    assert str(weather.begins) == "2024-10-26T23:00"


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (["2024-05-01T01:00;warm;1"], "row 2: 'warm' under “T” is not a number"),
        (["1 May;50;1"], "row 2: '1 May' is not a time"),
        (["2024-05-01T01:00;50;1", "2024-05-01T01:30;50;1"], "row 3"),
        ([], "no hours"),
        (["2024-05-01T01:00;50;-7"], "row 2: wind is"),
        (
            ["2024-05-01T01:00;50;7", "9024-05-01T01:00;50;7"],
            "row 3: the hours reach from 2024-05-01 to",
        ),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, rows: list[str], problem: str) -> None:
    assert problem in refusal(table_of(tmp_path, rows))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"when"', '"wehn"', "has no column “wehn”"),
        ('"{clock}"', '"sundial"', "is not a clock"),
        ('"km/h"', '"knots/h"', "not a known unit"),
        ("lat = 47.13", 'lat = "north"', "does not fit"),
        ("temperature_c", "temprature_c", "“temprature_c” is not known"),
        ("[columns]", "[colums]", "“colums” is not known"),
        ("elevation_m = 460", 'zone = "Mars/Olympus"', "not a time zone"),
    ],
)
def test_a_bad_file_of_columns_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    path = table_of(tmp_path, ["2024-05-01T01:00;50;1"])
    mapping = MAPPING.replace(old, new).format(clock="standard", stands_for="end")
    path.with_suffix(".toml").write_text(mapping, encoding="utf-8")
    with pytest.raises(WeatherError, match=problem) as caught:
        read_weather([path])
    assert "own.toml" in str(caught.value)


def test_a_table_without_a_file_beside_it_says_what_to_write(tmp_path: Path) -> None:
    told = refusal(written(tmp_path, "bare.csv", "when,T\n2024-05-01T01:00,50\n"))
    assert "when, T" in told
    assert "bare.toml" in told


TMY3 = (
    '723170,"GREENSBORO",NC,-5.0,36.1,-79.95,270\n'
    "Date (MM/DD/YYYY),Time (HH:MM),GHI (W/m^2),DNI (W/m^2),Dry-bulb (C),RHum (%),Pressure (mbar),"
    "Wspd (m/s),Hvis (m)\n"
)


def test_a_typical_year_of_nrel_is_read(tmp_path: Path) -> None:
    first = np.datetime64("2001-01-01T00", "h")
    lines = []
    for number in range(8760):
        moment = str(first + number)
        sun = max(0.0, 500.0 * np.cos((number % 24 - 12.0) / 12.0 * np.pi))
        lines.append(
            f"{moment[5:7]}/{moment[8:10]}/{1988 + int(moment[5:7])},{int(moment[11:13]) + 1:02d}:00,"
            f"{sun:.0f},-9900,10.0,60,980,3.0,10000"
        )
    weather = read_weather([written(tmp_path, "723170.CSV", TMY3 + "\n".join(lines) + "\n")])
    assert weather.is_typical
    assert weather.station.zone == "America/New_York"
    assert weather.station.standard_h == -5.0
    assert (weather.temperature_c == 10.0).all()
    assert not weather.knows("beam_w_m2")
    assert weather.visibility_m[0] == 10_000.0
