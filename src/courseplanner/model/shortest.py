"""How much shorter than its line a course is for those who run it well."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ShortestLength"]


@dataclass(frozen=True, slots=True)
class ShortestLength:
    """The shortest possible route of a course, estimated from the widths of its roads.

    Parameters
    ----------
    length_m : float
        In the same measure as the planned length of the course.
    per_metre_of_width_m : float
        By how much it gets shorter where every road is a metre wider; positive.
    unsolved_m : float
        Metres of course whose strip folds in a way that could not be laid flat; there it follows the line.
    """

    length_m: float
    per_metre_of_width_m: float
    unsolved_m: float
