"""What a record of weather tells of the hours of a race: counted over the days around its date."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

__all__ = ["UNKNOWN_WEATHER", "AirOutlook", "Conditions", "RaceHours", "RaceWeather", "Range"]


_NINE_OF_TEN = 0.9
_EXACT = 1e-9


def _not_passed(in_order: tuple[float, ...]) -> float:
    """Give the least of rising values that nine of ten do not pass."""
    return in_order[math.ceil(_NINE_OF_TEN * len(in_order) - _EXACT) - 1]


@dataclass(frozen=True, slots=True)
class AirOutlook:
    """The air of the weeks around a date, in all years of its record.

    Parameters
    ----------
    index : tuple of float
        Of each day that is known, rising; at least one.
    """

    index: tuple[float, ...]

    @property
    def usual(self) -> float:
        """The index that is not passed on nine days of ten."""
        return _not_passed(self.index)

    def above(self, limit: float) -> int:
        """Count the days above a limit."""
        return sum(value > limit for value in self.index)


@dataclass(frozen=True, slots=True)
class Range:
    """What a race meets on one day, from the start to the last finisher."""

    least: float
    most: float

    def is_within(self, low: float, high: float) -> bool:
        """Tell whether all of it lies between two bounds, both included."""
        return self.least >= low and self.most <= high


@dataclass(frozen=True, slots=True)
class RaceHours:
    """When a race is held.

    Parameters
    ----------
    date : datetime.date
    start_h : float
        The start, by the clock.
    duration_h : float
        From the start to the last finisher.
    """

    date: dt.date
    start_h: float
    duration_h: float


@dataclass(frozen=True, slots=True)
class Conditions:
    """The weather of a race, had it been held on the days of a record around its date.

    Parameters
    ----------
    race : RaceHours
    years : int
    is_typical : bool
        Whether the record is one typical year.
    lat : float
        Of the station.
    highest_wbgt_c : tuple of float
        Of each race day, rising. Race days are those of the week of the date and its two neighbours, in
        each year; at least one.
    is_simplified : bool
        Whether sun or wind is unknown in some of these hours, and the simplified WBGT stands in.
    temperature_c : tuple of Range
        Of each race day.
    wind_m_s : tuple of Range or None
        `None` where it was not recorded.
    middle_c : float
        Median temperature of all hours of all these races.
    middle_m_s : float or None
    """

    race: RaceHours
    years: int
    is_typical: bool
    lat: float
    highest_wbgt_c: tuple[float, ...]
    is_simplified: bool
    temperature_c: tuple[Range, ...]
    wind_m_s: tuple[Range, ...] | None
    middle_c: float
    middle_m_s: float | None

    @property
    def days(self) -> int:
        """How many race days are counted."""
        return len(self.highest_wbgt_c)

    @property
    def usual_wbgt_c(self) -> float:
        """The highest WBGT of a race that is not passed on nine days of ten."""
        return _not_passed(self.highest_wbgt_c)


@dataclass(frozen=True, slots=True)
class RaceWeather:
    """What is known of the weather of a race.

    Parameters
    ----------
    conditions : Conditions or None
    air : AirOutlook or None
    lacks_date : bool
        Whether there is a record, and the race has no date or no time of its start.
    """

    conditions: Conditions | None
    air: AirOutlook | None
    lacks_date: bool


UNKNOWN_WEATHER = RaceWeather(None, None, lacks_date=False)
"""Without a record."""
