"""Goes through OSM files for what a map shows; shapes are made of it afterwards."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import osmium
from osmium.index import LocationTable
from osmium.osm import Node, Relation, Way

from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.model.names import Names
from courseplanner.model.network.basemap import AreaKind, LabelKind
from courseplanner.sources.basemap.basemap_kinds import NODE_KEYS, WAY_KEYS, area_kind, line_kind
from courseplanner.sources.basemap.basemap_labels import LabelCollector, area_label
from courseplanner.sources.basemap.basemap_ways import WayCollector, points_of
from courseplanner.sources.osm.chains import Chain
from courseplanner.sources.osm.osm_file import format_of, in_words, open_osm_file

__all__ = ["AreaRelation", "CollectedObjects", "read_relations", "read_ways"]

_OBJECTS_BETWEEN_REPORTS = 256
# So many bytes of a file stand for one object that is drawn, roughly.
_BYTES_PER_OBJECT = {"osm.pbf": 70, "osm.gz": 300, "osm.bz2": 200, "osm": 2500}
_AREA_RELATIONS = frozenset({"multipolygon", "boundary"})
_NODES_AND_WAYS = osmium.osm.NODE | osmium.osm.WAY


@dataclass(frozen=True, slots=True)
class AreaRelation:
    """An area that several ways bound: what it is drawn and labelled as, and its ways with their roles."""

    kind: AreaKind | None
    label: tuple[LabelKind, Names] | None
    members: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class CollectedObjects:
    """What was found in the files so far.

    Parameters
    ----------
    ways : WayCollector
        Lines, and areas of one way.
    labels : LabelCollector
    relations : dict of int to AreaRelation
    parts : dict of int to Chain
        The ways of those relations.
    coast : dict of int to Chain
    """

    ways: WayCollector = field(default_factory=WayCollector)
    labels: LabelCollector = field(default_factory=LabelCollector)
    relations: dict[int, AreaRelation] = field(default_factory=dict)
    parts: dict[int, Chain] = field(default_factory=dict)
    coast: dict[int, Chain] = field(default_factory=dict)


def read_relations(path: Path, found: CollectedObjects) -> None:
    """Note the areas that a file has as relations; to be done for all files before their ways.

    Parameters
    ----------
    path : Path
    found : CollectedObjects

    Raises
    ------
    OsmFileError
    """
    if format_of(path) is None or not path.is_file():
        # The region was read from it, so it was moved since: looking at it tells what is wrong.
        open_osm_file(path, Progress())
    with in_words(str(path)):
        for relation in _processor(path, osmium.osm.RELATION).with_filter(osmium.filter.KeyFilter(*WAY_KEYS)):
            if isinstance(relation, Relation) and relation.id not in found.relations:
                area = _area_relation(relation)
                if area is not None:
                    found.relations[relation.id] = area


def _area_relation(relation: Relation) -> AreaRelation | None:
    tags = relation.tags
    form = tags.get("type")
    if form not in _AREA_RELATIONS:
        return None
    # A boundary bounds what others administer: it has a name, but looks like nothing.
    kind = area_kind(tags.get) if form == "multipolygon" else None
    label = area_label(tags, kind)
    if kind is None and label is None:
        return None
    return AreaRelation(
        kind, label, tuple((member.ref, member.role) for member in relation.members if member.type == "w")
    )


def read_ways(path: Path, found: CollectedObjects, progress: Progress) -> None:
    """Take the labels, lines and areas of a file, its coast, and the ways of relations.

    Parameters
    ----------
    path : Path
    found : CollectedObjects
        With the relations of all files.
    progress : Progress

    Raises
    ------
    OsmFileError
    CancelledError
    """
    words = text("reading the map in {file}", file=path.name)
    usual_count = path.stat().st_size / _BYTES_PER_OBJECT[format_of(path) or "osm"]
    members = {way for relation in found.relations.values() for way, _ in relation.members}
    seen: set[int] = set()
    with in_words(str(path)):
        processor = _processor(path, _NODES_AND_WAYS).with_locations()
        for one in _filters():
            processor = processor.with_filter(one)
        for count, thing in enumerate(processor):
            if count % _OBJECTS_BETWEEN_REPORTS == 0:
                # How many will come is not known: nearer to the end, but never there.
                progress.report(1 - math.exp(-count / usual_count), words)
            if isinstance(thing, Way):
                _take_way(thing, found)
                if thing.id in members:
                    seen.add(thing.id)
                    _keep_wholest(found.parts, thing.id, _chain(thing))
            elif isinstance(thing, Node):
                found.labels.take_node(thing)
        for way, chain in _ways_without_tags(path, members - seen, processor.node_location_storage):
            progress.check()
            _keep_wholest(found.parts, way, chain)


def _take_way(way: Way, found: CollectedObjects) -> None:
    get = way.tags.get
    kind = area_kind(get) if way.is_closed() else None
    if kind is not None:
        found.ways.take_area(way, kind)
    else:
        line = line_kind(get)
        if line is not None:
            found.ways.take_line(way, line)
            return
        if get("natural") == "coastline":
            _keep_wholest(found.coast, way.id, _chain(way))
    # Only a building says nothing else, and most areas are buildings.
    if kind != AreaKind.building and way.is_closed():
        label = area_label(way.tags, kind)
        if label is not None:
            points = points_of(way)
            found.labels.take_area(f"w{way.id}", *label, [points[~np.isnan(points[:, 0])]])


def _ways_without_tags(
    path: Path, wanted: set[int], places: LocationTable | None
) -> Iterator[tuple[int, Chain]]:
    """Read ways that only their relations tell something of."""
    if not wanted or places is None:
        return
    for way in _processor(path, osmium.osm.WAY).with_filter(osmium.filter.IdFilter(wanted)):
        if isinstance(way, Way) and len(way.nodes):
            refs = [node.ref for node in way.nodes]
            yield way.id, Chain(refs[0], refs[-1], np.array([_place(ref, places) for ref in refs]))


def _place(node: int, places: LocationTable) -> tuple[float, float]:
    try:
        location = places.get(node)
    except KeyError:
        return math.nan, math.nan
    return (location.lon, location.lat) if location.valid() else (math.nan, math.nan)


def _chain(way: Way) -> Chain:
    nodes = way.nodes
    if not len(nodes):
        return Chain(None, None, np.empty((0, 2)))
    return Chain(nodes[0].ref, nodes[-1].ref, points_of(way))


def _keep_wholest(chains: dict[int, Chain], way: int, chain: Chain) -> None:
    """Keep of several copies of a way the one with the most located nodes, else the first."""
    known = chains.get(way)
    if known is None or chain.located_count > known.located_count:
        chains[way] = chain


def _filters() -> tuple[osmium.filter.KeyFilter, osmium.filter.KeyFilter]:
    of_nodes, of_ways = osmium.filter.KeyFilter(*NODE_KEYS), osmium.filter.KeyFilter(*WAY_KEYS)
    of_nodes.enable_for(osmium.osm.NODE)
    of_ways.enable_for(osmium.osm.WAY)
    return of_nodes, of_ways


def _processor(path: Path, entities: osmium.osm.osm_entity_bits) -> osmium.FileProcessor:
    # An absolute path: osmium takes "-" and "http:" for something else than files.
    return osmium.FileProcessor(osmium.io.File(str(path.absolute()), format_of(path) or ""), entities)
