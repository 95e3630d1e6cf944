"""The form as a whole: typing, errors, keys and width."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from courseplanner.project.document import Change
from courseplanner.ui.look.theme import DARK, LIGHT
from courseplanner.ui.panels.brief.fields.fields import FIELDS
from fakes.brief_desk import BriefDesk

Form = Callable[..., BriefDesk]


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("name", "Spring Run", "Spring Run"),
        ("runners", "8000", 8_000),
        ("runners", "many", "many"),
        ("date", "2027-03-28", dt.date(2027, 3, 28)),
        ("start_time", "08:30", dt.time(8, 30)),
        ("prevention_factor", "1.002", 1.002),
        ("start", "Vaduz", "Vaduz"),
        ("start", "9.52, 47.14", [9.52, 47.14]),
        ("villages", "8", 8),
        ("visit_within_m", "250", 250),
        ("candidates", "3", 3),
        ("time_s", "2.5", 2.5),
    ],
)
def test_typing_sends_values_of_toml(form: Form, key: str, typed: str, value: object) -> None:
    controller = form()
    line = controller.line(key)
    line.clear()
    QTest.keyClicks(line, typed)
    table = controller.row(key).field.table
    assert controller.edits[-1] == (table, key, value)
    assert type(controller.edits[-1][2]) is type(value)
    assert line.text() == typed


def test_what_is_emptied_is_left_out(form: Form) -> None:
    controller = form()
    controller.line("name").clear()
    assert controller.edits == [("event", "name", None)]


def test_opening_a_brief_sends_nothing(form: Form) -> None:
    assert form("[course]\nvisit = ['A', [9.5, 47]]\n[limits]\nmax_repeated = 0.1\n").edits == []


def test_the_cursor_stays_where_somebody_types(form: Form) -> None:
    controller = form()
    line = controller.line("name")
    line.setCursorPosition(5)
    QTest.keyClicks(line, "xy")
    assert (line.text(), line.cursorPosition()) == ("Riverxyside", 7)
    assert controller.tables["event"]["name"] == "Riverxyside"


def test_what_is_typed_is_not_written_anew(form: Form) -> None:
    controller = form()
    line = controller.line("visit_within_m")
    QTest.keyClicks(line, "250.0")
    assert line.text() == "250.0"
    assert controller.tables["course"]["visit_within_m"] == 250.0


def test_another_value_is_written_in_without_an_echo(form: Form) -> None:
    controller = form()
    controller.set("event", "name", "Another")
    assert controller.line("name").text() == "Another"
    assert controller.edits == []


def test_only_the_draft_writes_into_the_form(form: Form) -> None:
    controller = form()
    other = replace(
        controller.document,
        draft=replace(controller.document.draft, tables={**controller.tables, "event": {"name": "x"}}),
    )
    controller.panel.show_document(other, Change.CANDIDATES | Change.PICKED)
    assert controller.line("name").text() == "Riverside"


def test_a_distance_is_chosen_by_its_plain_name(form: Form) -> None:
    controller = form()
    combo = controller.combo("distance")
    assert combo.currentText() == "Half marathon (21.0975 km)"
    combo.setCurrentIndex(combo.findText("Marathon (42.195 km)"))
    assert controller.edits == [("event", "distance", "marathon")]


def test_a_distance_is_typed_in_metres(form: Form) -> None:
    controller = form()
    combo = controller.combo("distance")
    combo.clearEditText()
    QTest.keyClicks(combo, "12500")
    assert controller.tables["event"]["distance"] == 12_500
    assert combo.currentText() == "12500"
    assert controller.document.problems == ()


def test_an_error_stands_under_its_field_while_typing(form: Form) -> None:
    controller = form()
    line = controller.line("villages")
    QTest.keyClicks(line, "many")
    row = controller.row("villages")
    assert row.problem.words == "✗ “many” is not a whole number; write a whole number, such as 8"
    assert row.problem.isVisible()
    assert "not a whole number" in line.accessibleDescription()
    assert [other.field.key for other in controller.panel.rows.values() if other.problem.words] == [
        "villages"
    ]
    line.clear()
    QTest.keyClicks(line, "8")
    assert row.problem.words == ""
    assert not row.problem.isVisible()


def test_a_key_without_a_field_stands_in_the_banner_and_can_be_left_out(form: Form) -> None:
    controller = form("[search]\nsede = 2\n")
    banner = controller.panel.banner
    assert banner.words == ["[search]: unknown key sede; did you mean seed?"]
    assert banner.isVisible()
    (button,) = banner.buttons
    button.click()
    assert controller.edits == [("search", "sede", None)]
    assert not banner.isVisible()


def test_a_brief_that_is_wrong_all_over_can_be_mended_in_the_form(form: Form) -> None:
    controller = form(whole='evnt = 5\nevent = 3\n[region]\nosm = "valley.osm"\n')
    assert controller.panel.banner.isVisible()
    for _ in range(3):
        controller.panel.banner.buttons[0].click()
    assert not controller.panel.banner.isVisible()
    controller.combo("distance").setCurrentIndex(0)
    assert controller.edits[-1] == ("event", "distance", "5km")
    assert controller.row("osm").problem.words


def test_the_wheel_changes_no_choice(form: Form) -> None:
    controller = form()
    for key in ("distance", "scenic_rating", "rules"):
        combo = controller.combo(key)
        combo.setFocus()
        where = QPointF(5, 5)
        down = QPoint(0, -120)
        wheel = QWheelEvent(
            where,
            QPointF(combo.mapToGlobal(where.toPoint())),
            down,
            down,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(combo, wheel)
    assert controller.edits == []


LONG = "Nowhere" * 43


@pytest.mark.parametrize("width", [280, 300])
def test_names_of_300_letters_do_not_widen_the_form(form: Form, width: int) -> None:
    controller = form(
        whole=f'schema = 1\n{LONG} = 1\n[event]\nname = "{LONG}"\ndistance = "{LONG}"\nrules = "{LONG}"\n'
        f'[region]\nosm = ["{LONG}.osm"]\nair = "{LONG}.csv"\n'
        f'[course]\nshape = "laps"\nstart = "{LONG}"\nfinish = "{LONG}"\nvisit = ["{LONG}", "A"]\n'
        f'avoid = ["{LONG}"]\nscenic_rating = "{LONG}"\n[limits]\nmin_width_m = "{LONG}"\n'
    )
    for fold, _ in controller.panel.folds:
        fold.open()
    controller.panel.resize(width, 560)
    QApplication.processEvents()
    (area,) = controller.panel.findChildren(QScrollArea)
    inside = area.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= area.viewport().width()
    assert inside.width() == area.viewport().width()
    assert controller.panel.width() == width
    assert "too long" in controller.row("start").problem.words


def test_every_field_is_named_for_those_who_do_not_see_it(form: Form) -> None:
    controller = form()
    for row in controller.panel.rows.values():
        widget = row.editor.main_widget()
        assert widget.accessibleName() or widget.accessibleDescription(), row.field.key


def test_what_is_not_used_yet_says_so(form: Form) -> None:
    controller = form()
    for row in controller.panel.rows.values():
        words = [label.text() for label in row.findChildren(QWidget) if hasattr(label, "text")]
        assert ("not used yet" in words) == (not row.field.used), row.field.key


def test_tab_goes_through_the_fields_in_their_order(form: Form) -> None:
    controller = form('[course]\nvisit = ["A", "B"]\n')
    order: list[QWidget] = [controller.panel]
    while (following := order[-1].nextInFocusChain()) is not controller.panel:
        assert following is not None
        order.append(following)
    at = [order.index(controller.row(field.key).editor.main_widget()) for field in FIELDS]
    assert at == sorted(at)
    visit = controller.row("visit").editor
    lines = [order.index(entry.line) for entry in visit.entries]  # type: ignore[attr-defined]
    after = order.index(controller.line("villages"))
    assert lines == sorted(lines)
    assert all(line < after for line in lines)


def test_colours_change_without_an_edit(form: Form) -> None:
    controller = form("[course]\nvillages = -1\n")
    controller.panel.show_palette(DARK)
    problem = controller.row("villages").problem
    assert problem.palette().color(problem.foregroundRole()).name() == DARK.fail
    controller.panel.show_palette(LIGHT)
    assert problem.palette().color(problem.foregroundRole()).name() == LIGHT.fail
    assert controller.edits == []
