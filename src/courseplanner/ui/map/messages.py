"""What Python and the page of the map tell each other: plain values, and how they are written. Without Qt."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

__all__ = [
    "TO_PAGE",
    "CandidateHovered",
    "CandidateLine",
    "CandidatePicked",
    "CourseDrawing",
    "CourseHovered",
    "Fit",
    "FromPage",
    "Kilometre",
    "LonLat",
    "MapSign",
    "PageError",
    "PageWords",
    "Painted",
    "PointAt",
    "Ready",
    "SetPalette",
    "ShowBasemap",
    "ShowCandidates",
    "ShowCourse",
    "ShowPlaces",
    "ToPage",
    "decode",
    "encode",
]

LonLat = tuple[float, float]
"""WGS 84 degrees."""

_LONGEST = 100_000
_MOST_WORDS = 2_000


# To the page


@dataclass(frozen=True, slots=True)
class PageWords:
    """All words that the page shows, by id, in the language of the interface."""

    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SetPalette:
    """The colours, by the names of `ui.theme.Palette`."""

    colours: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShowBasemap:
    """Where the page fetches the basemap; `None` takes it away."""

    url: str | None


@dataclass(frozen=True, slots=True)
class MapSign:
    """A place with a symbol.

    Parameters
    ----------
    kind : str
        `village`, `scenic` or `stop`.
    name : str
    rating : int or None
        1 (A) to 5 (5A).
    lon, lat : float
    """

    kind: str
    name: str
    rating: int | None
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class ShowPlaces:
    """Villages and scenic spots of the region."""

    places: tuple[MapSign, ...]


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """The line of a candidate.

    Parameters
    ----------
    id : str
    lonlat : tuple of float
        lon, lat, lon, lat, …
    """

    id: str
    lonlat: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ShowCandidates:
    """The lines of all candidates."""

    lines: tuple[CandidateLine, ...]


@dataclass(frozen=True, slots=True)
class Kilometre:
    """A kilometre mark."""

    number: int
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class CourseDrawing:
    """All that is drawn of the picked course.

    Parameters
    ----------
    id : str
    lonlat : tuple of float
        lon, lat, lon, lat, …
    chainage_m : tuple of float
        Of each point.
    kilometres : tuple of Kilometre
    start, finish : LonLat
    turnarounds : tuple of LonLat
    visits : tuple of MapSign
    """

    id: str
    lonlat: tuple[float, ...]
    chainage_m: tuple[float, ...]
    kilometres: tuple[Kilometre, ...]
    start: LonLat
    finish: LonLat
    turnarounds: tuple[LonLat, ...]
    visits: tuple[MapSign, ...]


@dataclass(frozen=True, slots=True)
class ShowCourse:
    """The picked course; `None` where none is."""

    course: CourseDrawing | None


@dataclass(frozen=True, slots=True)
class PointAt:
    """What is pointed at in whichever panel: a candidate, and a point of the picked course."""

    candidate: str | None = None
    position: LonLat | None = None
    at_m: float | None = None
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """Show this part of the world.

    Parameters
    ----------
    bbox : tuple of float
        West, south, east, north.
    gently : bool
        Leave the view where it shows that well already; and where a person has moved the map, unless
        it shows nothing of it.
    """

    bbox: tuple[float, float, float, float]
    gently: bool = False


ToPage = PageWords | SetPalette | Fit | ShowBasemap | ShowPlaces | ShowCandidates | ShowCourse | PointAt

TO_PAGE: Mapping[type[ToPage], str] = {
    PageWords: "words",
    SetPalette: "palette",
    Fit: "fit",
    ShowBasemap: "basemap",
    ShowPlaces: "places",
    ShowCandidates: "candidates",
    ShowCourse: "course",
    PointAt: "point",
}
"""The kind of each message to the page, in the order in which a fresh page is sent all."""


def encode(message: ToPage) -> str:
    """Write a message for the page, as JSON in ASCII: names from strangers may hold anything."""
    return json.dumps(
        {"kind": TO_PAGE[type(message)], **_shallow(message)}, default=_shallow, allow_nan=False
    )


def _shallow(value: Any) -> dict[str, object]:
    # Not `asdict`: it copies every number of a line.
    return {field.name: getattr(value, field.name) for field in fields(value)}


# From the page


@dataclass(frozen=True, slots=True)
class Ready:
    """The page has started and listens."""


@dataclass(frozen=True, slots=True)
class Painted:
    """Something was drawn for the first time, `ms` after the page was sent it."""

    what: str
    ms: float


@dataclass(frozen=True, slots=True)
class CandidateHovered:
    """The mouse is on the line of a candidate that is not picked; `None`: on none any more."""

    id: str | None


@dataclass(frozen=True, slots=True)
class CandidatePicked:
    """The line of a candidate was clicked."""

    id: str


@dataclass(frozen=True, slots=True)
class CourseHovered:
    """The mouse is on the picked course at a chainage; `None`: not on it any more."""

    at_m: float | None


@dataclass(frozen=True, slots=True)
class PageError:
    """Something failed in the page: words for the log."""

    words: str


FromPage = Ready | Painted | CandidateHovered | CandidatePicked | CourseHovered | PageError


def decode(words: str) -> FromPage:
    """Read a message from the page.

    Raises
    ------
    ValueError
        If it is none.
    """
    if len(words) > _LONGEST:
        raise ValueError(f"a message of {len(words)} characters")
    try:
        said = json.loads(words)
    except RecursionError as error:
        raise ValueError("a message that is nested too deeply") from error
    read = _READERS.get(str(said.get("kind"))) if isinstance(said, dict) else None
    if read is None:
        raise ValueError("a message of no known kind")
    return read(said)


def _word(said: Mapping[str, object], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is no word")  # noqa: TRY004 - all nonsense is one kind of error
    return value


def _number(said: Mapping[str, object], name: str) -> float:
    value = said.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name} is no number")  # noqa: TRY004
    try:
        number = float(value)
    except OverflowError as error:
        raise ValueError(f"{name} is too large") from error
    if not math.isfinite(number):
        raise ValueError(f"{name} is no finite number")
    return number


def _hovered_candidate(said: Mapping[str, object]) -> FromPage:
    return CandidateHovered(None if said.get("id") is None else _word(said, "id"))


def _hovered_course(said: Mapping[str, object]) -> FromPage:
    return CourseHovered(None if said.get("at_m") is None else _number(said, "at_m"))


_READERS: Mapping[str, Callable[[Mapping[str, object]], FromPage]] = {
    "ready": lambda _said: Ready(),
    "painted": lambda said: Painted(_word(said, "what"), _number(said, "ms")),
    "candidate_hovered": _hovered_candidate,
    "candidate_picked": lambda said: CandidatePicked(_word(said, "id")),
    "course_hovered": _hovered_course,
    "error": lambda said: PageError(_word(said, "words")[:_MOST_WORDS]),
}
