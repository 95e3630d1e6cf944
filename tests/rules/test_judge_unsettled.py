"""What is assumed settles nothing, and the finding names the three entries that would settle most."""

from __future__ import annotations

from typing import Any

import pytest

from courseplanner.model.course.evidence import Evidence
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import RuleSet
from courseplanner.rules.book.rule_files import read_book
from courseplanner.rules.judge import judge
from rule_evidence import evidence, legs, stretches

ASSUMED: dict[str, Any] = {"width_from": "class"}
BY_LANES: dict[str, Any] = {"width_from": "lanes"}
UNTAGGED: dict[str, Any] = {"surface": None}


def judged(rule: str, known: Evidence) -> Finding:
    (found,) = judge(known, RuleSet("one", "", "", (read_book()[rule],)))
    return found


@pytest.mark.parametrize("assumed", [ASSUMED, BY_LANES])
@pytest.mark.parametrize("rule", ["WID-CN", "WID-RUN", "START-NARROW"])
def test_an_assumed_width_neither_passes_nor_breaks(rule: str, assumed: dict[str, Any]) -> None:
    for width_m in (2.0, 20.0):
        known = evidence(legs=legs((1_000.0, {}), (9_000.0, {"width_m": width_m} | assumed)))
        found = judged(rule, known)
        assert found.status is Status.UNKNOWN
        assert "the width of 9.0 km is assumed" in str(found.words)
        assert str(found.needs) == "the width of Ring Road, km 1.00–10.00"
        assert found.at_m == (1_000.0,)


@pytest.mark.parametrize("rule", ["WID-CN", "WID-RUN", "START-NARROW", "FLOW", "PEN-DENS"])
def test_a_width_of_nothing_is_no_width(rule: str) -> None:
    nothing: dict[str, Any] = {"width_m": 0.0}
    found = judged(rule, evidence(legs=legs((10_000.0, nothing))))
    assert found.status is Status.UNKNOWN
    assert "width" in str(found.needs)


def test_a_tagged_narrow_road_breaks_the_rule_whatever_else_is_assumed() -> None:
    known = evidence(legs=legs((1_000.0, ASSUMED), (500.0, {"width_m": 5.0}), (8_500.0, ASSUMED)))
    found = judged("WID-CN", known)
    assert (found.status, found.measured, found.at_m) == (Status.WARN, 5.0, (1_000.0,))


def test_a_long_narrow_stretch_counts_across_roads_and_a_wide_one_breaks_it() -> None:
    narrow: dict[str, Any] = {"width_m": 4.0}
    through = evidence(legs=legs((3_000.0, narrow), (3_000.0, narrow | {"name": None}), (4_000.0, {})))
    found = judged("WID-RUN", through)
    assert (found.status, found.measured, found.at_m) == (Status.WARN, 6.0, (0.0,))
    broken = evidence(legs=legs((3_000.0, narrow), (10.0, {}), (3_000.0, narrow), (3_990.0, {})))
    assert judged("WID-RUN", broken).status is Status.PASS


def test_short_assumed_stretches_cannot_break_the_rule_of_long_narrow_ones() -> None:
    known = evidence(legs=legs((2_000.0, ASSUMED), (6_000.0, {}), (2_000.0, ASSUMED)))
    found = judged("WID-RUN", known)
    assert (found.status, found.measured) == (Status.PASS, 2.0)


def test_where_runners_may_meet_a_road_is_between_half_and_whole() -> None:
    road = legs((10_000.0, {"width_m": 10.0}))
    found = judged("WID-CN", evidence(legs=road, opposed=None))
    assert found.status is Status.UNKNOWN
    assert "where runners meet" in str(found.needs)
    assert judged("WID-CN", evidence(legs=road)).status is Status.PASS
    met = judged("WID-CN", evidence(legs=road, opposed=stretches((4_000.0, 6_000.0), (5_000.0, 7_000.0))))
    assert (met.status, met.measured, met.at_m) == (Status.WARN, 5.0, (4_000.0,))


def test_the_start_is_held_to_half_the_road_where_runners_meet_after_it() -> None:
    road = legs((500.0, {"width_m": 7.0}), (9_500.0, {}))
    assert judged("START-NARROW", evidence(legs=road)).measured == pytest.approx(0.5)
    met = judged("START-NARROW", evidence(legs=road, opposed=stretches((2_000.0, 2_100.0))))
    assert met.measured == pytest.approx(1.0)
    assert (met.status, met.at_m) == (Status.WARN, (2_000.0,))


@pytest.mark.parametrize("rule", ["PEN-DENS", "FLOW"])
def test_the_pen_and_the_flow_need_the_width_at_the_start(rule: str) -> None:
    found = judged(rule, evidence(legs=legs((10_000.0, ASSUMED))))
    assert found.status is Status.UNKNOWN
    assert str(found.needs) == "the width of the road at the start"
    assert found.at_m == (0.0,)


def test_a_large_field_on_a_road_of_assumed_width_is_open_and_a_small_one_is_not() -> None:
    road = legs((10_000.0, ASSUMED))
    assert judged("START-2LANE", evidence(legs=road, runners=5_000)).status is Status.UNKNOWN
    assert judged("START-2LANE", evidence(legs=road, runners=500)).status is Status.PASS


def test_many_laps_are_open_where_the_field_is_not_known() -> None:
    found = judged("LAPS-BIG", evidence(laps=4, runners=None))
    assert (found.status, str(found.needs)) == (Status.UNKNOWN, "the number of runners")


def test_the_three_longest_stretches_are_named_by_road_and_kilometres() -> None:
    named: list[tuple[float, dict[str, Any]]] = [
        (1_000.0, UNTAGGED | {"name": "Short Lane"}),
        (2_500.0, UNTAGGED | {"name": "Long Road"}),
        (500.0, UNTAGGED | {"name": "Long Road"}),
        (1_500.0, {}),
        (2_000.0, UNTAGGED | {"name": None}),
        (1_200.0, UNTAGGED | {"name": "塔街"}),
        (1_300.0, {}),
    ]
    found = judged("SURF", evidence(legs=legs(*named)))
    assert found.status is Status.UNKNOWN
    assert str(found.needs) == (
        "the surface of Long Road, km 1.00–4.00; road without a name, km 5.50–7.50; 塔街, km 7.50–8.70"
    )
    assert found.at_m == (0.0, 5_500.0)


def test_ground_that_is_soft_by_its_class_alone_is_open() -> None:
    track = UNTAGGED | {"unpaved": True, "road_class": "track"}
    found = judged("SURF", evidence(legs=legs((9_000.0, {}), (1_000.0, track))))
    assert (found.status, found.measured) == (Status.UNKNOWN, None)


def test_soft_ground_by_its_tag_is_shown_with_its_places() -> None:
    gravel: dict[str, Any] = {"surface": "gravel", "unpaved": True}
    known = evidence(legs=legs((1_000.0, gravel), (5_000.0, UNTAGGED), (1_000.0, gravel), (3_000.0, {})))
    found = judged("SURF", known)
    assert (found.status, found.measured, found.at_m) == (Status.WARN, 2_000.0, (0.0, 6_000.0))


def test_who_may_drive_is_named_where_it_would_settle_the_rule() -> None:
    known = evidence(legs=legs((8_000.0, {}), (2_000.0, {"motor_free": None, "name": "Mill Way"})))
    found = judged("SEPARATE", known)
    assert str(found.needs) == "who may drive on Mill Way, km 8.00–10.00"


def test_level_crossings_are_shown_where_they_are() -> None:
    assert judged("RAIL", evidence(level_crossings_m=(120.0, 8_000.0))).at_m == (120.0, 8_000.0)


def test_no_legs_are_as_good_as_none_known() -> None:
    for rule in ("SURF", "SEPARATE", "WID-CN", "WID-RUN", "START-NARROW", "PEN-DENS", "FLOW"):
        found = judged(rule, evidence(legs=()))
        assert (found.status, str(found.needs)) == (Status.UNKNOWN, "the roads under the course")


OFF_ROADS: dict[str, Any] = {
    "way": 0,
    "name": None,
    "road_class": "unknown",
    "surface": None,
    "motor_free": None,
}


@pytest.mark.parametrize(
    "rule", ["SURF", "SEPARATE", "WID-CN", "WID-RUN", "START-NARROW", "TUNNEL", "BRIDGE"]
)
def test_where_there_is_no_road_nothing_is_assumed_of_it(rule: str) -> None:
    known = evidence(legs=legs((300.0, {}), (1_700.0, OFF_ROADS | ASSUMED | {"width_m": 0.0}), (8_000.0, {})))
    found = judged(rule, known)
    assert found.status is Status.UNKNOWN
    assert str(found.words) == "1.70 km follow no road of the map"
    assert str(found.needs) == "the roads under the course"
    assert found.at_m == (300.0,)


def test_what_breaks_a_rule_breaks_it_beside_a_gap_too() -> None:
    narrow: dict[str, Any] = {"width_m": 4.0}
    gap = OFF_ROADS | ASSUMED
    assert judged("WID-CN", evidence(legs=legs((900.0, gap), (9_100.0, narrow)))).status is Status.WARN
    soft: dict[str, Any] = {"surface": "gravel", "unpaved": True}
    assert judged("SURF", evidence(legs=legs((900.0, gap), (9_100.0, soft)))).status is Status.WARN
