"""Start slots, a week of the year and an hour of the clock; and months: the best first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from courseplanner.assess.climate.air_days import air_of_months, air_of_weeks
from courseplanner.assess.climate.outlook import Counts, Tally, tally_of, with_neighbours
from courseplanner.assess.climate.reasons import reasons_against
from courseplanner.model.climate.race_days import STARTS, RaceDays
from courseplanner.model.climate.slot import MonthHours, Slot
from courseplanner.model.climate.weeks import MONTHS, WEEKS
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.slot_settings import USUAL_SLOTS, SlotSettings
from courseplanner.model.weather.weather import AirRecord

__all__ = ["month_hours", "ranked_slots"]

_EXACT = 1e-9
_NO_RACE_STEP, _DANGER_STEP, _AIR_STEP, _CARE_STEP, _COMFORT_STEP = 0.02, 0.05, 0.1, 1.0 / 3.0, 0.1
"""Shares of days that lie within one step are taken as equal: a few weeks of a few years tell no more.
Of 21 days, one without a race counts, and so do two dangerous ones."""


def ranked_slots(
    races: RaceDays,
    levels: ClimateLevels,
    air: AirRecord | None,
    settings: SlotSettings = USUAL_SLOTS,
) -> tuple[Slot, ...]:
    """Count what the races of each slot would have met, and put the slots in order.

    Danger comes first: by the part of days without a race in steps of 2 %, then of dangerous days in steps
    of 5 %, of bad air in steps of 10 %, and of days that need care in thirds. What is equal in these is
    ordered by comfort: by the hours inside the temperature in steps of 10 %, then by those inside the whole
    window. Days of unknown rain that count as cold and wet are dangerous days here, and what is equal then is
    ordered by the dangers that are known. Where normals give the days of rain, each rainy day needs care.
    Slots that are dark at some hour of a race come after all others. Order, but not the counts
    shown, rests on the week and its two neighbours, so that one day of one year does not choose the week.

    Parameters
    ----------
    races : RaceDays
    levels : ClimateLevels
    air : AirRecord or None
    settings : SlotSettings, optional

    Returns
    -------
    tuple of Slot
        Those of which a day is known, the best first; unusual hours and week 53 among them.
    """
    air_weeks = None if air is None else air_of_weeks(air, levels)
    tally = tally_of(races, levels, races.weeks - 1, WEEKS, air_weeks, settings.rain_shares)
    around = with_neighbours(tally)
    slots = (
        Slot(
            week + 1,
            start_h,
            tally.outlook(week, start_h),
            around.outlook(week, start_h),
            settings.is_usual(start_h),
        )
        for week, start_h in _order(around)
        if tally.days[week, start_h] > 0
    )
    return tuple(replace(slot, reasons=reasons_against(slot, levels, settings)) for slot in slots)


def month_hours(
    races: RaceDays,
    levels: ClimateLevels,
    air: AirRecord | None,
    settings: SlotSettings = USUAL_SLOTS,
) -> MonthHours:
    """Count what races in each month would have met, and find the best usual hour of each.

    Parameters are those of `ranked_slots`; order is by the same rule, each month by itself.
    """
    air_months = None if air is None else air_of_months(air, levels)
    tally = tally_of(races, levels, races.months - 1, MONTHS, air_months, settings.rain_shares)
    best: dict[int, int] = {}
    for month, start_h in _order(tally):
        if settings.is_usual(start_h) and tally.days[month, start_h] > 0:
            best.setdefault(month, start_h)
    return MonthHours(
        tuple(tuple(tally.outlook(month, start_h) for start_h in range(STARTS)) for month in range(MONTHS)),
        tuple(best.get(month) for month in range(MONTHS)),
        tuple(month + 1 for month in best),
    )


def _order(tally: Tally) -> list[tuple[int, int]]:
    """Give periods from 0 and hours of the clock, the best first."""
    days = np.maximum(tally.days, 1.0)

    def share(counts: Counts | None) -> Counts:
        return np.zeros(days.shape) if counts is None else counts / days

    rainy = share(tally.rain_shares)
    care = share(tally.grades[0])
    period, start_h = np.indices(days.shape)
    keys = (
        share(tally.in_daylight) < 1.0 - _EXACT,
        _steps(share(tally.grades[2]), _NO_RACE_STEP),
        _steps(share(tally.dangerous_or_wet), _DANGER_STEP),
        _steps(share(tally.grades[1]), _DANGER_STEP),
        _steps(_bad_air(tally), _AIR_STEP),
        _steps(care + rainy * (1.0 - care), _CARE_STEP),
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
