"""The weather action plan: at which triggers somebody has to decide, and how often each was met."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text

__all__ = ["Trigger", "TriggerKind", "WeatherActionPlan"]


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


@dataclass(frozen=True, slots=True)
class WeatherActionPlan:
    """What stands on the sheet.

    Parameters
    ----------
    head : Text
        Race or place, and when.
    record : Text or None
        Of what the days are counted; `None` where nothing was recorded.
    triggers : tuple of Trigger
    sources : tuple of str
        Names of files.
    """

    head: Text
    record: Text | None
    triggers: tuple[Trigger, ...]
    sources: tuple[str, ...]
