"""The air of each week and month of the year, counted over all years of its record."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.climate.air_shares import AirShares
from courseplanner.model.climate.weeks import MONTHS, WEEKS, is_around, month_of_days, week_of_days
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.weather import AirRecord

__all__ = ["VERY_BAD_AIR", "air_of_months", "air_of_weeks", "air_of_year"]

VERY_BAD_AIR = 200.0
"""Index of heavily polluted air (HJ 633-2012): a race is put off."""


def air_of_weeks(air: AirRecord, levels: ClimateLevels) -> tuple[AirShares | None, ...]:
    """Count the days of each of 53 weeks and its two neighbours; `None` where none is known."""
    weeks = week_of_days(air.days)
    return tuple(_shares(air.index[is_around(weeks, week)], levels) for week in range(1, WEEKS + 1))


def air_of_months(air: AirRecord, levels: ClimateLevels) -> tuple[AirShares | None, ...]:
    """Count the days of each of 12 months; `None` where none is known."""
    months = month_of_days(air.days)
    return tuple(_shares(air.index[months == month], levels) for month in range(1, MONTHS + 1))


def air_of_year(air: AirRecord, levels: ClimateLevels) -> AirShares | None:
    """Count all days."""
    return _shares(air.index, levels)


def _shares(index: NDArray[np.float64], levels: ClimateLevels) -> AirShares | None:
    known = index[~np.isnan(index)]
    if not known.size:
        return None
    return AirShares(
        len(known),
        int((known <= levels.clean_air).sum()),
        int((known > levels.warn_air).sum()),
        int((known > VERY_BAD_AIR).sum()),
        float(known.max()),
    )
