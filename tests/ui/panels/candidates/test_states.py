"""What the panel says where there are no candidates, and beside those there are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from courseplanner.base.i18n import text
from courseplanner.brief.draft import new_draft
from courseplanner.brief.read import BriefProblem
from courseplanner.model.course.candidate import Certainty
from courseplanner.project.document import Document
from courseplanner.ui.panels.candidates.states import panel_state
from courseplanner.ui.state import Work
from handmade import NOTHING_FITS, brief, candidate, proposal

EMPTY = Document(draft=new_draft(Path("valley.osm")), brief=brief())
PLANNED = replace(EMPTY, answered=EMPTY.brief, candidates=(candidate(),))
PROBLEM = BriefProblem("event", "distance", None, text("no distance"), text("write one"))


def test_before_a_plan_it_asks_for_one() -> None:
    message = panel_state(EMPTY, None).alone

    assert message is not None
    assert str(message.words) == "Say what the race must be, then plan."
    assert str(message.action) == "Plan courses"


def test_a_brief_with_problems_offers_no_plan() -> None:
    message = panel_state(replace(EMPTY, problems=(PROBLEM,)), None).alone

    assert message is not None
    assert str(message.words) == "Fix what is marked in the brief, then plan."
    assert message.action is None


def test_without_a_brief_in_force_there_is_nothing_to_plan() -> None:
    message = panel_state(replace(EMPTY, brief=None), None).alone

    assert message is not None
    assert message.action is None


def test_while_searching_it_says_what_is_being_done() -> None:
    searching = replace(EMPTY, is_searching=True, answered=EMPTY.brief)

    message = panel_state(searching, Work(0.4, text("reading the roads"))).alone

    assert message is not None
    assert str(message.words) == "Searching…"
    assert [str(detail) for detail in message.details] == ["reading the roads"]


def test_where_none_fits_the_binding_requirement_stands_there() -> None:
    message = panel_state(replace(EMPTY, answered=EMPTY.brief, unmet=NOTHING_FITS.unmet), None).alone

    assert message is not None
    assert message.failed
    assert [str(detail) for detail in message.details] == [
        "8 villages need at least 22.4 km; 7 fit in 21.1 km"
    ]
    assert message.action is None


def test_where_none_fitted_an_older_brief_it_offers_to_plan_again() -> None:
    changed = replace(EMPTY, answered=brief(name="Another"), unmet=NOTHING_FITS.unmet)

    message = panel_state(changed, None).alone

    assert message is not None
    assert str(message.action) == "Plan again"


def test_none_found_is_not_none_that_fits() -> None:
    (binding,) = NOTHING_FITS.unmet
    searched = replace(binding, certainty=Certainty.SEARCHED)
    heads = [
        str(message.words)
        for unmet in (binding, searched)
        for brief_then in (EMPTY.brief, brief(name="Another"))
        if (message := panel_state(replace(EMPTY, answered=brief_then, unmet=(unmet,)), None).alone)
    ]
    assert heads == [
        "No course fits this brief.",
        "No course fits the brief as it was; it has changed since.",
        "No course was found for this brief.",
        "No course was found for the brief as it was; it has changed since.",
    ]


@pytest.mark.parametrize(
    ("certainty", "helps"),
    [(Certainty.PROVEN, False), (Certainty.ESTIMATED, False), (Certainty.SEARCHED, True)],
)
def test_more_time_is_offered_only_where_it_may_help(certainty: Certainty, *, helps: bool) -> None:
    (binding,) = NOTHING_FITS.unmet
    unmet = (replace(binding, certainty=certainty),)
    cut = panel_state(replace(EMPTY, answered=EMPTY.brief, unmet=unmet, complete=False), None).alone
    assert cut is not None
    assert ("more time may find" in str(cut.details[-1])) is helps
    assert ("more time would not help" in str(cut.details[-1])) is not helps


def test_a_search_that_was_cut_says_so() -> None:
    cut = panel_state(replace(EMPTY, answered=EMPTY.brief, complete=False), None).alone
    under = panel_state(replace(PLANNED, complete=False), None).under

    assert cut is not None
    assert under is not None
    assert "time" in str(cut.details[-1])
    assert "time" in str(under.words)


def test_fewer_than_asked_is_noted_under_the_table() -> None:
    state = panel_state(replace(PLANNED, unmet=proposal("A", "B").unmet), None)

    assert state.alone is None
    assert state.under is not None
    assert str(state.under.words) == "2 different courses found, 6 asked"


def test_candidates_of_an_older_brief_are_told_as_such() -> None:
    stale = panel_state(replace(PLANNED, brief=brief(name="Another")), None).over

    assert stale is not None
    assert str(stale.words) == "The brief has changed since; plan again."
    assert str(stale.action) == "Plan again"


def test_candidates_that_may_still_change_are_told_as_such() -> None:
    state = panel_state(replace(PLANNED, is_searching=True, unmet=proposal("A").unmet), None)

    assert state.over is not None
    assert str(state.over.words) == "Searching goes on; these may still change."
    assert state.under is None


def test_a_good_answer_needs_no_words() -> None:
    state = panel_state(PLANNED, None)

    assert (state.alone, state.over, state.under) == (None, None, None)
