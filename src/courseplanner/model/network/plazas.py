"""Plazas: outlines of areas over which people reach places, and along which nobody runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Plazas", "no_plazas"]


@dataclass(frozen=True, slots=True, eq=False)
class Plazas:
    """Outlines of plazas, cut where they meet roads and each other; read-only arrays, S pieces, Q points.

    Piece `s` has the points `point_start[s]:point_start[s + 1]`, the ends included.

    Parameters
    ----------
    node_from, node_to : int32 (S,)
        Nodes at the ends: those of the road network, and -1, -2, … for those that only plazas have.
    node_count : int
        How many nodes only plazas have.
    length_mm : int32 (S,)
        Sum of the WGS 84 geodesics between the points.
    point_start : int64 (S + 1,)
    point_lon, point_lat : float64 (Q,)
        WGS 84 degrees.
    """

    node_from: NDArray[np.int32]
    node_to: NDArray[np.int32]
    node_count: int
    length_mm: NDArray[np.int32]
    point_start: NDArray[np.int64]
    point_lon: NDArray[np.float64]
    point_lat: NDArray[np.float64]

    def __post_init__(self) -> None:
        for field in self.__slots__:
            value = getattr(self, field)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    def __reduce__(self) -> tuple[type[Plazas], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)


def no_plazas() -> Plazas:
    """Give the plazas of a region without any."""
    none, nothing = np.zeros(0, dtype=np.int32), np.zeros(0)
    return Plazas(none, none.copy(), 0, none.copy(), np.zeros(1, dtype=np.int64), nothing, nothing.copy())
