"""The corridor of a course: from the widths of its roads to the strip that is open to runners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.measure.string.strip import CONE_M, bends_of
from courseplanner.model.network.usable_width import own_limit_m

__all__ = ["OFF_KERB_M", "Shut", "corner_radii_m", "drawn_points", "open_limits_m"]

OFF_KERB_M = 0.30
"""The measured line keeps this far from kerbs and corners (USATF; World Athletics, Measurement of Road Race
Courses)."""
_DRAWN_M = 0.02
_CORNER_DEG = 20.0
"""Where a line turns by less at once, the map itself follows the kerb."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Shut:
    """What of a road is not open to those who run along a line in its middle.

    Parameters
    ----------
    left_m, right_m : float64 (n,)
        From the left and the right kerb, as the runner sees them.
    as_run : bool (n,)
        Whether runners of the other direction have it the other way round; else it is shut to them on the
        same ground.
    """

    left_m: Floats
    right_m: Floats
    as_run: Bools


def open_limits_m(width_m: Floats, halved: Bools, shut: Shut | None = None) -> tuple[Floats, Floats]:
    """Give the limits of what is open to the left and the right of a line in the middle of its road.

    Parameters
    ----------
    width_m : float64 (n,)
        Kerb to kerb.
    halved : bool (n,)
        Where runners meet: there a divider stands in the middle of what is open to both directions, and
        each has its right half.
    shut : Shut, optional
        Nothing, if not given.

    Returns
    -------
    left_m, right_m : float64 (n,)
        Less 0.30 m from kerbs and dividers, negative where the limit lies on the other side of the line.
        A road that is too narrow for that is open on one line only, in the middle of what there is.
    """
    # Both to the left of the line.
    kerb_m, far_m = -width_m / 2.0, width_m / 2.0
    if shut is not None:
        kerb_m, far_m = kerb_m + shut.right_m, far_m - shut.left_m
    as_run = np.zeros(len(width_m), dtype=np.bool_) if shut is None else shut.as_run
    far_m = np.where(halved, own_limit_m(kerb_m, far_m, as_run), far_m)
    between_m = far_m - kerb_m
    off_right_m = np.minimum(OFF_KERB_M, between_m / 2.0)
    off_left_m = np.where(halved, np.minimum(CONE_M, between_m / 2.0), off_right_m)
    return far_m - off_left_m, -kerb_m - off_right_m


def drawn_points(x: Floats, y: Floats, kinds: Floats, turns: NDArray[np.int8]) -> NDArray[np.int64]:
    """Give the points of a line that draw a road, without those that maps are not fine enough to mean.

    Between two points of a map with 7 decimals nobody knows where a road lies to the centimetre; but a
    corner beside such a point would have no room for the round of its kerb.

    Parameters
    ----------
    x, y : float64 (n,)
    kinds : float64 (n - 1, k)
        What is known of each segment: where it changes, the point stays.
    turns : int8 (n,)
        Not 0 at turnarounds: they stay.

    Returns
    -------
    int64 (m,)
        Without points nearer than 2 cm to the line through those that are left.
    """
    stays = np.ones(len(x), dtype=np.bool_)
    stays[1:-1] = (np.diff(kinds, axis=0) != 0.0).any(axis=1) | (turns[1:-1] != 0)
    run = np.cumsum(stays)[:-1] - 1
    # Each run has its own end, too, which is the first point of the next.
    first, last = np.flatnonzero(stays)[:-1], np.flatnonzero(stays)[1:]
    at = np.concatenate((np.arange(len(x) - 1), last))
    order = np.lexsort((at, np.concatenate((run, np.arange(len(first))))))
    at = at[order]
    which = np.concatenate((run, np.arange(len(first))))[order]
    # Their numbers come along as heights.
    lines: Any = shapely.linestrings(np.column_stack((x[at], y[at], at)), indices=which)
    kept = shapely.get_coordinates(shapely.simplify(lines, _DRAWN_M, preserve_topology=False), include_z=True)
    return np.unique(kept[:, 2].astype(np.int64))


def corner_radii_m(
    x: Floats,
    y: Floats,
    kerb_radius_m: Floats,
    left_is_kerb: Bools | None = None,
    right_is_kerb: Bools | None = None,
) -> Floats:
    """Give the radii of the limit at the inner corners of a line, before it is seen what fits.

    Parameters
    ----------
    x, y : float64 (n,)
    kerb_radius_m : float64 (n - 1,)
        Of the road under each segment; where two meet, the smaller holds.
    left_is_kerb, right_is_kerb : bool (n - 1,), optional
        Whether the limits of each segment are kerbs; all, if not given. Cones, barriers and dividers have
        corners, and whoever cut them would run where it is shut.

    Returns
    -------
    float64 (n,)
        0.30 m more than the kerb's at corners; 0 where the line hardly turns.
    """
    bend = bends_of(x, y)
    turn = np.degrees(np.abs(bend))
    kerb_m = np.minimum(kerb_radius_m[:-1], kerb_radius_m[1:])
    for is_kerb, inside in ((left_is_kerb, bend > 0.0), (right_is_kerb, bend < 0.0)):
        if is_kerb is not None:
            kerb_m = np.where(inside & ~(is_kerb[:-1] & is_kerb[1:]), 0.0, kerb_m)
    # In a sharp angle the nose between two roads is smaller: its round begins no farther back than at a right
    # angle.
    narrowing = np.minimum(1.0, 1.0 / np.tan(np.radians(np.maximum(turn, _CORNER_DEG)) / 2.0))
    inner = np.where((turn >= _CORNER_DEG) & (kerb_m > 0.0), (kerb_m + OFF_KERB_M) * narrowing, 0.0)
    return np.concatenate(([0.0], inner, [0.0]))
