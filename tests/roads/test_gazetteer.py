"""Places found by their names, as the contract says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.roads.gazetteer import approximate_distance_m, find_by_name, nearest_names

GEOD = Geod(ellps="WGS84")
HERE = (9.5, 47.1)


def place(
    name: str | None = None,
    kind: PlaceKind = PlaceKind.VILLAGE,
    *,
    zh: str | None = None,
    en: str | None = None,
    east_m: float = 0.0,
    azimuth: float = 90.0,
) -> Place:
    """A place so many metres from `HERE`."""
    lon, lat, _ = GEOD.fwd(*HERE, azimuth, east_m)
    return Place(kind=kind, names=Names(name, zh, en), rating=None, lon=lon, lat=lat)


def test_a_name_in_any_of_its_languages_is_found() -> None:
    wanted = place("兴义", zh="兴义市", en="Xingyi")
    places = [place("万峰林"), wanted, place(en="Wanfenglin")]

    for name in ("兴义", "兴义市", "Xingyi", "XINGYI", "xīngyì"):
        assert find_by_name(name, places) == (wanted,)
    assert find_by_name("Xing", places) == ()


def test_an_exact_name_wins_over_one_that_is_alike() -> None:
    alike, exact = place("Malbün"), place("Malbun", PlaceKind.HOTEL, east_m=5_000)

    assert find_by_name("Malbun", [alike, exact]) == (exact,)
    assert find_by_name("Malbün", [alike, exact]) == (alike,)
    assert find_by_name("malbun", [alike, exact]) == (alike,)  # neither is exact: the village comes first


@pytest.mark.parametrize("first", [PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.HAMLET])
def test_settlements_come_before_scenic_spots_and_those_before_the_rest(first: PlaceKind) -> None:
    inn = place("Gutenberg", PlaceKind.HOTEL, east_m=9_000)
    castle = place("Gutenberg", PlaceKind.SCENIC, east_m=6_000)
    settlement = place("Gutenberg", first, east_m=3_000)

    assert find_by_name("Gutenberg", [inn, castle, settlement]) == (settlement,)
    assert find_by_name("Gutenberg", [inn, castle]) == (castle,)
    assert find_by_name("Gutenberg", [inn]) == (inn,)


def test_scenery_that_is_no_scenic_spot_is_one_of_the_rest() -> None:
    peak = place("Naafkopf", PlaceKind.SCENERY)
    inn = place("Naafkopf", PlaceKind.FOOD, east_m=2_000)

    assert find_by_name("Naafkopf", [peak, inn]) == (peak, inn)


@pytest.mark.parametrize("azimuth", [0.0, 45.0, 90.0, 200.0])
def test_matches_within_500_m_are_one(azimuth: float) -> None:
    one = place("Triesen")

    near = place("Triesen", east_m=495.0, azimuth=azimuth)
    assert find_by_name("Triesen", [one, near]) == (one,)
    assert find_by_name("Triesen", [near, one]) == (near,)

    far = place("Triesen", east_m=505.0, azimuth=azimuth)
    assert find_by_name("Triesen", [one, far]) == (one, far)


def test_all_that_a_name_could_mean_are_listed_in_their_order() -> None:
    places = [place("Neudorf", east_m=metres) for metres in (9_000, 0, 200, 4_000, 8_900)]

    assert find_by_name("Neudorf", places) == (places[0], places[1], places[3])


def test_nothing_is_found_among_the_nameless() -> None:
    assert find_by_name("", [place(), place("")]) == ()
    assert find_by_name("Vaduz", []) == ()


@given(
    lat=st.floats(-80, 80),
    lon=st.floats(-180, 180),
    azimuth=st.floats(0, 360),
    metres=st.floats(1, 20_000),
)
def test_distances_between_places_are_good_to_their_word(
    lat: float, lon: float, azimuth: float, metres: float
) -> None:
    end_lon, end_lat, _ = GEOD.fwd(lon, lat, azimuth, metres)
    a = Place(PlaceKind.VILLAGE, Names("A"), None, lon, lat)
    b = Place(PlaceKind.VILLAGE, Names("B"), None, end_lon, end_lat)

    assert approximate_distance_m(a, b) == pytest.approx(metres, rel=0.007)
    assert approximate_distance_m(b, a) == pytest.approx(metres, rel=0.007)


def test_the_nearest_names_are_offered_as_they_are_written() -> None:
    places = [
        place("Schloss Vaduz"),
        place("Vaduz", en="Vaduz"),
        place("Balzers"),
        place("兴义", en="Xingyi"),
        place(),
    ]

    assert nearest_names("Vadutz", places)[0] == "Vaduz"
    assert nearest_names("balzer", places)[0] == "Balzers"
    assert nearest_names("Xinyi", places)[0] == "Xingyi"
    assert nearest_names("qqqq", places) == ()
    assert len(nearest_names("Vaduz", [place(f"Vaduz {i}") for i in range(9)], count=2)) == 2
