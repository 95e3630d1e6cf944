"""A course that was planned and written to a folder, read back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from courseplanner.model.bicycle.calibration_stretch import CalibrationStretch
from courseplanner.model.course.course import Course
from courseplanner.model.course.reserve import Reserve

__all__ = ["PlannedCourse"]


@dataclass(frozen=True, slots=True, eq=False)
class PlannedCourse:
    """A candidate as its folder holds it.

    Parameters
    ----------
    name : str
        Of the race, with the letter of the candidate.
    course : Course
    nominal_m, target_m : float
    is_on_ground : bool
        Whether its length is the one on the ground, by heights.
    uncertainty_m : float or None
        How well its length is known.
    has_miles : bool
        Whether miles are marked.
    calibration_courses : tuple of CalibrationStretch
    reserves : tuple of Reserve
    sources : tuple of str
        What it was made from, with licences.
    path : Path
        The folder.
    """

    name: str
    course: Course
    nominal_m: float
    target_m: float
    is_on_ground: bool
    uncertainty_m: float | None
    has_miles: bool
    calibration_courses: tuple[CalibrationStretch, ...]
    reserves: tuple[Reserve, ...]
    sources: tuple[str, ...]
    path: Path

    @property
    def prevention_factor(self) -> float:
        """What the nominal distance was planned with."""
        return self.target_m / self.nominal_m
