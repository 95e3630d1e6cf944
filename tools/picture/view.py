"""Where things of the ground lie in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import Plane

__all__ = ["Box", "View", "extent_m", "view_of"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture, in pixels from its upper left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def grown(self, by: float) -> Box:
        """Give the box with so many pixels more on each side."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def meets(self, other: Box) -> bool:
        """Tell whether the two share ground."""
        across = self.x < other.x + other.w and other.x < self.x + self.w
        return across and self.y < other.y + other.h and other.y < self.y + self.h

    def holds(self, other: Box) -> bool:
        """Tell whether the other lies inside."""
        across = self.x <= other.x and other.x + other.w <= self.x + self.w
        return across and self.y <= other.y and other.y + other.h <= self.y + self.h


@dataclass(frozen=True, slots=True)
class View:
    """A window on the ground.

    Parameters
    ----------
    plane : Plane
    x_m, y_m : float
        What lies in the middle of the window, on the plane.
    m_per_px : float
    frame : Box
        The window.
    """

    plane: Plane
    x_m: float
    y_m: float
    m_per_px: float
    frame: Box

    def px(self, lonlat: Floats) -> Floats:
        """Give pixels, float64 (n, 2), of WGS 84 degrees, float64 (n, 2)."""
        x_m, y_m = self.plane.xy(lonlat[:, 0], lonlat[:, 1])
        middle_x, middle_y = self.frame.middle
        x = middle_x + (x_m - self.x_m) / self.m_per_px
        y = middle_y - (y_m - self.y_m) / self.m_per_px
        return np.column_stack((x, y))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Give the pixel of a place."""
        ((x, y),) = self.px(np.array([[lon, lat]])).tolist()
        return x, y

    def drawn(self, shapes: Sequence[shapely.Geometry], tolerance_px: float) -> shapely.Geometry:
        """Bring shapes into the window: in pixels, merged, clipped, and simplified."""
        frame = self.frame.grown(8)
        corners = frame.x, frame.y, frame.x + frame.w, frame.y + frame.h
        clipped = shapely.clip_by_rect(shapely.transform(np.array(shapes, dtype=object), self.px), *corners)
        parts = shapely.get_parts(clipped[~shapely.is_empty(clipped)])
        lines, areas = (parts[shapely.get_dimensions(parts) == dimensions] for dimensions in (1, 2))
        whole: shapely.Geometry = shapely.line_merge(shapely.multilinestrings(lines))
        if len(areas):
            whole = shapely.union_all(areas, grid_size=0.01)
        simple: shapely.Geometry = shapely.simplify(whole, tolerance_px)
        return simple


def extent_m(plane: Plane, lonlat: Floats) -> tuple[float, float, float, float]:
    """Give the least and greatest x and y of a line on the plane: x0, y0, x1, y1 in metres."""
    x, y = plane.xy(lonlat[:, 0], lonlat[:, 1])
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def view_of(
    plane: Plane, lonlat: Floats, frame: Box, margin_px: float, m_per_px: float | None = None
) -> View:
    """Give the window in which a line just fits.

    Parameters
    ----------
    plane : Plane
    lonlat : float64 (n, 2)
    frame : Box
    margin_px : float
        Left free on each side.
    m_per_px : float, optional
        Held to, where given.
    """
    x0, y0, x1, y1 = extent_m(plane, lonlat)
    fitting = max((x1 - x0) / (frame.w - 2 * margin_px), (y1 - y0) / (frame.h - 2 * margin_px), 0.5)
    return View(plane, (x0 + x1) / 2, (y0 + y1) / 2, m_per_px or fitting, frame)
