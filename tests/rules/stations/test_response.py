"""How soon a defibrillator is applied: held to a count metre by metre that shares no code with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseplanner.measure.along.shared_carriageway import opposed_and_lapped
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.stations import DefibrillatorMode, GivenStation, StationKind, StationPlan
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import RuleSet
from courseplanner.rules.book.rule_files import read_book
from courseplanner.rules.judge import judge
from courseplanner.rules.stations.response import Device, longest_ways
from courseplanner.rules.stations.stations import place_stations
from rule_evidence import evidence, legs, line, with_mode

BOOK = RuleSet("book", "", "", tuple(read_book().values()))
AED = StationKind.DEFIBRILLATOR
CARRIED, FETCHED, BICYCLE, MIXED = (
    DefibrillatorMode.CARRIED,
    DefibrillatorMode.FETCHED,
    DefibrillatorMode.BICYCLE,
    DefibrillatorMode.MIXED,
)
STEP_M = 0.5


def course(length_m: float, **changes: Any) -> Evidence:
    """A straight course of one wide road, without stations."""
    at = {"legs": legs((length_m, {})), "profile": None, "stations": None, "nominal_m": length_m}
    return evidence(**{**line((0.0, length_m)), **at, **changes})


def there_and_back(out_m: float, **changes: Any) -> Evidence:
    return with_meetings(course(2.0 * out_m, **{**line((0.0, out_m), (180.0, out_m)), **changes}))


def laps(side_m: float, count: int, **changes: Any) -> Evidence:
    """Laps around a square."""
    sides = [(90.0 * number, side_m) for number in range(4 * count)]
    return with_meetings(course(4.0 * count * side_m, **{**line(*sides), **changes}))


def with_meetings(known: Evidence) -> Evidence:
    opposed, lapped = opposed_and_lapped(known.lon, known.lat, known.chainage_m)
    return replace(known, opposed=opposed, lapped=lapped)


def finding(known: Evidence, plan: StationPlan, rules: RuleSet = BOOK) -> Finding:
    (found,) = [one for one in judge(replace(known, stations=plan), rules) if one.rule == "AED-TIME"]
    return found


def counted_s(plan: StationPlan, end_m: float, alert_s: float) -> np.ndarray:
    """The seconds until a device is applied at each half metre, by hand: alert, then way by way."""
    places_m = np.append(np.arange(0.0, end_m, STEP_M), end_m)
    best_s = np.full(len(places_m), np.inf)
    for one in plan.stations:
        if one.kind is not AED:
            continue
        for at_m in one.passes_m:
            away_m = np.abs(places_m - at_m)
            way_s = {"carried": away_m / 1.4, "fetched": 2.0 * away_m / 1.4, "bicycle": away_m / 4.0}
            best_s = np.minimum(best_s, alert_s + way_s[str(one.mode)])
    return best_s


SHAPES = st.one_of(
    st.floats(1_000.0, 45_000.0).map(course),
    st.floats(600.0, 12_000.0).map(there_and_back),
    st.builds(laps, st.floats(150.0, 1_500.0), st.integers(1, 4)),
)
STATED = st.sampled_from([None, CARRIED, FETCHED, BICYCLE, MIXED])
GIVEN = st.lists(
    st.tuples(st.floats(0.0, 1.0), st.sampled_from([None, CARRIED, FETCHED, BICYCLE])), max_size=5
)


@settings(max_examples=80, deadline=None)
@given(
    SHAPES,
    STATED,
    st.sampled_from([None, 300, 1_000, 1_001, 30_000]),
    st.sampled_from([None, 0.0, 30.0, 90.0]),
    GIVEN,
)
def test_what_is_placed_is_applied_in_time_at_each_half_metre(
    known: Evidence,
    stated: DefibrillatorMode | None,
    runners: int | None,
    alert_s: float | None,
    wishes: list[tuple[float, DefibrillatorMode | None]],
) -> None:
    known = replace(known, defibrillator_mode=stated, runners=runners, alert_s=alert_s)
    given = [GivenStation(AED, "", nominal_m=part * known.course_m, mode=mode) for part, mode in wishes]
    plan = place_stations(BOOK, known, given=given)
    found = finding(known, plan)
    assert found.status is Status.PASS, str(found.words)
    counted_min = counted_s(plan, known.course_m, 60.0 if alert_s is None else alert_s) / 60.0
    assert counted_min.max() <= 3.0 + 1e-9
    assert found.measured is not None
    # Half a step at the slowest speed is what the count may miss of the top.
    assert counted_min.max() - 1e-9 <= found.measured <= counted_min.max() + STEP_M / 0.7 / 60.0
    late = counted_min[int(0.75 * known.course_m / STEP_M) + 2 :]
    rest_min = 3.0 - (1.0 if alert_s is None else alert_s / 60.0)
    assert late.max() <= 3.0 - rest_min / 2.0 + 1e-9  # twice as dense in the last quarter


DEVICES = st.lists(
    st.tuples(st.floats(0.0, 1.0), st.sampled_from([CARRIED, FETCHED, BICYCLE])), min_size=1, max_size=9
)


@settings(max_examples=150, deadline=None)
@given(st.floats(200.0, 9_000.0), DEVICES, st.floats(0.0, 170.0))
def test_any_devices_wait_as_long_as_counted(
    length_m: float, laid: list[tuple[float, DefibrillatorMode]], alert_s: float
) -> None:
    known = course(length_m, alert_s=alert_s)
    stations = tuple(one for part, mode in laid for one in with_mode(mode, (part * known.course_m,)).stations)
    found = finding(known, StationPlan(stations))
    counted_min = counted_s(StationPlan(stations), known.course_m, alert_s) / 60.0
    assert found.measured is not None
    assert counted_min.max() - 1e-9 <= found.measured <= counted_min.max() + STEP_M / 0.7 / 60.0
    # Each place that is named waits too long, and no place without a named one near its gap does.
    if found.status is not Status.PASS:
        for at_m in found.at_m:
            assert counted_min[min(round(at_m / STEP_M), len(counted_min) - 1)] > 3.0 - STEP_M / 0.7 / 60.0
    assert (found.status is Status.PASS) == (found.measured <= 3.0 + 1e-9)


def test_the_longest_wait_is_where_two_devices_meet() -> None:
    ways = longest_ways([Device(0.0, 1.4), Device(540.0, 4.0)], 700.0)
    assert [(one.at_m, one.way_s) for one in ways] == [
        (0.0, 0.0),
        (pytest.approx(140.0), pytest.approx(100.0)),
        (700.0, pytest.approx(40.0)),
    ]


def test_a_bicycle_behind_a_carrier_is_there_before_it() -> None:
    ways = longest_ways([Device(0.0, 4.0), Device(100.0, 0.7), Device(1_000.0, 4.0)], 1_000.0)
    assert ways[2].way_s == pytest.approx(125.0)  # 500 m from either bicycle, past the carrier
    assert ways[2].at_m == pytest.approx(500.0)


@pytest.mark.parametrize(
    ("mode", "early_m", "late_m"), [(CARRIED, 336.0, 168.0), (FETCHED, 168.0, 84.0), (BICYCLE, 960.0, 480.0)]
)
def test_devices_stand_as_far_apart_as_their_way_allows(
    mode: DefibrillatorMode, early_m: float, late_m: float
) -> None:
    plan = place_stations(BOOK, course(40_000.0, defibrillator_mode=mode))
    passes_m = np.array([one.at_m for one in plan.of_kind(AED) if one.mode is mode])
    apart_m, middle_m = np.diff(passes_m), (passes_m[1:] + passes_m[:-1]) / 2.0
    assert passes_m[0] == 0.0
    assert passes_m[-1] == pytest.approx(40_000.0)
    assert 0.8 * early_m < apart_m[middle_m < 29_000.0].mean()
    assert apart_m.max() <= early_m + 1e-6
    assert apart_m[passes_m[:-1] >= 30_000.0].max() <= late_m + 1e-6


def test_a_mix_has_teams_at_most_960_m_apart_and_a_carrier_between_each_two() -> None:
    plan = place_stations(BOOK, course(21_118.6, runners=5_000))
    teams_m = [one.at_m for one in plan.of_kind(AED) if one.mode is BICYCLE]
    carriers_m = [one.at_m for one in plan.of_kind(AED) if one.mode is CARRIED]
    assert len(teams_m) + len(carriers_m) == len(plan.of_kind(AED))
    for from_m, to_m in pairwise(teams_m):
        assert to_m - from_m <= 960.0 + 1e-6
        assert any(from_m < at_m < to_m for at_m in carriers_m)


@pytest.mark.parametrize(("runners", "has_teams"), [(None, False), (200, False), (201, True)])
def test_the_rule_says_from_how_many_runners_on_teams_ride(runners: int | None, has_teams: bool) -> None:
    figures = {**read_book()["AED-TIME"].figures, "mixed_over_runners": 200.0}
    rules = tuple(replace(one, figures=figures) if one.id == "AED-TIME" else one for one in BOOK.rules)
    plan = place_stations(RuleSet("own", "", "", rules), course(5_000.0, runners=runners))
    assert (BICYCLE in {one.mode for one in plan.of_kind(AED)}) is has_teams


def test_a_post_has_a_defibrillator_of_its_own_when_a_team_stands_there() -> None:
    plan = place_stations(BOOK, course(10_000.0, runners=5_000))
    for post in plan.of_kind(StationKind.MEDICAL):
        beside = [one for one in plan.of_kind(AED) if abs(one.at_m - post.at_m) < 10.0]
        assert CARRIED in {one.mode for one in beside}


@pytest.mark.parametrize(
    ("stated", "own", "mode"),
    [
        (None, None, CARRIED),
        (None, BICYCLE, BICYCLE),
        (FETCHED, None, FETCHED),
        (BICYCLE, None, BICYCLE),
        (BICYCLE, CARRIED, CARRIED),
        (MIXED, None, CARRIED),
    ],
)
def test_a_given_defibrillator_comes_as_its_entry_says_or_as_all_do(
    stated: DefibrillatorMode | None, own: DefibrillatorMode | None, mode: DefibrillatorMode
) -> None:
    given = [GivenStation(AED, "km 3.1", nominal_m=3_100.0, mode=own)]
    plan = place_stations(BOOK, course(10_000.0, defibrillator_mode=stated, runners=5_000), given=given)
    (placed,) = [one for one in plan.of_kind(AED) if one.given]
    assert placed.mode is mode


def test_a_given_team_saves_carriers_around_it() -> None:
    known = course(10_000.0)
    team = GivenStation(AED, "km 4", nominal_m=4_000.0, mode=BICYCLE)
    with_team, without = (place_stations(BOOK, known, given=given) for given in ([team], []))
    assert len(with_team.of_kind(AED)) < len(without.of_kind(AED))
    assert finding(known, with_team).status is Status.PASS


def test_an_alert_that_leaves_no_time_places_none_but_at_the_ends_and_posts() -> None:
    known = course(10_000.0, alert_s=200.0)
    plan = place_stations(BOOK, known)
    assert len(plan.of_kind(AED)) == len(plan.of_kind(StationKind.MEDICAL))
    found = finding(known, plan)
    assert found.status is Status.WARN
    assert "200 s until the alert" in str(found.words)


def test_an_alert_that_leaves_little_time_stands_them_no_closer_than_50_m() -> None:
    known = course(3_000.0, alert_s=179.0)
    plan = place_stations(BOOK, known)
    passes_m = np.array(plan.passes_m(AED))
    assert np.diff(passes_m).min() > 20.0
    assert len(passes_m) < 90
    assert finding(known, plan).status is Status.WARN


def test_a_station_knows_how_many_people_it_takes() -> None:
    (one,) = with_mode(CARRIED, (0.0,)).stations
    modes = (CARRIED, FETCHED, BICYCLE, None)
    assert [replace(one, mode=mode).people for mode in modes] == [2, 0, 2, None]


def test_the_finding_counts_devices_and_people() -> None:
    known = course(21_118.6, runners=5_000)
    plan = place_stations(BOOK, known)
    devices = plan.of_kind(AED)
    teams = sum(one.mode is BICYCLE for one in devices)
    words = str(finding(known, plan).words)
    assert f"by {len(devices)} defibrillators with {2 * len(devices)} people, in pairs" in words
    assert f"({len(devices) - teams} carried on foot, {teams} by bicycle)" in words
