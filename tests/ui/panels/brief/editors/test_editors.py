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
    controller = form("[limits]\nmax_repeated = 0.07\n")
    line = controller.line("max_repeated")
    assert line.text() == "7"
    line.clear()
    assert controller.tables["limits"] == {}
    QTest.keyClicks(line, "10")
    assert repr(controller.tables["limits"]["max_repeated"]) == "0.1"


def test_a_limit_is_ticked_and_taken_away(form: Form) -> None:
    controller = form()
    editor = controller.row("max_repeated").editor
    assert isinstance(editor, LimitEditor)
    assert not editor.line.isEnabled()
    editor.tick.click()
    assert controller.edits == [("limits", "max_repeated", 0.1)]
    assert editor.line.isEnabled()
    editor.tick.click()
    assert controller.tables["limits"] == {}
    assert not editor.line.isEnabled()
    assert editor.line.text() == "10"
    editor.tick.click()
    assert controller.edits[-1] == ("limits", "max_repeated", 0.1)


def test_a_limit_that_is_taken_away_is_wrong_no_more(form: Form) -> None:
    controller = form("[limits]\nmax_climb_m = 400\n")
    editor = controller.row("max_climb_m").editor
    assert isinstance(editor, LimitEditor)
    assert editor.line.property("wrong") is True
    editor.tick.click()
    assert editor.line.property("wrong") is False
    assert controller.row("max_climb_m").problem.words == ""


def test_a_limit_stays_ticked_while_its_figure_is_typed_anew(form: Form) -> None:
    controller = form("[limits]\nmin_width_m = 4\n")
    editor = controller.row("min_width_m").editor
    assert isinstance(editor, LimitEditor)
    editor.line.clear()
    assert controller.edits == [("limits", "min_width_m", None)]
    assert editor.tick.isChecked()
    assert editor.line.isEnabled()
    QTest.keyClicks(editor.line, "5")
    assert controller.edits[-1] == ("limits", "min_width_m", 5)


def test_limits_are_folded_unless_one_is_given(form: Form) -> None:
    assert not form().fold("Limits").is_open
    assert form("[limits]\nmax_unpaved = 0.0\n").fold("Limits").is_open


def test_a_fold_says_what_is_wrong_in_it(form: Form) -> None:
    controller = form("[limits]\nmax_unpaved = 3.0\n")
    fold = controller.fold("Limits")
    fold.heading.click()
    assert not fold.is_open
    assert "✗ 1" in fold.heading.text()
    controller.set("limits", "max_unpaved", 4.0)
    assert not fold.is_open  # a person folded it


def test_a_shape_is_chosen_by_a_button(form: Form) -> None:
    controller = form()
    editor = controller.row("shape").editor
    assert isinstance(editor, ShapeEditor)
    assert editor.buttons["loop"].isChecked()
    assert not controller.row("finish").isVisible()
    assert not controller.row("laps").isVisible()
    editor.buttons["laps"].click()
    assert controller.tables["course"] == {"shape": "laps", "laps": 2}
    assert controller.row("laps").isVisible()
    assert controller.document.problems == ()
    editor.buttons["point-to-point"].click()
    assert controller.tables["course"] == {"shape": "point-to-point"}
    assert controller.row("finish").isVisible()
    assert not controller.row("laps").isVisible()


def test_arrow_keys_go_through_the_shapes(form: Form, qtbot: QtBot) -> None:
    controller = form()
    editor = controller.row("shape").editor
    assert isinstance(editor, ShapeEditor)
    controller.panel.activateWindow()
    editor.buttons["loop"].setFocus()
    qtbot.waitUntil(editor.buttons["loop"].hasFocus)
    QTest.keyClick(editor.buttons["loop"], Qt.Key.Key_Right)
    assert controller.tables["course"]["shape"] == "point-to-point"


def test_an_unknown_shape_chooses_none_and_says_so(form: Form) -> None:
    controller = form('[course]\nshape = "square"\n')
    editor = controller.row("shape").editor
    assert isinstance(editor, ShapeEditor)
    assert not any(button.isChecked() for button in editor.buttons.values())
    assert "square" in controller.row("shape").problem.words


def test_a_finish_that_does_not_fit_is_shown_to_be_mended(form: Form) -> None:
    controller = form('[course]\nfinish = "Balzers"\n')
    assert controller.row("finish").isVisible()
    controller.line("finish").clear()
    assert controller.document.problems == ()
    assert not controller.row("finish").isVisible()


def test_a_rating_is_chosen_and_a_wrong_one_shown(form: Form) -> None:
    controller = form('[course]\nscenic_rating = "7A"\n')
    combo = controller.combo("scenic_rating")
    assert combo.currentText() == "7A"
    assert "7A" in controller.row("scenic_rating").problem.words
    combo.setCurrentIndex(combo.findText("4A or better"))
    combo.activated.emit(combo.currentIndex())
    assert controller.edits == [("course", "scenic_rating", "4A")]
    combo.activated.emit(0)
    assert controller.edits[-1] == ("course", "scenic_rating", None)


def test_how_defibrillators_come_is_chosen(form: Form) -> None:
    controller = form('[stations]\ndefibrillator_mode = "bike"\n')
    combo = controller.combo("defibrillator_mode")
    assert combo.currentText() == "bike"
    assert "bicycle" in controller.row("defibrillator_mode").problem.words
    combo.setCurrentIndex(combo.findText("by bicycle"))
    combo.activated.emit(combo.currentIndex())
    assert controller.edits == [("stations", "defibrillator_mode", "bicycle")]
    combo.activated.emit(0)
    assert controller.edits[-1] == ("stations", "defibrillator_mode", None)


def test_files_are_wanted_and_removed(form: Form, qtbot: QtBot) -> None:
    controller = form()
    editor = controller.row("osm").editor
    with qtbot.waitSignal(controller.panel.files_wanted) as wanted:
        editor.add_button.click()  # type: ignore[attr-defined]
    assert wanted.args == ["osm"]
    editor.files[0].remove.click()  # type: ignore[attr-defined]
    assert controller.edits == [("region", "osm", None)]
    assert controller.row("osm").problem.words == "✗ it is missing; add an OSM file"


def test_one_of_several_files_is_removed(form: Form) -> None:
    controller = form()
    controller.set("region", "osm", ["valley.osm", "gone.osm"])
    assert "gone.osm" in controller.row("osm").problem.words
    controller.row("osm").editor.files[1].remove.click()  # type: ignore[attr-defined]
    assert controller.edits == [("region", "osm", ["valley.osm"])]


def test_a_box_can_only_be_taken_away(form: Form) -> None:
    controller = form()
    controller.set("region", "bbox", [9.4, 47.0, 9.7, 47.3])
    editor = controller.row("bbox").editor
    assert editor.label.words == "9.4, 47, 9.7, 47.3"  # type: ignore[attr-defined]
    editor.all_button.click()  # type: ignore[attr-defined]
    assert controller.edits == [("region", "bbox", None)]
    assert editor.label.words == "all of it"  # type: ignore[attr-defined]
