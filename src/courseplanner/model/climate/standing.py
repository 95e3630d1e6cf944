"""Where a race stands among all start slots that are usual."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.base.i18n import Text
from courseplanner.model.climate.race_days import STARTS
from courseplanner.model.climate.slot import Slot
from courseplanner.model.climate.study import ClimateStudy

__all__ = ["Standing", "standing_of"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a race stands.

    Parameters
    ----------
    slot : Slot
        Of its week and the full hour nearest to its gun.
    rank, count : int
        Its place among the slots at usual hours in whole weeks, and how many they are. A slot that is not
        one of them has the place that it would have.
    """

    slot: Slot
    rank: int
    count: int

    @property
    def reasons(self) -> tuple[Text, ...]:
        """What speaks against it, the heaviest first; empty for none."""
        return self.slot.reasons


def standing_of(study: ClimateStudy, week: int, start_h: float) -> Standing | None:
    """Find where a race stands.

    Parameters
    ----------
    study : ClimateStudy
    week : int
    start_h : float
        The start, by the clock. It is taken to the nearest full hour, and half past to the later one, which
        is the warmer in the morning.

    Returns
    -------
    Standing or None
        `None` where nothing is known of that slot.
    """
    hour = min(int(start_h + 0.5), STARTS - 1)
    before = 0
    for slot in study.slots:
        if (slot.week, slot.start_h) == (week, hour):
            count = sum(one.is_ranked for one in study.slots)
            return Standing(slot, before + 1, max(count, before + 1))
        before += slot.is_ranked
    return None
