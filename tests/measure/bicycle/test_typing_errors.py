"""Readings that were typed wrong are pointed at, with the reading that would fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.measure.bicycle.typing_errors import TypingErrorKind, typing_errors_of

GOOD = ((4000.0, 9610.0), (9610.0, 15218.0), (15218.0, 20827.0), (20827.0, 26434.0))


def with_ride(at: int, ride: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    return (*GOOD[:at], ride, *GOOD[at + 1 :])


def test_good_rides_are_left_alone_and_two_tell_nothing() -> None:
    assert typing_errors_of(GOOD, 5) == ()
    assert typing_errors_of(((0.0, 5_600.0), (0.0, 100.0)), 5) == ()
    across = ((95_000.0, 608.0), (608.0, 6_217.0), (6_217.0, 11_825.5))
    assert typing_errors_of(across, 5) == ()


def test_start_and_end_changed_over() -> None:
    (slip,) = typing_errors_of(with_ride(1, (15218.0, 9610.0)), 5)
    assert (slip.ride, slip.kind, slip.readings) == (2, TypingErrorKind.SWAPPED, ())
    assert slip.counts == pytest.approx(94_392.0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [((20827.0, 27434.0), 26434.0), ((20827.0, 26934.0), 26434.0), ((28027.0, 26434.0), 20827.0)],
)
def test_a_digit_out_or_two_changed_over(typed: tuple[float, float], meant: float) -> None:
    (slip,) = typing_errors_of(with_ride(3, typed), 5)
    assert (slip.ride, slip.kind) == (4, TypingErrorKind.READING)
    assert any(abs(reading - meant) < 50.0 for reading in slip.readings)


def test_what_no_single_slip_explains_is_pointed_at_all_the_same() -> None:
    (slip,) = typing_errors_of(with_ride(0, (4_000.0, 9_610.0 + 2_345.0)), 5)
    assert slip.kind is TypingErrorKind.UNEXPLAINED


@given(st.integers(0, 3), st.integers(0, 2), st.integers(1, 9), st.booleans())
def test_any_digit_that_matters_is_found(at: int, place: int, by: int, of_end: bool) -> None:
    start, end = GOOD[at]
    written = f"{int(end if of_end else start):05d}"
    digit = str((int(written[place]) + by) % 10)
    wrong = float(written[:place] + digit + written[place + 1 :])
    found = typing_errors_of(with_ride(at, (start, wrong) if of_end else (wrong, end)), 5)
    (slip,) = [one for one in found if one.ride == at + 1]
    assert slip.kind is not TypingErrorKind.UNEXPLAINED
    assert slip.kind is TypingErrorKind.SWAPPED or (end if of_end else start) in slip.readings
