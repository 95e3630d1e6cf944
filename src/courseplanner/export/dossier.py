"""What an exporter is given: one course, and what is said with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from courseplanner.measure.cues import cues_of
from courseplanner.model.candidate import Candidate
from courseplanner.model.course import Mark
from courseplanner.model.cue import Cue
from courseplanner.model.provenance import Provenance
from courseplanner.model.roads import RoadNetwork

__all__ = ["Dossier"]


@dataclass(frozen=True, eq=False)
class Dossier:
    """One course as it leaves the program.

    Parameters
    ----------
    candidate : Candidate
    event : str
        Name of the race, may be empty.
    provenance : tuple of Provenance
    roads : RoadNetwork or None
        Of its region, for maps that show them; `None` where they are not at hand.
    """

    candidate: Candidate
    event: str
    provenance: tuple[Provenance, ...]
    roads: RoadNetwork | None = None

    @property
    def name(self) -> str:
        """The race, and the letter of the candidate."""
        return f"{self.event} {self.candidate.id}".strip()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Start, finish, kilometres, turnarounds, visits and stations, as in the GPX."""
        return self.candidate.marks

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Turns in words, and where roads change their name."""
        return cues_of(self.candidate.course)
