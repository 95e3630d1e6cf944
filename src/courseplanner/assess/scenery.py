"""How scenic a course is: what lies beside each metre of it, and how near.

Of each kind (spots, water, green, landforms) the best counts that is near, so that a street of ten statues
is no better than one; different kinds add up, to 1 at the most. From inside a tunnel nothing is seen. The
worths are our own choice: no standard has any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.kernels_scenery import best_of_kinds
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.nearness import Outlines, outlines_of
from courseplanner.measure.geometry.overlap import trace
from courseplanner.model.places.places import Place, PlaceKind

__all__ = ["ALONG_STEP_M", "Scenic", "scenery_along", "scenery_at", "scenic_places"]

Floats = NDArray[np.float64]

ALONG_STEP_M = 10.0
"""Courses are looked at this often."""

_SPOT, _WATER, _GREEN, _LANDFORM = range(4)
_KINDS = 4

_LOOKS: dict[PlaceKind, tuple[int, float, float]] = {
    PlaceKind.WATERSIDE: (_WATER, 0.6, 150.0),
    PlaceKind.PARK: (_GREEN, 0.4, 50.0),
    PlaceKind.RESERVE: (_GREEN, 0.2, 50.0),
    PlaceKind.LANDFORM: (_LANDFORM, 0.3, 500.0),
    PlaceKind.SCENERY: (_LANDFORM, 0.5, 300.0),
}
"""Which kind it counts as, its worth right beside it, and the distance in metres at which nothing is left."""
_SPOT_M = 300.0
_UNRATED = 0.5
_RATED = (0.5, 0.6, 0.75, 0.9, 1.0)
"""Of A to 5A."""


@dataclass(frozen=True, slots=True, eq=False)
class Scenic:
    """Places worth looking at, in a plane.

    Parameters
    ----------
    outlines : Outlines
    kind : int64 (P,)
    worth : float64 (P,)
        Right beside it, 0 to 1.
    reach_m : float64 (P,)
        How far off nothing is left of it; between, its worth falls evenly.
    """

    outlines: Outlines
    kind: NDArray[np.int64]
    worth: Floats
    reach_m: Floats


def scenic_places(places: Sequence[Place], plane: Plane) -> Scenic:
    """Choose the places worth looking at."""
    looks = [(place, look) for place in places if (look := _look(place)) is not None]
    return Scenic(
        outlines_of([place for place, _ in looks], plane),
        np.array([kind for _, (kind, _, _) in looks], dtype=np.int64),
        np.array([worth for _, (_, worth, _) in looks], dtype=np.float64),
        np.array([reach_m for _, (_, _, reach_m) in looks], dtype=np.float64),
    )


def _look(place: Place) -> tuple[int, float, float] | None:
    if place.kind is PlaceKind.SCENIC:
        return _SPOT, _UNRATED if place.rating is None else _RATED[place.rating - 1], _SPOT_M
    return _LOOKS.get(place.kind)


def scenery_at(scenic: Scenic, x: Floats, y: Floats) -> Floats:
    """Tell how scenic points are.

    Parameters
    ----------
    scenic : Scenic
    x, y : float64 (n,)
        In the plane of the places.

    Returns
    -------
    float64 (n,)
        0 where nothing is near, to 1.
    """
    if not len(x):
        return np.zeros(0)
    outlines = scenic.outlines
    best = best_of_kinds(
        x, y, outlines.x, outlines.y, outlines.start, outlines.first_ring,
        scenic.kind, scenic.worth, scenic.reach_m, _KINDS,
    )  # fmt: skip
    # In place: of a large region there are hundreds of megabytes.
    return np.asarray(1.0 - np.prod(np.subtract(1.0, best, out=best), axis=0))


def scenery_along(scenic: Scenic, x: Floats, y: Floats, in_the_open: NDArray[np.bool_]) -> float:
    """Tell how scenic a line is: the mean along it, 0 to 1. In tunnels there is nothing to see.

    Parameters
    ----------
    scenic : Scenic
    x, y : float64 (n,)
        In the plane of the places.
    in_the_open : bool (n - 1,)
        Segments of the line that do not lie in a tunnel.
    """
    line = trace(x, y, ALONG_STEP_M)
    length_m = float(line.step_m.sum())
    if length_m <= 0.0:
        return 0.0
    ends_m = np.cumsum(np.hypot(np.diff(x), np.diff(y)))
    seen_m = line.step_m * in_the_open[np.searchsorted(ends_m[:-1], line.at_m, side="right")]
    return float((scenery_at(scenic, line.x, line.y) * seen_m).sum() / length_m)
