"""The desk: opening files, while the engine answers at whatever moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseplanner.base.i18n import text
from courseplanner.model.brief.brief import Sources
from courseplanner.ui.jobs.messages import Reported
from fakes.controller_room import BRIEF, ControllerRoom

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def room(tmp_path: Path) -> ControllerRoom:
    return ControllerRoom(tmp_path)


def test_a_brief_opens_and_its_region_is_read(room: ControllerRoom) -> None:
    room.controller.open_file(room.brief)
    assert room.document.draft.path == room.brief
    assert room.jobs == ["read valley"]
    assert room.works()
    room.say_region()
    assert room.region() is not None
    room.say_map(b"tiles")
    assert room.maps == [b"tiles"]
    assert not room.works()
    assert room.opened == [room.brief]
    assert room.notices == []


def test_a_brief_with_errors_opens_with_them(room: ControllerRoom) -> None:
    room.brief.write_text(BRIEF.replace('"loop"', '"square"') + "villages = -1\n")
    room.controller.open_file(room.brief)
    assert [(one.table, one.key) for one in room.document.problems] == [
        ("course", "shape"),
        ("course", "villages"),
    ]
    assert room.document.brief is None
    assert room.jobs == ["read valley"]  # the region is right
    assert room.notices == []


def test_a_brief_whose_osm_file_is_missing_opens_without_reading(room: ControllerRoom) -> None:
    room.valley.unlink()
    room.controller.open_file(room.brief)
    assert [(one.table, one.key) for one in room.document.problems] == [("region", "osm")]
    assert room.jobs == []
    assert not room.works()


@pytest.mark.parametrize("content", ["schema = ", "\0", "a = " + "[" * 2000])
def test_what_is_no_toml_is_told_and_changes_nothing(room: ControllerRoom, content: str) -> None:
    room.planned("A")
    before, jobs = room.document, room.jobs
    other = room.folder / "broken.toml"
    other.write_text(content)
    room.controller.open_file(other)
    assert room.document is before
    assert room.jobs == jobs
    assert room.engine.cancels == 1  # of the opening before
    assert "broken.toml" in room.told[-1]
    assert room.opened == [room.brief]


@pytest.mark.parametrize("name", ["gone.toml", "picture.png", "notes", ".pbf"])
def test_what_cannot_be_opened_is_told(room: ControllerRoom, name: str) -> None:
    before = room.document
    room.controller.open_file(room.folder / name)
    assert room.document is before
    assert len(room.notices) == 1
    assert name in room.told[0]
    assert room.jobs == []


def test_an_osm_file_replaces_the_document_only_when_it_is_read(room: ControllerRoom) -> None:
    room.planned("A")
    before = room.document
    room.controller.open_file(room.hills)
    assert room.document is before
    room.say_region()
    assert room.document.draft.path is None
    assert room.document.candidates == ()
    assert room.region() is not None
    assert room.document.problems == ()
    assert room.opened[-1] == room.hills
    room.say_map(b"hills")
    assert room.maps[-1] == b"hills"
    assert not room.works()


@pytest.mark.parametrize("ending", [".osm", ".OSM", ".osm.gz", ".osm.bz2", ".osm.PBF"])
def test_osm_files_are_known_by_their_ending(room: ControllerRoom, ending: str) -> None:
    path = room.folder / f"peaks{ending}"
    path.touch()
    room.controller.open_file(path)
    assert len(room.jobs) == 1


def test_a_broken_osm_file_leaves_what_was_open(room: ControllerRoom) -> None:
    room.planned("A")
    before = room.document
    room.controller.open_file(room.hills)
    room.say_failed()
    assert room.document is before
    assert room.told == [f"{room.hills}: it is cut off at byte 7; downdownload it again"]
    assert not room.works()
    assert room.opened == [room.brief]


def test_an_osm_file_behind_a_link_is_read_once(room: ControllerRoom) -> None:
    link = room.folder / "link.osm"
    link.symlink_to(room.hills)
    room.controller.open_file(link)
    room.say_region()
    room.say_map()
    room.controller.plan()
    assert room.jobs == ["read hills", "plan"]


def test_what_is_typed_while_an_osm_file_is_read_is_not_lost(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.open_file(room.hills)
    room.controller.set_value("event", "name", "Typed meanwhile")
    room.say_region()
    assert room.document.draft.tables["event"]["name"] == "Typed meanwhile"
    assert "Open it again" in room.told[-1]
    assert not room.works()
    room.say_map(b"hills")
    assert room.maps == [b"map"]


def test_a_second_opening_replaces_the_first(room: ControllerRoom) -> None:
    room.controller.open_file(room.hills)
    first = room.engine.job
    room.controller.open_file(room.brief)
    room.say_region(Sources(osm=(room.hills,)), job=first)  # was on its way
    room.say_map(b"hills", job=first)
    assert room.document.draft.path == room.brief
    assert room.region() is None
    assert room.maps == []
    room.say_region()
    room.say_map(b"valley")
    assert room.maps == [b"valley"]
    assert room.region() is not None
    assert room.document.draft.path == room.brief


def test_a_brief_of_the_same_region_is_there_at_once(room: ControllerRoom) -> None:
    room.planned("A")
    other = room.folder / "other.toml"
    other.write_text(BRIEF.replace("half-marathon", "10km"))
    region = room.document.region
    room.controller.open_file(other)
    assert room.jobs == ["read valley", "plan"]
    assert room.document.region is region
    assert room.document.candidates == ()
    assert not room.works()


def test_an_answer_to_the_brief_before_is_not_taken_for_one_to_this(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.plan()
    other = room.folder / "other.toml"
    other.write_text(BRIEF.replace("half-marathon", "10km"))
    room.controller.open_file(other)
    assert not room.works()
    room.engine.say(Reported(room.engine.job, 0.9, text("searching")))
    room.say_found("A")
    room.say_planned("A", "B")
    assert room.document.candidates == ()
    assert room.document.answered is None
    assert not room.works()
