"""Makes the weather action plan of a race."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.assess.climate.conditions import usual_duration_h
from courseplanner.assess.climate.race_days import race_days
from courseplanner.assess.climate.study import study_climate
from courseplanner.assess.climate.triggers import triggers_of, uncounted_triggers
from courseplanner.base.i18n import text
from courseplanner.model.climate.action_plan import WeatherActionPlan
from courseplanner.model.climate.study import ClimateStudy
from courseplanner.model.climate.weeks import week_of
from courseplanner.model.climate.words import clock_words, record_in_words, week_in_words
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.conditions import RaceHours
from courseplanner.model.weather.slot_settings import USUAL_SLOTS, SlotSettings
from courseplanner.model.weather.weather import AirRecord, Weather

__all__ = ["RaceRecord", "action_plan_of", "action_plan_of_race", "blank_action_plan"]


@dataclass(frozen=True, slots=True, eq=False)
class RaceRecord:
    """What is recorded of the weather of a race.

    Parameters
    ----------
    weather : Weather or None
    air : AirRecord or None
    race : RaceHours or None
        When it is held; `None` without the time of its start.
    settings : SlotSettings
        By which the best slot is found where no date is set.
    """

    weather: Weather | None = None
    air: AirRecord | None = None
    race: RaceHours | None = None
    settings: SlotSettings = USUAL_SLOTS


def action_plan_of(study: ClimateStudy, place: str, week: int, start_h: float) -> WeatherActionPlan:
    """Count the triggers of races in a week and its two neighbours.

    Parameters
    ----------
    study : ClimateStudy
    place : str
        The race, or the station.
    week : int
    start_h : float
        The start, by the clock. Counted are whole hours, from the one that it lies in.
    """
    slot_h, late_h = int(start_h), start_h % 1.0
    races = study.races
    if late_h:
        races = race_days(study.weather, study.duration_h + late_h, study.levels)
    head = text(
        "{place}; week {week} ({days}), start at {start}, last finisher after {hours:g} h",
        place=place,
        week=week,
        days=week_in_words(week),
        start=clock_words(start_h),
        hours=round(study.duration_h, 2),
    )
    air = () if study.air is None else (study.air.provenance,)
    return WeatherActionPlan(
        head,
        record_in_words(study),
        triggers_of(races, study.weather, study.levels, study.air, week, slot_h),
        tuple(one.source for one in (*study.weather.provenance, *air)),
    )


def blank_action_plan(place: str, levels: ClimateLevels) -> WeatherActionPlan:
    """Give the sheet of a race of which no weather is recorded."""
    return WeatherActionPlan(text("{place}", place=place), None, uncounted_triggers(levels), ())


def action_plan_of_race(
    name: str, nominal_m: float, record: RaceRecord, levels: ClimateLevels
) -> WeatherActionPlan:
    """Count the triggers of a race: of its hours, else of the best slot that is recommended.

    Parameters
    ----------
    name : str
        Of the race.
    nominal_m : float
        Its distance; it gives the duration where no race hours are set.
    record : RaceRecord
    levels : ClimateLevels
    """
    if record.weather is None:
        return blank_action_plan(name, levels)
    race = record.race
    duration_h = usual_duration_h(nominal_m) if race is None else race.duration_h
    study = study_climate(record.weather, record.air, levels, duration_h, settings=record.settings)
    if race is not None:
        return action_plan_of(study, name, week_of(race.date), race.start_h)
    if not study.best_slots:
        return blank_action_plan(name, levels)
    return action_plan_of(study, name, study.best_slots[0].week, study.best_slots[0].start_h)
