"""Findings: every course that is told is judged, by its brief and by its rules, the worst first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courseplanner.layout.survey.survey import survey, survey_from_facts
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.course.survey import Stage, Survey
from courseplanner.model.region import Region
from courseplanner.model.rulebook.finding import Status
from courseplanner.roads.ground import ground_of
from laying import propose, race_for
from layout.maps import grid, make_brief


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """A town of 9 by 9 streets, which has a name on the map."""
    small = grid(9, 9, 200.0).node(800_001, 650.0, 640.0, place="town", name="Gitterstadt")
    return small.region(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def asked() -> Brief:
    """A loop that repeats little of its ground."""
    return make_brief("5km", shape="loop", limits={"max_repeated": 0.01})


@pytest.fixture(scope="module")
def heard() -> list[tuple[Candidate, ...]]:
    """What is told of a search before it ends; `answer` fills it."""
    return []


@pytest.fixture(scope="module")
def answer(town: Region, asked: Brief, heard: list[tuple[Candidate, ...]]) -> Proposal:
    """What the search finds."""
    return propose(town, asked, found=heard.append)


def surveyed(town: Region, asked: Brief, answer: Proposal, repeated: float) -> Survey:
    """The survey of the best course, as if it repeated so much of its ground."""
    route = answer.candidates[0].route
    found = survey(ground_of(town, asked), race_for(asked), route, Stage.FACTS)
    shares = replace(found.facts.shares, repeated=repeated)
    return survey_from_facts(replace(found, facts=replace(found.facts, shares=shares)))


def test_candidates_are_judged_when_they_come_and_at_the_end(
    answer: Proposal, heard: list[tuple[Candidate, ...]]
) -> None:
    assert answer.candidates
    assert heard
    for candidates in (answer.candidates, *heard):
        for each in candidates:
            found = {finding.rule: finding.status for finding in each.findings}
            assert found["REPEATED"] is Status.PASS
            assert len(found) > 30


def test_a_broken_limit_of_the_brief_stands_first(town: Region, asked: Brief, answer: Proposal) -> None:
    first = surveyed(town, asked, answer, repeated=0.02).findings[0]
    assert (first.rule, first.status) == ("REPEATED", Status.FAIL)


def test_fails_stand_first_and_passes_last_and_of_each_what_the_brief_asks(
    town: Region, asked: Brief, answer: Proposal
) -> None:
    findings = surveyed(town, asked, answer, repeated=0.0).findings
    order = [list(Status).index(finding.status) for finding in findings]
    assert order == sorted(order)
    passed = [finding.rule for finding in findings if finding.status is Status.PASS]
    assert passed[0] == "REPEATED"


def test_the_findings_are_those_of_the_rules(answer: Proposal) -> None:
    found = {finding.rule: finding.status for finding in answer.candidates[0].findings}
    assert (found["LEN-MIN"], found["DROP-WA"], found["SCPF"]) == (
        Status.UNKNOWN,
        Status.UNKNOWN,
        Status.PASS,
    )


def test_towns_of_start_and_finish_are_those_of_the_ground(answer: Proposal) -> None:
    assert {one.towns for one in answer.candidates} == {("Gitterstadt", "Gitterstadt")}
