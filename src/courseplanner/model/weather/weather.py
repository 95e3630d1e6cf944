"""Weather as it was recorded hour by hour at one place, and the quality of the air day by day."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text
from courseplanner.model.provenance import Provenance

__all__ = ["COLUMNS", "AirRecord", "Weather", "WeatherStation"]

HOUR = np.timedelta64(60, "m")


@dataclass(frozen=True, slots=True)
class WeatherStation:
    """Where weather was recorded.

    Parameters
    ----------
    name : str
        As the file has it.
    lon, lat : float
        WGS 84 degrees.
    elevation_m : float or None
        Above the sea.
    standard_h : float
        Standard time of the place less UTC, in hours.
    zone : str or None
        Name of the time zone in the tz database, for daylight saving; `None` at sea.
    """

    name: str
    lon: float
    lat: float
    elevation_m: float | None
    standard_h: float
    zone: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Weather:
    """What was recorded in each hour, without gaps on the axis of time: what is unknown is NaN.

    Parameters
    ----------
    station : WeatherStation
    begins : datetime64[m]
        When the first hour begins, in standard time of the station. The value of an hour is what was
        read at its end; sums, means and highest values are those within it.
    is_typical : bool
        Whether the hours are one year put together of typical months; its end is followed by its start.
    temperature_c, humidity_percent, pressure_hpa : float64 (n,)
        Of the air, relative to water, and at the station.
    wind_m_s, wind_from_deg, gust_m_s : float64 (n,)
        10 m above the ground; the direction that the wind comes from, clockwise from north.
    sun_w_m2, beam_w_m2 : float64 (n,)
        Shortwave radiation on the level, and the part straight from the sun on a plane that faces it.
    rain_mm : float64 (n,)
    thunder : float64 (n,)
        1 where thunder was reported, 0 where it was looked for and not reported.
    visibility_m : float64 (n,)
    doubts : tuple of Text
        What looks wrong in the files; the values were taken as they are.
    provenance : tuple of Provenance
    """

    station: WeatherStation
    begins: np.datetime64
    is_typical: bool
    temperature_c: NDArray[np.float64]
    humidity_percent: NDArray[np.float64]
    pressure_hpa: NDArray[np.float64]
    wind_m_s: NDArray[np.float64]
    wind_from_deg: NDArray[np.float64]
    gust_m_s: NDArray[np.float64]
    sun_w_m2: NDArray[np.float64]
    beam_w_m2: NDArray[np.float64]
    rain_mm: NDArray[np.float64]
    thunder: NDArray[np.float64]
    visibility_m: NDArray[np.float64]
    doubts: tuple[Text, ...] = ()
    provenance: tuple[Provenance, ...] = ()

    def __post_init__(self) -> None:
        for column in COLUMNS:
            getattr(self, column).flags.writeable = False

    def __len__(self) -> int:
        """Give the number of hours on the axis."""
        return len(self.temperature_c)

    def __reduce__(self) -> tuple[type[Weather], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)

    @property
    def starts(self) -> NDArray[np.datetime64]:
        """When each hour begins, in standard time: datetime64[m] (n,)."""
        return self.begins + np.arange(len(self)) * HOUR

    @property
    def months(self) -> NDArray[np.int64]:
        """Month of each hour, 1 to 12: int64 (n,)."""
        return self.starts.astype("datetime64[M]").astype(np.int64) % 12 + 1

    @property
    def years(self) -> tuple[int, ...]:
        """Years that hours with a temperature lie in; of a typical year the one that it is written as."""
        known = self.starts[~np.isnan(self.temperature_c)]
        return tuple(int(year) + 1970 for year in np.unique(known.astype("datetime64[Y]").astype(np.int64)))

    def knows(self, column: str) -> bool:
        """Tell whether a column has a value anywhere."""
        return not bool(np.isnan(getattr(self, column)).all())


COLUMNS = tuple(field.name for field in fields(Weather) if field.type == "NDArray[np.float64]")
"""Names of what is recorded in each hour."""


@dataclass(frozen=True, slots=True, eq=False)
class AirRecord:
    """The index of the quality of the air (AQI of HJ 633-2012), a value a day.

    Parameters
    ----------
    place : str
        As the file has it.
    days : datetime64[D] (n,)
        Rising.
    index : float64 (n,)
        NaN where it is unknown.
    doubts : tuple of Text
    provenance : Provenance
    """

    place: str
    days: NDArray[np.datetime64]
    index: NDArray[np.float64]
    doubts: tuple[Text, ...]
    provenance: Provenance

    def __post_init__(self) -> None:
        self.days.flags.writeable = False
        self.index.flags.writeable = False

    def __reduce__(self) -> tuple[type[AirRecord], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)
