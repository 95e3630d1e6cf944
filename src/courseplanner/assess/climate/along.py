"""The weather along a course: what the first, the median and the last runner meet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.climate.atmosphere import LAPSE_K_M
from courseplanner.assess.climate.clock import saving_h
from courseplanner.assess.climate.conditions import days_around
from courseplanner.measure.geometry.geodesy import azimuths_deg, point_at
from courseplanner.measure.ground.horizon import in_shade
from courseplanner.measure.ground.sun import Sun, refracted_deg, sun_at
from courseplanner.model.brief.distances import DISTANCES_M
from courseplanner.model.course.profile import Profile
from courseplanner.model.places.terrain import Terrain
from courseplanner.model.weather.conditions import RaceHours
from courseplanner.model.weather.runner_conditions import Runner, RunnerConditions
from courseplanner.model.weather.weather import HOUR, Weather

__all__ = ["finish_times_h", "met_along"]

Floats = NDArray[np.float64]

_FIRST_MARATHON_H, _MEDIAN_MARATHON_H = 2.2, 4.35
"""A good winner of a city marathon, and the middle of its field (RunRepeat and IAAF, State of Running 2019:
mean 4 h 32 min, men 4 h 13 min) (R)."""
_RIEGEL = 1.06
"""Times grow with this power of the distance (Riegel, American Scientist 69 (1981) 285)."""
_STEP_M = 1_000.0
_AHEAD_M = 100.0


def finish_times_h(course_m: float, duration_h: float) -> dict[Runner, float]:
    """Give when the first, the median and the last runner finish, from the start.

    Parameters
    ----------
    course_m : float
    duration_h : float
        When the last one does; the others are never later.
    """
    part = (course_m / DISTANCES_M["marathon"]) ** _RIEGEL
    return {
        Runner.FIRST: min(_FIRST_MARATHON_H * part, duration_h),
        Runner.MEDIAN: min(_MEDIAN_MARATHON_H * part, duration_h),
        Runner.LAST: duration_h,
    }


def met_along(
    lon: Floats,
    lat: Floats,
    chainage_m: Floats,
    profile: Profile | None,
    terrain: Terrain | None,
    weather: Weather,
    race: RaceHours,
) -> tuple[RunnerConditions, ...]:
    """Find what each runner meets at the start, each kilometre and the finish, at even pace.

    Parameters
    ----------
    lon, lat, chainage_m : float64 (n,)
        The course.
    profile : Profile or None
        For the temperature by height.
    terrain : Terrain or None
        For the shade.
    weather : Weather
    race : RaceHours
    """
    road = _road(lon, lat, chainage_m, profile, weather.station.elevation_m)
    finishes_h = finish_times_h(float(chainage_m[-1]), race.duration_h)
    return tuple(
        _met(runner, finish_h, road, terrain, weather, race) for runner, finish_h in finishes_h.items()
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Road:
    """The places at which conditions are given; each float64 (k,).

    `lift_m` is how much higher than the station they lie; `None` where that is unknown.
    """

    at_m: Floats
    lon: Floats
    lat: Floats
    bearing_deg: Floats
    lift_m: Floats | None


def _road(
    lon: Floats, lat: Floats, chainage_m: Floats, profile: Profile | None, station_m: float | None
) -> _Road:
    whole_m = float(chainage_m[-1])
    at_m = np.append(np.arange(0.0, whole_m - 1.0, _STEP_M), whole_m)
    at_lon, at_lat = _points(lon, lat, chainage_m, at_m)
    from_lon, from_lat = _points(lon, lat, chainage_m, np.maximum(at_m - _AHEAD_M, 0.0))
    to_lon, to_lat = _points(lon, lat, chainage_m, np.minimum(at_m + _AHEAD_M, whole_m))
    lift_m = None
    if profile is not None and station_m is not None:
        lift_m = np.interp(at_m, profile.at_m, profile.height_m) - station_m
    return _Road(at_m, at_lon, at_lat, azimuths_deg(from_lon, from_lat, to_lon, to_lat), lift_m)


def _points(lon: Floats, lat: Floats, chainage_m: Floats, at_m: Floats) -> tuple[Floats, Floats]:
    places = np.array([point_at(lon, lat, chainage_m, float(at)) for at in at_m])
    return places[:, 0], places[:, 1]


def _met(
    runner: Runner,
    finish_h: float,
    road: _Road,
    terrain: Terrain | None,
    weather: Weather,
    race: RaceHours,
) -> RunnerConditions:
    clock_h = race.start_h + finish_h * road.at_m / road.at_m[-1]
    sun = _sun(weather, road, race.date, clock_h)
    elevation_deg = refracted_deg(sun.elevation_deg)
    shade = np.full(len(clock_h), np.nan)
    if terrain is not None:
        shade = in_shade(terrain, road.lon, road.lat, sun.azimuth_deg, elevation_deg)
    at_h = _hours_since_begin(weather, days_around(weather, race.date), clock_h)
    temperature_c = _between(weather, weather.temperature_c, at_h)
    if road.lift_m is not None:
        temperature_c -= LAPSE_K_M * road.lift_m
    wind_m_s = _within(weather, weather.wind_m_s, at_h)
    off = np.radians(_within(weather, weather.wind_from_deg, at_h) - road.bearing_deg)
    coolest_c, middle_c, warmest_c = _quantiles(temperature_c, (0.1, 0.5, 0.9))
    # A calm comes from nowhere.
    head = np.where(wind_m_s == 0.0, 0.0, wind_m_s * np.cos(off))
    cross = np.where(wind_m_s == 0.0, 0.0, np.abs(wind_m_s * np.sin(off)))
    middle_wind, middle_head, middle_cross = (_quantiles(part, (0.5,))[0] for part in (wind_m_s, head, cross))
    return RunnerConditions(
        runner, finish_h, road.at_m.copy(), clock_h, elevation_deg, sun.azimuth_deg, shade,
        middle_c, coolest_c, warmest_c, middle_wind, middle_head, middle_cross,
        at_course_height=road.lift_m is not None,
    )  # fmt: skip


def _sun(weather: Weather, road: _Road, date: dt.date, clock_h: Floats) -> Sun:
    """Find the sun of race day, not of the days of the record."""
    station = weather.station
    day = np.array([date], dtype="datetime64[D]")
    ahead_h = station.standard_h + float(saving_h(station, day)[0])
    moments = day.astype("datetime64[s]") + np.round(3_600.0 * (clock_h - ahead_h)).astype("timedelta64[s]")
    return sun_at(moments, road.lon, road.lat)


def _hours_since_begin(weather: Weather, days: NDArray[np.datetime64], clock_h: Floats) -> Floats:
    """Give times of the clock on days of the record as hours since its beginning, float64 (d, k)."""
    midnight_h = (days.astype("datetime64[m]") - weather.begins) / HOUR
    return (midnight_h - saving_h(weather.station, days))[:, None] + clock_h[None, :]


def _between(weather: Weather, values: Floats, at_h: Floats) -> Floats:
    """Interpolate what was read at the ends of hours."""
    before = np.floor(at_h - 1.0).astype(np.int64)
    part = at_h - 1.0 - before
    first, second = _at(weather, values, before), _at(weather, values, before + 1)
    # Where a time is that of a reading, the next one need not be known.
    return np.where(part == 0.0, first, (1.0 - part) * first + part * second)


def _within(weather: Weather, values: Floats, at_h: Floats) -> Floats:
    """Give the value of the hour that each time lies in."""
    return _at(weather, values, np.floor(at_h).astype(np.int64))


def _at(weather: Weather, values: Floats, hours: NDArray[np.int64]) -> Floats:
    if weather.is_typical:
        return values[hours % len(values)]
    inside = (hours >= 0) & (hours < len(values))
    return np.where(inside, values[np.clip(hours, 0, len(values) - 1)], np.nan)


def _quantiles(values: Floats, parts: tuple[float, ...]) -> list[Floats]:
    """Give quantiles over the days of which a value is known; NaN where none is."""
    if len(values) and not np.isnan(values).any():
        return list(np.quantile(values, parts, axis=0))
    found = np.full((len(parts), values.shape[1]), np.nan)
    known = ~np.isnan(values).all(axis=0)
    if known.any():
        found[:, known] = np.nanquantile(values[:, known], parts, axis=0)
    return list(found)
