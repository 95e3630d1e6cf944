"""Each figure of the rule data is held by a case: change it a little, and a case no longer holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from courseplanner.model.brief.brief import RULE_SETS
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.rulebook.finding import Status
from courseplanner.model.rulebook.rulebook import Rule, RuleSet
from courseplanner.rules.book.rule_files import read_book, read_rule_set
from courseplanner.rules.judge import judge
from rule_cases import Case, all_cases

SETS = {name: read_rule_set(name).rules for name in RULE_SETS} | {"book": tuple(read_book().values())}
RULES = {(name, rule.id): rule for name, rules in SETS.items() for rule in rules}


def changed(figure: float, factor: float) -> float:
    return figure * factor if figure else factor


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule with one of its figures 2 % larger or smaller, or 1 instead of 0."""
    for factor in (1.02, 0.98):
        if rule.limit is not None:
            yield f"limit × {factor}", replace(rule, limit=changed(rule.limit, factor))
        for at, value in enumerate(rule.values):
            values = (*rule.values[:at], changed(value, factor), *rule.values[at + 1 :])
            yield f"values[{at}] × {factor}", replace(rule, values=values)
        for key, value in rule.figures.items():
            figures = {**rule.figures, key: changed(value, factor)}
            yield f"{key} × {factor}", replace(rule, figures=figures)


def status_of(known: Evidence, rule: Rule) -> Status:
    (found,) = judge(known, RuleSet("one", "", "", (rule,)))
    return found.status


def holds(case: Case, rule: Rule) -> bool:
    (found,) = judge(case.known, RuleSet("one", "", "", (rule,)))
    return (found.status, found.limit) == (case.status, case.limit) and case.is_said(str(found.words))


@cache
def cases_of(name: str, rule_id: str) -> tuple[Case, ...]:
    return tuple(
        case for case in all_cases() if case.rule == rule_id and (not case.sets or name in case.sets)
    )


ALL_MUTANTS = [
    pytest.param(name, rule_id, mutant, id=f"{name}-{rule_id}-{what}")
    for (name, rule_id), rule in RULES.items()
    for what, mutant in mutants(rule)
]


@pytest.mark.parametrize(("name", "rule_id", "mutant"), ALL_MUTANTS)
def test_no_figure_changes_unseen(name: str, rule_id: str, mutant: Rule) -> None:
    cases = cases_of(name, rule_id)
    assert all(holds(case, RULES[name, rule_id]) for case in cases)
    assert not all(holds(case, mutant) for case in cases)


DECIDED = sorted({case.rule for case in all_cases() if case.status is Status.PASS} - {"FLOW", "HALF-ROAD"})


ONLY_TOLD = {"otherwise_km", "arrests_percent", "design_per_m2"}
"""Figures that stand in what is said and decide nothing."""
ONLY_TOLD_OF = {
    "WBGT": {"values[0]", "values[1]"},
    "AIR": {"warn_above"},
    "TEMP": {"red_flag_c"},
    "AED-TIME": {"mixed_over_runners"},
}
"""The same of one rule: where the white and the yellow flag end, how much of bad air is worse, and the
days of comfort on which the red flag flies, from how many runners on bicycle teams are placed."""


@pytest.mark.parametrize("rule_id", DECIDED)
def test_where_a_rule_can_pass_each_of_its_figures_turns_an_answer(rule_id: str) -> None:
    cases, rule = cases_of("book", rule_id), read_book()[rule_id]
    for key in (
        {what.split(" ")[0] for what, _ in mutants(rule)} - ONLY_TOLD - ONLY_TOLD_OF.get(rule_id, set())
    ):
        turned = [
            case
            for what, mutant in mutants(rule)
            if what.split(" ")[0] == key
            for case in cases
            if status_of(case.known, mutant) is not case.status
        ]
        assert turned, key
