"""Reads EnergyPlus weather files (EPW) and typical years of NREL (TMY3)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import WeatherError
from courseplanner.base.i18n import text
from courseplanner.model.weather.weather import WeatherStation
from courseplanner.sources.weather.time_zones import zone_at
from courseplanner.sources.weather.weather_rows import WeatherRows, check_station, numbers_of

__all__ = ["read_epw", "read_tmy3"]

_EPW_HEADER_ROWS = 8
_EPW_CELLS = 22
"""Up to the wind; some writers leave the rest out."""
_EPW_COLUMNS: Mapping[str, tuple[int, float, frozenset[float]]] = {
    "temperature_c": (6, 1.0, frozenset({99.9})),
    "humidity_percent": (8, 1.0, frozenset({999.0})),
    "pressure_hpa": (9, 0.01, frozenset({999999.0})),
    "sun_w_m2": (13, 1.0, frozenset({9999.0})),
    "beam_w_m2": (14, 1.0, frozenset({9999.0})),
    "wind_from_deg": (20, 1.0, frozenset({999.0})),
    "wind_m_s": (21, 1.0, frozenset({999.0})),
    "visibility_m": (24, 1000.0, frozenset({999.0, 9999.0})),
    "rain_mm": (33, 1.0, frozenset({999.0, 99.0})),
}
"""Column, factor to our unit, and what stands for a missing value (Auxiliary Programs, EnergyPlus)."""
_TMY3_COLUMNS: Mapping[str, tuple[str, float]] = {
    "temperature_c": ("dry-bulb (c)", 1.0),
    "humidity_percent": ("rhum (%)", 1.0),
    "pressure_hpa": ("pressure (mbar)", 1.0),
    "sun_w_m2": ("ghi (w/m^2)", 1.0),
    "beam_w_m2": ("dni (w/m^2)", 1.0),
    "wind_from_deg": ("wdir (degrees)", 1.0),
    "wind_m_s": ("wspd (m/s)", 1.0),
    "visibility_m": ("hvis (m)", 1.0),
    "rain_mm": ("lprecip depth (mm)", 1.0),
}
_TMY3_MISSING = frozenset({-9900.0, -9999.0})
_REAL_YEAR = re.compile(r"\bAMY\b", re.IGNORECASE)
_OBSERVED, _THUNDER, _CODES = 0.0, 1.0, 9
_EPW_FORMAT = text("give the file as it was downloaded: eight rows of heading, then a row an hour")


def read_epw(path: Path, content: bytes, words: str) -> WeatherRows:
    """Read an EPW file.

    Parameters
    ----------
    path : Path
    content : bytes
    words : str
        The file, decoded.

    Raises
    ------
    WeatherError
        Naming the file, the row and the fix.
    """
    lines = _cells_of(path, words)
    station = _epw_station(path, lines[0] if lines else [])
    hours = [
        (number, cells) for number, cells in enumerate(lines, start=1) if number > _EPW_HEADER_ROWS and cells
    ]
    _refuse_short(path, hours, _EPW_CELLS)
    values = {
        column: _column(path, hours, at, missing) * factor
        for column, (at, factor, missing) in _EPW_COLUMNS.items()
        if len(hours[0][1]) > at
    }
    values["thunder"] = _epw_thunder(path, hours)
    calendar = [_column(path, hours, at, frozenset()) for at in range(4)]
    numbers = [number for number, _ in hours]
    return WeatherRows(
        path,
        content,
        station,
        _ends_of(path, numbers, *calendar),
        values,
        numbers,
        "row {number}",
        is_typical=not _REAL_YEAR.search(",".join(lines[0])),
    )


def _cells_of(path: Path, words: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(words, newline="")))
    except csv.Error as error:
        raise WeatherError(
            str(path), text("is not a table ({reason})", reason=str(error)), _EPW_FORMAT
        ) from error


def _epw_station(path: Path, heading: Sequence[str]) -> WeatherStation:
    where = f"{path}, {text('row {number}', number=1)}"
    if len(heading) < 10 or heading[0].strip().upper() != "LOCATION":
        raise WeatherError(where, text("is not the heading of an EPW file (LOCATION, …)"), _EPW_FORMAT)
    name = ", ".join(cell.strip() for cell in heading[1:4] if cell.strip() not in ("", "-"))
    return _station(where, name, heading[6:10])


def _station(where: str, name: str, cells: Sequence[str]) -> WeatherStation:
    """Make a station of its latitude, longitude, hours from UTC, and elevation."""
    try:
        lat, lon, standard_h, elevation_m = (float(cell) for cell in cells)
    except ValueError:
        raise WeatherError(
            where,
            text("{cells} is not a latitude, longitude, time zone and elevation", cells=",".join(cells)),
            text("write four numbers"),
        ) from None
    if not np.isfinite([lat, lon, standard_h, elevation_m]).all():
        raise WeatherError(where, text("a number is missing"), text("write four numbers"))
    bare = WeatherStation(name, lon, lat, elevation_m, standard_h, None)
    check_station(bare, where)
    return WeatherStation(name, lon, lat, elevation_m, standard_h, zone_at(lon, lat))


def _refuse_short(path: Path, hours: Sequence[tuple[int, list[str]]], least: int) -> None:
    if not hours:
        raise WeatherError(str(path), text("there are no hours in it"), _EPW_FORMAT)
    for number, cells in hours:
        if len(cells) < least:
            raise WeatherError(
                f"{path}, {text('row {number}', number=number)}",
                text(
                    "it has {count} values, not {least} or more: the file was cut off",
                    count=len(cells),
                    least=least,
                ),
                text("download the file again"),
            )


def _column(
    path: Path, hours: Sequence[tuple[int, list[str]]], at: int, missing: frozenset[float]
) -> NDArray[np.float64]:
    cells = [row[at] if at < len(row) else "" for _, row in hours]
    try:
        return numbers_of(cells, missing)
    except ValueError:
        number, cell = next((number, row[at]) for number, row in hours if not _is_number(row[at]))
        raise WeatherError(
            f"{path}, {text('row {number}, value {at}', number=number, at=at + 1)}",
            text("{cell} is not a number", cell=repr(cell)),
            text("write a number, or leave the value empty"),
        ) from None


def _is_number(cell: str) -> bool:
    try:
        float(cell or "nan")
    except ValueError:
        return not cell.strip()
    return True


def _epw_thunder(path: Path, hours: Sequence[tuple[int, list[str]]]) -> NDArray[np.float64]:
    """Read the first digit of the codes of present weather: 0 and 1 are thunder, 9 is none."""
    observed = _column(path, hours, 26, frozenset())
    codes = [row[27].strip().rjust(_CODES, "0") if len(row) > 27 else "" for _, row in hours]
    first = np.array([float(code[0]) if code[:1].isdigit() else np.nan for code in codes])
    return np.where(
        (observed == _OBSERVED) & ~np.isnan(first), (first <= _THUNDER).astype(np.float64), np.nan
    )


def _ends_of(
    path: Path,
    numbers: Sequence[int],
    year: NDArray[np.float64],
    month: NDArray[np.float64],
    day: NDArray[np.float64],
    hour: NDArray[np.float64],
) -> NDArray[np.datetime64]:
    """Give when each hour ends; hours count from 1 to 24, and the 24th ends at midnight."""
    calendar = np.stack([year, month, day, hour])
    low, high = (np.array(bounds)[:, None] for bounds in ((1800, 1, 1, 1), (2200, 12, 31, 24)))
    fits = ((calendar >= low) & (calendar <= high) & (calendar == np.floor(calendar))).all(axis=0)
    years, months, of_month, hours = np.where(fits, calendar, low).astype(np.int64)
    first = ((years - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (months - 1)).astype(
        "datetime64[D]"
    )
    days = first + (of_month - 1)
    fits &= days.astype("datetime64[M]") == first.astype("datetime64[M]")
    if not fits.all():
        at = int(np.argmin(fits))
        raise WeatherError(
            f"{path}, {text('row {number}', number=numbers[at])}",
            text(
                "{year:.0f}-{month:.0f}-{day:.0f}, hour {hour:.0f}, is not an hour "
                    "of a day",
                year=year[at], month=month[at], day=day[at], hour=hour[at],
            ),
            text("hours go from 1 to 24; fix the row"),
        )  # fmt: skip
    ends: NDArray[np.datetime64] = days.astype("datetime64[m]") + (60 * hours).astype("timedelta64[m]")
    return ends


def read_tmy3(path: Path, content: bytes, words: str) -> WeatherRows:
    """Read a TMY3 file; parameters and errors are those of `read_epw`."""
    lines = _cells_of(path, words)
    where = f"{path}, {text('row {number}', number=1)}"
    station = _station(
        where, ", ".join(cell.strip() for cell in lines[0][1:3]), [lines[0][i] for i in (4, 5, 3, 6)]
    )
    heading = [cell.strip().casefold() for cell in lines[1]]
    hours = [(number, cells) for number, cells in enumerate(lines, start=1) if number > 2 and cells]
    _refuse_short(path, hours, len(heading))
    values = {}
    for column, (name, factor) in _TMY3_COLUMNS.items():
        if name in heading:
            values[column] = _column(path, hours, heading.index(name), _TMY3_MISSING) * factor
    if "temperature_c" not in values:
        raise WeatherError(
            f"{path}, {text('row {number}', number=2)}",
            text("there is no column {needed}", needed="Dry-bulb (C)"),
            text("give the file as it was downloaded"),
        )
    numbers = [number for number, _ in hours]
    dates = [re.split(r"[/:]", f"{cells[0]}:{cells[1]}") for _, cells in hours]
    for number, parts in zip(numbers, dates, strict=True):
        if len(parts) < 4 or not all(part.strip().isdigit() for part in parts[:4]):
            raise WeatherError(
                f"{path}, {text('row {number}', number=number)}",
                text("has no date and hour"),
                text("write MM/DD/YYYY,HH:MM"),
            )
    month, day, year, hour = (np.array([float(parts[i]) for parts in dates]) for i in range(4))
    ends = _ends_of(path, numbers, year, month, day, hour)
    return WeatherRows(path, content, station, ends, values, numbers, "row {number}", is_typical=True)
