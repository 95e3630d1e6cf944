from __future__ import annotations

from dataclasses import replace

import pytest

from courseplanner.base.i18n import text
from courseplanner.brief.draft import new_draft
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.length_budget import BudgetPart, LengthBudget
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.project.document import Document
from courseplanner.ui.look.figures import metres
from courseplanner.ui.shell.status import status_words
from handmade import brief, candidate, region

CANDIDATE = candidate("A")
EMPTY = Document(new_draft())


def words(document: Document) -> str:
    return str(status_words(document)).replace("\N{NO-BREAK SPACE}", " ")


def finding(status: Status) -> Finding:
    return Finding("WIDTH", status, text("Width"), text("the course is wide enough"))


def shown(one: Candidate) -> str:
    return words(Document(new_draft(), region=region(), brief=brief(), candidates=(one,), picked=one.id))


def test_the_stages_before_a_course() -> None:
    assert words(EMPTY) == "No region is open yet."
    assert words(replace(EMPTY, region=region())) == "The brief has errors."
    ready = replace(EMPTY, region=region(), brief=brief())
    assert words(ready) == "To be planned: 21 118.60 m = 21 097.50 × 1.001"


def test_a_course_that_meets_its_target() -> None:
    exact = replace(
        CANDIDATE, target_m=CANDIDATE.course.course_m, nominal_m=CANDIDATE.course.course_m / 1.001
    )
    told = shown(exact)
    length = metres(CANDIDATE.course.course_m).replace("\N{NO-BREAK SPACE}", " ")
    assert told.startswith(f"Course A  ·  {length} m planned = ")
    assert "× 1.001" in told
    assert "unknown until measured" in told
    assert "certif" not in told


def test_a_course_that_misses_its_target_says_so() -> None:
    assert "m planned against 21 118.60 m = 21 097.50 × 1.001" in shown(CANDIDATE)


@pytest.mark.parametrize(
    ("statuses", "end"),
    [
        ((), "not checked yet"),
        ((Status.PASS,), "0 failed, 0 unknown"),
        ((Status.FAIL, Status.UNKNOWN, Status.UNKNOWN, Status.PASS), "1 failed, 2 unknown"),
    ],
)
def test_findings_are_counted_where_there_are_any(statuses: tuple[Status, ...], end: str) -> None:
    one = replace(CANDIDATE, findings=tuple(finding(status) for status in statuses))
    assert shown(one).endswith(end)


def test_how_well_the_length_is_known_is_told() -> None:
    parts = ((BudgetPart.WIDTHS_ASSUMED, 40.0), (BudgetPart.MAP, 30.0), (BudgetPart.HEIGHTS, None))
    one = replace(CANDIDATE, budget=LengthBudget(parts, 0.0, 0.0, ()))
    assert "± 50 m by widths and map; true length unknown until measured" in shown(one)
