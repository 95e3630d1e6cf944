"""Wet-bulb globe temperature, hour by hour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.climate.atmosphere import standard_hpa
from courseplanner.measure.ground.sun import refracted_deg, sun_at
from courseplanner.model.climate.race_days import Heat
from courseplanner.model.weather.weather import HOUR, Weather

__all__ = ["direct_share", "heat_of", "outdoor_wbgt_c", "simplified_wbgt_c", "vapour_hpa"]

_KELVIN = 273.15
_SOLAR_W_M2 = 1367.0
_SUN_UP = 0.00873
"""Cosine of the zenith angle at 89.5°: below it no beam counts (Liljegren et al. 2008)."""
_CLEAREST = 0.85
"""Radiation is never more than this part of that above the air (Liljegren et al. 2008)."""
_NIGHT_DEG = -10.0
"""With the sun so low in the middle of an hour, none of it has any."""
_DRIEST_PERCENT = 0.1


def simplified_wbgt_c(
    temperature_c: NDArray[np.float64], humidity_percent: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give WBGT of temperature and humidity alone (Australian Bureau of Meteorology).

    Parameters
    ----------
    temperature_c, humidity_percent : float64 (n,)
    """
    return 0.567 * temperature_c + 0.393 * vapour_hpa(temperature_c, humidity_percent) + 3.94


def vapour_hpa(
    temperature_c: NDArray[np.float64], humidity_percent: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the vapour pressure of the air, by the formula that goes with the simplified WBGT.

    Parameters
    ----------
    temperature_c, humidity_percent : float64 (n,)
    """
    return humidity_percent / 100.0 * 6.105 * np.exp(17.27 * temperature_c / (237.7 + temperature_c))


def heat_of(weather: Weather) -> Heat:
    """Give WBGT in the open, in the sun, after Liljegren et al. (J Occup Environ Hyg 5 (2008) 645).

    The sun of an hour is that of its middle. Where the direct part of its radiation was not recorded, it is
    estimated by the formula of the same paper. Pressure that was not recorded is that of the standard
    atmosphere at the station.
    """
    station = weather.station
    middles = weather.starts + HOUR // 2 - np.timedelta64(round(station.standard_h * 60.0), "m")
    sun = sun_at(middles, station.lon, station.lat)
    height = np.sin(np.radians(refracted_deg(sun.elevation_deg)))
    is_night = np.isnan(weather.sun_w_m2) & (sun.elevation_deg < _NIGHT_DEG)
    level_w_m2 = np.where(is_night, 0.0, weather.sun_w_m2)
    pressure_hpa = _pressure_hpa(weather)
    known = ~(
        np.isnan(weather.temperature_c)
        | np.isnan(weather.humidity_percent)
        | np.isnan(weather.wind_m_s)
        | np.isnan(level_w_m2)
        | np.isnan(pressure_hpa)
    )
    wbgt_c = simplified_wbgt_c(weather.temperature_c, weather.humidity_percent)
    beam_share = direct_share(
        level_w_m2[known], weather.beam_w_m2[known], height[known], sun.distance_au[known]
    )
    full = outdoor_wbgt_c(
        weather.temperature_c[known],
        weather.humidity_percent[known],
        pressure_hpa[known],
        weather.wind_m_s[known],
        level_w_m2[known],
        beam_share,
        height[known],
    )
    solved = ~np.isnan(full)
    at = np.flatnonzero(known)[solved]
    wbgt_c[at] = full[solved]
    is_simplified = ~np.isnan(wbgt_c)
    is_simplified[at] = False
    return Heat(wbgt_c, is_simplified)


def outdoor_wbgt_c(
    temperature_c: NDArray[np.float64],
    humidity_percent: NDArray[np.float64],
    pressure_hpa: NDArray[np.float64],
    wind_m_s: NDArray[np.float64],
    level_w_m2: NDArray[np.float64],
    beam_share: NDArray[np.float64],
    height: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Give WBGT after Liljegren et al. (2008); NaN where its equations have no answer.

    Parameters
    ----------
    temperature_c, humidity_percent, pressure_hpa : float64 (n,)
    wind_m_s : float64 (n,)
        10 m above the ground; calm counts as 0.62 m/s.
    level_w_m2 : float64 (n,)
        Shortwave radiation on the level.
    beam_share : float64 (n,)
        As `direct_share` gives it.
    height : float64 (n,)
        Sine of the sun's elevation, as it seems.
    """
    from thermofeel import calculate_wbgt_liljegren

    if not len(temperature_c):
        return np.empty(0)
    wbgt_k = calculate_wbgt_liljegren(
        temperature_c + _KELVIN,
        np.maximum(humidity_percent, _DRIEST_PERCENT),
        pressure_hpa,
        wind_m_s,
        level_w_m2,
        beam_share,
        height,
    )
    return np.asarray(wbgt_k, dtype=np.float64) - _KELVIN


def direct_share(
    level_w_m2: NDArray[np.float64],
    beam_w_m2: NDArray[np.float64],
    height: NDArray[np.float64],
    distance_au: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Give the part of the radiation on the level that comes straight from the sun, from 0 to 0.9.

    Parameters
    ----------
    level_w_m2, beam_w_m2 : float64 (n,)
        The beam on a plane that faces the sun; NaN where it was not recorded.
    height : float64 (n,)
        Sine of the sun's elevation, as it seems.
    distance_au : float64 (n,)
    """
    is_up = height > _SUN_UP
    above_w_m2 = np.where(is_up, _SOLAR_W_M2 * height / distance_au**2, np.inf)
    clearness = np.minimum(level_w_m2 / above_w_m2, _CLEAREST)
    shines = clearness > 0.0
    safe = np.where(shines, clearness, 1.0)
    estimated = np.where(shines, np.exp(3.0 - 1.34 * safe - 1.65 / safe), 0.0)
    lit = is_up & (level_w_m2 > 0.0)
    recorded = np.where(lit, beam_w_m2 * height / np.where(lit, level_w_m2, 1.0), 0.0)
    return np.clip(np.where(np.isnan(beam_w_m2), estimated, recorded), 0.0, 0.9)


def _pressure_hpa(weather: Weather) -> NDArray[np.float64]:
    height_m = weather.station.elevation_m
    if height_m is None:
        return weather.pressure_hpa
    return np.where(np.isnan(weather.pressure_hpa), standard_hpa(height_m), weather.pressure_hpa)
