"""Collects the names on a map: settlements, peaks and lakes, of points and of areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from osmium.osm import Node
from osmium.osm.types import TagList
from shapely.geometry.base import BaseGeometry

from courseplanner.model.names import Names
from courseplanner.model.network.basemap import AreaKind, Label, LabelKind
from courseplanner.sources.basemap.basemap_kinds import is_lake, label_kind
from courseplanner.sources.basemap.basemap_ways import names_of
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.osm.chains import Ring
from courseplanner.sources.places.rings import even_odd_area

__all__ = ["LabelCollector", "area_label"]


@dataclass(frozen=True, slots=True, eq=False)
class _AreaLabel:
    kind: LabelKind
    names: Names
    area: BaseGeometry


def area_label(tags: TagList, kind: AreaKind | None) -> tuple[LabelKind, Names] | None:
    """Tell what an area is labelled as.

    Parameters
    ----------
    tags : osmium.osm.types.TagList
    kind : AreaKind or None
        What it is drawn as.
    """
    if kind == AreaKind.water:
        label = LabelKind.water if is_lake(tags.get) else None
    else:
        label = label_kind(tags.get)
    if label is None:
        return None
    names = names_of(tags)
    return (label, names) if names else None


class LabelCollector:
    """Takes the labels of one or several files; what two of them have is kept once."""

    def __init__(self) -> None:
        self._points: dict[int, Label] = {}
        self._areas: dict[str, _AreaLabel] = {}

    def take_node(self, node: Node) -> None:
        """Take a node if it bears a name that is shown."""
        kind = label_kind(node.tags.get)
        if kind is None or node.id in self._points or not node.location.valid():
            return
        names = names_of(node.tags)
        if names:
            self._points[node.id] = Label(kind, names, node.lon, node.lat)

    def take_area(self, source: str, kind: LabelKind, names: Names, rings: Sequence[Ring]) -> None:
        """Take an area that bears a name; `source` tells it from others."""
        if source not in self._areas and rings:
            self._areas[source] = _AreaLabel(kind, names, even_odd_area(rings))

    def labels(self, box: BBox) -> tuple[Label, ...]:
        """Give the labels, the weightiest kinds first.

        A settlement is often mapped twice, as a point and as an area: the point wins.

        Parameters
        ----------
        box : tuple of float
            West, south, east, north: only those that lie in it.
        """
        labels = list(self._points.values())
        namesakes = defaultdict(list)
        for label in labels:
            namesakes[label.names.shown].append(shapely.Point(label.lon, label.lat))
        for found in self._areas.values():
            if any(found.area.contains(point) for point in namesakes[found.names.shown]):
                continue
            point = shapely.point_on_surface(found.area)
            if not point.is_empty:
                labels.append(Label(found.kind, found.names, point.x, point.y))
        return tuple(
            sorted((label for label in labels if _lies_in(label, box)), key=lambda label: label.kind)
        )


def _lies_in(label: Label, box: BBox) -> bool:
    west, south, east, north = box
    return west <= label.lon <= east and south <= label.lat <= north
