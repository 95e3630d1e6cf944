from __future__ import annotations

from pathlib import Path

import pytest

from courseplanner.base.errors import BriefError
from courseplanner.brief.draft import judged, new_draft, read_draft, sources_of, with_value
from courseplanner.brief.read import read_brief
from courseplanner.model.brief.brief import Brief
from fakes.draft_folder import Drafts


def test_a_draft_has_the_values_of_its_file_and_all_tables(drafts: Drafts) -> None:
    draft = drafts.draft()

    assert draft.tables["event"] == {"name": "Valley Run", "distance": "10km"}
    tables = ["event", "region", "course", "limits", "search", "stations", "roads", "climate"]
    assert list(draft.tables) == tables
    assert draft.tables["limits"] == {}
    assert draft.rest == {"schema": 1}
    assert not draft.is_dirty


def test_a_right_draft_is_the_brief_of_its_file(drafts: Drafts) -> None:
    brief, problems = judged(drafts.draft())

    assert brief == read_brief(drafts.path)
    assert problems == ()


@pytest.mark.parametrize(
    "source",
    [
        "",
        "schema = 2\ncolour = 'red'\nlimits = 5\n[event]\ndistance = 'far'\nrunners = -1\n",
        "[[course]]\nlaps = 3",
        "event = {distance = [1, {a = 2}]}",
    ],
)
def test_a_draft_may_be_as_wrong_as_it_likes(drafts: Drafts, source: str) -> None:
    draft = drafts.draft(source)
    brief, problems = judged(draft)

    assert brief is None
    assert problems
    assert not draft.is_dirty


def test_what_is_missing_is_told_of_its_key(drafts: Drafts) -> None:
    _, problems = judged(drafts.draft("schema = 1"))

    assert [(one.table, one.key) for one in problems] == [("event", "distance"), ("region", "osm")]


@pytest.mark.parametrize(
    ("content", "words"), [(b"schema = ", "not valid TOML"), (b"\xff", "not UTF-8"), (None, "no such file")]
)
def test_what_is_no_toml_is_no_draft(drafts: Drafts, content: bytes | None, words: str) -> None:
    if content is not None:
        drafts.path.write_bytes(content)
    with pytest.raises(BriefError, match=words):
        read_draft(drafts.path)


def test_a_new_draft_is_a_half_marathon_on_its_roads(drafts: Drafts) -> None:
    osm = drafts.folder / "valley.osm"
    draft = new_draft(osm)
    brief, _ = judged(draft)

    assert isinstance(brief, Brief)
    assert (brief.event.distance, brief.course.shape, brief.event.name) == ("half-marathon", "loop", "")
    assert brief.region.osm == (osm.resolve(),)
    assert (draft.path, draft.is_dirty) == (None, False)


def test_a_new_draft_without_roads_asks_for_them() -> None:
    _, problems = judged(new_draft())

    assert [(one.table, one.key) for one in problems] == [("region", "osm")]


def test_a_value_is_changed_and_the_draft_before_stays(drafts: Drafts) -> None:
    before = drafts.draft()
    after = with_value(before, "event", "distance", 7500)

    assert after.tables["event"]["distance"] == 7500
    assert before.tables["event"]["distance"] == "10km"
    assert (after.is_dirty, before.is_dirty) == (True, False)


def test_a_draft_that_is_changed_back_is_as_it_was_saved(drafts: Drafts) -> None:
    draft = with_value(drafts.draft(), "limits", "max_repeated", 0.1)
    assert draft.is_dirty
    assert not with_value(draft, "limits", "max_repeated", None).is_dirty


@pytest.mark.parametrize(("old", "new"), [(1, 1.0), (1, True), (0.0, False), ([1], [1.0]), ("1", 1)])
def test_numbers_of_another_kind_are_other_values(drafts: Drafts, old: object, new: object) -> None:
    draft = with_value(drafts.draft(), "search", "seed", old)

    assert with_value(draft, "search", "seed", old) is draft
    assert with_value(draft, "search", "seed", new) is not draft


def test_taking_out_what_is_not_there_changes_nothing(drafts: Drafts) -> None:
    draft = drafts.draft()
    assert with_value(draft, "limits", "max_repeated", None) is draft


def test_a_list_that_is_changed_later_is_not_changed_in_the_draft(drafts: Drafts) -> None:
    stops: list[object] = ["Mill", [9.5, 47.1]]
    draft = with_value(drafts.draft(), "course", "visit", stops)
    stops.append("Castle")

    assert draft.tables["course"]["visit"] == ["Mill", [9.5, 47.1]]


def test_a_table_comes_in_place_of_what_bore_its_name(drafts: Drafts) -> None:
    draft = with_value(drafts.draft("schema = 1\nlimits = 5"), "limits", "max_unpaved", 0.0)

    assert draft.data == {"schema": 1, "limits": {"max_unpaved": 0.0}}


def test_the_top_of_the_file_can_be_mended(drafts: Drafts) -> None:
    draft = with_value(drafts.draft("colour = 1"), "", "schema", 1)
    assert with_value(draft, "", "colour", None).rest == {"schema": 1}


def test_sources_are_known_though_the_rest_is_wrong(drafts: Drafts) -> None:
    draft = with_value(drafts.draft(), "event", "distance", "far")
    sources = sources_of(draft)

    assert sources is not None
    assert sources.osm == ((drafts.folder / "valley.osm").resolve(),)


@pytest.mark.parametrize("value", [None, [], "valley.osm", ["none.osm"]])
def test_wrong_sources_are_none(drafts: Drafts, value: object) -> None:
    assert sources_of(with_value(drafts.draft(), "region", "osm", value)) is None


def test_messages_of_a_new_draft_name_a_file_in_the_folder_of_its_roads(tmp_path: Path) -> None:
    draft = new_draft(tmp_path / "valley.osm")
    _, problems = judged(draft)

    assert problems[0].where(draft.place) == f"{tmp_path / 'untitled.toml'}, [region] osm"
