"""Which names stand beside their symbols where there is not room for all. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Wanted", "place_names"]

_GAP_PX = 4.0
"""Between a symbol and its own name."""
_CLEAR_PX = 3.0
"""Around everything else."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that wants to stand beside its symbol.

    Parameters
    ----------
    at_px : float
        Middle of the symbol.
    half_px : float
        Half the width of the symbol.
    width_px : float
        Of the name.
    weight : float
        The greatest is placed first.
    """

    at_px: float
    half_px: float
    width_px: float
    weight: float


def place_names(wanted: Sequence[Wanted], left_px: float, right_px: float) -> list[float | None]:
    """Find where names may begin: right of their symbols, else left of them, else nowhere.

    Names cover neither symbols nor one another, and stay between `left_px` and `right_px`.
    """
    taken = [(one.at_px - one.half_px - _CLEAR_PX, one.at_px + one.half_px + _CLEAR_PX) for one in wanted]
    begins: list[float | None] = [None] * len(wanted)
    for place in sorted(range(len(wanted)), key=lambda place: -wanted[place].weight):
        one = wanted[place]
        for begin in (one.at_px + one.half_px + _GAP_PX, one.at_px - one.half_px - _GAP_PX - one.width_px):
            end = begin + one.width_px
            if (
                left_px <= begin
                and end <= right_px
                and not any(low < end and begin < high for low, high in taken)
            ):
                taken.append((begin - _CLEAR_PX, end + _CLEAR_PX))
                begins[place] = begin
                break
    return begins
