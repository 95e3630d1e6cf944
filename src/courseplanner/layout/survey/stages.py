"""What a survey holds after each of its first three stages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import Line
from courseplanner.layout.line.rounds import Closed
from courseplanner.layout.line.spans.straights import is_off_roads
from courseplanner.layout.line.walked import Walked
from courseplanner.measure.geometry.overlap import Trace
from courseplanner.model.course.survey import CourseFacts, Stage
from courseplanner.model.race import Race
from courseplanner.model.route.route import Route
from courseplanner.model.route.span_problem import SpanProblem
from courseplanner.roads.ground import Ground

__all__ = ["FactsStage", "LengthStage", "LineStage"]


@dataclass(frozen=True, slots=True, eq=False)
class LineStage:
    """The middle of the roads of a route.

    Parameters
    ----------
    asked : Ground
        The one that was asked about.
    race : Race
    route : Route
    ground : Ground
        The same, with what of the route follows no road beside its roads.
    walked : Walked
        With its heights, where they are known.
    problems : tuple of SpanProblem
    """

    asked: Ground
    race: Race
    route: Route
    ground: Ground
    walked: Walked
    problems: tuple[SpanProblem, ...]

    @property
    def stage(self) -> Stage:
        """How far it goes."""
        return Stage.LINE

    @property
    def is_on_roads(self) -> bool:
        """Whether all of it follows roads of the map."""
        return not is_off_roads(self.ground.roads, self.walked.line.edge).any()

    def is_of(self, ground: Ground, race: Race, route: Route) -> bool:
        """Tell whether it is of a route, for the same race and on the same ground."""
        same_race = self.race is race or (
            self.race.brief == race.brief
            and self.race.rules == race.rules
            and self.race.tracks == race.tracks
            and self.race.recorded is race.recorded
        )
        return self.asked.key == ground.key and same_race and self.route == route


@dataclass(frozen=True, slots=True, eq=False)
class LengthStage:
    """The course of a route, and its length.

    Parameters
    ----------
    on : LineStage
    closed : Closed
        The course as it is written: along the shortest possible route, or of one that was recorded along the
        middle of its roads.
    shortest_m, unsolved_m : float or None
        Length of the shortest possible route, and how much of it follows the middle of its roads, for none
        was found there; `None` where a part of the course follows no road of the map.
    """

    on: LineStage
    closed: Closed
    shortest_m: float | None
    unsolved_m: float | None

    @property
    def stage(self) -> Stage:
        """How far it goes."""
        return Stage.LENGTH

    @property
    def line(self) -> Line:
        """The course as it is written."""
        return self.closed.line

    @property
    def lon(self) -> NDArray[np.float64]:
        """Longitudes of the course as written, float64 (n,)."""
        return self.line.lon

    @property
    def lat(self) -> NDArray[np.float64]:
        """Latitudes of the course as written, float64 (n,)."""
        return self.line.lat

    @property
    def course_m(self) -> float:
        """Length along WGS 84 geodesics."""
        return self.line.length_m

    @property
    def ground_m(self) -> float | None:
        """Length on the ground; `None` where heights are not known."""
        return None if self.line.relief is None else float(self.line.measured_m()[-1])


@dataclass(frozen=True, slots=True, eq=False)
class FactsStage:
    """What lies under a course and beside it.

    Parameters
    ----------
    on : LengthStage
    facts : CourseFacts
    judged : Trace
        The part of it on which it is compared with others.
    """

    on: LengthStage
    facts: CourseFacts
    judged: Trace

    @property
    def stage(self) -> Stage:
        """How far it goes."""
        return Stage.FACTS
