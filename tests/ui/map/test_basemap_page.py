"""The basemap in the real page: that its bytes become the right colours in the right places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from courseplanner.model.names import Names
from courseplanner.model.network.basemap import AreaKind, Basemap, Label, LabelKind, LineKind
from courseplanner.ui.look.theme import DARK, LIGHT
from courseplanner.ui.map.basemap_bytes import basemap_bytes
from courseplanner.ui.map.messages import Fit, PageError, ShowBasemap
from courseplanner.ui.map.page import map_page
from courseplanner.ui.map.panel import MapPanel
from courseplanner.ui.map.view import MapView
from fakes.basemap import Line, made, square

LAND, WATER, WOOD = "#f4f2ee", "#c8dce8", "#dce6d2"
DARK_LAND, DARK_WATER = "#1b1d20", "#182a38"
# Of 500 by 400 pixels: where 8.7 E, 49.4 N and its neighbours 0.004 degrees away lie at zoom 15.
MIDDLE, EAST, WEST = QPoint(250, 200), QPoint(343, 200), QPoint(157, 200)


class Shown:
    """A panel with the real page around 8.7 E, 49.4 N, and what went wrong in it."""

    def __init__(self, qtbot: QtBot, services: Any) -> None:
        self._qtbot = qtbot
        self.view = MapView(services.profile, services.server)
        self.panel = MapPanel(self.view)
        self.errors: list[str] = []
        self.view.received.connect(self._hear)
        qtbot.addWidget(self.panel)
        self.panel.resize(500, 400)
        self.panel.show()
        self.panel.show_palette(LIGHT)
        self.view.send(Fit((8.692, 49.396, 8.708, 49.404)))
        with qtbot.waitSignal(self.panel.ready):
            self.panel.set_page(map_page())
        self.script("courseplanner.map.setView([49.4, 8.7], 15, { animate: false })")

    def _hear(self, message: object) -> None:
        if isinstance(message, PageError):
            self.errors.append(message.words)

    def script(self, code: str) -> None:
        done: list[object] = []
        self.view.page().runJavaScript(f"{code}; 1", 0, done.append)
        self._qtbot.waitUntil(lambda: bool(done))

    def show(self, basemap: Basemap) -> None:
        with self._qtbot.waitSignal(self.panel.painted):
            self.panel.show_basemap(basemap_bytes(basemap))

    def picture(self) -> QImage:
        return self.panel.grab().toImage()

    def wait_for(self, colours: dict[QPoint, str]) -> None:
        """Wait until points have colours, and say which had another."""

        def check() -> None:
            picture = self.picture()
            assert {point: picture.pixelColor(point).name() for point in colours} == colours

        self._qtbot.waitUntil(check)

    def dark_pixels(self) -> int:
        """Count pixels as dark as letters, which no road is, around the middle."""
        picture = self.picture()
        near = [MIDDLE + QPoint(x, y) for x in range(-40, 41) for y in range(-14, 15)]
        return sum(QColor(picture.pixel(point)).lightness() < 150 for point in near)


@pytest.fixture
def shown(qtbot: QtBot, map_services: Any) -> Iterator[Shown]:
    one = Shown(qtbot, map_services)
    yield one
    one.panel.close_page()
    assert not [words for words in one.errors if "junk" not in words and "no basemap" not in words]


def test_areas_are_drawn_where_they_lie(shown: Shown) -> None:
    shown.show(made([(AreaKind.water, [square(8.698, 49.398, 0.004)])]))
    shown.wait_for({MIDDLE: WATER, EAST: LAND, WEST: LAND})


def test_a_hole_stays_open_and_overlapping_areas_of_a_kind_leave_none(shown: Shown) -> None:
    holed = (AreaKind.wood, [square(8.694, 49.394, 0.012), square(8.699, 49.399, 0.002)])
    shown.show(made([holed]))
    shown.wait_for({MIDDLE: LAND, EAST: WOOD, WEST: WOOD})
    one, other = square(8.694, 49.396, 0.008), square(8.698, 49.398, 0.008)
    shown.show(made([(AreaKind.wood, [one]), (AreaKind.wood, [other[::-1]])]))
    shown.wait_for({MIDDLE: WOOD, EAST: WOOD, WEST: WOOD})


def test_an_area_around_the_whole_view_fills_it_at_every_zoom(shown: Shown) -> None:
    sea = [(8.0 + 0.001 * step, 49.0) for step in range(1500)]
    shown.show(made([(AreaKind.water, [[*sea, (9.5, 50.0), (8.0, 50.0), sea[0]]])]))
    for zoom in (11, 15, 18):
        shown.script(f"courseplanner.map.setZoom({zoom}, {{ animate: false }})")
        shown.wait_for({MIDDLE: WATER, EAST: WATER, WEST: WATER})


def test_a_road_runs_on_across_the_edges_of_tiles(shown: Shown) -> None:
    shown.show(made(lines=[Line(LineKind.primary, [(8.6, 49.4), (8.8, 49.4)])]))
    face = "#dcd9d5"
    shown.wait_for({QPoint(x, 200): face for x in range(20, 480, 4)})


def test_the_dark_palette_repaints_what_is_there(shown: Shown) -> None:
    shown.show(made([(AreaKind.water, [square(8.698, 49.398, 0.004)])]))
    shown.panel.show_palette(DARK)
    shown.wait_for({MIDDLE: DARK_WATER, EAST: DARK_LAND})


def test_the_next_basemap_takes_the_place_of_the_last(shown: Shown) -> None:
    for kind, colour in ((AreaKind.water, WATER), (AreaKind.wood, WOOD)):
        shown.show(made([(kind, [square(8.698, 49.398, 0.004)])]))
        shown.wait_for({MIDDLE: colour})
    shown.view.send(ShowBasemap(None))
    shown.wait_for({MIDDLE: LAND})


def test_bytes_that_are_no_basemap_are_told_and_leave_the_last_one(qtbot: QtBot, shown: Shown) -> None:
    shown.show(made([(AreaKind.water, [square(8.698, 49.398, 0.004)])]))
    shown.panel.show_basemap(b"junk that is no basemap")
    qtbot.waitUntil(lambda: bool(shown.errors))
    assert "no basemap" in shown.errors[0]
    shown.script("courseplanner.map.setZoom(16, { animate: false })")
    shown.wait_for({MIDDLE: WATER})


def test_a_name_stands_at_its_place_and_goes_with_its_basemap(qtbot: QtBot, shown: Shown) -> None:
    name = Names("<b>Wanfeng</b>")
    shown.show(made([], labels=(Label(LabelKind.town, name, 8.7, 49.4),)))
    qtbot.waitUntil(lambda: shown.dark_pixels() > 100)
    shown.show(made())
    qtbot.waitUntil(lambda: shown.dark_pixels() == 0)


def test_a_street_bears_its_name_where_it_has_room(qtbot: QtBot, shown: Shown) -> None:
    long_street = Line(LineKind.minor, [(8.696, 49.4), (8.704, 49.4)], name=0)
    shown.show(made(lines=[long_street], names=(Names("Lange Gasse"),)))
    qtbot.waitUntil(lambda: shown.dark_pixels() > 30)
    shown.show(made(lines=[long_street], names=(Names("Straße " * 12),)))
    qtbot.waitUntil(lambda: shown.dark_pixels() == 0)
