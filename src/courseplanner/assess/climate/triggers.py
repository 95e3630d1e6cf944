"""The triggers at which a race is warned, changed or stopped, and how often each was met in its hours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from courseplanner.assess.climate.air_days import VERY_BAD_AIR, air_of_weeks
from courseplanner.assess.climate.hazards import GALE_M_S, GUST_M_S, WET_MM
from courseplanner.model.climate.action_plan import Trigger, TriggerKind
from courseplanner.model.climate.race_days import RaceDays
from courseplanner.model.climate.weeks import is_around
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.weather import AirRecord, Weather

__all__ = ["triggers_of", "uncounted_triggers"]

FOG_M = (1000.0, 200.0)
"""Visibility in fog, and that of the orange warning of fog of the China Meteorological Administration (R)."""


def triggers_of(
    races: RaceDays, weather: Weather, levels: ClimateLevels, air: AirRecord | None, week: int, start_h: int
) -> tuple[Trigger, ...]:
    """Count how often each trigger was met by races of a week, its two neighbours, and one hour.

    Parameters
    ----------
    races : RaceDays
    weather : Weather
    levels : ClimateLevels
    air : AirRecord or None
        Counted by its own days, for it is not joined with the weather by date.
    week : int
        From 1.
    start_h : int
    """
    near = is_around(races.weeks, week)
    heat, fog = races.highest_wbgt_c, races.lowest_visibility_m
    _, yellow, red, black = levels.flags_c
    with np.errstate(invalid="ignore"):
        met = {
            (TriggerKind.HEAT, 1): (heat, heat >= yellow),
            (TriggerKind.HEAT, 2): (heat, heat >= red),
            (TriggerKind.HEAT, 3): (heat, heat > black),
            (TriggerKind.COLD_RAIN, 2): (races.cold_wet, races.cold_wet >= 2.0),
            (TriggerKind.COLD_RAIN, 3): (races.cold_wet, races.cold_wet >= 3.0),
            (TriggerKind.LIGHTNING, 3): (races.thunder, races.thunder > 0.0),
            (TriggerKind.GUST, 2): (races.gale, races.gale >= 2.0),
            (TriggerKind.GUST, 3): (races.gale, races.gale >= 3.0),
            (TriggerKind.FOG, 1): (fog, fog < FOG_M[0]),
            (TriggerKind.FOG, 3): (fog, fog < FOG_M[1]),
        }
    counted = []
    for trigger in uncounted_triggers(levels):
        if trigger.kind is TriggerKind.AIR:
            continue
        values, is_met = met[trigger.kind, trigger.step]
        known = near & ~np.isnan(values[:, start_h])
        days = int(known.sum())
        met_days = int((known & is_met[:, start_h]).sum()) if days else None
        counted.append(replace(trigger, met_days=met_days, days=days))
    if not weather.knows("gust_m_s") and weather.knows("wind_m_s"):
        counted = [_by_mean_wind(trigger) for trigger in counted]
    return (*counted, *_of_air(levels, air, week))


def _by_mean_wind(trigger: Trigger) -> Trigger:
    if trigger.kind is not TriggerKind.GUST:
        return trigger
    return replace(trigger, by_mean_wind_m_s=GALE_M_S[GUST_M_S.index(trigger.limit or 0.0)])


def uncounted_triggers(levels: ClimateLevels) -> tuple[Trigger, ...]:
    """Give all triggers with their limits, in order; nothing is recorded of any."""
    limits: tuple[tuple[TriggerKind, int, float | None], ...] = (
        *((TriggerKind.HEAT, step, limit) for step, limit in enumerate(levels.flags_c[1:], start=1)),
        (TriggerKind.COLD_RAIN, 2, WET_MM),
        (TriggerKind.COLD_RAIN, 3, WET_MM),
        (TriggerKind.LIGHTNING, 3, None),
        (TriggerKind.GUST, 2, GUST_M_S[0]),
        (TriggerKind.GUST, 3, GUST_M_S[1]),
        (TriggerKind.FOG, 1, FOG_M[0]),
        (TriggerKind.FOG, 3, FOG_M[1]),
        (TriggerKind.AIR, 1, levels.clean_air),
        (TriggerKind.AIR, 2, levels.warn_air),
        (TriggerKind.AIR, 3, VERY_BAD_AIR),
    )
    return tuple(Trigger(kind, step, limit, None, 0) for kind, step, limit in limits)


def _of_air(levels: ClimateLevels, air: AirRecord | None, week: int) -> tuple[Trigger, ...]:
    triggers = [one for one in uncounted_triggers(levels) if one.kind is TriggerKind.AIR]
    shares = None if air is None else air_of_weeks(air, levels)[week - 1]
    if shares is None:
        return tuple(triggers)
    counts = (shares.days - shares.clean_days, shares.bad_days, shares.very_bad_days)
    return tuple(
        replace(trigger, met_days=count, days=shares.days)
        for trigger, count in zip(triggers, counts, strict=True)
    )
