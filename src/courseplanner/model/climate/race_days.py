"""What races on each day of a record would have met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.climate.weeks import month_of_days, week_of_days

__all__ = ["STARTS", "Heat", "RaceDays"]

STARTS = 24
"""Hours of the clock at which a race may start."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Heat:
    """The heat of each hour.

    Parameters
    ----------
    wbgt_c : float64 (n,)
        NaN where temperature or humidity is unknown.
    is_simplified : bool (n,)
        Where sun, wind or pressure is unknown and the simplified form stands in: it takes the sun as fairly
        strong and the wind as light, so that it is too high in the shade and at night.
    """

    wbgt_c: NDArray[np.float64]
    is_simplified: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class RaceDays:
    """What a race from the start to its last finisher would have met on each day; NaN where that is unknown.

    Parameters
    ----------
    dates : datetime64[D] (d,)
        On the clock of the place.
    duration_h : float
    highest_wbgt_c, lowest_wbgt_c : float64 (d, 24)
    in_temperature, in_wind, in_window : float64 (d, 24)
        1 where every hour of the race lies in the comfortable temperature, wind, or both; else 0.
    hours_in_temperature, hours_in_window : float64 (d, 24)
        Part of the hours of the race in the comfortable temperature, and in that and the wind.
    cold_wet, gale, thunder : float64 (d, 24)
        The worst grade of an hour.
    danger : float64 (d, 24)
        The worst grade of all dangers that are known; NaN where heat is unknown.
    lowest_visibility_m : float64 (d, 24)
    rain : float64 (d, 24)
        1 where it rains 0.5 mm or more in an hour of the race, else 0.
    looks_wet : bool (d, 24)
        Whether the month looks like the wet season at that start hour, by its vapour and humidity.
    in_daylight : bool (d, 24)
        Whether the sun stands above civil dawn from the start to the last finisher.
    heat : Heat
        Of the hours of the record.
    """

    dates: NDArray[np.datetime64]
    duration_h: float
    highest_wbgt_c: Values
    lowest_wbgt_c: Values
    in_temperature: Values
    in_wind: Values
    in_window: Values
    hours_in_temperature: Values
    hours_in_window: Values
    cold_wet: Values
    gale: Values
    thunder: Values
    danger: Values
    lowest_visibility_m: Values
    rain: Values
    looks_wet: NDArray[np.bool_]
    in_daylight: NDArray[np.bool_]
    heat: Heat

    @property
    def weeks(self) -> NDArray[np.int64]:
        """Week of each date: 1 + (day of year - 1) // 7, up to 53."""
        return week_of_days(self.dates)

    @property
    def months(self) -> NDArray[np.int64]:
        """Month of each date, 1 to 12."""
        return month_of_days(self.dates)

    @property
    def years(self) -> NDArray[np.int64]:
        """Year of each date."""
        return self.dates.astype("datetime64[Y]").astype(np.int64) + 1970
