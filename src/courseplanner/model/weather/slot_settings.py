"""What a user says of start slots: the usual start hours, and how often it rains."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.base.i18n import Text, text

__all__ = ["MONTH_DAYS", "USUAL_SLOTS", "SlotSettings", "rain_days_problem"]

MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EXACT_H = 1e-9


@dataclass(frozen=True, slots=True)
class SlotSettings:
    """Which start hours are recommended, and what is known of rain beside the record.

    Parameters
    ----------
    earliest_h, latest_h : float
        Earliest and latest usual start, in hours of the clock. The default holds the starts of all road
        races of known hour in the towns of our users.
    rain_days : tuple of 12 float, or None
        Days with rain in each month, January first: the normals of the weather bureau. They stand in where
        the record has no rain.
    """

    earliest_h: float = 6.5
    latest_h: float = 10.0
    rain_days: tuple[float, ...] | None = None

    def is_usual(self, start_h: float) -> bool:
        """Tell whether a start hour lies between the earliest and the latest."""
        return self.earliest_h - _EXACT_H <= start_h <= self.latest_h + _EXACT_H

    @property
    def rain_shares(self) -> tuple[float, ...] | None:
        """Part of the days of each month with rain."""
        if self.rain_days is None:
            return None
        return tuple(min(wet / days, 1.0) for wet, days in zip(self.rain_days, MONTH_DAYS, strict=True))


USUAL_SLOTS = SlotSettings()
"""What holds unless the user says otherwise."""


def rain_days_problem(numbers: tuple[float, ...]) -> Text | None:
    """Say what is wrong with days of rain by month; `None` where nothing is."""
    if len(numbers) != len(MONTH_DAYS):
        return text("12 months are needed, not {count} numbers", count=len(numbers))
    for month, (number, days) in enumerate(zip(numbers, MONTH_DAYS, strict=True), start=1):
        if not 0.0 <= number <= days:
            return text(
                "{number:g} days of rain do not fit into month {month}, which has {days}",
                number=number, month=month, days=days,
            )  # fmt: skip
    return None
