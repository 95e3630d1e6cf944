"""Reduces a measurement with the calibrated bicycle: from readings of its counter to a length."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from courseplanner.model.bicycle.rides import CourseRide, Measurement, Reading, Taping

__all__ = [
    "STEEL_PER_C",
    "Reduced",
    "RiddenLength",
    "counts_between",
    "laid_out_m",
    "reduce_rides",
    "taped_m",
]

STEEL_PER_C = 1.161e-5
"""A steel tape grows by this part of its length for each degree (facts of measurement: 6.45e-6 per °F)."""
_TRUE_AT_C = 20.0


@dataclass(frozen=True, slots=True)
class RiddenLength:
    """What one ride of the course gives.

    Parameters
    ----------
    name : str
    counts : float
        Of what was ridden, once.
    wraps : int
        How often the counter began again.
    length_m : float
        Of the whole course: with what was ridden taken as often as the course runs over it.
    unseen_turns : int
        Whole turns of the counter that no reading shows, and the expected length alone tells.
    """

    name: str
    counts: float
    wraps: int
    length_m: float
    unseen_turns: int = 0


@dataclass(frozen=True, slots=True)
class Reduced:
    """What a measurement gives.

    Parameters
    ----------
    calibration_m : float
        Length of the calibration course.
    before, after : float or None
        Constants in counts a kilometre, with the prevention factor; `None` without rides.
    average, larger : float
        Of both, or the one that there is.
    day : float
        The constant that the lengths are computed with.
    takes_larger : bool
        Which of the two that is.
    rides : tuple of RiddenLength
    scatter_percent : float
        Two standard errors of the difference of both constants, by the scatter of their rides.
    """

    calibration_m: float
    before: float | None
    after: float | None
    average: float
    larger: float
    day: float
    takes_larger: bool
    rides: tuple[RiddenLength, ...]
    scatter_percent: float = 0.0

    @property
    def drift_percent(self) -> float | None:
        """How much larger the constant was after the course than before it."""
        if self.before is None or self.after is None:
            return None
        return 100.0 * (self.after - self.before) / self.before

    @property
    def length_m(self) -> float | None:
        """The length that is adopted: the shortest ride. `None` where the course was not ridden."""
        return min((ride.length_m for ride in self.rides), default=None)

    @property
    def agreement_percent(self) -> float | None:
        """How far two rides differ, in per cent of the second; of more rides the two shortest."""
        if len(self.rides) < 2:
            return None
        if len(self.rides) == 2:
            one, other = (ride.length_m for ride in self.rides)
        else:
            other, one = sorted(ride.length_m for ride in self.rides)[:2]
        return 100.0 * abs(one - other) / other


def taped_m(taping: Taping) -> float:
    """Give the true length of what a tape was read at, corrected for its temperature and its own error.

    The pull is not corrected: that needs the section of the tape.
    """
    return taping.read_m * _tape_factor(taping)


def laid_out_m(length_m: float, taping: Taping) -> float:
    """Give what a tape must be read at to lay out an exact length under the same conditions."""
    return length_m / _tape_factor(taping)


def _tape_factor(taping: Taping) -> float:
    factor = 1.0
    if taping.temperature_c is not None:
        factor += STEEL_PER_C * (taping.temperature_c - _TRUE_AT_C)
    if taping.tape_m is not None and taping.true_tape_m is not None:
        factor *= taping.true_tape_m / taping.tape_m
    return factor


def counts_between(start: Reading, end: Reading, period: float) -> float:
    """Give the counts from one reading to the next, less than a whole turn of the counter."""
    return (end - start) % period


def reduce_rides(measurement: Measurement, *, larger: bool) -> Reduced:
    """Reduce a measurement.

    Parameters
    ----------
    measurement : Measurement
        Its calibration course has a length, and at least one ride.
    larger : bool
        Whether the constant of the day is the larger of before and after, as USATF asks, or their
        average, as World Athletics does.
    """
    calibration = measurement.calibration
    length_m = calibration.length_m if calibration.taping is None else taped_m(calibration.taping)
    if not length_m:
        raise ValueError(measurement.path)
    before = _constant(calibration.before, length_m, measurement)
    after = _constant(calibration.after, length_m, measurement)
    both = [constant for constant in (before, after) if constant is not None]
    average, largest = fmean(both), max(both)
    day = largest if larger else average
    if measurement.rounds_constant:
        day = float(round(day))
    rides = tuple(_ridden(ride, day, measurement) for ride in measurement.rides)
    scatter = _scatter_percent(calibration.before, calibration.after, measurement.counter_period)
    return Reduced(length_m, before, after, average, largest, day, larger, rides, scatter)


def _scatter_percent(
    before: Sequence[tuple[Reading, Reading]], after: Sequence[tuple[Reading, Reading]], period: float
) -> float:
    """Give two standard errors of the difference of two means, in per cent of them (Welch)."""
    both = [[counts_between(*ride, period) for ride in rides] for rides in (before, after) if len(rides) > 1]
    if not both:
        return 0.0
    error = math.sqrt(sum(variance(counts) / len(counts) for counts in both))
    return 100.0 * 2.0 * error / fmean(itertools.chain(*both))


def _constant(
    rides: Sequence[tuple[Reading, Reading]], length_m: float, measurement: Measurement
) -> float | None:
    if not rides:
        return None
    counts = fmean(counts_between(*ride, measurement.counter_period) for ride in rides)
    return 1000.0 * counts / length_m * measurement.prevention_factor


def _ridden(ride: CourseRide, constant: float, measurement: Measurement) -> RiddenLength:
    """Give the length of a ride; whole turns of the counter are found from the length that is expected."""
    period = measurement.counter_period
    counts = sum(
        counts_between(*pair, period) for segment in ride.segments for pair in itertools.pairwise(segment)
    )
    shown = sum(segment[-1] - segment[0] for segment in ride.segments)
    expected = constant * measurement.nominal_m / 1000.0 / ride.times
    unseen = max(round((expected - counts) / period), 0)
    counts += period * unseen
    wraps = round((counts - shown) / period)
    return RiddenLength(ride.name, counts, wraps, 1000.0 * ride.times * counts / constant, unseen)
