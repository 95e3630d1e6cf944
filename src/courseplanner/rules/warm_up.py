"""Goes through what judging compiles, once, so that it is loaded before anybody waits for it."""

from __future__ import annotations

import numpy as np

from courseplanner.measure.along.shared_carriageway import opposed_and_lapped
from courseplanner.measure.geometry.geodesy import chainages_m

__all__ = ["warm_up_judging"]


def warm_up_judging() -> None:
    """Load, or compile, the kernels of judging, on a street of a hundred metres."""
    lon, lat = np.array([0.0, 0.001]), np.zeros(2)
    opposed_and_lapped(lon, lat, chainages_m(lon, lat))
