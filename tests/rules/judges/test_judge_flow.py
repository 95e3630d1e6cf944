"""The flow of the field: what passes, what warns, what fails, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.stretch import Stretch
from courseplanner.model.race import Race
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import RuleSet
from courseplanner.rules.book.rule_files import read_book, read_rule_set
from courseplanner.rules.judges.judge_flow import field_start_of, judge_field_flow, pieces_of
from layout.maps import make_brief
from rule_evidence import evidence, legs

RULE = read_book()["FIELD-FLOW"]


def roads(*pieces: tuple[float, float, str], **changes: Any) -> Evidence:
    """A course over roads of so many metres, so wide, and known so."""
    laid = legs(*((length_m, {"width_m": width_m, "width_from": how}) for length_m, width_m, how in pieces))
    return evidence(legs=laid, opposed=(), **changes)


def judged(known: Evidence) -> Finding:
    return judge_field_flow(known, RULE)


@pytest.mark.parametrize(
    ("runners", "waves", "status", "flow"),
    [
        (5_000, 3, Status.PASS, 27.8),
        (5_000, 2, Status.PASS, 41.7),
        (5_000, 1, Status.WARN, 83.3),
        (6_001, 1, Status.FAIL, 100.0),
        (6_000, 1, Status.WARN, 100.0),
        (3_600, 1, Status.PASS, 60.0),
        (3_601, 1, Status.WARN, 60.0),
    ],
)
def test_levels(runners: int, waves: int, status: Status, flow: float) -> None:
    found = judged(roads((10_000.0, 4.0, "tag"), runners=runners, waves=waves))
    assert (found.status, found.limit, found.unit) == (status, 60.0, "runners/min/m")
    assert found.measured == pytest.approx(flow, abs=0.05)
    assert found.at_m == ((0.0,) if flow >= 60.0 and status is not Status.PASS else ())


def test_a_late_last_wave_breaks_no_limit_of_the_flow() -> None:
    found = judged(roads((10_000.0, 4.0, "tag"), runners=30_000, waves=15))
    assert (found.status, found.measured, found.margin, found.at_m) == (Status.WARN, None, None, ())
    assert "the last 210 min after the first: at most 33 runners/min/m" in str(found.words)
    assert "put up with 60 min" in str(found.words)


def test_roads_too_narrow_for_a_lead_car_are_named_with_their_metres() -> None:
    found = judged(roads((9_000.0, 6.0, "class"), (250.0, 3.0, "tag"), (750.0, 6.0, "class"), runners=500))
    assert (found.status, found.at_m) == (Status.WARN, (9_000.0,))
    assert "250 m are narrower than the 4.0 m" in str(found.words)


def test_waves_are_assumed_by_the_narrowest_of_the_first_kilometres() -> None:
    found = judged(
        roads((4_000.0, 9.0, "tag"), (500.0, 4.0, "tag"), (5_500.0, 9.0, "tag"), runners=5_000, waves=None)
    )
    assert "3 waves" in str(found.words)
    assert "30 min" in str(found.words)
    assert "km 4.0, 4.0 m wide" in str(found.words)
    far = judged(roads((6_000.0, 9.0, "tag"), (4_000.0, 4.0, "tag"), runners=5_000, waves=None))
    assert "2 waves" in str(far.words)
    assert "km 6.0" in str(far.words)


def test_a_queue_is_said_in_minutes() -> None:
    found = judged(roads((10_000.0, 4.0, "tag"), runners=5_000, waves=1))
    # 333 a minute where 240 pass: those of the last minute wait 15 × (83.3 / 60 - 1) min.
    assert "queue of up to 6 min" in str(found.words)


def test_where_runners_meet_each_direction_has_its_half() -> None:
    known = roads((10_000.0, 8.0, "tag"), runners=5_000, waves=2)
    assert judged(known).measured == pytest.approx(20.8, abs=0.1)
    met = replace(known, opposed=(Stretch(2_000.0, 3_000.0),))
    assert judged(met).measured == pytest.approx(5_000 / 30.26 / 4.0, rel=0.02)
    unknown = replace(known, opposed=None)
    assert [(piece.least_m, piece.most_m) for piece in pieces_of(unknown)] == [(4.0, 8.0)]


@pytest.mark.parametrize(
    ("width_m", "status"),
    [(6.0, Status.PASS), (3.0, Status.WARN), (2.0, Status.UNKNOWN), (1.1, Status.FAIL)],
)
def test_an_assumed_width_settles_it_where_its_error_makes_no_difference(
    width_m: float, status: Status
) -> None:
    # 0.5 m may be off on a footway. 167 a minute: 2.8 m pass, 1.7 m fail; 4 m are asked for.
    known = roads((10_000.0, width_m, "class"), runners=5_000, waves=2)
    found = judged(replace(known, legs=tuple(replace(leg, road_class="footway") for leg in known.legs or ())))
    assert found.status is status
    if status is not Status.WARN:
        assert found.measured == pytest.approx(5_000 / 30.0 / width_m, rel=1e-6)
    if status is Status.UNKNOWN:
        assert "the width of" in str(found.needs)


def test_without_runners_or_roads_it_is_open() -> None:
    known = roads((10_000.0, 6.0, "tag"))
    for less in (replace(known, runners=None), replace(known, legs=None)):
        assert judged(less).status is Status.UNKNOWN


def test_a_road_of_no_width_is_no_division_by_nothing() -> None:
    assert judged(roads((10_000.0, 0.0, "user"), runners=5_000, waves=1)).status is Status.FAIL


def test_how_a_field_starts_is_a_value_of_its_own() -> None:
    known = roads(
        (4_000.0, 9.0, "tag"), (500.0, 4.5, "tag"), (5_500.0, 9.0, "tag"), runners=5_000, waves=None
    )
    race = Race(make_brief(), read_rule_set("world-athletics"))
    found = field_start_of(known, race)
    assert found is not None
    assert (found.runners, found.waves, found.waves_from, found.last_start_min) == (5_000, 3, "roads", 30.0)
    assert (found.at_m, found.width_m) == (4_000.0, 4.5)
    assert found.flow == judged(known).measured
    assert found.least_width_m is None, "the brief of this race says nothing of runners"
    stated = field_start_of(replace(known, waves=2), race)
    assert stated is not None
    assert (stated.waves, stated.waves_from, stated.last_start_min) == (2, "brief", 15.0)


def test_without_runners_roads_or_a_rule_nothing_is_said_of_the_field() -> None:
    known = roads((10_000.0, 6.0, "tag"), runners=500)
    race = Race(make_brief(), read_rule_set("world-athletics"))
    assert field_start_of(known, race) is not None
    assert field_start_of(replace(known, runners=None), race) is None
    assert field_start_of(replace(known, legs=None), race) is None
    assert field_start_of(known, replace(race, rules=RuleSet("", "", "", ()))) is None
