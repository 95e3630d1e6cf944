"""The window: where its panels are, how small it can be, and the way of the Tab key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget
from pytestqt.qtbot import QtBot

from courseplanner.ui.shell.window import Layout, Window
from courseplanner.ui.state import Notice
from fakes.window_room import WindowRoom

NAMES = ("brief", "candidates", "findings", "profile")


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowRoom]:
    made = WindowRoom(tmp_path)
    qtbot.addWidget(made.window)
    made.planned("A", "B")
    made.show()
    made.window.resize(1_366, 768)  # larger than the screen that is none
    made.window.actions_by_id["reset-panels"].trigger()
    yield made
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def places(window: Window) -> dict[str, tuple[int, int, int, int]]:
    """Where the docks are in their window."""
    QApplication.processEvents()
    found = {}
    for name in NAMES:
        dock = window.findChild(QDockWidget, name)
        assert isinstance(dock, QDockWidget)
        place = dock.geometry()
        found[name] = (place.x(), place.y(), place.width(), place.height())
    return found


def test_the_panels_lie_around_the_map(room: WindowRoom) -> None:
    brief, candidates, findings, profile = places(room.window).values()
    central = room.window.centralWidget()
    assert central is not None
    middle = central.geometry()
    assert brief[0] + brief[2] <= middle.left()
    assert candidates[0] > middle.right()
    assert findings[0] == candidates[0]
    assert findings[1] >= candidates[1] + candidates[3]
    assert profile[1] > middle.bottom()
    assert middle.width() > 500
    assert middle.height() > 350


def test_a_window_is_no_larger_than_the_screen_at_first(room: WindowRoom, qtbot: QtBot) -> None:
    other = room.another_window()
    qtbot.addWidget(other)
    available = other.screen().availableSize()
    assert other.width() <= available.width()
    assert other.height() <= available.height()


def test_put_the_panels_back(room: WindowRoom) -> None:
    room.window.resize(1_200, 720)
    before = places(room.window)
    room.dock("brief").close()
    room.dock("candidates").setFloating(True)
    room.window.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, room.dock("profile"))
    room.window.tabifyDockWidget(room.dock("profile"), room.dock("findings"))
    assert places(room.window) != before
    room.window.actions_by_id["reset-panels"].trigger()
    after = places(room.window)
    assert all(room.dock(name).isVisible() and not room.dock(name).isFloating() for name in NAMES)
    assert room.window.tabifiedDockWidgets(room.dock("profile")) == [
        room.dock("stations"),
        room.dock("length"),
        room.dock("climate"),
    ]
    for name in NAMES:
        assert after[name] == pytest.approx(before[name], abs=8)
    assert room.window.width() == 1_200  # the window itself stays where it is


def test_a_layout_is_restored_in_a_new_window(room: WindowRoom, qtbot: QtBot) -> None:
    room.window.resize(780, 640)  # Qt lets no window be restored larger than the screen
    room.dock("profile").close()
    room.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, room.dock("findings"))
    before, layout = places(room.window), room.window.layout_now()
    other = room.another_window()
    qtbot.addWidget(other)
    other.restore(layout)
    other.show()
    assert other.size() == room.window.size()
    after = places(other)
    for name in ("brief", "candidates", "findings"):
        assert after[name] == pytest.approx(before[name], abs=8)
    profile = other.findChild(QDockWidget, "profile")
    assert profile is not None
    assert not profile.isVisible()


@pytest.mark.parametrize("words", ["", "AAAA", "no base64", "名", "AAAA" * 1_000])
def test_a_broken_layout_does_no_harm(room: WindowRoom, words: str) -> None:
    before = places(room.window)
    room.window.restore(Layout(words, words))
    assert places(room.window) == before


def test_a_closed_panel_comes_back_by_its_menu(room: WindowRoom) -> None:
    room.dock("brief").close()
    room.dock("brief").toggleViewAction().trigger()
    assert room.dock("brief").isVisible()


@pytest.mark.parametrize("words", ["", "The file can't be read; " + "x" * 600])
def test_a_small_screen_is_enough(room: WindowRoom, words: str) -> None:
    room.window.hints.show()
    if words:
        room.controller.noticed.emit(Notice(words))
    room.window.resize(1_024, 640)
    QApplication.processEvents()
    assert (room.window.width(), room.window.height()) == (1_024, 640)
    needed = room.window.minimumSizeHint()
    assert needed.width() <= 600
    assert needed.height() <= 500
    assert room.panels.map.width() >= 300
    assert room.panels.map.height() >= 150


def test_full_screen_is_a_switch(room: WindowRoom) -> None:
    room.window.actions_by_id["full-screen"].trigger()
    assert room.window.isFullScreen()
    room.window.actions_by_id["full-screen"].trigger()
    assert not room.window.isFullScreen()


def owner(room: WindowRoom, widget: QWidget) -> str:
    named = {
        "map": room.panels.map,
        "brief": room.panels.brief,
        "candidates": room.panels.candidates,
        "findings": room.panels.findings,
        "profile": room.panels.profile,
        "stations": room.panels.stations,
    }
    return next((name for name, panel in named.items() if panel.isAncestorOf(widget)), "")


def test_the_tab_key_goes_from_the_brief_to_what_answers_it(room: WindowRoom) -> None:
    first = room.panels.brief.rows["event", "distance"].editor.main_widget()
    first.setFocus()
    way: list[str] = []
    for _ in range(400):
        now = QApplication.focusWidget()
        if now is None or (now is first and way):
            break
        part = owner(room, now)
        if part and (not way or way[-1] != part):
            way.append(part)
        room.press(Qt.Key.Key_Tab)
    assert way[:2] == ["brief", "candidates"]
    assert len(way) == len(set(way)) or way[-1] == "brief"  # each panel once, then round
