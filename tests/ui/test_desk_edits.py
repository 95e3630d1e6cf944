"""The desk: editing, picking, pointing and writing."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest

from courseplanner.model.brief.brief import Sources
from courseplanner.project.document import Change
from courseplanner.ui.state import NOWHERE, Pointing
from fakes.controller_room import ControllerRoom

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def room(tmp_path: Path) -> ControllerRoom:
    return ControllerRoom(tmp_path)


# Editing


def test_only_edits_of_the_region_read_it_again(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.set_value("event", "name", "Valley Race")
    room.controller.set_value("course", "villages", 3)
    assert room.jobs == ["read valley"]
    room.controller.set_value("region", "osm", ["hills.osm"])
    assert room.jobs == ["read valley", "read hills"]
    room.say_region()
    room.say_map()
    assert not room.works()


def test_a_region_in_error_is_not_read(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.set_value("region", "osm", ["gone.osm"])
    assert room.jobs == ["read valley"]
    assert room.document.problems


def test_a_region_that_was_changed_back_is_not_replaced(room: ControllerRoom) -> None:
    room.open_brief()
    region = room.document.region
    room.controller.set_value("region", "osm", ["hills.osm"])
    room.controller.set_value("region", "osm", ["valley.osm"])
    room.say_region()
    room.say_map(b"hills")
    assert room.document.region is region
    assert room.maps == [b"map"]
    assert not room.works()


def test_the_same_region_is_not_asked_for_twice(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.set_value("region", "osm", ["hills.osm"])
    room.controller.set_value("region", "osm", ["gone.osm"])
    room.controller.set_value("region", "osm", ["hills.osm"])
    assert room.jobs == ["read valley", "read hills"]


def test_another_region_ends_the_search_on_the_roads_of_the_old_one(room: ControllerRoom) -> None:
    room.planned("A")
    room.controller.plan()
    room.controller.set_value("region", "osm", ["hills.osm"])
    assert not room.searches()
    room.say_region()
    assert room.document.candidates == ()
    room.say_map()
    assert not room.works()


def test_a_region_that_changes_while_another_is_opened_counts(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.open_file(room.hills)
    other = room.folder / "peaks.osm"
    other.touch()
    room.controller.set_value("region", "osm", ["peaks.osm"])
    room.say_region()
    room.say_map()
    assert room.document.draft.path == room.brief
    assert room.document.sources == Sources(osm=(other,))


def test_the_region_of_what_is_being_opened_can_be_named_too(room: ControllerRoom) -> None:
    room.open_brief()
    room.controller.open_file(room.hills)
    room.controller.set_value("region", "osm", ["hills.osm"])
    room.say_region()
    room.say_map()
    assert room.document.draft.path == room.brief
    assert room.document.sources == Sources(osm=(room.hills,))
    assert room.notices == []


def test_a_name_of_300_letters_is_a_problem_of_its_field(room: ControllerRoom) -> None:
    room.open_brief()
    in_force = room.document.brief
    room.controller.set_value("course", "start", "万" * 300)
    assert [(one.table, one.key) for one in room.document.problems] == [("course", "start")]
    assert len(str(room.document.problems[0].problem)) < 200
    assert room.document.brief is in_force
    assert room.notices == []


def test_changes_name_only_what_is_another(room: ControllerRoom) -> None:
    room.planned("A", "B")
    room.changes.clear()
    room.controller.set_value("event", "name", "Other")
    room.controller.set_value("event", "name", "Other")
    room.controller.pick("B")
    room.controller.pick("B")
    room.controller.pick("Z")
    assert room.changes == [Change.DRAFT, Change.PICKED]


# Picking and pointing


def test_candidates_are_picked_by_place(room: ControllerRoom) -> None:
    room.planned("A", "B", "C")
    room.controller.pick_at(2)
    assert room.document.picked == "C"
    room.controller.pick_at(3)
    room.controller.pick_at(-1)
    assert room.document.picked == "C"
    room.controller.pick_beside(1)
    assert room.document.picked == "A"
    room.controller.pick_beside(-1)
    assert room.document.picked == "C"


def test_nothing_is_picked_where_nothing_is(room: ControllerRoom) -> None:
    room.controller.pick_at(0)
    room.controller.pick_beside(1)
    assert room.document.picked is None


def test_pointing_is_told_once(room: ControllerRoom) -> None:
    room.planned("A", "B")
    room.controller.point(Pointing("B", 100.0))
    room.controller.point(Pointing("B", 100.0))
    assert room.pointings == [Pointing("B", 100.0)]


def test_nobody_points_at_what_is_gone(room: ControllerRoom) -> None:
    room.planned("A", "B")
    room.controller.point(Pointing("B", 100.0))
    room.controller.pick("B")
    assert room.controller.pointing == Pointing("B", None)  # the place was one of the other course
    room.controller.plan()
    room.say_found("A")
    assert room.controller.pointing == NOWHERE
    assert room.pointings[-1] == NOWHERE


# Writing


def test_the_picked_course_is_written_as_gpx(room: ControllerRoom) -> None:
    room.planned("A", "B")
    room.controller.pick("B")
    path = room.folder / "b.gpx"
    assert room.controller.export_gpx(path)
    assert ET.parse(path).getroot().tag.endswith("gpx")
    assert not room.notices[-1].wrong
    assert str(path) in room.told[-1]


def test_a_course_in_a_folder_that_is_not_there_is_told(room: ControllerRoom) -> None:
    room.planned("A")
    assert not room.controller.export_gpx(room.folder / "nowhere" / "a.gpx")
    assert room.notices[-1].wrong
    assert "folder does not exist" in room.told[-1]


def test_without_a_course_nothing_is_written(room: ControllerRoom) -> None:
    room.open_brief()
    assert not room.controller.export_gpx(room.folder / "a.gpx")
    assert not (room.folder / "a.gpx").exists()
    assert room.notices[-1].wrong


@dataclass(frozen=True)
class Refusal:
    """A file that can't be written to, also by root."""

    path: Path

    @classmethod
    def at(cls, path: Path, monkeypatch: pytest.MonkeyPatch) -> Refusal:
        path.write_text("before")
        real = os.access
        monkeypatch.setattr(os, "access", lambda name, mode: str(name) != str(path) and real(name, mode))
        return cls(path)


def test_export_without_permission_is_told(room: ControllerRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.planned("A")
    refusal = Refusal.at(room.folder / "a.gpx", monkeypatch)
    assert not room.controller.export_gpx(refusal.path)
    fix = "choose a folder that you may write to, or close the program that holds the file"
    assert room.told == [f"{refusal.path}: it can't be written to; {fix}"]
    assert refusal.path.read_text() == "before"


def test_saving_without_permission_is_told_and_loses_nothing(
    room: ControllerRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open_brief()
    room.controller.set_value("event", "name", "Kept")
    refusal = Refusal.at(room.folder / "locked.toml", monkeypatch)
    assert not room.controller.save(refusal.path)
    assert "it can't be written to" in room.told[-1]
    assert room.document.draft.tables["event"]["name"] == "Kept"
    assert room.document.draft.is_dirty
    assert room.document.draft.path == room.brief
    assert room.opened == [room.brief]


def test_a_saved_brief_is_clean_and_its_course_is_no_older(room: ControllerRoom) -> None:
    room.planned("A")
    room.controller.set_value("event", "name", "Valley Night Run")
    room.controller.plan()
    room.say_planned("A")
    path = room.folder / "night.toml"
    assert room.controller.save(path)
    assert not room.document.draft.is_dirty
    assert not room.document.is_stale
    assert "Valley Night Run" in path.read_text(encoding="utf-8")
    assert room.opened[-1] == path
    assert room.jobs == ["read valley", "plan", "plan"]
