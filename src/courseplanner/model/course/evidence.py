"""What the rules are judged by: a view of a survey and of its race.

`None` is what can't be known of a course; the rules that need it answer unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.course.course import Leg, Visit
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.profile import Profile
from courseplanner.model.course.reserve import Reserve
from courseplanner.model.course.stations import DefibrillatorMode, StationPlan
from courseplanner.model.course.stretch import Stretch
from courseplanner.model.weather.conditions import AirOutlook, Conditions

__all__ = ["Evidence"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Evidence:
    """What is known of a course and of its race.

    Parameters
    ----------
    lon, lat, chainage_m : float64 (n,)
        The middle of its roads, and the chainage of the course alongside each point; of a track its own
        points, and the distance of each from the start along WGS 84 geodesics.
    nominal_m : float
        The distance of the event.
    target_m : float or None
        What a plan aims at: nominal times the prevention factor. `None` for a track that nobody planned.
    ground_m : float or None
        Length on the ground.
    separation_m : float
        Straight distance between start and finish.
    legs : tuple of Leg or None
        The roads under the course, without gaps; `None` where it is not known on which roads it runs.
    profile : Profile or None
    visits : tuple of Visit or None
    laps : int or None
    runners : int or None
    waves : int or None
        In how many the field starts; 1 for all at once.
    pen_m : float or None
        Length of the pen, or of all pens together, in which the field waits for the start.
    opposed : tuple of Stretch or None
        Where runners meet on one carriageway: each stretch of the course that is run in the other
        direction, too.
    lapped : tuple of Stretch or None
        Where the course passes again in the same direction.
    level_crossings_m : tuple of float or None
        Chainages at which the course crosses a railway on the level.
    stations : StationPlan or None
    defibrillator_mode : DefibrillatorMode or None
        How defibrillators come to a collapse; `None` where the brief does not say.
    alert_s : float or None
        From the collapse until help sets out; `None` where the brief does not say.
    unsolved_m : float or None
        How much of the line follows the middle of the road, because the shortest possible route could not be
        found there; `None` where the line is not laid along that route.
    reserves : tuple of Reserve or None
        Where the course can be made longer and shorter.
    conditions : Conditions or None
        The weather of the hours of the race.
    air : AirOutlook or None
        The air of the weeks around the date.
    lacks_date : bool
        Whether weather or air is known, and the race has no date or no time of its start.
    track_m : float or None
        Length of the track of an existing course, as it was recorded; `None` for a plan.
    shortest_m : float or None
        Length of the shortest possible route inside the roads under such a track.
    kilometrage : Kilometrage or None
        How the boards of a planned course count. `None` for a track that nobody planned.
    is_drawn : bool
        Whether the line follows the roads of a map. That of a receiver strays by metres, so that bends
        and straights of the road can't be known from it.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    chainage_m: NDArray[np.float64]
    nominal_m: float
    target_m: float | None
    separation_m: float
    ground_m: float | None
    legs: tuple[Leg, ...] | None
    profile: Profile | None
    visits: tuple[Visit, ...] | None
    laps: int | None
    runners: int | None
    waves: int | None
    pen_m: float | None
    opposed: tuple[Stretch, ...] | None
    lapped: tuple[Stretch, ...] | None
    level_crossings_m: tuple[float, ...] | None
    stations: StationPlan | None
    defibrillator_mode: DefibrillatorMode | None
    alert_s: float | None
    unsolved_m: float | None
    reserves: tuple[Reserve, ...] | None
    conditions: Conditions | None
    air: AirOutlook | None
    lacks_date: bool
    track_m: float | None
    shortest_m: float | None
    kilometrage: Kilometrage | None
    is_drawn: bool

    def with_stations(self, stations: StationPlan) -> Evidence:
        """Give the same with the stations that were placed."""
        return replace(self, stations=stations)

    @property
    def course_m(self) -> float:
        """Length of the course along WGS 84 geodesics."""
        return float(self.chainage_m[-1])

    @property
    def counted(self) -> Kilometrage:
        """How boards count along it: those of a track that nobody planned each kilometre of the track."""
        if self.kilometrage is None:
            return Kilometrage(self.chainage_m, self.chainage_m, self.nominal_m, 1.0)
        return self.kilometrage
