"""Parts of a course: what is known apart from what is assumed, in per cent that say no more than is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courseplanner.export.sheet.tables.course_shares import in_percent, motor_unknown, surface_shares
from courseplanner.model.course.course import Leg
from export.sheet.sheets import town


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (0.0, "0 %"), (0.0001, "< 1 %"), (0.004, "< 1 %"), (0.006, "1 %"), (0.5, "50 %"), (0.994, "99 %"),
        (0.996, "> 99 %"), (0.9999, "> 99 %"), (1.0, "100 %"), (1.0 - 1e-9, "100 %"),
    ],
)  # fmt: skip
def test_a_part_is_nothing_or_all_only_where_it_is(part: float, words: str) -> None:
    assert in_percent(part) == words


def test_what_is_assumed_is_not_what_is_known() -> None:
    def leg(from_m: float, to_m: float, surface: str | None, *, unpaved: bool, free: bool | None) -> Leg:
        return Leg(1, None, from_m, to_m, "track", surface, 3.0, "class", motor_free=free, unpaved=unpaved)

    legs = (
        leg(0.0, 1_000.0, "asphalt", unpaved=False, free=None),
        leg(1_000.0, 1_500.0, "gravel", unpaved=True, free=True),
        leg(1_500.0, 4_000.0, None, unpaved=False, free=None),
        leg(4_000.0, 5_005.0, None, unpaved=True, free=False),
    )
    course = replace(town().candidate.course, legs=legs)
    shares = surface_shares(course)
    whole = course.course_m
    assert (shares.paved, shares.unpaved) == pytest.approx((1_000.0 / whole, 500.0 / whole))
    assert (shares.assumed_paved, shares.assumed_unpaved) == pytest.approx((2_500.0 / whole, 1_005.0 / whole))
    assert shares.unknown == pytest.approx(3_505.0 / whole)
    assert motor_unknown(course) == pytest.approx(3_500.0 / whole)
