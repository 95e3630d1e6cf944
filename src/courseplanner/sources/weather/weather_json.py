"""Reads hourly weather as Open-Meteo's archive gives it, saved to a file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import WeatherError
from courseplanner.base.i18n import text
from courseplanner.model.brief.brief_values import shown
from courseplanner.model.weather.weather import WeatherStation
from courseplanner.sources.weather.time_zones import standard_hours, zone_at
from courseplanner.sources.weather.weather_rows import WeatherRows, check_station
from courseplanner.sources.weather.weather_units import FACTORS

__all__ = ["read_open_meteo"]

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "temperature_c": ("temperature_2m",),
    "humidity_percent": ("relative_humidity_2m", "relativehumidity_2m"),
    "pressure_hpa": ("surface_pressure",),
    "wind_m_s": ("wind_speed_10m", "windspeed_10m"),
    "wind_from_deg": ("wind_direction_10m", "winddirection_10m"),
    "gust_m_s": ("wind_gusts_10m", "windgusts_10m"),
    "sun_w_m2": ("shortwave_radiation",),
    "beam_w_m2": ("direct_normal_irradiance",),
    "rain_mm": ("precipitation", "rain"),
    "visibility_m": ("visibility",),
}
_THUNDER_CODES = (95.0, 96.0, 99.0)
"""Of WMO's present weather, as Open-Meteo writes it."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?", re.ASCII)
_LAST_SECOND = 253_402_300_800
"""Of the year 9999."""
_FORM = text("save the answer of the archive with hourly=temperature_2m,… as it is")


def read_open_meteo(path: Path, content: bytes, words: str) -> WeatherRows:
    """Read an answer of Open-Meteo's archive.

    Values of an hour stand under its end there, and sums and means are those of the hour before; the
    times are those of one offset from UTC all the year, which the file names.

    Parameters
    ----------
    path : Path
    content : bytes
    words : str
        The file, decoded.

    Raises
    ------
    WeatherError
        Naming the file, the place in it and the fix.
    """
    try:
        document = json.loads(words)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        problem = text("is not JSON: the file was cut off, or is something else")
        raise WeatherError(
            f"{path}, {text('line {line}', line=line)}", problem, text("download it again")
        ) from error
    if not isinstance(document, dict) or not isinstance(document.get("hourly"), dict):
        raise WeatherError(str(path), text("has no table “hourly”"), _FORM)
    hourly, units = document["hourly"], document.get("hourly_units")
    ends_in_file = _times(path, hourly.get("time"))
    file_h = _number(path, document, "utc_offset_seconds") / 3600.0
    if isinstance(units, dict) and units.get("time") == "unixtime":
        file_h = 0.0
    station = _station(path, document, file_h)
    shift = np.timedelta64(round((station.standard_h - file_h) * 60.0), "m")
    values = {
        column: _values(
            path, hourly, units if isinstance(units, dict) else {}, names, column, len(ends_in_file)
        )
        for column, names in _COLUMNS.items()
        if any(name in hourly for name in names)
    }
    if "temperature_c" not in values:
        raise WeatherError(f"{path}, hourly", text("there is no temperature_2m"), _FORM)
    values["thunder"] = _thunder(path, hourly, len(ends_in_file))
    return WeatherRows(
        path, content, station, ends_in_file + shift, values, range(1, len(ends_in_file) + 1),
        "hourly, value {number}", is_typical=False,
    )  # fmt: skip


def _times(path: Path, times: object) -> NDArray[np.datetime64]:
    where = f"{path}, hourly.time"
    if not isinstance(times, list) or not times:
        raise WeatherError(where, text("there are no times"), _FORM)
    for number, moment in enumerate(times, start=1):
        is_seconds = type(moment) is int and abs(moment) < _LAST_SECOND
        if not is_seconds and not (isinstance(moment, str) and _ISO.fullmatch(moment)):
            raise WeatherError(
                f"{where}, {text('value {number}', number=number)}",
                text("{moment} is not a time", moment=shown(repr(moment))),
                _FORM,
            )
    try:
        if all(type(moment) is int for moment in times):
            return np.array(times, dtype="datetime64[s]").astype("datetime64[m]")
        return np.array([str(moment) for moment in times], dtype="datetime64[m]")
    except ValueError as error:
        raise WeatherError(
            where, text("holds a value that is not a time ({reason})", reason=str(error)), _FORM
        ) from error


def _number(path: Path, document: Mapping[str, Any], key: str) -> float:
    value = document.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise WeatherError(f"{path}, {key}", text("there is no number"), _FORM)
    return float(value)


def _station(path: Path, document: Mapping[str, Any], file_h: float) -> WeatherStation:
    lat, lon = _number(path, document, "latitude"), _number(path, document, "longitude")
    elevation = document.get("elevation")
    elevation_m = float(elevation) if isinstance(elevation, int | float) else None
    name = path.stem
    check_station(WeatherStation(name, lon, lat, elevation_m, round(lon / 15.0), None), str(path))
    zone = zone_at(lon, lat)
    standard_h = standard_hours(zone) if zone is not None else file_h
    return WeatherStation(name, lon, lat, elevation_m, standard_h, zone)


def _values(
    path: Path,
    hourly: Mapping[str, Any],
    units: Mapping[str, Any],
    names: tuple[str, ...],
    column: str,
    count: int,
) -> NDArray[np.float64]:
    name = next(name for name in names if name in hourly)
    written = hourly[name]
    where = f"{path}, hourly.{name}"
    if not isinstance(written, list) or len(written) != count:
        held = len(written) if isinstance(written, list) else 0
        raise WeatherError(
            where,
            text("has {held} values for {count} hours", held=held, count=count),
            text("download it again"),
        )
    try:
        found = np.array([np.nan if value is None else value for value in written], dtype=np.float64)
    except (TypeError, ValueError):
        raise WeatherError(
            where, text("holds a value that is not a number"), text("download it again")
        ) from None
    unit = units.get(name)
    if unit is None:
        raise WeatherError(f"{path}, hourly_units.{name}", text("the unit of the values is missing"), _FORM)
    if (column, unit) not in FACTORS:
        known = ", ".join(name for of, name in FACTORS if of == column)
        raise WeatherError(
            f"{path}, hourly_units.{name}",
            text("{unit} is not a known unit", unit=repr(unit)),
            text("download it again in one of {known}", known=known),
        )
    factor, add = FACTORS[column, unit]
    return found * factor + add


def _thunder(path: Path, hourly: Mapping[str, Any], count: int) -> NDArray[np.float64]:
    """Tell thunder by the codes of weather. A record without a single one did not look for any."""
    codes = hourly.get("weather_code", hourly.get("weathercode"))
    if not isinstance(codes, list) or len(codes) != count:
        return np.full(count, np.nan)
    try:
        found = np.array([np.nan if code is None else code for code in codes], dtype=np.float64)
    except (TypeError, ValueError):
        raise WeatherError(
            f"{path}, hourly.weather_code",
            text("holds a value that is not a number"),
            text("download it again"),
        ) from None
    thunders = np.isin(found, _THUNDER_CODES)
    if not thunders.any():
        return np.full(count, np.nan)
    return np.where(np.isnan(found), np.nan, thunders.astype(np.float64))
