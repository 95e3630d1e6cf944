"""Reads files into a region: roads and places of OSM, and the user's own lists."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from osmium.osm import Area, Node, Relation, Way

from courseplanner.base.errors import InputError, OsmFileError
from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.places.places import Place
from courseplanner.model.provenance import Provenance
from courseplanner.model.region import Region
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.osm.osm_file import OsmFile, open_osm_file, osm_objects
from courseplanner.sources.osm.osm_places import PlaceCollector
from courseplanner.sources.osm.osm_roads import RoadCollector
from courseplanner.sources.osm.place_kinds import PLACE_KEYS
from courseplanner.sources.osm.raw_ways import RawWays, select
from courseplanner.sources.osm.road_network import build_network
from courseplanner.sources.places.place_lists import PlaceList, read_place_list
from courseplanner.sources.places.place_merge import merged_places

__all__ = ["read_region"]

_OBJECTS_BETWEEN_REPORTS = 256
# So many bytes of a file stand for one object with a key that is looked for, roughly.
_BYTES_PER_OBJECT = {"osm.pbf": 100, "osm.gz": 400, "osm.bz2": 300, "osm": 4000}


def read_region(
    osm: Sequence[Path],
    places: Sequence[Path] = (),
    bbox: BBox | None = None,
    progress: Progress | None = None,
) -> Region:
    """Read OSM files and lists of places into a region.

    Several OSM files become one network: what two of them have is kept once,
    and they join at the nodes they share. The lists add to the places of OSM
    and win over them.

    Parameters
    ----------
    osm : sequence of Path
        `.osm`, `.osm.gz`, `.osm.bz2` or `.osm.pbf`; at least one.
    places : sequence of Path
        `.csv`, `.geojson` or `.json`.
    bbox : tuple of float, optional
        West, south, east, north in WGS 84 degrees. Roads are cut at their last
        node inside; areas that reach in are kept whole.
    progress : Progress, optional

    Raises
    ------
    OsmFileError
        If an OSM file can't be read or has no road in it.
    PlaceListError
        If a list can't be read.
    InputError
        If the box is none, or no road lies in it.
    CancelledError
        If the user stops the work.
    """
    progress = progress or Progress()
    if not osm:
        raise InputError("[region] osm", text("names no OSM file"), text("name at least one"))
    if bbox is not None:
        _check_box(bbox)
    files = _opened(osm, progress.part(0.0, 0.05))
    roads = RoadCollector()
    collectors = []
    for number, file in enumerate(files):
        begin, end = (0.05 + 0.75 * (number + step) / len(files) for step in (0, 1))
        with _garbage_left_lying():
            collectors.append(_read(file, number, roads, progress.part(begin, end)))
    raw = roads.raw_ways()
    _check_roads(raw, files)
    network, counts = build_network(raw, len(files), bbox, progress.part(0.8, 0.9))
    box = _road_box(network, raw, files, bbox)
    progress.report(0.9, text("collecting places"))
    of_files = [collector.places(bbox) for collector in collectors]
    for collector, of_file, count in zip(collectors, of_files, counts, strict=True):
        count |= {"places": len(of_file), "places_left_out": collector.left_out}
    progress.report(0.97, text("joining lists of places"))
    lists = [read_place_list(path, box) for path in places]
    together = merged_places([place for one in lists for place in one.places], _distinct(of_files))
    progress.report(1.0, text("the region is read"))
    return Region(network, together, box, _provenance(files, counts, lists))


def _opened(osm: Sequence[Path], progress: Progress) -> list[OsmFile]:
    return [
        open_osm_file(path, progress.part(number / len(osm), (number + 1) / len(osm)))
        for number, path in enumerate(osm)
    ]


def _provenance(
    files: Sequence[OsmFile], counts: Sequence[dict[str, int]], lists: Sequence[PlaceList]
) -> tuple[Provenance, ...]:
    of_files = (
        Provenance(file.path.name, file.sha256, file.date, file.licence, count)
        for file, count in zip(files, counts, strict=True)
    )
    of_lists = (
        Provenance(one.path.name, one.sha256, None, None, {"places": len(one.places)}) for one in lists
    )
    return (*of_files, *of_lists)


def _check_box(bbox: BBox) -> None:
    west, south, east, north = bbox
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise InputError(
            "[region] bbox",
            text("is not a box: {box}", box=list(bbox)),
            text("give west, south, east, north in degrees, with west below east and south below north"),
        )


@contextmanager
def _garbage_left_lying() -> Iterator[None]:
    """Pause the search for cyclic garbage: a stream of objects makes none, but sets it off all the time.

    It takes a fifth of the time of reading otherwise.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(file: OsmFile, number: int, roads: RoadCollector, progress: Progress) -> PlaceCollector:
    """Read one file: its roads into the collector of all files, its places into one of its own."""
    places = PlaceCollector()
    words = text("reading {file}", file=file.path.name)
    usual_count = file.size / _BYTES_PER_OBJECT[file.format]
    for count, thing in enumerate(osm_objects(file, PLACE_KEYS, ("highway", "railway"))):
        if count % _OBJECTS_BETWEEN_REPORTS == 0:
            # How many will come is not known: nearer to the end, but never there.
            progress.report(1 - math.exp(-count / usual_count), words)
        if isinstance(thing, Way):
            # Only as a sight is a road a place as well, and few are: the rest is not looked at twice.
            if not roads.take(thing, number) or "tourism" in thing.tags:
                roads.take_railway(thing)
                places.take_way(thing)
        elif isinstance(thing, Node):
            roads.take_crossing(thing)
            places.take_node(thing)
        elif isinstance(thing, Area):
            places.take_area(thing)
        elif isinstance(thing, Relation):
            places.take_relation(thing)
    return places


def _check_roads(raw: RawWays, files: Sequence[OsmFile]) -> None:
    raw = select(raw, ~raw.is_square)
    located = ~np.isnan(raw.lon)
    file_of_ref = raw.file[raw.way_of_ref]
    for number, file in enumerate(files):
        if not (raw.file == number).any():
            raise OsmFileError(
                str(file.path),
                text("there is no road in it that a race could use"),
                text("give an extract that has its highways"),
            )
        if located[file_of_ref == number].any():
            continue
        if raw.node[file_of_ref == number].min(initial=0) < 0:
            fix = text("its nodes have negative ids: give them positive ones, as osmium renumber does")
        else:
            fix = text("give an extract with its nodes, sorted so that they stand before the ways")
        raise OsmFileError(str(file.path), text("no node of its roads has a position"), fix)


def _road_box(network: RoadNetwork, raw: RawWays, files: Sequence[OsmFile], bbox: BBox | None) -> BBox:
    """Give the box of the roads, or tell why there are none."""
    if network.edge_count:
        lon, lat = network.point_lon, network.point_lat
    elif bbox is None:
        raise OsmFileError(
            ", ".join(str(file.path) for file in files),
            text("no road has two nodes with a position, one after the other"),
            text("give an extract whose roads are whole"),
        )
    else:
        located = ~np.isnan(raw.lon)
        lon, lat = raw.lon[located], raw.lat[located]
    box = (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    if not network.edge_count:
        raise InputError(
            "[region] bbox",
            text("no road lies in the box {box}", box=list(bbox or ())),
            text(
                "the roads lie in {roads}: west, south, east, north", roads=[round(edge, 4) for edge in box]
            ),
        )
    return box


def _distinct(of_files: Sequence[tuple[Place, ...]]) -> list[Place]:
    """Keep once what several files have; the first keeps it."""
    by_source = {place.source: place for of_file in reversed(of_files) for place in reversed(of_file)}
    return list(reversed(by_source.values()))
