"""Names of places are offered while somebody types, and taken when chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.ui.panels.brief.editors.lists import ListEditor
from courseplanner.ui.panels.brief.editors.place_line import PlaceLine
from fakes.brief_desk import BriefDesk

Form = Callable[..., BriefDesk]
PLACES = (
    Place(PlaceKind.SCENIC, Names("万峰林", None, "Wanfenglin"), 4, 104.9, 25.0),
    Place(PlaceKind.VILLAGE, Names("Xiawan"), None, 104.95, 25.0),
    Place(PlaceKind.SCENIC, Names("万象"), None, 104.9, 25.1),
    Place(PlaceKind.VILLAGE, Names("<b>x</b>" * 40), None, 104.9, 25.2),
)


@pytest.fixture
def controller(form: Form) -> BriefDesk:
    made = form()
    made.read_region(*PLACES)
    return made


def start_line(controller: BriefDesk) -> PlaceLine:
    line = controller.row("start").editor.main_widget()
    assert isinstance(line, PlaceLine)
    return line


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("wan", ["Xiawan", "Wanfenglin"]), ("万", ["万峰林", "万象"]), ("zzz", []), ("Xiawan", [])],
)
def test_names_are_offered(controller: BriefDesk, typed: str, offered: list[str]) -> None:
    line = start_line(controller)
    commit = QInputMethodEvent()  # as Chinese is typed
    commit.setCommitString(typed)
    QApplication.sendEvent(line, commit)
    assert line.text() == typed
    assert line.offered() == offered
    assert line.popup.isVisible() == bool(offered)
    line.popup.hide()


def test_a_name_is_taken_by_arrow_and_enter_and_not_before(controller: BriefDesk, qtbot: QtBot) -> None:
    line = start_line(controller)
    QTest.keyClicks(line, "wan")
    with qtbot.assertNotEmitted(controller.panel.plan_wanted):
        QTest.keyClick(line.popup, Qt.Key.Key_Down)
        QTest.keyClick(line.popup, Qt.Key.Key_Down)
        assert line.text() == "wan"
        QTest.keyClick(line.popup, Qt.Key.Key_Return)
    assert line.text() == "Wanfenglin"
    assert controller.edits[-1] == ("course", "start", "Wanfenglin")
    assert not line.popup.isVisible()
    assert controller.document.problems == ()
    with qtbot.waitSignal(controller.panel.plan_wanted):
        QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_name_that_is_shown_is_not_offered(controller: BriefDesk) -> None:
    line = start_line(controller)
    controller.set("course", "start", "Xia")
    assert line.offered() == []
    assert not line.popup.isVisible()


def test_lines_of_a_list_are_completed_too(controller: BriefDesk) -> None:
    editor = controller.row("visit").editor
    assert isinstance(editor, ListEditor)
    editor.add_button.click()
    line = editor.entries[0].line
    assert isinstance(line, PlaceLine)
    QTest.keyClicks(line, "xia")
    assert line.offered() == ["Xiawan"]
    line.popup.hide()


def test_a_name_of_300_letters_keeps_the_list_narrow(controller: BriefDesk) -> None:
    line = start_line(controller)
    QTest.keyClicks(line, "<b")
    assert len(line.offered()[0]) == 320
    assert line.popup.width() < 500
    line.popup.grab()
    line.popup.hide()


def test_no_place_of_that_name_is_said_under_the_field(controller: BriefDesk) -> None:
    QTest.keyClicks(start_line(controller), "zzz")
    assert "zzz" in controller.row("start").problem.words
