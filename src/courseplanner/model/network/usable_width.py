"""Which part of a road is open to runners, and how its kerbs turn at corners, as the user states it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["MARKERS", "OpenRoads", "all_open", "own_limit_m"]

MARKERS = ("cones", "barriers", "tape", "paint")
"""What keeps runners off the rest of a road."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenRoads:
    """What is open of each way; read-only arrays, W ways.

    Parameters
    ----------
    shut_left_m, shut_right_m : float32 (W,)
        What is not open to runners from the left and the right kerb; 0 where all is.
    as_run : bool (W,)
        Whether left and right are those of the runner, whichever way he comes; else those of the way as it
        is drawn.
    marked_by : int8 (W,)
        Index into `MARKERS`; -1 where nothing is said.
    kerb_radius_m : float32 (W,)
        Of the inner kerb at corners; NaN where it is not stated.
    """

    shut_left_m: NDArray[np.float32]
    shut_right_m: NDArray[np.float32]
    as_run: NDArray[np.bool_]
    marked_by: NDArray[np.int8]
    kerb_radius_m: NDArray[np.float32]

    def __post_init__(self) -> None:
        for field in self.__slots__:
            getattr(self, field).flags.writeable = False

    def __reduce__(self) -> tuple[type[OpenRoads], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)

    @property
    def shut_m(self) -> NDArray[np.float32]:
        """What is not open of each way, from both kerbs together, float32 (W,)."""
        return self.shut_left_m + self.shut_right_m


def own_limit_m(
    kerb_m: NDArray[np.float64], far_m: NDArray[np.float64], as_run: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Give where the part of one direction of runners ends where they meet, float64 (n,).

    Parameters
    ----------
    kerb_m, far_m : float64 (n,)
        Where the open part begins at the right and ends at the left of the runner, metres to the left of
        the middle of the road.
    as_run : bool (n,)
        Whether the other direction has the mirror image open, not the same ground.

    Returns
    -------
    float64 (n,)
        In the middle of what both may use: each has the half at its right. Where the sides that are open to
        them lie apart, all of its own.
    """
    mirrored_m = np.where(kerb_m < 0.0, np.minimum(far_m, 0.0), far_m)
    return np.where(as_run, mirrored_m, (kerb_m + far_m) / 2.0)


def all_open(ways: int) -> OpenRoads:
    """Give ways of which nothing is stated."""
    return OpenRoads(
        np.zeros(ways, dtype=np.float32),
        np.zeros(ways, dtype=np.float32),
        np.zeros(ways, dtype=np.bool_),
        np.full(ways, -1, dtype=np.int8),
        np.full(ways, np.nan, dtype=np.float32),
    )
