"""Kernels that tell which requirement a walk breaks, and count why trials fail."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.search.kernels import figures as of
from courseplanner.layout.search.kernels.ring import STATE_REQUIRED

__all__ = ["STATISTICS", "no_statistic", "refused"]

# What trials count. First how many there were, and how many failed for which reason; then the best
# figures that any walk came to, and the nodes settled.
TRIALS, UNREACHED, RING_LONG, NO_PATH, NO_FIT, LEGS_LONG, MISSED = range(7)
TOO_UNPAVED, TOO_MANY_CARS, TOO_REPEATED, TOO_CROSSED, TOO_LONG_IN_TUNNELS = range(7, 12)
LEAST_RING_MM, LEAST_REPEATED_PPM, LEAST_CROSSED, LEAST_TUNNEL_MM, LEAST_UNPAVED_PPM = range(12, 17)
MOST_MOTOR_FREE_PPM, SETTLED = range(17, 19)
STATISTICS = 19


@kernel
def no_statistic():  # type: ignore[no-untyped-def]
    """Give the counts before any trial."""
    statistic = np.zeros(STATISTICS, dtype=np.int64)
    statistic[LEAST_RING_MM : LEAST_UNPAVED_PPM + 1] = np.int64(1) << 60
    return statistic


@kernel(inner=True)
def refused(task, one, cover, statistic):  # type: ignore[no-untyped-def]
    """Tell which requirement a measured walk breaks, as an index of the statistics; 0 if none.

    The best figures of walks that visit all are kept.
    """
    for group in range(len(cover)):
        if task.state[group] == STATE_REQUIRED and cover[group] == 0:
            return MISSED
    if one[of.VILLAGES] < task.villages or one[of.SPOTS] < task.scenic:
        return MISSED
    length = max(one[of.LENGTH], 1)
    statistic[LEAST_REPEATED_PPM] = min(statistic[LEAST_REPEATED_PPM], 1_000_000 * one[of.REPEATED] // length)
    statistic[LEAST_UNPAVED_PPM] = min(statistic[LEAST_UNPAVED_PPM], 1_000_000 * one[of.UNPAVED] // length)
    statistic[MOST_MOTOR_FREE_PPM] = max(
        statistic[MOST_MOTOR_FREE_PPM], 1_000_000 * one[of.MOTOR_FREE] // length
    )
    statistic[LEAST_CROSSED] = min(statistic[LEAST_CROSSED], one[of.SELF_CROSSINGS])
    statistic[LEAST_TUNNEL_MM] = min(statistic[LEAST_TUNNEL_MM], one[of.TUNNEL])
    return _limit_broken(task, one, length)


@kernel(inner=True)
def _limit_broken(task, one, length):  # type: ignore[no-untyped-def]
    """Tell which limit a walk breaks, as an index of the statistics; 0 if none."""
    if one[of.UNPAVED] > task.max_unpaved * length:
        return TOO_UNPAVED
    if one[of.MOTOR_FREE] < task.min_motor_free * length:
        return TOO_MANY_CARS
    if one[of.REPEATED] > task.max_repeated * length:
        return TOO_REPEATED
    if task.max_self_crossings >= 0 and one[of.SELF_CROSSINGS] > task.max_self_crossings:
        return TOO_CROSSED
    if task.max_tunnel_mm >= 0 and one[of.TUNNEL] > task.max_tunnel_mm:
        return TOO_LONG_IN_TUNNELS
    return 0
