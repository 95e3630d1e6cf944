"""What the planner proposes: candidates, and what could not be met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from courseplanner.base.i18n import Text
from courseplanner.model.course.survey import Survey

__all__ = ["Candidate", "Certainty", "NearestBrief", "Proposal", "Unmet", "is_impossible"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Candidate(Survey):
    """One proposed course: what is known of its route, and the letter that it goes by.

    Parameters
    ----------
    id : str
        `A`, `B`, …
    estimate_error_m : float or None
        By how much the length that the search aimed at was longer than the shortest possible route of the
        walk, before it was closed. `None` where there was no such estimate.
    """

    id: str
    estimate_error_m: float | None

    @classmethod
    def of(cls, survey: Survey, name: str, estimate_error_m: float | None) -> Candidate:
        """Give a surveyed route its letter."""
        known = {field.name: getattr(survey, field.name) for field in fields(Survey)}
        return cls(**known, id=name, estimate_error_m=estimate_error_m)


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
