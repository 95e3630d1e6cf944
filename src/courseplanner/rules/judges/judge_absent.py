"""Answers for what nothing in the evidence can tell yet: unknown, and what would settle it."""

from __future__ import annotations

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Compare, Rule
from courseplanner.rules.judges.verdict import INPUTS, unknown
from courseplanner.rules.limits.limit_words import asked

__all__ = ["judge_absent"]

_ALSO = {
    "otherwise_km": "every {value:g} km otherwise",
    "arrests_percent": "where {value:g} % of cardiac arrests happen",
}


def judge_absent(evidence: Evidence, rule: Rule) -> Finding:
    """Leave the rule open: stations, rides, weather and the like are not part of the evidence."""
    del evidence
    needs = _needs(rule)
    words = text("not known yet: {needs}", needs=needs)
    if rule.compare is not Compare.YES:
        words = text("{words}; asked: {asked}", words=words, asked=asked(rule))
    for name, value in rule.figures.items():
        words = text("{words}, {also}", words=words, also=text(_ALSO[name], value=value))
    return unknown(rule, words, needs)


def _needs(rule: Rule) -> Text:
    first, *others = (INPUTS[what] for what in rule.needs)
    for other in others:
        first = text("{first}, {second}", first=first, second=other)
    return first
