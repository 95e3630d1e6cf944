"""The terrain of a region: grids of heights, as read, with what is known of their error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.provenance import Provenance

__all__ = ["HeightGrid", "Terrain"]


@dataclass(frozen=True, slots=True, eq=False)
class HeightGrid:
    """One raster of heights, in its own coordinate system.

    Parameters
    ----------
    heights_m : float32 (rows, columns)
        Above the sea; NaN where there is none. Voids that could be filled from around them are filled.
    was_void : bool (rows, columns)
        Cells that were void in the source, filled or not.
    crs : str
        Horizontal coordinate system, in any form that pyproj takes.
    to_cell : tuple of float
        `a, b, c, d, e, f`: the point (x, y) of the coordinate system lies at the column
        `a * x + b * y + c` and the row `d * x + e * y + f`. Whole numbers are centres of cells.
    error_m : float
        Standard error of the difference of two heights of the source.
    source : str
        Name of the file, for messages.
    """

    heights_m: NDArray[np.float32]
    was_void: NDArray[np.bool_]
    crs: str
    to_cell: tuple[float, float, float, float, float, float]
    error_m: float
    source: str

    def __post_init__(self) -> None:
        self.heights_m.flags.writeable = False
        self.was_void.flags.writeable = False

    def __reduce__(self) -> tuple[type[HeightGrid], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """All heights of a region.

    Parameters
    ----------
    grids : tuple of HeightGrid
        The finest first: where several have a height, the first counts.
    provenance : tuple of Provenance
        One for each file.
    """

    grids: tuple[HeightGrid, ...]
    provenance: tuple[Provenance, ...]
