"""What races would have met, counted over the days of a week or a month, for each hour of the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.climate.air_days import AirShares
from courseplanner.assess.climate.race_days import STARTS, RaceDays
from courseplanner.assess.climate.wet_season import RAINY_SHARE
from courseplanner.model.climate_levels import FLAGS, ClimateLevels

__all__ = ["Outlook", "Tally", "WorstYear", "tally_of", "with_neighbours"]

_GRADES = (1, 2, 3)
_ONE_IN_TEN = 0.1
_MOST = 0.5

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WorstYear:
    """The year with the most dangerous days."""

    year: int
    dangerous_days: int
    days: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What races of one period of the year and one hour of the clock would have met.

    Parameters
    ----------
    days, unknown_days : int
        Days of the record that are counted, and that are not because something is unknown.
    flags : tuple of int
        Days by the highest flag during the race: white, green, yellow, red, black.
    care, danger, no_race : int
        Days on which the worst known danger had at least that grade.
    in_temperature : int
        Days on which the whole race lies inside the comfortable temperature.
    in_wind, in_window : int or None
        The same for the wind and for both; `None` where the wind was not recorded.
    hours_in_temperature : float
        Mean part of the race inside the temperature.
    cold_wet, gale, thunder : int or None
        Days with that danger; `None` where it was not recorded.
    rain, rain_known_days : int or None, int
        Days with 0.5 mm or more in an hour of the race, of those on which rain is known; `None` where it is
        known on fewer than half of the days.
    wet : int
        Days of unknown rain that count as cold and wet: their month looks like the wet season or, by the
        normals, has rain on half of its days.
    rain_share : float or None
        Part of the days with rain by the normals; `None` without normals, or where rain was recorded.
    in_daylight : int
    median_wbgt_c : float
        Of the highest during the race.
    air : AirShares or None
        Of such days in the record of the air, which is not joined by date.
    worst_year : WorstYear or None
        `None` for a single year.
    """

    days: int
    unknown_days: int
    flags: tuple[int, int, int, int, int]
    care: int
    danger: int
    no_race: int
    in_temperature: int
    in_wind: int | None
    in_window: int | None
    hours_in_temperature: float
    cold_wet: int | None
    gale: int | None
    thunder: int | None
    rain: int | None
    rain_known_days: int
    wet: int
    rain_share: float | None
    in_daylight: int
    median_wbgt_c: float
    air: AirShares | None
    worst_year: WorstYear | None

    @property
    def leading_flag(self) -> int | None:
        """The highest flag, from 0, that flew on at least one day in ten; `None` where no day is known."""
        if not self.days:
            return None
        reached = 0
        for flag in range(len(self.flags) - 1, 0, -1):
            reached += self.flags[flag]
            if reached >= _ONE_IN_TEN * self.days:
                return flag
        return 0


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Days counted by period and hour of the clock.

    Parameters
    ----------
    all_days, days : float64 (p, 24)
        Of the record, and those of which the danger is known.
    flags : float64 (5, p, 24)
    grades : float64 (3, p, 24)
        Days on which the danger had at least the grade 1, 2, 3.
    dangerous_or_wet : float64 (p, 24)
        Days on which the danger had at least the grade 2, and those that count as cold and wet.
    in_temperature, hours_in_temperature, in_daylight : float64 (p, 24)
        Days, and the sum of parts of races.
    rain, rain_known, wet : float64 (p, 24)
        Days with rain, with known rain, and of unknown rain that count as cold and wet.
    rain_shares : float64 (p, 24) or None
        Sum of the parts of days with rain by the normals, of days of unknown rain; `None` without normals.
    in_wind, in_window, hours_in_window, cold_wet, gale, thunder : float64 (p, 24) or None
        `None` where it was not recorded.
    median_wbgt_c : float64 (p, 24)
    worst_year : tuple of arrays (p, 24) or None
        Year, its dangerous days, its days.
    air : tuple of AirShares or None
        For each period.
    """

    all_days: Counts
    days: Counts
    flags: Counts
    grades: Counts
    dangerous_or_wet: Counts
    in_temperature: Counts
    hours_in_temperature: Counts
    in_daylight: Counts
    in_wind: Counts | None
    in_window: Counts | None
    hours_in_window: Counts | None
    cold_wet: Counts | None
    gale: Counts | None
    thunder: Counts | None
    rain: Counts
    rain_known: Counts
    wet: Counts
    rain_shares: Counts | None
    median_wbgt_c: Counts
    worst_year: tuple[NDArray[np.int64], Counts, Counts] | None
    air: tuple[AirShares | None, ...] | None

    def outlook(self, period: int, start_h: int) -> Outlook:
        """Give what was counted for one period, from 0, and one hour."""
        at = (period, start_h)
        days = int(self.days[at])

        def of(counts: Counts | None) -> int | None:
            return None if counts is None else int(counts[at])

        white, green, yellow, red, black = (int(count) for count in self.flags[:, period, start_h])
        care, danger, no_race = (int(count) for count in self.grades[:, period, start_h])
        worst = self.worst_year
        known_days = int(self.rain_known[at])
        is_known = known_days > 0 and known_days >= _MOST * days
        return Outlook(
            days=days,
            unknown_days=int(self.all_days[at]) - days,
            flags=(white, green, yellow, red, black),
            care=care,
            danger=danger,
            no_race=no_race,
            in_temperature=int(self.in_temperature[at]),
            in_wind=of(self.in_wind),
            in_window=of(self.in_window),
            hours_in_temperature=float(self.hours_in_temperature[at]) / max(days, 1),
            cold_wet=of(self.cold_wet) if is_known else None,
            gale=of(self.gale),
            thunder=of(self.thunder),
            rain=int(self.rain[at]) if is_known else None,
            rain_known_days=known_days,
            wet=int(self.wet[at]),
            rain_share=None
            if is_known or self.rain_shares is None
            else float(self.rain_shares[at]) / max(days - known_days, 1),
            in_daylight=int(self.in_daylight[at]),
            median_wbgt_c=float(self.median_wbgt_c[at]),
            air=None if self.air is None else self.air[period],
            worst_year=None if worst is None else WorstYear(*(int(part[at]) for part in worst)),
        )


_PERIOD_COUNTS = (
    "all_days", "days", "flags", "grades", "dangerous_or_wet", "in_temperature", "hours_in_temperature",
    "in_daylight", "in_wind", "in_window", "hours_in_window", "cold_wet", "gale", "thunder", "rain",
    "rain_known", "wet", "rain_shares",
)  # fmt: skip
"""What is added up over neighbouring periods; the air of a week has its neighbours in it already."""


def with_neighbours(tally: Tally) -> Tally:
    """Add to the days of each period those of the one before and the one after, round the year."""
    counts = {name: getattr(tally, name) for name in _PERIOD_COUNTS}
    return replace(
        tally,
        **{
            name: held + np.roll(held, 1, axis=-2) + np.roll(held, -1, axis=-2)
            for name, held in counts.items()
            if held is not None
        },
    )


def tally_of(
    races: RaceDays,
    levels: ClimateLevels,
    periods: NDArray[np.int64],
    count: int,
    air: tuple[AirShares | None, ...] | None,
    rain_shares: tuple[float, ...] | None = None,
) -> Tally:
    """Count the days of each period.

    Parameters
    ----------
    races : RaceDays
    levels : ClimateLevels
    periods : int64 (d,)
        The period of each date, from 0.
    count : int
        How many periods there are.
    air : tuple of AirShares or None
    rain_shares : tuple of 12 float, optional
        Part of the days of each month with rain, by the normals of the weather bureau.
    """
    known = ~np.isnan(races.danger)

    def summed(values: NDArray[np.float64]) -> Counts:
        sums = np.zeros((count, STARTS))
        np.add.at(sums, periods, values)
        return sums

    def days_with(values: NDArray[np.float64] | NDArray[np.bool_]) -> Counts:
        return summed(np.where(known, np.nan_to_num(values.astype(np.float64)), 0.0))

    def if_recorded(
        values: NDArray[np.float64], held: NDArray[np.float64] | NDArray[np.bool_]
    ) -> Counts | None:
        return None if np.isnan(values).all() else days_with(held)

    with np.errstate(invalid="ignore"):
        reached = [races.highest_wbgt_c >= bound for bound in levels.flags_c[:3]]
        flag = np.sum([*reached, races.highest_wbgt_c > levels.flags_c[3]], axis=0)
        grades = np.stack([days_with(races.danger >= grade) for grade in _GRADES])
    wet, chance = _unrecorded_rain(races, rain_shares)
    with np.errstate(invalid="ignore"):
        dangerous_or_wet = days_with((races.danger >= 2.0) | wet)
    return Tally(
        all_days=summed(np.ones(known.shape)),
        days=days_with(known),
        flags=np.stack([days_with(flag == number) for number in range(len(FLAGS))]),
        grades=grades,
        dangerous_or_wet=dangerous_or_wet,
        in_temperature=days_with(races.in_temperature),
        hours_in_temperature=days_with(races.hours_in_temperature),
        in_daylight=days_with(races.in_daylight),
        in_wind=if_recorded(races.in_wind, races.in_wind),
        in_window=if_recorded(races.in_window, races.in_window),
        hours_in_window=if_recorded(races.hours_in_window, races.hours_in_window),
        cold_wet=if_recorded(races.cold_wet, np.nan_to_num(races.cold_wet) > 0.0),
        gale=if_recorded(races.gale, np.nan_to_num(races.gale) > 0.0),
        thunder=if_recorded(races.thunder, np.nan_to_num(races.thunder) > 0.0),
        rain=days_with(races.rain),
        rain_known=days_with(~np.isnan(races.rain)),
        wet=days_with(wet),
        rain_shares=None if chance is None else days_with(chance),
        median_wbgt_c=_medians(races.highest_wbgt_c, periods, count),
        worst_year=_worst_years(races, periods, count),
        air=air,
    )


def _unrecorded_rain(
    races: RaceDays, rain_shares: tuple[float, ...] | None
) -> tuple[NDArray[np.bool_], NDArray[np.float64] | None]:
    """Give the days of unknown rain that count as cold and wet, and their chance of rain by the normals."""
    is_unknown = np.isnan(races.rain)
    if rain_shares is None:
        return is_unknown & races.looks_wet, None
    share = np.array(rain_shares)[races.months - 1][:, None]
    return is_unknown & (share >= RAINY_SHARE), np.where(is_unknown, share, 0.0)


def _medians(values: NDArray[np.float64], periods: NDArray[np.int64], count: int) -> Counts:
    medians = np.full((count, STARTS), np.nan)
    for period in np.unique(periods):
        held = values[periods == period]
        known = ~np.isnan(held).all(axis=0)
        medians[period, known] = np.nanmedian(held[:, known], axis=0)
    return medians


def _worst_years(
    races: RaceDays, periods: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], Counts, Counts] | None:
    years, number = np.unique(races.years, return_inverse=True)
    if len(years) < 2:
        return None
    dangerous, days = np.zeros((2, len(years), count, STARTS))
    with np.errstate(invalid="ignore"):
        np.add.at(dangerous, (number, periods), (races.danger >= 2.0).astype(np.float64))
    np.add.at(days, (number, periods), (~np.isnan(races.danger)).astype(np.float64))
    at = dangerous.argmax(axis=0)[None]
    return years[at[0]], np.take_along_axis(dangerous, at, 0)[0], np.take_along_axis(days, at, 0)[0]
