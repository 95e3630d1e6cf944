"""Figures of the year and of its months: means, and hours inside the comfortable window."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.climate.hour_counts import HourCounts
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.weather import Weather

__all__ = ["hours_of_months", "hours_of_year"]


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
