"""Turns: what counts as one, and how many a course has."""

from __future__ import annotations

import numpy as np

from courseplanner.measure.geometry.overlap import Trace

__all__ = ["SHARP_TURN_DEG", "TURN_DEG", "turns_of"]

TURN_DEG = 45.0
"""Who changes direction by more has turned."""
SHARP_TURN_DEG = 100.0
"""Runners slow down for a turn of more: nearly back to where they came from."""
_TURN_WITHIN_M = 30.0


def turns_of(judged: Trace, *, more_than_deg: float = TURN_DEG) -> int:
    """Count changes of direction by more than 45 degrees within 30 m, or by more than another angle."""
    heading = np.unwrap(np.arctan2(judged.uy, judged.ux))
    if not len(heading):
        return 0
    reach = np.searchsorted(judged.at_m, judged.at_m + _TURN_WITHIN_M, side="right") - 1
    sharp = np.abs(heading[reach] - heading) > np.radians(more_than_deg)
    count, free_from_m = 0, -np.inf
    for at_m in judged.at_m[sharp]:
        if at_m >= free_from_m:
            count += 1
            free_from_m = at_m + _TURN_WITHIN_M
    return count
