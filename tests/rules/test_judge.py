"""Every rule in every set that it holds in: on both sides of its limit and at it, and without its inputs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from courseplanner.measure.geometry.geodesy import chainages_m
from courseplanner.model.brief.brief import RULE_SETS
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.profile import Profile
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import Rule, RuleSet, Severity
from courseplanner.rules.book.rule_files import read_book, read_rule_set
from courseplanner.rules.judge import JUDGES, judge
from courseplanner.rules.judges.verdict import INPUTS
from rule_cases import Case, all_cases
from rule_evidence import ALWAYS_THERE, FIELD_OF, all_without, evidence, unknown_course

BOOK = RuleSet("book", "All rules", "", tuple(read_book().values()))
SETS = {name: read_rule_set(name) for name in RULE_SETS} | {"book": BOOK}
BROKEN = (Status.FAIL, Status.WARN)


def rules_of(name: str) -> dict[str, Rule]:
    return {rule.id: rule for rule in SETS[name].rules}


def judged(known: Evidence, rule: Rule) -> Finding:
    (finding,) = judge(known, RuleSet("one", "", "", (rule,)))
    return finding


def cases_by_set() -> list[tuple[str, Case]]:
    return [
        (name, case)
        for name in SETS
        for case in all_cases()
        if case.rule in rules_of(name) and (not case.sets or name in case.sets)
    ]


@pytest.mark.parametrize(
    ("name", "case"),
    [pytest.param(*pair, id=f"{pair[0]}-{pair[1].rule}-{pair[1].name}") for pair in cases_by_set()],
)
def test_each_rule_answers_as_the_table_says(name: str, case: Case) -> None:
    found = judged(case.known, rules_of(name)[case.rule])
    assert (found.rule, found.status) == (case.rule, case.status), str(found.words)
    if case.measured is not None:
        assert found.measured == pytest.approx(case.measured, abs=1e-4)
    assert found.limit == pytest.approx(case.limit)
    if case.margin is not None:
        assert found.margin == pytest.approx(case.margin, abs=1e-4)
    assert case.is_said(str(found.words)), str(found.words)


@pytest.mark.parametrize("name", SETS)
def test_every_rule_of_every_set_has_a_case(name: str) -> None:
    told = {case.rule for case in all_cases() if not case.sets or name in case.sets}
    assert rules_of(name).keys() <= told


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.rule}-{case.name}")
def test_a_finding_carries_what_a_reader_needs(case: Case) -> None:
    rule = read_book()[case.rule]
    found = judged(case.known, rule)
    assert (found.severity, found.purposes) == (rule.severity, rule.purposes)
    assert found.authority.startswith(rule.authority)
    assert str(found.title) == rule.title
    assert (found.needs is not None) is (found.status is Status.UNKNOWN)
    assert (found.advice is not None) is (found.status in BROKEN)
    if found.advice is not None:
        assert str(found.advice) == rule.advice


ABSENT = [(rule.id, what) for rule in BOOK.rules for what in rule.needs if what not in ALWAYS_THERE]


@pytest.mark.parametrize(("rule", "what"), ABSENT)
def test_without_an_input_a_rule_is_unknown_and_names_it(rule: str, what: str) -> None:
    (item,) = [found for found in read_book()[rule].needs if found == what]
    found = judged(all_without([item]), read_book()[rule])
    assert found.status is Status.UNKNOWN
    assert str(INPUTS[item]) in str(found.needs)


def test_what_needs_nothing_absent_passes_on_a_good_course() -> None:
    answered = [rule for rule in BOOK.rules if set(rule.needs) <= {*FIELD_OF, *ALWAYS_THERE}]
    assert len(answered) == 40
    assert {judged(evidence(), rule).status for rule in answered} == {Status.PASS}


@pytest.mark.parametrize(
    ("severity", "status"),
    [
        (Severity.BLOCK, Status.FAIL),
        (Severity.RECORD, Status.FAIL),
        (Severity.WARN, Status.WARN),
        (Severity.ADVISE, Status.WARN),
    ],
)
def test_the_severity_tells_what_a_broken_rule_comes_to(severity: Severity, status: Status) -> None:
    rule = replace(read_book()["SEP-WA"], severity=severity)
    assert judged(evidence(separation_m=9_000.0), rule).status is status


def test_fails_stand_first_and_passes_last_in_the_order_of_the_book() -> None:
    known = evidence(separation_m=9_000.0, target_m=10_000.0, level_crossings_m=(500.0,))
    found = judge(known, SETS["world-athletics"])
    order = [list(Status).index(finding.status) for finding in found]
    assert order == sorted(order)
    assert [finding.rule for finding in found if finding.status is Status.FAIL] == ["SCPF", "SEP-WA"]
    assert len(found) == len(SETS["world-athletics"].rules)


def test_boston_fails_both_rules_of_records_by_its_known_figures() -> None:
    # Straight from Hopkinton to Boylston Street, and 143.5 m down, as the issue gives the results.
    lon, lat = np.array([-71.5185, -71.0787]), np.array([42.2295, 42.3497])
    down = Profile(np.array([0.0, 42_195.0]), np.array([143.5, 0.0]), 3.0, 0.0, 143.5, (0.0, 0.0), (), 0.0)
    known = unknown_course(lon, lat, chainages_m(lon, lat), 42_195.0, 38_693.0, profile=down)
    found = {finding.rule: finding for finding in judge(known, SETS["world-athletics"])}
    for rule, measured, margin in (("SEP-WA", 91.7, -41.7), ("DROP-WA", 3.4, -2.4)):
        assert found[rule].status is Status.FAIL
        assert found[rule].measured == pytest.approx(measured, abs=0.05)
        assert found[rule].margin == pytest.approx(margin, abs=0.05)
    assert "no measurement" in str(found["LEN-MIN"].words)


def test_each_quantity_of_the_book_has_a_judge_and_each_judge_a_rule() -> None:
    assert {rule.quantity for rule in BOOK.rules} == JUDGES.keys()
