"""Writes OSM XML: nodes, ways, relations, with ids in the order of first use."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from make.curves import Point
from make.valley import EAST_M, NORTH_M, lonlat

__all__ = ["OsmFile"]

_NOTE = "Invented data. No place, road or river in this file exists. Made by make_sample.py of courseplanner."
_HEAD = (
    'version="0.6" generator="courseplanner sample (invented data)" '
    'copyright="the courseplanner authors" license="Apache-2.0"'
)


class OsmFile:
    """Collects elements and writes them in the order that OSM files have."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[float, float], int] = {}
        self._positions: list[tuple[float, float]] = []
        self._tags: dict[int, dict[str, str]] = {}
        self._ways: list[tuple[list[int], dict[str, str]]] = []
        self._relations: list[tuple[list[tuple[int, str]], dict[str, str]]] = []

    def shared_node(self, p: Point) -> int:
        """Give the id of the node at a point that lines share."""
        at = lonlat((round(p[0], 2), round(p[1], 2)))
        if at not in self._nodes:
            self._nodes[at] = self._put(at)
        return self._nodes[at]

    def _put(self, at: tuple[float, float]) -> int:
        self._positions.append(at)
        return len(self._positions)

    def point(self, p: Point, tags: dict[str, str]) -> int:
        """Add a node of its own."""
        number = self._put(lonlat(p))
        self._tags[number] = tags
        return number

    def position(self, name: str) -> tuple[float, float]:
        """Give longitude and latitude of the node with a name."""
        return next(self._positions[k - 1] for k, tags in self._tags.items() if tags.get("name") == name)

    def tag_node(self, p: Point, tags: dict[str, str]) -> None:
        """Add tags to a node of a line."""
        self._tags.setdefault(self.shared_node(p), {}).update(tags)

    def way(self, points: list[Point], tags: dict[str, str], *, own_nodes: bool = False) -> int:
        """Add a way; one with its own nodes shares none with others."""
        if own_nodes:
            ring = points[0] == points[-1]
            refs = [self._put(lonlat(p)) for p in (points[:-1] if ring else points)]
            refs += refs[:1] if ring else []
        else:
            refs = [self.shared_node(p) for p in points]
            refs = [ref for k, ref in enumerate(refs) if k == 0 or ref != refs[k - 1]]
        self._ways.append((refs, tags))
        return len(self._ways)

    def relation(self, members: list[tuple[int, str]], tags: dict[str, str]) -> None:
        """Add a multipolygon of ways with roles."""
        self._relations.append((members, {"type": "multipolygon", **tags}))

    def write(self, file: Path) -> None:
        """Write the file."""
        (west, south), (east, north) = lonlat((-EAST_M, -NORTH_M)), lonlat((EAST_M, NORTH_M))
        out = [
            "<?xml version='1.0' encoding='UTF-8'?>",
            f"<osm {_HEAD}>",
            f"  <note>{_NOTE}</note>",
            f'  <bounds minlat="{south:.7f}" minlon="{west:.7f}" maxlat="{north:.7f}" maxlon="{east:.7f}"/>',
        ]
        for number, (lon, lat) in enumerate(self._positions, start=1):
            head = f'  <node id="{number}" version="1" lat="{lat:.7f}" lon="{lon:.7f}"'
            out += _element(head, self._tags.get(number, {}), [], "node")
        for number, (refs, tags) in enumerate(self._ways, start=1):
            out += _element(
                f'  <way id="{number}" version="1"', tags, [f'    <nd ref="{ref}"/>' for ref in refs], "way"
            )
        for number, (members, tags) in enumerate(self._relations, start=1):
            inner = [f'    <member type="way" ref="{ref}" role="{role}"/>' for ref, role in members]
            out += _element(f'  <relation id="{number}" version="1"', tags, inner, "relation")
        file.write_text("\n".join([*out, "</osm>", ""]), encoding="utf-8", newline="\n")


def _element(head: str, tags: dict[str, str], inner: list[str], name: str) -> list[str]:
    if not tags and not inner:
        return [head + "/>"]
    lines = [f"    <tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items()]
    return [head + ">", *inner, *lines, f"  </{name}>"]
