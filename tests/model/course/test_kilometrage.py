"""How boards count: with the prevention factor, on the basis, and the remainder said."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.model.course.course_mark import MILE_M, CourseMarkKind
from courseplanner.model.course.kilometrage import Kilometrage

KILOMETRES = (CourseMarkKind.KM, CourseMarkKind.KM_5)


def counted(nominal_m: float, factor: float = 1.001, over_m: float = 0.0, rise: float = 0.0) -> Kilometrage:
    """A course whose ground is longer than the ellipsoid by a part that grows along it."""
    end_m = nominal_m * factor + over_m
    measured_m = np.linspace(0.0, end_m, 200)
    return Kilometrage(measured_m * (1.0 - rise * measured_m / end_m), measured_m.copy(), nominal_m, factor)


@pytest.mark.parametrize(
    ("nominal_m", "kilometres"),
    [(5_000.0, 4), (10_000.0, 9), (21_097.5, 21), (42_195.0, 42), (100_000.0, 99)],
)
@pytest.mark.parametrize("rise", [0.0, 0.0003])
@pytest.mark.parametrize("factor", [1.0, 1.001, 1.01])
def test_all_kilometres_are_as_long_on_the_basis_and_the_finish_is_at_nominal(
    nominal_m: float, kilometres: int, rise: float, factor: float
) -> None:
    one = counted(nominal_m, factor, rise=rise)
    found = [split for split in one.splits() if split.kind in KILOMETRES]
    assert [str(split.name) for split in found] == [f"{km} km" for km in range(1, kilometres + 1)]
    at_m = [0.0, *(one.measured_at(split.at_m) for split in found)]
    assert np.diff(at_m) == pytest.approx(1_000.0 * factor, abs=1e-6)
    assert one.end_m - at_m[-1] == pytest.approx((nominal_m - 1_000.0 * kilometres) * factor, abs=1e-6)
    assert [split.nominal_m for split in found] == [1_000.0 * km for km in range(1, kilometres + 1)]
    assert one.last_piece is None


def test_halfway_and_miles_carry_the_factor_too() -> None:
    half, *miles = [split for split in counted(21_097.5).splits(miles=True) if split.kind not in KILOMETRES]
    assert (half.kind, half.nominal_m) == (CourseMarkKind.HALFWAY, 10_548.75)
    assert half.at_m == pytest.approx(10_559.29875)
    assert [mile.nominal_m for mile in miles] == pytest.approx([MILE_M * n for n in range(1, 14)])
    assert [mile.at_m for mile in miles] == pytest.approx([MILE_M * n * 1.001 for n in range(1, 14)])


@given(st.floats(3_000.0, 100_000.0), st.floats(1.0, 1.01), st.floats(0.0, 1e-3), st.floats(0.0, 1.0))
def test_chainages_and_what_boards_count_are_turned_into_each_other(
    nominal_m: float, factor: float, rise: float, part: float
) -> None:
    one = counted(nominal_m, factor, rise=rise)
    at_m = part * float(one.chainage_m[-1])
    assert one.at_m(one.nominal_at(at_m)) == pytest.approx(at_m, abs=1e-6)
    assert one.km_at(at_m) == pytest.approx(one.measured_at(at_m) / factor / 1_000.0)
    assert one.nominal_at(float(one.chainage_m[-1])) == pytest.approx(nominal_m)


@pytest.mark.parametrize(
    ("over_m", "words"),
    [
        (0.01, None),
        (12.0, "the last piece is 1013.0 m, 12.0 m more than it should be"),
        (-12.0, "the last piece is 989.0 m, 12.0 m less than it should be"),
        (-1_500.0, "the last piece is 502.0 m, 1500.0 m less than it should be"),
    ],
)
def test_what_a_measured_course_is_off_lies_in_the_last_piece_and_is_said(
    over_m: float, words: str | None
) -> None:
    one = counted(10_000.0, over_m=over_m)
    kilometres = [split for split in one.splits() if split.kind in KILOMETRES]
    assert [split.at_m for split in kilometres] == pytest.approx(
        [1_001.0 * (n + 1) for n in range(len(kilometres))]
    )
    assert all(split.at_m < one.end_m for split in one.splits())
    assert (None if one.last_piece is None else str(one.last_piece)) == words


def test_it_stays_read_only_where_it_is_copied() -> None:
    other = copy.deepcopy(counted(5_000.0))
    assert not other.measured_m.flags.writeable
