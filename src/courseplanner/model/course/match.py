"""How a track follows the roads of a map: the route that it was taken for, and how well."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.model.course.stretch import Stretch
from courseplanner.model.route.route import Route

__all__ = ["Match"]


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """The route under a track.

    Parameters
    ----------
    route : Route
        Straight along the points of the track where it follows no road.
    gaps : tuple of Stretch
        Where the track follows no road of the map, along the route.
    share : float
        Of the route that lies on roads, 0 to 1.
    rms_m, most_m : float
        How far the points of the track lie from the roads: root of the mean square, and what 95 % keep.
    stray_m : float
        The longest way over a single point that lies off all roads and was taken for a stray.
    """

    route: Route
    gaps: tuple[Stretch, ...]
    share: float
    rms_m: float
    most_m: float
    stray_m: float

    @property
    def is_whole(self) -> bool:
        """Whether it follows roads all along."""
        return not self.gaps
