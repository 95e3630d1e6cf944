"""The panel of the length: figures side by side, what to measure first, marks, and room to adjust."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from courseplanner.brief.draft import new_draft
from courseplanner.model.course.candidate import Candidate
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import LIGHT
from courseplanner.ui.panels.length.content import TableKind, figures_of
from courseplanner.ui.panels.length.panel import LengthPanel
from handmade import candidate


def document(course: Candidate, picked: str | None = "A") -> Document:
    return Document(draft=new_draft(Path("valley.osm")), candidates=(course,), picked=picked)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[LengthPanel]:
    made = LengthPanel()
    qtbot.addWidget(made)
    made.resize(1_000, 190)
    made.show_palette(LIGHT)
    made.show()
    yield made
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(panel: LengthPanel) -> dict[str, str]:
    return {name.text(): value.text() for name, value in panel.labels}


def rows(panel: LengthPanel) -> list[list[str]]:
    model = panel.view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(panel: LengthPanel, kind: TableKind) -> None:
    panel.kinds.setCurrentIndex(panel.kinds.findData(kind))


def test_the_lengths_stand_side_by_side(panel: LengthPanel) -> None:
    panel.show_document(document(candidate()), Change.EVERYTHING)
    found = shown(panel)
    assert list(found) == ["Middle of the roads", "Shortest route", "On the ground", "Known to", "Bias"]
    assert found["On the ground"] == "unknown"
    assert found["Known to"] == "± 49 m"
    assert found["Bias"] == "+0 m"
    assert "assumed widths 40 m" in panel.labels[3][1].toolTip()
    assert "heights unknown" in panel.labels[3][1].toolTip()


def test_what_is_known_of_heights_is_shown() -> None:
    known = {
        str(figure.label): str(figure.value) for figure in figures_of(replace(candidate(), ground_m=21_119.4))
    }
    assert known["On the ground"] == "21\N{NO-BREAK SPACE}119 m"
    none = {str(figure.label): str(figure.value) for figure in figures_of(replace(candidate(), budget=None))}
    assert (none["Known to"], none["Bias"]) == ("unknown", "unknown")


def test_where_a_tape_pays_comes_first(panel: LengthPanel) -> None:
    panel.show_document(document(candidate()), Change.EVERYTHING)
    assert rows(panel) == [["桔山大道", "0.10–0.81", "14.0", "class", "21.3"]]


def test_marks_are_told_in_words(panel: LengthPanel) -> None:
    panel.show_document(document(candidate()), Change.EVERYTHING)
    choose(panel, TableKind.MARKS)
    assert rows(panel) == [
        ["Start", "0.000", "", ""],
        ["1 km", "1.000", "14 m past 万峰林", "0.3 m off the left kerb"],
    ]


def test_room_says_which_splits_move(panel: LengthPanel) -> None:
    panel.show_document(document(candidate()), Change.EVERYTHING)
    choose(panel, TableKind.ROOM)
    assert rows(panel) == [["turnaround, 河滨路", "160", "300", "splits after km 0.5 move"]]
    panel.show_document(document(replace(candidate(), reserves=())), Change.CANDIDATES)
    assert not panel.view.isVisible()
    assert panel.empty.text().startswith("No place was found")


def test_a_row_that_is_chosen_is_shown_on_the_map(panel: LengthPanel, qtbot: QtBot) -> None:
    panel.show_document(document(candidate()), Change.EVERYTHING)
    choose(panel, TableKind.MARKS)
    with qtbot.waitSignal(panel.place_wanted) as told:
        place = panel.view.visualRect(panel.view.model().index(1, 0)).center()
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [1_001.0]


def test_without_a_course_it_says_what_to_do(panel: LengthPanel) -> None:
    panel.show_document(document(candidate(), picked=None), Change.EVERYTHING)
    assert panel.message.isVisible()
    assert not panel.view.isVisible()
    panel.show_document(document(candidate()), Change.PICKED)
    assert not panel.message.isVisible()
    assert panel.view.isVisible()


def test_names_are_no_markup(panel: LengthPanel) -> None:
    course = candidate()
    odd = replace(course.reserves[0], name="<img src=x>\n" + "y" * 400)
    panel.show_document(document(replace(course, reserves=(odd,))), Change.EVERYTHING)
    choose(panel, TableKind.ROOM)
    words = rows(panel)[0][0]
    assert words.startswith("turnaround, <img src=x>")
    assert len(words) < 250
    assert "&lt;img" in str(panel.view.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
