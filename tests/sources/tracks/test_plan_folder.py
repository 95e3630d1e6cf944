"""Courses are read back from what a plan wrote of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courseplanner.export.documents.candidates import leg_entries
from courseplanner.model.course.course import Leg
from courseplanner.sources.tracks.plan_folder import _Leg

PLAIN = Leg(7, "One", 0.0, 500.0, "tertiary", "asphalt", 7.0, "class", motor_free=False, unpaved=False)


@pytest.mark.parametrize(
    "leg",
    [
        PLAIN,
        replace(PLAIN, shut_left_m=2.0, marked_by="cones"),
        replace(PLAIN, is_halved=True),
        replace(PLAIN, is_halved=True, divider=True),
        replace(PLAIN, is_halved=True, divider=False, shut_right_m=1.0),
    ],
)
def test_a_leg_is_read_back_as_it_was(leg: Leg) -> None:
    (entry,) = leg_entries([leg])
    assert _Leg.model_validate(entry).leg() == leg


def test_a_leg_of_an_older_plan_has_no_divider() -> None:
    (entry,) = leg_entries([replace(PLAIN, is_halved=True)])
    del entry["divider"]
    assert _Leg.model_validate(entry).leg() == PLAIN
