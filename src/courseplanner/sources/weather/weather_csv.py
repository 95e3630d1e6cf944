"""Reads hourly weather from any CSV table, by a file beside it that says what its columns are."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import WeatherError
from courseplanner.base.i18n import Text, text
from courseplanner.brief.toml_text import TomlText, load_toml_text
from courseplanner.model.brief.brief_values import nearest_of, shown
from courseplanner.model.weather.weather import HOUR, WeatherStation
from courseplanner.sources.weather.time_zones import standard_hours, zone_at
from courseplanner.sources.weather.weather_rows import LIMITS, WeatherRows, check_station
from courseplanner.sources.weather.weather_units import FACTORS

__all__ = ["read_mapped_csv"]

_CLOCKS = ("standard", "civil", "solar", "utc")
_KEYS = {
    "": ("station", "time", "columns"),
    "station": ("name", "lat", "lon", "elevation_m", "zone"),
    "time": ("column", "date", "hour", "format", "clock", "stands_for"),
    "columns": (*LIMITS, "missing"),
}
_OWN_UNITS = {
    "temperature_c": "°C", "humidity_percent": "%", "pressure_hpa": "hPa", "wind_m_s": "m/s",
    "wind_from_deg": "°", "gust_m_s": "m/s", "sun_w_m2": "W/m²", "beam_w_m2": "W/m²", "rain_mm": "mm",
    "thunder": "", "visibility_m": "m",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    """A CSV file, cut into cells."""

    path: Path
    heading: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def where(self, number: int) -> str:
        return f"{self.path}, {text('row {number}', number=number)}"

    def cells(self, name: str) -> list[str]:
        at = self.heading.index(name)
        return [row[at] if at < len(row) else "" for _, row in self.rows]


def read_mapped_csv(path: Path, content: bytes, words: str) -> WeatherRows:
    """Read a table of hours, by the file of the same name that ends in .toml.

    Parameters
    ----------
    path : Path
    content : bytes
    words : str
        The file, decoded.

    Raises
    ------
    WeatherError
        If there is no such file, or either is wrong: with the file, the row or line, and the fix.
    """
    table = _table_of(path, words)
    mapping = _mapping_of(path, table)
    station = _station(mapping)
    ends = _ends(mapping, table, station)
    values = _values(mapping, table)
    numbers = [number for number, _ in table.rows]
    return WeatherRows(path, content, station, ends, values, numbers, "row {number}", is_typical=False)


def _table_of(path: Path, words: str) -> _Table:
    heading_line = words.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading_line.count)
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(words, newline=""), delimiter=delimiter), start=1
        ):
            if any(cell.strip() for cell in row):
                rows.append((number, tuple(cell.strip() for cell in row)))
    except csv.Error as error:
        raise WeatherError(
            str(path), text("is not a table ({reason})", reason=str(error)), text("save it as CSV")
        ) from error
    if len(rows) < 2:
        raise WeatherError(
            str(path), text("there are no hours in it"), text("give a heading, then a row an hour")
        )
    return _Table(path, rows[0][1], tuple(rows[1:]))


def _mapping_of(path: Path, table: _Table) -> TomlText:
    beside = path.with_suffix(".toml")
    if not beside.exists():
        raise WeatherError(
            str(path),
            text("its columns are not described ({names})", names=", ".join(table.heading)),
            text(
                "write {file} beside it, with [station] lat, lon, elevation_m, [time] column, and [columns] "
                'temperature_c = "…"; docs/climate.md shows one',
                file=beside.name,
            ),
        )
    mapping = load_toml_text(beside, WeatherError, text("columns"))
    for where, known in _KEYS.items():
        held = mapping.data if not where else mapping.data.get(where, {})
        if not isinstance(held, dict):
            mapping.refuse("", where, text("it is not a table"), text("write [{table}]", table=where))
        for key in held:
            if key not in known:
                mapping.refuse(
                    where, key, text("“{key}” is not known", key=shown(key)), nearest_of(key, list(known))
                )
    return mapping


def _entry(mapping: TomlText, table: str, key: str, kind: type | tuple[type, ...], fix: Text) -> Any:
    value = mapping.data.get(table, {}).get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        problem = text("it is missing") if value is None else text("{value} does not fit", value=shown(value))
        mapping.refuse(table, key, problem, fix)
    return value


def _station(mapping: TomlText) -> WeatherStation:
    degrees = text("write degrees of WGS 84 as a number")
    lat = float(_entry(mapping, "station", "lat", (int, float), degrees))
    lon = float(_entry(mapping, "station", "lon", (int, float), degrees))
    height = mapping.data["station"].get("elevation_m")
    if height is not None:
        height = float(
            _entry(mapping, "station", "elevation_m", (int, float), text("write metres above the sea"))
        )
    name = str(mapping.data["station"].get("name", mapping.path.stem))
    bare = WeatherStation(name, lon, lat, height, round(lon / 15.0), None)
    check_station(bare, f"{mapping.path}, [station]")
    zone = mapping.data["station"].get("zone", zone_at(lon, lat))
    try:
        standard_h = bare.standard_h if zone is None else standard_hours(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, TypeError):
        mapping.refuse(
            "station",
            "zone",
            text("“{value}” is not a time zone", value=shown(zone)),
            text('write one such as "Asia/Shanghai", or leave it out'),
        )
    return WeatherStation(name, lon, lat, height, standard_h, zone)


def _ends(mapping: TomlText, table: _Table, station: WeatherStation) -> NDArray[np.datetime64]:
    """Give when each hour ends, in standard time."""
    wishes = mapping.data.get("time", {})
    clock = wishes.get("clock", "standard")
    if clock not in _CLOCKS:
        problem = text("“{value}” is not a clock", value=shown(clock))
        mapping.refuse("time", "clock", problem, nearest_of(str(clock), list(_CLOCKS)))
    stands_for = wishes.get("stands_for", "end")
    if stands_for not in ("end", "start"):
        mapping.refuse(
            "time",
            "stands_for",
            text("“{value}” is neither of the two", value=shown(stands_for)),
            text("write end or start"),
        )
    moments = _moments(mapping, table)
    standard = _to_standard(moments, clock, station)
    ends: NDArray[np.datetime64] = standard + (HOUR if stands_for == "start" else 0 * HOUR)
    return ends


def _moments(mapping: TomlText, table: _Table) -> list[dt.datetime]:
    wishes = mapping.data.get("time", {})
    if "date" in wishes:
        dates, hours = (table.cells(_heading(mapping, table, "time", key)) for key in ("date", "hour"))
        written = [f"{date} {hour}" for date, hour in zip(dates, hours, strict=True)]
    else:
        written = table.cells(_heading(mapping, table, "time", "column"))
    pattern = wishes.get("format")
    moments = []
    for (number, _), words in zip(table.rows, written, strict=True):
        try:
            moment = dt.datetime.strptime(words, pattern) if pattern else dt.datetime.fromisoformat(words)  # noqa: DTZ007
        except (ValueError, TypeError):
            raise WeatherError(
                table.where(number),
                text("{words} is not a time", words=repr(words)),
                text(
                    "write it as 2024-03-28T08:00, or its form as [time] format in {file}",
                    file=mapping.path.name,
                ),
            ) from None
        moments.append(moment.replace(tzinfo=None))
    return moments


def _to_standard(
    moments: Sequence[dt.datetime], clock: str, station: WeatherStation
) -> NDArray[np.datetime64]:
    plain = np.array(moments, dtype="datetime64[m]")
    ahead_h = np.zeros(len(moments))
    if clock == "utc":
        ahead_h -= station.standard_h
    elif clock == "solar":
        ahead_h += station.lon / 15.0 - station.standard_h
    elif clock == "civil" and station.zone is not None:
        ahead_h += _savings_h(moments, zoneinfo.ZoneInfo(station.zone), station.standard_h)
    standard: NDArray[np.datetime64] = plain - np.round(60.0 * ahead_h).astype("timedelta64[m]")
    return standard


def _savings_h(
    moments: Sequence[dt.datetime], zone: zoneinfo.ZoneInfo, standard_h: float
) -> NDArray[np.float64]:
    """Give the hours that the clock was ahead of standard time at each moment of its own."""
    ahead, before = [], None
    for moment in moments:
        # In autumn an hour comes twice; its second coming stands right after the first.
        offset = moment.replace(tzinfo=zone, fold=1 if moment == before else 0).utcoffset()
        ahead.append(0.0 if offset is None else offset.total_seconds() / 3600.0 - standard_h)
        before = moment
    return np.array(ahead)


def _heading(mapping: TomlText, table: _Table, group: str, key: str) -> str:
    name = _entry(mapping, group, key, str, text("write the heading of the column in quotes"))
    return _known_heading(mapping, table, group, key, name)


def _known_heading(mapping: TomlText, table: _Table, group: str, key: str, name: str) -> str:
    if name not in table.heading:
        mapping.refuse(
            group,
            key,
            text("{file} has no column “{name}”", file=table.path.name, name=shown(name)),
            nearest_of(name, list(table.heading)),
        )
    return name


def _values(mapping: TomlText, table: _Table) -> dict[str, NDArray[np.float64]]:
    wishes = mapping.data.get("columns", {})
    if "temperature_c" not in wishes:
        mapping.refuse(
            "columns",
            "temperature_c",
            text("it is missing"),
            text("write the heading of its column in quotes"),
        )
    missing = wishes.get("missing", [])
    blanks = {"", *(str(word) for word in (missing if isinstance(missing, list) else [missing]))}
    return {
        column: _column(mapping, table, column, wish, blanks)
        for column, wish in wishes.items()
        if column != "missing"
    }


def _column(
    mapping: TomlText, table: _Table, column: str, wish: object, blanks: set[str]
) -> NDArray[np.float64]:
    """Read a column, given as `"heading"` or as `["heading", "unit"]`."""
    name, unit = (wish, _OWN_UNITS[column]) if isinstance(wish, str) else (None, None)
    if isinstance(wish, list) and len(wish) == 2:
        name, unit = str(wish[0]), str(wish[1])
    if name is None or unit is None:
        mapping.refuse(
            "columns",
            column,
            text("{value} does not fit", value=shown(wish)),
            text('write "heading" or ["heading", "unit"]'),
        )
    _known_heading(mapping, table, "columns", column, name)
    if (column, unit) not in FACTORS:
        units = [known for of, known in FACTORS if of == column]
        mapping.refuse(
            "columns",
            column,
            text("“{unit}” is not a known unit", unit=shown(unit)),
            nearest_of(unit, units),
        )
    factor, add = FACTORS[column, unit]
    found = np.full(len(table.rows), np.nan)
    for at, ((number, _), cell) in enumerate(zip(table.rows, table.cells(name), strict=True)):
        if cell in blanks:
            continue
        try:
            found[at] = float(cell)
        except ValueError:
            raise WeatherError(
                table.where(number),
                text("{cell} under “{name}” is not a number", cell=repr(cell), name=name),
                text("fix it, or write it under [columns] missing in {file}", file=mapping.path.name),
            ) from None
    return found * factor + add
