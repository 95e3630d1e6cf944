"""Finds readings that were probably typed wrong: a digit out, two digits or both ends changed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from courseplanner.measure.bicycle.calibration import counts_between
from courseplanner.model.bicycle.rides import Reading

__all__ = ["TypingError", "TypingErrorKind", "typing_errors_of"]


class TypingErrorKind(StrEnum):
    """How a ride that does not fit the others could have been typed."""

    SWAPPED = "swapped"
    READING = "reading"
    UNEXPLAINED = "unexplained"


_LEAST_ODD_COUNTS = 10.0
_ODD_PART = 0.002
"""Rides of one calibration course agree far better than this: 2 in 1000 is a slip or a wrong course."""


@dataclass(frozen=True, slots=True)
class TypingError:
    """A ride that does not fit the others.

    Parameters
    ----------
    ride : int
        Counted from 1.
    kind : TypingErrorKind
    counts, others : float
        Of this ride, and the median of the others.
    readings : tuple of float
        What its start or its end would have been; empty unless one reading explains it.
    """

    ride: int
    kind: TypingErrorKind
    counts: float
    others: float
    readings: tuple[Reading, ...] = ()


def typing_errors_of(rides: Sequence[tuple[Reading, Reading]], digits: int) -> tuple[TypingError, ...]:
    """Point at rides of one stretch that do not fit the others; fewer than three rides tell nothing.

    Parameters
    ----------
    rides : sequence of (float, float)
        Readings at the start and the end.
    digits : int
        Of the counter.
    """
    if len(rides) < 3:
        return ()
    period = float(10**digits)
    counts = [counts_between(*ride, period) for ride in rides]
    found = []
    for at, ride in enumerate(rides):
        others = median(counts[:at] + counts[at + 1 :])
        slack = max(_LEAST_ODD_COUNTS, _ODD_PART * others)
        if abs(counts[at] - others) <= slack:
            continue
        if abs(counts_between(ride[1], ride[0], period) - others) <= slack:
            found.append(TypingError(at + 1, TypingErrorKind.SWAPPED, counts[at], others))
            continue
        explained = tuple(_explained(ride, others, slack, digits))
        kind = TypingErrorKind.READING if explained else TypingErrorKind.UNEXPLAINED
        found.append(TypingError(at + 1, kind, counts[at], others, explained))
    return tuple(found)


def _explained(ride: tuple[Reading, Reading], others: float, slack: float, digits: int) -> Iterator[Reading]:
    """Give readings that differ from one of the ride by a digit, or by two changed over, and would fit."""
    period = float(10**digits)
    start, end = ride
    for other in _near(start, digits):
        if abs(counts_between(other, end, period) - others) <= slack:
            yield other
    for other in _near(end, digits):
        if abs(counts_between(start, other, period) - others) <= slack:
            yield other


def _near(reading: Reading, digits: int) -> Iterator[Reading]:
    whole, rest = int(reading), reading - int(reading)
    written = f"{whole:0{digits}d}"
    for at, digit in enumerate(written):
        for other in "0123456789":
            if other != digit:
                yield int(written[:at] + other + written[at + 1 :]) + rest
    for at in range(digits - 1):
        if written[at] != written[at + 1]:
            swapped = written[:at] + written[at + 1] + written[at] + written[at + 2 :]
            yield int(swapped) + rest
