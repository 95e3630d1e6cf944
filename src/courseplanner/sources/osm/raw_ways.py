"""Ways as files have them, in flat arrays; several files become one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.names import Names
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.osm.osm_tags import RoadTags

__all__ = ["RawWays", "filled_from_other_files", "inside", "ranges", "select", "wholest_copies"]


@dataclass(frozen=True, slots=True, eq=False)
class RawWays:
    """Ways as their files have them: W ways, R references to nodes.

    Parameters
    ----------
    way_id : int64 (W,)
    file : int32 (W,)
        Which of the files the way was read from.
    tags, name : int32 (W,)
        Index into `tag_sets` and `names`; `UNKNOWN` where a way has no name.
    start : int64 (W + 1,)
        Way `w` has the references `start[w]:start[w + 1]`.
    node : int64 (R,)
        OSM ids.
    lon, lat : float64 (R,)
        NaN where the file doesn't have the node.
    tag_sets : tuple of RoadTags
    names : tuple of Names
    rail_node : int64 (K,)
        OSM ids of the nodes of railways, and of those tagged as level crossings; sorted.
    """

    way_id: NDArray[np.int64]
    file: NDArray[np.int32]
    tags: NDArray[np.int32]
    name: NDArray[np.int32]
    start: NDArray[np.int64]
    node: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    tag_sets: tuple[RoadTags, ...]
    names: tuple[Names, ...]
    rail_node: NDArray[np.int64]

    @property
    def way_of_ref(self) -> NDArray[np.int64]:
        """Index of the way of each reference, int64 (R,)."""
        return np.repeat(np.arange(len(self.way_id)), np.diff(self.start))

    @property
    def is_square(self) -> NDArray[np.bool_]:
        """Whether each way is the outline of a square, bool (W,)."""
        return np.array([tags.square for tags in self.tag_sets], dtype=np.bool_)[self.tags]


def ranges(start: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give `start[0], start[0] + 1, …, start[1], …`: `count[k]` numbers from each `start[k]`."""
    offset = np.cumsum(count) - count
    numbers: NDArray[np.int64] = np.arange(count.sum()) + np.repeat(start - offset, count)
    return numbers


def wholest_copies(raw: RawWays) -> NDArray[np.bool_]:
    """Choose one copy of each way: the one with the most located nodes, else the first.

    Returns
    -------
    bool (W,)
    """
    located = np.concatenate(([0], np.cumsum(~np.isnan(raw.lon))))
    located_of_way = located[raw.start[1:]] - located[raw.start[:-1]]
    wholest_first = np.lexsort((np.arange(len(raw.way_id)), -located_of_way, raw.way_id))
    ids = raw.way_id[wholest_first]
    first = np.ones(len(ids), dtype=np.bool_)
    first[1:] = ids[1:] != ids[:-1]
    chosen = np.zeros(len(ids), dtype=np.bool_)
    chosen[wholest_first[first]] = True
    return chosen


def select(raw: RawWays, chosen: NDArray[np.bool_]) -> RawWays:
    """Keep the chosen ways, bool (W,)."""
    if chosen.all():
        return raw
    count = np.diff(raw.start)[chosen]
    refs = ranges(raw.start[:-1][chosen], count)
    return replace(
        raw,
        way_id=raw.way_id[chosen],
        file=raw.file[chosen],
        tags=raw.tags[chosen],
        name=raw.name[chosen],
        start=np.concatenate(([0], np.cumsum(count))),
        node=raw.node[refs],
        lon=raw.lon[refs],
        lat=raw.lat[refs],
    )


def filled_from_other_files(raw: RawWays) -> RawWays:
    """Locate nodes that one file lacks where another file has them."""
    missing = np.flatnonzero(np.isnan(raw.lon))
    located = np.flatnonzero(~np.isnan(raw.lon))
    known, first = np.unique(raw.node[located], return_index=True)
    if not len(missing) or not len(known):
        return raw
    at = np.minimum(np.searchsorted(known, raw.node[missing]), len(known) - 1)
    hit = known[at] == raw.node[missing]
    lon, lat = raw.lon.copy(), raw.lat.copy()
    lon[missing[hit]] = raw.lon[located[first[at[hit]]]]
    lat[missing[hit]] = raw.lat[located[first[at[hit]]]]
    return replace(raw, lon=lon, lat=lat)


def inside(raw: RawWays, bbox: BBox | None) -> NDArray[np.bool_]:
    """Tell for each reference whether it lies in the box, bool (R,); false where it isn't located."""
    if bbox is None:
        return ~np.isnan(raw.lon)
    west, south, east, north = bbox
    return (raw.lon >= west) & (raw.lon <= east) & (raw.lat >= south) & (raw.lat <= north)
