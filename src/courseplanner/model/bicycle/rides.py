"""What a measurer brings home: readings of the counter on the calibration course and on the course."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["CalibrationCourse", "CourseRide", "Measurement", "Reading", "Taping"]

Reading = float
"""Of the counter on the bicycle, in counts; it starts again from 0 after its last digit."""


@dataclass(frozen=True, slots=True)
class Taping:
    """How a calibration course was taped.

    Parameters
    ----------
    read_m : float
        As the tape was read: its full lengths and the part.
    temperature_c : float or None
        Of the tape.
    tape_m, true_tape_m : float or None
        Length of the tape by name, and as it was compared with a standard.
    pull_n, standard_pull_n : float or None
        Pull on the tape, and the one at which it is true.
    """

    read_m: float
    temperature_c: float | None = None
    tape_m: float | None = None
    true_tape_m: float | None = None
    pull_n: float | None = None
    standard_pull_n: float | None = None


@dataclass(frozen=True, slots=True)
class CalibrationCourse:
    """A calibration course and its rides.

    Parameters
    ----------
    length_m : float or None
        Where it is known; else `taping` tells it.
    taping : Taping or None
    before, after : tuple of (float, float)
        Readings at the start and the end of each ride, before and after the course was ridden.
    before_c, after_c : float or None
        Temperature of the air at those.
    """

    length_m: float | None
    taping: Taping | None
    before: tuple[tuple[Reading, Reading], ...]
    after: tuple[tuple[Reading, Reading], ...]
    before_c: float | None = None
    after_c: float | None = None


@dataclass(frozen=True, slots=True)
class CourseRide:
    """A ride of the course, or of a lap of it.

    Parameters
    ----------
    name : str
    segments : tuple of tuple of float
        Readings of each part that was ridden without a break, from its start over the splits to its end;
        at least two. The counter may have moved between two parts: what it counted there is left out.
    times : int
        How many times the course runs over what was ridden.
    """

    name: str
    segments: tuple[tuple[Reading, ...], ...]
    times: int = 1


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measurement of a course with a calibrated bicycle.

    Parameters
    ----------
    name : str
    nominal_m : float
    rules : str
        A rule set, as a brief names it.
    prevention_factor : float
    rounds_constant : bool
        Whether the constant of the day is rounded to a whole number, as measurers do on paper.
    counter_digits : int
    calibration : CalibrationCourse
    rides : tuple of CourseRide
    path : Path
        The file that it was read from.
    """

    name: str
    nominal_m: float
    rules: str
    prevention_factor: float
    rounds_constant: bool
    counter_digits: int
    calibration: CalibrationCourse
    rides: tuple[CourseRide, ...]
    path: Path

    @property
    def counter_period(self) -> float:
        """The counts after which the counter shows 0 again."""
        return float(10**self.counter_digits)
