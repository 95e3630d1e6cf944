"""Hours of a year or a month."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["HourCounts"]


@dataclass(frozen=True, slots=True)
class HourCounts:
    """Hours of a record.

    Parameters
    ----------
    hours, missing_hours : int
        With a temperature, and without.
    mean_temperature_c : float or None
        `None` where no temperature is known.
    hours_in_temperature : int
        Of those with a temperature, the ends of the window included.
    wind_hours : int
        With a wind.
    hours_in_wind, hours_in_window : int or None
        Inside the wind, and inside wind and temperature; `None` where no wind is known.
    """

    hours: int
    missing_hours: int
    mean_temperature_c: float | None
    hours_in_temperature: int
    wind_hours: int
    hours_in_wind: int | None
    hours_in_window: int | None
