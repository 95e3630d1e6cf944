"""What is wrong in a field, in words that fit a form and not a file; without Qt."""

from __future__ import annotations

import datetime as dt

from courseplanner.base.i18n import Text, text
from courseplanner.brief.read import BriefProblem
from courseplanner.model.brief.brief import shown
from courseplanner.ui.panels.brief.fields.field import Field, Kind
from courseplanner.ui.panels.brief.fields.fields import FIELDS
from courseplanner.ui.panels.brief.fields.values import written

__all__ = ["in_banner", "under_field"]

_TABLES = frozenset(field.table for field in FIELDS)

_WRONG: dict[Kind, tuple[tuple[type, ...], Text, Text]] = {
    Kind.WHOLE: ((int,), text("“{value}” is not a whole number"), text("write a whole number, such as 8")),
    Kind.NUMBER: ((int, float), text("“{value}” is not a number"), text("write a number, such as 3.5")),
    Kind.PERCENT: ((int, float), text("“{value}” is not a number"), text("write a percentage from 0 to 100")),
    Kind.DATE: (
        (dt.date,),
        text("“{value}” is not a date"),
        text("write year, month and day, such as 2027-03-28"),
    ),
    Kind.TIME: (
        (dt.time,),
        text("“{value}” is not a time of day"),
        text("write hours and minutes, such as 08:30"),
    ),
}
_MISSING: dict[tuple[str, str], Text] = {
    ("event", "distance"): text("choose a distance, or type metres"),
    ("region", "osm"): text("add an OSM file"),
}


def under_field(field: Field, value: object, problem: BriefProblem) -> Text:
    """Say what is wrong with what stands in a field.

    The judge of a brief speaks of TOML ("without quotes", "at most 1"); a form has no quotes, and
    shows percentages.
    """
    missing = _MISSING.get((field.table, field.key))
    if value is None and missing is not None:
        return _joined(text("it is missing"), missing)
    known = _WRONG.get(field.kind)
    if known is None or value is None:
        return _joined(problem.problem, problem.fix)
    kinds, wrong, fix = known
    if not isinstance(value, kinds) or isinstance(value, bool):
        return _joined(Text(wrong.template, {"value": shown(value)}), fix)
    if field.kind is Kind.PERCENT and not 0 <= value <= 1:  # type: ignore[operator]
        return _joined(text("{value} % is out of range", value=written(field.kind, value)), fix)
    return _joined(problem.problem, problem.fix)


def in_banner(problem: BriefProblem) -> Text:
    """Say what is wrong where no field of the form stands for it."""
    words = _joined(problem.problem, problem.fix)
    if not problem.table:
        return words
    place = f"[{problem.table}] {problem.key}".rstrip() if problem.table in _TABLES else problem.table
    return text("{place}: {words}", place=shown(place), words=words)


def _joined(problem: Text, fix: Text) -> Text:
    return text("{problem}; {fix}", problem=problem, fix=fix)
