"""The window: who is told what, keys, hovering, dropping and closing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from courseplanner.project.document import Change, Document
from courseplanner.ui.jobs.messages import PageBuilt
from courseplanner.ui.map.messages import (
    CandidateHovered,
    CandidatePicked,
    CourseHovered,
    PointAt,
    ShowBasemap,
)
from courseplanner.ui.shell.actions import ACTIONS
from courseplanner.ui.shell.finder import Finder
from courseplanner.ui.state import Pointing
from fakes.mouse import click, leave, move
from fakes.window_room import WindowRoom


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowRoom]:
    made = WindowRoom(tmp_path)
    qtbot.addWidget(made.window, before_close_func=lambda _: setattr(made.dialogs, "saves", False))
    yield made
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def planned(room: WindowRoom) -> WindowRoom:
    """Shown, with three candidates of which the first is picked."""
    room.planned("A", "B", "C")
    room.show()
    return room


# Who is told what


@pytest.mark.parametrize(
    ("act", "changes"),
    [
        (lambda room: room.controller.set_value("event", "name", "Other"), Change.DRAFT),
        (lambda room: room.controller.pick("B"), Change.PICKED),
        (lambda room: room.controller.pick("A"), None),
        (lambda room: room.controller.point(Pointing("B", None)), None),
    ],
)
def test_panels_are_told_only_what_changed(
    planned: WindowRoom, monkeypatch: pytest.MonkeyPatch, act: Any, changes: Change | None
) -> None:
    panels, told = planned.panels, []
    planned.window.finish_showing()
    for panel in (panels.map, panels.brief, panels.candidates, panels.findings, panels.profile):

        def note(_document: Document, changed: Change) -> None:
            told.append(changed)

        monkeypatch.setattr(panel, "show_document", note)
    act(planned)
    planned.window.finish_showing()
    assert told == ([] if changes is None else [changes] * 5)


def test_a_place_on_a_course_that_has_just_come_is_pointed_at_in_the_profile(room: WindowRoom) -> None:
    room.planned("A", "B")
    room.controller.point(Pointing(None, 1_000.0))
    assert "1.00" in room.panels.profile.readout.text()


def test_the_map_gets_its_page_and_its_basemap(room: WindowRoom) -> None:
    room.engine.say(PageBuilt(b"<html>"))
    room.open_brief()
    assert room.map.loads == [b"<html>"]
    assert list(room.map.blobs.values()) == [b"map"]
    assert room.map.count(ShowBasemap) == 1


def test_the_title_names_the_brief_and_its_changes(room: WindowRoom) -> None:
    assert room.window.windowTitle().startswith("new brief")
    room.open_brief()
    assert room.window.windowTitle() == "race.toml[*] – courseplanner"
    assert not room.window.isWindowModified()
    room.controller.set_value("event", "name", "Other")
    assert room.window.isWindowModified()
    odd = room.folder / "a[*]b.toml"
    assert room.controller.save(odd)
    assert room.window.windowTitle() == "a[*][*]b.toml[*] – courseplanner"
    assert not room.window.isWindowModified()


def test_the_status_line_is_always_there(planned: WindowRoom) -> None:
    words = planned.window.statusBar().children()
    texts = [child.text() for child in words if hasattr(child, "text")]
    assert any(text.startswith("Course A") for text in texts)
    planned.controller.pick("B")
    texts = [child.text() for child in words if hasattr(child, "text")]
    assert any(text.startswith("Course B") for text in texts)


def test_actions_follow_document_and_work(room: WindowRoom) -> None:
    actions = room.window.actions_by_id
    assert not actions["plan"].isEnabled()
    room.open_brief()
    assert actions["plan"].isEnabled()
    assert not actions["cancel"].isEnabled()
    room.controller.plan()
    assert actions["cancel"].isEnabled()
    assert not actions["export-gpx"].isEnabled()
    room.say_planned("A")
    assert actions["export-gpx"].isEnabled()
    assert not actions["cancel"].isEnabled()


def test_a_notice_goes_when_something_was_opened(room: WindowRoom) -> None:
    room.show()
    room.controller.open_file(room.folder / "nothing.png")
    assert room.window.notices.isVisible()
    room.controller.open_file(room.brief)
    assert not room.window.notices.isVisible()


# Hovering


def test_what_is_hovered_in_the_table_is_drawn_on_the_map(planned: WindowRoom) -> None:
    viewport = planned.panels.candidates.view.viewport()
    move(viewport, planned.middle_of_row(1))
    assert planned.map.newest(PointAt).candidate == "B"
    leave(viewport)
    assert planned.map.newest(PointAt).candidate is None


def test_what_is_hovered_on_the_map_reaches_table_and_profile(planned: WindowRoom) -> None:
    planned.map.say(CandidateHovered("B"))
    planned.map.say(CourseHovered(500.0))
    assert planned.controller.pointing == Pointing("B", 500.0)
    assert planned.panels.profile.readout.text().startswith("km 0.5")
    planned.map.say(CourseHovered(None))
    assert planned.panels.profile.readout.text().startswith("Course A")
    assert planned.controller.pointing == Pointing("B", None)


def test_what_is_hovered_in_the_profile_is_drawn_on_the_map(planned: WindowRoom) -> None:
    planned.panels.profile.pointed.emit(500.0)
    shown = planned.map.newest(PointAt)
    assert shown.at_m == 500.0
    assert shown.position is not None
    planned.panels.profile.pointed.emit(None)
    assert planned.map.newest(PointAt).position is None


def test_a_click_on_the_map_picks(planned: WindowRoom) -> None:
    planned.map.say(CandidatePicked("C"))
    assert planned.document.picked == "C"


def test_a_click_in_the_table_picks(planned: WindowRoom) -> None:
    click(planned.panels.candidates.view.viewport(), planned.middle_of_row(1))
    assert planned.document.picked == "B"


# Keys


def test_numbers_pick(planned: WindowRoom) -> None:
    planned.press(Qt.Key.Key_3)
    assert planned.document.picked == "C"
    planned.press(Qt.Key.Key_9)  # there are three
    assert planned.document.picked == "C"
    planned.press(Qt.Key.Key_2, on=planned.panels.candidates.view)
    assert planned.document.picked == "B"


def test_numbers_of_the_keypad_pick_too(planned: WindowRoom) -> None:
    QTest.keyClick(planned.window, Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    assert planned.document.picked == "C"


def test_numbers_typed_into_a_field_do_not_pick(planned: WindowRoom) -> None:
    line = planned.panels.brief.rows["event", "name"].editor.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    line.end(False)
    QTest.keyClicks(line, " 23")
    assert planned.document.picked == "A"
    assert planned.document.draft.tables["event"]["name"] == "Valley Run 23"


def test_numbers_pick_from_a_panel_that_floats(planned: WindowRoom) -> None:
    planned.dock("candidates").setFloating(True)
    view = planned.panels.candidates.view
    planned.dock("candidates").activateWindow()
    view.setFocus()
    planned.press(Qt.Key.Key_2, on=view)
    assert planned.document.picked == "B"


def test_escape_cancels(planned: WindowRoom) -> None:
    planned.controller.plan()
    before = planned.engine.cancels
    planned.press(Qt.Key.Key_Escape)
    assert planned.engine.cancels == before + 1


def test_ctrl_e_exports(planned: WindowRoom) -> None:
    planned.dialogs.file = planned.folder / "a.gpx"
    planned.press(Qt.Key.Key_E, ctrl=True)
    assert (planned.folder / "a.gpx").is_file()
    assert planned.window.notices.isVisible()


def test_enter_in_the_form_plans(planned: WindowRoom) -> None:
    line = planned.panels.brief.rows["event", "name"].editor.findChild(QLineEdit)
    assert line is not None
    planned.press(Qt.Key.Key_Return, on=line)
    assert planned.jobs == ["read valley", "plan", "plan"]


def test_ctrl_enter_plans_from_anywhere(planned: WindowRoom) -> None:
    planned.press(Qt.Key.Key_Return, ctrl=True)
    assert planned.jobs == ["read valley", "plan", "plan"]


def test_ctrl_down_goes_to_the_next(planned: WindowRoom) -> None:
    planned.press(Qt.Key.Key_Down, ctrl=True)
    assert planned.document.picked == "B"
    planned.press(Qt.Key.Key_Up, ctrl=True)
    assert planned.document.picked == "A"


def test_the_finder_finds_and_runs_by_keys_alone(planned: WindowRoom, qtbot: QtBot) -> None:
    planned.press(Qt.Key.Key_K, ctrl=True)
    finder = planned.window.findChild(Finder)
    assert isinstance(finder, Finder)
    qtbot.waitUntil(finder.isVisible)
    QTest.keyClicks(finder.typed, "next cand")
    QTest.keyClick(finder.typed, Qt.Key.Key_Return)
    assert planned.document.picked == "B"


def test_numbers_typed_into_the_finder_do_not_pick(planned: WindowRoom, qtbot: QtBot) -> None:
    planned.press(Qt.Key.Key_K, ctrl=True)
    finder = planned.window.findChild(Finder)
    assert isinstance(finder, Finder)
    qtbot.waitUntil(finder.isVisible)
    QTest.keyClicks(finder.typed, "2")
    assert finder.typed.text() == "2"
    assert planned.document.picked == "A"


def test_escape_in_the_finder_does_not_cancel_the_work(planned: WindowRoom, qtbot: QtBot) -> None:
    planned.controller.plan()
    before = planned.engine.cancels
    planned.press(Qt.Key.Key_K, ctrl=True)
    finder = planned.window.findChild(Finder)
    assert isinstance(finder, Finder)
    qtbot.waitUntil(finder.isVisible)
    QTest.keyClick(finder.typed, Qt.Key.Key_Escape)
    assert planned.engine.cancels == before


# Menus


def test_the_menus_hold_every_action(room: WindowRoom) -> None:
    menus = [menu for menu in room.window.menuBar().findChildren(QMenu) if menu.objectName()]
    held = {action.objectName() for menu in menus for action in menu.actions()}
    assert {spec.id for spec in ACTIONS} <= held
    titles = {action.text() for menu in menus for action in menu.actions()}
    assert {"Brief", "Candidates", "Findings", "Profile", "Open again"} <= titles


def test_recent_files_are_opened_again(room: WindowRoom) -> None:
    opened: list[Path] = []
    room.window.show_recent((), opened.append)
    assert not room.window.recent_menu.isEnabled()
    path = room.folder / "R&D race.toml"
    room.window.show_recent((room.brief, path), opened.append)
    actions = room.window.recent_menu.actions()
    assert actions[1].text().startswith("R&&D race.toml")
    actions[1].trigger()
    assert opened == [path]


# Dropping


def enter(room: WindowRoom, *urls: QUrl) -> QDragEnterEvent:
    data = QMimeData()
    data.setUrls(list(urls))
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), both, data, left, none)
    event.setDropAction(Qt.DropAction.MoveAction)
    event.ignore()
    room.window.dragEnterEvent(event)
    drop = QDropEvent(QPointF(5, 5), both, data, left, none)
    drop.setDropAction(Qt.DropAction.MoveAction)
    room.window.dropEvent(drop)
    event.setAccepted(event.isAccepted() and drop.isAccepted())
    if event.isAccepted():
        assert drop.dropAction() is Qt.DropAction.CopyAction  # a move would delete the file
    return event


@pytest.mark.parametrize("name", ["race.toml", "map.osm", "map.OSM.PBF", "a b 万.osm.gz"])
def test_files_that_can_be_opened_are_taken(room: WindowRoom, qtbot: QtBot, name: str) -> None:
    path = room.folder / name
    with qtbot.waitSignal(room.window.dropped) as told:
        assert enter(room, QUrl("https://example.org/race.toml"), QUrl.fromLocalFile(str(path))).isAccepted()
    assert told.args == [path]


@pytest.mark.parametrize(
    "url", ["file:///a/picture.png", "https://example.org/race.toml", "file:///a/folder/", "data:,x.toml"]
)
def test_anything_else_is_refused(room: WindowRoom, qtbot: QtBot, url: str) -> None:
    with qtbot.assertNotEmitted(room.window.dropped):
        assert not enter(room, QUrl(url)).isAccepted()
        QApplication.processEvents()


def test_words_are_refused(room: WindowRoom) -> None:
    assert not enter(room).isAccepted()


# Closing


@pytest.mark.parametrize(("saves", "closes"), [(None, False), (False, True), (True, True)])
def test_changes_are_asked_for(planned: WindowRoom, saves: bool | None, closes: bool) -> None:
    planned.controller.set_value("event", "name", "Changed")
    planned.dialogs.saves = saves
    closings: list[bool] = []
    planned.window.closing.connect(lambda: closings.append(True))
    assert planned.window.close() is closes
    assert planned.dialogs.asked == ["save first race"]
    assert closings == [True] * closes
    assert ("Changed" in planned.brief.read_text()) is (saves is True)


def test_a_clean_brief_closes_at_once_also_during_work(planned: WindowRoom) -> None:
    planned.controller.plan()
    assert planned.window.close()
    assert planned.dialogs.asked == []
    planned.say_found("B")  # still on its way
    planned.say_planned("A")
