"""Figures of the year and of its months: means, and hours inside the comfortable window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.climate_levels import ClimateLevels
from courseplanner.model.weather import Weather

__all__ = ["HourCounts", "hours_of_months", "hours_of_year"]


@dataclass(frozen=True, slots=True)
class HourCounts:
    """Hours of a record.

    Parameters
    ----------
    hours, missing_hours : int
        With a temperature, and without.
    mean_temperature_c : float or None
        `None` where no temperature is known.
    hours_in_temperature : int
        Of those with a temperature, the ends of the window included.
    wind_hours : int
        With a wind.
    hours_in_wind, hours_in_window : int or None
        Inside the wind, and inside wind and temperature; `None` where no wind is known.
    """

    hours: int
    missing_hours: int
    mean_temperature_c: float | None
    hours_in_temperature: int
    wind_hours: int
    hours_in_wind: int | None
    hours_in_window: int | None


def hours_of_year(weather: Weather, levels: ClimateLevels) -> HourCounts:
    """Count all hours of a record; those of several years are added up."""
    return _counted(weather, levels, np.ones(len(weather), dtype=bool))


def hours_of_months(weather: Weather, levels: ClimateLevels) -> tuple[HourCounts, ...]:
    """Count the hours of each of 12 months."""
    months = weather.months
    return tuple(_counted(weather, levels, months == month) for month in range(1, 13))


def _counted(weather: Weather, levels: ClimateLevels, held: NDArray[np.bool_]) -> HourCounts:
    temperature_c, wind_m_s = weather.temperature_c[held], weather.wind_m_s[held]
    known, blows = ~np.isnan(temperature_c), ~np.isnan(wind_m_s)
    with np.errstate(invalid="ignore"):
        warm = (temperature_c >= levels.comfort_c[0]) & (temperature_c <= levels.comfort_c[1])
        airy = (wind_m_s >= levels.comfort_m_s[0]) & (wind_m_s <= levels.comfort_m_s[1])
    has_wind = bool(blows.any())
    return HourCounts(
        int(known.sum()),
        int((~known).sum()),
        float(temperature_c[known].mean()) if known.any() else None,
        int(warm.sum()),
        int(blows.sum()),
        int(airy.sum()) if has_wind else None,
        int((warm & airy).sum()) if has_wind else None,
    )
