"""Real extracts: the arrays hold together, counts are those of a second reading, the sea lies right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import osmium
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from courseplanner.model.network.basemap import AreaKind, Basemap, LineKind
from courseplanner.sources.basemap.basemap import read_basemap

# The boxes of the regions' roads.
EXTRACTS = {
    "andorra.osm.pbf": (1.4089, 42.4171, 1.8165, 42.6943),
    "guixi.osm": (117.1905, 28.2786, 117.2548, 28.3355),
    "heidelberg.osm.pbf": (7.7085, 49.3326, 9.1046, 49.5168),
    "liechtenstein.osm.pbf": (9.4709, 47.0451, 9.6399, 47.2786),
    "monaco.osm.pbf": (7.3490024, 43.7150324, 7.4906599, 43.7699912),
}
RAILS = {"rail", "tram", "light_rail", "narrow_gauge", "funicular"}


def read(name: str, shared_data: Path) -> Basemap:
    return read_basemap([shared_data / "osm" / name], None, EXTRACTS[name])


@pytest.fixture(scope="module")
def monaco(shared_data: Path) -> Basemap:
    return read("monaco.osm.pbf", shared_data)


@pytest.fixture(scope="module", params=sorted(EXTRACTS))
def extract(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def basemap(extract: str, shared_data: Path) -> Basemap:
    return read(extract, shared_data)


def covering(basemap: Basemap, kind: AreaKind, lon: float, lat: float) -> bool:
    """Whether an area of a kind covers a point."""
    point = shapely.Point(lon, lat)
    for area in np.flatnonzero(basemap.area_kind == kind):
        shape: BaseGeometry = shapely.Polygon()
        for ring in range(basemap.area_ring[area], basemap.area_ring[area + 1]):
            here = slice(basemap.ring_point[ring], basemap.ring_point[ring + 1])
            outline = np.column_stack((basemap.lon[here], basemap.lat[here]))
            shape = shape.symmetric_difference(shapely.make_valid(shapely.Polygon(outline)))
        if shape.covers(point):
            return True
    return False


def test_the_arrays_hold_together(basemap: Basemap) -> None:
    for start, count, of in (
        (basemap.area_ring, len(basemap.area_kind), len(basemap.ring_point) - 1),
        (basemap.ring_point, len(basemap.ring_point) - 1, basemap.line_point[0]),
    ):
        assert len(start) == count + 1
        assert start[0] == 0
        assert start[-1] == of
    assert len(basemap.line_point) == len(basemap.line_kind) + 1
    assert basemap.line_point[-1] == len(basemap.lon) == len(basemap.lat)
    assert (np.diff(basemap.area_ring) >= 1).all()
    assert (np.diff(basemap.ring_point) >= 4).all()
    assert (np.diff(basemap.line_point) >= 2).all()
    assert len(basemap.line_bridge) == len(basemap.line_tunnel) == len(basemap.line_kind)
    assert basemap.line_name.min() >= -1
    assert basemap.line_name.max() < len(basemap.names)
    assert set(basemap.area_kind.tolist()) <= set(AreaKind)
    assert set(basemap.line_kind.tolist()) <= set(LineKind)


def test_all_points_are_on_earth(basemap: Basemap) -> None:
    assert np.isfinite(basemap.lon).all()
    assert np.isfinite(basemap.lat).all()
    assert (np.abs(basemap.lon) <= 180).all()
    assert (np.abs(basemap.lat) <= 90).all()


def test_rings_are_closed(basemap: Basemap) -> None:
    first, last = basemap.ring_point[:-1], basemap.ring_point[1:] - 1

    assert np.array_equal(basemap.lon[first], basemap.lon[last])
    assert np.array_equal(basemap.lat[first], basemap.lat[last])


def test_counts_are_those_of_a_second_reading(basemap: Basemap, extract: str, shared_data: Path) -> None:
    primary = rails = 0
    houses = set()
    for thing in osmium.FileProcessor(str(shared_data / "osm" / extract)).with_areas():
        get = thing.tags.get
        if isinstance(thing, osmium.osm.Way) and len(thing.nodes) > 1:
            primary += get("highway") in {"primary", "primary_link"} and get("area") != "yes"
            rails += get("railway") in RAILS and not (get("highway") or get("building"))
        elif isinstance(thing, osmium.osm.Area) and get("location") != "underground" and is_house(thing):
            houses.add((thing.from_way(), thing.orig_id()))

    assert np.count_nonzero(basemap.line_kind == LineKind.primary) == primary
    assert np.count_nonzero(basemap.line_kind == LineKind.rail) == rails
    # Outlines that cross themselves are no areas to the other reader.
    drawn = np.count_nonzero(basemap.area_kind == AreaKind.building)
    assert len(houses) <= drawn <= 1.01 * len(houses) + 2


def is_house(area: osmium.osm.Area) -> bool:
    return area.tags.get("building", "no") not in {"no", "entrance"}


def test_labels_lie_in_or_near_the_region(basemap: Basemap, extract: str) -> None:
    west, south, east, north = EXTRACTS[extract]

    assert len(basemap.labels) > 1
    assert all(west - 0.15 < label.lon < east + 0.15 for label in basemap.labels)
    assert all(south - 0.15 < label.lat < north + 0.15 for label in basemap.labels)
    assert all(label.names for label in basemap.labels)


def test_monaco_has_its_buildings(monaco: Basemap) -> None:
    assert np.count_nonzero(monaco.area_kind == AreaKind.building) > 20_000


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(7.43, 43.72), (7.48, 43.73), (7.4262, 43.7345), (7.352, 43.716), (7.46, 43.75)],
    ids=["offshore", "far offshore", "in the harbour", "at the western end", "in the bay of Roquebrune"],
)
def test_the_sea_of_monaco_is_water(monaco: Basemap, lon: float, lat: float) -> None:
    assert covering(monaco, AreaKind.water, lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(7.4246, 43.7311), (7.4005, 43.7455), (7.4795, 43.755), (7.43, 43.7418), (7.36, 43.76)],
    ids=["Monaco-Ville", "La Turbie", "Cap Martin", "Monte-Carlo", "the hills"],
)
def test_the_land_of_monaco_is_dry(monaco: Basemap, lon: float, lat: float) -> None:
    assert not covering(monaco, AreaKind.water, lon, lat)


def test_a_river_whose_relation_lacks_an_island_is_drawn(shared_data: Path) -> None:
    assert covering(read("guixi.osm", shared_data), AreaKind.water, 117.2105, 28.2805)


def test_inland_there_is_no_sea(shared_data: Path) -> None:
    liechtenstein = read("liechtenstein.osm.pbf", shared_data)

    assert not covering(liechtenstein, AreaKind.water, 9.6, 47.25)
    assert not covering(liechtenstein, AreaKind.water, 9.47, 47.05)


def test_reading_twice_gives_the_same(basemap: Basemap, extract: str, shared_data: Path) -> None:
    again = read(extract, shared_data)

    for name in basemap.__slots__:
        assert np.array_equal(getattr(basemap, name), getattr(again, name)), name
