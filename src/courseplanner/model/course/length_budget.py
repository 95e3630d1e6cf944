"""How well the length of a planned course is known: the parts of its uncertainty, and where a tape pays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from courseplanner.model.network.assumptions import class_width_error_m

__all__ = ["WIDTH_ERROR_M", "BudgetPart", "LengthBudget", "UncertainStretch", "width_error_m"]

WIDTH_ERROR_M = {"user": 0.1, "tag": 0.5}
"""Standard error of a width by how it is known; metres. Judgements, not measurements."""
_WIDTH_ERROR_PART = {"lanes": 0.15, "sidewalks": 0.2}
"""The same of widths that are taken from something else, as parts of them."""


def width_error_m(width_m: float, width_from: str, road_class: str) -> float:
    """Give the standard error that a width is taken to have: by how it is known, else by class."""
    if width_from in WIDTH_ERROR_M:
        return WIDTH_ERROR_M[width_from]
    if width_from in _WIDTH_ERROR_PART:
        return _WIDTH_ERROR_PART[width_from] * width_m
    return class_width_error_m(road_class)


class BudgetPart(StrEnum):
    """What adds to the uncertainty of a length."""

    WIDTHS_ASSUMED = "widths-assumed"
    WIDTHS_GIVEN = "widths-given"
    KERBS = "kerbs"
    MAP = "map"
    HEIGHTS = "heights"


@dataclass(frozen=True, slots=True)
class UncertainStretch:
    """A stretch of road whose width the length hangs on.

    Parameters
    ----------
    name : str or None
        Of the road.
    from_m, to_m : float
        Chainage.
    width_m : float
    width_from : str
        `tag`, `lanes`, `sidewalks`, `class` or `user`.
    effect_m : float
        By how much the course changes with one standard error of the width.
    """

    name: str | None
    from_m: float
    to_m: float
    width_m: float
    width_from: str
    effect_m: float


@dataclass(frozen=True, slots=True)
class LengthBudget:
    """The uncertainty of a planned length, part by part; one standard error each.

    Parameters
    ----------
    parts : tuple of (BudgetPart, float or None)
        Metres; `None` where a part can't be known.
    bias_m : float
        What is known to be off in one direction: negative where the real course is shorter than planned.
    unsolved_m : float
        Metres of road whose strip could not be laid flat: there the line follows the middle of the road.
    measure_first : tuple of UncertainStretch
        Where a measured width settles most, the most first.
    """

    parts: tuple[tuple[BudgetPart, float | None], ...]
    bias_m: float
    unsolved_m: float
    measure_first: tuple[UncertainStretch, ...]

    @property
    def uncertainty_m(self) -> float:
        """The known parts together; they do not hang on each other."""
        return math.sqrt(sum(metres**2 for _, metres in self.parts if metres is not None))
