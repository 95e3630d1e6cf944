"""The time zone of a place, and the standard time that its clocks keep."""

from __future__ import annotations

import datetime as dt
import zoneinfo

__all__ = ["standard_hours", "zone_at"]

_CLOCK_YEAR = 2026
"""Standard times are those of this year: a race is held by the clock of today, not by that of the record."""


def zone_at(lon: float, lat: float) -> str | None:
    """Give the time zone of a place, `None` on the high sea.

    Where two are in use, as in Xinjiang, it is the official one.
    """
    import tzfpy

    name = tzfpy.get_tz(lon, lat)
    return None if not name or name.startswith("Etc/") else name


def standard_hours(zone: str) -> float:
    """Give standard time less UTC, in hours."""
    info = zoneinfo.ZoneInfo(zone)
    offsets = [dt.datetime(_CLOCK_YEAR, month, 1, 12, tzinfo=info).utcoffset() for month in (1, 7)]
    return min(offset.total_seconds() for offset in offsets if offset is not None) / 3600.0
