"""Rings of an area as a shape: what an odd number of them covers is inside."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["even_odd_area"]


def even_odd_area(rings: Iterable[NDArray[np.float64]]) -> BaseGeometry:
    """Give the area of rings, (k, 2) each, outer and inner alike; empty without a ring."""
    area: BaseGeometry = shapely.Polygon()
    for ring in rings:
        area = area.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
    return area
