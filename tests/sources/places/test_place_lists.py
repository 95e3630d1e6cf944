"""The user's own lists: read in what spreadsheets write, and winning over OSM."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from courseplanner.base.errors import PlaceListError
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.sources.places.place_lists import read_place_list
from courseplanner.sources.region import read_region

if TYPE_CHECKING:
    from sources.conftest import OsmText

ROADS = (104.8, 25.0, 105.0, 25.2)
HEADER = "name,kind,rating,lon,lat"


def listed(folder: Path, content: str | bytes, name: str = "places.csv") -> tuple[Place, ...]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_place_list(path, ROADS).places


def refused(folder: Path, content: str, match: str, name: str = "places.csv") -> None:
    with pytest.raises(PlaceListError, match=match) as caught:
        listed(folder, content, name)
    assert caught.value.where.startswith(str(folder / name))
    assert "\n" not in str(caught.value)


ROWS = f"""{HEADER},name:zh,name_en
万峰林,scenic,4A,104.9,25.05,万峰林,Wanfenglin
纳灰村,village,,104.91,25.06,,Nahui
"""


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode(),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("gb18030"),
        ROWS.encode("utf-16"),
        ROWS.replace("\n", "\r\n").encode(),
        ROWS.replace(",", ";").encode(),
        ROWS.replace(",", "\t").encode(),
        ROWS.replace("name,kind", " Name , KIND").encode(),
        ROWS.replace("lon,lat", "lng,latitude").encode(),
    ],
)
def test_csv_as_spreadsheets_write_it(content: bytes, tmp_path: Path) -> None:
    scenic, village = listed(tmp_path, content)
    assert (scenic.kind, scenic.rating, scenic.lon, scenic.lat) == (PlaceKind.SCENIC, 4, 104.9, 25.05)
    assert (scenic.names.name, scenic.names.zh, scenic.names.en) == ("万峰林", "万峰林", "Wanfenglin")
    assert scenic.source == "list:places.csv:2"
    assert (village.kind, village.rating, village.names.zh) == (PlaceKind.VILLAGE, None, None)


def test_blank_rows_and_further_columns_are_passed_over(tmp_path: Path) -> None:
    (place,) = listed(tmp_path, f"\n{HEADER},note\n\nA,hamlet,,104.9,25.1,old\n,,,,,\n")
    assert place.source == "list:places.csv:4"


def test_a_list_without_rows_is_empty(tmp_path: Path) -> None:
    assert listed(tmp_path, HEADER) == ()


def test_the_column_of_ratings_may_be_missing(tmp_path: Path) -> None:
    (place,) = listed(tmp_path, "name,kind,lon,lat\nA,scenic,104.9,25.1\n")
    assert place.rating is None


@given(
    lon=st.floats(104.8, 105.0), lat=st.floats(25.0, 25.2), rating=st.integers(1, 5), letters=st.booleans()
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_numbers_come_back_as_written(
    lon: float, lat: float, rating: int, letters: bool, tmp_path: Path
) -> None:
    written = "A" * rating if letters else str(rating)
    (place,) = listed(tmp_path, f'{HEADER}\n"A, ""B""",scenic,{written},{lon!r},{lat!r}\n')
    assert (place.lon, place.lat, place.rating, place.names.name) == (lon, lat, rating, 'A, "B"')


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ("", "the list is empty"),
        ("name,kind,rating,long,lat\n", r"row 1: there is no column 'lon'; call the column 'long' 'lon'"),
        ("a,b\n1,2\n", "row 1: there is no column 'name'; begin with the line"),
        ("name,kind,lon,lat,lon\n", "row 1: there are two columns 'lon'"),
        (
            f"{HEADER}\nA,vilage,,104.9,25.1\n",
            "row 2: 'vilage' is not a kind of place; the nearest kind is village",
        ),
        (f"{HEADER}\nA,,,104.9,25.1\n", "row 2: the kind is missing; write one of city"),
        (f"{HEADER}\n,village,,104.9,25.1\n", "row 2: a place of kind village has no name"),
        (f"{HEADER}\nA,scenic,7A,104.9,25.1\n", "row 2: '7A' is not a rating"),
        (f"{HEADER}\nA,scenic,,104.9,\n", "row 2: lat is missing"),
        (f"{HEADER}\nA,scenic,,104.9\n", "row 2: lat is missing"),
        (f"{HEADER}\nA,scenic,,east,25.1\n", "row 2: lon is 'east', not a number"),
        (f"{HEADER}\nA,scenic,,nan,25.1\n", "row 2: lon is 'nan', not a number"),
        (
            f"{HEADER}\nA,scenic,,25.1,104.9\n",
            "row 2: lon 25.1 and lat 104.9 are swapped; write lon 104.9 and lat 25.1",
        ),
        (f"{HEADER}\nA,scenic,,204.9,25.1\n", "row 2: lon 204.9, lat 25.1 is nowhere on Earth"),
        (f"{HEADER}\nA,scenic,,104.9,25.1,more\n", "row 2: has 6 cells under 5 headings"),
        (f'{HEADER}\n"A,scenic,,104.9,25.1\n', "row 2: is not a row of CSV"),
        (f"{HEADER}\nA,scenic,,104.9,25.1\nB,scenic,,104.9,x\n", "row 3: "),
    ],
)
def test_csv_with_a_slip(content: str, match: str, tmp_path: Path) -> None:
    refused(tmp_path, content, match)


def test_swapped_where_both_are_latitudes(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(f"{HEADER}\nVaduz,village,,47.14,9.52\n", encoding="utf-8")
    with pytest.raises(PlaceListError, match=r"swapped; write lon 9\.52 and lat 47\.14"):
        read_place_list(path, (9.4, 47.0, 9.7, 47.3))
    # Far from these roads there is no telling.
    assert read_place_list(path, ROADS).places[0].lon == 47.14


def test_other_files(tmp_path: Path) -> None:
    refused(tmp_path, "", r"is neither \.csv nor \.geojson", "places.xlsx")
    with pytest.raises(PlaceListError, match=r"none\.csv: can't be read"):
        read_place_list(tmp_path / "none.csv", ROADS)
    with pytest.raises(PlaceListError, match="letters can't be read"):
        listed(tmp_path, b"name,kind\n\xff\xff\xff")


def feature(geometry: object, **properties: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {"name": "A", "kind": "scenic"} | properties,
    }


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def square(west: float, south: float, size: float) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


class TestGeoJson:
    def test_points_and_polygons(self, tmp_path: Path) -> None:
        point = feature({"type": "Point", "coordinates": [104.9, 25.1, 1200]}, rating=4, **{"name:zh": "甲"})
        rings = [square(104.9, 25.1, 0.04), square(104.91, 25.11, 0.02)]
        area = feature({"type": "Polygon", "coordinates": rings}, rating=None)
        several = feature({"type": "MultiPolygon", "coordinates": [[square(104.9, 25.1, 0.01)], [rings[1]]]})
        places = listed(tmp_path, collection(point, area, several), "places.geojson")
        assert [len(place.rings) for place in places] == [0, 2, 2]
        assert [place.rating for place in places] == [4, None, None]
        assert places[0].names.zh == "甲"
        assert places[2].source == "list:places.geojson:3"
        inside = places[1]
        assert 104.9 < inside.lon < 104.94
        assert not (104.91 < inside.lon < 104.93 and 25.11 < inside.lat < 25.13)

    def test_one_feature_alone_and_an_open_ring(self, tmp_path: Path) -> None:
        ring = square(104.9, 25.1, 0.01)[:-1]
        (place,) = listed(tmp_path, json.dumps(feature({"type": "Polygon", "coordinates": [ring]})), "a.json")
        assert place.rings[0].tolist()[0] == place.rings[0].tolist()[-1]

    @pytest.mark.parametrize(
        ("content", "match"),
        [
            ("{", "line 1: is not JSON"),
            ("[" * 100_000, "is not JSON"),
            ("[]", "is not GeoJSON"),
            ('{"type": "FeatureCollection"}', "no list of features"),
            (collection(1), "feature 1: is not a feature"),
            (collection(feature(None)), "feature 1: is neither a point nor a polygon"),
            (collection(feature({"type": "LineString", "coordinates": []})), "neither a point nor a polygon"),
            (collection(feature({"type": "Point"})), "a point without coordinates"),
            (
                collection(feature({"type": "Point", "coordinates": [25.1, 104.9]})),
                "feature 1: .* are swapped",
            ),
            (collection(feature({"type": "Point", "coordinates": [True, []]})), "lon is True, not a number"),
            (
                collection(feature({"type": "Point", "coordinates": [104.9, []]})),
                r"lat is \[\], not a number",
            ),
            (collection(feature({"type": "Polygon", "coordinates": [[]]})), "fewer than three points"),
            (collection(feature({"type": "Polygon"})), "a polygon without a ring"),
            (
                collection(
                    feature({"type": "Polygon", "coordinates": [[[104, 25], [104.1, 25], [104.2, 25]]]})
                ),
                "a polygon without an area",
            ),
            (
                collection(feature({"type": "Point", "coordinates": [104.9, 25.1]}, kind="hill")),
                "not a kind of place",
            ),
            ('{"type": "FeatureCollection", "features": [], "crs": {"name": "EPSG:3857"}}', "are not WGS 84"),
        ],
    )
    def test_with_a_slip(self, content: str, match: str, tmp_path: Path) -> None:
        refused(tmp_path, content, match, "places.geojson")

    @pytest.mark.parametrize(
        "named", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"]
    )
    def test_wgs_84_by_its_names(self, named: str, tmp_path: Path) -> None:
        document = {
            "type": "FeatureCollection",
            "features": [],
            "crs": {"type": "name", "properties": {"name": named}},
        }
        assert listed(tmp_path, json.dumps(document), "places.geojson") == ()


class TestWinningOverOsm:
    """On the equator a degree is 111,319.5 m, so 0.004 degrees are 445 m and 0.005 are 557 m."""

    @pytest.fixture(autouse=True)
    def _road(self, osm: OsmText) -> None:
        osm.row(1, 2).way(1, [1, 2])

    @staticmethod
    def places(osm: OsmText, *rows: str) -> tuple[Place, ...]:
        path = osm.folder / "places.csv"
        path.write_text("\n".join([f"{HEADER},name:zh,name:en", *rows]), encoding="utf-8")
        return read_region([osm.write()], places=[path]).places

    def test_the_distances_above(self) -> None:
        geod = Geod(ellps="WGS84")
        assert geod.inv(0, 0, 0.004, 0)[2] < 500 < geod.inv(0, 0, 0.005, 0)[2]

    def test_lists_stand_first(self, osm: OsmText) -> None:
        osm.node(50, 0, 0, place="hamlet", name="Osm")
        assert [place.names.name for place in self.places(osm, "Own,village,,0,0,,")] == ["Own", "Osm"]

    @pytest.mark.parametrize(("lon", "count"), [(0.004, 1), (0.005, 2)])
    def test_one_name_within_500_m_is_one_place(self, osm: OsmText, lon: float, count: int) -> None:
        osm.node(50, 0, 0, place="hamlet", name="Ébène")
        places = self.places(osm, f"EBENE,village,,{lon},0,,")
        assert len(places) == count
        assert (places[0].kind, places[0].lon, places[0].names.name) == (PlaceKind.VILLAGE, lon, "EBENE")

    def test_any_language_matches_and_missing_ones_are_filled_in(self, osm: OsmText) -> None:
        osm.node(
            50,
            0,
            0,
            **{"tourism": "attraction", "name": "万峰林", "name:en": "Wanfenglin", "tourism:level:CN": "AAA"},
        )
        (place,) = self.places(osm, "Wanfenglin,scenic,4A,0.001,0,,")
        assert (place.names.name, place.names.zh, place.names.en) == ("Wanfenglin", "万峰林", "Wanfenglin")
        assert place.rating == 4

    def test_a_rating_that_the_list_leaves_out_is_kept(self, osm: OsmText) -> None:
        osm.node(50, 0, 0, **{"tourism": "attraction", "name": "Falls", "tourism:level:CN": "AAAAA"})
        (place,) = self.places(osm, "Falls,scenic,,0,0,,")
        assert place.rating == 5

    def test_a_village_and_a_sight_of_one_name_are_two(self, osm: OsmText) -> None:
        osm.node(50, 0, 0, tourism="attraction", name="Vaduz")
        assert len(self.places(osm, "Vaduz,village,,0,0,,")) == 2

    def test_what_is_neither_is_never_joined(self, osm: OsmText) -> None:
        osm.node(50, 0, 0, tourism="hotel", name="Post")
        assert len(self.places(osm, "Post,hotel,,0,0,,")) == 2

    @pytest.mark.parametrize(("lon", "count"), [(0.5, 1), (1.004, 1), (1.006, 2)])
    def test_the_area_of_osm_is_kept_for_a_point_in_or_near_it(
        self, osm: OsmText, lon: float, count: int
    ) -> None:
        for number, (x, y) in enumerate([(0, 0), (1, 0), (1, 1), (0, 1)]):
            osm.node(101 + number, x, y)
        osm.way(2, [101, 102, 103, 104, 101], {"leisure": "park", "tourism": "attraction", "name": "Garden"})
        places = self.places(osm, f"Garden,scenic,4A,{lon},0.5,,")
        assert len(places) == count
        assert len(places[0].rings) == (1 if count == 1 else 0)
        assert (places[0].lon, places[0].source) == (lon, "list:places.csv:2")

    def test_both_the_node_and_the_area_of_osm_give_way(self, osm: OsmText) -> None:
        for number, (x, y) in enumerate([(0, 0), (1, 0), (1, 1), (0, 1)]):
            osm.node(101 + number, x / 100, y / 100)
        osm.way(2, [101, 102, 103, 104, 101], {"historic": "castle", "name": "Castle"})
        osm.node(50, 0.005, 0.005, historic="castle", name="Castle")
        (place,) = self.places(osm, "Castle,scenic,5,0.005,0.005,,")
        assert len(place.rings) == 1

    def test_the_list_has_its_provenance(self, osm: OsmText) -> None:
        path = osm.folder / "places.csv"
        path.write_text(f"{HEADER}\nA,village,,0,0\n", encoding="utf-8")
        origin = read_region([osm.write()], places=[path]).provenance[1]
        assert (origin.source, origin.licence, origin.counts["places"]) == ("places.csv", None, 1)
        assert len(origin.sha256) == 64
