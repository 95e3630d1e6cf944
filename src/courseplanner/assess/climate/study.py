"""The study of a climate for a race: all that a record tells of months, weeks and hours."""

from __future__ import annotations

from dataclasses import replace

from courseplanner.assess.climate.air_days import air_of_months, air_of_year
from courseplanner.assess.climate.atmosphere import LAPSE_K_M, standard_hpa
from courseplanner.assess.climate.race_days import race_days
from courseplanner.assess.climate.slots import month_hours, ranked_slots
from courseplanner.assess.climate.year import hours_of_months, hours_of_year
from courseplanner.model.climate.study import Away, ClimateStudy
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.slot_settings import USUAL_SLOTS, SlotSettings
from courseplanner.model.weather.weather import AirRecord, Weather

__all__ = [
    "at_height",
    "study_climate",
]


def study_climate(
    weather: Weather,
    air: AirRecord | None,
    levels: ClimateLevels,
    duration_h: float,
    away: Away | None = None,
    settings: SlotSettings = USUAL_SLOTS,
) -> ClimateStudy:
    """Hold a race on every day of a record, and count.

    Parameters
    ----------
    weather : Weather
    air : AirRecord or None
    levels : ClimateLevels
    duration_h : float
    away : Away, optional
    settings : SlotSettings, optional
    """
    if away is not None and away.is_adjusted and away.course_m is not None:
        weather = at_height(weather, away.course_m)
    races = race_days(weather, duration_h, levels)
    return ClimateStudy(
        weather,
        air,
        levels,
        duration_h,
        away,
        races,
        hours_of_year(weather, levels),
        hours_of_months(weather, levels),
        ranked_slots(races, levels, air, settings),
        month_hours(races, levels, air, settings),
        None if air is None else air_of_year(air, levels),
        None if air is None else air_of_months(air, levels),
        len(weather.years),
        settings,
    )


def at_height(weather: Weather, height_m: float) -> Weather:
    """Take temperature and pressure from the height of the station to another, by the standard atmosphere.

    Humidity relative to saturation stays. A station of unknown height is left as it is.
    """
    from_m = weather.station.elevation_m
    if from_m is None:
        return weather
    return replace(
        weather,
        temperature_c=weather.temperature_c - LAPSE_K_M * (height_m - from_m),
        pressure_hpa=weather.pressure_hpa * standard_hpa(height_m) / standard_hpa(from_m),
        station=replace(weather.station, elevation_m=height_m),
    )
