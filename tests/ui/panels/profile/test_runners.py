"""The lanes of runners under the profile: there with weather and date, and what they show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from courseplanner.brief.draft import new_draft
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.weather.runner_conditions import Runner, RunnerConditions
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import LIGHT
from courseplanner.ui.panels.profile.lanes import ALL_LANES
from courseplanner.ui.panels.profile.panel import ProfilePanel
from courseplanner.ui.panels.profile.readout import readout
from handmade import candidate, course


def met(runner: Runner, finish_h: float, shade: float = 0.0, sun_deg: float = 20.0) -> RunnerConditions:
    at_m = np.linspace(0.0, 20_150.0, 21)
    full = np.ones(21)
    warmer = np.linspace(10.0, 10.0 + 4.0 * finish_h, 21)
    return RunnerConditions(
        runner, finish_h, at_m, 8.5 + finish_h * at_m / at_m[-1], sun_deg * full, 120.0 * full, shade * full,
        warmer, 8.0 * full, 18.0 * full, 3.0 * full, 2.0 * full, full.copy(), True,
    )  # fmt: skip


def with_runners(*along: RunnerConditions) -> Candidate:
    line = course(list(np.linspace(104.9, 105.1, 101)), [25.0] * 101)
    return replace(candidate("A", line), along=along or None)


def document(course_of: Candidate) -> Document:
    return Document(draft=new_draft(Path("valley.osm")), candidates=(course_of,), picked="A")


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ProfilePanel]:
    made = ProfilePanel()
    qtbot.addWidget(made)
    made.resize(1366, 260)
    made.show_palette(LIGHT)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def colours_in_lanes(panel: ProfilePanel, count: int) -> set[str]:
    """The colours over the height of the lanes of runners, between two kilometres."""
    QApplication.processEvents()
    plot = panel.plot
    picture: QImage = plot.plot.grab().toImage()
    top, bottom = (
        plot.plot.mapFromScene(plot._box.mapViewToScene(QPointF(9.5, height)))
        for height in (0.0, -float(count))
    )
    return {QColor(picture.pixel(top.x(), row)).name() for row in range(top.y() + 1, bottom.y())}


def test_lanes_are_there_with_runners_only(panel: ProfilePanel) -> None:
    panel.show_document(document(with_runners()), Change.EVERYTHING)
    assert panel.plot.plot.viewRange()[1] == [0.0, ALL_LANES]
    runners = (met(Runner.FIRST, 1.0), met(Runner.MEDIAN, 2.0), met(Runner.LAST, 3.0))
    panel.show_document(document(with_runners(*runners)), Change.EVERYTHING)
    assert panel.plot.plot.viewRange()[1] == [-3.0, ALL_LANES]
    ticks = panel.plot.plot.getAxis("left")._tickLevels[0]
    assert [name for _, name in ticks[-3:]] == ["First runner", "Median", "Last runner"]
    panel.show_document(document(with_runners()), Change.EVERYTHING)
    assert panel.plot.plot.viewRange()[1] == [0.0, ALL_LANES]


def test_sun_shade_and_darkness_look_different(panel: ProfilePanel) -> None:
    seen = []
    for shade, sun_deg in ((0.0, 20.0), (1.0, 20.0), (1.0, -8.0)):
        runners = tuple(met(runner, 2.0, shade, sun_deg) for runner in Runner)
        panel.show_document(document(with_runners(*runners)), Change.EVERYTHING)
        seen.append(frozenset(colours_in_lanes(panel, 3)))
    assert len(set(seen)) == 3


def test_the_place_that_is_pointed_at_tells_the_runners() -> None:
    runners = (met(Runner.FIRST, 1.0), met(Runner.MEDIAN, 2.0), met(Runner.LAST, 3.0))
    line = with_runners(*runners).course
    words = str(readout(line, 10_075.0, 10.065, runners))
    assert words.startswith("km 10.06  ·  runners 09:00–10:00, 12–16 °C  ·  ")
    same = (met(Runner.FIRST, 1.0), met(Runner.LAST, 1.0))
    assert "09:00–09:00, 12 °C" in str(readout(line, 10_075.0, 10.065, same))
    unknown = replace(runners[0], temperature_c=np.full(21, np.nan))
    assert "temperature unknown" in str(readout(line, 10_075.0, 10.065, (unknown, runners[2])))
    assert "runners" not in str(readout(line, 10_075.0, 10.065))
