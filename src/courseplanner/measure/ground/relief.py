"""The relief under a line: heights at even steps along it, carried over bridges and smoothed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.ground.heights import heights_at
from courseplanner.model.course.course import Leg
from courseplanner.model.course.stretch import Stretch
from courseplanner.model.places.terrain import Terrain

__all__ = ["SMOOTHING_M", "STEP_M", "TRACK_ERROR_M", "Relief", "relief_of", "relief_of_track", "spans_of"]

STEP_M = 10.0
"""Heights are taken so far apart, or a little nearer: finer than any elevation model that is free."""

SMOOTHING_M = 80.0
"""Standard deviation of the Gaussian that heights along a line are smoothed by.

A road is levelled over some hundred metres where the terrain beside it is not, and a grid of 30 to 90 m
gives a road on a slope the heights of its banks: undulations shorter than about four times this are more
often the grid's than the road's.
"""
TRACK_ERROR_M = 10.0
"""Standard error that the difference of two heights of a track is taken to have: files do not tell it."""

_KERNEL_REACH = 4.0

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """Heights along a line.

    Parameters
    ----------
    at_m : float64 (n,)
        Chainage, rising.
    height_m : float64 (n,)
        Smoothed; none is missing.
    filled : bool (n,)
        Whether a height rests on a void of the source that was filled.
    error_m : float
        Standard error of the difference of two heights.
    """

    at_m: Floats
    height_m: Floats
    filled: Bools
    error_m: float

    def __post_init__(self) -> None:
        for values in (self.at_m, self.height_m, self.filled):
            values.flags.writeable = False

    def heights(self, at_m: Floats) -> Floats:
        """Give the heights at chainages as files carry them: rounded to millimetres."""
        return np.round(np.interp(at_m, self.at_m, self.height_m), 3)

    def cut(self, from_m: float, to_m: float) -> Relief:
        """Give the part between two chainages; its own chainage begins at 0."""
        inner = (self.at_m > from_m) & (self.at_m < to_m)
        at_m = np.concatenate(([from_m], self.at_m[inner], [to_m]))
        filled = self.filled[np.minimum(np.searchsorted(self.at_m, at_m), len(self.at_m) - 1)]
        return Relief(at_m - from_m, np.interp(at_m, self.at_m, self.height_m), filled, self.error_m)

    def reversed(self) -> Relief:
        """Give the relief of the line run the other way."""
        return Relief(self.at_m[-1] - self.at_m[::-1], self.height_m[::-1], self.filled[::-1], self.error_m)

    def beside(self, chainage_m: Floats, other_m: Floats) -> Relief:
        """Give the relief along another line: there `other_m` lies alongside `chainage_m` here."""
        return Relief(np.interp(self.at_m, chainage_m, other_m), self.height_m, self.filled, self.error_m)

    def then(self, other: Relief) -> Relief:
        """Give this relief and then another that goes on where this one ends."""
        return Relief(
            np.concatenate((self.at_m, other.at_m[1:] + self.at_m[-1])),
            np.concatenate((self.height_m, other.height_m[1:])),
            np.concatenate((self.filled, other.filled[1:])),
            self.error_m,
        )


def spans_of(legs: Iterable[Leg]) -> tuple[Stretch, ...]:
    """Give the bridges and tunnels of a course; those that follow each other are one."""
    spans: list[Stretch] = []
    for leg in legs:
        if not (leg.bridge or leg.tunnel):
            continue
        if spans and spans[-1].to_m >= leg.from_m:
            spans[-1] = Stretch(spans[-1].from_m, leg.to_m)
        else:
            spans.append(Stretch(leg.from_m, leg.to_m))
    return tuple(spans)


def relief_of(
    terrain: Terrain,
    lon: Floats,
    lat: Floats,
    chainage_m: Floats,
    spans: Sequence[Stretch] = (),
    *,
    closed: bool = False,
) -> Relief | None:
    """Take the heights along a line.

    Bilinear between the cells of the terrain, every `STEP_M` or a little less; straight between the ends
    of bridges and tunnels, whose heights the terrain does not know; then smoothed by a Gaussian of
    `SMOOTHING_M`, past the ends as if the line went on with the same slope (a closed one goes on itself).

    Parameters
    ----------
    terrain : Terrain
    lon, lat, chainage_m : float64 (n,)
        The line.
    spans : sequence of Stretch
        Bridges and tunnels.
    closed : bool
        Whether the line ends where it starts.

    Returns
    -------
    Relief or None
        `None` where the terrain does not cover the line, but for its bridges and tunnels.
    """
    length_m = float(chainage_m[-1])
    at_m = _steps(length_m)
    taken = heights_at(terrain, np.interp(at_m, chainage_m, lon), np.interp(at_m, chainage_m, lat))
    on_ground = _on_ground(at_m, spans, closed=closed)
    if not on_ground.any() or np.isnan(taken.height_m[on_ground]).any():
        return None
    period = length_m if closed else None
    heights = np.interp(at_m, at_m[on_ground], taken.height_m[on_ground], period=period)
    smooth = _smoothed(heights, length_m / (len(at_m) - 1), closed=closed)
    return Relief(at_m, smooth, taken.filled & on_ground, max(grid.error_m for grid in terrain.grids))


def relief_of_track(chainage_m: Floats, height_m: Floats) -> Relief | None:
    """Take the heights that a track itself has, smoothed like those of a terrain.

    Parameters
    ----------
    chainage_m, height_m : float64 (n,)

    Returns
    -------
    Relief or None
        `None` where a point has no height.
    """
    if np.isnan(height_m).any():
        return None
    at_m = _steps(float(chainage_m[-1]))
    smooth = _smoothed(np.interp(at_m, chainage_m, height_m), float(at_m[1]), closed=False)
    return Relief(at_m, smooth, np.zeros(len(at_m), dtype=np.bool_), TRACK_ERROR_M)


def _steps(length_m: float) -> Floats:
    return np.linspace(0.0, length_m, max(int(np.ceil(length_m / STEP_M)), 1) + 1)


def _on_ground(at_m: Floats, spans: Sequence[Stretch], *, closed: bool) -> Bools:
    """Tell which chainages lie on no bridge and in no tunnel; their ends lie on the ground."""
    on_ground = np.ones(len(at_m), dtype=np.bool_)
    for span in spans:
        on_ground &= (at_m <= span.from_m) | (at_m >= span.to_m)
    if closed and spans and spans[0].from_m <= 0.0 and spans[-1].to_m >= at_m[-1]:
        on_ground[[0, -1]] = False  # the loop begins in the middle of it
    return on_ground


def _smoothed(heights_m: Floats, step_m: float, *, closed: bool) -> Floats:
    reach = int(np.ceil(_KERNEL_REACH * SMOOTHING_M / step_m))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) * step_m / SMOOTHING_M) ** 2)
    if closed:
        # The first point is the last one: left out, so that it counts once.
        around = np.pad(heights_m[:-1], (reach, reach + 1), mode="wrap")
    else:
        around = np.pad(heights_m, reach, mode="reflect", reflect_type="odd")
    return np.convolve(around, kernel / kernel.sum(), mode="valid")
