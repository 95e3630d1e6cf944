"""The triggers at which a race is warned, changed or stopped, and how often each was met in its hours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.climate.air_days import VERY_BAD_AIR, air_of_weeks
from courseplanner.assess.climate.hazards import GALE_M_S, GUST_M_S, WET_MM
from courseplanner.assess.climate.race_days import RaceDays
from courseplanner.assess.climate.slots import WEEKS
from courseplanner.model.climate_levels import ClimateLevels
from courseplanner.model.weather import AirRecord, Weather

__all__ = ["Trigger", "TriggerKind", "triggers_of"]

FOG_M = (1000.0, 200.0)
"""Visibility in fog, and that of the orange warning of fog of the China Meteorological Administration (R)."""


class TriggerKind(StrEnum):
    """What a trigger is of."""

    HEAT = "heat"
    COLD_RAIN = "cold-rain"
    LIGHTNING = "lightning"
    GUST = "gust"
    FOG = "fog"
    AIR = "air"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A level at which somebody has to decide.

    Parameters
    ----------
    kind : TriggerKind
    step : int
        1 warn, 2 change the race, 3 stop it or put it off.
    limit : float or None
        In the unit of the kind: °C WBGT, mm in an hour, m/s, m, index; `None` for thunder.
    met_days : int or None
        Days of the record on which it was met; `None` where it was not recorded.
    days : int
        Days that it could have been met on: those of the week and its two neighbours.
    by_mean_wind_m_s : float or None
        The mean wind that stands in for a gust, where gusts were not recorded.
    """

    kind: TriggerKind
    step: int
    limit: float | None
    met_days: int | None
    days: int
    by_mean_wind_m_s: float | None = None


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
    near = ((races.weeks - week + 1) % WEEKS) <= 2

    def met(
        kind: TriggerKind,
        step: int,
        limit: float | None,
        values: NDArray[np.float64],
        is_met: NDArray[np.bool_],
    ) -> Trigger:
        known = near & ~np.isnan(values[:, start_h])
        days = int(known.sum())
        return Trigger(kind, step, limit, int((known & is_met[:, start_h]).sum()) if days else None, days)

    heat, gust, fog = races.highest_wbgt_c, races.gale, races.lowest_visibility_m
    _, yellow, red, black = levels.flags_c
    winds = (None, None) if weather.knows("gust_m_s") or not weather.knows("wind_m_s") else GALE_M_S
    with np.errstate(invalid="ignore"):
        return (
            met(TriggerKind.HEAT, 1, yellow, heat, heat >= yellow),
            met(TriggerKind.HEAT, 2, red, heat, heat >= red),
            met(TriggerKind.HEAT, 3, black, heat, heat > black),
            met(TriggerKind.COLD_RAIN, 2, WET_MM, races.cold_wet, races.cold_wet >= 2.0),
            met(TriggerKind.COLD_RAIN, 3, WET_MM, races.cold_wet, races.cold_wet >= 3.0),
            met(TriggerKind.LIGHTNING, 3, None, races.thunder, races.thunder > 0.0),
            replace(met(TriggerKind.GUST, 2, GUST_M_S[0], gust, gust >= 2.0), by_mean_wind_m_s=winds[0]),
            replace(met(TriggerKind.GUST, 3, GUST_M_S[1], gust, gust >= 3.0), by_mean_wind_m_s=winds[1]),
            met(TriggerKind.FOG, 1, FOG_M[0], fog, fog < FOG_M[0]),
            met(TriggerKind.FOG, 3, FOG_M[1], fog, fog < FOG_M[1]),
            *_of_air(levels, air, week),
        )


def _of_air(levels: ClimateLevels, air: AirRecord | None, week: int) -> tuple[Trigger, ...]:
    shares = None if air is None else air_of_weeks(air, levels)[week - 1]
    limits = (levels.clean_air, levels.warn_air, VERY_BAD_AIR)
    if shares is None:
        return tuple(
            Trigger(TriggerKind.AIR, step, limit, None, 0) for step, limit in enumerate(limits, start=1)
        )
    counts = (shares.days - shares.clean_days, shares.bad_days, shares.very_bad_days)
    return tuple(
        Trigger(TriggerKind.AIR, step, limit, count, shares.days)
        for step, (limit, count) in enumerate(zip(limits, counts, strict=True), start=1)
    )
