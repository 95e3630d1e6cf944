"""A survey: all that is known of one route, in the order in which it is derived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from courseplanner.model.bicycle.calibration_stretch import CalibrationStretch
from courseplanner.model.course.course import Course, Mark, Visit
from courseplanner.model.course.course_mark import CourseMark
from courseplanner.model.course.cue import Cue
from courseplanner.model.course.field_start import FieldStart
from courseplanner.model.course.length_budget import LengthBudget
from courseplanner.model.course.profile import Profile
from courseplanner.model.course.reserve import Reserve
from courseplanner.model.course.stations import StationPlan
from courseplanner.model.course.way_across import WayAcross
from courseplanner.model.route.route import Route
from courseplanner.model.route.span_problem import SpanProblem
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.weather.runner_conditions import RunnerConditions

__all__ = ["CourseFacts", "Shares", "Stage", "Survey"]


class Stage(IntEnum):
    """How far a survey goes; each stage stands on the one before it."""

    LINE = 0
    """The middle of the roads, and their heights."""
    LENGTH = 1
    """The shortest possible route from start to finish, and how well its length is known."""
    FACTS = 2
    """What lies under it and beside it."""
    FINDINGS = 3
    """Stations, marks, the weather, and what the rules say of it all."""


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


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CourseFacts:
    """What lies under a course and beside it. `None` is what can't be known of it.

    Parameters
    ----------
    course : Course
    nominal_m, target_m : float
        The distance of the event, and that times the prevention factor.
    visits : tuple of Visit
        In running order.
    shares : Shares
    separation_m : float
        Straight distance between start and finish.
    turns : int
        Changes of direction by more than 45 degrees within 30 m.
    sharp_turns : int
        Those of more than 100 degrees.
    roundness : float or None
        Of a loop: the ground that it encloses, as a part of that of a circle of its length.
    self_crossings_m : tuple of float
        Where it crosses itself on the level: chainages at which it passes again, within one lap or on the
        way out.
    lead_in_m : float or None
        Of laps with a lead-in: chainage at which the first whole lap begins.
    scenery : float
        How scenic it is, 0 to 1: the mean along it.
    profile : Profile or None
        `None` where heights do not cover the whole course.
    ground_m : float or None
        Length on the ground, from the coordinates and heights as written.
    budget : LengthBudget or None
        How well its length is known; `None` where a part of it follows no road of the map.
    reserves : tuple of Reserve
        Where its length can be adjusted.
    """

    course: Course
    nominal_m: float
    target_m: float
    visits: tuple[Visit, ...]
    shares: Shares
    separation_m: float
    turns: int
    sharp_turns: int
    roundness: float | None
    self_crossings_m: tuple[float, ...]
    lead_in_m: float | None
    scenery: float
    profile: Profile | None
    ground_m: float | None
    budget: LengthBudget | None
    reserves: tuple[Reserve, ...]

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


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Survey(CourseFacts):
    """All that is known of a route.

    Parameters
    ----------
    route : Route
    fingerprint : str
        Eight letters and digits of the route and the ground: the same on everything that is made of it.
    problems : tuple of SpanProblem
        What of the route is not as it was when it was stored.
    stations : StationPlan
    marks : tuple of Mark
        In running order.
    course_marks : tuple of CourseMark
        What is painted and set up along the line, with places in words.
    cues : tuple of Cue
        Turns in words, and where roads change their name.
    ways_across : tuple of WayAcross
        Roads that pass under or over it.
    towns : tuple of (str or None, str or None)
        Those of start and finish; `None` where none is near.
    calibration_courses : tuple of CalibrationStretch
        Where a calibration course could be taped near the start, the best first.
    along : tuple of RunnerConditions or None
        What the first, the median and the last runner meet; `None` without weather, date or time of the
        start.
    field : FieldStart or None
        How the field starts, and where it is densest; `None` where runners are not known.
    findings : tuple of Finding
        Fails first, then warnings, what is unknown, and passes; of each, what the brief asks comes first.
    """

    route: Route
    fingerprint: str
    problems: tuple[SpanProblem, ...]
    stations: StationPlan
    marks: tuple[Mark, ...]
    course_marks: tuple[CourseMark, ...]
    cues: tuple[Cue, ...]
    ways_across: tuple[WayAcross, ...]
    towns: tuple[str | None, str | None]
    calibration_courses: tuple[CalibrationStretch, ...]
    along: tuple[RunnerConditions, ...] | None
    field: FieldStart | None
    findings: tuple[Finding, ...]
