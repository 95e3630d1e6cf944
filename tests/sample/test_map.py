"""The map of the sample holds what the demonstration needs, and looks like a valley to a graph."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from shapely import Point, STRtree, unary_union

from sample.valley_map import CLOSED_TO_RACES, ValleyMap, Way

CLASSES = {
    "motorway", "motorway_link", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential",
    "living_street", "service", "pedestrian", "track", "path", "footway", "cycleway", "steps", "construction",
    "bridleway",
}  # fmt: skip


def _corridor(valley: ValleyMap) -> list[Way]:
    return [way for way in valley.roads if way.tags.get("name:en") == "Riverside Ecological Corridor"]


def _height(tile: NDArray[np.float64], lon: float, lat: float) -> float:
    column, row = (lon - 104.0) * 1200.0, (25.0 - lat) * 1200.0
    j, i = int(column), int(row)
    b, a = column - j, row - i
    upper = tile[i, j] * (1.0 - b) + tile[i, j + 1] * b
    lower = tile[i + 1, j] * (1.0 - b) + tile[i + 1, j + 1] * b
    return float(upper * (1.0 - a) + lower * a)


def test_the_file_says_that_it_is_invented(valley: ValleyMap) -> None:
    assert "invented" in valley.root.get("generator", "")
    assert any("invented" in tags.get("name:en", "") for tags in valley.node_tags.values())


def test_positions_lie_in_the_bounds(valley: ValleyMap) -> None:
    bounds = next(valley.root.iter("bounds"))
    south, west, north, east = (float(bounds.get(k, "")) for k in ("minlat", "minlon", "maxlat", "maxlon"))
    lines = {ref for way in valley.roads for ref in way.refs}
    assert all(west <= valley.positions[ref][0] <= east for ref in lines)
    assert all(south <= valley.positions[ref][1] <= north for ref in lines)


def test_every_reference_is_there_and_every_road_a_line(valley: ValleyMap) -> None:
    for way in valley.ways.values():
        assert all(ref in valley.positions for ref in way.refs)
        assert len(way.refs) > 1
        assert all(a != b for a, b in zip(way.refs, way.refs[1:], strict=False))
    for members, _ in valley.relations:
        assert all(ref in valley.ways for ref, _ in members)


def test_roads_of_every_class(valley: ValleyMap) -> None:
    km = dict.fromkeys(CLASSES, 0.0)
    for way in valley.roads:
        km[way.tags["highway"]] += valley.length_m(way) / 1_000.0
    assert all(km.values())
    assert 300.0 < sum(km.values()) < 500.0
    assert km["cycleway"] > 20.0


def test_tags_are_as_uneven_as_in_real_data(valley: ValleyMap) -> None:
    for key, low, high in (("surface", 0.3, 0.8), ("width", 0.1, 0.5), ("lanes", 0.1, 0.5)):
        share = sum(key in way.tags for way in valley.roads) / len(valley.roads)
        assert low < share < high
    assert {f"grade{k}" for k in range(1, 6)} <= {way.tags.get("tracktype") for way in valley.roads}


def test_structures_barriers_and_crossings(valley: ValleyMap) -> None:
    bridges = [way for way in valley.roads if way.tags.get("bridge") == "yes"]
    assert len(bridges) > 15
    assert all(int(way.tags["layer"]) > 0 for way in bridges)
    assert any(way.tags.get("tunnel") == "yes" for way in valley.roads)
    assert any(way.tags.get("junction") == "roundabout" for way in valley.roads)
    assert any(way.tags.get("access") == "private" for way in valley.roads)
    assert {"trunk", "primary"} <= {
        way.tags["highway"] for way in valley.roads if way.tags.get("oneway") == "yes"
    }
    assert any(tags.get("barrier") == "gate" for tags in valley.node_tags.values())
    rails = {ref for way in valley.ways.values() if "railway" in way.tags for ref in way.refs}
    roads = {ref for way in valley.roads for ref in way.refs}
    crossings = {ref for ref, tags in valley.node_tags.items() if tags.get("railway") == "level_crossing"}
    assert crossings
    assert crossings == rails & roads


def test_the_motorway_joins_only_its_own_links(valley: ValleyMap) -> None:
    motorway = {ref for way in valley.roads if way.tags["highway"] == "motorway" for ref in way.refs}
    links = [way for way in valley.roads if way.tags["highway"] == "motorway_link"]
    others = {
        ref
        for way in valley.roads
        if way.tags["highway"] not in {"motorway", "motorway_link"}
        for ref in way.refs
    }
    assert not motorway & others
    assert sum(bool(motorway & set(way.refs)) for way in links) == 4
    assert any(others & set(way.refs) for way in links)


def test_the_corridor_is_motor_free_paved_and_wide(valley: ValleyMap) -> None:
    corridor = _corridor(valley)
    assert sum(valley.length_m(way) for way in corridor) > 30_000.0
    for way in corridor:
        assert way.tags["highway"] in {"cycleway", "footway"}
        assert way.tags["surface"] == "asphalt"
        assert way.tags["motor_vehicle"] == "no"
        assert 5.0 <= float(way.tags["width"]) <= 6.0
        assert way.tags["name"] == "滨河生态走廊"


def test_villages_along_the_corridor(valley: ValleyMap) -> None:
    villages = valley.villages()
    corridor = unary_union([valley.line(way) for way in _corridor(valley)])
    assert len(villages) >= 16
    assert sum(corridor.distance(at) <= 300.0 for at in villages.values()) >= 10
    kinds = Counter(tags.get("place") for tags in valley.node_tags.values())
    assert kinds["city"] == 1
    assert kinds["town"] == 2


def test_every_named_place_has_both_languages(valley: ValleyMap) -> None:
    for tags in valley.node_tags.values():
        if "name" in tags:
            assert tags["name:zh"] == tags["name"]
            assert tags["name:en"].isascii()
    settlements = [tags["name"] for tags in valley.node_tags.values() if "place" in tags]
    assert len(settlements) == len(set(settlements))


def test_rated_spots_of_every_shape(valley: ValleyMap) -> None:
    high = valley.rated({"AAAA", "AAAAA"})
    assert {shape for shape, _ in high.values()} == {"node", "way", "relation"}
    assert len(high) == 3
    assert len(valley.rated({"AA", "AAA"})) == 2


def test_what_serves_runners(valley: ValleyMap) -> None:
    served = Counter(
        f"{key}={tags[key]}"
        for tags in valley.node_tags.values()
        for key in ("tourism", "amenity", "emergency", "historic", "shop")
        if key in tags
    )
    for what, least in {
        "tourism=hotel": 8, "tourism=guest_house": 8, "amenity=restaurant": 12, "amenity=hospital": 2,
        "amenity=clinic": 4, "amenity=toilets": 15, "amenity=drinking_water": 6, "emergency=defibrillator": 6,
        "tourism=viewpoint": 1, "tourism=museum": 1, "historic=tower": 1,
    }.items():  # fmt: skip
        assert served[what] >= least, what


def test_what_covers_the_ground(valley: ValleyMap) -> None:
    cover = Counter(
        f"{key}={way.tags[key]}"
        for way in valley.ways.values()
        for key in ("natural", "landuse", "leisure", "waterway")
        if key in way.tags
    )
    for what in ("natural=water", "natural=wood", "landuse=forest", "landuse=farmland", "landuse=residential",
                 "leisure=park", "waterway=river", "waterway=stream"):  # fmt: skip
        assert cover[what], what
    assert sum("building" in way.tags for way in valley.ways.values()) > 500


def test_one_network_holds_every_village(valley: ValleyMap) -> None:
    usable = [way for way in valley.roads if way.tags["highway"] not in CLOSED_TO_RACES]
    graph = valley.graph(usable)
    main = max(nx.connected_components(graph), key=len)
    assert len(main) > 0.99 * len(graph)
    points = [Point(valley.flat(valley.positions[ref])) for ref in main]
    tree = STRtree(points)
    for name, at in valley.villages().items():
        near = points[tree.nearest(at)]
        assert near.distance(at) < 100.0, name


def test_no_house_stands_on_a_road(valley: ValleyMap) -> None:
    lines = [valley.line(way) for way in valley.roads if way.tags.get("bridge") != "yes"]
    tree = STRtree(lines)
    houses = [valley.line(way) for way in valley.ways.values() if "building" in way.tags]
    assert len(tree.query(houses, predicate="intersects")[0]) == 0


def test_the_valley_floor_is_flat_and_falls_down_the_river(
    valley: ValleyMap, tile: NDArray[np.float64]
) -> None:
    nodes = {ref for way in _corridor(valley) for ref in way.refs}
    at = np.array([(valley.positions[ref][0], _height(tile, *valley.positions[ref])) for ref in nodes])
    fall_per_degree, level = np.polyfit(at[:, 0], at[:, 1], 1)
    assert -400.0 < fall_per_degree < -200.0
    assert np.abs(at[:, 1] - (fall_per_degree * at[:, 0] + level)).max() < 8.0


def test_villages_of_the_floor_stand_on_level_ground(valley: ValleyMap, tile: NDArray[np.float64]) -> None:
    corridor = unary_union([valley.line(way) for way in _corridor(valley)])
    graph = valley.graph(valley.roads)
    flat = {ref: Point(valley.flat(valley.positions[ref])) for ref in graph}
    for name, at in valley.villages().items():
        if corridor.distance(at) < 900.0:
            about = [
                _height(tile, *valley.positions[ref]) for ref, p in flat.items() if p.distance(at) < 200.0
            ]
            assert max(about) - min(about) < 6.0, name


def test_hill_roads_climb_at_grades_that_can_be_driven(valley: ValleyMap, tile: NDArray[np.float64]) -> None:
    highest = 0.0
    for way in valley.roads:
        length_m = valley.length_m(way)
        if way.tags["highway"] in {"trunk", "secondary", "tertiary", "unclassified"} and length_m > 300.0:
            ends = [_height(tile, *valley.positions[way.refs[k]]) for k in (0, -1)]
            assert abs(ends[0] - ends[1]) / length_m < 0.13
            highest = max(highest, *ends)
    lowest = min(_height(tile, *valley.positions[ref]) for way in _corridor(valley) for ref in way.refs)
    assert highest - lowest > 250.0


def test_peaks_stand_above_the_country_about_them(valley: ValleyMap, tile: NDArray[np.float64]) -> None:
    above = []
    for ref, tags in valley.node_tags.items():
        if tags.get("natural") == "peak":
            lon, lat = valley.positions[ref]
            ring = [
                _height(tile, lon + 0.004 * a, lat + 0.004 * b) for a, b in ((1, 0), (0, 1), (-1, 0), (0, -1))
            ]
            above.append(float(tags["ele"]) - float(np.mean(ring)))
    assert len(above) > 100
    assert np.median(above) > 60.0
