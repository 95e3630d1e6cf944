"""Where the length of a course can be adjusted after the ride: room to add and to cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text, text

__all__ = ["AdjustAt", "Reserve", "room_m"]


class AdjustAt(StrEnum):
    """What is moved to change the length; the words are those of `candidates.json`."""

    START = "start"
    TURNAROUND = "turnaround"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Reserve:
    """A place where a course can be made longer and shorter.

    Parameters
    ----------
    at : AdjustAt
    name : str or None
        Of the road.
    at_m : float
        Chainage of what is moved.
    lon, lat : float
    add_m, cut_m : float
        By how much the course can get longer and shorter there; of a turnaround, both ways together.
    """

    at: AdjustAt
    name: str | None
    at_m: float
    lon: float
    lat: float
    add_m: float
    cut_m: float

    @property
    def moves(self) -> Text:
        """Which splits move with it, in words."""
        if self.at is AdjustAt.START:
            return text("every split moves")
        if self.at is AdjustAt.FINISH:
            return text("no split moves")
        return text("splits after km {km:.1f} move", km=self.at_m / 1000.0)

    @property
    def title(self) -> Text:
        """What is moved on which road, in words."""
        what = _TITLES[self.at]
        if self.name is None:
            return text("{what}, a road without a name", what=what)
        return text("{what}, {road}", what=what, road=self.name)


_TITLES = {
    AdjustAt.START: text("start"),
    AdjustAt.TURNAROUND: text("turnaround"),
    AdjustAt.FINISH: text("finish"),
}


def room_m(reserves: Sequence[Reserve]) -> tuple[float, tuple[Reserve, ...]]:
    """Give the room that one or two places have together, both to add and to cut, and which they are.

    One place is taken where it has as much as two.
    """
    choices = [(one,) for one in reserves]
    pairs = [(one, other) for i, one in enumerate(reserves) for other in reserves[:i]]
    best_m, best = 0.0, tuple[Reserve, ...]()
    for chosen in (*choices, *pairs):
        both_m = min(sum(one.add_m for one in chosen), sum(one.cut_m for one in chosen))
        if both_m > best_m + 1.0:
            best_m, best = both_m, chosen
    return best_m, best
