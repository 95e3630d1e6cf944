"""Limits, shapes, ratings, files, boxes and the folds they stand in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from courseplanner.ui.panels.brief.editors.limit_editor import LimitEditor
from courseplanner.ui.panels.brief.editors.shape_editor import ShapeEditor
from fakes.brief_desk import BriefDesk

Form = Callable[..., BriefDesk]


def test_a_percentage_is_a_share_in_the_brief(form: Form) -> None:
    desk = form("[limits]\nmax_repeated = 0.07\n")
    line = desk.line("max_repeated")
    assert line.text() == "7"
    line.clear()
    assert desk.tables["limits"] == {}
    QTest.keyClicks(line, "10")
    assert repr(desk.tables["limits"]["max_repeated"]) == "0.1"


def test_a_limit_is_ticked_and_taken_away(form: Form) -> None:
    desk = form()
    editor = desk.row("max_repeated").editor
    assert isinstance(editor, LimitEditor)
    assert not editor.line.isEnabled()
    editor.tick.click()
    assert desk.edits == [("limits", "max_repeated", 0.1)]
    assert editor.line.isEnabled()
    editor.tick.click()
    assert desk.tables["limits"] == {}
    assert not editor.line.isEnabled()
    assert editor.line.text() == "10"
    editor.tick.click()
    assert desk.edits[-1] == ("limits", "max_repeated", 0.1)


def test_a_limit_that_is_taken_away_is_wrong_no_more(form: Form) -> None:
    desk = form("[limits]\nmax_climb_m = 400\n")
    editor = desk.row("max_climb_m").editor
    assert isinstance(editor, LimitEditor)
    assert editor.line.property("wrong") is True
    editor.tick.click()
    assert editor.line.property("wrong") is False
    assert desk.row("max_climb_m").problem.words == ""


def test_a_limit_stays_ticked_while_its_figure_is_typed_anew(form: Form) -> None:
    desk = form("[limits]\nmin_width_m = 4\n")
    editor = desk.row("min_width_m").editor
    assert isinstance(editor, LimitEditor)
    editor.line.clear()
    assert desk.edits == [("limits", "min_width_m", None)]
    assert editor.tick.isChecked()
    assert editor.line.isEnabled()
    QTest.keyClicks(editor.line, "5")
    assert desk.edits[-1] == ("limits", "min_width_m", 5)


def test_limits_are_folded_unless_one_is_given(form: Form) -> None:
    assert not form().fold("Limits").is_open
    assert form("[limits]\nmax_unpaved = 0.0\n").fold("Limits").is_open


def test_a_fold_says_what_is_wrong_in_it(form: Form) -> None:
    desk = form("[limits]\nmax_unpaved = 3.0\n")
    fold = desk.fold("Limits")
    fold.heading.click()
    assert not fold.is_open
    assert "✗ 1" in fold.heading.text()
    desk.set("limits", "max_unpaved", 4.0)
    assert not fold.is_open  # a person folded it


def test_a_shape_is_chosen_by_a_button(form: Form) -> None:
    desk = form()
    editor = desk.row("shape").editor
    assert isinstance(editor, ShapeEditor)
    assert editor.buttons["loop"].isChecked()
    assert not desk.row("finish").isVisible()
    assert not desk.row("laps").isVisible()
    editor.buttons["laps"].click()
    assert desk.tables["course"] == {"shape": "laps", "laps": 2}
    assert desk.row("laps").isVisible()
    assert desk.document.problems == ()
    editor.buttons["point-to-point"].click()
    assert desk.tables["course"] == {"shape": "point-to-point"}
    assert desk.row("finish").isVisible()
    assert not desk.row("laps").isVisible()


def test_arrow_keys_go_through_the_shapes(form: Form, qtbot: QtBot) -> None:
    desk = form()
    editor = desk.row("shape").editor
    assert isinstance(editor, ShapeEditor)
    desk.panel.activateWindow()
    editor.buttons["loop"].setFocus()
    qtbot.waitUntil(editor.buttons["loop"].hasFocus)
    QTest.keyClick(editor.buttons["loop"], Qt.Key.Key_Right)
    assert desk.tables["course"]["shape"] == "point-to-point"


def test_an_unknown_shape_chooses_none_and_says_so(form: Form) -> None:
    desk = form('[course]\nshape = "square"\n')
    editor = desk.row("shape").editor
    assert isinstance(editor, ShapeEditor)
    assert not any(button.isChecked() for button in editor.buttons.values())
    assert "square" in desk.row("shape").problem.words


def test_a_finish_that_does_not_fit_is_shown_to_be_mended(form: Form) -> None:
    desk = form('[course]\nfinish = "Balzers"\n')
    assert desk.row("finish").isVisible()
    desk.line("finish").clear()
    assert desk.document.problems == ()
    assert not desk.row("finish").isVisible()


def test_a_rating_is_chosen_and_a_wrong_one_shown(form: Form) -> None:
    desk = form('[course]\nscenic_rating = "7A"\n')
    combo = desk.combo("scenic_rating")
    assert combo.currentText() == "7A"
    assert "7A" in desk.row("scenic_rating").problem.words
    combo.setCurrentIndex(combo.findText("4A or better"))
    combo.activated.emit(combo.currentIndex())
    assert desk.edits == [("course", "scenic_rating", "4A")]
    combo.activated.emit(0)
    assert desk.edits[-1] == ("course", "scenic_rating", None)


def test_how_defibrillators_come_is_chosen(form: Form) -> None:
    desk = form('[stations]\ndefibrillator_mode = "bike"\n')
    combo = desk.combo("defibrillator_mode")
    assert combo.currentText() == "bike"
    assert "bicycle" in desk.row("defibrillator_mode").problem.words
    combo.setCurrentIndex(combo.findText("by bicycle"))
    combo.activated.emit(combo.currentIndex())
    assert desk.edits == [("stations", "defibrillator_mode", "bicycle")]
    combo.activated.emit(0)
    assert desk.edits[-1] == ("stations", "defibrillator_mode", None)


def test_files_are_wanted_and_removed(form: Form, qtbot: QtBot) -> None:
    desk = form()
    editor = desk.row("osm").editor
    with qtbot.waitSignal(desk.panel.files_wanted) as wanted:
        editor.add_button.click()  # type: ignore[attr-defined]
    assert wanted.args == ["osm"]
    editor.files[0].remove.click()  # type: ignore[attr-defined]
    assert desk.edits == [("region", "osm", None)]
    assert desk.row("osm").problem.words == "✗ it is missing; add an OSM file"


def test_one_of_several_files_is_removed(form: Form) -> None:
    desk = form()
    desk.set("region", "osm", ["valley.osm", "gone.osm"])
    assert "gone.osm" in desk.row("osm").problem.words
    desk.row("osm").editor.files[1].remove.click()  # type: ignore[attr-defined]
    assert desk.edits == [("region", "osm", ["valley.osm"])]


def test_a_box_can_only_be_taken_away(form: Form) -> None:
    desk = form()
    desk.set("region", "bbox", [9.4, 47.0, 9.7, 47.3])
    editor = desk.row("bbox").editor
    assert editor.label.words == "9.4, 47, 9.7, 47.3"  # type: ignore[attr-defined]
    editor.all_button.click()  # type: ignore[attr-defined]
    assert desk.edits == [("region", "bbox", None)]
    assert editor.label.words == "all of it"  # type: ignore[attr-defined]
