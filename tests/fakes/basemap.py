"""Basemaps made by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from courseplanner.model.names import Names
from courseplanner.model.network.basemap import AreaKind, Basemap, Label, LineKind

__all__ = ["Line", "Ring", "made", "square"]

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Line:
    kind: LineKind
    points: Ring
    name: int = -1
    bridge: bool = False
    tunnel: bool = False


def square(lon: float, lat: float, side: float) -> Ring:
    return [(lon, lat), (lon + side, lat), (lon + side, lat + side), (lon, lat + side), (lon, lat)]


def made(
    areas: list[tuple[AreaKind, list[Ring]]] | None = None,
    lines: list[Line] | None = None,
    names: tuple[Names, ...] = (),
    labels: tuple[Label, ...] = (),
) -> Basemap:
    areas, lines = areas or [], lines or []
    rings = [ring for _, its in areas for ring in its]
    points = [point for ring in rings for point in ring] + [point for line in lines for point in line.points]
    lonlat = np.array(points, dtype=np.float64).reshape(-1, 2)
    ring_point = np.cumsum([0] + [len(ring) for ring in rings])
    return Basemap(
        area_kind=np.array([kind for kind, _ in areas], dtype=np.int8),
        area_ring=np.cumsum([0] + [len(its) for _, its in areas]),
        ring_point=ring_point,
        line_kind=np.array([line.kind for line in lines], dtype=np.int8),
        line_bridge=np.array([line.bridge for line in lines], dtype=bool),
        line_tunnel=np.array([line.tunnel for line in lines], dtype=bool),
        line_name=np.array([line.name for line in lines], dtype=np.int32),
        line_point=ring_point[-1] + np.cumsum([0] + [len(line.points) for line in lines]),
        lon=lonlat[:, 0].copy(),
        lat=lonlat[:, 1].copy(),
        names=names,
        labels=labels,
    )
