"""What the window shows beside the document, and what passes when the mouse moves on."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.base.i18n import Text

__all__ = ["NOWHERE", "Notice", "Pointing", "Work"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person must know.

    Parameters
    ----------
    words : Text or str
    wrong : bool
        Whether something failed; else it is good news.
    """

    words: Text | str
    wrong: bool = True


@dataclass(frozen=True, slots=True)
class Work:
    """What is being done in the background.

    Parameters
    ----------
    fraction : float
        Part done, in [0, 1].
    words : Text
        What is being done now.
    """

    fraction: float
    words: Text


@dataclass(frozen=True, slots=True)
class Pointing:
    """What the mouse points at, in whichever panel.

    Parameters
    ----------
    candidate : str or None
        Id of the candidate to be drawn over the one that is picked.
    at_m : float or None
        Chainage along the course that is picked.
    """

    candidate: str | None = None
    at_m: float | None = None


NOWHERE = Pointing()
