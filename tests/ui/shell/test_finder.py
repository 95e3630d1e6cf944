"""The finder: actions by their names, with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from courseplanner.ui.shell.finder import Finder
from fakes.mouse import click, press_key

NAMES = (
    "&Open…",
    "Show the whole course",
    "Show the whole region",
    "Übersicht é",
    "Export the course as GPX",
)


class Desk:
    """A finder over some actions, and the names of those that ran."""

    def __init__(self, qtbot: QtBot) -> None:
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.ran: list[str] = []
        self.actions = [QAction(name, self.parent) for name in NAMES]
        for name, action in zip(NAMES, self.actions, strict=True):
            action.triggered.connect(lambda _checked=False, name=name: self.ran.append(name))
        self.actions[4].setShortcut("Ctrl+E")
        self.parent.show()
        self.open()

    def open(self) -> None:
        self.finder = Finder(self.actions, self.parent)
        self.finder.show()

    def type(self, words: str) -> None:
        QTest.keyClicks(self.finder.typed, words)

    @property
    def listed(self) -> list[str]:
        found = self.finder.found
        return [found.item(row).text() for row in range(found.count())]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_all_are_listed_at_first(desk: Desk) -> None:
    assert len(desk.listed) == len(NAMES)
    assert desk.listed[0] == "Open…"
    assert desk.listed[4].endswith("Ctrl+E")


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("course", 2),
        ("course whole", 1),
        ("SHOW", 2),
        ("ubersicht E", 1),
        ("gpx", 1),
        ("nothing", 0),
        (" ", 5),
    ],
)
def test_words_find_in_any_order_without_case_and_accents(desk: Desk, typed: str, count: int) -> None:
    desk.type(typed)
    assert len(desk.listed) == count
    assert desk.finder.nothing.isVisible() is (count == 0)


def test_enter_runs_the_first(desk: Desk) -> None:
    desk.type("whole")
    press_key(desk.finder.typed, Qt.Key.Key_Return)
    assert desk.ran == ["Show the whole course"]
    assert not desk.finder.isVisible()


@pytest.mark.parametrize(
    ("keys", "ran"),
    [
        ([Qt.Key.Key_Down], "Show the whole region"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down], "Show the whole course"),
        ([Qt.Key.Key_Up], "Show the whole region"),
    ],
)
def test_arrows_move_round_the_list(desk: Desk, keys: list[Qt.Key], ran: str) -> None:
    desk.type("whole")
    for key in keys:
        press_key(desk.finder.typed, key)
    press_key(desk.finder.typed, Qt.Key.Key_Enter)
    assert desk.ran == [ran]


def test_a_click_runs(desk: Desk) -> None:
    found = desk.finder.found
    click(found.viewport(), found.visualItemRect(found.item(2)).center())
    assert desk.ran == ["Show the whole region"]
    assert not desk.finder.isVisible()


def test_escape_runs_nothing(desk: Desk) -> None:
    press_key(desk.finder.typed, Qt.Key.Key_Escape)
    assert desk.ran == []
    assert not desk.finder.isVisible()


def test_enter_on_nothing_leaves_the_finder_open(desk: Desk) -> None:
    desk.type("nothing")
    press_key(desk.finder.typed, Qt.Key.Key_Return)
    press_key(desk.finder.typed, Qt.Key.Key_Down)
    assert desk.ran == []
    assert desk.finder.isVisible()


def test_what_cannot_be_done_now_is_not_listed(desk: Desk) -> None:
    desk.actions[0].setEnabled(False)
    desk.open()
    assert "Open…" not in desk.listed
