"""Figures in words: rounded honestly, and what is unknown stays so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courseplanner.base.i18n import text
from courseplanner.model.course.course import Visit
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.ui.look import figures
from handmade import candidate, profile


@pytest.mark.parametrize(
    ("length_m", "words"),
    [(21_118.5975, "21\u00a0118.60"), (999.994, "999.99"), (42_237.196, "42\u00a0237.20"), (None, "unknown")],
)
def test_metres_are_given_to_the_centimetre(length_m: float | None, words: str) -> None:
    assert figures.metres(length_m) == words


@pytest.mark.parametrize(
    ("length_m", "words"), [(21_118.6, "21.12 km"), (200.0, "0.20 km"), (None, "unknown")]
)
def test_kilometres_are_given_to_ten_metres(length_m: float | None, words: str) -> None:
    assert str(figures.kilometres(length_m)) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0.0"),
        (0.0004, "<0.1"),
        (0.0005, "0.1"),
        (0.02004, "2.0"),
        (0.9996, ">99.9"),
        (1.0, "100.0"),
        (None, "?"),
    ],
)
def test_a_little_is_neither_nothing_nor_all(share: float | None, words: str) -> None:
    assert figures.percent_figure(share) == words


def test_per_cent_of_what_is_not_known_is_unknown() -> None:
    assert str(figures.percent(None)) == "unknown"
    assert str(figures.percent(0.4)) == "40.0 %"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (8, "", "8"),
        (3.5, "m", "3.50 m"),
        (1204, "m", "1\u00a0204 m"),
        (0.449, "%", "0.4 %"),
        (None, "%", "unknown"),
    ],
)
def test_values_of_findings_have_their_unit(value: float | None, unit: str, words: str) -> None:
    assert str(figures.measured(value, unit)) == words


def found(rule: str, status: Status, measured: float | None = None) -> Finding:
    return Finding(rule, status, text("title"), text("words"), measured)


def test_findings_are_counted_by_severity() -> None:
    findings = (
        found("A", Status.FAIL),
        found("B", Status.PASS),
        found("C", Status.UNKNOWN),
        found("D", Status.FAIL),
        found("E", Status.WARN),
        found("F", Status.UNKNOWN),
        found("G", Status.UNKNOWN),
    )

    fails, warns, unknowns = figures.finding_counts(replace(candidate(), findings=findings))

    assert (fails, warns, unknowns) == (2, 1, 3)


def test_climb_is_that_of_the_profile_and_else_unknown() -> None:
    assert figures.climb_m(replace(candidate(), profile=profile(181.0))) == 181.0
    assert figures.climb_m(candidate()) is None


def test_villages_and_scenic_spots_count_once_however_often_they_are_passed() -> None:
    spot = Visit("万峰林", "scenic", 4, 104.92, 25.02, 5_000.0, 0.0, required=False)
    again = replace(candidate(), visits=(*candidate().visits, *candidate().visits, spot))

    assert figures.villages(again.visits) == ("永康村", "上纳灰村")
    assert [one.name for one in figures.scenic_spots(again.visits)] == ["万峰林"]


def test_the_part_of_unknown_traffic_is_told() -> None:
    assert figures.motor_unknown(candidate()) == pytest.approx(0.5, abs=0.05)


def test_plain_words_are_one_printable_line_that_can_break() -> None:
    words = figures.plain("two\nlines \x1b[31m \u202ered")
    assert words == "two lines \ufffd[31m \ufffdred"
    long = figures.plain("x" * 300)
    assert max(len(part) for part in long.split("\u200b")) <= 24
    assert long.replace("\u200b", "") == "x" * 199 + "…"


def test_a_tip_shows_markup_as_it_is_written() -> None:
    assert figures.tip([text("{name}", name="<b>Bold</b> & co"), "second"]) == (
        "<qt>&lt;b&gt;Bold&lt;/b&gt; &amp; co<br>second</qt>"
    )
