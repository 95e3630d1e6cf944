"""Real extracts, read whole: against a second reading that shares no code, and twice alike."""

from __future__ import annotations

import gc
import gzip
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import osmium
import pytest
import shapely
from pyproj import Geod

from courseplanner.base.errors import CancelledError
from courseplanner.base.i18n import Text
from courseplanner.base.progress import Progress
from courseplanner.model.network.plazas import Plazas
from courseplanner.model.network.roads import Access, RoadNetwork, Tri
from courseplanner.model.places.places import PlaceKind
from courseplanner.model.region import Region
from courseplanner.sources.region import read_region

if TYPE_CHECKING:
    from sources.conftest import OsmText

EXTRACTS = ["andorra.osm.pbf", "guixi.osm", "heidelberg.osm.pbf", "liechtenstein.osm.pbf", "monaco.osm.pbf"]
USED = {
    *("trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link", "tertiary"),
    *("tertiary_link", "unclassified", "residential", "living_street", "pedestrian", "service", "track"),
    *("cycleway", "footway", "path", "bridleway", "road", "busway", "raceway"),
}
GEOD = Geod(ellps="WGS84")


@pytest.fixture(scope="module", params=[*EXTRACTS, "Helsinki.osm.pbf"])
def extract(request: pytest.FixtureRequest) -> Path:
    name: str = request.param
    if name.startswith("Helsinki"):
        helsinki: Path = request.getfixturevalue("helsinki_osm")
        return helsinki
    shared: Path = request.getfixturevalue("shared_data")
    return shared / "osm" / name


@pytest.fixture(scope="module")
def region(extract: Path) -> Region:
    return read_region([extract])


class SecondReading:
    """Roads of a file, way by way and node by node, as the contract has them."""

    def __init__(self, path: Path) -> None:
        self.length_m: Counter[int] = Counter()
        self.access: Counter[str] = Counter()
        self.missing: set[int] = set()
        lines: list[list[int]] = []
        plazas: list[list[int]] = []
        for way in osmium.FileProcessor(str(path)).with_locations():
            if not isinstance(way, osmium.osm.Way) or way.tags.get("highway") not in USED:
                continue
            if way.tags.get("motorroad") == "yes":
                continue
            if way.tags.get("area") == "yes":
                if way.tags.get("access") not in {"private", "no"}:
                    plazas += [[node for node, _, _ in line] for line in self._lines(way)]
                continue
            self.missing |= {node.ref for node in way.nodes if not node.location.valid()}
            for line in self._lines(way):
                self.length_m[way.id] += sum(GEOD.inv(*a[1:], *b[1:])[2] for a, b in pairwise(line))
                lines.append([node for node, _, _ in line])
            if way.id in self.length_m:
                self.access[way.tags.get("access") or ""] += 1
        # People come to places over squares, so that these cut roads, too.
        meets = Counter(node for line in (*lines, *plazas) for node in line)
        ends = {node for line in (*lines, *plazas) for node in (line[0], line[-1])}
        cuts = ends | {n for n in meets if meets[n] > 1}
        on_roads = {node for line in lines for node in line}
        self.nodes, self.nodes_of_squares = len(cuts & on_roads), len(cuts - on_roads)
        self.edges = sum(1 + sum(node in cuts for node in line[1:-1]) for line in lines)

    def _lines(self, way: osmium.osm.Way) -> Iterator[list[tuple[int, float, float]]]:
        """The stretches of a way without a gap."""
        line: list[tuple[int, float, float]] = []
        for node in way.nodes:
            if node.location.valid():
                if not line or line[-1][0] != node.ref:
                    line.append((node.ref, node.lon, node.lat))
                continue
            if len(line) > 1:
                yield line
            line = []
        if len(line) > 1:
            yield line


@pytest.fixture(scope="module")
def second(extract: Path) -> SecondReading:
    return SecondReading(extract)


def test_the_same_ways_nodes_and_edges(region: Region, second: SecondReading) -> None:
    assert set(region.roads.way_id.tolist()) == set(second.length_m)
    assert region.provenance[0].counts["nodes_missing"] == len(second.missing)
    assert (region.roads.node_count, region.roads.edge_count) == (second.nodes, second.edges)
    assert region.roads.plazas.node_count == second.nodes_of_squares


def test_the_same_lengths_way_by_way(region: Region, second: SecondReading) -> None:
    roads = region.roads
    # A way of which only a part keeps beside a road is two here.
    ids, of_way = np.unique(roads.way_id, return_inverse=True)
    length_mm = np.bincount(of_way[roads.edge_way], weights=roads.edge_length_mm)
    edges = np.bincount(of_way[roads.edge_way])
    expected = np.array([second.length_m[way] for way in ids.tolist()]) * 1000
    assert np.all(np.abs(length_mm - expected) <= 0.5 * edges + 0.01)


def test_the_same_closed_roads(region: Region, second: SecondReading) -> None:
    closed = region.roads.way_id[region.roads.way_access == Access.closed]
    assert len(np.unique(closed)) == second.access["private"] + second.access["no"]


def test_the_arrays_fit_together(region: Region) -> None:
    roads = region.roads
    assert roads.point_start[0] == 0
    assert roads.point_start[-1] == len(roads.point_lon)
    assert np.diff(roads.point_start).min() >= 2
    first, last = roads.point_start[:-1], roads.point_start[1:] - 1
    assert np.array_equal(roads.point_lon[first], roads.node_lon[roads.edge_from])
    assert np.array_equal(roads.point_lat[last], roads.node_lat[roads.edge_to])
    assert np.array_equal(
        np.unique(np.concatenate([roads.edge_from, roads.edge_to])), np.arange(roads.node_count)
    )
    assert np.array_equal(np.unique(roads.edge_way), np.arange(len(roads.way_id)))
    for field in fields(RoadNetwork):
        value = getattr(roads, field.name)
        if field.name.startswith("way_"):
            assert len(value) == len(roads.way_id)
        if field.name.startswith("edge_"):
            assert len(value) == roads.edge_count
    west, south, east, north = region.bbox
    assert (west, north) == (roads.point_lon.min(), roads.point_lat.max())
    assert south < north
    assert west < east


def test_points_of_areas_lie_inside_them(region: Region) -> None:
    for place in region.places:
        inside = sum(
            shapely.Polygon(ring).contains(shapely.Point(place.lon, place.lat)) for ring in place.rings
        )
        is_line = all(np.array_equal(ring, ring[::-1]) for ring in place.rings)
        assert is_line or inside % 2 == 1


def assert_alike(first: object, second: object, kind: type[RoadNetwork | Plazas]) -> None:
    for field in fields(kind):
        one, other = getattr(first, field.name), getattr(second, field.name)
        if isinstance(one, np.ndarray):
            assert one.dtype == other.dtype
            assert one.tobytes() == other.tobytes()
        elif isinstance(one, Plazas):
            assert_alike(one, other, Plazas)
        else:
            assert one == other


def test_read_twice_alike(extract: Path, region: Region) -> None:
    again = read_region([extract])
    assert_alike(region.roads, again.roads, RoadNetwork)
    assert [(p.source, p.kind, p.lon, p.lat) for p in region.places] == [
        (p.source, p.kind, p.lon, p.lat) for p in again.places
    ]
    assert region.provenance == again.provenance


def test_a_file_given_twice_changes_nothing(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "osm" / "guixi.osm"
    packed = tmp_path / "guixi.osm.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    once, twice = read_region([path]), read_region([path, packed])
    assert once.roads.edge_length_mm.tobytes() == twice.roads.edge_length_mm.tobytes()
    assert len(once.places) == len(twice.places)
    assert twice.provenance[1].counts["ways_repeated"] == len(once.roads.way_id)


def test_liechtenstein(shared_data: Path) -> None:
    region = read_region([shared_data / "osm" / "liechtenstein.osm.pbf"])
    kinds = Counter(place.kind for place in region.places)
    assert (kinds[PlaceKind.VILLAGE], kinds[PlaceKind.HAMLET]) == (15, 4)
    villages = {place.names.name for place in region.places if place.kind is PlaceKind.VILLAGE}
    assert {"Eschen", "Gamprin", "Mauren", "Ruggell", "Schellenberg", "Vaduz"} <= villages
    scenic = {place.names.name: place for place in region.places if place.kind is PlaceKind.SCENIC}
    assert "Schloss Vaduz" in scenic
    assert scenic["Schloss Vaduz"].rings
    assert region.provenance[0].date == "2015-07-27T21:14:01Z"
    assert region.provenance[0].licence is None
    assert (region.roads.way_surface < 0).mean() > 0.7


def test_guixi_has_chinese_names_and_states_its_licence(shared_data: Path) -> None:
    region = read_region([shared_data / "osm" / "guixi.osm"])
    assert "花园村" in {place.names.name for place in region.places}
    assert region.provenance[0].licence == "ODbL 1.0"


def test_heidelberg_has_no_village(shared_data: Path) -> None:
    region = read_region([shared_data / "osm" / "heidelberg.osm.pbf"])
    kinds = Counter(place.kind for place in region.places)
    assert kinds[PlaceKind.VILLAGE] + kinds[PlaceKind.HAMLET] == 0
    assert set(np.unique(region.roads.way_motor_free)) == set(Tri)


def test_a_box_of_liechtenstein(shared_data: Path) -> None:
    path = shared_data / "osm" / "liechtenstein.osm.pbf"
    box = (9.5, 47.1, 9.55, 47.15)
    whole, part = read_region([path]), read_region([path], bbox=box)
    west, south, east, north = part.bbox
    assert box[0] <= west < east <= box[2]
    assert box[1] <= south < north <= box[3]
    inside = {place.source for place in whole.places if not place.rings and _in(box, place.lon, place.lat)}
    assert inside == {place.source for place in part.places if not place.rings}
    assert all(_in(box, place.lon, place.lat) for place in part.places)


def _in(box: tuple[float, float, float, float], lon: float, lat: float) -> bool:
    return box[0] <= lon <= box[2] and box[1] <= lat <= box[3]


def test_the_search_for_garbage_goes_on_afterwards(osm: OsmText) -> None:
    osm.row(1, 2).way(1, [1, 2])
    assert gc.isenabled()
    osm.region()
    assert gc.isenabled()
    progress = Progress(lambda part, _: progress.cancel() if part > 0.04 else None)
    with pytest.raises(CancelledError):
        read_region([osm.write()], progress=progress)
    assert gc.isenabled()


class TestProgress:
    def test_it_goes_up_to_one_and_has_words(self, shared_data: Path, tmp_path: Path) -> None:
        places = tmp_path / "places.csv"
        places.write_text("name,kind,rating,lon,lat\nA,scenic,4A,9.5,47.1\n", encoding="utf-8")
        heard: list[tuple[float, Text]] = []
        files = [shared_data / "osm" / "liechtenstein.osm.pbf", shared_data / "osm" / "monaco.osm.pbf"]
        read_region(files, [places], progress=Progress(lambda part, words: heard.append((part, words))))
        parts = [part for part, _ in heard]
        assert parts == sorted(parts)
        assert parts[-1] == 1.0
        assert len(set(parts)) > 20
        assert "reading monaco.osm.pbf" in {str(words) for _, words in heard}

    def test_cancelled_before_it_begins(self, osm: OsmText) -> None:
        progress = Progress()
        progress.cancel()
        with pytest.raises(CancelledError):
            read_region([osm.row(1, 2).way(1, [1, 2]).write()], progress=progress)

    @pytest.mark.parametrize("at", [0.01, 0.3, 0.6, 0.85])
    def test_cancelled_anywhere_it_stops_there(self, shared_data: Path, at: float) -> None:
        progress = Progress(lambda part, _: progress.cancel() if part >= at else None)
        with pytest.raises(CancelledError):
            read_region([shared_data / "osm" / "liechtenstein.osm.pbf"], progress=progress)

    def test_cancelled_from_another_thread(self, shared_data: Path) -> None:
        begun = threading.Event()
        progress = Progress(lambda _part, _words: begun.set())
        caught: list[BaseException] = []

        def work() -> None:
            try:
                while True:
                    read_region([shared_data / "osm" / "guixi.osm"], progress=progress)
            except CancelledError as error:
                caught.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        begun.wait(timeout=60)
        time.sleep(0.01)
        progress.cancel()
        thread.join(timeout=60)
        assert caught
