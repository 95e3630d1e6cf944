"""The air of each week and month of the year, counted over all years of its record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.climate.weeks import MONTHS, WEEKS, is_around, month_of_days, week_of_days
from courseplanner.model.climate_levels import ClimateLevels
from courseplanner.model.weather import AirRecord

__all__ = ["VERY_BAD_AIR", "AirShares", "air_of_months", "air_of_weeks", "air_of_year"]

VERY_BAD_AIR = 200.0
"""Index of heavily polluted air (HJ 633-2012): a race is put off."""


@dataclass(frozen=True, slots=True)
class AirShares:
    """Days of a record of the air.

    Parameters
    ----------
    days : int
        Of which the index is known.
    clean_days : int
        At or below the limit of clean air.
    bad_days, very_bad_days : int
        Above the level of a warning, and above that from which a race is put off.
    highest : float
    """

    days: int
    clean_days: int
    bad_days: int
    very_bad_days: int
    highest: float

    @property
    def bad_share(self) -> float:
        """Part of days above the level of a warning."""
        return self.bad_days / self.days


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
