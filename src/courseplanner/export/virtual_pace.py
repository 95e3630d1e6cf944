"""Times for formats that want one at each point: those of a partner who runs at an even pace."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

__all__ = ["AheadOfTime"]


@dataclass(frozen=True, slots=True)
class AheadOfTime:
    """A partner who runs the course long before anybody, the same in all files.

    Parameters
    ----------
    s_per_km : float
        Pace: 6 minutes a kilometre, about the middle of a city race.
    starts_at : datetime
        No file carries the time of its making, so it is the same in all.
    """

    s_per_km: float = 360.0
    starts_at: dt.datetime = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)

    def seconds(self, at_m: float) -> float:
        """Give the time from the start."""
        return at_m / 1000.0 * self.s_per_km

    def ms(self, at_m: float) -> int:
        """Give the time of day at a chainage, in milliseconds of Unix, to whole seconds."""
        return round(self.starts_at.timestamp() + self.seconds(at_m)) * 1000

    def iso(self, at_m: float) -> str:
        """Give the time of day at a chainage as ISO 8601, to milliseconds."""
        at = self.starts_at + dt.timedelta(milliseconds=round(1000.0 * self.seconds(at_m)))
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
