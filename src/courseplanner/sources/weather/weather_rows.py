"""The rows of one file of weather, and what no row may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import WeatherError
from courseplanner.base.i18n import Text, text
from courseplanner.model.weather.weather import WeatherStation

__all__ = ["LIMITS", "NAMES", "WeatherRows", "check_station", "check_values", "numbers_of"]

LIMITS: Mapping[str, tuple[float, float]] = {
    "temperature_c": (-90.0, 60.0),
    "humidity_percent": (0.0, 110.0),
    "pressure_hpa": (300.0, 1100.0),
    "wind_m_s": (0.0, 100.0),
    "wind_from_deg": (0.0, 360.0),
    "gust_m_s": (0.0, 150.0),
    "sun_w_m2": (0.0, 1500.0),
    "beam_w_m2": (0.0, 1500.0),
    "rain_mm": (0.0, 500.0),
    "thunder": (0.0, 1.0),
    "visibility_m": (0.0, 400_000.0),
}
"""What can be: the records of the Earth, a little widened. Up to 110 % of humidity is what sensors at
saturation write, and the EPW format allows it."""

NAMES: Mapping[str, Text] = {
    "temperature_c": text("temperature"),
    "humidity_percent": text("humidity"),
    "pressure_hpa": text("pressure"),
    "wind_m_s": text("wind"),
    "wind_from_deg": text("direction of the wind"),
    "gust_m_s": text("gust"),
    "sun_w_m2": text("radiation of the sun"),
    "beam_w_m2": text("direct radiation"),
    "rain_mm": text("rain"),
    "thunder": text("thunder"),
    "visibility_m": text("visibility"),
}
_UNITS: Mapping[str, str] = {
    "temperature_c": "°C",
    "humidity_percent": "%",
    "pressure_hpa": "hPa",
    "wind_m_s": "m/s",
    "wind_from_deg": "°",
    "gust_m_s": "m/s",
    "sun_w_m2": "W/m²",
    "beam_w_m2": "W/m²",
    "rain_mm": "mm",
    "thunder": "",
    "visibility_m": "m",
}
_SATURATED = 100.0
_HOTTEST_MEAN_C = 35.0
"""No place is hotter over a year (Dallol, 34.4 °C, 1960–1966: Pedgley, Weather 1967)."""
_MOST_OF_A_YEAR = 7_000
_HIGHEST_M, _LOWEST_M = 6_500.0, -450.0


@dataclass(frozen=True, slots=True, eq=False)
class WeatherRows:
    """What a reader found in one file, in the order of the file.

    Parameters
    ----------
    path : Path
    content : bytes
        The file, for its digest.
    station : WeatherStation
    ends : datetime64[m] (n,)
        When each hour ends, in standard time of the station. Years of a typical year are those of the rows.
    values : mapping of str to float64 (n,)
        By the names of the columns of `Weather`; NaN where unknown.
    rows : sequence of int
        The row of the file that each hour was read from, counted from 1.
    row_word : Text
        What the file calls a row, with `{number}`.
    is_typical : bool
        Whether it is one year put together of months of several.
    """

    path: Path
    content: bytes
    station: WeatherStation
    ends: NDArray[np.datetime64]
    values: Mapping[str, NDArray[np.float64]]
    rows: Sequence[int]
    row_word: str
    is_typical: bool

    def where(self, at: int) -> str:
        """Name the file, and the row of an hour."""
        return f"{self.path}, {text(self.row_word, number=self.rows[at])}"


def numbers_of(cells: Sequence[str], missing: frozenset[float]) -> NDArray[np.float64]:
    """Turn cells into numbers, and what stands for a missing value into NaN.

    Raises
    ------
    ValueError
        If a cell is neither a number nor empty.
    """
    try:
        found = np.array(cells, dtype=np.float64)
    except ValueError:
        found = np.array([float(cell) if cell.strip() else np.nan for cell in cells], dtype=np.float64)
    for value in missing:
        found[found == value] = np.nan
    found[np.isinf(found)] = np.nan
    return found


def check_station(station: WeatherStation, where: str) -> None:
    """Refuse a station that is nowhere on Earth, or whose clock belongs to another part of it.

    Raises
    ------
    WeatherError
    """
    if not (-90.0 <= station.lat <= 90.0 and -180.0 <= station.lon <= 180.0):
        raise WeatherError(
            where,
            text("{lat:g}, {lon:g} is nowhere on Earth", lat=station.lat, lon=station.lon),
            text("write latitude from -90 to 90 and longitude from -180 to 180"),
        )
    if station.elevation_m is not None and not _LOWEST_M <= station.elevation_m <= _HIGHEST_M:
        raise WeatherError(
            where,
            text("{height:g} m is not an elevation of a station", height=station.elevation_m),
            text("write metres above the sea"),
        )
    # China and others keep one time over wide lands: 3.1 h in Kashgar.
    by_sun_h = (station.standard_h - station.lon / 15.0 + 12.0) % 24.0 - 12.0
    if abs(by_sun_h) > 4.0 and abs(station.lat) < 80.0:
        raise WeatherError(
            where,
            text(
                "a clock at UTC{offset:+g} does not fit {lon:g}° of longitude",
                offset=station.standard_h,
                lon=station.lon,
            ),
            text("check which place the file is for, and fix its longitude or its time zone"),
        )


def check_values(rows: WeatherRows) -> None:
    """Refuse what no weather can be; at saturation, humidity becomes 100 % in place.

    Raises
    ------
    WeatherError
        Naming the first row, and the fix.
    """
    for column, values in rows.values.items():
        low, high = LIMITS[column]
        with np.errstate(invalid="ignore"):
            wrong = (values < low) | (values > high)
        if wrong.any():
            at = int(np.argmax(wrong))
            raise WeatherError(
                rows.where(at),
                text("{what} is {value:g} {unit}", what=NAMES[column], value=values[at], unit=_UNITS[column]),
                _fix_of(column, values[at], low, high),
            )
    humidity = rows.values.get("humidity_percent")
    if humidity is not None:
        np.minimum(humidity, _SATURATED, out=humidity)
    _refuse_fahrenheit(rows)


def _fix_of(column: str, value: float, low: float, high: float) -> Text:
    if column == "temperature_c" and value > high:
        return text("give degrees Celsius (is the file in Fahrenheit or Kelvin?)")
    return text("it must be from {low:g} to {high:g}; fix the row, or leave it empty", low=low, high=high)


def _refuse_fahrenheit(rows: WeatherRows) -> None:
    temperature = rows.values["temperature_c"]
    known = ~np.isnan(temperature)
    if known.sum() < _MOST_OF_A_YEAR or temperature[known].mean() <= _HOTTEST_MEAN_C:
        return
    first = int(np.argmax(known))
    raise WeatherError(
        rows.where(first),
        text("the mean of the year would be {mean:.1f} °C", mean=float(temperature[known].mean())),
        text("give degrees Celsius (is the file in Fahrenheit?)"),
    )
