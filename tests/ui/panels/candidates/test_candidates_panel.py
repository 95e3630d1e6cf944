"""The panel of the candidates: its order, its signals, and what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from courseplanner.base.i18n import text
from courseplanner.brief.draft import new_draft
from courseplanner.model.course.candidate import Candidate, Unmet
from courseplanner.model.course.course import Visit
from courseplanner.model.course.survey import Shares
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import DARK, LIGHT
from courseplanner.ui.panels.candidates.columns import COLUMNS
from courseplanner.ui.panels.candidates.panel import CandidatesPanel
from courseplanner.ui.state import NOWHERE, Pointing, Work
from fakes import mouse
from handmade import NOTHING_FITS, brief, candidate, profile

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
VILLAGES, SCENIC, REPEATED, MOTOR_FREE, TUNNEL, CLIMB, FAILS = range(1, 8)


def judged(name: str, *, repeated: float = 0.0, climb: float | None = None, fails: int = 0) -> Candidate:
    findings = (
        Finding("SEP", Status.PASS, text("Separation"), text("words"), 1.0),
        *(Finding(f"F{number}", Status.FAIL, text("title"), text("words")) for number in range(fails)),
    )
    shares = Shares(repeated, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0)
    heights = None if climb is None else profile(climb)
    return replace(candidate(name), shares=shares, findings=findings, profile=heights)


CANDIDATES = (
    judged("A", repeated=0.02, climb=None, fails=1),
    judged("B", repeated=0.01, climb=90.0, fails=3),
    judged("C", repeated=0.03, climb=120.0),
    judged("D", repeated=0.01, climb=None),
)


def document(*candidates: Candidate, picked: str | None = None) -> Document:
    asked = brief()
    return Document(
        draft=new_draft(Path("valley.osm")), brief=asked, answered=asked, candidates=candidates, picked=picked
    )


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[CandidatesPanel]:
    made = CandidatesPanel()
    qtbot.addWidget(made)
    made.resize(330, 400)
    made.show_palette(LIGHT)
    made.show_document(document(*CANDIDATES, picked="A"), Change.EVERYTHING)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


class Heard:
    """What a panel said."""

    def __init__(self, panel: CandidatesPanel) -> None:
        self.hovered: list[str | None] = []
        self.picked: list[str] = []
        panel.hovered.connect(self.hovered.append)
        panel.picked.connect(self.picked.append)


def ids(panel: CandidatesPanel) -> str:
    model = panel.view.model()
    return "".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))


def cell(panel: CandidatesPanel, row: int, column: int = 0) -> QPoint:
    return panel.view.visualRect(panel.view.model().index(row, column)).center()


def shown(panel: CandidatesPanel, row: int, column: int) -> str:
    return str(panel.view.model().index(row, column).data())


def test_at_first_they_stand_as_the_engine_ordered_them(panel: CandidatesPanel) -> None:
    assert ids(panel) == "ABCD"


@pytest.mark.parametrize(
    ("column", "order", "expected"),
    [
        (REPEATED, UP, "BDAC"),
        (REPEATED, DOWN, "CABD"),
        (CLIMB, UP, "BCAD"),
        (CLIMB, DOWN, "CBAD"),
        (FAILS, DOWN, "BACD"),
        (0, DOWN, "DCBA"),
    ],
)
def test_any_column_sorts_and_unknown_is_last_both_ways(
    panel: CandidatesPanel, column: int, order: Qt.SortOrder, expected: str
) -> None:
    panel.view.sortByColumn(column, order)

    assert ids(panel) == expected


def test_a_third_click_on_a_heading_brings_back_the_first_order(panel: CandidatesPanel) -> None:
    heading = panel.view.horizontalHeader()
    x = heading.sectionViewportPosition(REPEATED) + heading.sectionSize(REPEATED) // 2
    orders = []
    for _ in range(3):
        mouse.click(heading.viewport(), QPoint(x, 20))
        orders.append(ids(panel))

    assert sorted(orders[:2]) == ["BDAC", "CABD"]
    assert orders[2] == "ABCD"


def test_the_figures_of_a_row(panel: CandidatesPanel) -> None:
    figures = [shown(panel, 1, column) for column in range(len(COLUMNS))]

    assert figures == ["B", "2", "1", "1.0", "50.0", "0.0", "90", "3"]


def test_what_is_not_known_is_a_question_mark(panel: CandidatesPanel) -> None:
    panel.show_document(document(candidate()), Change.CANDIDATES)

    assert shown(panel, 0, CLIMB) == "?"
    assert shown(panel, 0, FAILS) == "?"


def test_figures_stand_on_the_right(panel: CandidatesPanel) -> None:
    align = panel.view.model().index(0, REPEATED).data(Qt.ItemDataRole.TextAlignmentRole)

    assert Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight


def test_all_columns_fit_the_width_of_the_dock(panel: CandidatesPanel) -> None:
    assert panel.view.horizontalScrollBar().maximum() == 0


def test_the_mouse_on_a_row_is_told_once_and_its_leaving_too(panel: CandidatesPanel) -> None:
    heard = Heard(panel)
    viewport = panel.view.viewport()

    mouse.move(viewport, cell(panel, 1))
    mouse.move(viewport, cell(panel, 1, 3))
    mouse.move(viewport, cell(panel, 2))
    mouse.leave(viewport)

    assert heard.hovered == ["B", "C", None]
    assert heard.picked == []


def test_the_mouse_under_the_last_row_is_on_none(panel: CandidatesPanel) -> None:
    heard = Heard(panel)

    mouse.move(panel.view.viewport(), cell(panel, 3))
    mouse.move(panel.view.viewport(), cell(panel, 3) + QPoint(0, 60))

    assert heard.hovered == ["D", None]


def test_a_click_picks_once(panel: CandidatesPanel) -> None:
    heard = Heard(panel)

    mouse.click(panel.view.viewport(), cell(panel, 2))

    assert heard.picked == ["C"]


def test_a_click_in_a_sorted_table_picks_what_stands_there(panel: CandidatesPanel) -> None:
    heard = Heard(panel)
    panel.view.sortByColumn(FAILS, DOWN)

    mouse.click(panel.view.viewport(), cell(panel, 0))

    assert heard.picked == ["B"]


def test_keys_pick_as_they_move(panel: CandidatesPanel) -> None:
    heard = Heard(panel)

    mouse.press_key(panel.view, Qt.Key.Key_Down)
    mouse.press_key(panel.view, Qt.Key.Key_Down)
    mouse.press_key(panel.view, Qt.Key.Key_Return)

    assert heard.picked == ["B", "C"]


def test_what_is_picked_elsewhere_is_marked_without_a_word(panel: CandidatesPanel) -> None:
    heard = Heard(panel)

    panel.show_document(document(*CANDIDATES, picked="C"), Change.PICKED)

    assert panel.view.currentIndex().row() == 2
    assert ground(panel, 2) != ground(panel, 0)
    assert heard.picked == []


def test_new_candidates_are_shown_without_a_word(panel: CandidatesPanel) -> None:
    heard = Heard(panel)

    panel.show_document(document(*CANDIDATES[1:], picked="B"), Change.CANDIDATES | Change.PICKED)

    assert ids(panel) == "BCD"
    assert (heard.picked, heard.hovered) == ([], [])
    assert panel.view.currentIndex().row() == 0


def test_the_order_that_was_chosen_outlives_new_candidates(panel: CandidatesPanel) -> None:
    panel.view.sortByColumn(REPEATED, UP)

    panel.show_document(document(*CANDIDATES[:3], picked="A"), Change.CANDIDATES)

    assert ids(panel) == "BAC"


def ground(panel: CandidatesPanel, row: int) -> str:
    image = panel.view.viewport().grab().toImage()
    rect = panel.view.visualRect(panel.view.model().index(row, 1))
    return QColor(image.pixel(rect.left() + 2, rect.top() + 4)).name()


def test_pointing_from_elsewhere_marks_the_row_without_a_word(panel: CandidatesPanel) -> None:
    heard = Heard(panel)
    before = ground(panel, 2)

    panel.show_pointing(Pointing(candidate="C"))
    pointed = ground(panel, 2)
    panel.show_pointing(NOWHERE)

    assert pointed != before
    assert ground(panel, 2) == before
    assert heard.hovered == []


def test_pointing_at_a_candidate_that_is_gone_marks_none(panel: CandidatesPanel) -> None:
    panel.show_pointing(Pointing(candidate="Z"))

    assert ground(panel, 1) == ground(panel, 2) == LIGHT.field


def test_another_palette_is_painted_at_once(panel: CandidatesPanel) -> None:
    panel.show_palette(DARK)

    assert ground(panel, 1) == DARK.field


def test_names_of_strangers_in_tips_are_no_markup(panel: CandidatesPanel) -> None:
    visit = Visit("<img src=x>", "village", None, 104.9, 25.0, 0.0, 0.0, required=False)
    panel.show_document(document(replace(CANDIDATES[0], visits=(visit,))), Change.CANDIDATES)

    tip = panel.view.model().index(0, VILLAGES).data(Qt.ItemDataRole.ToolTipRole)

    assert "<img" not in tip
    assert "&lt;img src=x&gt;" in tip


def test_where_none_fits_the_words_stand_in_place_of_the_table(panel: CandidatesPanel) -> None:
    panel.show_document(replace(document(), unmet=NOTHING_FITS.unmet), Change.CANDIDATES)

    assert panel.view.isHidden()
    assert "✗ 8 villages need at least 22.4 km; 7 fit in 21.1 km" in panel.alone.shown
    assert panel.alone.isVisible()


def test_what_could_not_be_met_is_plain_text_however_long(panel: CandidatesPanel) -> None:
    words = text("{name} lies off the roads", name="<b>" + "长x" * 150)
    panel.show_document(
        replace(document(), unmet=(Unmet("visit", None, None, "", words),)), Change.CANDIDATES
    )

    assert "<b>" in panel.alone.shown
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in panel.findChildren(QLabel))
    assert panel.minimumSizeHint().width() <= 330


def test_the_work_is_told_while_nothing_has_come(panel: CandidatesPanel) -> None:
    panel.show_document(replace(document(), is_searching=True), Change.CANDIDATES)
    panel.show_work(Work(0.2, text("looking for loops")))

    assert panel.alone.shown == "Searching…\nlooking for loops"


def test_the_action_asks_for_a_plan(panel: CandidatesPanel, qtbot: QtBot) -> None:
    panel.show_document(replace(document(), answered=None), Change.CANDIDATES)

    with qtbot.waitSignal(panel.plan_wanted):
        mouse.click(panel.alone.button)


def test_a_changed_brief_is_told_over_the_table(panel: CandidatesPanel, qtbot: QtBot) -> None:
    panel.show_document(replace(document(*CANDIDATES), brief=brief(name="Another")), Change.DRAFT)

    assert panel.over.shown == "The brief has changed since; plan again."
    assert panel.view.isVisible()
    with qtbot.waitSignal(panel.plan_wanted):
        mouse.click(panel.over.button)


def test_a_change_of_the_draft_leaves_the_rows_alone(panel: CandidatesPanel) -> None:
    panel.view.model().modelReset.connect(lambda: pytest.fail("the rows were made anew"))

    panel.show_document(document(*CANDIDATES, picked="A"), Change.DRAFT | Change.REGION)
