"""The study of a climate for a race: all that a record tells of months, weeks and hours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from courseplanner.assess.climate.air_days import AirShares, air_of_months, air_of_year
from courseplanner.assess.climate.atmosphere import LAPSE_K_M, standard_hpa
from courseplanner.assess.climate.race_days import STARTS, RaceDays, race_days
from courseplanner.assess.climate.slots import MonthHours, Slot, month_hours, ranked_slots
from courseplanner.assess.climate.weeks import MONTHS
from courseplanner.assess.climate.year import HourCounts, hours_of_months, hours_of_year
from courseplanner.i18n import Text, text
from courseplanner.model.climate_levels import ClimateLevels
from courseplanner.model.slot_settings import USUAL_SLOTS, SlotSettings
from courseplanner.model.weather import AirRecord, Weather

__all__ = ["PERCENT_FROM_YEARS", "RAIN", "Away", "ClimateStudy", "at_height", "study_climate", "unknown_of"]

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
        As it was reckoned with: taken to the height of the course where the user agreed.
    air : AirRecord or None
    levels : ClimateLevels
    duration_h : float
        From the gun to the last finisher.
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


def unknown_of(weather: Weather) -> tuple[Text, ...]:
    """Name what a record knows nowhere, and that matters to runners."""
    return tuple(words for column, words in _MATTERS.items() if not weather.knows(column))
