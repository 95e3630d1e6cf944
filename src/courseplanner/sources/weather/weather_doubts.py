"""What looks wrong in a record of weather as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.climate.atmosphere import standard_height_m
from courseplanner.base.errors import WeatherError
from courseplanner.base.i18n import Text, text
from courseplanner.model.weather.weather import HOUR, Weather

__all__ = ["doubts_about"]

_WRONG_CLOCK_H, _DOUBTFUL_CLOCK_H = 3.0, 0.5
_DOUBTFUL_CLOCK_OF_MONTHS_H = 1.0
"""Of less than a year: the sundial goes up to 0.27 h before or after the clock of its longitude, and clouds
of one part of the day shift the sun of a month by as much again. Over a year both nearly cancel."""
_YEAR_MONTHS = 12
_LIKELY_ERRORS = 2.0
"""Standard errors within which an offset is taken as known: 95 of 100."""
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
    """Compare the middle of the day by radiation with noon by the clock of the longitude.

    The offset is the mean hour of the sun, weighted by its radiation, less noon of local mean time. It is
    known to two standard errors of its twelve monthly values.
    """
    sun_w_m2 = np.nan_to_num(weather.sun_w_m2)
    station = weather.station
    if not sun_w_m2.any():
        return
    middles = weather.starts + HOUR // 2
    by_clock = (middles - middles.astype("datetime64[D]")) / HOUR
    by_sun = (by_clock - station.standard_h + station.lon / 15.0) * np.pi / 12.0
    late_h = _late_h(by_sun, sun_w_m2)
    if abs(late_h) > _WRONG_CLOCK_H:
        raise WeatherError(
            f"{where}, {text('heading')}",
            text(
                "its sun stands highest {late:+.1f} h from noon at {name} ({lon:g}° east, UTC{offset:+g})",
                late=late_h, name=station.name, lon=station.lon, offset=station.standard_h,
            ),
            text("the heading names another place or another time zone than its "
                    "hours; fix the heading"),
        )  # fmt: skip
    months = weather.months
    shining = [month for month in range(1, _YEAR_MONTHS + 1) if sun_w_m2[months == month].any()]
    late_min = 60.0 * late_h
    if len(shining) < _YEAR_MONTHS:
        if abs(late_h) > _DOUBTFUL_CLOCK_OF_MONTHS_H:
            yield text(
                "its sun stands highest {late:+.0f} min from noon by the clock of its longitude, in {count} "
                "months; start hours may be as far off",
                late=late_min,
                count=len(shining),
            )
        return
    by_month = [_late_h(by_sun[months == month], sun_w_m2[months == month]) for month in shining]
    known_min = 60.0 * _LIKELY_ERRORS * float(np.std(by_month, ddof=1)) / np.sqrt(_YEAR_MONTHS)
    if abs(late_h) > _DOUBTFUL_CLOCK_H:
        yield text(
            "its sun stands highest {late:+.0f} min (known to {known:.0f} min) from noon by the clock of its "
            "longitude; start hours may be as far off",
            late=late_min,
            known=max(np.ceil(known_min), 1.0),
        )


def _late_h(by_sun: NDArray[np.float64], sun_w_m2: NDArray[np.float64]) -> float:
    """Give the mean hour of the sun less noon, between -12 and 12.

    The mean is that of a circle, for the sun of a wrong place may shine at midnight.

    Parameters
    ----------
    by_sun : float64 (n,)
        Local mean time as an angle, in radians.
    sun_w_m2 : float64 (n,)
    """
    mean = np.angle((sun_w_m2 * np.exp(1j * by_sun)).sum())
    return float(np.degrees(mean) / 15.0 % 24.0 - 12.0)


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
        yield text("its summer is colder than its winter at {lat:g}° of latitude; check the sign", lat=lat)


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
