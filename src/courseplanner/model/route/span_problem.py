"""What of a stored route is not as it was: a span whose roads are gone, moved or shut."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text

__all__ = ["SpanProblem", "SpanTrouble"]


class SpanTrouble(StrEnum):
    """What is wrong with a span, or with the whole route."""

    OTHER_MAP = "other-map"
    """None of the roads of the route is on the map."""
    RENAMED = "renamed"
    """Its way or its nodes are gone, and a road of the same shape was taken for it."""
    GONE = "gone"
    """Its way or its nodes are gone, and no road of its shape is there: it is drawn as it was."""
    MOVED = "moved"
    """Its road was moved on the map."""
    SHUT = "shut"
    """Nobody may run there now, by what is stated or tagged."""
    APART = "apart"
    """The next span no longer begins where it ends."""
    OTHER_LENGTH = "other-length"
    """The course no longer has the length that it was brought to."""


@dataclass(frozen=True, slots=True)
class SpanProblem:
    """One span of a route that is not as it was.

    Parameters
    ----------
    trouble : SpanTrouble
    span : int or None
        Index among the spans; `None` where it holds for the whole route.
    way : int or None
        OSM id; `None` of a straight.
    lon, lat : float
        Where it begins.
    off_m : float or None
        How far its road lies from where it was, or how far the length is off; `None` where no road was found.
    words : Text
        The same for a person, with the span and where it lies.
    """

    trouble: SpanTrouble
    span: int | None
    way: int | None
    lon: float
    lat: float
    off_m: float | None
    words: Text
