"""A basemap: what a map shows around the roads of a race, for the eye alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.names import Names

__all__ = ["AreaKind", "Basemap", "Label", "LabelKind", "LineKind"]


class AreaKind(IntEnum):
    """What an area is; drawn in the order of these numbers, the first at the bottom."""

    built_up = 0
    industry = 1
    farmland = 2
    grass = 3
    wood = 4
    park = 5
    sand = 6
    rock = 7
    ice = 8
    pitch = 9
    water = 10
    square = 11
    building = 12


class LineKind(IntEnum):
    """What a line is; drawn in the order of these numbers, the first at the bottom."""

    stream = 0
    river = 1
    path = 2
    footway = 3
    cycleway = 4
    track = 5
    service = 6
    pedestrian = 7
    minor = 8
    tertiary = 9
    secondary = 10
    primary = 11
    trunk = 12
    motorway = 13
    rail = 14


class LabelKind(IntEnum):
    """What a label names; where room is short, the one with the lower number stays."""

    city = 0
    town = 1
    village = 2
    suburb = 3
    hamlet = 4
    peak = 5
    water = 6


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map.

    Parameters
    ----------
    kind : LabelKind
    names : Names
    lon, lat : float
        WGS 84 degrees.
    """

    kind: LabelKind
    names: Names
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, eq=False)
class Basemap:
    """Areas, lines and names of a region, as read-only arrays.

    A areas of R rings, L lines, P points. Area `a` has the rings `area_ring[a]:area_ring[a + 1]`,
    outer and inner alike (even-odd); ring `r` has the points `ring_point[r]:ring_point[r + 1]`, the
    last the same as the first; line `l` has the points `line_point[l]:line_point[l + 1]`. Points of
    rings come first, those of lines after them.

    Parameters
    ----------
    area_kind : int8 (A,)
        `AreaKind`.
    area_ring : int64 (A + 1,)
    ring_point : int64 (R + 1,)
    line_kind : int8 (L,)
        `LineKind`.
    line_bridge, line_tunnel : bool (L,)
    line_name : int32 (L,)
        Index into `names`, -1 where the line has none.
    line_point : int64 (L + 1,)
        Its first entry is the last of `ring_point`.
    lon, lat : float64 (P,)
        WGS 84 degrees.
    names : tuple of Names
        Names of lines.
    labels : tuple of Label
    """

    area_kind: NDArray[np.int8]
    area_ring: NDArray[np.int64]
    ring_point: NDArray[np.int64]
    line_kind: NDArray[np.int8]
    line_bridge: NDArray[np.bool_]
    line_tunnel: NDArray[np.bool_]
    line_name: NDArray[np.int32]
    line_point: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    names: tuple[Names, ...]
    labels: tuple[Label, ...]

    def __post_init__(self) -> None:
        for field in self.__slots__:
            value = getattr(self, field)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    def __reduce__(self) -> tuple[type[Basemap], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)
