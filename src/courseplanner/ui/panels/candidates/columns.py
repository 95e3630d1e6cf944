"""The columns of the candidates, declared once. Without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.candidate import Candidate
from courseplanner.ui.look.figures import (
    UNKNOWN,
    UNKNOWN_SIGN,
    climb_m,
    finding_counts,
    kilometres,
    motor_unknown,
    percent,
    percent_figure,
    rating_words,
    scenic_spots,
    villages,
)

__all__ = ["COLUMNS", "FAILS", "CandidateColumn"]


@dataclass(frozen=True, slots=True)
class CandidateColumn:
    """A figure of a candidate.

    Parameters
    ----------
    header : Text
        With line breaks: the panel is narrow.
    meaning : Text
        What the figure is.
    value : callable
        The figure of a candidate to sort by; `None` where it is not known.
    shown : callable
        How a known figure is written.
    details : callable
        What stands behind the figure of a candidate, line by line.
    colour : str
        Name of the colour of the palette for the heading.
    """

    header: Text
    meaning: Text
    value: Callable[[Candidate], float | None]
    shown: Callable[[float], str]
    details: Callable[[Candidate], tuple[Text, ...]]
    colour: str = "muted"

    def words(self, candidate: Candidate) -> str:
        """Write the figure of a candidate, or that it is not known."""
        value = self.value(candidate)
        return UNKNOWN_SIGN if value is None else self.shown(value)


def _village_names(candidate: Candidate) -> tuple[Text, ...]:
    names = villages(candidate.visits)
    return tuple(text("▲ {name}", name=name) for name in names) or (text("passes no village"),)


def _scenic_names(candidate: Candidate) -> tuple[Text, ...]:
    spots = scenic_spots(candidate.visits)
    lines = [text("★ {name}, {rating}", name=spot.name, rating=rating_words(spot.rating)) for spot in spots]
    lines = lines or [text("passes no scenic spot")]
    lines.append(text("Scenery along the way: {scenery} of 1", scenery=f"{candidate.scenery:.2f}"))
    return tuple(lines)


def _repeated(candidate: Candidate) -> tuple[Text, ...]:
    return (
        text("{share} of the course repeats earlier parts of it", share=percent(candidate.shares.repeated)),
    )


def _motor_free(candidate: Candidate) -> tuple[Text, ...]:
    return (
        text("{share} is known to be free of motor traffic", share=percent(candidate.shares.motor_free)),
        text("{share} is unknown", share=percent(motor_unknown(candidate))),
    )


def _tunnels(candidate: Candidate) -> tuple[Text, ...]:
    tunnel_m = candidate.shares.tunnel * candidate.course.course_m
    return (text("{metres:.0f} m in tunnels", metres=tunnel_m),)


def _climb(candidate: Candidate) -> tuple[Text, ...]:
    climb = climb_m(candidate)
    if climb is None:
        return (text("Climb: {unknown}; no elevation is read yet", unknown=UNKNOWN),)
    return (text("{climb} m of climb", climb=f"{climb:.0f}"),)


def _fails(candidate: Candidate) -> float | None:
    return finding_counts(candidate).fails if candidate.findings else None


def _counts(candidate: Candidate) -> tuple[Text, ...]:
    if not candidate.findings:
        return (text("Not checked yet"),)
    fails, warns, unknowns = finding_counts(candidate)
    return (
        text("✗ {count} failed", count=fails),
        text("! {count} warnings", count=warns),
        text("? {count} unknown", count=unknowns),
    )


def _count(value: float) -> str:
    return f"{value:.0f}"


def _length(candidate: Candidate) -> tuple[Text, ...]:
    return (text("Course {id}, {length} planned", id=candidate.id, length=kilometres(candidate.planned_m)),)


COLUMNS = (
    CandidateColumn(text("Course"), text("Sort as planned, the best first"), lambda _: None, str, _length),
    CandidateColumn(
        text("▲"),
        text("Villages on the way"),
        lambda one: len(villages(one.visits)),
        _count,
        _village_names,
        "village",
    ),
    CandidateColumn(
        text("★"),
        text("Scenic spots on the way"),
        lambda one: len(scenic_spots(one.visits)),
        _count,
        _scenic_names,
        "scenic",
    ),
    CandidateColumn(
        text("Repeated\n%"),
        text("Part of the length that repeats earlier parts of the course"),
        lambda one: one.shares.repeated,
        percent_figure,
        _repeated,
    ),
    CandidateColumn(
        text("Motor-\nfree %"),
        text("Part of the length known to be free of motor traffic"),
        lambda one: one.shares.motor_free,
        percent_figure,
        _motor_free,
    ),
    CandidateColumn(
        text("Tunnel\n%"),
        text("Part of the length in tunnels, where nothing is seen or visited"),
        lambda one: one.shares.tunnel,
        percent_figure,
        _tunnels,
    ),
    CandidateColumn(text("Climb\nm"), text("Metres of climb"), climb_m, _count, _climb),
    CandidateColumn(text("Fails\n✗"), text("Findings that failed"), _fails, _count, _counts),
)
"""The first is the course itself, which is sorted as it was planned."""

FAILS = len(COLUMNS) - 1
