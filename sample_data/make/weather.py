"""An invented weather year in EPW format, shaped like the plateau of Guizhou.

The monthly course follows what is commonly known of the country around Xingyi:
mild, damp, cloudy winters, a wet summer, light winds. No hour was ever measured.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from pathlib import Path

from make.chance import Chance, Noise1D

__all__ = ["MEAN_C", "write_epw"]

MEAN_C = 16.4
_YEAR = 2025
_MONTH_C = (6.8, 8.9, 13.4, 17.9, 20.8, 22.6, 23.7, 23.1, 20.5, 16.8, 12.5, 8.1)
_MONTH_CLOUD = (0.76, 0.70, 0.60, 0.55, 0.60, 0.70, 0.66, 0.60, 0.62, 0.70, 0.66, 0.68)
_MONTH_WIND = (2.3, 2.7, 3.0, 2.9, 2.6, 2.2, 2.1, 1.9, 2.0, 1.9, 2.0, 2.1)
_MONTH_DAMP = (2.6, 3.6, 5.4, 6.0, 5.0, 3.4, 3.2, 3.4, 3.4, 2.8, 3.0, 3.0)
"""Dew point below the daily mean, degrees."""
_LAT, _LON, _ELEVATION_M, _PRESSURE_PA = 24.91, 104.87, 1155.0, 88_250.0
_FLAGS = "?9?9?9?9E0?9?9?9?9?9?9?9?9?9?9?9?9?9?9?9*9*9?9?9?9"
_HEAD = (
    (
        "LOCATION,Yunling Valley (invented),Guizhou,CHN,courseplanner sample,000000,"
        f"{_LAT},{_LON},8.0,{_ELEVATION_M}"
    ),
    "DESIGN CONDITIONS,0",
    "TYPICAL/EXTREME PERIODS,0",
    "GROUND TEMPERATURES,0",
    "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
    "COMMENTS 1,Invented hourly year for the demonstration of courseplanner; no station measured it",
    "COMMENTS 2,Missing throughout: illuminance; visibility; ceiling; water; rain. At times: wind; humidity",
    "DATA PERIODS,1,1,Data,Wednesday, 1/ 1,12/31",
)


@dataclass
class _Hour:
    """One hour, as far as it is invented."""

    day: int
    hour: int
    when: dt.date
    dry_c: float
    dew_c: float
    cloud: float
    wind_m_s: float
    wind_deg: float


def _seasonal(values: tuple[float, ...], day: float) -> float:
    """Read a monthly course on a day, straight between the middles of months."""
    at = day / 365.0 * 12.0 - 0.5
    month = math.floor(at)
    share = at - month
    return values[month % 12] * (1.0 - share) + values[(month + 1) % 12] * share


def _hours() -> list[_Hour]:
    weather, spell, cloud_noise = (
        Noise1D("weather days", 2.2),
        Noise1D("weather spells", 5.0),
        Noise1D("cloud", 1.4),
    )
    damp, gusts, turning = Noise1D("damp", 1.7), Noise1D("wind days", 1.1), Noise1D("wind turning", 2.0)
    chance, hours = Chance("weather hours"), []
    for k in range(8760):
        day, hour = divmod(k, 24)
        at = k / 24.0
        cloud = min(1.0, max(0.0, _seasonal(_MONTH_CLOUD, at) + 0.95 * cloud_noise(at)))
        swing = 6.2 * (1.0 - 0.72 * cloud)
        daily = math.cos(2.0 * math.pi * (hour + 0.5 - 15.0) / 24.0)
        season = 1.0 + 0.5 * math.cos(2.0 * math.pi * (at - 20.0) / 365.0)
        mean = _seasonal(_MONTH_C, at) + season * (5.2 * weather(at) + 1.2 * spell(at))
        dry = mean + swing * daily * (1.0 if daily > 0.0 else 0.8) + chance.bell(0.18)
        dew = mean - _seasonal(_MONTH_DAMP, at) * (1.5 - 0.8 * cloud) + 2.4 * damp(at) - 0.4 * daily
        wind = _seasonal(_MONTH_WIND, at) * (1.0 + 1.1 * gusts(at)) * (1.0 + 0.42 * daily) + chance.bell(0.5)
        degrees = (150.0 + 170.0 * turning(at) + chance.bell(22.0)) % 360.0
        when = dt.date(_YEAR, 1, 1) + dt.timedelta(days=day)
        hours.append(_Hour(day, hour + 1, when, dry, dew, cloud, max(0.0, wind), degrees))
    shift = MEAN_C - math.fsum(hour.dry_c for hour in hours) / len(hours)
    for one in hours:
        one.dry_c = round(one.dry_c + shift, 1)
        one.dew_c = round(min(one.dew_c + shift, one.dry_c - 0.1), 1)
    return hours


def _vapour_hpa(celsius: float) -> float:
    """Give the saturation pressure of vapour (Magnus form of Sonntag 1990)."""
    return 6.112 * math.exp(17.62 * celsius / (243.12 + celsius))


def _sun(hour: _Hour) -> tuple[float, float]:
    """Give the sine of the sun's height in the middle of an hour, and the W/m2 outside the air."""
    turn = 2.0 * math.pi * (hour.day + 0.5) / 365.0
    declination = math.radians(23.45) * math.sin(2.0 * math.pi * (284.0 + hour.day + 1.0) / 365.0)
    angle = math.radians(15.0 * (hour.hour - 0.5 - 12.0) + _LON - 120.0)
    lat = math.radians(_LAT)
    sine = math.sin(lat) * math.sin(declination) + math.cos(lat) * math.cos(declination) * math.cos(angle)
    return max(0.0, sine), 1_361.0 * (1.0 + 0.033 * math.cos(turn))


def _row(hour: _Hour, *, wind_missing: bool, humidity_missing: bool) -> str:
    sine, outside = _sun(hour)
    clear = 0.75 * sine**0.15 if sine > 0.0 else 0.0
    total = outside * sine * clear * (1.0 - 0.72 * hour.cloud**2.2)
    direct = outside * 0.70 * sine**0.3 * (1.0 - hour.cloud) ** 1.4 if sine > 0.02 else 0.0
    diffuse = max(0.0, total - direct * sine)
    humidity = round(100.0 * _vapour_hpa(hour.dew_c) / _vapour_hpa(hour.dry_c))
    vapour = _vapour_hpa(hour.dew_c)
    emissivity = (0.62 + 0.056 * math.sqrt(vapour)) * (1.0 + 0.17 * hour.cloud * hour.cloud)
    sky = min(1.0, emissivity) * 5.67e-8 * (hour.dry_c + 273.15) ** 4
    pressure = _PRESSURE_PA - 22.0 * (hour.dry_c - MEAN_C)
    tenths = round(10.0 * hour.cloud)
    wind = "999,999.0" if wind_missing else f"{hour.wind_deg:.0f},{hour.wind_m_s:.1f}"
    return (
        f"{_YEAR},{hour.when.month},{hour.when.day},{hour.hour},0,{_FLAGS},{hour.dry_c:.1f},{hour.dew_c:.1f},"
        f"{999 if humidity_missing else humidity},{pressure:.0f},"
        f"{outside * sine:.0f},{outside if sine > 0.0 else 0.0:.0f},{sky:.0f},"
        f"{total:.0f},{direct:.0f},{diffuse:.0f},999900,999900,999900,99990,"
        f"{wind},{tenths},{tenths},9999.0,99999,9,999999999,999,0.9990,0,88,0.200,999.0,99.0"
    )


def write_epw(file: Path) -> None:
    """Write the year: 8760 hours, their mean dry-bulb temperature `MEAN_C` to 0.01 degrees."""
    rows = []
    for k, hour in enumerate(_hours()):
        wind_missing = 2_130 <= k < 2_154 or k in {5_001, 5_002, 7_777}
        rows.append(_row(hour, wind_missing=wind_missing, humidity_missing=6_400 <= k < 6_412))
    file.write_text("\n".join([*_HEAD, *rows, ""]), encoding="ascii", newline="")
