"""A part of a course, by chainage."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Stretch"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a course, by chainage."""

    from_m: float
    to_m: float
