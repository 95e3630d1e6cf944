"""A track: the line of an existing course, as a file has it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["LONGEST_STRAIGHT_M", "Track"]

LONGEST_STRAIGHT_M = 250.0
"""Receivers write a point at least so often; where points lie farther apart nobody knows the way."""


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """Points in running order.

    Parameters
    ----------
    name : str
        As the file has it; may be empty.
    lon, lat : float64 (n,)
        WGS 84 degrees; no point stands twice in a row.
    height_m : float64 (n,)
        As the file has them, NaN where it has none.
    repeated : int
        Points that stood where the one before did, and were left out.
    is_ours : bool
        Whether this program wrote it: the line of a plan is straight where the road is, and jumps nowhere.
    back_s : float
        The longest time by which a point is earlier than the one before it.
    """

    name: str
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    height_m: NDArray[np.float64]
    repeated: int
    is_ours: bool = False
    back_s: float = 0.0

    def __post_init__(self) -> None:
        for line in (self.lon, self.lat, self.height_m):
            line.flags.writeable = False
