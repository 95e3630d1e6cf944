"""The panel of the stations: all or one kind, in running order, and where each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from courseplanner.base.i18n import text
from courseplanner.brief.draft import new_draft
from courseplanner.model.course.stations import DefibrillatorMode, Station, StationKind, StationPlan
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import LIGHT
from courseplanner.ui.panels.stations.panel import StationsPanel
from courseplanner.ui.panels.stations.table_model import AGAIN_COLUMN
from handmade import STATIONS, candidate

NONE = StationPlan(())


def document(plan: StationPlan = STATIONS, picked: str | None = "A") -> Document:
    placed = replace(candidate(), stations=plan)
    return Document(draft=new_draft(Path("valley.osm")), candidates=(placed,), picked=picked)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[StationsPanel]:
    made = StationsPanel()
    qtbot.addWidget(made)
    made.resize(900, 180)
    made.show_palette(LIGHT)
    made.show()
    yield made
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def rows(panel: StationsPanel) -> list[list[str]]:
    model = panel.view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_each_station_is_a_row_in_running_order(panel: StationsPanel) -> None:
    panel.show_document(document(), Change.EVERYTHING)
    assert rows(panel) == [
        ["0.00", "Toilets, start: 160", "", "", "at 万峰林", "", "rules"],
        ["1.50", "Water, km 1.50", "left", "≈ 7.0", "", "3.00", "brief"],
    ]
    assert panel.counts.text() == "Course A · Water 1, Toilets 1"
    assert not panel.message.isVisible()


def test_the_column_of_further_passages_hides_where_there_are_none(panel: StationsPanel) -> None:
    panel.show_document(document(), Change.EVERYTHING)
    assert not panel.view.isColumnHidden(AGAIN_COLUMN)
    once = StationPlan(STATIONS.stations[:1])
    panel.show_document(document(once), Change.CANDIDATES)
    assert panel.view.isColumnHidden(AGAIN_COLUMN)


def test_one_kind_can_be_listed_alone(panel: StationsPanel) -> None:
    panel.show_document(document(), Change.EVERYTHING)
    assert [panel.kinds.itemText(at) for at in range(panel.kinds.count())] == [
        "all kinds",
        "Water",
        "Toilets",
    ]
    panel.kinds.setCurrentIndex(1)
    assert [row[0] for row in rows(panel)] == ["1.50"]
    panel.show_document(document(), Change.CANDIDATES)  # other candidates keep the choice
    assert panel.kinds.currentText() == "Water"
    panel.show_document(document(NONE), Change.CANDIDATES)
    panel.show_document(document(), Change.CANDIDATES)
    assert panel.kinds.currentText() == "all kinds"


def test_a_station_that_is_chosen_is_to_be_shown(panel: StationsPanel, qtbot: QtBot) -> None:
    panel.show_document(document(), Change.EVERYTHING)
    with qtbot.waitSignal(panel.place_wanted) as asked:
        panel.view.selectRow(1)
    assert asked.args == [pytest.approx(1_500.00049)]


@pytest.mark.parametrize(
    ("plan", "picked", "words"),
    [
        (STATIONS, None, "Pick a candidate to see its stations."),
        (NONE, "A", "Course A has no stations: its rules ask for none."),
    ],
)
def test_without_stations_it_says_why(
    panel: StationsPanel, plan: StationPlan, picked: str | None, words: str
) -> None:
    panel.show_document(document(plan, picked), Change.EVERYTHING)
    assert panel.message.isVisible()
    assert panel.message.shown == words
    assert not panel.view.isVisible()


def test_headings_and_cells_say_what_they_mean(panel: StationsPanel) -> None:
    panel.show_document(document(), Change.EVERYTHING)
    model = panel.view.model()
    across, meaning = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    for column in range(model.columnCount()):
        assert model.headerData(column, across)
        assert model.headerData(column, across, meaning)
        assert model.index(0, column).data(meaning)


def test_defibrillators_say_how_they_come_and_how_many_people_that_takes(panel: StationsPanel) -> None:
    modes = (DefibrillatorMode.BICYCLE, DefibrillatorMode.CARRIED, DefibrillatorMode.FETCHED)
    plan = StationPlan(
        tuple(
            Station(StationKind.DEFIBRILLATOR, text("Device"), (500.0 * at,), 104.9, 25.0, mode=mode)
            for at, mode in enumerate(modes)
        )
    )
    panel.show_document(document(plan), Change.EVERYTHING)
    assert [row[1] for row in rows(panel)] == [
        "Device: by bicycle, 2 people",
        "Device: carried on foot, 2 people",
        "Device: fetched by a bystander",
    ]
    assert panel.counts.text() == "Course A · Defibrillators 3 (4 people)"
