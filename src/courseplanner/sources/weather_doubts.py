"""What looks wrong in a record of weather as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from courseplanner.assess.climate.atmosphere import standard_height_m
from courseplanner.errors import WeatherError
from courseplanner.i18n import Text, text
from courseplanner.model.weather import HOUR, Weather

__all__ = ["doubts_about"]

_WRONG_CLOCK_H, _DOUBTFUL_CLOCK_H = 3.0, 1.0
_SEASONAL_LAT = 25.0
_SEASON_C = 5.0
_DOUBTFUL_HEIGHT_M = 300.0


def doubts_about(weather: Weather, where: str) -> tuple[Text, ...]:
    """Hold a record against the place that it names: by its sun, its seasons and its pressure.

    Raises
    ------
    WeatherError
        If its sun stands highest hours away from noon at that place.
    """
    return (
        *_about_sun(weather, where),
        *_about_seasons(weather),
        *_about_pressure(weather),
        *_about_gaps(weather),
    )


def _about_sun(weather: Weather, where: str) -> Iterator[Text]:
    """Compare the middle of the day by radiation with noon by the place."""
    sun_w_m2 = np.nan_to_num(weather.sun_w_m2)
    station = weather.station
    if not sun_w_m2.any():
        return
    middles = weather.starts + HOUR // 2
    by_clock = (middles - middles.astype("datetime64[D]")) / HOUR
    by_sun = (by_clock - station.standard_h + station.lon / 15.0) * np.pi / 12.0
    # The mean of a circle, for the sun of a wrong place may shine at midnight.
    mean = np.angle((sun_w_m2 * np.exp(1j * by_sun)).sum())
    late_h = float((np.degrees(mean) / 15.0 - 12.0 + 12.0) % 24.0 - 12.0)
    if abs(late_h) > _WRONG_CLOCK_H:
        raise WeatherError(
            f"{where}, {text('heading')}",
            text(
                "its sun stands highest {late:+.1f} h from noon at {name} ({lon:g}° east, UTC{offset:+g})",
                late=late_h, name=station.name, lon=station.lon, offset=station.standard_h,
            ),
            text("the heading names another place or another time zone than its hours; mend the heading"),
        )  # fmt: skip
    if abs(late_h) > _DOUBTFUL_CLOCK_H:
        yield text("its sun stands highest {late:+.1f} h from noon at the place of its heading", late=late_h)


def _about_seasons(weather: Weather) -> Iterator[Text]:
    """Ask whether the half year of summer of the hemisphere is the warmer one."""
    lat = weather.station.lat
    if abs(lat) < _SEASONAL_LAT:
        return
    months = weather.months
    is_summer = (months >= 4) & (months <= 9) if lat > 0.0 else (months <= 3) | (months >= 10)
    known = ~np.isnan(weather.temperature_c)
    summer, winter = weather.temperature_c[known & is_summer], weather.temperature_c[known & ~is_summer]
    if summer.size and winter.size and summer.mean() < winter.mean() - _SEASON_C:
        yield text(
            "its summer is colder than its winter at {lat:g}° of latitude; see the sign of that", lat=lat
        )


def _about_pressure(weather: Weather) -> Iterator[Text]:
    height_m = weather.station.elevation_m
    if height_m is None or not weather.knows("pressure_hpa"):
        return
    by_pressure_m = standard_height_m(float(np.nanmean(weather.pressure_hpa)))
    if abs(by_pressure_m - height_m) > _DOUBTFUL_HEIGHT_M:
        yield text(
            "its pressure is that of {by_pressure:.0f} m above the sea, and its heading says {height:.0f} m",
            by_pressure=by_pressure_m,
            height=height_m,
        )


def _about_gaps(weather: Weather) -> Iterator[Text]:
    """Name months that no year has a temperature for."""
    months = weather.months
    known = ~np.isnan(weather.temperature_c)
    without = [month for month in range(1, 13) if not known[months == month].any()]
    if without and len(weather) > len(without):
        named = ", ".join(str(month) for month in without)
        yield text("nothing is known of month {months}; start slots there stay unknown", months=named)
