from __future__ import annotations

import pytest

from courseplanner.model.region import Region
from courseplanner.project.place_check import place_problems
from fakes.draft_folder import place


def test_names_that_the_region_has_are_right(valley: Region) -> None:
    course = {"start": "castle", "finish": "Wanfenglin", "visit": ["Mill", "万峰林", [9.5, 47.1]]}

    assert place_problems(course, valley.places) == ()


@pytest.mark.parametrize("key", ["start", "finish"])
def test_an_unknown_name_is_told_with_the_nearest(valley: Region, key: str) -> None:
    (one,) = place_problems({key: "Castel"}, valley.places)

    assert (one.table, one.key, one.entry) == ("course", key, None)
    assert str(one.problem) == "no place in the region is called “Castel”"
    assert "did you mean Castle" in str(one.fix)


def test_each_wrong_stop_is_told_by_its_place_in_the_list(valley: Region) -> None:
    problems = place_problems({"visit": ["Nowhere", "Mill", [1, 2], "Nemo"]}, valley.places)

    assert [(one.key, one.entry) for one in problems] == [("visit", 0), ("visit", 3)]


def test_a_name_of_several_places_is_told_with_their_positions(valley: Region) -> None:
    (one,) = place_problems({"start": "Oberdorf"}, valley.places)

    assert "matches 2 places: village [104.90000, 25.00000], village [104.95000, 25.00000]" in str(
        one.problem
    )
    assert "[longitude, latitude]" in str(one.fix)


def test_long_and_strange_names_give_short_lines(valley: Region) -> None:
    places = (*valley.places, place("village", "Zzz\n\x1b[31m" + "z" * 300))
    problems = place_problems({"start": "z" * 200, "visit": ["\x1b[2J\n{x}%s"]}, places)

    assert len(problems) == 2
    for one in problems:
        line = f"{one.problem}; {one.fix}"
        assert line.isprintable()
        assert len(line) < 400


@pytest.mark.parametrize(
    "course", [{}, {"start": ""}, {"start": "z" * 201}, {"start": 5, "visit": "Nowhere"}, {"visit": [1, ""]}]
)
def test_what_the_brief_itself_refuses_is_not_told_twice(valley: Region, course: dict[str, object]) -> None:
    assert place_problems(course, valley.places) == ()
