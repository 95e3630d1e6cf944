"""What an exporter is given: one course, and what is said with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from courseplanner.base.i18n import Language
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.model.climate.action_plan import WeatherActionPlan
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.course import Mark
from courseplanner.model.course.cue import Cue
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.stations import WatchStations
from courseplanner.model.course.way_across import WayAcross
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.provenance import Provenance

__all__ = ["CoursePackage"]


@dataclass(frozen=True, eq=False)
class CoursePackage:
    """One course as it leaves the program.

    Parameters
    ----------
    candidate : Candidate
    event : str
        Name of the race, may be empty.
    provenance : tuple of Provenance
    roads : RoadNetwork or None
        Of its ground, for maps that show them; `None` where they are not at hand.
    seed : int or None
        Of the search; `None` where none is known.
    languages : tuple of Language
        Of sheets of paper: one, or both side by side.
    paper : str or None
        `a4`, `letter` or `a3`; `None` leaves it to the sheet.
    review_number : str or None
        Under which a map was passed for showing in public; `None` leaves a blank for it.
    action_plan : WeatherActionPlan or None
        That of the race, where the format needs it: it takes a study of the climate.
    watch_stations : WatchStations
        Which stations files for watches have among their points.
    date : datetime.date or None
        On which day.
    """

    candidate: Candidate
    event: str
    provenance: tuple[Provenance, ...]
    roads: RoadNetwork | None = None
    seed: int | None = None
    languages: tuple[Language, ...] = (Language.ENGLISH,)
    paper: str | None = None
    review_number: str | None = None
    action_plan: WeatherActionPlan | None = None
    watch_stations: WatchStations = WatchStations.NONE
    date: dt.date | None = None

    @property
    def name(self) -> str:
        """The race, and the letter of the candidate."""
        return f"{self.event} {self.candidate.id}".strip()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Start, finish, kilometres, turnarounds, visits and stations, as in the GPX."""
        return self.candidate.marks

    @cached_property
    def kilometrage(self) -> Kilometrage:
        """How its boards count: kilometres that people read are these."""
        return kilometrage_of(self.candidate)

    def km_at(self, at_m: float) -> float:
        """Give the kilometre, as its boards count, at a chainage."""
        return self.kilometrage.km_at(at_m)

    @property
    def towns(self) -> tuple[str | None, str | None]:
        """Those of start and finish; `None` where none is near."""
        return self.candidate.towns

    @property
    def ways_across(self) -> tuple[WayAcross, ...]:
        """Roads that pass under or over the course."""
        return self.candidate.ways_across

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Turns in words, and where roads change their name."""
        return self.candidate.cues
