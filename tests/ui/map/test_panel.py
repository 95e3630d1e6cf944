from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from courseplanner.brief.draft import new_draft
from courseplanner.model.course.candidate import Candidate
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import DARK
from courseplanner.ui.map.drawing import around_roads
from courseplanner.ui.map.messages import (
    CandidateHovered,
    CandidatePicked,
    CourseHovered,
    Fit,
    FromPage,
    PageError,
    PageWords,
    Painted,
    PointAt,
    Ready,
    SetPalette,
    ShowBasemap,
    ShowCandidates,
    ShowCourse,
    ShowPlaces,
)
from courseplanner.ui.map.panel import MapPanel
from courseplanner.ui.state import NOWHERE, Pointing
from fakes.map import FakeMap
from handmade import candidate, course, region

pytestmark = pytest.mark.usefixtures("qapp")

A, B = candidate("A"), candidate("B", course([104.95, 104.96, 104.95], [25.05, 25.06, 25.07]))


def planned(picked: str | None = "A", candidates: tuple[Candidate, ...] = (A, B)) -> Document:
    return Document(
        draft=new_draft(Path("valley.osm")), region=region(), candidates=candidates, picked=picked
    )


@pytest.fixture
def fake() -> FakeMap:
    return FakeMap()


@pytest.fixture
def panel(qtbot: QtBot, fake: FakeMap) -> MapPanel:
    made = MapPanel(fake)
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def sentence(panel: MapPanel) -> str:
    """What stands where the map would be; nothing where the map is seen."""
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def button(panel: MapPanel) -> QPushButton | None:
    return next((one for one in panel.findChildren(QPushButton) if one.isVisible()), None)


def press(panel: MapPanel, words: str) -> None:
    found = button(panel)
    assert found is not None
    assert words in found.text()
    found.click()


def test_until_the_page_is_ready_a_sentence_stands_in_its_place(panel: MapPanel, fake: FakeMap) -> None:
    assert "being loaded" in sentence(panel)
    assert button(panel) is None
    panel.set_page(b"<html>")
    assert fake.loads == [b"<html>"]
    assert "being loaded" in sentence(panel)
    fake.say(Ready())
    assert sentence(panel) == ""


def test_ready_is_passed_on(qtbot: QtBot, panel: MapPanel, fake: FakeMap) -> None:
    with qtbot.waitSignal(panel.ready):
        fake.say(Ready())


def test_a_page_that_dies_is_loaded_again_once(qtbot: QtBot, panel: MapPanel, fake: FakeMap) -> None:
    panel.set_page(b"<html>")
    fake.say(Ready())
    fake.lost.emit()
    qtbot.waitUntil(lambda: len(fake.loads) == 2)
    fake.say(Ready())
    fake.lost.emit()
    assert "stopped" in sentence(panel)
    assert len(fake.loads) == 2
    press(panel, "Load the map again")
    assert len(fake.loads) == 3
    assert "being loaded" in sentence(panel)
    fake.say(Ready())
    assert sentence(panel) == ""


def test_reloading_by_hand_allows_another_try(qtbot: QtBot, panel: MapPanel, fake: FakeMap) -> None:
    panel.reload()
    assert fake.loads == []
    panel.set_page(b"<html>")
    fake.lost.emit()
    qtbot.waitUntil(lambda: len(fake.loads) == 2)
    panel.reload()
    fake.lost.emit()
    qtbot.waitUntil(lambda: len(fake.loads) == 4)


def test_a_map_that_does_not_start_says_so(qtbot: QtBot, fake: FakeMap) -> None:
    panel = MapPanel(fake, patience_ms=1)
    qtbot.addWidget(panel)
    panel.show()
    panel.set_page(b"<html>")
    qtbot.waitUntil(lambda: "did not start" in sentence(panel))
    with qtbot.waitSignal(panel.software_wanted):
        press(panel, "without the graphics card")
    assert fake.loads == [b"<html>"]
    fake.say(Ready())  # it was only slow
    assert sentence(panel) == ""


def test_everything_is_drawn_at_first(panel: MapPanel, fake: FakeMap) -> None:
    panel.show_document(planned(), Change.EVERYTHING)
    assert [line.id for line in fake.newest(ShowCandidates).lines] == ["A", "B"]
    drawn = fake.newest(ShowCourse).course
    assert drawn is not None
    assert drawn.id == "A"
    assert fake.count(ShowPlaces) == 1
    assert fake.count(Fit) == 1
    assert fake.newest(Fit).bbox == (104.9, 25.0, 104.92, 25.02)
    assert fake.newest(PageWords).words["legend"] == "Legend"


@pytest.mark.parametrize(
    ("changes", "drawn"),
    [
        (Change.NOTHING, set()),
        (Change.DRAFT, set()),
        (Change.REGION, {ShowPlaces}),
        (Change.CANDIDATES, {ShowCandidates, ShowCourse, Fit}),
        (Change.PICKED, {ShowCourse, Fit}),
    ],
)
def test_only_what_changed_is_drawn_again(
    panel: MapPanel, fake: FakeMap, changes: Change, drawn: set[type[object]]
) -> None:
    document = planned()
    panel.show_document(document, Change.EVERYTHING)
    fake.sent.clear()
    panel.show_document(replace(document, picked="B"), changes)
    assert {type(message) for message in fake.sent} == drawn
    assert all(message.gently for message in fake.sent if isinstance(message, Fit))


def test_a_new_region_is_shown_and_the_same_one_left_alone(panel: MapPanel, fake: FakeMap) -> None:
    document = planned(None, ())
    panel.show_document(document, Change.REGION)
    assert fake.newest(Fit) == around_roads(region())
    panel.show_document(replace(document, complete=False), Change.REGION)
    assert fake.count(Fit) == 1
    panel.show_document(replace(document, region=None), Change.REGION)
    assert fake.newest(ShowPlaces).places == ()


def test_the_first_course_moves_the_map_and_others_only_gently(panel: MapPanel, fake: FakeMap) -> None:
    panel.show_document(planned(None, ()), Change.EVERYTHING)
    panel.show_document(planned("A"), Change.CANDIDATES | Change.PICKED)
    assert not fake.newest(Fit).gently
    panel.show_document(planned("B"), Change.PICKED)
    assert fake.newest(Fit) == Fit((104.95, 25.05, 104.96, 25.07), gently=True)


def test_courses_that_are_gone_are_taken_off(panel: MapPanel, fake: FakeMap) -> None:
    panel.show_document(planned(), Change.EVERYTHING)
    panel.show_document(planned(None, ()), Change.CANDIDATES | Change.PICKED)
    assert fake.newest(ShowCandidates).lines == ()
    assert fake.newest(ShowCourse).course is None


def test_views_that_a_person_asks_for(panel: MapPanel, fake: FakeMap) -> None:
    for move in (panel.show_whole_course, panel.show_whole_region, lambda: panel.show_place(0.0)):
        move()  # nothing is there yet
    assert fake.count(Fit) == 0
    panel.show_document(planned("B"), Change.EVERYTHING)
    panel.show_whole_region()
    assert fake.newest(Fit) == Fit(region().bbox)
    panel.show_whole_course()
    assert fake.newest(Fit) == Fit((104.95, 25.05, 104.96, 25.07))
    panel.show_place(0.0)
    west, _, east, _ = fake.newest(Fit).bbox
    assert (west + east) / 2 == pytest.approx(104.95, abs=1e-5)


def test_pointing_is_drawn_on_the_picked_course(panel: MapPanel, fake: FakeMap) -> None:
    panel.show_pointing(Pointing("B", 10.0))
    assert fake.newest(PointAt) == PointAt("B")
    panel.show_document(planned(), Change.EVERYTHING)
    panel.show_pointing(Pointing("B", 0.0))
    assert fake.newest(PointAt) == PointAt("B", (104.9, 25.0), 0.0, 0.0)
    panel.show_pointing(NOWHERE)
    assert fake.newest(PointAt) == PointAt()


def test_colours_are_told(panel: MapPanel, fake: FakeMap) -> None:
    panel.show_palette(DARK)
    assert fake.newest(SetPalette).colours["course"] == DARK.course
    assert fake.newest(SetPalette).colours["name"] == "dark"


def test_a_basemap_is_laid_ready_until_the_next_is_drawn(panel: MapPanel, fake: FakeMap) -> None:
    panel.show_basemap(b"one")
    first = fake.newest(ShowBasemap).url
    panel.show_basemap(b"two")
    assert fake.newest(ShowBasemap).url != first
    assert list(fake.blobs.values()) == [b"one", b"two"]  # the page may still be fetching the first
    fake.say(Painted("course", 1.0))
    assert len(fake.blobs) == 2
    fake.say(Painted("basemap", 1.0))
    assert list(fake.blobs.values()) == [b"two"]


@pytest.mark.parametrize(
    ("signal", "message", "argument"),
    [
        (lambda panel: panel.candidate_hovered, CandidateHovered("B"), "B"),
        (lambda panel: panel.candidate_hovered, CandidateHovered(None), None),
        (lambda panel: panel.candidate_picked, CandidatePicked("B"), "B"),
        (lambda panel: panel.course_hovered, CourseHovered(0.0), 0.0),
        (lambda panel: panel.course_hovered, CourseHovered(None), None),
        (lambda panel: panel.painted, Painted("basemap", 3.0), "basemap"),
    ],
)
def test_what_happens_on_the_map_is_passed_on(
    qtbot: QtBot,
    panel: MapPanel,
    fake: FakeMap,
    signal: Callable[[MapPanel], object],
    message: FromPage,
    argument: object,
) -> None:
    with qtbot.waitSignal(signal(panel)) as heard:
        fake.say(message)
    assert heard.args == [argument]


def test_an_error_of_the_page_stands_in_the_log(
    panel: MapPanel, fake: FakeMap, caplog: pytest.LogCaptureFixture
) -> None:
    assert panel.isVisible()
    with caplog.at_level(logging.ERROR):
        fake.say(PageError("TypeError: x is undefined"))
    assert "TypeError" in caplog.text
