"""Whole sessions with the real page, the real engine and the real window, as a person goes through them.

They hold the program to what it shows and writes. How long the event loop is kept waiting is measured by
`make bench` (`tests/bench/bench_app.py`), for no machine that also runs tests can tell.
"""

from __future__ import annotations

import gc
import json
import logging
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pyproj
import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from courseplanner.base.settings import Settings, SettingsFile
from courseplanner.model.course.candidate import Candidate
from courseplanner.project.document import Document
from courseplanner.ui.jobs.client import EngineClient
from courseplanner.ui.look.theme import LIGHT
from courseplanner.ui.map.scheme import OnlyOurs
from courseplanner.ui.map.view import MapView
from courseplanner.ui.shell.session import Session
from courseplanner.ui.state import Notice
from fakes import mouse
from fakes.dialogs import FakeDialogs

BETWEEN_KEYS_MS = 30
"""Three times as fast as anybody types."""
FIFTEEN_KM = "15 km"
TARGET_M = 15_015.0
"""15 km with the short course prevention factor, 1.001."""
CLEAR_M = 60.0
_START_S = 0.001
_VIEW = "[courseplanner.map.getZoom(), courseplanner.map._getMapPanePos(), courseplanner.map._animatingZoom]"
_LONGER_THAN_A_FRAME_MS = 150
_TRACK_POINT = "{http://www.topografix.com/GPX/1/1}trkpt"
_HEIGHT = "{http://www.topografix.com/GPX/1/1}ele"


class Person:
    """Sits before a session, and remembers what it showed."""

    def __init__(
        self, qtbot: QtBot, session: Session, engine: EngineClient, page: MapView, dialogs: FakeDialogs
    ) -> None:
        self.qtbot, self.session, self.engine, self.page, self.dialogs = qtbot, session, engine, page, dialogs
        self.controller, self.panels, self.window = session.controller, session.panels, session.window
        self.shown: list[Document] = []
        self.painted: list[str] = []
        self.notices: list[Notice] = []
        self.controller.changed.connect(lambda document, _changes: self.shown.append(document))
        self.controller.noticed.connect(self.notices.append)
        self.panels.map.painted.connect(self.painted.append)

    def waits(self, until: Any) -> None:
        self.qtbot.waitUntil(until)

    def opens(self, file: Path) -> None:
        self.session.begin(file)
        self.waits(lambda: "basemap" in self.painted and self.controller.work is None)
        # The screen that is none is smaller than those that the window is made for, and it has come inside.
        self.window.resize(1366, 768)

    def plans(self) -> tuple[Candidate, ...]:
        button = self.panels.brief.action_bar.plan_button
        assert button.isEnabled()
        mouse.click(button)
        assert self.controller.work is not None
        self.waits(lambda: self.controller.work is None)
        return self.controller.document.candidates

    def chooses_distance(self, words: str) -> None:
        combo = self.panels.brief.rows["event", "distance"].editor.main_widget()
        assert isinstance(combo, QComboBox)
        line = combo.lineEdit()
        assert line is not None
        line.setFocus()
        line.selectAll()
        # Keys come one by one, and the loop is served in between: sent in one go, with a click
        # after them, it would be the test that holds the loop up for the sum of them all.
        for key in words:
            QTest.keyClicks(line, key)
            self.qtbot.wait(BETWEEN_KEYS_MS)

    def row(self, position: int) -> QPoint:
        view = self.panels.candidates.view
        return view.visualRect(view.model().index(position, 0, QModelIndex())).center()

    def asks(self, code: str) -> Any:
        """Ask the page what a piece of script comes to."""
        answers: list[str] = []
        self.page.page().runJavaScript(f"JSON.stringify({code})", 0, answers.append)
        self.waits(lambda: bool(answers))
        return json.loads(answers[0])

    def waits_for_the_map_to_stand(self) -> None:
        """Wait until the map shows twice in a row the same."""
        view, before = self.asks(_VIEW), None
        while view != before:
            self.qtbot.wait(_LONGER_THAN_A_FRAME_MS)
            view, before = self.asks(_VIEW), view

    def on_map(self, lon: np.ndarray, lat: np.ndarray) -> list[QPoint]:
        """Tell where points lie on the panel of the map, as far as they are in sight."""
        points = [[float(y), float(x)] for x, y in zip(lon, lat, strict=True)]
        places = self.asks(f"{points}.map((one) => courseplanner.map.latLngToContainerPoint(one))")
        sight = self.panels.map.rect().adjusted(2, 2, -2, -2)
        inside = [QPointF(place["x"], place["y"]).toPoint() for place in places]
        inside = [place for place in inside if sight.contains(place)]
        assert len(inside) > 5
        return inside

    def share_drawn(self, places: list[QPoint], colour: str) -> float:
        """Of these places, the part where the map shows a colour, or lies a pixel beside it."""
        picture = self.panels.map.grab().toImage()
        return sum(_has(picture, place, colour) for place in places) / len(places)


def _has(picture: QImage, place: QPoint, colour: str) -> bool:
    near = (-1, 0, 1)
    return any(picture.pixelColor(place + QPoint(x, y)).name() == colour for x in near for y in near)


def _apart(one: Candidate, other: Candidate) -> tuple[np.ndarray, np.ndarray]:
    """Points of a course that lie clear of another: there, the one does not hide the other."""
    lon, lat = one.course.lon, one.course.lat
    x_m = (lon[:, None] - other.course.lon[None, :]) * 111_320 * np.cos(np.radians(lat.mean()))
    y_m = (lat[:, None] - other.course.lat[None, :]) * 110_574
    clear = np.hypot(x_m, y_m).min(axis=1) > CLEAR_M
    return lon[clear], lat[clear]


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, map_services: Any, tmp_path: Path) -> Iterator[Person]:
    colours = qapp.palette()
    map_services.guard.blocked.clear()
    store = SettingsFile(tmp_path / "settings.json")
    store.save(Settings(hints_closed=True, theme="light"))
    page = MapView(map_services.profile, map_services.server)
    dialogs = FakeDialogs()
    dialogs.file, dialogs.saves = tmp_path / "course.gpx", False
    engine = EngineClient()
    engine.start()
    session = Session(engine, store, page, dialogs)
    quick, as_for_users = gc.get_threshold(), (700, 10, 10)
    gc.set_threshold(*as_for_users)
    collected_on: set[int] = set()
    gc.callbacks.append(note := lambda _phase, _info: collected_on.add(threading.get_ident()))
    yield Person(qtbot, session, engine, page, dialogs)
    session.window.close()
    session.end()
    engine.close()
    gc.callbacks.remove(note)
    gc.set_threshold(*quick)
    assert collected_on == {threading.get_ident()}
    QApplication.sendPostedEvents(session.window, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
    qapp.setPalette(colours)


def test_the_sample_from_opening_to_export(
    person: Person, map_services: Any, sample: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    controller, panels = person.controller, person.panels
    person.opens(sample / "riverside-half-marathon.toml")
    person.chooses_distance(FIFTEEN_KM)
    person.shown.clear()
    found = person.plans()
    assert len(found) > 2
    assert any(document.is_searching and document.candidates for document in person.shown)
    assert not controller.document.is_searching

    first, second = found[:2]
    assert controller.document.picked == first.id
    # A busy machine may still be moving the map to the course that it has just been told of.
    person.waits_for_the_map_to_stand()
    apart = person.on_map(*_apart(second, first))
    person.waits(lambda: person.share_drawn(apart, LIGHT.course) < 0.1)
    # Names lie over the line, in the colour of a course that is pointed at.
    names = person.share_drawn(apart, LIGHT.ink)
    assert names < 0.4
    mouse.move(panels.candidates.view.viewport(), person.row(1))
    assert controller.pointing.candidate == second.id
    person.waits(lambda: person.share_drawn(apart, LIGHT.ink) > 0.8)
    mouse.leave(panels.candidates.view.viewport())
    person.waits(lambda: person.share_drawn(apart, LIGHT.ink) < names + 0.1)

    mouse.click(panels.candidates.view.viewport(), person.row(1))
    assert controller.document.picked == second.id
    mouse.leave(panels.candidates.view.viewport())
    # Its marks lie over the line.
    person.waits(lambda: person.share_drawn(apart, LIGHT.course) > 0.3)

    person.window.actions_by_id["export-gpx"].trigger()
    assert [notice.wrong for notice in person.notices] == [False]
    assert person.dialogs.file is not None
    points = list(ET.parse(person.dialogs.file).iter(_TRACK_POINT))
    lon, lat = ([float(point.attrib[name]) for point in points] for name in ("lon", "lat"))
    height_m = np.array([float(point.findtext(_HEIGHT, "")) for point in points])
    length_m = np.array(pyproj.Geod(ellps="WGS84").line_lengths(lon, lat))
    middle_m = (height_m[1:] + height_m[:-1]) / 2.0
    on_ground_m = np.hypot(length_m * (1.0 + middle_m / 6_371_008.8), np.diff(height_m)).sum()
    assert on_ground_m == pytest.approx(TARGET_M, abs=0.01)
    assert lon == pytest.approx(second.course.lon.tolist(), abs=1e-8)

    linked = person.asks("[...document.querySelectorAll('[src], link')].map((one) => one.src || one.href)")
    assert any("leaflet" in address for address in linked)
    assert {address.partition(":")[0] for address in linked} <= {"courseplanner", "data"}
    assert_all_ends(person, map_services.guard)
    assert person.dialogs.asked == ["save", "save first riverside-half-marathon"]
    assert [record.getMessage() for record in caplog.records] == []


def assert_all_ends(person: Person, guard: OnlyOurs) -> None:
    process = person.engine._child._process  # type: ignore[union-attr]
    assert process.poll() is None
    person.window.close()
    assert person.window.isHidden()
    person.engine.close()
    assert process.returncode == 0
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("engine")] == []
    assert guard.blocked == []


def test_a_city_is_opened_and_planned(
    person: Person, map_services: Any, shared_data: Path, repo_root: Path
) -> None:
    person.opens(shared_data / "osm" / "heidelberg.osm.pbf")
    brief = tomllib.loads((repo_root / "tests" / "briefs" / "heidelberg.toml").read_text("utf-8"))
    for table in ("event", "course", "limits", "search"):
        for key, value in brief[table].items():
            person.controller.set_value(table, key, value)
    found = person.plans()
    assert len(found) > 1
    assert map_services.guard.blocked == []
