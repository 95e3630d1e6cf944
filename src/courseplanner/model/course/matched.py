"""A track matched to roads: the line that it follows on the map, and where it follows none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.course.course import Leg
from courseplanner.model.course.evidence import Stretch

__all__ = ["MatchedTrack"]


@dataclass(frozen=True, slots=True, eq=False)
class MatchedTrack:
    """The roads under a track.

    Parameters
    ----------
    lon, lat : float64 (n,)
        Along the roads; where the track follows none, its own points.
    chainage_m : float64 (n,)
    legs : tuple of Leg
        Without gaps along that line. Where the track follows no road, a leg of which nothing is known,
        with the way 0.
    gaps : tuple of Stretch
        Where the track follows no road of the map, along that line.
    share : float
        Of the line that lies on roads, 0 to 1.
    rms_m, most_m : float
        How far the points of the track lie from the roads: root of the mean square, and what 95 % keep.
    level_crossings_m : tuple of float or None
        Where it crosses railways on the level; `None` where a part is not on roads.
    shortest_m, unsolved_m : float or None
        Length of the shortest possible route inside those roads, and how much of it follows their middle, for
        none was found there; `None` where a part is not on roads.
    stray_m : float
        The longest way over a single point that lies off all roads and was taken for a stray.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    chainage_m: NDArray[np.float64]
    legs: tuple[Leg, ...]
    gaps: tuple[Stretch, ...]
    share: float
    rms_m: float
    most_m: float
    level_crossings_m: tuple[float, ...] | None
    shortest_m: float | None = None
    unsolved_m: float | None = None
    stray_m: float = 0.0

    def __post_init__(self) -> None:
        for line in (self.lon, self.lat, self.chainage_m):
            line.flags.writeable = False

    @property
    def is_whole(self) -> bool:
        """Whether all of the track follows roads."""
        return not self.gaps
