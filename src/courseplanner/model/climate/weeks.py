"""Weeks and months of the year, in which days of a record are counted."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

__all__ = ["MONTHS", "WEEKS", "days_of_week", "is_around", "month_of_days", "week_of", "week_of_days"]

WEEKS, MONTHS = 53, 12
_WEEK_DAYS = 7

Days = NDArray[np.datetime64]
Numbers = NDArray[np.int64]


def week_of(date: dt.date) -> int:
    """Give the week of a date: 1 + (day of year - 1) // 7, up to 53."""
    return 1 + (date.timetuple().tm_yday - 1) // _WEEK_DAYS


def week_of_days(days: Days) -> Numbers:
    """Give the week of each day, by the rule of `week_of`.

    Parameters
    ----------
    days : datetime64[D] (d,)
    """
    since_new_year: Numbers = (days - days.astype("datetime64[Y]")).astype(np.int64)
    return 1 + since_new_year // _WEEK_DAYS


def month_of_days(days: Days) -> Numbers:
    """Give the month of each day, 1 to 12.

    Parameters
    ----------
    days : datetime64[D] (d,)
    """
    return days.astype("datetime64[M]").astype(np.int64) % MONTHS + 1


def is_around(weeks: Numbers, week: int) -> NDArray[np.bool_]:
    """Tell which weeks are a given one or its neighbour; the last and the first of a year are neighbours."""
    return (weeks - week + 1) % WEEKS <= 2


def days_of_week(week: int) -> tuple[np.datetime64, np.datetime64]:
    """Give the first and the last day of a week, in a year without a leap day."""
    first = np.datetime64("2001-01-01", "D") + (week - 1) * _WEEK_DAYS
    return first, min(first + (_WEEK_DAYS - 1), np.datetime64("2001-12-31", "D"))
