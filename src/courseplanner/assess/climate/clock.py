"""The clock on the wall of a place: standard time and daylight saving."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.climate.weeks import month_of_days
from courseplanner.model.weather.weather import WeatherStation

__all__ = ["saving_h"]

_CLOCK_YEAR = 2026
_LEAP_CLOCK_YEAR = 2028


def saving_h(station: WeatherStation, dates: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Give the hours that clocks are ahead of standard time at noon of each date.

    A race is held by the rules of today, whatever clocks did in the year of the record: those of 2026 hold
    for each month and day.

    Parameters
    ----------
    station : WeatherStation
    dates : datetime64[D] (n,)
    """
    if station.zone is None:
        return np.zeros(len(dates))
    zone = zoneinfo.ZoneInfo(station.zone)
    months = month_of_days(dates)
    days = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    keys, where = np.unique(months * 100 + days, return_inverse=True)
    offsets = np.array([_offset_h(zone, int(key) // 100, int(key) % 100) for key in keys])
    standard = min(_offset_h(zone, 1, 1), _offset_h(zone, 7, 1))
    return np.asarray((offsets - standard)[where], dtype=np.float64)


def _offset_h(zone: zoneinfo.ZoneInfo, month: int, day: int) -> float:
    year = _LEAP_CLOCK_YEAR if (month, day) == (2, 29) else _CLOCK_YEAR
    offset = dt.datetime(year, month, day, 12, tzinfo=zone).utcoffset()
    return 0.0 if offset is None else offset.total_seconds() / 3600.0
