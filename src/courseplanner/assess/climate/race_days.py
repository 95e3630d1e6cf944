"""Every day of a record as a race day, for every hour at which it may start."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from courseplanner.assess.climate.clock import saving_h
from courseplanner.assess.climate.hazards import WET_MM, Hazards, hazards_of
from courseplanner.assess.climate.heat import heat_of
from courseplanner.assess.climate.wet_season import looks_wet, start_vapour_hpa
from courseplanner.measure.ground.sun import DAWN_DEG, sun_at
from courseplanner.model.climate.race_days import STARTS, RaceDays
from courseplanner.model.climate.weeks import month_of_days
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.weather import HOUR, Weather

__all__ = ["race_days"]


Values = NDArray[np.float64]


def race_days(weather: Weather, duration_h: float, levels: ClimateLevels) -> RaceDays:
    """Hold a race on every day of a record, at every full hour of the clock.

    Parameters
    ----------
    weather : Weather
    duration_h : float
        From the start to the last finisher; hours that the race only begins count whole.
    levels : ClimateLevels
    """
    heat = heat_of(weather)
    hazards = hazards_of(weather, heat.wbgt_c, levels)
    dates = np.unique(weather.starts.astype("datetime64[D]"))
    moments = _standard_starts(weather, dates)
    at = (moments - weather.begins) / HOUR
    first = np.floor(at).astype(np.int64)
    length = max(math.ceil(float((at - first).max()) + duration_h - 1e-9), 1)

    def of_races(values: Values, reduce: Callable[..., Values]) -> Values:
        return _over_windows(values, first, length, reduce, circular=weather.is_typical)

    inside_c = _inside(weather.temperature_c, levels.comfort_c)
    inside_m_s = _inside(weather.wind_m_s, levels.comfort_m_s)
    months = month_of_days(dates)
    at_start_hpa = _over_windows(start_vapour_hpa(weather), first, 1, np.max, circular=weather.is_typical)
    worst = {name: of_races(getattr(hazards, name), np.max) for name in Hazards.__slots__}
    return RaceDays(
        dates,
        duration_h,
        highest_wbgt_c=of_races(heat.wbgt_c, np.max),
        lowest_wbgt_c=of_races(heat.wbgt_c, np.min),
        in_temperature=of_races(inside_c, np.min),
        in_wind=of_races(inside_m_s, np.min),
        in_window=of_races(inside_c * inside_m_s, np.min),
        hours_in_temperature=of_races(inside_c, np.mean),
        hours_in_window=of_races(inside_c * inside_m_s, np.mean),
        cold_wet=worst["cold_wet"],
        gale=worst["gale"],
        thunder=worst["thunder"],
        danger=_worst_of(worst),
        lowest_visibility_m=of_races(weather.visibility_m, np.min),
        rain=of_races(_is_rainy(weather.rain_mm), np.max),
        looks_wet=looks_wet(weather, at_start_hpa, months)[months - 1],
        in_daylight=_in_daylight(weather, moments, duration_h),
        heat=heat,
    )


def _standard_starts(weather: Weather, dates: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """Give standard time at each full hour of the clock: datetime64[m] (d, 24)."""
    saving_min = np.round(60.0 * saving_h(weather.station, dates)).astype(np.int64)
    midnight = dates.astype("datetime64[m]") - saving_min.astype("timedelta64[m]")
    starts: NDArray[np.datetime64] = midnight[:, None] + np.arange(STARTS)[None, :] * HOUR
    return starts


def _over_windows(
    values: Values, first: NDArray[np.int64], length: int, reduce: Callable[..., Values], *, circular: bool
) -> Values:
    """Reduce the hours of each race; NaN where one is unknown."""
    count = len(values)
    if circular:
        repeats = -(-(count + length) // count)
        padded, at = np.tile(values, repeats)[: count + length], first % count
    else:
        padded = np.concatenate([values, np.full(length, np.nan)])
        at = np.where((first < 0) | (first >= count), count, first)
    reduced = reduce(sliding_window_view(padded, length), axis=1)
    return reduced[at]


def _inside(values: Values, bounds: tuple[float, float]) -> Values:
    with np.errstate(invalid="ignore"):
        inside = (values >= bounds[0]) & (values <= bounds[1])
    return np.where(np.isnan(values), np.nan, inside.astype(np.float64))


def _is_rainy(rain_mm: Values) -> Values:
    with np.errstate(invalid="ignore"):
        return np.where(np.isnan(rain_mm), np.nan, (rain_mm >= WET_MM).astype(np.float64))


def _worst_of(worst: dict[str, Values]) -> Values:
    """Give the worst grade of the dangers that are known; heat has to be."""
    danger = worst["heat"].copy()
    for grade in worst.values():
        danger = np.where(np.isnan(grade), danger, np.maximum(danger, grade))
    return danger


def _in_daylight(weather: Weather, moments: NDArray[np.datetime64], duration_h: float) -> NDArray[np.bool_]:
    """Tell whether the sun is above dawn at the start, at every hour after it, and at the end."""
    station = weather.station
    offset = np.timedelta64(round(station.standard_h * 60.0), "m")
    steps_h = [*np.arange(0.0, duration_h, 1.0), duration_h]
    light = np.ones(moments.shape, dtype=bool)
    for step_h in steps_h:
        utc = moments - offset + np.timedelta64(round(60.0 * step_h), "m")
        light &= sun_at(utc, station.lon, station.lat).elevation_deg >= DAWN_DEG
    return light
