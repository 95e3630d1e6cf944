"""The panel of the profile: the mouse on it, zoom, and what stands where there is no course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from courseplanner.brief.draft import new_draft
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.model.course.candidate import Candidate
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import DARK, LIGHT
from courseplanner.ui.panels.profile.lanes import ALL_LANES, RunnerLane
from courseplanner.ui.panels.profile.panel import ProfilePanel
from courseplanner.ui.state import NOWHERE, Pointing
from fakes import mouse
from handmade import candidate, course


def straight(degrees: float, name: str = "A") -> Candidate:
    lon = list(np.linspace(104.9, 104.9 + degrees, 101))
    return candidate(name, course(lon, [25.0] * 101))


SHORT, USUAL, LONG = straight(0.002), straight(0.2), straight(1.0)


def document(*candidates: Candidate, picked: str | None = "A") -> Document:
    return Document(draft=new_draft(Path("valley.osm")), candidates=candidates, picked=picked)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ProfilePanel]:
    made = ProfilePanel()
    qtbot.addWidget(made)
    made.resize(1366, 160)
    made.show_palette(LIGHT)
    made.show_document(document(USUAL), Change.EVERYTHING)
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    yield made
    made.close()


class Heard(list[float | None]):
    """The chainages that a panel told."""

    def __init__(self, panel: ProfilePanel) -> None:
        super().__init__()
        panel.pointed.connect(self.append)


def viewport_of(panel: ProfilePanel) -> QWidget:
    viewport: QWidget = panel.plot.plot.viewport()
    return viewport


def turn_wheel(panel: ProfilePanel, at: QPoint, clicks: int) -> None:
    mouse.turn_wheel(viewport_of(panel), at, clicks)


@pytest.mark.parametrize("shown", [SHORT, USUAL, LONG], ids=["200 m", "20 km", "100 km"])
@pytest.mark.parametrize("part", [0.001, 0.25, 0.5, 0.999])
def test_the_mouse_tells_the_chainage_right_to_the_pixel(
    panel: ProfilePanel, shown: Candidate, part: float
) -> None:
    panel.show_document(document(shown), Change.CANDIDATES)
    QApplication.processEvents()
    at_m = part * shown.course.course_m
    pixel_m = 1000.0 * (panel.plot.range_km[1] - panel.plot.range_km[0]) / panel.plot.plot.width()
    heard = Heard(panel)

    mouse.move(viewport_of(panel), panel.plot.pixel_of(at_m))

    [told_m] = heard
    assert told_m == pytest.approx(at_m, abs=1.5 * pixel_m)
    assert panel.plot.place_m == pytest.approx(told_m)


def test_start_and_finish_stand_inside_the_plot_where_the_axis_says(panel: ProfilePanel) -> None:
    low_km, high_km = panel.plot.range_km

    assert low_km < 0.0
    assert high_km > USUAL.course.course_m / 1000.0
    assert panel.plot.pixel_of(0.0).x() > 84
    assert panel.plot.pixel_of(USUAL.course.course_m).x() < 1366


def test_the_axis_counts_as_the_boards_do(panel: ProfilePanel) -> None:
    axis = panel.plot.plot.getAxis("bottom")
    _, values = axis.tickValues(0.0, USUAL.course.course_m / 1_000.0, 1_200)[0]
    words = axis.tickStrings(values, axis.scale, 1.0)
    counted = kilometrage_of(USUAL)
    assert len(words) > 2
    for value, word in zip(values, words, strict=True):
        assert counted.at_m(1_000.0 * float(word.removesuffix(" km"))) == pytest.approx(
            1_000.0 * value, abs=0.1
        )


def test_beside_the_course_there_is_no_chainage(panel: ProfilePanel) -> None:
    heard = Heard(panel)
    viewport = viewport_of(panel)

    mouse.move(viewport, panel.plot.pixel_of(5_000.0))
    mouse.move(viewport, panel.plot.pixel_of(0.0) - QPoint(6, 0))
    mouse.move(viewport, QPoint(10, 40))

    assert len(heard) == 2
    assert heard[1] is None
    assert panel.plot.place_m is None


def test_a_mouse_that_leaves_is_told_once(panel: ProfilePanel) -> None:
    mouse.move(viewport_of(panel), panel.plot.pixel_of(5_000.0))
    heard = Heard(panel)

    for _ in range(2):
        mouse.leave(viewport_of(panel))

    assert heard == [None]


def test_the_readout_follows_the_mouse(panel: ProfilePanel) -> None:
    assert "Course A" in panel.readout.text()

    mouse.move(viewport_of(panel), panel.plot.pixel_of(5_000.0))

    assert panel.readout.text().startswith("km 5.0")
    assert "河滨路" in panel.readout.text()
    assert panel.readout.textFormat() == Qt.TextFormat.PlainText


def test_pointing_from_the_map_moves_the_line_without_a_word(panel: ProfilePanel) -> None:
    heard = Heard(panel)

    panel.show_pointing(Pointing(at_m=12_345.0))
    there = panel.plot.place_m
    words = panel.readout.text()
    panel.show_pointing(NOWHERE)

    assert there == pytest.approx(12_345.0)
    assert words.startswith("km 12.3")
    assert panel.plot.place_m is None
    assert heard == []


def test_the_line_is_drawn_at_its_pixel(panel: ProfilePanel) -> None:
    panel.show_pointing(Pointing(at_m=10_000.0))
    QApplication.processEvents()

    image = panel.plot.plot.grab().toImage()
    at = panel.plot.pixel_of(10_000.0)
    accent = QColor(LIGHT.accent)
    row = round(at.y() * image.height() / panel.plot.plot.height()) - 4
    near = [QColor(image.pixel(at.x() + step, row)) for step in (-1, 0, 1)]
    assert any(abs(one.red() - accent.red()) + abs(one.green() - accent.green()) < 60 for one in near)


def test_the_wheel_zooms_along_the_course_about_the_mouse_and_only_so(panel: ProfilePanel) -> None:
    before = panel.plot.range_km
    at = panel.plot.pixel_of(5_000.0)

    turn_wheel(panel, at, 3)

    low_km, high_km = panel.plot.range_km
    assert high_km - low_km < 0.9 * (before[1] - before[0])
    assert abs(panel.plot.pixel_of(5_000.0).x() - at.x()) <= 1
    assert panel.plot.plot.viewRange()[1] == [0.0, ALL_LANES]


def test_nobody_gets_lost(panel: ProfilePanel) -> None:
    whole = panel.plot.range_km
    turn_wheel(panel, panel.plot.pixel_of(5_000.0), -50)
    assert panel.plot.range_km == pytest.approx(whole)

    for _ in range(20):
        turn_wheel(panel, panel.plot.pixel_of(5_000.0), 50)
    low_km, high_km = panel.plot.range_km
    assert high_km - low_km == pytest.approx(0.1)
    assert low_km <= 5.0 <= high_km


def test_a_double_click_shows_the_whole_course_again(panel: ProfilePanel) -> None:
    whole = panel.plot.range_km
    turn_wheel(panel, panel.plot.pixel_of(5_000.0), 10)
    assert panel.plot.range_km != pytest.approx(whole)

    mouse.double_click(viewport_of(panel), panel.plot.pixel_of(5_000.0))

    assert panel.plot.range_km == pytest.approx(whole)


def test_another_course_is_shown_whole_and_the_same_stays_as_it_was(panel: ProfilePanel) -> None:
    turn_wheel(panel, panel.plot.pixel_of(5_000.0), 5)
    zoomed = panel.plot.range_km

    panel.show_document(document(replace(USUAL)), Change.CANDIDATES)
    assert panel.plot.range_km == pytest.approx(zoomed)

    panel.show_document(document(LONG), Change.CANDIDATES)
    assert panel.plot.range_km[1] > LONG.course.course_m / 1000.0


def test_without_a_course_it_asks_to_pick_one(panel: ProfilePanel) -> None:
    panel.show_document(document(USUAL, picked=None), Change.PICKED)
    panel.show_pointing(Pointing(at_m=100.0))

    assert panel.message.shown == "Pick a candidate to see its profile."
    assert not panel.plot.isVisible()
    assert panel.plot.place_m is None


def test_the_place_of_another_course_is_forgotten(panel: ProfilePanel) -> None:
    panel.show_pointing(Pointing(at_m=12_345.0))

    panel.show_document(document(SHORT), Change.CANDIDATES)

    assert panel.plot.place_m is None
    assert "0.20 km" in panel.readout.text()


def test_no_flat_line_is_drawn_for_heights_that_are_unknown(panel: ProfilePanel) -> None:
    image = panel.plot.plot.grab().toImage()
    top = panel.plot.plot.mapFromScene(
        panel.plot.plot.plotItem.vb.mapViewToScene(QPointF(1.5, RunnerLane.HEIGHT.middle + 0.45))
    )
    bottom = panel.plot.plot.mapFromScene(
        panel.plot.plot.plotItem.vb.mapViewToScene(QPointF(1.5, RunnerLane.HEIGHT.middle - 0.45))
    )
    left, right = panel.plot.pixel_of(100.0).x(), panel.plot.pixel_of(19_900.0).x()
    for y in range(top.y() + 1, bottom.y()):
        empty = sum(image.pixel(x, y) == QColor(LIGHT.field).rgb() for x in range(left, right))
        assert empty > 0.7 * (right - left)


def test_another_palette_is_painted_at_once(panel: ProfilePanel) -> None:
    panel.show_palette(DARK)
    QApplication.processEvents()

    image = panel.plot.plot.grab().toImage()
    corner = QColor(image.pixel(image.width() - 2, image.height() - 2))

    assert corner.name() == DARK.field
