"""What a brief's limits come to on courses whose legs are told by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.course import Leg
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.rules.limits.limits import judge_limits
from handmade import brief, candidate, profile

ASPHALT = Leg(1, "Road", 0.0, 0.0, "secondary", "asphalt", 7.0, "tag", motor_free=False, unpaved=False)


def asked(limits: dict[str, Any] | None = None, **course: Any) -> Brief:
    plain = brief()
    wishes = plain.course.model_copy(update=course)
    return plain.model_copy(update={"limits": plain.limits.model_copy(update=limits or {}), "course": wishes})


def running(*stretches: tuple[float, dict[str, Any]]) -> Candidate:
    """A candidate on legs that take these parts of its length."""
    plain = candidate()
    at_m, legs = 0.0, []
    for part, differs in stretches:
        end_m = at_m + part * plain.course.course_m
        legs.append(replace(ASPHALT, from_m=at_m, to_m=end_m, **differs))
        at_m = end_m
    return replace(plain, course=replace(plain.course, legs=tuple(legs)))


def limits_of(wanted: Brief, on: Candidate) -> tuple[Finding, ...]:
    return judge_limits(wanted, on, on.stations)


def judged(limits: dict[str, Any], on: Candidate, rule: str) -> Finding:
    (found,) = [finding for finding in limits_of(asked(limits), on) if finding.rule == rule]
    return found


def km(part: float) -> str:
    return f"{part * candidate().course.course_m / 1000.0:.1f} km"


def test_what_is_not_limited_is_not_judged() -> None:
    assert limits_of(asked(), candidate()) == ()


def test_without_heights_the_climb_is_unknown() -> None:
    found = judged({"max_climb_m": 181.0}, candidate(), "CLIMB")
    assert found.status is Status.UNKNOWN
    assert (found.measured, found.limit, found.margin) == (None, 181.0, None)
    assert str(found.needs) == "elevation"


@pytest.mark.parametrize(
    ("climb_m", "status"), [(180.0, Status.PASS), (181.0, Status.PASS), (181.1, Status.FAIL)]
)
def test_the_climb_is_held_to_its_limit(climb_m: float, status: Status) -> None:
    found = judged({"max_climb_m": 181.0}, replace(candidate(), profile=profile(climb_m)), "CLIMB")
    assert found.status is status
    assert found.margin == pytest.approx(181.0 - climb_m)


@pytest.mark.parametrize(("part", "status"), [(0.0, Status.PASS), (0.25, Status.PASS), (0.26, Status.FAIL)])
def test_tunnels_are_held_to_their_limit(part: float, status: Status) -> None:
    limit_m = 0.25 * candidate().course.course_m
    on = running((0.5, {}), (max(part, 1e-6), {"tunnel": True}), (0.5 - part, {}))
    on = replace(on, shares=replace(on.shares, tunnel=part))
    found = judged({"max_tunnel_m": limit_m}, on, "TUNNELS")
    assert found.status is status
    assert found.measured == pytest.approx(part * on.course.course_m)
    assert (found.limit, found.unit) == (limit_m, "m")
    assert found.at_m == (0.5 * on.course.course_m,)


@pytest.mark.parametrize(
    ("at_m", "status"), [((), Status.PASS), ((812.5,), Status.PASS), ((812.5, 4_000.0), Status.FAIL)]
)
def test_crossings_of_itself_are_counted(at_m: tuple[float, ...], status: Status) -> None:
    found = judged({"max_self_crossings": 1}, replace(candidate(), self_crossings_m=at_m), "SELF-CROSSINGS")
    assert found.status is status
    assert (found.measured, found.limit, found.at_m) == (len(at_m), 1, at_m)


@pytest.mark.parametrize(
    ("repeated", "status"), [(0.02, Status.PASS), (0.1, Status.PASS), (0.11, Status.FAIL)]
)
def test_repeated_ground_is_known(repeated: float, status: Status) -> None:
    plain = candidate()
    on = replace(plain, shares=replace(plain.shares, repeated=repeated))
    found = judged({"max_repeated": 0.1}, on, "REPEATED")
    assert found.status is status
    assert found.measured == pytest.approx(100 * repeated)
    assert (found.limit, found.unit) == (10.0, "%")
    assert found.margin == pytest.approx(10.0 - 100 * repeated)
    assert f"{100 * repeated:.1f} %" in str(found.words)


NO_TAG: dict[str, Any] = {"surface": None}
GRAVEL: dict[str, Any] = {"surface": "gravel", "unpaved": True}


def test_tags_alone_can_break_the_limit_of_unpaved_ground() -> None:
    found = judged({"max_unpaved": 0.1}, running((0.5, {}), (0.3, GRAVEL), (0.2, NO_TAG)), "UNPAVED")
    assert found.status is Status.FAIL
    assert found.measured == pytest.approx(30.0)
    assert found.margin == pytest.approx(-20.0)
    assert list(found.at_m) == pytest.approx([0.5 * candidate().course.course_m])


def test_where_no_missing_tag_could_break_the_limit_it_is_kept() -> None:
    found = judged({"max_unpaved": 0.1}, running((0.9, {}), (0.04, GRAVEL), (0.06, NO_TAG)), "UNPAVED")
    assert found.status is Status.PASS
    assert found.measured == pytest.approx(10.0)


@pytest.mark.parametrize("assumed_unpaved", [False, True])
def test_where_missing_tags_decide_unpaved_ground_is_unknown(assumed_unpaved: bool) -> None:
    untagged = NO_TAG | {"unpaved": assumed_unpaved}
    on = running((0.2, {}), (0.3, untagged), (0.2, untagged | {"way": 2}), (0.2, {}), (0.1, untagged))
    found = judged({"max_unpaved": 0.5}, on, "UNPAVED")
    assert found.status is Status.UNKNOWN
    assert (found.measured, found.margin) == (None, None)
    assert str(found.needs) == f"the surface of {km(0.6)}"
    whole_m = on.course.course_m
    assert list(found.at_m) == pytest.approx([0.2 * whole_m, 0.9 * whole_m])


ASSUMED: dict[str, Any] = {"width_from": "class", "width_m": 14.0}


@pytest.mark.parametrize("how", ["tag", "user"])
def test_a_road_known_to_be_too_narrow_fails(how: str) -> None:
    narrow = {"width_m": 3.0, "width_from": how}
    found = judged({"min_width_m": 4.0}, running((0.5, ASSUMED), (0.5, narrow)), "WIDTH")
    assert (found.status, found.measured, found.limit, found.margin) == (Status.FAIL, 3.0, 4.0, -1.0)
    assert list(found.at_m) == pytest.approx([0.5 * candidate().course.course_m])


@pytest.mark.parametrize("how", ["class", "lanes"])
def test_a_width_that_is_assumed_is_unknown_however_wide(how: str) -> None:
    found = judged({"min_width_m": 4.0}, running((0.7, {}), (0.3, ASSUMED | {"width_from": how})), "WIDTH")
    assert found.status is Status.UNKNOWN
    assert found.measured is None
    assert str(found.needs) == f"the width of {km(0.3)}"
    assert list(found.at_m) == pytest.approx([0.7 * candidate().course.course_m])


def test_widths_that_are_all_known_pass() -> None:
    found = judged({"min_width_m": 4.0}, running((0.5, {}), (0.5, {"width_m": 4.5})), "WIDTH")
    assert (found.status, found.measured, found.margin) == (Status.PASS, 4.5, 0.5)


@pytest.mark.parametrize(
    ("free", "unknown", "status"),
    [
        (0.5, 0.1, Status.PASS),
        (0.4, 0.1, Status.UNKNOWN),
        (0.4, 0.05, Status.FAIL),
        (0.0, 1.0, Status.UNKNOWN),
    ],
)
def test_streets_without_cars(free: float, unknown: float, status: Status) -> None:
    on = running((free, {"motor_free": True}), (unknown, {"motor_free": None}), (1.0 - free - unknown, {}))
    found = judged({"min_motor_free": 0.5}, on, "MOTOR-FREE")
    assert found.status is status
    assert (found.measured is None) is (found.needs is not None) is (status is Status.UNKNOWN)


def test_villages_are_counted_by_name_and_towns_are_none() -> None:
    plain = candidate()
    again = replace(plain.visits[0], kind="hamlet", at_m=5.0)
    on = replace(plain, visits=(*plain.visits, again))
    for wanted, status in ((2, Status.PASS), (3, Status.FAIL)):
        (found,) = [each for each in limits_of(asked(villages=wanted), on) if each.rule == "VILLAGES"]
        assert (found.status, found.measured, found.limit, found.margin) == (status, 2, wanted, 2 - wanted)


@pytest.mark.parametrize(
    ("rating", "status"), [(None, Status.PASS), ("4A", Status.PASS), ("5A", Status.FAIL)]
)
def test_scenic_spots_count_from_the_rating_that_is_asked(rating: str | None, status: Status) -> None:
    found = limits_of(asked(scenic=1, scenic_rating=rating), candidate())
    assert [each.status for each in found if each.rule == "SCENIC"] == [status]


def test_fails_come_first_and_passes_last() -> None:
    limits = {"max_repeated": 0.5, "max_unpaved": 0.0, "min_width_m": 1.0, "min_motor_free": 1.0}
    on = running((0.5, GRAVEL), (0.5, ASSUMED))
    found = [each.status for each in limits_of(asked(limits, villages=9), on)]
    order = [Status.FAIL, Status.WARN, Status.UNKNOWN, Status.PASS]
    assert found == sorted(found, key=order.index)
    assert {Status.FAIL, Status.UNKNOWN, Status.PASS} == set(found)
