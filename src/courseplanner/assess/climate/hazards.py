"""What in the weather of an hour is a danger to runners, in three grades."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.model.weather.weather import Weather

__all__ = [
    "COLD_C",
    "GALE_M_S",
    "GUST_M_S",
    "ICY_C",
    "SOAKED_CHILL_C",
    "WET_MM",
    "Hazards",
    "chill_c",
    "hazards_of",
]

WET_MM = 0.5
"""Rain in an hour from which clothes are wet through within a race (ours, D)."""
GUST_M_S = (13.9, 20.8)
"""Gusts of Beaufort 7 and 9: the blue and yellow warning of gale of the China Meteorological Administration;
tents and arches fly (R)."""
GALE_M_S = (10.8, 17.2)
"""Mean winds of Beaufort 6 and 8 of the same warnings (R)."""
SOAKED_CHILL_C = 0.0
"""Wind chill below which a wet runner can't keep warm even while running (ours, D)."""
COLD_C = -10.0
ICY_C = -27.0
"""Wind chill from which cold is a discomfort that needs clothing, and from which skin freezes within half an
hour (Environment Canada) (R)."""
_KM_H = 3.6
_CHILL_FROM_KM_H, _CHILL_UP_TO_C = 4.8, 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Hazards:
    """The grade of each danger in each hour: 0 none, 1 care, 2 danger, 3 no race; NaN where it is unknown.

    Parameters
    ----------
    heat : float64 (n,)
        By the flags: yellow 1, red 2, black 3.
    cold : float64 (n,)
        Dry cold, by wind chill: 1 and 2.
    cold_wet : float64 (n,)
        Rain while the white flag flies: 2; with a wind chill below freezing 3.
    gale : float64 (n,)
        By gusts, by the mean wind, or by both where both are known.
    thunder : float64 (n,)
        0 or 3.
    """

    heat: NDArray[np.float64]
    cold: NDArray[np.float64]
    cold_wet: NDArray[np.float64]
    gale: NDArray[np.float64]
    thunder: NDArray[np.float64]


def hazards_of(weather: Weather, wbgt_c: NDArray[np.float64], levels: ClimateLevels) -> Hazards:
    """Grade the dangers of each hour.

    Parameters
    ----------
    weather : Weather
    wbgt_c : float64 (n,)
    levels : ClimateLevels
    """
    green, yellow, red, black = levels.flags_c
    chill = chill_c(weather.temperature_c, weather.wind_m_s)
    with np.errstate(invalid="ignore"):
        heat = _graded(wbgt_c, (wbgt_c >= yellow, wbgt_c >= red, wbgt_c > black))
        cold = _graded(chill, (chill <= COLD_C, chill <= ICY_C))
        is_wet = (weather.rain_mm >= WET_MM) & (wbgt_c < green)
        is_icy = is_wet & (chill < SOAKED_CHILL_C)
        cold_wet = np.where(np.isnan(weather.rain_mm + wbgt_c), np.nan, 2.0 * is_wet + is_icy)
        by_gusts = _graded(
            weather.gust_m_s, tuple(weather.gust_m_s >= level for level in GUST_M_S), first=2.0
        )
        by_wind = _graded(weather.wind_m_s, tuple(weather.wind_m_s >= level for level in GALE_M_S), first=2.0)
    return Hazards(heat, cold, cold_wet, np.fmax(by_gusts, by_wind), 3.0 * weather.thunder)


def _graded(
    values: NDArray[np.float64], reached: tuple[NDArray[np.bool_], ...], *, first: float = 1.0
) -> NDArray[np.float64]:
    grade = np.zeros(len(values))
    for step, is_reached in enumerate(reached):
        grade[is_reached] = first + step
    grade[np.isnan(values)] = np.nan
    return grade


def chill_c(temperature_c: NDArray[np.float64], wind_m_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give wind chill; the air itself where it is above 10 °C or calm (Osczevski and Bluestein 2005).

    Parameters
    ----------
    temperature_c : float64 (n,)
    wind_m_s : float64 (n,)
        10 m above the ground.
    """
    wind_km_h = _KM_H * wind_m_s
    power = np.maximum(wind_km_h, _CHILL_FROM_KM_H) ** 0.16
    chilled = 13.12 + 0.6215 * temperature_c - 11.37 * power + 0.3965 * temperature_c * power
    with np.errstate(invalid="ignore"):
        counts = (temperature_c <= _CHILL_UP_TO_C) & (wind_km_h > _CHILL_FROM_KM_H)
    return np.where(counts, chilled, temperature_c)
