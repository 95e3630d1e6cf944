"""Small OSM files, written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from courseplanner.model.region import Region
from courseplanner.sources.region import read_region

Tags = Mapping[str, str]
ROAD: Tags = {"highway": "residential"}


@dataclass
class OsmText:
    """An OSM file in the making; objects are written in the order that OSM files have."""

    folder: Path
    nodes: list[str] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)

    def node(self, number: int, lon: float, lat: float, **tags: str) -> OsmText:
        self.nodes.append(f'<node id="{number}" lon="{lon}" lat="{lat}">{_tags(tags)}</node>')
        return self

    def row(self, *numbers: int) -> OsmText:
        """Nodes on the equator, a thousandth of a degree apart, each at its number."""
        for number in numbers:
            self.node(number, number / 1000, 0)
        return self

    def way(self, number: int, nodes: Sequence[int], tags: Tags = ROAD) -> OsmText:
        refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
        self.ways.append(f'<way id="{number}">{refs}{_tags(tags)}</way>')
        return self

    def relation(self, number: int, members: Sequence[tuple[int, str]], tags: Tags) -> OsmText:
        of_it = "".join(f'<member type="way" ref="{ref}" role="{role}"/>' for ref, role in members)
        self.relations.append(f'<relation id="{number}">{of_it}{_tags(tags)}</relation>')
        return self

    def text(self, attributes: str = "") -> str:
        things = "\n".join([*self.nodes, *self.ways, *self.relations])
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" {attributes}>\n{things}\n</osm>\n'

    def write(self, name: str = "region.osm") -> Path:
        path = self.folder / name
        path.write_text(self.text(), encoding="utf-8")
        return path

    def region(self) -> Region:
        return read_region([self.write()])


def _tags(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())


@pytest.fixture
def osm(tmp_path: Path) -> OsmText:
    """An OSM file without anything in it."""
    return OsmText(tmp_path)


@pytest.fixture
def other_osm(tmp_path: Path) -> OsmText:
    """A second one."""
    return OsmText(tmp_path)
