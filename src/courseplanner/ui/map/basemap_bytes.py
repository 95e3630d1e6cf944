"""Encodes a basemap into the bytes that the page of the map draws from. Runs in the engine, without Qt.

The bytes are little-endian. In their order:

- 4 bytes `CPB1`;
- uint32, the length of the table of contents;
- the table of contents, JSON in ASCII, blanks at its end so that what follows is aligned to 8 bytes;
- arrays, each aligned to 8 bytes.

The table of contents has

- `world_zoom`, `tile_px`: positions are int32 pairs x, y, in Web Mercator pixels of the world at `world_zoom`
  (256 pixels at zoom 0); tiles and cells have `tile_px` pixels;
- `levels`, the coarsest first: `from_zoom`; `area_kind` (`AreaKind`, rising), `area_ring`, `ring_point`,
  `ring_xy`; `line_code` (rising; `LineKind` + 16, in a tunnel + 0, on a bridge + 32), `line_point`,
  `line_xy`; `area_cells` and `line_cells`. Rings run clockwise on screen;
- `streets`, lines of one name joined: `street_point`, `street_xy`, `street_name`, `street_kind`,
  `street_cells`;
- `names`: of lines and streets;
- `labels`: rows of kind, x, y, name and first zoom, by rising kind.

Cells are as large as a tile of their `zoom`, in a `grid` of first column, first row, columns, rows. Cell `c`,
row by row, is touched by the things `shape[start[c]:start[c + 1]]`, rising. `x_point` and `x_ring` have one
entry more than there are things, too: where each begins.

An array is described by its type (`u1`, `i4`, `u4`), the offset of its first byte after the table of
contents, and its count of numbers.
"""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.names import Names
from courseplanner.model.network.basemap import AreaKind, Basemap, LabelKind
from courseplanner.ui.map.basemap_cells import TILE_PX, Cells, cells
from courseplanner.ui.map.basemap_levels import LEVELS, Level, level_shapes
from courseplanner.ui.map.basemap_shapes import WORLD_ZOOM, Parts, all_parts, chosen, world_pixels
from courseplanner.ui.map.basemap_streets import streets

__all__ = ["MAGIC", "basemap_bytes"]

MAGIC = b"CPB1"
_ALIGNMENT = 8
_NAMED_WATER_PX = 48
_POND_ZOOM = 16
_STREET_CELL_ZOOM = 16

Contents = dict[str, Any]


class _Arrays:
    """Arrays one after the other, and where each is."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def add(self, values: NDArray[Any], kind: str) -> tuple[str, int, int]:
        data = np.ascontiguousarray(values, dtype=f"<{kind}").tobytes()
        place = (kind, self._size, values.size)
        padded = data + bytes(-len(data) % _ALIGNMENT)
        self._pieces.append(padded)
        self._size += len(padded)
        return place

    def joined(self, head: bytes) -> bytes:
        return b"".join((head, *self._pieces))


def basemap_bytes(basemap: Basemap, language: str = "") -> bytes:
    """Encode a basemap.

    Parameters
    ----------
    basemap : Basemap
    language : str
        `zh` or `en` for names in that language where they have one; otherwise names are the local ones.
    """
    arrays = _Arrays()
    rings, lines = all_parts(basemap)
    contents: Contents = {
        "world_zoom": WORLD_ZOOM,
        "tile_px": TILE_PX,
        "levels": [_level(basemap, rings, lines, level, arrays) for level in LEVELS],
        "streets": _streets(basemap, lines, arrays),
        "names": [_shown(names, language) for names in basemap.names],
        "labels": _labels(basemap, rings, language),
    }
    # Escaped to ASCII, so that half of a surrogate pair in a stranger's name passes as well.
    table = json.dumps(contents, separators=(",", ":")).encode("ascii")
    table += b" " * (-(len(MAGIC) + 4 + len(table)) % _ALIGNMENT)
    return arrays.joined(MAGIC + len(table).to_bytes(4, "little") + table)


def _level(basemap: Basemap, rings: Parts, lines: Parts, level: Level, arrays: _Arrays) -> Contents:
    shapes = level_shapes(basemap, rings, lines, level)
    of_areas = cells(_area_boxes(shapes.rings, shapes.area_ring), level.margin, level.cell_zoom)
    of_lines = cells(shapes.lines.boxes(), level.margin, level.cell_zoom)
    return {
        "from_zoom": level.from_zoom,
        "area_kind": arrays.add(shapes.area_kind, "u1"),
        "area_ring": arrays.add(shapes.area_ring, "u4"),
        "ring_point": arrays.add(shapes.rings.start, "u4"),
        "ring_xy": arrays.add(shapes.rings.xy, "i4"),
        "area_cells": _cells(of_areas, arrays),
        "line_code": arrays.add(shapes.line_code, "u1"),
        "line_point": arrays.add(shapes.lines.start, "u4"),
        "line_xy": arrays.add(shapes.lines.xy, "i4"),
        "line_cells": _cells(of_lines, arrays),
    }


def _area_boxes(rings: Parts, area_ring: NDArray[np.int64]) -> NDArray[np.float64]:
    boxes = rings.boxes()
    if not len(boxes):
        return boxes
    first = area_ring[:-1]
    least, greatest = boxes[:, :2], boxes[:, 2:]
    return np.hstack((np.minimum.reduceat(least, first), np.maximum.reduceat(greatest, first)))


def _cells(index: Cells, arrays: _Arrays) -> Contents:
    return {
        "zoom": index.zoom,
        "grid": index.grid,
        "start": arrays.add(index.start, "u4"),
        "shape": arrays.add(index.shape, "u4"),
    }


def _streets(basemap: Basemap, lines: Parts, arrays: _Arrays) -> Contents:
    parts, name, kind = streets(basemap, lines)
    return {
        "street_point": arrays.add(parts.start, "u4"),
        "street_xy": arrays.add(parts.xy, "i4"),
        "street_name": arrays.add(name, "u4"),
        "street_kind": arrays.add(kind, "u1"),
        "street_cells": _cells(cells(parts.boxes(), 0.0, _STREET_CELL_ZOOM), arrays),
    }


def _labels(basemap: Basemap, rings: Parts, language: str) -> list[tuple[int, int, int, str, int]]:
    labels = sorted(basemap.labels, key=lambda label: label.kind)
    xy = world_pixels(
        np.array([label.lon for label in labels], dtype=np.float64),
        np.array([label.lat for label in labels], dtype=np.float64),
    )
    waters = chosen(rings, (basemap.area_kind == AreaKind.water)[rings.owner]).boxes()
    rows = []
    for label, at in zip(labels, xy.round(), strict=True):
        first_zoom = _water_zoom(at, waters) if label.kind is LabelKind.water else 0
        rows.append((int(label.kind), int(at[0]), int(at[1]), _shown(label.names, language), first_zoom))
    return rows


def _water_zoom(at: NDArray[np.float64], waters: NDArray[np.float64]) -> int:
    """Give the first zoom at which the water around a label is wide enough to be named."""
    around = waters[(waters[:, :2] <= at).all(axis=1) & (waters[:, 2:] >= at).all(axis=1)]
    if not len(around):
        return _POND_ZOOM
    widest_px = float((around[:, 2:] - around[:, :2]).max(axis=1).min())
    needed = WORLD_ZOOM - math.log2(max(widest_px, 1.0) / _NAMED_WATER_PX)
    return min(max(math.ceil(needed), 0), _POND_ZOOM)


def _shown(names: Names, language: str) -> str:
    return {"zh": names.zh, "en": names.en}.get(language) or names.shown
