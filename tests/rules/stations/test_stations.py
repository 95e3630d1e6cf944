"""Stations are placed so that the rules hold, where the road is good for them, and what is given stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseplanner.measure.along.shared_carriageway import opposed_and_lapped
from courseplanner.model.course.course import Landmark, LandmarkKind
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.stations import (
    DefibrillatorMode,
    GivenStation,
    Side,
    Station,
    StationKind,
    StationPlan,
)
from courseplanner.model.course.stretch import Stretch
from courseplanner.model.rulebook.finding import Status
from courseplanner.model.rulebook.rulebook import RuleSet
from courseplanner.rules.book.rule_files import read_book, read_rule_set
from courseplanner.rules.judge import judge
from courseplanner.rules.stations.stations import place_stations
from rule_evidence import GEOD, evidence, legs, line

BOOK = RuleSet("book", "", "", tuple(read_book().values()))
OF_STATIONS = frozenset(
    ("WATER-SF", "WATER-5", "SPONGE", "KM-CN", "FIN-100", "MAT", "MED", "AED-TIME", "MED-LATE", "WC")
)
GIVEN = st.tuples(st.sampled_from(["water", "medical", "defibrillator", "toilets"]), st.floats(0.0, 1.0))
WATER, AED, MAT = StationKind.WATER, StationKind.DEFIBRILLATOR, StationKind.MAT


def course(length_m: float, nominal_m: float | None = None, **changes: Any) -> Evidence:
    """A straight course of one wide road, without stations."""
    laid = line((0.0, length_m))
    at = {"legs": legs((length_m, {})), "profile": None, "stations": None}
    return evidence(**{**laid, "nominal_m": nominal_m or length_m, **at, **changes})


def at_m(plan: StationPlan, kind: StationKind) -> list[int]:
    return [round(one.at_m) for one in plan.of_kind(kind)]


def statuses(known: Evidence, plan: StationPlan, rules: RuleSet = BOOK) -> dict[str, Status]:
    found = judge(replace(known, stations=plan), rules)
    return {one.rule: one.status for one in found if one.rule in OF_STATIONS}


def given_km(kind: StationKind, *km: float) -> list[GivenStation]:
    return [GivenStation(kind, f"km {one}", nominal_m=1_000.0 * one) for one in km]


@settings(max_examples=60, deadline=None)
@given(st.floats(3_000.0, 60_000.0), st.lists(GIVEN, max_size=6), st.sampled_from([None, *DefibrillatorMode]))
def test_what_is_placed_keeps_every_rule_about_stations(
    length_m: float, wishes: list[tuple[str, float]], mode: DefibrillatorMode | None
) -> None:
    known = course(length_m, defibrillator_mode=mode)
    given = [GivenStation(StationKind(kind), "", nominal_m=part * length_m) for kind, part in wishes]
    plan = place_stations(BOOK, known, given=given)
    found = statuses(known, plan)
    if any(one.kind in (AED, StationKind.MEDICAL) for one in given):
        del found["MED-LATE"]  # many that are given early leave the rest less dense
    assert set(found.values()) == {Status.PASS}
    for one in given:
        assert one.nominal_m is not None
        assert any(abs(one.nominal_m - other) < 10.0 for other in plan.passes_m(one.kind))


@pytest.mark.parametrize(
    ("length_m", "km"),
    [
        (5_005.0, [0, 5_005]),
        (10_010.0, [0, 5_000, 10_010]),
        (21_118.6, [0, 5_000, 10_000, 15_000, 20_000, 21_119]),
        (42_237.2, [*range(0, 45_000, 5_000)[:9], 42_237]),
    ],
)
def test_water_stands_every_five_kilometres_on_an_even_road(length_m: float, km: list[int]) -> None:
    assert at_m(place_stations(BOOK, course(length_m)), WATER) == km


def test_mats_lie_at_each_fifth_kilometre_halfway_and_at_turnarounds() -> None:
    half = place_stations(BOOK, counted(21_097.5, 0.0), turnarounds_m=(7_300.0,))
    assert at_m(half, MAT) == [0, 5_005, 7_300, 10_010, 10_559, 15_015, 20_020, 21_119]
    assert at_m(place_stations(BOOK, counted(10_000.0, 0.0)), MAT) == [0, 5_005, 10_010]


def test_boards_stand_at_each_kilometre_and_a_hundred_metres_before_the_finish() -> None:
    plan = place_stations(BOOK, course(5_005.0))
    assert [str(one.name) for one in plan.of_kind(StationKind.BOARD)] == [
        "1 km",
        "2 km",
        "3 km",
        "4 km",
        "5 km",
    ]
    (board,) = plan.of_kind(StationKind.FINISH_BOARD)
    assert board.at_m == pytest.approx(4_905.0)
    assert str(board.name) == "100 m to go"


def counted(nominal_m: float, part: float) -> Evidence:
    """A course on the ground: its line is shorter by a part on the ellipsoid."""
    known = course(nominal_m * 1.001 * (1.0 - part), nominal_m)
    measured_m = known.chainage_m / (1.0 - part)
    return replace(known, kilometrage=Kilometrage(known.chainage_m, measured_m, nominal_m, 1.001))


@pytest.mark.parametrize("part", [0.0, 0.0004])
def test_boards_mats_water_and_names_carry_the_prevention_factor_on_the_basis(part: float) -> None:
    known = counted(21_097.5, part)
    plan = place_stations(BOOK, known, given=given_km(StationKind.TOILETS, 7.0))
    boards = plan.of_kind(StationKind.BOARD)
    assert [one.at_m for one in boards] == pytest.approx([1_001.0 * km * (1.0 - part) for km in range(1, 22)])
    assert [str(one.name) for one in boards] == [f"{km} km" for km in range(1, 22)]
    mats = [one.at_m / (1.0 - part) for one in plan.of_kind(MAT)]
    assert mats == pytest.approx([0.0, 5_005.0, 10_010.0, 10_559.3, 15_015.0, 20_020.0, 21_118.6], abs=0.1)
    water = [str(one.name) for one in plan.of_kind(WATER)][1:-1]
    assert water == [f"Water, km {km}.00" for km in (5, 10, 15, 20)]
    (given,) = [one for one in plan.stations if one.given]
    assert str(given.name) == "Toilets, km 7.00"
    assert given.at_m == pytest.approx(7_007.0 * (1.0 - part))
    (finish_board,) = plan.of_kind(StationKind.FINISH_BOARD)
    assert known.course_m - finish_board.at_m == pytest.approx(100.0)
    found = statuses(known, plan)
    assert (found["KM-CN"], found["MAT"]) == (Status.PASS, Status.PASS)


@pytest.mark.parametrize(
    ("over_m", "status"), [(-0.008, Status.PASS), (0.008, Status.PASS), (0.5, Status.WARN)]
)
def test_the_last_kilometre_is_as_exact_as_the_course(over_m: float, status: Status) -> None:
    known = course(10_010.0 + over_m, 10_000.0)
    counting = Kilometrage(known.chainage_m, known.chainage_m, 10_000.0, 1.001)
    known = replace(known, kilometrage=counting)
    found = statuses(known, place_stations(BOOK, known))
    assert (found["KM-CN"], found["MAT"]) == (status, status)


def test_a_board_that_is_left_out_is_found_on_the_basis() -> None:
    known = counted(10_000.0, 0.0004)
    plan = place_stations(BOOK, known)
    fewer = StationPlan(tuple(one for one in plan.stations if str(one.name) != "4 km"))
    (finding,) = [one for one in judge(replace(known, stations=fewer), BOOK) if one.rule == "KM-CN"]
    assert finding.status is Status.WARN
    assert finding.measured == pytest.approx(2.0)


def test_a_station_moves_from_a_bridge_and_a_narrow_road_to_a_wide_one() -> None:
    on_bridge = legs((4_900.0, {}), (150.0, {"bridge": True}), (5_000.0, {}))
    (_, water, _) = at_m(place_stations(BOOK, course(10_050.0, legs=on_bridge)), WATER)
    assert not 4_900 <= water < 5_050
    narrow: dict[str, Any] = {"width_m": 3.0}
    wide_in_between = legs((4_800.0, narrow), (60.0, {"width_m": 12.0}), (5_190.0, narrow))
    (_, water, _) = at_m(place_stations(BOOK, course(10_050.0, legs=wide_in_between)), WATER)
    assert 4_800 <= water <= 4_860


def test_a_station_goes_near_a_landmark_and_is_told_by_it() -> None:
    mark = Landmark(LandmarkKind.JUNCTION, ("A", "B"), 4_850.0)
    plan = place_stations(BOOK, course(10_050.0), (mark,))
    (water,) = [one for one in plan.of_kind(WATER) if 0.0 < one.at_m < 10_000.0]
    assert abs(water.at_m - 4_850.0) <= 100.0
    assert "the junction of A and B" in str(water.place)


def test_a_station_keeps_off_bends_and_level_crossings() -> None:
    corner = course(10_050.0, **line((0.0, 5_000.0), (90.0, 5_050.0)))
    (_, water, _) = at_m(place_stations(BOOK, corner), WATER)
    assert abs(water - 5_000) >= 40
    rails = course(10_050.0, level_crossings_m=(5_010.0,))
    (_, water, _) = at_m(place_stations(BOOK, rails), WATER)
    assert abs(water - 5_010) >= 50


@pytest.mark.parametrize(("turn_deg", "side"), [(-20.0, Side.RIGHT), (20.0, Side.LEFT), (0.0, Side.RIGHT)])
def test_a_station_stands_on_the_outside_of_a_bend(turn_deg: float, side: Side) -> None:
    # Turns of the line are to the right where positive: the outside of those is the left.
    bend = course(10_050.0, **line((0.0, 5_000.0), (turn_deg, 5_050.0)))
    plan = place_stations(BOOK, bend, given=given_km(WATER, 5.0))
    (water,) = [one for one in plan.of_kind(WATER) if one.given]
    assert water.side is side


def there_and_back(length_m: float) -> Evidence:
    known = course(2 * length_m, **line((0.0, length_m), (180.0, length_m)))
    opposed, lapped = opposed_and_lapped(known.lon, known.lat, known.chainage_m)
    return replace(known, opposed=opposed, lapped=lapped)


def test_a_station_on_the_way_out_serves_the_way_back() -> None:
    known = there_and_back(10_000.0)
    plan = place_stations(BOOK, known)
    inner = [one for one in plan.of_kind(WATER) if 0.0 < one.at_m < 19_999.0]
    assert [len(one.passes_m) for one in inner] == [2] * len(inner) or len(inner) == 2
    for one in inner:
        if len(one.passes_m) == 2:
            assert sum(one.passes_m) == pytest.approx(20_000.0, abs=1.0)
    assert set(statuses(known, plan).values()) == {Status.PASS}
    once = place_stations(BOOK, course(20_000.0))
    assert len(plan.of_kind(AED)) < 0.75 * len(once.of_kind(AED))


def test_what_lies_over_the_road_counts_once() -> None:
    plan = place_stations(BOOK, there_and_back(5_000.0))
    assert all(len(one.passes_m) == 1 for one in plan.of_kind(StationKind.BOARD) + plan.of_kind(MAT))


def test_a_given_place_is_put_on_the_nearest_point_of_the_course() -> None:
    known = course(10_000.0)
    lon, lat, _ = GEOD.fwd(known.lon[0], known.lat[0], 90.0, 7_300.0)
    beside_lon, beside_lat, _ = GEOD.fwd(lon, lat, 0.0, 200.0)
    near = GivenStation(WATER, "Well", lon=beside_lon, lat=beside_lat)
    plan = place_stations(BOOK, known, given=[near], within_m=300.0)
    (water,) = [one for one in plan.of_kind(WATER) if one.given]
    assert water.at_m == pytest.approx(7_300.0, abs=1.0)
    assert not plan.unplaced
    far = place_stations(BOOK, known, given=[near], within_m=150.0)
    (left,) = far.unplaced
    assert left.given is near
    assert left.offset_m == pytest.approx(200.0, abs=0.5)


def test_a_given_station_takes_the_place_of_one_that_the_planner_would_add() -> None:
    plan = place_stations(BOOK, course(10_010.0), given=given_km(WATER, 5.2))
    assert at_m(plan, WATER) == [0, 5_200, 10_010]


def test_a_kind_whose_rule_does_not_hold_is_placed_only_where_it_is_given() -> None:
    none = RuleSet("none", "", "", ())
    assert place_stations(none, course(10_000.0)).stations == ()
    plan = place_stations(none, course(10_000.0), given=given_km(AED, 3.0))
    assert [(one.kind, one.at_m) for one in plan.stations] == [(AED, 3_000.0)]


def test_a_set_of_the_user_moves_the_stations() -> None:
    closer = tuple(replace(rule, limit=2.0) if rule.id == "WATER-5" else rule for rule in BOOK.rules)
    plan = place_stations(RuleSet("own", "", "", closer), course(10_010.0))
    assert at_m(plan, WATER) == [0, 2_000, 4_000, 6_000, 8_000, 10_010]
    tiny = tuple(replace(rule, limit=1e-6) if rule.limit else rule for rule in BOOK.rules)
    assert len(place_stations(RuleSet("tiny", "", "", tiny), course(3_000.0)).stations) < 1_000


def test_where_care_gets_denser_is_the_figure_of_the_rule() -> None:
    half = tuple(
        replace(rule, figures={**rule.figures, "last_part": 0.5}) if rule.id == "MED-LATE" else rule
        for rule in BOOK.rules
    )
    known = course(20_000.0)
    rules = RuleSet("own", "", "", half)
    plan = place_stations(rules, known)
    passes_m = plan.passes_m(AED)
    assert max(b - a for a, b in pairwise(passes_m) if a > 10_000.0) <= 168.0 + 1e-6
    assert set(statuses(known, plan, rules).values()) == {Status.PASS}


def test_toilets_are_counted_by_the_runners() -> None:
    counts = {
        runners: place_stations(BOOK, course(10_000.0, runners=runners)).of_kind(StationKind.TOILETS)[0].count
        for runners in (None, 1, 50, 51, 8_000)
    }
    assert counts == {None: None, 1: 1, 50: 1, 51: 2, 8_000: 160}


def test_care_is_twice_as_dense_in_the_last_quarter_and_goes_together() -> None:
    known = course(40_000.0)
    plan = place_stations(BOOK, known)
    passes_m: Sequence[float] = plan.passes_m(AED)
    early = [b - a for a, b in pairwise(passes_m) if b < 30_000.0]
    late = [b - a for a, b in pairwise(passes_m) if a > 30_000.0]
    assert max(early) <= 336.0 + 1e-6
    assert max(late) <= 168.0 + 1e-6
    posts = plan.passes_m(StationKind.MEDICAL)
    assert all(min(abs(post_m - one) for one in passes_m) < 10.0 for post_m in posts)


def test_the_same_course_gets_the_same_stations_whatever_is_not_known() -> None:
    bare = course(10_000.0, legs=None, opposed=None, lapped=None, level_crossings_m=None, runners=None)
    plan = place_stations(BOOK, bare)
    assert at_m(plan, WATER) == at_m(place_stations(BOOK, course(10_000.0)), WATER)
    assert all(one.width_m is None and one.width_from is None for one in plan.stations)


@pytest.mark.parametrize("name", ["world-athletics", "caa", "usatf", "community"])
def test_every_set_is_kept_by_what_is_placed_for_it(name: str) -> None:
    rules, known = read_rule_set(name), course(42_237.2, 42_195.0, runners=30_000)
    assert set(statuses(known, place_stations(rules, known), rules).values()) == {Status.PASS}


def test_stations_stand_in_running_order_on_the_line_with_names_of_their_own() -> None:
    plan = place_stations(BOOK, course(10_010.0, opposed=(Stretch(4_000.0, 6_000.0),)))
    assert [one.at_m for one in plan.stations] == sorted(one.at_m for one in plan.stations)
    names = [(one.kind, str(one.name)) for one in plan.stations]
    assert len(set(names)) == len(names)
    middle = [one for one in plan.stations if 4_000.0 < one.at_m < 6_000.0 and one.side is not None]
    assert {one.side for one in middle} == {Side.RIGHT}


def test_the_width_is_that_of_the_road_there() -> None:
    two = legs((6_000.0, {"width_m": 9.0}), (4_010.0, {"width_m": 7.0, "width_from": "class"}))
    plan = place_stations(BOOK, course(10_010.0, legs=two), given=given_km(WATER, 3.0, 8.0))
    known: list[Station] = [one for one in plan.of_kind(WATER) if one.given]
    assert [(one.width_m, one.width_from) for one in known] == [(9.0, "tag"), (7.0, "class")]
