"""Reads weather: one file or several, of one place, to one record without gaps on its axis of time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import WeatherError
from courseplanner.base.i18n import text
from courseplanner.measure.geometry.geodesy import distance_m
from courseplanner.model.provenance import Provenance
from courseplanner.model.weather.weather import COLUMNS, HOUR, Weather
from courseplanner.sources.bytes.text_files import read_text_file
from courseplanner.sources.weather.weather_csv import read_mapped_csv
from courseplanner.sources.weather.weather_doubts import doubts_about
from courseplanner.sources.weather.weather_epw import read_epw, read_tmy3
from courseplanner.sources.weather.weather_json import read_open_meteo
from courseplanner.sources.weather.weather_rows import WeatherRows, check_values

__all__ = ["read_weather"]

_YEAR_HOURS = (8760, 8784)
_SAME_PLACE_M = 30_000.0
"""So far apart may files of one place lie: cells of a model do not lie where the station is."""
_LONGEST_HOURS = 300 * 8_784
_NEVER = ("rain_mm", "thunder")
"""What was not looked for where it is not there once in the whole record."""

Reader = Callable[[Path, bytes, str], WeatherRows]


def read_weather(paths: Sequence[Path]) -> Weather:
    """Read weather, hour by hour.

    Parameters
    ----------
    paths : sequence of Path
        One typical year (EPW, TMY3), or real years in as many files as there are: EPW, JSON of
        Open-Meteo's archive, CSV with its columns named in a file beside it.

    Raises
    ------
    WeatherError
        Naming the file, the row and the fix.
    """
    files = [_read_file(path) for path in paths]
    if not files:
        raise WeatherError("weather", text("no file is given"), text("give one or more"))
    _refuse_other_places(files)
    if len(files) > 1 and not _by_years_alone(files):
        typical = next((rows for rows in files if rows.is_typical), None)
        if typical is not None:
            raise WeatherError(
                str(typical.path),
                text("a typical year can't stand beside other files: its months are of other years"),
                text("give it alone, or give real years"),
            )
    return _joined(files)


def _by_years_alone(files: Sequence[WeatherRows]) -> bool:
    """Tell whether each file is of a year of its own, as real years in the form of typical ones are."""
    years = [set(rows.ends.astype("datetime64[Y]").tolist()) for rows in files]
    firsts = [min(held) for held in years]
    return all(len(held) <= 2 for held in years) and len(set(firsts)) == len(firsts)


def _read_file(path: Path) -> WeatherRows:
    content, words = read_text_file(path, WeatherError)
    rows = _reader_of(path, words)(path, content, words)
    check_values(rows)
    return rows


def _reader_of(path: Path, words: str) -> Reader:
    suffix = path.suffix.casefold()
    first, _, rest = words.partition("\n")
    if not words.strip():
        raise WeatherError(str(path), text("the file is empty"), text("download it again"))
    if suffix == ".epw" or first.upper().startswith("LOCATION,"):
        return read_epw
    if suffix == ".json":
        return read_open_meteo
    if rest.casefold().startswith("date (mm/dd/yyyy)"):
        return read_tmy3
    if suffix in (".csv", ".txt", ".tsv"):
        return read_mapped_csv
    raise WeatherError(
        str(path),
        text("is not a weather file of a known kind"),
        text("give EPW, TMY3, JSON of Open-Meteo, or CSV with a .toml beside it"),
    )


def _refuse_other_places(files: Sequence[WeatherRows]) -> None:
    first = files[0].station
    for rows in files[1:]:
        station = rows.station
        apart_m = distance_m(first.lon, first.lat, station.lon, station.lat)
        if apart_m > _SAME_PLACE_M:
            raise WeatherError(
                str(rows.path),
                text(
                    "{name} lies {apart:.0f} km from {first}, of {file}",
                    name=station.name, apart=apart_m / 1000.0, first=first.name, file=files[0].path.name,
                ),
                text("give files of one place"),
            )  # fmt: skip


def _joined(files: Sequence[WeatherRows]) -> Weather:
    """Put the hours of all files on one axis."""
    is_typical = len(files) == 1 and files[0].is_typical
    if is_typical:
        files = [_whole_year(files[0])]
    for rows in files:
        _refuse_disorder(rows)
    begins = min(rows.ends[0] for rows in files) - HOUR
    count = int((max(rows.ends[-1] for rows in files) - begins) // HOUR)
    _refuse_ages(files, begins, count)
    columns = {column: np.full(count, np.nan) for column in COLUMNS}
    taken = np.full(count, -1)
    for number, rows in enumerate(files):
        at = ((rows.ends - begins) // HOUR).astype(np.int64) - 1
        _refuse_twice(files, number, at, taken)
        taken[at] = number
        for column, values in rows.values.items():
            columns[column][at] = values
    known = _only_looked_for(columns)
    weather = Weather(
        files[0].station,
        begins,
        is_typical,
        temperature_c=known["temperature_c"],
        humidity_percent=known["humidity_percent"],
        pressure_hpa=known["pressure_hpa"],
        wind_m_s=known["wind_m_s"],
        wind_from_deg=known["wind_from_deg"],
        gust_m_s=known["gust_m_s"],
        sun_w_m2=known["sun_w_m2"],
        beam_w_m2=known["beam_w_m2"],
        rain_mm=known["rain_mm"],
        thunder=known["thunder"],
        visibility_m=known["visibility_m"],
        provenance=tuple(_provenance(rows) for rows in files),
    )
    doubts = doubts_about(weather, str(files[0].path))
    return replace(
        weather, doubts=tuple(text("{file}: {words}", file=files[0].path, words=words) for words in doubts)
    )


def _refuse_ages(files: Sequence[WeatherRows], begins: np.datetime64, count: int) -> None:
    """Refuse a record that spans more years than anybody measured: a year in it is mistyped."""
    if count <= _LONGEST_HOURS:
        return
    last = max(files, key=lambda rows: rows.ends[-1])
    raise WeatherError(
        last.where(len(last.ends) - 1),
        text("the hours reach from {first} to {last}", first=str(begins)[:10], last=str(last.ends[-1])[:10]),
        text("fix the year, or give fewer files"),
    )


def _only_looked_for(columns: dict[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Take what is 0 in the whole record as not looked for."""
    for column in _NEVER:
        values = columns[column]
        if not (np.nan_to_num(values) > 0.0).any():
            values[:] = np.nan
    return columns


def _whole_year(rows: WeatherRows) -> WeatherRows:
    """Put a typical year, whose months are of several years, on one; a year with a gap is refused."""
    hours = rows.ends - HOUR
    years = hours.astype("datetime64[Y]")
    leap = len(rows.ends) == _YEAR_HOURS[1]
    own = np.unique(years)
    base = own[0] if len(own) == 1 else np.datetime64("2000" if leap else "2001", "Y")
    month = hours.astype("datetime64[M]")
    in_base = base.astype("datetime64[M]") + (month - month.astype("datetime64[Y]").astype("datetime64[M]"))
    moved = in_base.astype("datetime64[m]") + (hours - month.astype("datetime64[m]"))
    expected = base.astype("datetime64[m]") + np.arange(len(moved)) * HOUR
    off = moved != expected
    if off.any():
        at = int(np.argmax(off))
        raise WeatherError(
            rows.where(at),
            text("here should be {due}, and is {found}", due=_said(expected[at]), found=_said(moved[at])),
            text("download the file again: an hour is missing, doubled or out of order"),
        )
    due = int(((base + 1).astype("datetime64[m]") - base.astype("datetime64[m]")) // HOUR)
    if len(moved) != due and len(moved) not in _YEAR_HOURS:
        raise WeatherError(
            rows.where(len(moved) - 1),
            text(
                "the year ends after {count} hours of {due}: the file was cut off", count=len(moved), due=due
            ),
            text("download the file again"),
        )
    _refuse_empty_month(rows, moved)
    return replace(rows, ends=moved + HOUR)


def _refuse_empty_month(rows: WeatherRows, hours: NDArray[np.datetime64]) -> None:
    known = ~np.isnan(rows.values["temperature_c"])
    months = hours.astype("datetime64[M]").astype(np.int64) % 12 + 1
    for month in range(1, 13):
        held = months == month
        if not known[held].any():
            raise WeatherError(
                rows.where(int(np.argmax(held))),
                text("there is no temperature in the whole month {month}", month=month),
                text("download the file again, or give another year"),
            )


def _said(moment: np.datetime64) -> str:
    words = str(moment.astype("datetime64[m]"))
    return f"{words[5:10]} {words[11:]}"


def _refuse_disorder(rows: WeatherRows) -> None:
    steps = np.diff(rows.ends)
    wrong = (steps <= np.timedelta64(0, "m")) | (steps % HOUR != np.timedelta64(0, "m"))
    if wrong.any():
        at = int(np.argmax(wrong)) + 1
        raise WeatherError(
            rows.where(at),
            text(
                "{found} follows {before}",
                found=str(rows.ends[at]).replace("T", " "),
                before=str(rows.ends[at - 1]).replace("T", " "),
            ),
            text("put the hours in order, each once, an hour or whole hours apart"),
        )


def _refuse_twice(
    files: Sequence[WeatherRows], number: int, at: NDArray[np.int64], taken: NDArray[np.int64]
) -> None:
    twice = taken[at] >= 0
    if twice.any():
        first = int(np.argmax(twice))
        other: Path = files[int(taken[at[first]])].path
        raise WeatherError(
            files[number].where(first),
            text(
                "{moment} stands in {other}, too",
                moment=str(files[number].ends[first]).replace("T", " "),
                other=other.name,
            ),
            text("give each hour once"),
        )


def _provenance(rows: WeatherRows) -> Provenance:
    temperature = rows.values["temperature_c"]
    counts = {"hours": len(temperature), "hours_without_temperature": int(np.isnan(temperature).sum())}
    return Provenance(rows.path.name, hashlib.sha256(rows.content).hexdigest(), None, None, counts)
