"""Planning is offered or refused with a reason, and work is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from courseplanner.base.i18n import text
from courseplanner.ui.state import Work
from fakes.brief_desk import BriefDesk

Form = Callable[..., BriefDesk]


def test_planning_is_wanted_by_button_and_by_enter(form: Form, qtbot: QtBot) -> None:
    controller = form()
    bar = controller.panel.action_bar
    assert bar.plan_button.isEnabled()
    with qtbot.waitSignal(controller.panel.plan_wanted):
        bar.plan_button.click()
    for widget in (controller.line("name"), controller.combo("distance"), controller.combo("scenic_rating")):
        with qtbot.waitSignal(controller.panel.plan_wanted):
            QTest.keyClick(widget, Qt.Key.Key_Return)


def test_a_wrong_brief_is_not_planned_and_says_why(form: Form, qtbot: QtBot) -> None:
    controller = form("[course]\nvillages = -1\n")
    bar = controller.panel.action_bar
    assert not bar.plan_button.isEnabled()
    assert bar.reason.words == "✗ Fix one problem before planning"
    assert bar.plan_button.toolTip() == "Fix one problem before planning"
    with qtbot.assertNotEmitted(controller.panel.plan_wanted):
        QTest.keyClick(controller.line("name"), Qt.Key.Key_Return)
    controller.set("event", "runners", 0)
    assert bar.reason.words == "✗ Fix 2 problems before planning"


def test_without_roads_nothing_is_planned(form: Form) -> None:
    controller = form()
    controller.set("region", "osm", None)
    assert not controller.panel.action_bar.plan_button.isEnabled()
    assert "Add an OSM file" in controller.panel.action_bar.reason.words


def test_the_first_thing_to_mend_is_shown(form: Form, qtbot: QtBot) -> None:
    controller = form("[limits]\nmin_width_m = -4\n[search]\nseed = -1\n")
    controller.fold("Limits").heading.click()
    controller.panel.activateWindow()
    controller.panel.action_bar.show_button.click()
    assert controller.fold("Limits").is_open
    qtbot.waitUntil(lambda: QApplication.focusWidget() is controller.line("min_width_m"))


def test_work_shows_progress_and_can_be_cancelled(form: Form, qtbot: QtBot) -> None:
    controller = form()
    panel, bar = controller.panel, controller.panel.action_bar
    panel.show_work(Work(0.25, text("Reading roads")))
    assert not bar.plan_button.isVisible()
    assert bar.words.words == "Reading roads"
    assert bar.bar.value() == bar.bar.maximum() / 4
    with qtbot.waitSignal(panel.cancel_wanted):
        bar.cancel_button.click()
    with qtbot.waitSignal(panel.cancel_wanted):
        QTest.keyClick(controller.line("name"), Qt.Key.Key_Escape)
    panel.show_work(None)
    assert bar.plan_button.isVisible()
    with qtbot.assertNotEmitted(panel.cancel_wanted):
        QTest.keyClick(panel, Qt.Key.Key_Escape)
