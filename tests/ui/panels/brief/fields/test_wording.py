"""Problems are told in the words of a form."""

from __future__ import annotations

import datetime as dt

import pytest

from courseplanner.base.i18n import text
from courseplanner.brief.read import BriefProblem
from courseplanner.ui.panels.brief.fields.field import Field
from courseplanner.ui.panels.brief.fields.fields import FIELDS
from courseplanner.ui.panels.brief.fields.wording import in_banner, under_field


def field(key: str) -> Field:
    return next(one for one in FIELDS if one.key == key)


def problem(table: str = "event", key: str = "name") -> BriefProblem:
    return BriefProblem(table, key, None, text("the judge's words"), text("the judge's mend"))


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("runners", "eight", "“eight” is not a whole number; write a whole number, such as 8"),
        ("runners", 8.5, "“8.5” is not a whole number; write a whole number, such as 8"),
        ("villages", True, "“true” is not a whole number; write a whole number, such as 8"),
        ("visit_within_m", "far", "“far” is not a number; write a number, such as 3.5"),
        ("max_repeated", 2.0, "200 % is out of range; write a percentage from 0 to 100"),
        ("max_repeated", "ten", "“ten” is not a number; write a percentage from 0 to 100"),
        ("date", "soon", "“soon” is not a date; write year, month and day, such as 2027-03-28"),
        ("start_time", "early", "“early” is not a time of day; write hours and minutes, such as 08:30"),
        ("distance", None, "it is missing; choose a distance, or type metres"),
        ("osm", None, "it is missing; add an OSM file"),
        ("runners", 0, "the judge's words; the judge's mend"),
        ("date", dt.date(1, 1, 1), "the judge's words; the judge's mend"),
        ("start", "Nowhere", "the judge's words; the judge's mend"),
    ],
)
def test_what_is_wrong_in_a_field(key: str, value: object, words: str) -> None:
    assert str(under_field(field(key), value, problem())) == words


@pytest.mark.parametrize(
    ("table", "key", "words"),
    [
        ("", "", "the judge's words; the judge's mend"),
        ("schema", "", "schema: the judge's words; the judge's mend"),
        ("event", "", "[event]: the judge's words; the judge's mend"),
        ("event", "nam", "[event] nam: the judge's words; the judge's mend"),
    ],
)
def test_what_is_wrong_elsewhere(table: str, key: str, words: str) -> None:
    assert str(in_banner(problem(table, key))) == words
