"""The panel of the findings: its groups, its counts, its places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from courseplanner.base.i18n import text
from courseplanner.brief.draft import new_draft
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import DARK, LIGHT
from courseplanner.ui.panels.findings.margin import MarginBar, bar_parts
from courseplanner.ui.panels.findings.panel import FindingsPanel
from fakes import mouse
from handmade import candidate

FAIL = Finding(
    "UNPAVED",
    Status.FAIL,
    text("Unpaved ground"),
    text("{part} % of <b>{road}</b> is unpaved", part=4.0, road="河滨路"),
    measured=4.0,
    limit=1.0,
    unit="%",
    margin=-3.0,
    at_m=(3_120.4, 7_000.0),
)
WIDTH = Finding(
    "WIDTH",
    Status.UNKNOWN,
    text("Width"),
    text("the width of 3.0 km is assumed"),
    at_m=tuple(1_000.0 * number for number in range(20)),
    needs=text("the width of 3.0 km"),
)
CLIMB = Finding("CLIMB", Status.UNKNOWN, text("Climb"), text("no heights are read yet"))
WARN = Finding("TURNS", Status.WARN, text("StaggeredUpdates"), text("38 turns"))
PASS = Finding(
    "REPEATED", Status.PASS, text("Repeated ground"), text("0.0 % is run twice"), 0.0, 10.0, "%", 10.0
)


def document(*findings: Finding, picked: str | None = "A") -> Document:
    judged = replace(candidate(), findings=findings)
    return Document(draft=new_draft(Path("valley.osm")), candidates=(judged,), picked=picked)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[FindingsPanel]:
    made = FindingsPanel()
    qtbot.addWidget(made)
    made.resize(330, 500)
    made.show_palette(LIGHT)
    made.show_document(document(FAIL, WARN, WIDTH, CLIMB, PASS), Change.EVERYTHING)
    made.finish()
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def words(panel: FindingsPanel, status: Status) -> list[str]:
    group = panel.groups[status]
    labels = group.findChildren(QLabel)
    return [label.text().replace("\u200b", "") for label in labels if label.isVisible()]


def test_findings_stand_in_groups_of_their_severity(panel: FindingsPanel) -> None:
    counted = {status: len(group.rows) for status, group in panel.groups.items()}

    assert counted == {Status.FAIL: 1, Status.WARN: 1, Status.UNKNOWN: 2, Status.PASS: 0}
    tops = [group.mapTo(panel, QPoint()).y() for group in panel.groups.values()]
    assert tops == sorted(tops)


def test_what_passed_is_folded_until_it_is_asked_for(panel: FindingsPanel) -> None:
    assert [status for status, group in panel.groups.items() if group.folded] == [Status.PASS]

    mouse.click(panel.groups[Status.PASS].heading)
    panel.finish()
    QApplication.processEvents()

    assert "Repeated ground" in words(panel, Status.PASS)


def test_many_findings_come_a_few_at_a_time(panel: FindingsPanel, qtbot: QtBot) -> None:
    many = [replace(CLIMB, rule=f"RULE-{number}") for number in range(30)]
    panel.show_document(document(*many), Change.CANDIDATES)
    group = panel.groups[Status.UNKNOWN]
    assert group.heading.text().endswith("30")
    assert len(group.rows) < 10

    qtbot.waitUntil(lambda: len(group.rows) == 30)

    assert [row._finding.rule for row in group.rows] == [one.rule for one in many]


def test_a_fold_outlives_the_next_course(panel: FindingsPanel) -> None:
    mouse.click(panel.groups[Status.PASS].heading)
    mouse.click(panel.groups[Status.UNKNOWN].heading)

    panel.show_document(document(CLIMB, PASS), Change.CANDIDATES)
    panel.finish()
    QApplication.processEvents()

    assert words(panel, Status.UNKNOWN) == []
    assert "Repeated ground" in words(panel, Status.PASS)


def test_the_counts_are_always_in_sight(panel: FindingsPanel) -> None:
    assert panel.counts.words == "1 ✗  1 !  2 ?"

    panel.show_document(document(CLIMB, PASS), Change.CANDIDATES)

    assert panel.counts.words == "0 ✗  1 ?"


def test_words_of_strangers_are_no_markup(panel: FindingsPanel) -> None:
    assert "4.0 % of <b>河滨路</b> is unpaved" in words(panel, Status.FAIL)
    rich = [label for label in panel.findChildren(QLabel) if label.textFormat() == Qt.TextFormat.RichText]
    assert all("河滨路" not in label.text() for label in rich)


def test_a_finding_says_what_would_settle_it(panel: FindingsPanel) -> None:
    assert "Needs the width of 3.0 km" in words(panel, Status.UNKNOWN)


def test_what_would_settle_several_is_told_above_them(panel: FindingsPanel) -> None:
    group = panel.groups[Status.UNKNOWN]
    assert group.settling.isHidden()
    ride = [replace(CLIMB, rule=f"R{number}", needs=text("a ride")) for number in range(4)]
    panel.show_document(document(FAIL, WIDTH, *ride), Change.CANDIDATES)
    assert group.settling.text() == "Most useful data to add: a ride (4)"
    assert not group.settling.isHidden()
    assert panel.groups[Status.FAIL].settling.isHidden()


def test_a_place_is_a_link_to_its_chainage(panel: FindingsPanel, qtbot: QtBot) -> None:
    places = panel.groups[Status.FAIL].rows[0].places
    assert places is not None
    assert ">km&nbsp;3.1<" in places.text()

    with qtbot.waitSignal(panel.place_wanted) as wanted:
        mouse.click(places, QPoint(6, places.height() // 2))

    assert wanted.args == [3_120.4]


def test_many_places_are_counted_rather_than_listed(panel: FindingsPanel) -> None:
    places = panel.groups[Status.UNKNOWN].rows[0].places

    assert places is not None
    assert places.text().count("<a ") == 6
    assert "and 14 more" in places.text()


def test_a_margin_is_drawn_only_where_value_and_limit_are_known(panel: FindingsPanel) -> None:
    panel.groups[Status.PASS].heading.click()
    panel.finish()
    drawn = {status: len(group.findChildren(MarginBar)) for status, group in panel.groups.items()}

    assert drawn == {Status.FAIL: 1, Status.WARN: 0, Status.UNKNOWN: 0, Status.PASS: 1}


@pytest.mark.parametrize(
    ("measured", "limit", "parts"),
    [
        (4.0, 1.0, (0.8, 0.2)),
        (0.0, 10.0, (0.0, 0.8)),
        (0.0, 0.0, (0.0, 0.0)),
        (-1.0, 1.0, (0.0, 0.8)),
    ],
)
def test_the_bar_holds_value_and_limit(measured: float, limit: float, parts: tuple[float, float]) -> None:
    assert bar_parts(measured, limit) == pytest.approx(parts)


def test_without_a_course_it_asks_to_pick_one(panel: FindingsPanel) -> None:
    panel.show_document(document(FAIL, picked=None), Change.PICKED)

    assert panel.message.shown == "Pick a candidate to see what its checks found."
    assert panel.message.isVisible()
    assert not panel.counts.isVisible()


def test_a_course_that_is_not_checked_is_told_as_such(panel: FindingsPanel) -> None:
    panel.show_document(document(), Change.CANDIDATES)

    assert panel.message.shown == "Course A is not checked yet."


def test_the_same_course_is_not_made_anew(panel: FindingsPanel) -> None:
    same = document(FAIL)
    panel.show_document(same, Change.CANDIDATES)
    panel.finish()
    row = panel.groups[Status.FAIL].rows[0]

    panel.show_document(replace(same, is_searching=True), Change.CANDIDATES | Change.PICKED)
    panel.show_document(document(WARN), Change.DRAFT)

    assert panel.groups[Status.FAIL].rows[0] is row


def test_long_names_do_not_widen_the_panel(panel: FindingsPanel) -> None:
    panel.show_document(document(replace(FAIL, words=text("{name}", name="x" * 300))), Change.CANDIDATES)
    panel.finish()
    QApplication.processEvents()

    assert panel.minimumSizeHint().width() <= 330
    row = panel.groups[Status.FAIL].rows[0]
    assert row.width() <= panel.width()


def test_another_palette_colours_what_is_there(panel: FindingsPanel) -> None:
    before = panel.groups[Status.FAIL].rows[0].grab().toImage()

    panel.show_palette(DARK)

    assert panel.groups[Status.FAIL].rows[0].grab().toImage() != before
