"""The conditions of one race: its date, its gun, and the days of the record around it."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.climate.clock import saving_h
from courseplanner.assess.climate.heat import heat_of
from courseplanner.model.brief.distances import DISTANCES_M
from courseplanner.model.climate.weeks import is_around, week_of, week_of_days
from courseplanner.model.weather.conditions import AirOutlook, Conditions, RaceHours, Range
from courseplanner.model.weather.weather import HOUR, AirRecord, Weather

__all__ = ["air_outlook_of", "conditions_of", "days_around", "hours_of_races", "usual_duration_h"]

_MARATHON_H = 6.0
"""The cut-off of most marathons; other distances have as much time for each kilometre."""
_ROUNDING_H = 1e-9


def usual_duration_h(nominal_m: float) -> float:
    """Give how long a race lasts where nobody named its cut-off: six hours for a marathon, in proportion."""
    return _MARATHON_H * nominal_m / DISTANCES_M["marathon"]


def days_around(weather: Weather, date: dt.date) -> NDArray[np.datetime64]:
    """Give the days of a record in the week of a date and its two neighbours, in each year."""
    last = weather.begins + (len(weather) - 1) * HOUR
    days = np.arange(weather.begins.astype("datetime64[D]"), last.astype("datetime64[D]") + 1)
    near: NDArray[np.datetime64] = days[is_around(week_of_days(days), week_of(date))]
    return near


def hours_of_races(weather: Weather, race: RaceHours) -> NDArray[np.int64]:
    """Find the hours of the record in which races around a date would have run.

    Parameters
    ----------
    weather : Weather
    race : RaceHours

    Returns
    -------
    int64 (d, k)
        A row for each day of the week of the date and its two neighbours, in each year; days of which the
        record does not hold all hours are left out.
    """
    days = days_around(weather, race.date)
    moments = days.astype("datetime64[m]") + np.round(
        60.0 * (race.start_h - saving_h(weather.station, days))
    ).astype("timedelta64[m]")
    at = (moments - weather.begins) / HOUR
    first = np.floor(at + _ROUNDING_H).astype(np.int64)
    length = max(math.ceil(float((at - first).max()) + race.duration_h - _ROUNDING_H), 1) if len(days) else 1
    hours: NDArray[np.int64] = first[:, None] + np.arange(length)[None, :]
    if weather.is_typical:
        return hours % len(weather)
    return hours[(hours[:, 0] >= 0) & (hours[:, -1] < len(weather))]


def conditions_of(weather: Weather, race: RaceHours) -> Conditions | None:
    """Gather what races around a date would have met.

    Parameters
    ----------
    weather : Weather
    race : RaceHours

    Returns
    -------
    Conditions or None
        `None` where no day is known.
    """
    hours = hours_of_races(weather, race)
    heat = heat_of(weather)
    hours = hours[~np.isnan(heat.wbgt_c[hours]).any(axis=1)]
    if not len(hours):
        return None
    temperature_c, wind_m_s = weather.temperature_c[hours], weather.wind_m_s[hours]
    has_wind = not np.isnan(wind_m_s).any()
    return Conditions(
        race=race,
        years=len(weather.years),
        is_typical=weather.is_typical,
        lat=weather.station.lat,
        highest_wbgt_c=tuple(np.sort(heat.wbgt_c[hours].max(axis=1)).tolist()),
        is_simplified=bool(heat.is_simplified[hours].any()),
        temperature_c=_ranges(temperature_c),
        wind_m_s=_ranges(wind_m_s) if has_wind else None,
        middle_c=float(np.median(temperature_c)),
        middle_m_s=float(np.median(wind_m_s)) if has_wind else None,
    )


def _ranges(values: NDArray[np.float64]) -> tuple[Range, ...]:
    ends = zip(values.min(axis=1).tolist(), values.max(axis=1).tolist(), strict=True)
    return tuple(Range(least, most) for least, most in ends)


def air_outlook_of(air: AirRecord, date: dt.date) -> AirOutlook | None:
    """Gather the air of the week of a date and its two neighbours; `None` where no day is known.

    Parameters
    ----------
    air : AirRecord
    date : datetime.date
    """
    index = air.index[is_around(week_of_days(air.days), week_of(date))]
    known = np.sort(index[~np.isnan(index)])
    return AirOutlook(tuple(known.tolist())) if len(known) else None
