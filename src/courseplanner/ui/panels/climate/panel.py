"""The panel of the climate: when a race is safe, and when it is comfortable."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from courseplanner import workflow
from courseplanner.base.i18n import Text, text
from courseplanner.model.brief.brief import Brief
from courseplanner.model.region import Region
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.figures import plain
from courseplanner.ui.look.notice import Message, MessageBox, plain_label
from courseplanner.ui.look.theme import Palette
from courseplanner.ui.panels.brief.parts import set_shown
from courseplanner.ui.panels.climate.content import ClimateContent, content_of, race_day
from courseplanner.ui.panels.climate.grid import ClimateGrid
from courseplanner.ui.panels.climate.student import Student

__all__ = ["ClimatePanel"]

_ROOM_FOR_REMARKS_PX = 230
"""Where the panel is lower, what the remarks say is the tip of the heading alone."""


class ClimatePanel(QWidget):
    """Shows the climate of the region by month and hour; a click shows figures, and a button sets the race.

    Parameters
    ----------
    parent : QWidget, optional
    """

    value_chosen = Signal(str, str, object)
    """Table, key and value of the brief that the button means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._key: tuple[object, ...] | None = None
        self._content: ClimateContent | None = None
        self.student = Student(self)
        self.student.done.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.heading, self.remarks = plain_label(), plain_label()
        self.grid = ClimateGrid()
        self.grid.chosen.connect(self._pick)
        self._picked: tuple[int, int] | None = None
        self.figures = plain_label()
        self.set_button = QPushButton()
        self.set_button.clicked.connect(self._set_race)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.figures, 1)
        row.addWidget(self.set_button)
        self.message = MessageBox(strip=False)
        self._body = QWidget()
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(10, 3, 6, 3)
        inner.setSpacing(2)
        inner.addWidget(self.heading)
        inner.addWidget(self.grid, 1)
        inner.addWidget(self._row)
        inner.addWidget(self.remarks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body, 1)
        column.addWidget(self.message, 1)
        self._show(None, Message(text("Open a brief to see its climate.")))

    def show_document(self, document: Document, changes: Change) -> None:
        """Show what changed in a document."""
        self._document = document
        if changes & (Change.DRAFT | Change.REGION):
            self._study(document)
            self.grid.show_race(_race_of(document))
            self._show_picked()

    def finish(self) -> None:
        """Wait for nothing: what is still studied comes by itself."""

    def show_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self.grid.show_palette(palette)
        self.message.show_palette(palette)
        self.heading.setStyleSheet(f"color: {palette.ink};")
        self.figures.setStyleSheet(f"color: {palette.ink};")
        self.remarks.setStyleSheet(f"color: {palette.muted};")

    def _study(self, document: Document) -> None:
        """Begin a study where what it rests on changed."""
        region, brief = document.region, document.brief
        if region is None or brief is None:
            self._key = None
            self._show(None, Message(text("The climate is shown when the region is read.")))
            return
        if region.weather is None:
            self._key = None
            words = text("Add a weather file to the region to see when a race is safe.")
            kinds = text("EPW, JSON of Open-Meteo, or CSV; in the brief under Region")
            self._show(None, Message(words, (kinds,)))
            return
        key = _key(region, brief)
        if key == self._key:
            return
        self._key = key
        if self._content is None:
            self._show(None, Message(text("Studying the climate.")))
        self.student.begin(key, partial(_studied, region, brief))

    def _take(self, key: object, found: object) -> None:
        if key != self._key:
            return
        if isinstance(found, ClimateContent):
            self._show(found, None)
        elif isinstance(found, Text):
            self._show(None, Message(found, failed=True))

    def _show(self, content: ClimateContent | None, message: Message | None) -> None:
        self._content = content
        self.message.show_message(message)
        self._body.setVisible(content is not None)
        self.grid.show_content(content)
        if content is not None:
            self.heading.setText(plain(content.heading, 300))
            self.remarks.setText(" ".join(plain(words, 300) for words in content.remarks))
            self.heading.setToolTip(self.remarks.text())
            self._make_room()
        self._show_picked()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the room of the remarks to the grid where it is low."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        set_shown(self.remarks, shown=self.height() >= _ROOM_FOR_REMARKS_PX)

    def _pick(self, month: int, hour: int) -> None:
        """Show the figures of a cell; the race stays where it is."""
        self._picked = (month, hour)
        self._show_picked()

    def _show_picked(self) -> None:
        """Show the figures of the picked cell, and the day that the button would set."""
        content, picked = self._content, self._picked
        is_shown = content is not None and picked is not None
        set_shown(self._row, shown=is_shown)
        self.grid.show_picked(picked)
        if content is None or picked is None:
            return
        cell = content.cells[picked[0]][picked[1]]
        self.figures.setText(plain(cell.words, 400))
        day = self._day_of(cell.week)
        set_shown(self.set_button, shown=day is not None)
        if day is not None:
            words = text("Set the race to {day}, {hour:02d}:00", day=day.isoformat(), hour=picked[1])
            self.set_button.setText(str(words))

    def _day_of(self, week: int | None) -> dt.date | None:
        """Give the Sunday of a week, in the year of the race."""
        if week is None or self._document is None:
            return None
        today = dt.datetime.now(tz=dt.UTC).date()
        event = self._document.draft.data.get("event")
        given = event.get("date") if isinstance(event, dict) else None
        year = given.year if isinstance(given, dt.date) else None
        return race_day(week, today, year)

    def _set_race(self) -> None:
        """Put the day and the hour that the button names into the brief."""
        if self._content is None or self._picked is None:
            return
        month, hour = self._picked
        day = self._day_of(self._content.cells[month][hour].week)
        if day is None:
            return
        self.value_chosen.emit("event", "date", day)
        self.value_chosen.emit("event", "start_time", dt.time(hour))


def _key(region: Region, brief: Brief) -> tuple[object, ...]:
    """Tell studies apart: by what was recorded, at which height, and what the race is."""
    weather = region.weather
    files = () if weather is None else tuple(one.sha256 for one in weather.provenance)
    height_m = None if weather is None else weather.station.elevation_m
    air = None if region.air is None else region.air.provenance.sha256
    settings = workflow.slot_settings(brief)
    return files, height_m, air, region.bbox, workflow.duration_of(brief), settings, brief.event.rules


def _studied(region: Region, brief: Brief) -> ClimateContent:
    """Study the climate of a region that has weather, and gather what is drawn."""
    study = workflow.study_of_region(region, brief)
    assert study is not None  # noqa: S101 - the panel has looked
    return content_of(study, workflow.weather_doubts(region))


def _race_of(document: Document) -> tuple[int, int] | None:
    """Give the month, from 0, and the hour of the race that the brief names."""
    brief = document.brief
    if brief is None or brief.event.date is None or brief.event.start_time is None:
        return None
    return brief.event.date.month - 1, brief.event.start_time.hour
