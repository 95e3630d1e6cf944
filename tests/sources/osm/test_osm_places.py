"""Which objects are places, where they are, and what area they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.sources.places.ratings import parse_rating
from courseplanner.sources.region import read_region

if TYPE_CHECKING:
    from sources.conftest import OsmText

SQUARE = (101, 102, 103, 104, 101)
SMALL_SQUARE = (111, 112, 113, 114, 111)


@pytest.fixture(autouse=True)
def _a_road_and_two_squares(osm: OsmText) -> None:
    """One road, so that the file is a region, and the corners of an area with a hole."""
    osm.row(1, 2).way(1, [1, 2])
    for number, (x, y) in enumerate([(0, 0), (4, 0), (4, 4), (0, 4)]):
        osm.node(101 + number, 1 + x / 100, 1 + y / 100)
        osm.node(111 + number, 1.01 + x / 200, 1.01 + y / 200)


def only(osm: OsmText) -> Place:
    places = osm.region().places
    assert len(places) == 1
    return places[0]


def area(place: Place) -> float:
    """The area in square degrees, even-odd."""
    whole: BaseGeometry = shapely.Polygon()
    for ring in place.rings:
        whole = whole.symmetric_difference(shapely.Polygon(ring))
    return float(whole.area)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"place": "city"}, PlaceKind.CITY),
        ({"place": "town"}, PlaceKind.TOWN),
        ({"place": "village"}, PlaceKind.VILLAGE),
        ({"place": "hamlet"}, PlaceKind.HAMLET),
        *(
            ({"tourism": value}, PlaceKind.SCENIC)
            for value in ("attraction", "viewpoint", "museum", "theme_park", "gallery", "artwork", "zoo")
        ),
        ({"historic": "castle"}, PlaceKind.SCENIC),
        ({"heritage": "2"}, PlaceKind.SCENIC),
        ({"tourism": "hotel;museum"}, PlaceKind.SCENIC),
        ({"historic": "no", "tourism": "hotel"}, PlaceKind.HOTEL),
        ({"historic": "yes", "place": "village"}, PlaceKind.VILLAGE),
        ({"historic": "yes", "tourism": "hotel"}, PlaceKind.SCENIC),
        ({"leisure": "park"}, PlaceKind.PARK),
        ({"leisure": "nature_reserve"}, PlaceKind.RESERVE),
        ({"natural": "peak"}, PlaceKind.LANDFORM),
        ({"natural": "cave_entrance"}, PlaceKind.LANDFORM),
        ({"natural": "arch"}, PlaceKind.LANDFORM),
        ({"waterway": "waterfall"}, PlaceKind.WATERSIDE),
        ({"boundary": "protected_area"}, PlaceKind.RESERVE),
        ({"natural": "water"}, PlaceKind.WATERSIDE),
        ({"natural": "water", "water": "lake", "name": ""}, PlaceKind.WATERSIDE),
        ({"tourism": "guest_house"}, PlaceKind.HOTEL),
        ({"amenity": "cafe"}, PlaceKind.FOOD),
        ({"amenity": "clinic"}, PlaceKind.HOSPITAL),
        ({"amenity": "toilets"}, PlaceKind.TOILETS),
        ({"amenity": "drinking_water"}, PlaceKind.WATER),
        ({"emergency": "defibrillator"}, PlaceKind.DEFIBRILLATOR),
    ],
)
def test_kinds(osm: OsmText, tags: dict[str, str], kind: PlaceKind) -> None:
    osm.node(50, 1.5, 2.5, **{"name": "Somewhere", **tags})
    place = only(osm)
    assert place.kind is kind
    assert (place.lon, place.lat, place.source, place.rings) == (1.5, 2.5, "osm:n50", ())


@pytest.mark.parametrize(
    "tags",
    [
        {"place": "village"},
        {"tourism": "museum"},
        {"historic": "castle"},
        {"natural": "water"},
        {"historic": "no", "name": "Not old"},
        {"heritage": "no", "name": "Not old"},
        {"place": "suburb", "name": "Part of a town"},
        {"tourism": "information", "name": "Board"},
        {"natural": "tree", "name": "Old oak"},
        {"name": "A name alone"},
    ],
)
def test_what_is_no_place(osm: OsmText, tags: dict[str, str]) -> None:
    osm.node(50, 1.5, 2.5, **tags)
    assert osm.region().places == ()


@pytest.mark.parametrize("tags", [{"leisure": "park"}, {"amenity": "toilets"}, {"natural": "peak"}])
def test_some_places_need_no_name(osm: OsmText, tags: dict[str, str]) -> None:
    osm.node(50, 1.5, 2.5, **tags)
    assert not only(osm).names


def test_names_in_three_languages(osm: OsmText) -> None:
    osm.node(50, 1.5, 2.5, **{"place": "village", "name:zh": "纳灰村", "name:en": "Nahui"})
    names = only(osm).names
    assert (names.name, names.zh, names.en) == (None, "纳灰村", "Nahui")


@pytest.mark.parametrize(
    ("written", "rating"),
    [
        *(
            ("AAAA", 4),
            ("4A", 4),
            ("\uff15\uff21", 5),
            ("aaaaa", 5),
            ("3", 3),
            ("5a", 5),
            ("国家4A级景区", 4),
        ),
        *(("", None), ("6A", None), ("AAAAAA", None), ("yes", None), ("0", None)),
    ],
)
def test_ratings(osm: OsmText, written: str, rating: int | None) -> None:
    assert parse_rating(written) == rating
    osm.node(50, 1.5, 2.5, **{"tourism": "attraction", "name": "Falls", "tourism:level:CN": written})
    assert only(osm).rating == rating


class TestWays:
    def test_a_closed_way_is_an_area(self, osm: OsmText) -> None:
        place = only(osm.way(2, SQUARE, {"historic": "castle", "name": "Castle"}))
        assert place.source == "osm:w2"
        assert area(place) == pytest.approx(0.0016)
        assert shapely.Polygon(place.rings[0]).contains(shapely.Point(place.lon, place.lat))
        assert np.array_equal(place.rings[0][0], place.rings[0][-1])
        assert not place.rings[0].flags.writeable

    def test_an_open_way_is_a_point_in_its_middle(self, osm: OsmText) -> None:
        place = only(osm.way(2, [101, 102], {"historic": "citywalls", "name": "Wall"}))
        assert (place.lon, place.lat) == pytest.approx((1.02, 1.0))
        assert place.rings == ()

    def test_an_old_road_is_no_place(self, osm: OsmText) -> None:
        osm.way(2, [101, 102], {"highway": "track", "historic": "road", "heritage": "2", "name": "Salt road"})
        assert osm.region().places == ()

    def test_a_road_that_is_a_sight_is_a_place_and_a_road(self, osm: OsmText) -> None:
        osm.way(2, [101, 102], {"highway": "pedestrian", "tourism": "attraction", "name": "Old bridge"})
        region = osm.region()
        assert [place.names.name for place in region.places] == ["Old bridge"]
        assert 2 in region.roads.way_id

    def test_a_loop_of_a_road_is_no_area(self, osm: OsmText) -> None:
        osm.way(2, SQUARE, {"highway": "service", "tourism": "attraction", "name": "Round"})
        assert only(osm).rings == ()

    def test_a_square_to_walk_on_is_an_area_and_no_road(self, osm: OsmText) -> None:
        osm.way(2, SQUARE, {"highway": "pedestrian", "area": "yes", "historic": "yes", "name": "Market"})
        region = osm.region()
        assert area(region.places[0]) == pytest.approx(0.0016)
        assert region.roads.way_id.tolist() == [1]

    def test_a_ring_with_a_gap_is_still_a_place(self, osm: OsmText) -> None:
        place = only(osm.way(2, [101, 102, 999, 101], {"historic": "castle", "name": "Castle"}))
        assert place.rings == ()
        assert 1.0 <= place.lon <= 1.04

    def test_a_place_without_any_location_is_counted(self, osm: OsmText) -> None:
        region = osm.way(2, [998, 999], {"historic": "castle", "name": "Castle"}).region()
        assert region.places == ()
        assert region.provenance[0].counts["places_left_out"] == 1

    def test_a_way_of_one_point_is_a_point(self, osm: OsmText) -> None:
        place = only(osm.way(2, [101, 999], {"historic": "ruins", "name": "Ruins"}))
        assert (place.lon, place.lat) == (1.0, 1.0)


class TestLinesOfWater:
    def test_a_river_in_parts_is_one_place_along_all_of_them(self, osm: OsmText) -> None:
        river = {"waterway": "river", "name": "Malling"}
        osm.way(2, [101, 102], river).way(3, [103, 102], river)
        place = only(osm)
        assert place.kind is PlaceKind.WATERSIDE
        assert [len(ring) for ring in place.rings] == [3, 3]
        assert all((ring[0] == ring[-1]).all() for ring in place.rings)
        assert area(place) == 0.0

    def test_two_rivers_are_two(self, osm: OsmText) -> None:
        for way, name in ((2, "Malling"), (3, "Reppe")):
            osm.way(way, [101, 102], {"waterway": "river", "name": name})
        assert [place.names.name for place in osm.region().places] == ["Malling", "Reppe"]

    def test_a_coast_around_an_island_is_no_area(self, osm: OsmText) -> None:
        place = only(osm.way(2, SQUARE, {"natural": "coastline"}))
        assert place.kind is PlaceKind.WATERSIDE
        assert area(place) == 0.0

    def test_a_brook_is_none(self, osm: OsmText) -> None:
        osm.way(2, [101, 102], {"waterway": "stream", "name": "Brook"})
        assert osm.region().places == ()


class TestRelations:
    def test_a_hole_is_a_hole(self, osm: OsmText) -> None:
        osm.way(2, SQUARE, {}).way(3, SMALL_SQUARE, {})
        tags = {"type": "multipolygon", "tourism": "zoo", "name": "Zoo"}
        place = only(osm.relation(5, [(2, "outer"), (3, "inner")], tags))
        assert place.source == "osm:r5"
        assert len(place.rings) == 2
        assert area(place) == pytest.approx(0.0016 - 0.0004)
        hole = shapely.Polygon(place.rings[1])
        assert not hole.contains(shapely.Point(place.lon, place.lat))

    def test_an_outline_in_pieces_is_joined(self, osm: OsmText) -> None:
        osm.way(2, [101, 102, 103], {}).way(3, [101, 104, 103], {})
        tags = {"type": "boundary", "boundary": "protected_area", "name": "Reserve"}
        place = only(osm.relation(5, [(2, "outer"), (3, "outer")], tags))
        assert place.kind is PlaceKind.RESERVE
        assert area(place) == pytest.approx(0.0016)

    def test_one_that_lacks_a_member_is_counted(self, osm: OsmText) -> None:
        osm.way(2, [101, 102, 103], {})
        tags = {"type": "multipolygon", "historic": "castle", "name": "Castle"}
        region = osm.relation(5, [(2, "outer"), (77, "outer")], tags).region()
        assert region.places == ()
        assert region.provenance[0].counts["places_left_out"] == 1

    def test_a_route_is_no_area(self, osm: OsmText) -> None:
        osm.way(2, SQUARE, {})
        region = osm.relation(
            5, [(2, "")], {"type": "route", "historic": "yes", "name": "Way of St James"}
        ).region()
        assert region.places == ()
        assert region.provenance[0].counts["places_left_out"] == 0


class TestBox:
    def test_places_outside_are_left_out(self, osm: OsmText) -> None:
        osm.node(50, 0.0015, 0, place="hamlet", name="In").node(51, 3, 3, place="hamlet", name="Out")
        region = read_region([osm.write()], bbox=(-0.5, -0.5, 0.5, 0.5))
        assert [place.names.name for place in region.places] == ["In"]

    def test_an_area_that_reaches_in_is_kept_whole_with_a_point_inside_the_box(self, osm: OsmText) -> None:
        osm.way(2, SQUARE, {"leisure": "park", "name": "Park"})
        box = (-0.5, -0.5, 1.001, 1.5)
        (place,) = read_region([osm.write()], bbox=box).places
        assert area(place) == pytest.approx(0.0016)
        assert shapely.box(*box).contains(shapely.Point(place.lon, place.lat))
        assert shapely.Polygon(place.rings[0]).contains(shapely.Point(place.lon, place.lat))


def test_places_stand_in_the_order_of_the_file(osm: OsmText) -> None:
    osm.way(2, SQUARE, {"historic": "castle", "name": "Way"}).node(60, 5, 5, place="town", name="Node")
    assert [place.names.name for place in osm.region().places] == ["Node", "Way"]
