"""What the planner proposes: candidates, and what could not be met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text
from courseplanner.model.bicycle.calibration_stretch import CalibrationStretch
from courseplanner.model.course.course import Course, Mark, Visit
from courseplanner.model.course.course_mark import CourseMark
from courseplanner.model.course.length_budget import LengthBudget
from courseplanner.model.course.profile import Profile
from courseplanner.model.course.reserve import Reserve
from courseplanner.model.course.stations import StationPlan
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.weather.runner_conditions import RunnerConditions

__all__ = ["Candidate", "Certainty", "NearestBrief", "Proposal", "Shares", "Unmet", "is_impossible"]


@dataclass(frozen=True, slots=True)
class Shares:
    """Parts of the length, each in [0, 1]; see `contracts.md` for what the words mean.

    `narrow` is what runs on roads of which less than 5 m is open, by their tags or what is assumed; `tunnel`
    what runs in tunnels, by their tags.
    """

    repeated: float
    unpaved: float
    surface_unknown: float
    width_unknown: float
    motor_free: float
    narrow: float
    tunnel: float


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One proposed course.

    Parameters
    ----------
    id : str
        `A`, `B`, …
    course : Course
    nominal_m, target_m : float
        The distance of the event, and that times the prevention factor.
    visits : tuple of Visit
        In running order.
    marks : tuple of Mark
        In running order; empty until it is judged.
    shares : Shares
    separation_m : float
        Straight distance between start and finish.
    turns : int
        Changes of direction by more than 45 degrees within 30 m.
    sharp_turns : int or None
        Those of more than 100 degrees.
    roundness : float or None
        Of a loop: the ground that it encloses, as a part of that of a circle of its length.
    self_crossings_m : tuple of float or None
        Where it crosses itself on the level: chainages at which it passes again, within one lap or on the
        way out. `None` where that was not looked at.
    estimate_error_m : float or None
        By how much the length that the search aimed at was longer than the shortest possible route of the
        walk, before it was closed. `None` where there was no such estimate.
    lead_in_m : float or None
        Of laps with a lead-in: chainage at which the first whole lap begins.
    scenery : float or None
        How scenic it is, 0 to 1: the mean along it. `None` where that was not looked at.
    findings : tuple of Finding
        Empty until it is judged.
    profile : Profile or None
        `None` where heights do not cover the whole course.
    ground_m : float or None
        Length on the ground, from the coordinates and heights as written.
    stations : StationPlan or None
        `None` until they are placed.
    course_marks : tuple of CourseMark
        What is painted and set up along the line, with places in words; empty until it is judged.
    calibration_courses : tuple of CalibrationStretch
        Where a calibration course could be taped near the start, the best first; empty until that is
        looked for.
    reserves : tuple of Reserve or None
        Where its length can be adjusted; `None` where that was not looked at.
    budget : LengthBudget or None
        How well its length is known; `None` where that was not looked at.
    along : tuple of RunnerConditions or None
        What the first, the median and the last runner meet; `None` without weather, date or time of the
        start.
    """

    id: str
    course: Course
    nominal_m: float
    target_m: float
    visits: tuple[Visit, ...]
    marks: tuple[Mark, ...]
    shares: Shares
    separation_m: float
    turns: int
    findings: tuple[Finding, ...] = ()
    profile: Profile | None = None
    ground_m: float | None = None
    stations: StationPlan | None = None
    budget: LengthBudget | None = None
    course_marks: tuple[CourseMark, ...] = ()
    sharp_turns: int | None = None
    roundness: float | None = None
    self_crossings_m: tuple[float, ...] | None = None
    estimate_error_m: float | None = None
    lead_in_m: float | None = None
    scenery: float | None = None
    calibration_courses: tuple[CalibrationStretch, ...] = ()
    reserves: tuple[Reserve, ...] | None = None
    along: tuple[RunnerConditions, ...] | None = None

    @property
    def is_on_ground(self) -> bool:
        """Whether its length is the one on the ground, by heights."""
        return self.ground_m is not None

    @property
    def prevention_factor(self) -> float:
        """What the nominal distance was planned with."""
        return self.target_m / self.nominal_m

    @property
    def planned_m(self) -> float:
        """The length that is brought to the target: on the ground, else on the ellipsoid."""
        return self.course.course_m if self.ground_m is None else self.ground_m

    @property
    def basis(self) -> str:
        """What that length is of: `ground` or `ellipsoid`."""
        return "ellipsoid" if self.ground_m is None else "ground"


@dataclass(frozen=True, slots=True)
class NearestBrief:
    """What to change in a brief so that a course fits: it was laid out with that.

    Parameters
    ----------
    key : str
        Of the brief.
    value : object
        As the brief has it.
    """

    key: str
    value: object


class Certainty(StrEnum):
    """How sure it is that a requirement can't be met."""

    PROVEN = "proven"
    """A count of what is there, or a lower bound, shows that no course meets it."""
    ESTIMATED = "estimated"
    """The shortest way found between the stops is too long; more time for the search changes nothing."""
    SEARCHED = "searched"
    """The search found none; there may be one."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A requirement that was not met, with its figures.

    Parameters
    ----------
    requirement : str
        `candidates`, `villages`, `scenic`, `distance`, or the key of a limit.
    asked, reached : float or None
        `None` where it has no figure.
    unit : str
        `"m"`, `"%"`, or `""` for a count.
    words : Text
        The same for a person.
    nearest : NearestBrief or None
        `None` where none was found, or there are candidates.
    certainty : Certainty
    """

    requirement: str
    asked: float | None
    reached: float | None
    unit: str
    words: Text
    nearest: NearestBrief | None = None
    certainty: Certainty = Certainty.SEARCHED


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """The answer of the layout engine.

    Parameters
    ----------
    candidates : tuple of Candidate
        The best first; empty where no course fits, or none was found.
    unmet : tuple of Unmet
    complete : bool
        False where the ceiling of time cut the search.
    """

    candidates: tuple[Candidate, ...]
    unmet: tuple[Unmet, ...]
    complete: bool

    @property
    def is_impossible(self) -> bool:
        """Whether no course can fit; without candidates and not so, none was found."""
        return is_impossible(self.unmet)


def is_impossible(unmet: Sequence[Unmet]) -> bool:
    """Tell whether what binds, the first of what is not met, is proven."""
    return bool(unmet) and unmet[0].certainty is Certainty.PROVEN
