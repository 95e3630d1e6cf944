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


class Controller:
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
def controller(qtbot: QtBot) -> Controller:
    return Controller(qtbot)


def test_all_are_listed_at_first(controller: Controller) -> None:
    assert len(controller.listed) == len(NAMES)
    assert controller.listed[0] == "Open…"
    assert controller.listed[4].endswith("Ctrl+E")


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
def test_words_find_in_any_order_without_case_and_accents(
    controller: Controller, typed: str, count: int
) -> None:
    controller.type(typed)
    assert len(controller.listed) == count
    assert controller.finder.nothing.isVisible() is (count == 0)


def test_enter_runs_the_first(controller: Controller) -> None:
    controller.type("whole")
    press_key(controller.finder.typed, Qt.Key.Key_Return)
    assert controller.ran == ["Show the whole course"]
    assert not controller.finder.isVisible()


@pytest.mark.parametrize(
    ("keys", "ran"),
    [
        ([Qt.Key.Key_Down], "Show the whole region"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down], "Show the whole course"),
        ([Qt.Key.Key_Up], "Show the whole region"),
    ],
)
def test_arrows_move_round_the_list(controller: Controller, keys: list[Qt.Key], ran: str) -> None:
    controller.type("whole")
    for key in keys:
        press_key(controller.finder.typed, key)
    press_key(controller.finder.typed, Qt.Key.Key_Enter)
    assert controller.ran == [ran]


def test_a_click_runs(controller: Controller) -> None:
    found = controller.finder.found
    click(found.viewport(), found.visualItemRect(found.item(2)).center())
    assert controller.ran == ["Show the whole region"]
    assert not controller.finder.isVisible()


def test_escape_runs_nothing(controller: Controller) -> None:
    press_key(controller.finder.typed, Qt.Key.Key_Escape)
    assert controller.ran == []
    assert not controller.finder.isVisible()


def test_enter_on_nothing_leaves_the_finder_open(controller: Controller) -> None:
    controller.type("nothing")
    press_key(controller.finder.typed, Qt.Key.Key_Return)
    press_key(controller.finder.typed, Qt.Key.Key_Down)
    assert controller.ran == []
    assert controller.finder.isVisible()


def test_what_cannot_be_done_now_is_not_listed(controller: Controller) -> None:
    controller.actions[0].setEnabled(False)
    controller.open()
    assert "Open…" not in controller.listed
