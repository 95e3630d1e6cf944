"""Streets of a basemap: lines of one name, joined so that the name has room along them. No Qt."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.model.network.basemap import Basemap, LineKind
from courseplanner.ui.map.basemap_shapes import WORLD_ZOOM, Parts, chosen, distinct, simplified

__all__ = ["streets"]

_UNNAMED = (LineKind.stream, LineKind.rail)
# Letters stand on a line that is smooth to two pixels at zoom 17; what is shorter bears no name at any.
_TOLERANCE = 2 << (WORLD_ZOOM - 17)
_SHORTEST = 24 << (WORLD_ZOOM - 19)


def streets(basemap: Basemap, lines: Parts) -> tuple[Parts, NDArray[np.int64], NDArray[np.int64]]:
    """Join the lines that bear one name.

    Returns
    -------
    parts : Parts
        The streets; each owns itself.
    name : int64 (streets,)
        Index into the names of the basemap.
    kind : int64 (streets,)
        The `LineKind` of the greatest of its lines.
    """
    named = (basemap.line_name >= 0) & ~np.isin(basemap.line_kind, _UNNAMED) & ~basemap.line_tunnel
    lines = chosen(lines, named[lines.owner])
    none = np.empty(0, dtype=np.int64)
    if not len(lines.owner):
        return lines, none, none
    name_of_line = basemap.line_name[lines.owner]
    order = np.argsort(name_of_line, kind="stable")
    names, group = np.unique(name_of_line[order], return_inverse=True)
    kind = np.zeros(len(names), dtype=np.int64)
    np.maximum.at(kind, group, basemap.line_kind[lines.owner[order]].astype(np.int64))
    shapes = np.asarray(shapely.linestrings(lines.xy, indices=lines.part_of_point))[order]
    merged = shapely.line_merge(shapely.multilinestrings(shapes, indices=group))
    pieces, of_group = shapely.get_parts(merged, return_index=True)
    long_enough = shapely.length(pieces) >= _SHORTEST
    pieces, of_group = pieces[long_enough], of_group[long_enough]
    size = shapely.get_num_coordinates(pieces)
    parts = Parts(
        np.arange(len(pieces)), np.concatenate(([0], np.cumsum(size))), shapely.get_coordinates(pieces)
    )
    parts = distinct(simplified(parts, _TOLERANCE, 2), 2)
    of_group = of_group[parts.owner]
    return parts, names[of_group].astype(np.int64), kind[of_group]
