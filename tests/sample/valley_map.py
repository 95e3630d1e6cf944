"""A reader of the sample's OSM file for its tests: the standard library, shapely, pyproj, networkx."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import networkx as nx
from pyproj import Geod
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

Tags = dict[str, str]
LonLat = tuple[float, float]
CLOSED_TO_RACES = {"motorway", "motorway_link", "steps", "construction"}
UNPAVED = {"track", "path", "bridleway"}
PAVED_SURFACES = {"asphalt", "concrete", "concrete:plates", "paving_stones", "sett"}
GEOD = Geod(ellps="WGS84")


@dataclass
class Way:
    """A way with its nodes and tags."""

    refs: list[str]
    tags: Tags


@dataclass
class ValleyMap:
    """All that the file holds."""

    root: ET.Element
    positions: dict[str, LonLat] = field(default_factory=dict)
    node_tags: dict[str, Tags] = field(default_factory=dict)
    ways: dict[str, Way] = field(default_factory=dict)
    relations: list[tuple[list[tuple[str, str]], Tags]] = field(default_factory=list)

    def flat(self, lonlat: LonLat) -> LonLat:
        """Put a position on a plane in metres, good to 0.1 % in a valley of 20 km."""
        lon, lat = lonlat
        return (lon - 104.88) * 111_320.0 * math.cos(math.radians(24.9)), (lat - 24.9) * 110_770.0

    def line(self, way: Way) -> LineString:
        """The line of a way on the plane."""
        return LineString([self.flat(self.positions[ref]) for ref in way.refs])

    def length_m(self, way: Way) -> float:
        """The length of a way on the ellipsoid."""
        lons, lats = zip(*(self.positions[ref] for ref in way.refs), strict=True)
        return float(GEOD.line_length(lons, lats))

    @property
    def roads(self) -> list[Way]:
        """All ways with a class of road."""
        return [way for way in self.ways.values() if "highway" in way.tags]

    @property
    def paved(self) -> list[Way]:
        """Ways that a race with `max_unpaved = 0` can use."""
        return [
            way
            for way in self.roads
            if way.tags["highway"] not in CLOSED_TO_RACES | UNPAVED
            and way.tags.get("access") != "private"
            and way.tags.get("surface", "asphalt") in PAVED_SURFACES
        ]

    def graph(self, ways: list[Way]) -> nx.Graph:
        """Nodes and segments of ways, with lengths in metres."""
        graph = nx.Graph()
        for way in ways:
            for a, b in pairwise(way.refs):
                (lon_a, lat_a), (lon_b, lat_b) = self.positions[a], self.positions[b]
                graph.add_edge(a, b, length_m=float(GEOD.inv(lon_a, lat_a, lon_b, lat_b)[2]))
        return graph

    def villages(self) -> dict[str, Point]:
        """Villages and hamlets by English name, on the plane."""
        return {
            tags["name:en"]: Point(self.flat(self.positions[ref]))
            for ref, tags in self.node_tags.items()
            if tags.get("place") in {"village", "hamlet"}
        }

    def rated(self, ratings: set[str]) -> dict[str, tuple[str, BaseGeometry]]:
        """Scenic spots by English name: what they are made of, and their shape on the plane."""
        found: dict[str, tuple[str, BaseGeometry]] = {}
        key = "tourism:level:CN"
        for ref, tags in self.node_tags.items():
            if tags.get(key) in ratings:
                found[tags["name:en"]] = ("node", Point(self.flat(self.positions[ref])))
        for way in self.ways.values():
            if way.tags.get(key) in ratings:
                found[way.tags["name:en"]] = ("way", Polygon(self.line(way).coords))
        for members, tags in self.relations:
            if tags.get(key) in ratings:
                outer = next(ref for ref, role in members if role == "outer")
                found[tags["name:en"]] = ("relation", Polygon(self.line(self.ways[outer]).coords))
        return found


def read_map(file: Path) -> ValleyMap:
    """Read an OSM XML file."""
    root = ET.parse(file).getroot()
    valley = ValleyMap(root)
    for element in root:
        tags = {tag.get("k", ""): tag.get("v", "") for tag in element.iter("tag")}
        number = element.get("id", "")
        if element.tag == "node":
            valley.positions[number] = (float(element.get("lon", "nan")), float(element.get("lat", "nan")))
            if tags:
                valley.node_tags[number] = tags
        elif element.tag == "way":
            valley.ways[number] = Way([nd.get("ref", "") for nd in element.iter("nd")], tags)
        elif element.tag == "relation":
            members = [(member.get("ref", ""), member.get("role", "")) for member in element.iter("member")]
            valley.relations.append((members, tags))
    return valley
