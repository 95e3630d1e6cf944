"""What races of one week or month, at one hour, would have met."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.model.climate.air_shares import AirShares

__all__ = ["Outlook", "WorstYear"]

_ONE_IN_TEN = 0.1


@dataclass(frozen=True, slots=True)
class WorstYear:
    """The year with the most dangerous days."""

    year: int
    dangerous_days: int
    days: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What races of one period of the year and one hour of the clock would have met.

    Parameters
    ----------
    days, unknown_days : int
        Days of the record that are counted, and that are not because something is unknown.
    flags : tuple of int
        Days by the highest flag during the race: white, green, yellow, red, black.
    care, danger, no_race : int
        Days on which the worst known danger had at least that grade.
    in_temperature : int
        Days on which the whole race lies inside the comfortable temperature.
    in_wind, in_window : int or None
        The same for the wind and for both; `None` where the wind was not recorded.
    hours_in_temperature : float
        Mean part of the race inside the temperature.
    cold_wet, gale, thunder : int or None
        Days with that danger; `None` where it was not recorded.
    rain, rain_known_days : int or None, int
        Days with 0.5 mm or more in an hour of the race, of those on which rain is known; `None` where it is
        known on fewer than half of the days.
    wet : int
        Days of unknown rain that count as cold and wet: their month looks like the wet season or, by the
        normals, has rain on half of its days.
    rain_share : float or None
        Part of the days with rain by the normals; `None` without normals, or where rain was recorded.
    in_daylight : int
    median_wbgt_c : float
        Of the highest during the race.
    air : AirShares or None
        Of such days in the record of the air, which is not joined by date.
    worst_year : WorstYear or None
        `None` for a single year.
    """

    days: int
    unknown_days: int
    flags: tuple[int, int, int, int, int]
    care: int
    danger: int
    no_race: int
    in_temperature: int
    in_wind: int | None
    in_window: int | None
    hours_in_temperature: float
    cold_wet: int | None
    gale: int | None
    thunder: int | None
    rain: int | None
    rain_known_days: int
    wet: int
    rain_share: float | None
    in_daylight: int
    median_wbgt_c: float
    air: AirShares | None
    worst_year: WorstYear | None

    @property
    def leading_flag(self) -> int | None:
        """The highest flag, from 0, that flew on at least one day in ten; `None` where no day is known."""
        if not self.days:
            return None
        reached = 0
        for flag in range(len(self.flags) - 1, 0, -1):
            reached += self.flags[flag]
            if reached >= _ONE_IN_TEN * self.days:
                return flag
        return 0
