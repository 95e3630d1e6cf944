"""Shares of days by their air."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AirShares"]


@dataclass(frozen=True, slots=True)
class AirShares:
    """Days of a record of the air.

    Parameters
    ----------
    days : int
        Of which the index is known.
    clean_days : int
        At or below the limit of clean air.
    bad_days, very_bad_days : int
        Above the level of a warning, and above that from which a race is put off.
    highest : float
    """

    days: int
    clean_days: int
    bad_days: int
    very_bad_days: int
    highest: float

    @property
    def bad_share(self) -> float:
        """Part of days above the level of a warning."""
        return self.bad_days / self.days
