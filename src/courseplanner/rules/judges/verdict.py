"""Makes findings of rules: settled by a figure, or unknown for want of something."""

from __future__ import annotations

from dataclasses import replace

from courseplanner.base.i18n import Text, text
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import Compare, Input, Rule, Severity
from courseplanner.rules.limits.limit_words import asked

__all__ = ["INPUTS", "decided", "lacking", "settled", "unknown"]

_ROUNDING = 1e-9

INPUTS: dict[Input, Text] = {
    Input.NOMINAL: text("the distance of the event"),
    Input.TARGET: text("the length that the course is planned at"),
    Input.LINE: text("the line of the course"),
    Input.ROADS: text("the roads under the course"),
    Input.HEIGHTS: text("elevation"),
    Input.VISITS: text("the places that the course visits"),
    Input.LAPS: text("the number of laps"),
    Input.RUNNERS: text("the number of runners"),
    Input.MEETING: text("where runners meet on one carriageway"),
    Input.LAPPING: text("second pass of the course"),
    Input.CROSSINGS: text("level crossings of railways"),
    Input.STATIONS: text("stations"),
    Input.RIDE: text("a measurer's ride"),
    Input.SURVEY: text("a survey of the widths"),
    Input.SHORTEST_LINE: text("the shortest possible route"),
    Input.RESERVE: text("places to add and to cut"),
    Input.DIVIDER: text("a divider"),
    Input.PEN: text("the length of the start pen"),
    Input.WAVES: text("whether the start is in waves"),
    Input.CLASS: text("the class of the race"),
    Input.RELAY: text("the legs of the relay"),
    Input.WEATHER: text("weather"),
    Input.AIR: text("air quality"),
    Input.DATE: text("date and time of the start"),
}
"""What would settle a rule, in the words of a finding."""


def settled(
    rule: Rule,
    measured: float,
    words: Text,
    *,
    at_m: tuple[float, ...] = (),
    limit: float | None = None,
    unit: str | None = None,
) -> Finding:
    """Hold a measured value to the limit of a rule.

    Parameters
    ----------
    rule : Rule
    measured : float
    words : Text
    at_m : tuple of float
        Places; shown only where the rule is broken.
    limit, unit : optional
        Where they are not those of the rule.
    """
    held_to = rule.one_limit if limit is None else limit
    margin = _margin(rule, measured, held_to)
    slack = _ROUNDING * max(abs(held_to), 1.0)
    holds = margin > slack if rule.compare is Compare.BELOW else margin >= -slack
    return decided(
        rule, words, holds=holds, measured=measured, limit=held_to, margin=margin, unit=unit, at_m=at_m
    )


def decided(
    rule: Rule,
    words: Text,
    *,
    holds: bool,
    measured: float | None = None,
    limit: float | None = None,
    margin: float | None = None,
    unit: str | None = None,
    at_m: tuple[float, ...] = (),
) -> Finding:
    """Say that a rule holds, or that it is broken with the weight that it has.

    Parameters
    ----------
    rule : Rule
    words : Text
    holds : bool
    measured, margin : float or None
    limit, unit : optional
        Where they are not those of the rule.
    at_m : tuple of float
        Places; shown only where the rule is broken.
    """
    return replace(
        _bare(rule, Status.PASS if holds else _broken(rule), words),
        measured=measured,
        limit=rule.limit if limit is None else limit,
        unit=rule.unit if unit is None else unit,
        margin=margin,
        at_m=() if holds else at_m,
    )


def unknown(
    rule: Rule,
    words: Text,
    needs: Text,
    *,
    measured: float | None = None,
    limit: float | None = None,
    unit: str | None = None,
    at_m: tuple[float, ...] = (),
) -> Finding:
    """Leave a rule open, and say what would settle it."""
    return replace(
        _bare(rule, Status.UNKNOWN, words),
        measured=measured,
        limit=rule.limit if limit is None else limit,
        unit=rule.unit if unit is None else unit,
        at_m=at_m,
        needs=needs,
    )


def lacking(rule: Rule, what: Input) -> Finding:
    """Leave a rule open because the one thing is not known."""
    words = text("not known yet: {input}; asked: {asked}", input=INPUTS[what], asked=asked(rule))
    return unknown(rule, words, INPUTS[what])


def _margin(rule: Rule, measured: float, limit: float) -> float:
    margin = measured - limit if rule.compare is Compare.AT_LEAST else limit - measured
    return margin + 0.0


def _broken(rule: Rule) -> Status:
    return Status.FAIL if rule.severity in (Severity.BLOCK, Severity.RECORD) else Status.WARN


def _bare(rule: Rule, status: Status, words: Text) -> Finding:
    is_broken = status in (Status.FAIL, Status.WARN)
    return Finding(
        rule.id,
        status,
        text(rule.title),
        words,
        limit=rule.limit,
        unit=rule.unit,
        severity=rule.severity,
        purposes=rule.purposes,
        authority=f"{rule.authority}, {rule.edition}" if rule.edition else rule.authority,
        advice=text(rule.advice) if is_broken else None,
    )
