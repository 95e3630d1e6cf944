"""Where a road passes under or over a course."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["WayAcross"]


@dataclass(frozen=True, slots=True)
class WayAcross:
    """A place where a road passes under or over the course.

    Parameters
    ----------
    at_m : float
        Chainage.
    lon, lat : float
        On the course.
    name : str or None
        Of the road.
    is_under : bool
        Whether it passes under the course; else over it.
    """

    at_m: float
    lon: float
    lat: float
    name: str | None
    is_under: bool
