"""No rule passes without what it needs, whatever else is known of a course."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from courseplanner.model.course.course import Leg
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.reserve import Reserve
from courseplanner.model.course.stations import StationPlan
from courseplanner.model.course.stretch import Stretch
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import Input, RuleSet
from courseplanner.rules.book.rule_files import read_book
from courseplanner.rules.judge import judge
from rule_evidence import (
    ALWAYS_THERE,
    FIELD_OF,
    NOMINAL_M,
    WELL_PLACED_M,
    evidence,
    legs,
    line,
    place,
    profile,
    stations,
    visits,
)

BOOK = RuleSet("book", "", "", tuple(read_book().values()))
BROKEN = (Status.FAIL, Status.WARN)
NO_FIGURE = {"FIELD-FLOW", "FLOW", "HALF-ROAD", "WATER-SF", "AED-TIME", "MED-LATE", "WC"}


@st.composite
def laid_legs(draw: st.DrawFn) -> tuple[Leg, ...]:
    count = draw(st.integers(1, 5))
    differs = st.fixed_dictionaries(
        {
            "width_m": st.sampled_from([3.0, 5.9, 6.0, 7.0, 12.0, 14.0]),
            "width_from": st.sampled_from(["tag", "user", "lanes", "class"]),
            "surface": st.sampled_from([None, "asphalt", "gravel"]),
            "unpaved": st.booleans(),
            "motor_free": st.sampled_from([None, True, False]),
        }
    )
    return legs(*((NOMINAL_M / count, draw(differs)) for _ in range(count)))


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Stretch, ...]:
    bounds = draw(st.lists(st.tuples(st.floats(0.0, 9_000.0), st.floats(0.5, 1_000.0)), max_size=3))
    return tuple(Stretch(from_m, from_m + length_m) for from_m, length_m in bounds)


@st.composite
def laid_stations(draw: st.DrawFn) -> StationPlan:
    places_m = st.lists(st.floats(0.0, 10_000.0), max_size=4).map(sorted)
    some: dict[str, Any] = {kind: draw(places_m) for kind in WELL_PLACED_M if draw(st.booleans())}
    return stations(draw(st.sampled_from([None, 1, 16])), **some)


@st.composite
def reserves(draw: st.DrawFn) -> Reserve:
    """A place to adjust."""
    return place(
        draw(st.sampled_from(["start", "turnaround", "finish"])),
        draw(st.floats(0.0, 300.0)),
        draw(st.floats(0.0, 300.0)),
    )


@st.composite
def courses(draw: st.DrawFn) -> Evidence:
    """A course of which everything is known, good or bad."""
    turn_deg, before_m = draw(st.floats(-180.0, 180.0)), draw(st.floats(1.0, 9_999.0))
    return evidence(
        **line((0.0, before_m), (turn_deg, NOMINAL_M - before_m)),
        target_m=draw(st.sampled_from([9_990.0, 10_000.0, 10_010.0])),
        separation_m=draw(st.floats(0.0, 10_000.0)),
        legs=draw(laid_legs()),
        profile=profile(draw(st.floats(-50.0, 50.0)), draw(st.floats(0.0, 5.0))),
        visits=visits(draw(st.integers(0, 9)), draw(st.integers(0, 3))),
        laps=draw(st.integers(1, 5)),
        runners=draw(st.sampled_from([1, 1_000, 1_001, 30_000])),
        waves=draw(st.integers(1, 3)),
        pen_m=draw(st.floats(1.0, 2_000.0)),
        opposed=draw(stretches()),
        lapped=draw(stretches()),
        level_crossings_m=tuple(draw(st.lists(st.floats(0.0, 10_000.0), max_size=2))),
        stations=draw(laid_stations()),
        unsolved_m=draw(st.sampled_from([0.0, 40.0])),
        reserves=tuple(draw(st.lists(reserves(), max_size=3))),
    )


def by_rule(known: Evidence) -> dict[str, Finding]:
    return {finding.rule: finding for finding in judge(known, BOOK)}


@given(known=courses(), gone=st.sets(st.sampled_from(sorted(FIELD_OF))))
def test_no_rule_passes_without_an_input(known: Evidence, gone: set[Input]) -> None:
    without: Any = {FIELD_OF[what]: None for what in gone}
    found = by_rule(replace(known, **without))
    there = {*ALWAYS_THERE, *FIELD_OF} - gone
    for rule in BOOK.rules:
        if not set(rule.needs) <= there:
            assert found[rule.id].status is not Status.PASS, rule.id


@given(known=courses())
def test_inputs_taken_away_one_by_one_only_ever_leave_a_rule_open(known: Evidence) -> None:
    before = by_rule(known)
    for field in FIELD_OF.values():
        absent: Any = {field: None}
        known = replace(known, **absent)
        after = by_rule(known)
        for rule, found in after.items():
            assert found.status in (before[rule].status, Status.UNKNOWN), (field, rule)
        before = after
    answered = {rule for rule, found in before.items() if found.status is not Status.UNKNOWN}
    assert answered == {"DIST-STD", "SEP-WA", "STR-CN", "STR-US", "TURN"}


@given(known=courses())
def test_an_open_rule_says_what_would_settle_it_and_a_broken_one_has_no_margin_left(known: Evidence) -> None:
    for found in by_rule(known).values():
        assert (found.needs is not None) is (found.status is Status.UNKNOWN)
        assert str(found.words)
        if found.status in BROKEN:
            assert found.advice is not None
            # Some things are there or not: a divider, water at the start, any defibrillator at all.
            assert (found.margin is None) is (found.measured is None)
            if found.margin is None:
                assert found.rule in NO_FIGURE
                continue
            # A limit that must not be reached is broken where nothing is left.
            assert found.margin < 0.0 or (found.rule, found.margin) == ("LAPS-BIG", 0.0)
        elif found.margin is not None:
            assert found.margin >= -1e-6
