"""What the actions of files ask the person, and what they do with the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from courseplanner.base import assets
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.formats import exporters
from courseplanner.model.course.stations import WatchStations
from courseplanner.ui.shell.commands import SAMPLE_BRIEF, FileCommands, is_sample
from fakes.controller_room import BRIEF, ControllerRoom
from fakes.dialogs import FakeDialogs

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def room(tmp_path: Path) -> ControllerRoom:
    return ControllerRoom(tmp_path)


@pytest.fixture
def dialogs() -> FakeDialogs:
    return FakeDialogs()


@pytest.fixture
def commands(room: ControllerRoom, dialogs: FakeDialogs) -> FileCommands:
    made = FileCommands(room.controller)
    made.dialogs = dialogs
    return made


# Opening


def test_a_chosen_file_is_opened(room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands) -> None:
    dialogs.files = [room.brief]
    commands.open()
    assert room.document.draft.path == room.brief
    assert dialogs.several is False


def test_giving_up_opens_nothing(room: ControllerRoom, commands: FileCommands) -> None:
    before = room.document
    commands.open()
    assert room.document is before


@pytest.mark.parametrize(("saves", "is_open"), [(None, False), (False, True), (True, True)])
def test_changes_are_asked_for_before_another_file_opens(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands, saves: bool | None, is_open: bool
) -> None:
    room.open_brief()
    room.controller.set_value("event", "name", "Changed")
    dialogs.saves = saves
    other = room.folder / "other.toml"
    other.write_text(BRIEF)
    commands.open_path(other)
    assert dialogs.asked == ["save first race"]
    assert (room.document.draft.path == other) is is_open
    assert ("Changed" in room.brief.read_text()) is (saves is True)


def test_a_clean_brief_asks_nothing(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    room.open_brief()
    assert commands.may_lose_changes()
    assert dialogs.asked == []


def test_what_cannot_be_saved_stays(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    room.controller.set_value("event", "name", "Never saved")
    dialogs.saves, dialogs.file = True, room.folder / "nowhere" / "race.toml"
    before = room.document
    commands.open_path(room.brief)
    assert room.document is before
    assert "folder does not exist" in room.told[0]


def test_a_new_brief_that_is_to_be_saved_asks_where(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    room.controller.set_value("event", "name", "New")
    dialogs.saves = True
    assert not commands.may_lose_changes()  # gave up at the second question
    assert dialogs.asked == ["save first New", "save"]


@pytest.mark.parametrize("relative", [True, False])
def test_the_sample_opens_planned(
    room: ControllerRoom, commands: FileCommands, monkeypatch: pytest.MonkeyPatch, relative: bool
) -> None:
    if relative:
        monkeypatch.chdir(assets.sample().parent)
        commands.open_path(Path(assets.sample().name) / SAMPLE_BRIEF)
    else:
        commands.open_sample()
    room.say_region()
    room.controller.set_value("course", "start", None)  # the fake region does not have that place
    room.say_map()
    assert room.jobs == ["read yunling", "plan"]


def test_other_briefs_open_unplanned(room: ControllerRoom, commands: FileCommands) -> None:
    commands.open_path(room.brief)
    room.say_region()
    room.say_map()
    assert room.jobs == ["read valley"]
    assert not is_sample(room.brief)


# Saving


def test_save_writes_to_the_file_it_came_from(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    room.open_brief()
    room.controller.set_value("event", "name", "Saved")
    assert commands.save()
    assert "Saved" in room.brief.read_text()
    assert dialogs.asked == []


def test_the_sample_is_never_overwritten(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    sample = assets.sample(SAMPLE_BRIEF)
    before = sample.read_bytes()
    room.controller.open_file(sample)
    room.controller.set_value("event", "name", "Mine")
    assert not commands.save()
    assert dialogs.asked == ["save"]
    assert dialogs.proposed is not None
    assert dialogs.proposed.parent != sample.parent
    dialogs.file = sample
    assert not commands.save_as()
    assert sample.read_bytes() == before
    assert room.notices[-1].wrong
    dialogs.file = room.folder / "mine.toml"
    assert commands.save()
    assert room.document.draft.path == room.folder / "mine.toml"
    assert sample.read_bytes() == before
    assert room.document.problems == ()  # the files of the sample are still found


def test_the_ending_is_added_where_it_is_missing(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    room.open_brief()
    dialogs.file = room.folder / "race 1.5"
    assert commands.save_as()
    assert (room.folder / "race 1.5.toml").is_file()
    assert dialogs.asked == ["save"]


@pytest.mark.parametrize("replaces", [True, False])
def test_a_file_that_the_dialog_did_not_ask_about_is_asked_about(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands, replaces: bool
) -> None:
    room.open_brief()
    there = room.folder / "there.toml"
    there.write_text("before")
    dialogs.file, dialogs.replaces = room.folder / "there", replaces
    assert commands.save_as() is replaces
    assert dialogs.asked == ["save", "replace there.toml"]
    assert (there.read_text() == "before") is not replaces


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Spring Run", "Spring Run.toml"),
        ('a/b\\c:d*e?f"g<h>i|j\nk', "a b c d e f g h i j k.toml"),
        ("..", "course.toml"),
        ("   ", "course.toml"),
        ("///", "course.toml"),
        ("万峰林半程马拉松", "万峰林半程马拉松.toml"),
        ("half \ud83d letter", "half  letter.toml"),
        (7, "course.toml"),
    ],
)
def test_proposed_names_are_names_of_files(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands, name: object, proposed: str
) -> None:
    room.controller.set_value("event", "name", name)
    commands.save_as()
    assert dialogs.proposed is not None
    assert dialogs.proposed.name == proposed
    assert dialogs.proposed.is_absolute()


@pytest.mark.parametrize("letter", ["a", "万", "🏃"])
def test_proposed_names_are_not_too_long(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands, letter: str
) -> None:
    room.controller.set_value("event", "name", letter * 300)
    commands.save_as()
    assert dialogs.proposed is not None
    assert 150 < len(dialogs.proposed.name.encode()) < 200
    assert set(dialogs.proposed.stem) == {letter}


# Exporting


def test_export_proposes_the_brief_and_the_course(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    room.planned("A", "B")
    room.controller.pick("B")
    dialogs.file = room.folder / "out"
    commands.export_gpx()
    assert dialogs.proposed == room.folder / "race B.gpx"
    assert (room.folder / "out.gpx").is_file()


def test_export_without_a_course_asks_nothing(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    room.open_brief()
    commands.export_gpx()
    assert dialogs.asked == []


def test_export_in_another_format_writes_what_was_chosen(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands, qtbot: QtBot
) -> None:
    room.planned("A", "B")
    room.controller.pick("B")
    dialogs.file, dialogs.kind = room.folder / "out", list(exporters()).index("kml")
    commands.export_as()
    assert dialogs.proposed == room.folder / "race B"
    assert dialogs.kinds == [one.suffix for one in exporters().values()]
    qtbot.waitUntil(lambda: bool(room.notices))
    assert [notice.wrong for notice in room.notices] == [False]
    assert b"<kml" in (room.folder / "out.kml").read_bytes()


@pytest.mark.parametrize(
    ("kind", "choice", "points"), [("fit", 0, 0), ("tcx", 1, 1), ("tcx", 2, 2), ("kml", 2, None)]
)
def test_a_file_for_watches_has_the_stations_that_are_asked_for(
    room: ControllerRoom,
    dialogs: FakeDialogs,
    commands: FileCommands,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    choice: int,
    points: int | None,
) -> None:
    asked: list[WatchStations] = []

    def note(_exporter: object, package: CoursePackage, *_: object) -> tuple[()]:
        asked.append(package.watch_stations)
        return ()

    monkeypatch.setattr("courseplanner.workflow.export_course", note)
    room.planned("A")
    dialogs.file, dialogs.kind, dialogs.choice = room.folder / "out", list(exporters()).index(kind), choice
    commands.export_as()
    qtbot.waitUntil(lambda: bool(asked))
    assert ("choose" in dialogs.asked) is (points is not None)
    assert asked == [tuple(WatchStations)[points or 0]]


def test_whoever_gives_up_at_the_stations_writes_no_file(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    room.planned("A")
    dialogs.file, dialogs.kind = room.folder / "out", list(exporters()).index("fit")
    commands.export_as()
    room.controller.finish_writing()
    assert dialogs.offered == ["No stations", "Water, sponges and toilets", "All stations"]
    assert not (room.folder / "out.fit").exists()


def test_export_in_another_format_tells_what_goes_wrong(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands, qtbot: QtBot
) -> None:
    room.planned("A")
    dialogs.file = room.folder / "nowhere" / "out.csv"
    commands.export_as()
    qtbot.waitUntil(lambda: bool(room.notices))
    assert "its folder does not exist" in room.told[-1]


def test_an_error_of_the_program_while_writing_is_told(
    room: ControllerRoom, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    room.planned("A")
    monkeypatch.setattr("courseplanner.workflow.export_course", lambda *_: 1 / 0)
    room.controller.export("kml", room.folder / "out.kml")
    qtbot.waitUntil(lambda: bool(room.notices))
    assert room.told == ["The file could not be written. The log says why."]
    assert "ZeroDivisionError" in caplog.text


def test_what_is_being_written_is_waited_for(room: ControllerRoom) -> None:
    room.planned("A")
    room.controller.export("fit", room.folder / "out.fit")
    room.controller.finish_writing()
    assert (room.folder / "out.fit").read_bytes()[8:12] == b".FIT"


def test_no_format_is_asked_for_without_a_course(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    room.open_brief()
    commands.export_as()
    assert dialogs.asked == []


# Files of the region


def test_files_are_added_once(room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands) -> None:
    room.open_brief()
    room.controller.set_value("region", "osm", ["./valley.osm"])
    elsewhere = room.folder.parent / "peaks.osm"
    dialogs.files = [room.valley, room.hills, elsewhere, room.hills]
    commands.add_files("osm")
    assert room.document.draft.tables["region"]["osm"] == [
        "./valley.osm",
        "hills.osm",
        elsewhere.as_posix(),
    ]
    assert dialogs.several is True
    assert dialogs.folder == room.folder


def test_files_are_added_to_a_brief_that_never_was_saved(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands
) -> None:
    dialogs.files = [room.valley]
    commands.add_files("osm")
    commands.add_files("osm")
    assert room.document.draft.tables["region"]["osm"] == [room.valley.as_posix()]
    assert room.jobs == ["read valley"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("valley.osm", ["valley.osm", "hills.osm"]), ([7, "valley.osm"], [7, "valley.osm", "hills.osm"])],
)
def test_what_is_wrong_among_the_files_is_not_lost(
    room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands, before: object, after: object
) -> None:
    room.open_brief()
    room.controller.set_value("region", "osm", before)
    dialogs.files = [room.hills]
    commands.add_files("osm")
    assert room.document.draft.tables["region"]["osm"] == after


def test_the_air_is_one_file(room: ControllerRoom, dialogs: FakeDialogs, commands: FileCommands) -> None:
    room.open_brief()
    for name in ("old.csv", "new.csv"):
        dialogs.files = [room.folder / name]
        commands.add_files("air")
    assert room.document.draft.tables["region"]["air"] == "new.csv"
    assert dialogs.several is False


@pytest.mark.parametrize("key", ["osm", "air"])
def test_giving_up_adds_nothing(room: ControllerRoom, commands: FileCommands, key: str) -> None:
    room.open_brief()
    commands.add_files(key)
    assert not room.document.draft.is_dirty


@pytest.mark.parametrize("key", ["osm", "places", "elevation", "weather", "air"])
def test_all_files_of_a_region_can_be_added(dialogs: FakeDialogs, commands: FileCommands, key: str) -> None:
    commands.add_files(key)
    assert dialogs.asked == ["open"]
