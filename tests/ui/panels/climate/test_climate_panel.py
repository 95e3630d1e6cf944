"""The climate panel: what its cells say, what click and button do, and what stands there without weather."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from courseplanner.assess.climate.study import study_climate
from courseplanner.brief.draft import new_draft
from courseplanner.model.brief.brief import Brief
from courseplanner.model.weather.climate_levels import FLAG_COLOURS
from courseplanner.model.weather.slot_settings import SlotSettings
from courseplanner.model.weather.weather import Weather
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import DARK, LIGHT
from courseplanner.ui.panels.climate.content import ClimateContent, content_of, race_day
from courseplanner.ui.panels.climate.panel import ClimatePanel
from handmade import brief, region
from weather_made import LEVELS, weather_of


def seasons(hours: int = 8760) -> Weather:
    """Warm in July, with a day that is warmer at noon."""
    hour = np.arange(hours)
    yearly = -10.0 * np.cos(2.0 * np.pi * (hour - 400) / 8760.0)
    daily = 6.0 * np.sin(2.0 * np.pi * (hour % 24 - 9.0) / 24.0)
    columns: dict[str, Any] = {
        "temperature_c": 14.0 + yearly + daily, "humidity_percent": 60.0, "wind_m_s": 3.0, "sun_w_m2": 100.0,
    }  # fmt: skip
    return weather_of(columns, hours=hours, is_typical=hours == 8760)


def document(weather: Weather | None = None, asked: Brief | None = None) -> Document:
    return Document(
        draft=new_draft(Path("valley.osm")),
        brief=brief() if asked is None else asked,
        region=replace(region(), weather=weather),
    )


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ClimatePanel]:
    made = ClimatePanel()
    qtbot.addWidget(made)
    made.resize(920, 240)
    made.show_palette(LIGHT)
    made.show()
    yield made
    made.student.finish()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def studied(panel: ClimatePanel, shown: Document) -> None:
    panel.show_document(shown, Change.EVERYTHING)
    panel.student.finish()
    QApplication.processEvents()


def click(panel: ClimatePanel, month: int, hour: int) -> None:
    QTest.mouseClick(
        panel.grid, Qt.MouseButton.LeftButton, pos=panel.grid.rect_of(month, hour).center().toPoint()
    )


def test_without_a_region_or_weather_it_says_what_to_do(panel: ClimatePanel) -> None:
    assert "Open a brief" in panel.message.shown
    panel.show_document(Document(draft=new_draft(Path("valley.osm"))), Change.EVERYTHING)
    assert "when the region is read" in panel.message.shown
    panel.show_document(document(), Change.EVERYTHING)
    assert "Add a weather file" in panel.message.shown
    assert not panel.grid.isVisible()


def test_a_climate_is_drawn_by_month_and_hour(panel: ClimatePanel) -> None:
    whole_day = brief(earliest_start=dt.time(0), latest_start=dt.time(23))
    studied(panel, document(seasons(), whole_day))
    assert panel.message.shown == ""
    assert "Greenwich · one typical year, nothing more · a race of 3 h" in panel.heading.text()
    assert "Not recorded" in panel.remarks.text()
    content = content_of(study_climate(seasons(), None, LEVELS, 3.0, settings=SlotSettings(0.0, 23.0)))
    picture = panel.grid.grab().toImage()
    for month in range(12):
        cell = content.cells[month][12]
        assert cell.flag is not None
        inside = panel.grid.rect_of(month, 12).topLeft() + QPoint(5, 4)
        assert QColor(picture.pixel(inside.toPoint())) == QColor(FLAG_COLOURS[cell.flag])
    assert content.cells[6][14].flag == 3
    assert content.cells[0][12].flag == 0
    # No rain is recorded, and June to August look wet: no hour of theirs is recommended.
    assert content.wet_months == (6, 7, 8)
    assert [sum(cell.is_best for cell in row) for row in content.cells] == [1] * 5 + [0] * 3 + [1] * 4


def test_hours_that_are_not_usual_are_faint_and_never_the_best(panel: ClimatePanel) -> None:
    studied(panel, document(seasons()))
    content = content_of(study_climate(seasons(), None, LEVELS, 3.0))
    assert {at for row in content.cells for at, cell in enumerate(row) if cell.is_usual} == {7, 8, 9, 10}
    assert all(cell.is_usual for row in content.cells for cell in row if cell.is_best)
    picture = panel.grid.grab().toImage()
    red = QColor(FLAG_COLOURS[3])
    faint = QColor(picture.pixel((panel.grid.rect_of(6, 14).topLeft() + QPoint(5, 4)).toPoint()))
    assert faint != red
    assert faint.lightness() > red.lightness()


def test_the_heading_says_that_rain_is_not_recorded(panel: ClimatePanel) -> None:
    studied(panel, document(seasons()))
    assert "rain is not recorded (* looks wet)" in panel.heading.text()
    assert "Jun–Aug look like a wet season by vapour and humidity" in panel.remarks.text()
    rainy = replace(seasons(), rain_mm=np.where(np.arange(8760) % 50 == 0, 1.0, 0.0))
    content = content_of(study_climate(rainy, None, LEVELS, 3.0))
    assert "rain" not in str(content.heading)
    assert "rain on 2 of 31" in str(content.cells[0][8].words)


def test_a_click_shows_figures_and_changes_nothing(panel: ClimatePanel) -> None:
    studied(panel, document(seasons()))
    chosen: list[tuple[str, str, object]] = []
    panel.value_chosen.connect(lambda *what: chosen.append(what))
    assert not panel.figures.isVisible()
    click(panel, 9, 8)
    assert chosen == []
    assert panel.figures.isVisible()
    assert panel.figures.text().startswith("Oct, start at 08:00: ")
    click(panel, 6, 14)
    assert "rain not recorded, and it looks like the wet season" in panel.figures.text()
    assert chosen == []


def test_the_button_names_its_day_and_sets_date_and_start(panel: ClimatePanel, qtbot: QtBot) -> None:
    studied(panel, document(seasons()))
    chosen: list[tuple[str, str, object]] = []
    panel.value_chosen.connect(lambda *what: chosen.append(what))
    click(panel, 9, 8)
    QTest.mouseClick(panel.set_button, Qt.MouseButton.LeftButton)
    assert panel.set_button.text() == f"Set the race to {chosen[0][2]}, 08:00"
    (table, key, date), start = chosen
    assert (table, key, start) == ("event", "date", ("event", "start_time", dt.time(8)))
    assert isinstance(date, dt.date)
    assert date.weekday() == 6
    assert abs(date - dt.date(date.year, 10, 16)) <= dt.timedelta(days=22)
    assert date > dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=85)
    del qtbot


def test_the_race_is_marked_where_the_brief_puts_it(panel: ClimatePanel) -> None:
    asked = brief(date=dt.date(2027, 10, 17), start_time=dt.time(8, 30))
    studied(panel, document(seasons(), asked))
    picture = panel.grid.grab().toImage()
    left = panel.grid.rect_of(9, 8).topLeft() + QPoint(0, 6)
    assert QColor(picture.pixel(left.toPoint())) == QColor(LIGHT.course)


def test_keys_walk_and_choose(panel: ClimatePanel) -> None:
    studied(panel, document(seasons()))
    chosen: list[tuple[int, int]] = []
    panel.grid.chosen.connect(lambda *cell: chosen.append(cell))
    panel.grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Space):
        QTest.keyClick(panel.grid, key)
    assert chosen == [(11, 9)]


def test_a_cell_says_what_it_knows(panel: ClimatePanel) -> None:
    studied(panel, document(seasons()))
    place = panel.grid.rect_of(6, 14).center().toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, place, panel.grid.mapToGlobal(place))
    QApplication.sendEvent(panel.grid, event)
    assert "Jul, start at 14:00: red flag; of 31 days" in QToolTip.text()
    assert panel.grid.cell_at(QPoint(2, 2)) is None


def test_another_duration_is_studied_anew_and_the_same_is_not(
    panel: ClimatePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    weather = seasons()
    begun: list[object] = []
    begin = panel.student.begin

    def count(key: object, work: Callable[[], ClimateContent]) -> None:
        begun.append(key)
        begin(key, work)

    monkeypatch.setattr(panel.student, "begin", count)
    studied(panel, document(weather))
    studied(panel, document(weather))
    studied(panel, document(weather, brief(cutoff_h=2.0)))
    assert len(begun) == 2
    assert "a race of 2 h" in panel.heading.text()
    panel.show_document(document(), Change.REGION)
    assert "Add a weather file" in panel.message.shown


def test_what_is_not_wanted_any_more_is_not_shown(panel: ClimatePanel) -> None:
    panel.show_document(document(seasons()), Change.EVERYTHING)
    panel.show_document(document(), Change.EVERYTHING)
    panel.student.finish()
    QApplication.processEvents()
    assert not panel.grid.isVisible()


def test_a_month_that_nobody_knows_can_not_be_chosen(panel: ClimatePanel) -> None:
    weather = seasons()
    unknown = np.where(weather.months == 4, np.nan, weather.temperature_c)
    studied(panel, document(replace(weather, temperature_c=unknown)))
    chosen: list[object] = []
    panel.value_chosen.connect(lambda *what: chosen.append(what))
    content = content_of(study_climate(replace(weather, temperature_c=unknown), None, LEVELS, 2.0))
    assert content.cells[3][8].flag is None
    assert "nothing is known" in str(content.cells[3][8].words)
    if content.cells[3][8].week is None:
        click(panel, 3, 8)
        assert not panel.set_button.isVisible()
        panel.set_button.click()
        assert chosen == []


def test_three_years_are_said_in_per_cent() -> None:
    content = content_of(study_climate(seasons(3 * 8760), None, LEVELS, 2.0))
    assert "3 years, 2001 to 2003" in str(content.heading)
    assert "per cent of days" in str(content.remarks[0])
    figures = {int(cell.figure) for row in content.cells for cell in row if cell.figure}
    assert max(figures) == 100


def test_a_low_panel_gives_its_room_to_the_grid(panel: ClimatePanel) -> None:
    studied(panel, document(seasons()))
    assert panel.remarks.isVisible()
    panel.resize(700, 150)
    assert not panel.remarks.isVisible()
    assert panel.heading.toolTip() == panel.remarks.text() != ""
    panel.resize(700, 300)
    assert panel.remarks.isVisible()


def test_it_takes_other_colours(panel: ClimatePanel) -> None:
    studied(panel, document(seasons()))
    panel.show_palette(DARK)
    assert DARK.ink in panel.heading.styleSheet()


@pytest.mark.parametrize(
    ("week", "today", "year", "day"),
    [
        (20, dt.date(2026, 11, 26), None, dt.date(2027, 5, 16)),
        (20, dt.date(2026, 1, 2), None, dt.date(2026, 5, 17)),
        (20, dt.date(2026, 4, 2), None, dt.date(2027, 5, 16)),
        (45, dt.date(2026, 1, 2), 2029, dt.date(2029, 11, 11)),
        (53, dt.date(2026, 1, 2), 2028, dt.date(2028, 12, 31)),
        (53, dt.date(2026, 1, 2), 2027, dt.date(2027, 12, 31)),
    ],
)
def test_the_day_is_the_sunday_of_the_week(week: int, today: dt.date, year: int | None, day: dt.date) -> None:
    assert race_day(week, today, year) == day
