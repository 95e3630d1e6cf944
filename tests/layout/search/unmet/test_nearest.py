"""Where no course fits, the nearest brief that one fits is told; it was laid out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from courseplanner.base.i18n import text
from courseplanner.layout.search.unmet.nearest import with_nearest_brief
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import NearestBrief, Unmet
from laying import propose
from layout.maps import SmallMap, grid, make_brief, position


def _unmet(requirement: str, asked: float, reached: float | None) -> tuple[Unmet, ...]:
    return (Unmet(requirement, asked, reached, "", text("it binds")),)


def _tried(brief: Brief, unmet: tuple[Unmet, ...], fits_at: int) -> tuple[NearestBrief | None, list[Brief]]:
    """Let the given try fit; give what is told, and the briefs that were tried."""
    tried: list[Brief] = []

    def fits(changed: Brief) -> bool:
        tried.append(changed)
        return len(tried) == fits_at

    return with_nearest_brief(brief, unmet, fits)[0].nearest, tried


@pytest.mark.parametrize(
    ("requirement", "asked", "reached", "values"),
    [
        ("max_repeated", 0.1, 0.129, [0.14, 0.17, 0.21]),
        ("max_unpaved", 0.0, 0.9, [0.92, 1.0]),
        ("min_motor_free", 0.5, 0.31, [0.30, 0.24, 0.19]),
        ("max_self_crossings", 0, 2, [2, 3]),
        ("max_tunnel_m", 100.0, 412.0, [430.0, 520.0, 660.0]),
    ],
)
def test_limits_are_loosened_step_by_step(
    requirement: str, asked: float, reached: float, values: list[float]
) -> None:
    brief = make_brief(limits={requirement: asked})
    for at, value in enumerate(values, 1):
        nearest, tried = _tried(brief, _unmet(requirement, asked, reached), at)
        assert nearest == NearestBrief(requirement, value)
        assert getattr(tried[-1].limits, requirement) == value
    assert _tried(brief, _unmet(requirement, asked, reached), 99)[0] is None


def test_where_no_tunnel_is_allowed_and_nothing_fits_some_are() -> None:
    nearest, _ = _tried(make_brief(limits={"max_tunnel_m": 0.0}), _unmet("distance", 5_000.0, None), 1)
    assert nearest == NearestBrief("max_tunnel_m", 1_000.0)


def test_fewer_villages_are_asked() -> None:
    nearest, tried = _tried(make_brief(villages=8), _unmet("villages", 8, 6), 2)
    assert nearest == NearestBrief("villages", 5)
    assert [one.course.villages for one in tried] == [6, 5]


@pytest.mark.parametrize(
    ("distance", "reached_m", "word"),
    [("half-marathon", 23_000.0, "25km"), ("half-marathon", 18_000.0, "10miles")],
)
def test_another_distance(distance: str, reached_m: float, word: str) -> None:
    nearest, _ = _tried(make_brief(distance), _unmet("distance", 21_118.6, reached_m), 1)
    assert nearest == NearestBrief("distance", word)


def test_one_stop_is_left_out() -> None:
    brief = make_brief("5km", visit=["A", [9.5, 47.1], "C"])
    nearest, tried = _tried(brief, _unmet("distance", 5_005.0, None), 2)
    assert nearest is not None
    assert nearest.value == ("A", "C")
    assert [len(one.course.visit) for one in tried] == [2, 2]


def test_what_can_not_be_loosened_stays() -> None:
    assert _tried(make_brief(), _unmet("keep", 0.0, None), 1) == (None, [])


def _lollipop() -> SmallMap:
    """A grid, and a village at the end of a long road."""
    small = grid(6, 6, 250.0).village("Anger", 0, 0).village("Weit", -1_000, 0)
    return small.node(5001, -1_000, 0).way([1, 5001])


def _propose(folder: Path, limits: dict[str, Any], **course: Any) -> tuple[Unmet, ...]:
    brief = make_brief(5_000.0, limits=limits, search={"candidates": 1}, **course)
    return propose(_lollipop().region(folder), brief).unmet


def test_a_search_tells_the_share_with_which_a_course_was_found(tmp_path: Path) -> None:
    unmet, *_ = _propose(tmp_path, {"max_repeated": 0.02}, visit=["Weit"], visit_within_m=50)
    assert unmet.requirement == "max_repeated"
    assert unmet.nearest is not None
    assert "with max_repeated = " in str(unmet.words)
    share = unmet.nearest.value
    assert isinstance(share, float)
    again = make_brief(5_000.0, limits={"max_repeated": share}, visit=["Weit"], visit_within_m=50)
    assert propose(_lollipop().region(tmp_path), again).candidates


def test_a_search_tells_the_stop_without_which_a_course_was_found(tmp_path: Path) -> None:
    far = list(position(1_250.0, 1_250.0))
    unmet, *_ = _propose(tmp_path, {"max_repeated": 0.5}, visit=[far, "Weit"], visit_within_m=50)
    assert unmet.requirement == "distance"
    assert unmet.nearest is not None
    assert unmet.nearest.key in ("visit", "distance")
