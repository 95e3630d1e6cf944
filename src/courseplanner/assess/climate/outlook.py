"""What races would have met, counted over the days of a week or a month, for each hour of the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.climate.air_shares import AirShares
from courseplanner.model.climate.outlook import Outlook, WorstYear
from courseplanner.model.climate.race_days import STARTS, RaceDays
from courseplanner.model.climate.wet_season import RAINY_SHARE
from courseplanner.model.weather.climate_levels import FLAGS, ClimateLevels

__all__ = ["Tally", "tally_of", "with_neighbours"]

_GRADES = (1, 2, 3)
_MOST = 0.5

Counts = NDArray[np.float64]


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


@dataclass(frozen=True, slots=True, eq=False)
class _Days:
    """Counts days by their period and start hour.

    Parameters
    ----------
    known : bool (d, 24)
        Races of which the danger is known; no other counts.
    periods : int64 (d,)
    count : int
    """

    known: NDArray[np.bool_]
    periods: NDArray[np.int64]
    count: int

    def summed(self, values: NDArray[np.float64]) -> Counts:
        sums = np.zeros((self.count, STARTS))
        np.add.at(sums, self.periods, values)
        return sums

    def with_(self, values: NDArray[np.float64] | NDArray[np.bool_]) -> Counts:
        return self.summed(np.where(self.known, np.nan_to_num(values.astype(np.float64)), 0.0))

    def if_recorded(
        self, values: NDArray[np.float64], held: NDArray[np.float64] | NDArray[np.bool_]
    ) -> Counts | None:
        return None if np.isnan(values).all() else self.with_(held)

    def in_danger(self, values: NDArray[np.float64]) -> Counts | None:
        return self.if_recorded(values, np.nan_to_num(values) > 0.0)


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
    days = _Days(~np.isnan(races.danger), periods, count)
    flag = _flags(races, levels)
    wet, chance = _unrecorded_rain(races, rain_shares)
    with np.errstate(invalid="ignore"):
        grades = np.stack([days.with_(races.danger >= grade) for grade in _GRADES])
        dangerous_or_wet = days.with_((races.danger >= 2.0) | wet)
    return Tally(
        all_days=days.summed(np.ones(races.danger.shape)),
        days=days.with_(days.known),
        flags=np.stack([days.with_(flag == number) for number in range(len(FLAGS))]),
        grades=grades,
        dangerous_or_wet=dangerous_or_wet,
        in_temperature=days.with_(races.in_temperature),
        hours_in_temperature=days.with_(races.hours_in_temperature),
        in_daylight=days.with_(races.in_daylight),
        in_wind=days.if_recorded(races.in_wind, races.in_wind),
        in_window=days.if_recorded(races.in_window, races.in_window),
        hours_in_window=days.if_recorded(races.hours_in_window, races.hours_in_window),
        cold_wet=days.in_danger(races.cold_wet),
        gale=days.in_danger(races.gale),
        thunder=days.in_danger(races.thunder),
        rain=days.with_(races.rain),
        rain_known=days.with_(~np.isnan(races.rain)),
        wet=days.with_(wet),
        rain_shares=None if chance is None else days.with_(chance),
        median_wbgt_c=_medians(races.highest_wbgt_c, periods, count),
        worst_year=_worst_years(races, periods, count),
        air=air,
    )


def _flags(races: RaceDays, levels: ClimateLevels) -> NDArray[np.int64]:
    """Give the number of the flag of each race."""
    with np.errstate(invalid="ignore"):
        reached = [races.highest_wbgt_c >= bound for bound in levels.flags_c[:3]]
        return np.asarray(np.sum([*reached, races.highest_wbgt_c > levels.flags_c[3]], axis=0))


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
