"""What a check of a course came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text
from courseplanner.model.rulebook.rulebook import Purpose, Severity

__all__ = ["Finding", "Status", "most_settling"]


class Status(StrEnum):
    """How a check ended. The words are those of `candidates.json`.

    `UNKNOWN`: what the check needs is not known; it is no pass.
    """

    FAIL = "fail"
    WARN = "warn"
    UNKNOWN = "unknown"
    PASS = "pass"  # noqa: S105 - the word of the contract

    @property
    def sign(self) -> str:
        """Severity by its shape."""
        return {"fail": "✗", "warn": "!", "unknown": "?", "pass": "✓"}[self.value]


_DECIMALS, _MOST_DECIMALS = 1, 6


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of one course.

    Parameters
    ----------
    rule : str
        Its id.
    status : Status
    title : Text
        What is checked, in a few words.
    words : Text
        What was found, in one sentence without a full stop.
    measured, limit : float or None
        In `unit`; `None` where there is none or it is not known.
    unit : str
        `"%"`, `"m"`, `"m/km"`, or `""` for a count.
    margin : float or None
        How far the measured value is on the right side of the limit; negative where it fails.
    at_m : tuple of float
        Chainages of the places along the course that it is about.
    needs : Text or None
        What would settle it, where it is unknown.
    severity : Severity or None
        What it means if the rule is broken; `None` for what a brief asks.
    purposes : tuple of Purpose
        What the rule is there for.
    authority : str
        Who says so; empty for what a brief asks.
    advice : Text or None
        How to fix it, where it is broken.
    """

    rule: str
    status: Status
    title: Text
    words: Text
    measured: float | None = None
    limit: float | None = None
    unit: str = ""
    margin: float | None = None
    at_m: tuple[float, ...] = ()
    needs: Text | None = None
    severity: Severity | None = None
    purposes: tuple[Purpose, ...] = ()
    authority: str = ""
    advice: Text | None = None

    @property
    def margin_words(self) -> str | None:
        """The margin with its unit, by as many decimals as it takes to tell it from 0; `None` without one."""
        if self.margin is None:
            return None
        decimals = _DECIMALS
        while decimals < _MOST_DECIMALS and self.margin and not float(f"{self.margin:.{decimals}f}"):
            decimals += 1
        return f"{float(f'{self.margin:.{decimals}f}') + 0.0:.{decimals}f} {self.unit}".rstrip()


def most_settling(findings: Iterable[Finding], most: int = 3) -> tuple[tuple[Text, int], ...]:
    """Give what would settle several open findings at once, and how many, the most first.

    Parameters
    ----------
    findings : iterable of Finding
    most : int
        So many things at most.
    """
    needed: list[Text] = []
    counts: list[int] = []
    for finding in findings:
        if finding.status is not Status.UNKNOWN or finding.needs is None:
            continue
        if finding.needs not in needed:
            needed.append(finding.needs)
            counts.append(0)
        counts[needed.index(finding.needs)] += 1
    several = [(needs, count) for needs, count in zip(needed, counts, strict=True) if count > 1]
    return tuple(sorted(several, key=lambda one: -one[1])[:most])
