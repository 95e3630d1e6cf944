"""Files of weather that are made for tests: EPW as text, and records as values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.weather import COLUMNS, Weather, WeatherStation

LEVELS = ClimateLevels((10.0, 18.0, 23.0, 28.0), (15.0, 22.0), (2.0, 5.0), 100.0, 150.0)
HEADING = "LOCATION,Somewhere,-,AUT,TMYx,111111,47.1,9.5,1.0,460.0"
HERE = WeatherStation("Here", 104.95, 25.05, 1_200.0, 8.0, "Asia/Shanghai")
"""By the course of `handmade`."""
MILD = {"temperature_c": 17.0, "humidity_percent": 50.0, "wind_m_s": 3.0, "sun_w_m2": 100.0}
GREENWICH = WeatherStation("Greenwich", 0.0, 51.48, 45.0, 0.0, None)

Row = Callable[[int, list[str]], list[str] | None]


_AIR = ("12.0", "6.7", "70", "96000", "0", "0", "300")
_REST = (
    "0", "0", "0", "0", "180", "3.0", "5", "5", "9999", "99999", "9", "999999999", "0", "0", "0", "88", "999",
    "999", "99",
)  # fmt: skip


@cache
def _plain_rows(year: int) -> tuple[tuple[str, ...], ...]:
    """The hours of a year: 12 °C, 70 %, 3 m/s, and the sun from 6 to 18."""
    days = np.arange(np.datetime64(f"{year}-01-01"), np.datetime64(f"{year + 1}-01-01"))
    rows = []
    for day in np.datetime_as_string(days):
        _, month, of_month = day.split("-")
        for hour in range(1, 25):
            sun = max(0.0, 600.0 * math.sin(math.pi * (hour - 6.5) / 12.0))
            shines = [f"{sun:.0f}", f"{sun / 2:.0f}", f"{sun / 3:.0f}"]
            calendar = [str(year), str(int(month)), str(int(of_month)), str(hour), "0", "?"]
            rows.append((*calendar, *_AIR, *shines, *_REST))
    return tuple(rows)


def epw_text(heading: str = HEADING, year: int = 2005, row: Row | None = None) -> str:
    """Make an EPW file of plain hours.

    `row` is told the number of each hour and its values, and gives other ones, or `None` to leave it out.
    """
    lines = [heading, *(f"COMMENTS {number}" for number in range(2, 9))]
    for number, plain in enumerate(_plain_rows(year)):
        changed = plain if row is None else row(number, list(plain))
        if changed is not None:
            lines.append(",".join(changed))
    return "\n".join(lines) + "\n"


def written(folder: Path, name: str, words: str, code: str = "utf-8") -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(words.encode(code))
    return path


def weather_of(
    columns: Mapping[str, float | NDArray[np.float64]],
    *,
    first: str = "2001-01-01",
    hours: int = 8760,
    station: WeatherStation = GREENWICH,
    is_typical: bool = True,
) -> Weather:
    """Make a record; columns that are not given are unknown."""
    values = {
        column: np.broadcast_to(np.asarray(columns.get(column, np.nan), dtype=np.float64), hours).copy()
        for column in COLUMNS
    }
    begins = np.datetime64(first, "m")
    return Weather(station, begins, is_typical, *(values[column] for column in COLUMNS))  # type: ignore[arg-type]
