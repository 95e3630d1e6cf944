"""Figures and small words of a course as a person reads them; unknown stays unknown. Without Qt."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import NamedTuple

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.course import Visit
from courseplanner.model.places.places import VILLAGES, PlaceKind
from courseplanner.model.rulebook.finding import Status

__all__ = [
    "UNKNOWN",
    "UNKNOWN_SIGN",
    "FindingCounts",
    "climb_m",
    "finding_counts",
    "kilometres",
    "measured",
    "metres",
    "motor_unknown",
    "percent",
    "percent_figure",
    "place_words",
    "plain",
    "rating_words",
    "scenic_spots",
    "tip",
    "villages",
]

UNKNOWN = text("unknown")
UNKNOWN_SIGN = Status.UNKNOWN.sign

_LONGEST_SHOWN = 200
_LONGEST_WORD = re.compile(r"(\S{24})(?=\S)")


class FindingCounts(NamedTuple):
    """How many findings of a candidate failed, warn, and are not known."""

    fails: int
    warns: int
    unknowns: int


def finding_counts(candidate: Candidate) -> FindingCounts:
    """Count the findings of a candidate that are no passes."""
    found = [finding.status for finding in candidate.findings]
    return FindingCounts(*(found.count(status) for status in (Status.FAIL, Status.WARN, Status.UNKNOWN)))


def metres(length_m: float | None) -> str:
    """Give the figure of a length in metres, to the centimetre: `21 118.60`, without its unit."""
    if length_m is None:
        return str(UNKNOWN)
    return f"{length_m:,.2f}".replace(",", "\N{NO-BREAK SPACE}")


def kilometres(length_m: float | None, decimals: int = 2) -> Text:
    """Give a length in kilometres: `21.12 km`."""
    return UNKNOWN if length_m is None else text("{length} km", length=f"{length_m / 1000.0:.{decimals}f}")


def place_words(at_m: float) -> Text:
    """Name a place along a course: `km 3.1`."""
    return text("km {km}", km=f"{at_m / 1000.0:.1f}")


def percent_figure(share: float | None) -> str:
    """Give a share in [0, 1] as a figure in per cent: `0.4`. A little does not become nothing, nor all."""
    if share is None:
        return UNKNOWN_SIGN
    figure = f"{100.0 * share:.1f}"
    if figure == "0.0" and share > 0.0:
        return "<0.1"
    if figure == "100.0" and share < 1.0:
        return ">99.9"
    return figure


def percent(share: float | None) -> Text:
    """Give a share in [0, 1] in words: `0.4 %`."""
    return UNKNOWN if share is None else text("{figure} %", figure=percent_figure(share))


def measured(value: float | None, unit: str) -> Text:
    """Give a value of a finding with its unit.

    Parameters
    ----------
    value : float or None
    unit : str
        As in `Finding`.
    """
    if value is None:
        return UNKNOWN
    if unit == "":
        return text("{value}", value=f"{value:g}")
    figure = metres(value).removesuffix(".00") if unit == "m" else f"{value:.1f}"
    return text("{value} {unit}", value=figure, unit=unit)


def rating_words(rating: int | None) -> Text:
    """Give the rating of a scenic spot: `4A`."""
    return text("unrated") if rating is None else text("{rating}A", rating=rating)


def villages(visits: Iterable[Visit]) -> tuple[str, ...]:
    """Give the distinct names of the villages among visits, in running order."""
    return tuple(dict.fromkeys(visit.name for visit in visits if visit.kind in VILLAGES))


def scenic_spots(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Give the scenic spots that count among visits, each name once, in running order."""
    spots: dict[str, Visit] = {}
    for visit in visits:
        if visit.kind == PlaceKind.SCENIC and visit.counts:
            spots.setdefault(visit.name, visit)
    return tuple(spots.values())


def climb_m(candidate: Candidate) -> float | None:
    """Give the climb of a candidate; `None` where it is not known."""
    return None if candidate.profile is None else candidate.profile.climb_m


def motor_unknown(candidate: Candidate) -> float:
    """Give the share of a course of which nobody knows whether motor traffic may use it."""
    unknown_m = sum(leg.to_m - leg.from_m for leg in candidate.course.legs if leg.motor_free is None)
    return unknown_m / candidate.course.course_m


def plain(words: object, longest: int = _LONGEST_SHOWN) -> str:
    """Make words, which may hold names by strangers, fit for a label: one line, printable, not endless.

    Long words get places where they may break, for a label can't be narrower than its longest word.
    """
    line = " ".join(str(words).split())
    line = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
    if len(line) > longest:
        line = line[: longest - 1] + "…"
    return _LONGEST_WORD.sub("\\1\N{ZERO WIDTH SPACE}", line)


def tip(lines: Iterable[object]) -> str:
    """Make a tooltip of plain lines; Qt would take names that look like markup for markup."""
    return "<qt>" + "<br>".join(html.escape(plain(line)) for line in lines) + "</qt>"
