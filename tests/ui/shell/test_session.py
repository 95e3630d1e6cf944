"""One run of the app: what is remembered, what is recoloured, and what a person is told."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QMessageBox
from pytestqt.qtbot import QtBot

from courseplanner.base import assets
from courseplanner.base.settings import Settings, SettingsFile
from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.ui.jobs.messages import MapRead, OpenRegion, PlanCourses, RegionRead
from courseplanner.ui.look.theme import DARK, LIGHT
from courseplanner.ui.map.messages import Ready, SetPalette
from courseplanner.ui.shell.commands import SAMPLE_BRIEF
from courseplanner.ui.shell.session import Session
from fakes.controller_room import BRIEF
from fakes.dialogs import FakeDialogs
from fakes.engine import FakeEngine
from fakes.map import FakeMap
from fakes.mouse import click
from handmade import region

Start = Callable[[], Session]


class Room:
    """Sessions one after another, over one file of settings."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self.store = SettingsFile(folder / "settings.json")
        self.dialogs = FakeDialogs()
        self.brief = folder / "race.toml"
        self.brief.write_text(BRIEF, encoding="utf-8")
        (folder / "valley.osm").touch()

    def start(self, file: Path | None = None) -> Session:
        self.engine, self.map = FakeEngine(), FakeMap()
        session = Session(self.engine, self.store, self.map, self.dialogs)
        self.session = session
        self._qtbot.addWidget(
            session.window, before_close_func=lambda _: setattr(self.dialogs, "saves", False)
        )
        session.begin(self.brief if file is None else file)
        return session

    def kept(self) -> Settings:
        return self.store.load()

    def told(self) -> str:
        return self.session.window.notices.words


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    palette, sheet = qapp.palette(), qapp.styleSheet()
    yield Room(qtbot, tmp_path)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_it_begins_with_the_window_and_the_file(room: Room) -> None:
    session = room.start()
    assert session.window.isVisible()
    assert session.controller.document.draft.path == room.brief
    assert len(room.engine.asked) == 1


def test_enter_plans_from_the_start(room: Room, qtbot: QtBot) -> None:
    session = room.start()
    asked = room.engine.asked[-1]
    assert isinstance(asked, OpenRegion)
    mill = Place(PlaceKind.VILLAGE, Names("Mill"), None, 104.9, 25.0)
    room.engine.say(RegionRead(asked.job, asked.sources, replace(region(), places=(mill,))))
    room.engine.say(MapRead(asked.job, b""))
    qtbot.waitUntil(session.window.isActiveWindow)
    keyboard = QApplication.focusWidget()
    assert keyboard is session.panels.brief
    QTest.keyClick(keyboard, Qt.Key.Key_Return)
    assert isinstance(room.engine.asked[-1], PlanCourses)


# What is remembered


def test_files_that_were_opened_are_remembered(room: Room) -> None:
    session = room.start()
    assert room.kept().recent_files == (room.brief,)
    other = room.brief.with_name("other.toml")
    assert session.controller.save(other)
    assert room.kept().recent_files == (other, room.brief)
    shown = [action.text() for action in room.start().window.recent_menu.actions()]
    assert [words.split()[0] for words in shown] == ["race.toml", "other.toml"]


def test_a_recent_file_opens_from_the_menu_but_not_over_changes(room: Room) -> None:
    session = room.start()
    session.controller.save(room.brief.with_name("other.toml"))
    session.controller.set_value("event", "name", "Changed")
    first = session.window.recent_menu.actions()[1]
    first.trigger()
    assert room.dialogs.asked == ["save first other"]
    assert session.controller.document.draft.path != room.brief
    room.dialogs.saves = False
    session.window.recent_menu.actions()[1].trigger()
    assert session.controller.document.draft.path == room.brief


def test_a_recent_file_that_is_gone_is_forgotten(room: Room) -> None:
    session = room.start()
    other = room.brief.with_name("other.toml")
    session.controller.save(other)
    room.brief.unlink()
    session.window.recent_menu.actions()[1].trigger()
    assert room.kept().recent_files == (other,)
    assert len(session.window.recent_menu.actions()) == 1
    assert "race.toml is gone" in room.told()


def test_a_file_that_cannot_be_opened_is_not_remembered(room: Room) -> None:
    broken = room.brief.with_name("broken.toml")
    broken.write_text("schema = ")
    room.start(broken)
    assert room.kept().recent_files == ()
    assert "broken.toml" in room.told()


def test_hints_are_shown_at_first_and_closed_for_good(room: Room) -> None:
    session = room.start()
    assert session.window.hints.isVisible()
    click(session.window.hints.close_button)
    assert not session.window.hints.isVisible()
    assert room.kept().hints_closed
    session = room.start()
    assert not session.window.hints.isVisible()
    session.window.actions_by_id["show-hints"].trigger()
    assert session.window.hints.isVisible()


def test_panels_are_where_they_were(room: Room) -> None:
    session = room.start()
    brief = session.window.findChild(QDockWidget, "brief")
    assert brief is not None
    brief.close()
    session.window.resize(700, 600)
    assert session.window.close()
    assert room.kept().dock_state
    session = room.start()
    brief = session.window.findChild(QDockWidget, "brief")
    assert brief is not None
    assert not brief.isVisible()
    assert (session.window.width(), session.window.height()) == (700, 600)


def test_closing_over_changes_can_be_refused_and_then_keeps_nothing(room: Room) -> None:
    session = room.start()
    session.controller.set_value("event", "name", "Changed")
    assert not session.window.close()
    assert not room.kept().dock_state


def test_settings_that_cannot_be_kept_do_no_harm(
    room: Room, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    room.store = SettingsFile(tmp_path / "file" / "settings.json")
    session = room.start()
    session.window.actions_by_id["theme-dark"].trigger()
    click(session.window.hints.close_button)
    assert session.window.close()
    assert session.settings.theme == "dark"
    assert "can't be written" in caplog.text
    assert not session.window.notices.isVisible()


# Colours


def test_a_theme_recolours_everything_and_is_remembered(room: Room, qapp: QApplication) -> None:
    session = room.start()
    session.window.actions_by_id["theme-dark"].trigger()
    assert room.map.newest(SetPalette).colours == DARK.colours()
    assert DARK.accent in qapp.styleSheet()
    assert DARK.raised in session.window.hints.styleSheet()
    assert room.kept().theme == "dark"
    session = room.start()
    assert room.map.newest(SetPalette).colours == DARK.colours()
    assert session.window.actions_by_id["theme-dark"].isChecked()
    session.window.actions_by_id["theme-light"].trigger()
    assert room.map.newest(SetPalette).colours == LIGHT.colours()
    assert not session.window.actions_by_id["theme-dark"].isChecked()


# A map that does not come up


def test_a_map_that_was_ready_is_remembered(room: Room) -> None:
    room.start()
    assert not room.kept().map_was_ready
    room.map.say(Ready())
    assert room.kept().map_was_ready


def test_a_map_that_never_came_up_is_remembered(room: Room) -> None:
    session = room.start()
    session.window.close()
    assert not room.kept().map_was_ready


def test_software_drawing_is_a_choice_that_can_be_taken_back(room: Room) -> None:
    session = room.start()
    session.panels.map.software_wanted.emit()
    assert room.kept().software_rendering
    assert "Start courseplanner again" in room.told()
    session = room.start()
    switch = session.window.actions_by_id["software-map"]
    assert switch.isChecked()
    session.panels.map.software_wanted.emit()  # asked for again: it stays on
    assert room.kept().software_rendering
    switch.trigger()
    assert not room.kept().software_rendering


# Opening


def test_the_sample_opens_planned_also_by_a_relative_path(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(assets.sample())
    controller = room.start(Path(SAMPLE_BRIEF)).controller
    assert controller.document.draft.path is not None
    assert controller._plan_after


def test_a_dropped_file_is_opened(room: Room) -> None:
    session = room.start()
    other = room.brief.with_name("other.toml")
    other.write_text(BRIEF)
    session.window.dropped.emit(other)
    assert session.controller.document.draft.path == other


# What goes wrong


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, hook in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))  # put back at the end


@pytest.mark.qt_no_exception_capture
@pytest.mark.usefixtures("hooks")
@pytest.mark.parametrize("in_thread", [True, False])
def test_an_unforeseen_error_is_told_and_logged(
    room: Room, qtbot: QtBot, caplog: pytest.LogCaptureFixture, in_thread: bool
) -> None:
    session = room.start()
    session.take_faults()

    def fail() -> None:
        raise ValueError("<b>never</b> foreseen")

    if in_thread:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    else:
        QTimer.singleShot(0, fail)
    qtbot.waitUntil(session.window.notices.isVisible)
    assert "ValueError: <b>never</b> foreseen" in room.told()
    assert "Traceback" not in room.told()
    assert "Traceback" in caplog.text


def test_the_log_can_be_shown(room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("courseplanner.ui.shell.session.default_log_folder", lambda: tmp_path)
    opened: list[str] = []

    def show(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    session = room.start()
    session.window.actions_by_id["show-log"].trigger()
    assert opened == [str(tmp_path)]
    assert not session.window.notices.isVisible()


def test_where_nothing_shows_folders_the_log_is_named(
    room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("courseplanner.ui.shell.session.default_log_folder", lambda: tmp_path)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    session = room.start()
    session.window.actions_by_id["show-log"].trigger()
    assert str(tmp_path) in room.told()


def test_about_says_what_a_plan_is_not(room: Room) -> None:
    session = room.start()
    session.window.actions_by_id["about"].trigger()
    box = session.window.findChild(QMessageBox)
    assert box is not None
    assert "not a measurement" in box.text()
    assert "OpenStreetMap" in box.text()
    box.close()


# The end


def test_a_signal_ends_without_asking_and_keeps_the_layout(
    room: Room, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    ended: list[bool] = []
    monkeypatch.setattr(QApplication, "exit", lambda *_: ended.append(True))
    session = room.start()
    session.controller.set_value("event", "name", "Changed")
    try:
        session.watch_signals()
        signal.raise_signal(signal.SIGTERM)
        qtbot.waitUntil(lambda: bool(ended))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert room.dialogs.asked == []
    assert room.kept().dock_state


def test_the_page_goes_before_its_profile(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    session = room.start()
    closed: list[bool] = []
    monkeypatch.setattr(room.map, "close_page", lambda: closed.append(True))
    session.end()
    assert closed == [True]


def test_other_settings_stay(room: Room) -> None:
    room.store.save(replace(Settings(), others={"of_a_newer_version": 7}))
    room.start().window.close()
    assert room.kept().others == {"of_a_newer_version": 7}
