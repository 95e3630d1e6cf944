"""The page of the map in Chromium: what is drawn of courses, what the mouse does, and what may not leave."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from courseplanner.brief.draft import new_draft
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.course import Visit
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import DARK, LIGHT
from courseplanner.ui.map.address import PAGE_URL
from courseplanner.ui.map.messages import PageError, Painted
from courseplanner.ui.map.page import map_page
from courseplanner.ui.map.panel import MapPanel
from courseplanner.ui.map.view import MapView
from courseplanner.ui.state import NOWHERE, Pointing
from handmade import candidate, course, region

EVIL = "<img src=x onerror=\"document.title='caught'\">"
A = candidate("A", course([104.90, 104.91, 104.92], [25.0, 25.005, 25.0]))
# A village well off the line, whose name is an attack.
A = replace(A, visits=(Visit(EVIL, "village", None, 104.905, 25.01, 100.0, 0.0, required=False),), marks=())
B = candidate("B", course([104.90, 104.91, 104.92], [24.996, 24.999, 24.996]))
DOCUMENT = Document(draft=new_draft(Path("valley.osm")), region=region(), candidates=(A, B), picked="A")


class Page:
    """A panel with the real page, and what the page has said."""

    def __init__(self, qtbot: QtBot, services: Any) -> None:
        self.qtbot = qtbot
        self.guard = services.guard
        self.view = MapView(services.profile, services.server)
        self.panel = MapPanel(self.view)
        self.said: list[object] = []
        self.view.received.connect(self.said.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(700, 500)
        self.panel.show()

    def start(self) -> None:
        self.panel.show_palette(LIGHT)
        self.panel.show_document(DOCUMENT, Change.EVERYTHING)
        with self.qtbot.waitSignal(self.panel.painted, check_params_cb=lambda what: what == "course"):
            self.panel.set_page(map_page())

    def js(self, code: str) -> Any:
        answers: list[str] = []
        self.view.page().runJavaScript(f"JSON.stringify({code})", 0, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers))
        return json.loads(answers[0]) if answers[0] else None

    def do(self, code: str) -> None:
        assert self.js(f"(() => {{ {code}; return 'done'; }})()") == "done"

    def mouse(self) -> QWidget:
        """The widget of Chromium that takes the mouse."""
        widget = self.view.focusProxy()
        assert widget is not None
        return widget

    def at(self, lon: float, lat: float) -> QPoint:
        place = self.js(f"courseplanner.map.latLngToContainerPoint([{lat}, {lon}])")
        return QPointF(place["x"], place["y"]).toPoint()

    def move_mouse(self, lon: float, lat: float) -> None:
        QTest.mouseMove(self.mouse(), self.at(lon, lat))

    def click(self, lon: float, lat: float) -> None:
        left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.mouse(), left, no, self.at(lon, lat))

    def picture(self) -> QImage:
        return self.panel.grab().toImage()

    def colours(self, lon: float, lat: float) -> set[str]:
        """Of the nine pixels around a point: a thin line rarely fills the very one."""
        centre, picture = self.at(lon, lat), self.picture()
        near = (-1, 0, 1)
        return {picture.pixelColor(centre + QPoint(x, y)).name() for x in near for y in near}


@pytest.fixture
def bare(qtbot: QtBot, map_services: Any) -> Iterator[Page]:
    """A page that nothing was loaded into."""
    map_services.guard.blocked.clear()
    page = Page(qtbot, map_services)
    yield page
    page.panel.close_page()


@pytest.fixture
def page(bare: Page) -> Page:
    bare.start()
    return bare


def point_between(one: Candidate, index: int, part: float) -> tuple[float, float, float]:
    """A point on a line: lon, lat, chainage."""
    line = one.course

    def mix(values: np.ndarray) -> float:
        return float(values[index] + part * (values[index + 1] - values[index]))

    return mix(line.lon), mix(line.lat), mix(line.chainage_m)


def test_the_page_starts_without_an_error_and_asks_for_nothing_outside(page: Page) -> None:
    assert not [message for message in page.said if isinstance(message, PageError)]
    assert {message.what for message in page.said if isinstance(message, Painted)} >= {"course", "candidates"}
    assert page.guard.blocked == []


def test_the_whole_course_is_in_view(page: Page) -> None:
    west, south, east, north = page.js("courseplanner.map.getBounds().toBBoxString().split(',').map(Number)")
    assert west < 104.90
    assert east > 104.92
    assert south < 25.0
    assert north > 25.005


def test_the_course_is_drawn_where_it_runs(qtbot: QtBot, page: Page) -> None:
    lon, lat, _ = point_between(A, 0, 0.3)
    qtbot.waitUntil(lambda: LIGHT.course in page.colours(lon, lat))
    other_lon, other_lat, _ = point_between(B, 0, 0.5)
    qtbot.waitUntil(lambda: LIGHT.candidate in page.colours(other_lon, other_lat))


def test_other_colours_are_taken_at_once(qtbot: QtBot, page: Page) -> None:
    page.panel.show_palette(DARK)
    lon, lat, _ = point_between(A, 0, 0.3)
    qtbot.waitUntil(lambda: DARK.course in page.colours(lon, lat))


@pytest.mark.parametrize(("index", "part"), [(0, 0.25), (1, 0.6)])
def test_hovering_the_course_tells_the_chainage(qtbot: QtBot, page: Page, index: int, part: float) -> None:
    lon, lat, at_m = point_between(A, index, part)
    with qtbot.waitSignal(page.panel.course_hovered) as heard:
        page.move_mouse(lon, lat)
    metres_a_pixel = page.js("40075016.7 * Math.cos(0.436) / 256 / Math.pow(2, courseplanner.map.getZoom())")
    assert heard.args[0] == pytest.approx(at_m, abs=1.5 * metres_a_pixel)
    with qtbot.waitSignal(page.panel.course_hovered) as heard:
        page.move_mouse(104.91, 25.002)
    assert heard.args == [None]


def test_a_road_that_is_run_twice_stays_on_the_run_that_was_hovered(qtbot: QtBot, page: Page) -> None:
    lon = [104.90, 104.91, 104.92, 104.91, 104.90]
    twice = candidate("A", course(lon, [25.0, 25.005, 25.0, 25.005, 25.0]))
    with qtbot.waitSignal(page.panel.painted, check_params_cb=lambda what: what == "course"):
        page.panel.show_document(replace(DOCUMENT, candidates=(twice,)), Change.CANDIDATES)
    for along in (0.1, 0.3, 0.49, 0.45):
        x, y, at_m = point_between(twice, int(along * 4), along * 4 % 1)
        with qtbot.waitSignal(page.panel.course_hovered) as heard:
            page.move_mouse(x, y)
        assert heard.args[0] == pytest.approx(at_m, abs=15.0)


def test_hovering_and_clicking_another_candidate(qtbot: QtBot, page: Page) -> None:
    lon, lat, _ = point_between(B, 1, 0.5)
    with qtbot.waitSignal(page.panel.candidate_hovered) as heard:
        page.move_mouse(lon, lat)
    assert heard.args == ["B"]
    with qtbot.waitSignal(page.panel.candidate_picked) as heard:
        page.click(lon, lat)
    assert heard.args == ["B"]
    with qtbot.waitSignal(page.panel.candidate_hovered) as heard:
        page.move_mouse(104.91, 25.002)
    assert heard.args == [None]


def test_what_is_pointed_at_is_drawn_over_the_course_and_goes_again(qtbot: QtBot, page: Page) -> None:
    lon, lat, _ = point_between(B, 1, 0.5)
    page.panel.show_pointing(Pointing("B"))
    qtbot.waitUntil(lambda: LIGHT.ink in page.colours(lon, lat))
    page.panel.show_pointing(NOWHERE)
    qtbot.waitUntil(lambda: LIGHT.candidate in page.colours(lon, lat))


def test_a_chainage_is_pointed_at_with_a_ring(qtbot: QtBot, page: Page) -> None:
    lon, lat, at_m = point_between(A, 1, 0.5)

    def ink_near() -> int:
        centre, picture = page.at(lon, lat), page.picture()
        square = [centre + QPoint(x, y) for x in range(-11, 12) for y in range(-11, 12)]
        return sum(picture.pixelColor(point) == QColor(LIGHT.ink) for point in square)

    assert ink_near() == 0
    page.panel.show_pointing(Pointing(None, at_m))
    qtbot.waitUntil(lambda: ink_near() > 40)


def test_names_of_strangers_stay_text(qtbot: QtBot, page: Page) -> None:
    page.move_mouse(104.905, 25.01)
    qtbot.waitUntil(lambda: EVIL in (page.js("document.querySelector('.tip').textContent") or ""))
    assert page.js("document.querySelectorAll('.tip *').length") == 0
    assert page.js("document.title") != "caught"


def test_the_legend_speaks_and_folds(page: Page) -> None:
    assert page.js("document.querySelector('.legend .head').textContent") == "Legend"
    words = page.js("document.querySelector('.legend ul').textContent")
    assert "Village" in words
    assert "Finish" in words
    before = page.js("document.querySelector('.legend ul').hidden")
    page.do("document.querySelector('.legend .head').click()")
    assert page.js("document.querySelector('.legend ul').hidden") is not before
    assert page.js("document.querySelector('.attribution').textContent") == "© OpenStreetMap contributors"


def test_a_view_that_a_person_chose_is_left_alone(qtbot: QtBot, page: Page) -> None:
    page.do("courseplanner.map.setView([25.03, 104.91], 16, {animate: false})")
    page.panel.show_document(replace(DOCUMENT, picked="B"), Change.PICKED)  # B lies outside the view
    qtbot.waitUntil(lambda: page.js("courseplanner.map.getCenter().lat") < 25.0)
    page.do("courseplanner.map.setView([24.997, 104.905], 16, {animate: false})")
    with qtbot.waitSignal(page.panel.painted, check_params_cb=lambda what: what == "candidates"):
        page.panel.show_document(replace(DOCUMENT, picked="B"), Change.CANDIDATES | Change.PICKED)
    assert page.js("courseplanner.map.getZoom()") == 16


def test_the_page_goes_nowhere_else(page: Page) -> None:
    page.do("location.href = 'https://tiles.example/'")
    page.do("window.open('https://tiles.example/')")
    assert page.js("location.href") == PAGE_URL
    assert page.view.url() == QUrl(PAGE_URL)
    assert page.js("courseplanner.map.getZoom()") > 3


def test_the_policy_keeps_pictures_scripts_and_fetches_of_others_out(page: Page) -> None:
    page.do("window.out = []; document.onsecuritypolicyviolation = (event) => out.push(event.blockedURI)")
    page.do("(new Image()).src = 'https://tiles.example/1.png'")
    page.do("fetch('https://tiles.example/2').catch(() => 0)")
    page.do("const s = document.createElement('script'); s.text = 'window.evil = 1'; document.body.append(s)")
    page.qtbot.waitUntil(lambda: page.js("out.length") >= 3)
    assert page.js("window.evil") is None
    assert page.guard.blocked == []


def test_what_gets_past_a_page_without_a_policy_is_blocked_and_kept(qtbot: QtBot, bare: Page) -> None:
    bare.panel.set_page(b"<html><img src='https://tiles.example/1.png'></html>")
    qtbot.waitUntil(lambda: bare.guard.blocked == ["https://tiles.example/1.png"])


def test_only_reading_is_answered(page: Page) -> None:
    page.do("window.out = {}")
    for method, name in (("GET", "core.js"), ("POST", "core.js"), ("GET", "core.php")):
        request = f"fetch('courseplanner://map/{name}', {{method: '{method}'}})"
        page.do(f"{request}.then((r) => {{ out['{method} {name}'] = r.status; }})")
    page.qtbot.waitUntil(lambda: len(page.js("out")) == 3)
    assert page.js("out") == {"GET core.js": 200, "POST core.js": 403, "GET core.php": 404}


def test_a_page_whose_process_dies_comes_back_with_all_that_was_shown(qtbot: QtBot, page: Page) -> None:
    page.said.clear()
    with qtbot.waitSignal(page.view.lost):
        page.view.page().load(QUrl("chrome://kill"))
    qtbot.waitUntil(lambda: any(isinstance(message, Painted) for message in page.said))
    lon, lat, _ = point_between(A, 0, 0.3)
    qtbot.waitUntil(lambda: LIGHT.course in page.colours(lon, lat))


def test_a_closed_page_stays_closed(qtbot: QtBot, page: Page) -> None:
    with qtbot.waitSignal(page.view.page().destroyed):
        page.panel.close_page()
    page.said.clear()
    page.panel.reload()
    page.panel.show_palette(DARK)
    page.panel.close_page()
    assert page.said == []


def test_settings_shut_what_a_map_needs_not(page: Page) -> None:
    assert page.view.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    assert not page.view.acceptDrops()
