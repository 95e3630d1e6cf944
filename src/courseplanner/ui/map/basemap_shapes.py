"""Areas and lines of a basemap in pixels of the world, and their simpler forms for small zooms. No Qt.

Positions are in Web Mercator, in pixels of the whole world at `WORLD_ZOOM`, x to the east and y to the south.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.model.network.basemap import Basemap

__all__ = ["WORLD_ZOOM", "Parts", "all_parts", "chosen", "distinct", "simplified", "world_pixels"]

WORLD_ZOOM = 22
"""The zoom whose pixels positions are counted in: 4 cm at most, and the world still fits into 31 bits."""

_WORLD_PX = float(256 << WORLD_ZOOM)
_MERCATOR_END = 85.051128779806


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Polylines: part `p` has the points `start[p]:start[p + 1]` of `xy`.

    Parameters
    ----------
    owner : int64 (parts,)
        The area or line that a part belongs to, rising.
    start : int64 (parts + 1,)
    xy : float64 (points, 2)
        Pixels of the world.
    """

    owner: NDArray[np.int64]
    start: NDArray[np.int64]
    xy: NDArray[np.float64]

    @property
    def size(self) -> NDArray[np.int64]:
        """Points of each part."""
        return np.diff(self.start)

    @property
    def part_of_point(self) -> NDArray[np.int64]:
        """The part that each point belongs to."""
        return np.repeat(np.arange(len(self.owner)), self.size)

    def boxes(self) -> NDArray[np.float64]:
        """Give the least x and y and the greatest x and y of each part."""
        if not len(self.owner):
            return np.empty((0, 4))
        first = self.start[:-1]
        return np.hstack((np.minimum.reduceat(self.xy, first), np.maximum.reduceat(self.xy, first)))

    def signed_areas(self) -> NDArray[np.float64]:
        """Give the area of each ring in square pixels; above 0 where it runs clockwise on screen."""
        if not len(self.owner):
            return np.empty(0)
        # Measured from the first point of each ring: squares of world pixels would eat up the precision.
        x, y = (self.xy - np.repeat(self.xy[self.start[:-1]], self.size, axis=0)).T
        cross = np.zeros(len(x))
        cross[:-1] = x[:-1] * y[1:] - x[1:] * y[:-1]
        cross[self.start[1:] - 1] = 0.0
        return np.add.reduceat(cross, self.start[:-1]) / 2.0


def world_pixels(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project to pixels of the world, one row for each point."""
    phi = np.radians(np.clip(lat, -_MERCATOR_END, _MERCATOR_END))
    x = (lon + 180.0) / 360.0
    y = 0.5 - np.arctanh(np.sin(phi)) / (2.0 * np.pi)
    return np.clip(np.column_stack((x, y)) * _WORLD_PX, 0.0, _WORLD_PX - 1.0)


def all_parts(basemap: Basemap) -> tuple[Parts, Parts]:
    """Give the rings of the areas and the lines; whatever is too short to be drawn is left out."""
    xy = world_pixels(basemap.lon, basemap.lat)
    rings = int(basemap.ring_point[-1])
    owner = np.repeat(np.arange(len(basemap.area_kind)), np.diff(basemap.area_ring))
    areas = Parts(owner, basemap.ring_point, xy[:rings])
    lines = Parts(np.arange(len(basemap.line_kind)), basemap.line_point - rings, xy[rings:])
    return chosen(areas, areas.size >= 4), chosen(lines, lines.size >= 2)


def chosen(parts: Parts, keep: NDArray[np.bool_]) -> Parts:
    """Give the parts that `keep` marks."""
    if keep.all():
        return parts
    size = parts.size
    return Parts(parts.owner[keep], _starts(size[keep]), parts.xy[np.repeat(keep, size)])


def simplified(parts: Parts, tolerance: float, fewest: int) -> Parts:
    """Leave out points within a tolerance, and parts of which fewer points than `fewest` remain.

    Parameters
    ----------
    parts : Parts
    tolerance : float
        In pixels of the world.
    fewest : int
        4 for rings, 2 for lines.
    """
    if not len(parts.owner):
        return parts
    lines = np.asarray(shapely.linestrings(parts.xy, indices=parts.part_of_point))
    lines = shapely.simplify(lines, tolerance, preserve_topology=False)
    size = np.asarray(shapely.get_num_coordinates(lines), dtype=np.int64)
    rough = Parts(parts.owner, _starts(size), shapely.get_coordinates(lines))
    return chosen(rough, size >= fewest)


def distinct(parts: Parts, fewest: int) -> Parts:
    """Round to whole pixels of the world, and leave out points that are where the one before is."""
    xy = np.rint(parts.xy)
    part = parts.part_of_point
    keep = np.ones(len(xy), dtype=bool)
    keep[1:] = (xy[1:] != xy[:-1]).any(axis=1) | (part[1:] != part[:-1])
    size = np.bincount(part[keep], minlength=len(parts.owner))
    return chosen(Parts(parts.owner, _starts(size), xy[keep]), size >= fewest)


def _starts(size: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(size, dtype=np.int64)))
