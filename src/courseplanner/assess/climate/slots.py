"""Start slots, a week of the year and an hour of the clock; and months: the best first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from courseplanner.assess.climate.air_days import air_of_months, air_of_weeks
from courseplanner.assess.climate.outlook import Counts, Outlook, Tally, tally_of
from courseplanner.assess.climate.race_days import STARTS, RaceDays
from courseplanner.assess.climate.weeks import MONTHS, WEEKS
from courseplanner.model.climate_levels import ClimateLevels
from courseplanner.model.weather import AirRecord

__all__ = ["MonthHours", "Slot", "month_hours", "ranked_slots"]

_EXACT = 1e-9
_NO_RACE_STEP, _DANGER_STEP, _AIR_STEP, _CARE_STEP, _COMFORT_STEP = 0.02, 0.05, 0.1, 1.0 / 3.0, 0.1
"""Shares of days that lie within one step are taken as equal: a few weeks of a few years tell no more.
Of 21 days, one without a race counts, and so do two dangerous ones."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A start slot.

    Parameters
    ----------
    week : int
        1 + (day of year - 1) // 7.
    start_h : int
        Hour of the clock.
    outlook : Outlook
    """

    week: int
    start_h: int
    outlook: Outlook


@dataclass(frozen=True, slots=True, eq=False)
class MonthHours:
    """Months by hours of the clock.

    Parameters
    ----------
    outlooks : tuple of tuple of Outlook
        12 by 24; those of months of which nothing is known count no days.
    best_start_h : tuple of (int or None)
        The best hour of each month.
    order : tuple of int
        Months from 1, the one with the best hour first; those of which nothing is known are left out.
    """

    outlooks: tuple[tuple[Outlook, ...], ...]
    best_start_h: tuple[int | None, ...]
    order: tuple[int, ...]


def ranked_slots(races: RaceDays, levels: ClimateLevels, air: AirRecord | None) -> tuple[Slot, ...]:
    """Count what the races of each slot would have met, and put the slots in order.

    Danger comes first: by the part of days without a race in steps of 2 %, then of dangerous days in steps
    of 5 %, of bad air in steps of 10 %, and of days that need care in thirds. What is equal in these is
    ordered by comfort: by the hours inside the temperature in steps of 10 %, then by those inside the whole
    window. Slots that are dark at some hour of a race come after all others. Order, but not the counts
    shown, rests on the week and its two neighbours, so that one day of one year does not choose the week.

    Parameters
    ----------
    races : RaceDays
    levels : ClimateLevels
    air : AirRecord or None

    Returns
    -------
    tuple of Slot
        Those of which a day is known, the best first.
    """
    air_weeks = None if air is None else air_of_weeks(air, levels)
    tally = tally_of(races, levels, races.weeks - 1, WEEKS, air_weeks)
    return tuple(
        Slot(week + 1, start_h, tally.outlook(week, start_h))
        for week, start_h in _order(tally, with_neighbours=True)
        if tally.days[week, start_h] > 0
    )


def month_hours(races: RaceDays, levels: ClimateLevels, air: AirRecord | None) -> MonthHours:
    """Count what races in each month would have met, and find the best hour of each.

    Parameters are those of `ranked_slots`; order is by the same rule, each month by itself.
    """
    air_months = None if air is None else air_of_months(air, levels)
    tally = tally_of(races, levels, races.months - 1, MONTHS, air_months)
    best: dict[int, int] = {}
    for month, start_h in _order(tally, with_neighbours=False):
        if tally.days[month, start_h] > 0:
            best.setdefault(month, start_h)
    return MonthHours(
        tuple(tuple(tally.outlook(month, start_h) for start_h in range(STARTS)) for month in range(MONTHS)),
        tuple(best.get(month) for month in range(MONTHS)),
        tuple(month + 1 for month in best),
    )


def _order(tally: Tally, *, with_neighbours: bool) -> list[tuple[int, int]]:
    """Give periods from 0 and hours of the clock, the best first."""

    def pooled(counts: Counts) -> Counts:
        if not with_neighbours:
            return counts
        return counts + np.roll(counts, 1, axis=0) + np.roll(counts, -1, axis=0)

    days = np.maximum(pooled(tally.days), 1.0)

    def share(counts: Counts | None) -> Counts:
        return np.zeros(days.shape) if counts is None else pooled(counts) / days

    period, start_h = np.indices(days.shape)
    keys = (
        share(tally.in_daylight) < 1.0 - _EXACT,
        _steps(share(tally.grades[2]), _NO_RACE_STEP),
        _steps(share(tally.grades[1]), _DANGER_STEP),
        _steps(_bad_air(tally), _AIR_STEP),
        _steps(share(tally.grades[0]), _CARE_STEP),
        -_steps(share(tally.hours_in_temperature), _COMFORT_STEP),
        -share(tally.hours_in_window),
        -share(tally.hours_in_temperature),
        -share(tally.in_wind),
        period,
        start_h,
    )
    flat = np.lexsort(tuple(np.round(key.astype(np.float64), 9).ravel() for key in reversed(keys)))
    return [(int(at) // STARTS, int(at) % STARTS) for at in flat]


def _steps(shares: Counts, step: float) -> Counts:
    return np.floor(shares / step + _EXACT)


def _bad_air(tally: Tally) -> Counts:
    shares = np.zeros(tally.days.shape)
    if tally.air is not None:
        shares += np.array([0.0 if part is None else part.bad_share for part in tally.air])[:, None]
    return shares
