"""The weather of a race: the hours that its brief names, and what runners meet along its course."""

from __future__ import annotations

from functools import lru_cache

from courseplanner.assess.climate.along import met_along
from courseplanner.assess.climate.conditions import air_outlook_of, conditions_of, usual_duration_h
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.survey import CourseFacts
from courseplanner.model.weather.conditions import UNKNOWN_WEATHER, RaceHours, RaceWeather
from courseplanner.model.weather.runner_conditions import RunnerConditions
from courseplanner.model.weather.weather import AirRecord, Weather
from courseplanner.roads.ground import Ground

__all__ = ["along_of", "duration_of", "race_hours", "race_weather"]


def race_weather(ground: Ground, brief: Brief) -> RaceWeather:
    """Find what the records of a region tell of the hours of a race.

    Parameters
    ----------
    ground : Ground
    brief : Brief
        With the date, the time of the start and the cut-off.
    """
    if ground.weather is None and ground.air is None:
        return UNKNOWN_WEATHER
    race = race_hours(brief)
    if race is None:
        return RaceWeather(None, None, lacks_date=True)
    return _weather_of(ground.weather, ground.air, race)


@lru_cache(maxsize=4)
def _weather_of(weather: Weather | None, air: AirRecord | None, race: RaceHours) -> RaceWeather:
    """Find the weather of a race, once for all its candidates."""
    return RaceWeather(
        None if weather is None else conditions_of(weather, race),
        None if air is None else air_outlook_of(air, race.date),
        lacks_date=False,
    )


def race_hours(brief: Brief) -> RaceHours | None:
    """Give when the race of a brief is held; `None` where it has no date or no time of its start."""
    event = brief.event
    if event.date is None or event.start_time is None:
        return None
    start_h = event.start_time.hour + event.start_time.minute / 60.0
    return RaceHours(event.date, start_h, duration_of(brief))


def along_of(facts: CourseFacts, ground: Ground, brief: Brief) -> tuple[RunnerConditions, ...] | None:
    """Find what runners meet along a course; `None` without weather, date or time of the start."""
    race = race_hours(brief)
    if race is None or ground.weather is None:
        return None
    course = facts.course
    return met_along(
        course.lon, course.lat, course.chainage_m, facts.profile, ground.terrain, ground.weather, race
    )


def duration_of(brief: Brief) -> float:
    """Give the hours from the start to the last finisher: the cut-off, else what is usual."""
    event = brief.event
    return usual_duration_h(event.nominal_m) if event.cutoff_h is None else event.cutoff_h
