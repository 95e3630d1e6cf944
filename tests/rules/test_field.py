"""What a field needs: the figures of the tables that they were derived from."""

from __future__ import annotations

import math
from typing import Any

import pytest

from courseplanner.model.race import Race
from courseplanner.model.rulebook.rulebook import Rule, RuleSet
from courseplanner.rules.book.rule_files import read_book, read_rule_set
from courseplanner.rules.field import field_floor_m, flow_per_min, last_start_min, waves_for
from layout.maps import make_brief


def rule_of(name: str = "world-athletics") -> Rule:
    return next(rule for rule in read_rule_set(name).rules if rule.id == "FIELD-FLOW")


def floor_m(
    rules: str = "world-athletics",
    limits: dict[str, float] | None = None,
    course: dict[str, Any] | None = None,
    **event: object,
) -> float | None:
    brief = make_brief(limits=limits or {}, **(course or {}))
    changed = brief.model_copy(update={"event": brief.event.model_copy(update=event)})
    return field_floor_m(Race(changed, read_rule_set(rules)))


@pytest.mark.parametrize(
    ("runners", "floors_m"),
    [
        (1_000, (4.0, 4.0, 4.0, 4.0)),
        (3_000, (5.7, 4.0, 4.0, 4.0)),
        (5_000, (9.5, 4.8, 4.0, 4.0)),
        (10_000, (19.0, 9.5, 6.3, 4.8)),
        (30_000, (57.1, 28.6, 19.0, 14.3)),
    ],
)
def test_floors_for_stated_waves(runners: int, floors_m: tuple[float, ...]) -> None:
    for waves, asked_m in enumerate(floors_m, start=1):
        assert floor_m(runners=runners, waves=waves) == pytest.approx(asked_m, abs=0.05)


def test_each_direction_has_its_floor_by_itself_where_runners_meet_all_the_way() -> None:
    there_and_back = {"shape": "out-and-back"}
    assert floor_m(runners=5_000, waves=2, course=there_and_back) == pytest.approx(9.5, abs=0.05)
    assert floor_m(runners=5_000, course=there_and_back) == 4.0


@pytest.mark.parametrize(("rules", "asked_m"), [("world-athletics", 4.0), ("usatf", 4.0), ("caa", 6.0)])
@pytest.mark.parametrize("runners", [100, 5_000, 30_000])
def test_without_waves_the_floor_is_what_a_lead_car_and_an_ambulance_need(
    rules: str, asked_m: float, runners: int
) -> None:
    assert floor_m(rules, runners=runners) == asked_m


def test_there_is_none_without_runners_or_with_a_width_that_is_asked_for() -> None:
    assert floor_m(waves=1) is None
    assert floor_m(limits={"min_width_m": 2.0}, runners=5_000) is None
    assert floor_m(limits={"min_width_m": 0.0}, runners=5_000) is None
    brief = make_brief()
    crowd = brief.model_copy(update={"event": brief.event.model_copy(update={"runners": 5_000})})
    assert field_floor_m(Race(crowd, RuleSet("", "", "", ()))) is None


def test_waves_follow_from_the_narrowest_road() -> None:
    rule = rule_of()
    assert [waves_for(runners, 4.0, rule) for runners in (100, 2_100, 2_101, 5_000, 30_000)] == [
        1,
        1,
        2,
        3,
        15,
    ]
    assert waves_for(5_000, 9.6, rule) == 1
    assert (last_start_min(1, rule), last_start_min(3, rule)) == (0.0, 30.0)


@pytest.mark.parametrize(("km", "part"), [(0.0, 1.0), (5.0, 0.65), (10.0, 0.4), (21.1, 0.2)])
def test_one_wave_spreads_on_the_way(km: float, part: float) -> None:
    rule = rule_of()
    start = flow_per_min(3_000, 1, 0.0, rule)
    assert start == pytest.approx(200.0)
    assert flow_per_min(3_000, 1, 1000.0 * km, rule) == pytest.approx(part * start, rel=0.025)


def test_many_waves_hardly_thin_out() -> None:
    rule = rule_of()
    begin, end = (flow_per_min(30_000, 15, at_m, rule) for at_m in (0.0, 10_000.0))
    assert 0.95 * begin < end < begin
    assert math.isclose(begin, 30_000 / 225.0)


def test_all_sets_that_come_with_the_program_have_the_rule() -> None:
    assert "FIELD-FLOW" in read_book()
    for name in ("world-athletics", "usatf", "caa", "community"):
        assert rule_of(name).quantity == "field-flow"
