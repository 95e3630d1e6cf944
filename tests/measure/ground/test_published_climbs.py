"""Climbs of real roads against what is published of them: a grid of 90 m must not invent climb.

Coll d'Ordino, 1,980 m: from Ordino 9.9 km with 693 m of climb, from Canillo 8.9 km with 457 m between the
ends (Wikipedia, Col d'Ordino, after the cycling guide of Andorra).
"""

from __future__ import annotations

import itertools
from pathlib import Path

import networkx as nx
import numpy as np
import osmium
import pytest
from pyproj import Geod

from courseplanner.measure.geometry.geodesy import chainages_m
from courseplanner.measure.ground.profile import profile_of
from courseplanner.measure.ground.relief import relief_of
from courseplanner.model.course.profile import Profile
from courseplanner.model.places.terrain import Terrain
from courseplanner.sources.heights.elevation import read_terrain

GEOD = Geod(ellps="WGS84")
ORDINO, COLL, CANILLO = (1.5331, 42.5554), (1.57187, 42.55560), (1.5975, 42.5663)
PASS_ROADS = {"CS-240", "CS-340"}


def apart_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(GEOD.inv(one[0], one[1], other[0], other[1])[2])


@pytest.fixture(scope="module")
def road(shared_data: Path) -> nx.Graph:
    """The road over the pass, node by node."""
    graph = nx.Graph()
    file = osmium.FileProcessor(str(shared_data / "osm" / "andorra.osm.pbf")).with_locations()
    for way in file.with_filter(osmium.filter.KeyFilter("highway")):
        if not isinstance(way, osmium.osm.Way) or way.tags.get("ref") not in PASS_ROADS:
            continue
        nodes = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        for one, other in itertools.pairwise(nodes):
            graph.add_edge(one, other, length_m=apart_m(one, other))
    return graph


@pytest.fixture(scope="module")
def terrain(shared_data: Path) -> Terrain:
    return read_terrain([shared_data / "dem" / "N42E001.hgt.zip"], (1.5, 42.5, 1.65, 42.6))


def profile(road: nx.Graph, terrain: Terrain, *ends: tuple[float, float]) -> Profile:
    """Follow the road between the nodes nearest to two places."""
    nearest = [min(road.nodes, key=lambda node: apart_m(node, end)) for end in ends]
    lon, lat = np.array(nx.shortest_path(road, *nearest, weight="length_m")).T
    relief = relief_of(terrain, lon, lat, chainages_m(lon, lat))
    assert relief is not None
    return profile_of(relief)


def test_coll_d_ordino_from_ordino(road: nx.Graph, terrain: Terrain) -> None:
    found = profile(road, terrain, ORDINO, COLL)
    assert found.at_m[-1] == pytest.approx(9_900.0, rel=0.05)
    assert found.climb_m == pytest.approx(693.0, rel=0.03)
    assert found.descent_m < 5.0


def test_coll_d_ordino_from_canillo(road: nx.Graph, terrain: Terrain) -> None:
    found = profile(road, terrain, CANILLO, COLL)
    assert found.at_m[-1] == pytest.approx(8_900.0, rel=0.05)
    assert -found.drop_m == pytest.approx(457.0, rel=0.05)
    # It goes down a little on the way; what is climbed more than the ends differ is climbed in earnest.
    assert found.climb_m - found.descent_m == pytest.approx(-found.drop_m, abs=6.0)
    assert found.climb_m < 1.12 * 457.0
