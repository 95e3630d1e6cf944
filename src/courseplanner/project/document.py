"""The document that the app shows: immutable, with functions that give the next one and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto

from courseplanner.brief.draft import Draft
from courseplanner.brief.read import BriefProblem
from courseplanner.model.brief.brief import Brief, Sources
from courseplanner.model.course.candidate import Candidate, Unmet
from courseplanner.model.region import Region

__all__ = ["Change", "Document", "Step"]


class Change(Flag):
    """What changed in the next document; panels redraw only that."""

    NOTHING = 0
    DRAFT = auto()
    """The draft, its problems, or the brief in force."""
    REGION = auto()
    CANDIDATES = auto()
    """The candidates, what could not be met, or whether more may come."""
    PICKED = auto()
    """The candidate that is looked at: another one, or its course changed."""
    EVERYTHING = DRAFT | REGION | CANDIDATES | PICKED


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """What the app shows.

    Parameters
    ----------
    draft : Draft
        The brief as it stands in the form.
    problems : tuple of BriefProblem
        What is wrong in the draft, names of places that the region does not have included.
    brief : Brief or None
        The last draft without problems; `None` where there was none yet.
    region : Region or None
        `None` until it is read.
    sources : Sources or None
        What the region was read from.
    candidates : tuple of Candidate
        Judged, the best first.
    is_searching : bool
        Whether the search goes on, and may still replace the candidates.
    answered : Brief or None
        The brief that `candidates` and `unmet` answer; `None` where nothing was planned.
    unmet : tuple of Unmet
    complete : bool
        False where the search was cut by the ceiling of time, or given up.
    picked : str or None
        Id of the candidate that is looked at.
    asked : Brief or None
        The brief that is being answered, as long as nothing has come: until then, the
        candidates are those of an earlier answer.
    doubts : tuple of BriefProblem
        What the draft names and comes to nothing in the region; it can be planned all the same.
    """

    draft: Draft
    problems: tuple[BriefProblem, ...] = ()
    brief: Brief | None = None
    region: Region | None = None
    sources: Sources | None = None
    candidates: tuple[Candidate, ...] = ()
    is_searching: bool = False
    answered: Brief | None = None
    unmet: tuple[Unmet, ...] = ()
    complete: bool = True
    picked: str | None = None
    asked: Brief | None = None
    doubts: tuple[BriefProblem, ...] = ()

    @property
    def course(self) -> Candidate | None:
        """The candidate that is picked."""
        return next((one for one in self.candidates if one.id == self.picked), None)

    @property
    def is_stale(self) -> bool:
        """Whether the candidates answer another brief than the one in force."""
        return self.answered is not None and self.answered != self.brief


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """The next document, and what changed in it."""

    document: Document
    changes: Change
