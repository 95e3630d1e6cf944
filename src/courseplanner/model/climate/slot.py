"""A start slot: a week and an hour."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.base.i18n import Text
from courseplanner.model.climate.outlook import Outlook
from courseplanner.model.climate.weeks import WEEKS

__all__ = ["MonthHours", "Slot"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A start slot.

    Parameters
    ----------
    week : int
        1 + (day of year - 1) // 7.
    start_h : int
        Hour of the clock.
    outlook : Outlook
        Of its own days.
    around : Outlook
        Of the days of the week and its two neighbours, which the order rests on; its median of WBGT and its
        worst year are those of the week alone.
    is_usual : bool
        Whether races start at such an hour, by the settings.
    reasons : tuple of Text
        What puts it behind others, the heaviest first, by the week and its two neighbours.
    """

    week: int
    start_h: int
    outlook: Outlook
    around: Outlook
    is_usual: bool
    reasons: tuple[Text, ...] = ()

    @property
    def is_ranked(self) -> bool:
        """Whether it may stand in a table: a usual hour in a whole week. Week 53 has a day or two."""
        return self.is_usual and self.week < WEEKS

    @property
    def is_recommended(self) -> bool:
        """Whether it may be recommended, too: no day of it counts as wet for want of recorded rain."""
        return self.is_ranked and not self.outlook.wet


@dataclass(frozen=True, slots=True, eq=False)
class MonthHours:
    """Months by hours of the clock.

    Parameters
    ----------
    outlooks : tuple of tuple of Outlook
        12 by 24; those of months of which nothing is known count no days.
    best_start_h : tuple of (int or None)
        The best usual hour of each month.
    order : tuple of int
        Months from 1, the one with the best hour first; those of which nothing is known are left out.
    """

    outlooks: tuple[tuple[Outlook, ...], ...]
    best_start_h: tuple[int | None, ...]
    order: tuple[int, ...]
