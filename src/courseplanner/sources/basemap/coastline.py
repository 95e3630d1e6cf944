"""The sea, from its coast: land lies to the left of a coastline, water to the right.

An extract holds the coast only as far as it reaches, so the sea is drawn in a box
that the coast crosses from side to side. Where it is in doubt which side of a coast
is water, none is drawn: paper where the sea is does less harm than flooded land.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.osm.chains import Chain, Ring, joined_chains, whole_parts

__all__ = ["grown", "sea_areas"]

_MARGIN = 0.1
"""Part of the longer side of a box that it is grown by, on each side."""
_LEAST_MARGIN_DEG = 0.002
_LEAST_KEPT = 0.75
"""A coast with a gap can cost the sea; its box keeps so much of what is mapped, or there is none."""
_MOST_LOOSE_ENDS = 200
# A clipped point belongs on the side of the box, whatever rounding says: a tenth of a millimetre.
_SNAP_DEG = 1e-9

_Points = NDArray[np.float64]


def grown(box: BBox) -> BBox:
    """Grow a box by a margin, within the world."""
    west, south, east, north = box
    margin = max(_MARGIN * max(east - west, north - south), _LEAST_MARGIN_DEG)
    return (
        max(west - margin, -180.0),
        max(south - margin, -90.0),
        min(east + margin, 180.0),
        min(north + margin, 90.0),
    )


def sea_areas(coast: Sequence[Chain], box: BBox, mapped: _Points) -> list[list[Ring]]:
    """Give the sea in a box.

    Parameters
    ----------
    coast : sequence of Chain
        Coastlines, in the direction that they are mapped in.
    box : tuple of float
        West, south, east, north in WGS 84 degrees.
    mapped : float64 (n, 2)
        Points of what else is on the map: where the coast has loose ends, the box
        is cut there so that it keeps most of them.

    Returns
    -------
    list of list of float64 (k, 2)
        Closed rings of each area, outer and inner alike. Empty without a coast, and
        where it has gaps.
    """
    chains = joined_chains([part for chain in coast for part in whole_parts(chain)], may_turn=False)
    clean = _clean_box(chains, box, mapped) if chains else None
    if clean is None:
        return []
    pieces = [_clipped(chain.points, clean) for chain in chains]
    segments = np.concatenate(pieces)
    if not len(segments):
        return []
    coastlines = shapely.MultiLineString(segments.tolist())
    net = shapely.unary_union([coastlines, shapely.box(*clean).exterior])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    directed = {tuple(segment) for segment in segments.reshape(-1, 4).tolist()}
    return [rings for face in faces if _is_sea(rings := _rings(face), directed)]


def _clean_box(chains: Sequence[Chain], box: BBox, mapped: _Points) -> BBox | None:
    """Cut a box so that no coast ends inside it; none where that costs too much of the map."""
    open_chains = [chain.points for chain in chains if not chain.is_ring]
    ends = np.array([end for points in open_chains for end in (points[0], points[-1])]).reshape(-1, 2)
    all_mapped = mapped = mapped[_inside(mapped, box)]
    for _ in range(_MOST_LOOSE_ENDS):
        west, south, east, north = box
        loose = ends[(ends[:, 0] > west) & (ends[:, 0] < east) & (ends[:, 1] > south) & (ends[:, 1] < north)]
        if not len(loose):
            return box if len(mapped) >= _LEAST_KEPT * len(all_mapped) else None
        box = _best_cut(box, float(loose[0, 0]), float(loose[0, 1]), mapped)
        mapped = mapped[_inside(mapped, box)]
    return None


def _best_cut(box: BBox, lon: float, lat: float, mapped: _Points) -> BBox:
    """Move one side of a box to a point: the one that costs least, of the map and of its size."""
    west, south, east, north = box

    def worth(cut: BBox) -> float:
        kept = np.count_nonzero(_inside(mapped, cut)) / max(len(mapped), 1)
        return float(kept) + _size(cut) / _size(box)

    return max(
        (
            (lon, south, east, north),
            (west, lat, east, north),
            (west, south, lon, north),
            (west, south, east, lat),
        ),
        key=worth,
    )


def _size(box: BBox) -> float:
    west, south, east, north = box
    return (east - west) * (north - south)


def _inside(points: _Points, box: BBox) -> NDArray[np.bool_]:
    west, south, east, north = box
    lon, lat = points[:, 0], points[:, 1]
    inside: NDArray[np.bool_] = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return inside


def _clipped(points: _Points, box: BBox) -> _Points:
    """Clip a line to a box, segment by segment in its direction, (m, 2, 2)."""
    low, high = np.array(box[:2]), np.array(box[2:])
    begin, way = points[:-1], np.diff(points, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        at_low, at_high = (low - begin) / way, (high - begin) / way
    # Along a side, the line lies between its two edges all the way or never.
    along = way == 0
    between = (begin >= low) & (begin <= high)
    enters = np.where(along, np.where(between, 0.0, np.inf), np.minimum(at_low, at_high)).max(axis=1)
    leaves = np.where(along, np.where(between, 1.0, -np.inf), np.maximum(at_low, at_high)).min(axis=1)
    enters, leaves = np.maximum(enters, 0.0), np.minimum(leaves, 1.0)
    kept = enters < leaves
    begin, end, way = begin[kept], points[1:][kept], way[kept]
    cut_in, cut_out = enters[kept, None], leaves[kept, None]
    first = np.where(cut_in > 0, _snapped(begin + cut_in * way, low, high), begin)
    last = np.where(cut_out < 1, _snapped(begin + cut_out * way, low, high), end)
    has_length = (first != last).any(axis=1)
    segments: _Points = np.stack((first, last), axis=1)[has_length]
    return segments


def _snapped(points: _Points, low: _Points, high: _Points) -> _Points:
    """Put points that lie on a side of a box but for rounding right on it."""
    snapped = points.copy()
    for side in (low, high):
        np.copyto(snapped, side, where=np.abs(points - side) < _SNAP_DEG)
    return snapped


def _rings(face: shapely.Polygon) -> list[Ring]:
    """Give the rings of a polygon, so turned that the polygon lies to their left."""
    turned: list[Ring] = []
    for ring in shapely.get_rings(face):
        points = shapely.get_coordinates(ring)
        is_hole = len(turned) > 0
        turned.append(points[::-1] if shapely.is_ccw(ring) == is_hole else points)
    return turned


def _is_sea(rings: Sequence[Ring], directed: set[tuple[float, ...]]) -> bool:
    """Tell whether a face lies to the right of all its coasts, and has one."""
    is_sea = False
    for ring in rings:
        for edge in np.concatenate((ring[:-1], ring[1:]), axis=1).tolist():
            if tuple(edge) in directed:
                return False
            is_sea = is_sea or (edge[2], edge[3], edge[0], edge[1]) in directed
    return is_sea
