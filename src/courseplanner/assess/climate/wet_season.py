"""The wet season of a record that has no rain: what is not recorded is not dry."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.climate.heat import vapour_hpa
from courseplanner.model.climate.weeks import MONTHS
from courseplanner.model.climate.wet_season import WET_HUMIDITY_PERCENT, WET_VAPOUR_SHARE
from courseplanner.model.weather.weather import Weather

__all__ = ["looks_wet", "start_vapour_hpa"]


_EXACT = 1e-9


def start_vapour_hpa(weather: Weather) -> NDArray[np.float64]:
    """Give the vapour pressure of each hour: float64 (n,), NaN where temperature or humidity is unknown."""
    return vapour_hpa(weather.temperature_c, weather.humidity_percent)


def looks_wet(
    weather: Weather, at_start_hpa: NDArray[np.float64], months: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell which months look like the wet season at each start hour.

    Relative humidity alone orders nothing: mornings of a mountain country are damp in every month. Vapour
    pressure follows the monsoon.

    Parameters
    ----------
    weather : Weather
    at_start_hpa : float64 (d, s)
        Vapour pressure in the first hour of the race of each day and start hour.
    months : int64 (d,)
        Of each day, from 1.

    Returns
    -------
    bool (12, s)
    """
    vapour = np.stack([_mean_of_days(at_start_hpa[months == month + 1]) for month in range(MONTHS)])
    humidity = np.array(
        [
            _mean_of_days(weather.humidity_percent[weather.months == month + 1][:, None])[0]
            for month in range(MONTHS)
        ]
    )
    largest = np.fmax.reduce(vapour, axis=0)
    with np.errstate(invalid="ignore"):
        is_high = vapour >= (WET_VAPOUR_SHARE - _EXACT) * largest
        is_damp = humidity >= WET_HUMIDITY_PERCENT - _EXACT
    return np.asarray(is_high & is_damp[:, None])


def _mean_of_days(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the mean of what is known in each column; NaN where nothing is."""
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    sums = np.where(known, values, 0.0).sum(axis=0)
    return np.where(count > 0, sums / np.maximum(count, 1), np.nan)
