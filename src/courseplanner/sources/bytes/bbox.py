"""Bounding boxes."""

from __future__ import annotations

__all__ = ["BBox"]


BBox = tuple[float, float, float, float]
"""West, south, east, north in WGS 84 degrees."""
