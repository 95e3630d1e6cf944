"""Levels of detail of a basemap: what is drawn at which zooms, in which order, and where. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.network.basemap import AreaKind, Basemap, LineKind
from courseplanner.ui.map.basemap_shapes import WORLD_ZOOM, Parts, chosen, distinct, simplified

__all__ = ["BRIDGE", "LEVELS", "TUNNEL", "Level", "Shapes", "level_shapes"]

TUNNEL, GROUND, BRIDGE = 0, 16, 32
"""Added to the `LineKind` of a line: tunnels lie below the ground, bridges above it."""

_WIDEST_PX = 16
"""So far from its line is a road drawn at most: half of the widest with its edge."""


@dataclass(frozen=True, slots=True)
class Level:
    """A band of zooms that share one form of the map.

    Parameters
    ----------
    from_zoom : int
        The first zoom it is for; it ends where the next level begins.
    cell_zoom : int
        Its index has cells as large as a tile of this zoom.
    tolerance_px : float
        So far may a simplified line be from the true one, in pixels at `cell_zoom`.
    smallest_px2 : float
        Rings that enclose less, in square pixels at `cell_zoom`, are left out.
    """

    from_zoom: int
    cell_zoom: int
    tolerance_px: float
    smallest_px2: float

    @property
    def world_px(self) -> int:
        """Pixels of the world in one pixel at `cell_zoom`."""
        return 1 << (WORLD_ZOOM - self.cell_zoom)

    @property
    def margin(self) -> int:
        """Pixels of the world that a road takes up beside its line."""
        # Roads are thin at zooms so small that a whole region is a few pixels.
        return _WIDEST_PX << (WORLD_ZOOM - max(self.from_zoom, self.cell_zoom - 2))


LEVELS = (Level(0, 11, 0.5, 6.0), Level(12, 13, 0.5, 6.0), Level(14, 15, 0.4, 4.0), Level(16, 17, 0.0, 0.0))

_AREA_FROM = {AreaKind.pitch: 14, AreaKind.square: 14, AreaKind.building: 14}
_LINE_FROM = {
    LineKind.stream: 12, LineKind.path: 14, LineKind.footway: 14, LineKind.cycleway: 14, LineKind.track: 12,
    LineKind.service: 14, LineKind.pedestrian: 12, LineKind.minor: 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Areas and lines of one level, each in the order they are drawn in.

    Area `a` has the rings `area_ring[a]:area_ring[a + 1]` of `rings`; line `l` is part `l` of `lines`.
    """

    area_kind: NDArray[np.int64]
    area_ring: NDArray[np.int64]
    rings: Parts
    line_code: NDArray[np.int64]
    lines: Parts


def level_shapes(basemap: Basemap, rings: Parts, lines: Parts, level: Level) -> Shapes:
    """Choose, simplify and sort what a level shows."""
    rings = chosen(rings, _shown(basemap.area_kind, _AREA_FROM, level)[rings.owner])
    lines = chosen(lines, _shown(basemap.line_kind, _LINE_FROM, level)[lines.owner])
    enclosed_px2 = np.abs(rings.signed_areas()) / level.world_px**2
    rings = chosen(rings, enclosed_px2 >= level.smallest_px2)
    if level.tolerance_px:
        rings = simplified(rings, level.tolerance_px * level.world_px, 4)
        lines = simplified(lines, level.tolerance_px * level.world_px, 2)
    rings, lines = distinct(rings, 4), distinct(lines, 2)
    rings = _sorted(rings, basemap.area_kind[rings.owner], np.abs(rings.signed_areas()))
    areas, area_ring = _grouped(rings.owner)
    code = _codes(basemap)
    lines = _sorted(lines, code[lines.owner])
    return Shapes(
        area_kind=basemap.area_kind[areas].astype(np.int64),
        area_ring=area_ring,
        rings=_clockwise(rings),
        line_code=code[lines.owner],
        lines=lines,
    )


def _shown(
    kind: NDArray[np.int8], first_zoom: dict[AreaKind, int] | dict[LineKind, int], level: Level
) -> NDArray[np.bool_]:
    shown = np.ones(128, dtype=bool)
    for one, zoom in first_zoom.items():
        shown[one] = level.cell_zoom >= zoom
    return shown[kind]


def _codes(basemap: Basemap) -> NDArray[np.int64]:
    stratum = np.where(basemap.line_tunnel, TUNNEL, np.where(basemap.line_bridge, BRIDGE, GROUND))
    return stratum.astype(np.int64) + basemap.line_kind


def _sorted(parts: Parts, kind: NDArray[np.integer], size: NDArray[np.float64] | None = None) -> Parts:
    """Sort by kind, and with sizes the largest owners first; parts of one owner stay together."""
    keys: list[NDArray[np.generic]] = [parts.owner]
    if size is not None and len(size):
        largest = np.zeros(int(parts.owner.max()) + 1)
        np.maximum.at(largest, parts.owner, size)
        keys.append(-largest[parts.owner])
    order = np.lexsort((*keys, kind))
    length = parts.size[order]
    start = np.concatenate(([0], np.cumsum(length)))
    point = np.repeat(parts.start[order] - start[:-1], length) + np.arange(len(parts.xy))
    return Parts(parts.owner[order], start, parts.xy[point])


def _grouped(owner: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the owners in a row of parts, each once, and where the parts of each begin."""
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    return owner[first], np.append(first, len(owner))


def _clockwise(rings: Parts) -> Parts:
    """Turn all rings the same way round: areas of one kind that overlap then fill one path without holes."""
    against = rings.signed_areas() < 0
    part = rings.part_of_point
    point = np.arange(len(rings.xy))
    mirrored = rings.start[:-1][part] + rings.start[1:][part] - 1 - point
    return Parts(rings.owner, rings.start, rings.xy[np.where(against[part], mirrored, point)])
