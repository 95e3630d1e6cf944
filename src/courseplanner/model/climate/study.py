"""The study of a climate for a race: all that a record tells of months, weeks and hours."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.base.i18n import Text, text
from courseplanner.model.climate.air_shares import AirShares
from courseplanner.model.climate.hour_counts import HourCounts
from courseplanner.model.climate.race_days import STARTS, RaceDays
from courseplanner.model.climate.slot import MonthHours, Slot
from courseplanner.model.climate.weeks import MONTHS
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.slot_settings import SlotSettings
from courseplanner.model.weather.weather import AirRecord, Weather

__all__ = ["PERCENT_FROM_YEARS", "RAIN", "Away", "ClimateStudy", "unknown_of"]

PERCENT_FROM_YEARS = 3
"""Days of a shorter record are counted; per cent would say more than they know."""
RAIN = text("rain")
"""What a record may not know, and what then is said of it in words of its own."""
_MATTERS = {
    "humidity_percent": text("humidity"),
    "wind_m_s": text("wind"),
    "sun_w_m2": text("sun"),
    "rain_mm": RAIN,
    "gust_m_s": text("gusts"),
    "thunder": text("thunder"),
    "visibility_m": text("visibility"),
}


@dataclass(frozen=True, slots=True)
class Away:
    """How the course lies to the station.

    Parameters
    ----------
    distance_m : float
        From the station to the nearest point of the course.
    course_m : float or None
        Mean height of the course above the sea; `None` where it is unknown.
    higher_m : float or None
        Of the course above the station; negative where it lies lower.
    is_adjusted : bool
        Whether temperature and pressure are taken to the height of the course.
    """

    distance_m: float
    course_m: float | None
    higher_m: float | None
    is_adjusted: bool


@dataclass(frozen=True, slots=True, eq=False)
class ClimateStudy:
    """What a record tells of a race of one duration.

    Parameters
    ----------
    weather : Weather
        As it was used: taken to the height of the course where the user agreed.
    air : AirRecord or None
    levels : ClimateLevels
    duration_h : float
        From the start to the last finisher.
    away : Away or None
        `None` without a course.
    races : RaceDays
    year : HourCounts
    months : tuple of HourCounts
    slots : tuple of Slot
        The best first.
    month_hours : MonthHours
    air_year : AirShares or None
    air_months : tuple of AirShares or None
    years : int
        Of how many years the record is.
    settings : SlotSettings
    """

    weather: Weather
    air: AirRecord | None
    levels: ClimateLevels
    duration_h: float
    away: Away | None
    races: RaceDays
    year: HourCounts
    months: tuple[HourCounts, ...]
    slots: tuple[Slot, ...]
    month_hours: MonthHours
    air_year: AirShares | None
    air_months: tuple[AirShares | None, ...] | None
    years: int
    settings: SlotSettings

    @property
    def best_slots(self) -> tuple[Slot, ...]:
        """Recommended slots, the best first: at a usual hour, in a whole week, not in a wet month."""
        return tuple(slot for slot in self.slots if slot.is_recommended)

    @property
    def best_months(self) -> tuple[int, ...]:
        """Months, from 1, that are not wet, the one with the best hour first."""
        wet = self.wet_months
        return tuple(month for month in self.month_hours.order if month not in wet)

    @property
    def months_without_rain(self) -> tuple[int, ...]:
        """Months, from 1, in which races are counted, and their rain is mostly not recorded."""
        return tuple(
            month + 1
            for month, hours in enumerate(self.month_hours.outlooks)
            if any(outlook.days and outlook.rain is None for outlook in hours)
        )

    @property
    def wet_months(self) -> tuple[int, ...]:
        """Months of unknown rain, from 1, that count as cold and wet at some usual hour."""
        usual = [hour for hour in range(STARTS) if self.settings.is_usual(hour)]
        outlooks = self.month_hours.outlooks
        return tuple(month + 1 for month in range(MONTHS) if any(outlooks[month][hour].wet for hour in usual))


def unknown_of(weather: Weather) -> tuple[Text, ...]:
    """Name what a record knows nowhere, and that matters to runners."""
    return tuple(words for column, words in _MATTERS.items() if not weather.knows(column))
