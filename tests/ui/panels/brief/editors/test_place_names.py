"""Names are found by a part of them, in any language, settlements first."""

from __future__ import annotations

from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.ui.panels.brief.editors.place_names import KIND_NAMES, PlaceNames

PEAKS = Place(PlaceKind.SCENIC, Names("万峰林", None, "Wanfenglin"), 4, 104.9, 25.0)
PLACES = (
    Place(PlaceKind.HOTEL, Names("Wan Hotel"), None, 104.9, 25.0),
    PEAKS,
    Place(PlaceKind.VILLAGE, Names("Xiawan"), None, 104.9, 25.0),
    Place(PlaceKind.TOWN, Names("Wanlan"), None, 104.9, 25.0),
    Place(PlaceKind.HAMLET, Names("Équipe d'eau"), None, 104.9, 25.0),
    Place(PlaceKind.SCENERY, Names(), None, 104.9, 25.0),
)


def names(typed: str) -> list[str]:
    return [one.name for one in PlaceNames(PLACES).matching(typed)]


def test_settlements_come_before_scenic_spots_before_the_rest() -> None:
    assert names("wan") == ["Wanlan", "Xiawan", "Wanfenglin", "Wan Hotel"]


def test_a_name_is_found_in_each_language() -> None:
    assert names("万") == ["万峰林"]
    assert names("WANFENG") == ["Wanfenglin"]


def test_a_name_in_no_other_language_is_not_invented() -> None:
    only_chinese = Place(PlaceKind.SCENIC, Names("万峰林"), None, 104.9, 25.0)
    assert PlaceNames((only_chinese,)).matching("wan") == ()


def test_accents_and_case_do_not_matter() -> None:
    assert names("EQUIPE") == ["Équipe d'eau"]


def test_blanks_find_nothing() -> None:
    assert names(" ") == []
    assert PlaceNames().matching("wan") == ()


def test_other_names_kind_and_rating_stand_beside() -> None:
    (found,) = PlaceNames(PLACES).matching("wanfenglin")
    assert str(found.beside) == "scenic spot 4A · 万峰林"


def test_one_name_of_each_place_is_offered_once() -> None:
    twins = (Place(PlaceKind.VILLAGE, Names("Aba", "Aba", "Ababa"), None, 1.0, 1.0),) * 2
    assert [one.name for one in PlaceNames(twins).matching("aba")] == ["Aba"]


def test_no_more_are_offered_than_asked() -> None:
    many = [Place(PlaceKind.VILLAGE, Names(f"Village {number}"), None, 1.0, 1.0) for number in range(99)]
    assert len(PlaceNames(many).matching("village", most=7)) == 7


def test_every_kind_of_place_has_a_name() -> None:
    assert set(KIND_NAMES) == set(PlaceKind)
