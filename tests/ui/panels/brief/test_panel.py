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
    desk = form()
    line = desk.line(key)
    line.clear()
    QTest.keyClicks(line, typed)
    table = desk.row(key).field.table
    assert desk.edits[-1] == (table, key, value)
    assert type(desk.edits[-1][2]) is type(value)
    assert line.text() == typed


def test_what_is_emptied_is_left_out(form: Form) -> None:
    desk = form()
    desk.line("name").clear()
    assert desk.edits == [("event", "name", None)]


def test_opening_a_brief_sends_nothing(form: Form) -> None:
    assert form("[course]\nvisit = ['A', [9.5, 47]]\n[limits]\nmax_repeated = 0.1\n").edits == []


def test_the_cursor_stays_where_somebody_types(form: Form) -> None:
    desk = form()
    line = desk.line("name")
    line.setCursorPosition(5)
    QTest.keyClicks(line, "xy")
    assert (line.text(), line.cursorPosition()) == ("Riverxyside", 7)
    assert desk.tables["event"]["name"] == "Riverxyside"


def test_what_is_typed_is_not_written_anew(form: Form) -> None:
    desk = form()
    line = desk.line("visit_within_m")
    QTest.keyClicks(line, "250.0")
    assert line.text() == "250.0"
    assert desk.tables["course"]["visit_within_m"] == 250.0


def test_another_value_is_written_in_without_an_echo(form: Form) -> None:
    desk = form()
    desk.set("event", "name", "Another")
    assert desk.line("name").text() == "Another"
    assert desk.edits == []


def test_only_the_draft_writes_into_the_form(form: Form) -> None:
    desk = form()
    other = replace(
        desk.document, draft=replace(desk.document.draft, tables={**desk.tables, "event": {"name": "x"}})
    )
    desk.panel.show_document(other, Change.CANDIDATES | Change.PICKED)
    assert desk.line("name").text() == "Riverside"


def test_a_distance_is_chosen_by_its_plain_name(form: Form) -> None:
    desk = form()
    combo = desk.combo("distance")
    assert combo.currentText() == "Half marathon (21.0975 km)"
    combo.setCurrentIndex(combo.findText("Marathon (42.195 km)"))
    assert desk.edits == [("event", "distance", "marathon")]


def test_a_distance_is_typed_in_metres(form: Form) -> None:
    desk = form()
    combo = desk.combo("distance")
    combo.clearEditText()
    QTest.keyClicks(combo, "12500")
    assert desk.tables["event"]["distance"] == 12_500
    assert combo.currentText() == "12500"
    assert desk.document.problems == ()


def test_an_error_stands_under_its_field_while_typing(form: Form) -> None:
    desk = form()
    line = desk.line("villages")
    QTest.keyClicks(line, "many")
    row = desk.row("villages")
    assert row.problem.words == "✗ “many” is no whole number; write a whole number, such as 8"
    assert row.problem.isVisible()
    assert "no whole number" in line.accessibleDescription()
    assert [other.field.key for other in desk.panel.rows.values() if other.problem.words] == ["villages"]
    line.clear()
    QTest.keyClicks(line, "8")
    assert row.problem.words == ""
    assert not row.problem.isVisible()


def test_a_key_without_a_field_stands_in_the_banner_and_can_be_left_out(form: Form) -> None:
    desk = form("[search]\nsede = 2\n")
    banner = desk.panel.banner
    assert banner.words == ["[search]: unknown key sede; did you mean seed?"]
    assert banner.isVisible()
    (button,) = banner.buttons
    button.click()
    assert desk.edits == [("search", "sede", None)]
    assert not banner.isVisible()


def test_a_brief_that_is_wrong_all_over_can_be_mended_in_the_form(form: Form) -> None:
    desk = form(whole='evnt = 5\nevent = 3\n[region]\nosm = "valley.osm"\n')
    assert desk.panel.banner.isVisible()
    for _ in range(3):
        desk.panel.banner.buttons[0].click()
    assert not desk.panel.banner.isVisible()
    desk.combo("distance").setCurrentIndex(0)
    assert desk.edits[-1] == ("event", "distance", "5km")
    assert desk.row("osm").problem.words


def test_the_wheel_changes_no_choice(form: Form) -> None:
    desk = form()
    for key in ("distance", "scenic_rating", "rules"):
        combo = desk.combo(key)
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
    assert desk.edits == []


LONG = "Nowhere" * 43


@pytest.mark.parametrize("width", [280, 300])
def test_names_of_300_letters_do_not_widen_the_form(form: Form, width: int) -> None:
    desk = form(
        whole=f'schema = 1\n{LONG} = 1\n[event]\nname = "{LONG}"\ndistance = "{LONG}"\nrules = "{LONG}"\n'
        f'[region]\nosm = ["{LONG}.osm"]\nair = "{LONG}.csv"\n'
        f'[course]\nshape = "laps"\nstart = "{LONG}"\nfinish = "{LONG}"\nvisit = ["{LONG}", "A"]\n'
        f'avoid = ["{LONG}"]\nscenic_rating = "{LONG}"\n[limits]\nmin_width_m = "{LONG}"\n'
    )
    for fold, _ in desk.panel.folds:
        fold.open()
    desk.panel.resize(width, 560)
    QApplication.processEvents()
    (area,) = desk.panel.findChildren(QScrollArea)
    inside = area.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= area.viewport().width()
    assert inside.width() == area.viewport().width()
    assert desk.panel.width() == width
    assert "too long" in desk.row("start").problem.words


def test_every_field_is_named_for_those_who_do_not_see_it(form: Form) -> None:
    desk = form()
    for row in desk.panel.rows.values():
        widget = row.editor.main_widget()
        assert widget.accessibleName() or widget.accessibleDescription(), row.field.key


def test_what_is_not_used_yet_says_so(form: Form) -> None:
    desk = form()
    for row in desk.panel.rows.values():
        words = [label.text() for label in row.findChildren(QWidget) if hasattr(label, "text")]
        assert ("not used yet" in words) == (not row.field.used), row.field.key


def test_tab_goes_through_the_fields_in_their_order(form: Form) -> None:
    desk = form('[course]\nvisit = ["A", "B"]\n')
    order: list[QWidget] = [desk.panel]
    while (following := order[-1].nextInFocusChain()) is not desk.panel:
        assert following is not None
        order.append(following)
    at = [order.index(desk.row(field.key).editor.main_widget()) for field in FIELDS]
    assert at == sorted(at)
    visit = desk.row("visit").editor
    lines = [order.index(entry.line) for entry in visit.entries]  # type: ignore[attr-defined]
    after = order.index(desk.line("villages"))
    assert lines == sorted(lines)
    assert all(line < after for line in lines)


def test_colours_change_without_an_edit(form: Form) -> None:
    desk = form("[course]\nvillages = -1\n")
    desk.panel.show_palette(DARK)
    problem = desk.row("villages").problem
    assert problem.palette().color(problem.foregroundRole()).name() == DARK.fail
    desk.panel.show_palette(LIGHT)
    assert problem.palette().color(problem.foregroundRole()).name() == LIGHT.fail
    assert desk.edits == []
