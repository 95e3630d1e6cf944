"""What the profile draws of a course against its chainage. Without Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from courseplanner.base.i18n import text
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.course import Leg, Visit
from courseplanner.model.course.profile import Profile
from courseplanner.model.places.places import VILLAGES, PlaceKind
from courseplanner.model.weather.runner_conditions import RunnerConditions
from courseplanner.ui.look.figures import plain

__all__ = ["Content", "Ground", "Run", "Shape", "Symbol", "content_of", "runs"]

_LONGEST_NAME = 30


class Ground(Enum):
    """What a stretch of the course is, in one respect."""

    MOTOR_FREE = auto()
    MOTOR_TRAFFIC = auto()
    TRAFFIC_UNKNOWN = auto()
    PAVED = auto()
    UNPAVED = auto()
    SURFACE_UNKNOWN = auto()


class Shape(Enum):
    """How a place along the course is drawn."""

    SCENIC = auto()
    VILLAGE = auto()
    STOP = auto()
    START = auto()
    FINISH = auto()
    TURNAROUND = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the course that is the same in one respect, as long as can be."""

    from_m: float
    to_m: float
    ground: Ground


@dataclass(frozen=True, slots=True)
class Symbol:
    """A place along the course.

    Parameters
    ----------
    shape : Shape
    at_m : float
    name : str
    weight : float
        Where room is short, the name of the greater weight stays.
    rating : int
        Of a scenic spot, from 1 to 5; 0 where it has none.
    """

    shape: Shape
    at_m: float
    name: str
    weight: float = 0.0
    rating: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """What is drawn of a course: stretches, places and heights.

    `counted_m` is what boards count over `length_m`: the axis is written by them. `heights` is `None` where
    they do not cover the course, and `along` is empty without weather and date.
    """

    length_m: float
    counted_m: float
    traffic: tuple[Run, ...]
    surface: tuple[Run, ...]
    scenic: tuple[Symbol, ...]
    places: tuple[Symbol, ...]
    ends: tuple[Symbol, ...]
    heights: Profile | None = None
    along: tuple[RunnerConditions, ...] = ()


def content_of(candidate: Candidate) -> Content:
    """Gather what the profile draws of a candidate."""
    course = candidate.course
    scenic = tuple(_symbol(visit, Shape.SCENIC) for visit in candidate.visits if _is_scenic(visit))
    places = tuple(_symbol(visit, _place_shape(visit)) for visit in candidate.visits if not _is_scenic(visit))
    turns = (
        Symbol(Shape.TURNAROUND, at_m, str(text("turnaround")), weight=1.0) for at_m in course.turnarounds_m
    )
    ends = (
        Symbol(Shape.START, 0.0, str(text("start")), weight=3.0),
        Symbol(Shape.FINISH, course.course_m, str(text("finish")), weight=2.0),
        *turns,
    )
    return Content(
        length_m=course.course_m,
        counted_m=kilometrage_of(candidate).nominal_at(course.course_m),
        traffic=runs(course.legs, _traffic),
        surface=runs(course.legs, _surface),
        scenic=scenic,
        places=places,
        ends=ends,
        heights=candidate.profile,
        along=candidate.along or (),
    )


def runs(legs: Sequence[Leg], ground: Callable[[Leg], Ground]) -> tuple[Run, ...]:
    """Join neighbouring legs that are the same in one respect."""
    joined: list[Run] = []
    for leg in legs:
        kind = ground(leg)
        if joined and joined[-1].ground == kind:
            joined[-1] = Run(joined[-1].from_m, leg.to_m, kind)
        else:
            joined.append(Run(leg.from_m, leg.to_m, kind))
    return tuple(joined)


def _traffic(leg: Leg) -> Ground:
    if leg.motor_free is None:
        return Ground.TRAFFIC_UNKNOWN
    return Ground.MOTOR_FREE if leg.motor_free else Ground.MOTOR_TRAFFIC


def _surface(leg: Leg) -> Ground:
    if leg.surface is None:
        return Ground.SURFACE_UNKNOWN
    return Ground.UNPAVED if leg.unpaved else Ground.PAVED


def _is_scenic(visit: Visit) -> bool:
    return visit.kind == PlaceKind.SCENIC


def _place_shape(visit: Visit) -> Shape:
    return Shape.VILLAGE if visit.kind in VILLAGES else Shape.STOP


def _symbol(visit: Visit, shape: Shape) -> Symbol:
    rating = visit.rating or 0
    weight = rating + (10.0 if visit.required else 0.0)
    return Symbol(shape, visit.at_m, plain(visit.name, _LONGEST_NAME), weight, rating)
