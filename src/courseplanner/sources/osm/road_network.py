"""Cuts ways into edges at their junctions and measures them, whole arrays at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.model.names import Names
from courseplanner.model.network.plazas import Plazas
from courseplanner.model.network.roads import UNKNOWN, RoadNetwork
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.osm.parts_of_roads import with_parts_of_roads
from courseplanner.sources.osm.raw_ways import (
    RawWays,
    filled_from_other_files,
    inside,
    ranges,
    select,
    wholest_copies,
)

__all__ = ["build_network"]

_SEGMENTS_AT_ONCE = 100_000
_LONGEST_MM = np.iinfo(np.int32).max
_MOST_SURFACES = np.iinfo(np.int16).max
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True, eq=False)
class _Points:
    """The points of ways that are used, in runs without a gap.

    `vertex` is an index into the distinct nodes; `node`, `lon` and `lat` are the OSM ids and places of these,
    and `on_rail` tells which of them lie on a railway.
    """

    way: NDArray[np.int64]
    vertex: NDArray[np.int64]
    run_start: NDArray[np.bool_]
    node: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    on_rail: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """Edges with their shape; `ends` (E, 2) are indices into the distinct nodes."""

    way: NDArray[np.int64]
    ends: NDArray[np.int64]
    point_start: NDArray[np.int64]
    node: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


def build_network(
    raw: RawWays, file_count: int, bbox: BBox | None, progress: Progress
) -> tuple[RoadNetwork, tuple[dict[str, int], ...]]:
    """Build the road network of raw ways.

    A way that several files have is kept once, the wholest copy of it. A node
    that one file lacks is taken from another. Ways are cut where a node is
    missing or outside the box, and split at every node that two ways share or
    that one way meets twice. Plazas are cut like roads, and kept apart.

    Parameters
    ----------
    raw : RawWays
    file_count : int
    bbox : tuple of float, optional
        West, south, east, north: nodes outside are dropped.
    progress : Progress

    Returns
    -------
    RoadNetwork
        May be empty.
    tuple of dict of str to int
        For each file: `ways` with at least one edge; `ways_cut`, with a node
        that no file has; `nodes_missing`, those nodes; `ways_clipped` by the
        box; `ways_repeated`, which another file has at least as whole;
        `widths_refused`, ways whose width tag can't be read or can't be true;
        `edges_refused`, longer than an int32 of millimetres holds.
    """
    filled = filled_from_other_files(raw) if file_count > 1 else raw
    chosen = wholest_copies(filled)
    ways = select(filled, chosen)
    progress.report(0.1, text("cutting roads at junctions"))
    usable = inside(ways, bbox)
    points = _runs(ways, usable)
    edges = _split(points)
    progress.report(0.4, text("measuring roads"))
    length_mm = _lengths_mm(edges, progress)
    fits = length_mm <= _LONGEST_MM
    square = ways.is_square[edges.way]
    files_of_refused = ways.file[edges.way[~fits & ~square]]
    apart = [
        (_select_edges(edges, part), length_mm[part].astype(np.int32))
        for part in (fits & ~square, fits & square)
    ]
    (roads, road_mm), (outlines, outline_mm) = apart
    progress.report(0.9, text("finding sidewalks"))
    used = np.unique(roads.way)
    keeps_own = np.array([tags.keeps_own for tags in ways.tag_sets], dtype=np.bool_)[ways.tags[used]]
    network = with_parts_of_roads(_assemble(ways, points, roads, road_mm), keeps_own)
    network = replace(network, plazas=_squares(roads, outlines, outline_mm))
    counts = _counts(ways, usable, used, file_count)
    files_of_copies = raw.file[~chosen & ~raw.is_square]
    for file, count in enumerate(counts):
        count["ways_repeated"] = int((files_of_copies == file).sum())
        count["edges_refused"] = int((files_of_refused == file).sum())
    return network, counts


def _counts(
    ways: RawWays, usable: NDArray[np.bool_], used: NDArray[np.int64], file_count: int
) -> tuple[dict[str, int], ...]:
    refused = np.array([tags.width_refused for tags in ways.tag_sets], dtype=np.bool_)
    file_of_ref = ways.file[ways.way_of_ref]
    of_road = ~ways.is_square[ways.way_of_ref]
    missing = np.isnan(ways.lon) & of_road
    outside = ~usable & ~np.isnan(ways.lon) & of_road
    counts = []
    for file in range(file_count):
        of_file = used[ways.file[used] == file]
        missing_here = missing & (file_of_ref == file)
        outside_here = outside & (file_of_ref == file)
        counts.append(
            {
                "ways": len(of_file),
                "ways_cut": len(np.unique(ways.way_of_ref[missing_here])),
                "nodes_missing": len(np.unique(ways.node[missing_here])),
                "ways_clipped": len(np.unique(ways.way_of_ref[outside_here])),
                "widths_refused": int(refused[ways.tags[of_file]].sum()),
            }
        )
    return tuple(counts)


def _runs(ways: RawWays, usable: NDArray[np.bool_]) -> _Points:
    """Take the usable points, without the same node twice in a row and without lone points."""
    refs = np.flatnonzero(usable)
    way, node = ways.way_of_ref[refs], ways.node[refs]
    run_start = np.ones(len(refs), dtype=np.bool_)
    run_start[1:] = (way[1:] != way[:-1]) | (refs[1:] != refs[:-1] + 1)
    new = run_start.copy()
    new[1:] |= node[1:] != node[:-1]
    refs, way, run_start = refs[new], way[new], run_start[new]
    run = np.cumsum(run_start) - 1
    in_line = np.bincount(run)[run] > 1
    refs, way, run_start = refs[in_line], way[in_line], run_start[in_line]
    nodes, first, vertex = np.unique(ways.node[refs], return_index=True, return_inverse=True)
    # Two files may place one node differently; the first place holds for all.
    lon, lat = ways.lon[refs[first]], ways.lat[refs[first]]
    return _Points(way, vertex, run_start, nodes, lon, lat, np.isin(nodes, ways.rail_node))


def _split(points: _Points) -> _Edges:
    meets = np.bincount(points.vertex, minlength=len(points.lon))
    run_end = np.ones(len(points.vertex), dtype=np.bool_)
    run_end[:-1] = points.run_start[1:]
    cut = np.flatnonzero((meets[points.vertex] > 1) | points.run_start | run_end)
    begin, end = cut[:-1], cut[1:]
    joined = ~points.run_start[end]
    begin, end = begin[joined], end[joined]
    count = end - begin + 1
    vertex = points.vertex[ranges(begin, count)]
    vertex, count = _without_stutter(points, vertex, count)
    return _Edges(
        way=points.way[begin],
        ends=np.stack([points.vertex[begin], points.vertex[end]], axis=1),
        point_start=np.concatenate(([0], np.cumsum(count))),
        node=points.node[vertex],
        lon=points.lon[vertex],
        lat=points.lat[vertex],
    )


def _without_stutter(
    points: _Points, vertex: NDArray[np.int64], count: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Drop inner points that lie on the point before them, then those on the end of their edge."""
    for shift in (1, -1):
        lon, lat = points.lon[vertex], points.lat[vertex]
        last = np.cumsum(count) - 1
        drop = (lon == np.roll(lon, shift)) & (lat == np.roll(lat, shift))
        drop[last - count + 1] = False
        drop[last] = False
        edge = np.repeat(np.arange(len(count)), count)
        count = count - np.bincount(edge[drop], minlength=len(count))
        vertex = vertex[~drop]
    return vertex, count


def _lengths_mm(edges: _Edges, progress: Progress) -> NDArray[np.int64]:
    edge_count = len(edges.way)
    if not edge_count:
        return np.zeros(0, dtype=np.int64)
    begins = np.ones(len(edges.lon), dtype=np.bool_)
    begins[edges.point_start[1:] - 1] = False
    begin = np.flatnonzero(begins)
    segment_m = np.empty(len(begin))
    for at in range(0, len(begin), _SEGMENTS_AT_ONCE):
        progress.report(0.4 + 0.5 * at / len(begin), text("measuring roads"))
        here = begin[at : at + _SEGMENTS_AT_ONCE]
        line = edges.lon[here], edges.lat[here], edges.lon[here + 1], edges.lat[here + 1]
        segment_m[at : at + len(here)] = _GEOD.inv(*line)[2]
    first_segment = edges.point_start[:-1] - np.arange(edge_count)
    edge_m: NDArray[np.float64] = np.add.reduceat(segment_m, first_segment)
    return np.rint(edge_m * 1000).astype(np.int64)


def _select_edges(edges: _Edges, chosen: NDArray[np.bool_]) -> _Edges:
    if chosen.all():
        return edges
    count = np.diff(edges.point_start)[chosen]
    points = ranges(edges.point_start[:-1][chosen], count)
    return _Edges(
        way=edges.way[chosen],
        ends=edges.ends[chosen],
        point_start=np.concatenate(([0], np.cumsum(count))),
        node=edges.node[points],
        lon=edges.lon[points],
        lat=edges.lat[points],
    )


def _assemble(ways: RawWays, points: _Points, edges: _Edges, length_mm: NDArray[np.int32]) -> RoadNetwork:
    used, edge_way = np.unique(edges.way, return_inverse=True)
    sets, tags = ways.tag_sets, ways.tags[used]
    nodes, ends = np.unique(edges.ends, return_inverse=True)
    ends = ends.reshape(-1, 2)
    node_lon, node_lat = np.empty(len(nodes)), np.empty(len(nodes))
    for side, point in enumerate((edges.point_start[:-1], edges.point_start[1:] - 1)):
        node_lon[ends[:, side]] = edges.lon[point]
        node_lat[ends[:, side]] = edges.lat[point]
    surfaces, way_surface = _surfaces([of_set.surface for of_set in sets], tags)
    names, way_name = _names(ways.names, ways.name[used])
    of_roads = np.zeros(len(points.lon), dtype=np.bool_)
    of_roads[points.vertex[~ways.is_square[points.way]]] = True
    crossings = points.on_rail & of_roads

    def int8(codes: Iterable[int]) -> NDArray[np.int8]:
        return np.fromiter(codes, dtype=np.int8, count=len(sets))[tags]

    return RoadNetwork(
        node_lon=node_lon,
        node_lat=node_lat,
        edge_from=ends[:, 0].astype(np.int32),
        edge_to=ends[:, 1].astype(np.int32),
        edge_length_mm=length_mm,
        edge_way=edge_way.astype(np.int32),
        point_start=edges.point_start,
        point_lon=edges.lon,
        point_lat=edges.lat,
        point_node=edges.node,
        way_id=ways.way_id[used],
        way_class=int8(of_set.road_class for of_set in sets),
        way_surface=way_surface,
        surfaces=surfaces,
        way_tracktype=int8(of_set.tracktype for of_set in sets),
        way_width_tag_m=np.array([of_set.width_m for of_set in sets], dtype=np.float32)[tags],
        way_width_sidewalks_m=np.full(len(used), np.nan, dtype=np.float32),
        way_shared=np.array([of_set.shared for of_set in sets], dtype=np.bool_)[tags],
        way_lanes=int8(of_set.lanes for of_set in sets),
        way_bridge=int8(of_set.bridge for of_set in sets),
        way_tunnel=int8(of_set.tunnel for of_set in sets),
        way_layer=int8(of_set.layer for of_set in sets),
        way_access=int8(of_set.access for of_set in sets),
        way_motor_free=int8(of_set.motor_free for of_set in sets),
        way_oneway=int8(of_set.oneway for of_set in sets),
        way_roundabout=np.array([of_set.roundabout for of_set in sets], dtype=np.bool_)[tags],
        way_part=int8(of_set.part for of_set in sets),
        way_road=np.full(len(used), UNKNOWN, dtype=np.int32),
        way_name=way_name,
        names=names,
        way_width_stated=np.zeros(len(used), dtype=np.bool_),
        way_divider=np.full(len(used), UNKNOWN, dtype=np.int8),
        level_crossing_lon=points.lon[crossings],
        level_crossing_lat=points.lat[crossings],
    )


def _squares(roads: _Edges, outlines: _Edges, length_mm: NDArray[np.int32]) -> Plazas:
    """Give the pieces of outlines their nodes: those of roads by number, the others downwards from -1."""
    of_roads = np.unique(roads.ends)
    own = np.setdiff1d(outlines.ends, of_roads)
    at_own = -1 - np.searchsorted(own, outlines.ends)
    ends = np.where(
        np.isin(outlines.ends, of_roads), np.searchsorted(of_roads, outlines.ends), at_own
    ).astype(np.int32)
    return Plazas(
        node_from=ends[:, 0].copy(),
        node_to=ends[:, 1].copy(),
        node_count=len(own),
        length_mm=length_mm,
        point_start=outlines.point_start,
        point_lon=outlines.lon,
        point_lat=outlines.lat,
    )


def _surfaces(
    of_sets: list[str | None], tags: NDArray[np.int32]
) -> tuple[tuple[str, ...], NDArray[np.int16]]:
    """List the surfaces in use, sorted, and code each way's."""
    in_use = sorted({surface for at in np.unique(tags) if (surface := of_sets[at]) is not None})[
        :_MOST_SURFACES
    ]
    index = {surface: code for code, surface in enumerate(in_use)}
    codes = np.array(
        [UNKNOWN if surface is None else index.get(surface, UNKNOWN) for surface in of_sets], dtype=np.int16
    )
    return tuple(in_use), codes[tags]


def _names(
    names: tuple[Names, ...], of_ways: NDArray[np.int32]
) -> tuple[tuple[Names, ...], NDArray[np.int32]]:
    """List the names in use, in the order of their reading, and number each way's."""
    in_use = np.unique(of_ways[of_ways != UNKNOWN])
    number = np.full(len(names) + 1, UNKNOWN, dtype=np.int32)
    # The last number stays unknown, and -1 looks it up.
    number[in_use] = np.arange(len(in_use))
    return tuple(names[at] for at in in_use), number[of_ways]
