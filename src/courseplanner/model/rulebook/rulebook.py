"""The nouns of the rule book: a rule with its limit and its authority, and a set of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Compare", "Input", "Purpose", "Rule", "RuleSet", "Severity", "Sure"]


class Severity(StrEnum):
    """What a broken rule does."""

    BLOCK = "block"
    RECORD = "record"
    WARN = "warn"
    ADVISE = "advise"


class Purpose(StrEnum):
    """What a rule is there for."""

    CERTIFICATE = "certificate"
    RECORD = "record"
    CHAMPIONSHIP = "championship"
    SAFETY = "safety"
    COMFORT = "comfort"


class Sure(StrEnum):
    """How sure a rule is.

    `V` read in a stored copy of the source, `V2` in a secondary copy, `R` recalled, `D` derived here.
    """

    V = "V"
    V2 = "V2"
    R = "R"
    D = "D"


class Compare(StrEnum):
    """How a measured value stands to the limit."""

    AT_MOST = "at most"
    AT_LEAST = "at least"
    BELOW = "below"
    ONE_OF = "one of"
    BETWEEN = "between"
    FLAGS = "flags"
    YES = "yes"


class Input(StrEnum):
    """What a rule may need to be judged; without it the answer is unknown."""

    NOMINAL = "nominal"
    TARGET = "target"
    LINE = "line"
    ROADS = "roads"
    HEIGHTS = "heights"
    VISITS = "visits"
    LAPS = "laps"
    RUNNERS = "runners"
    MEETING = "meeting"
    LAPPING = "lapping"
    CROSSINGS = "crossings"
    STATIONS = "stations"
    RIDE = "ride"
    SURVEY = "survey"
    SHORTEST_LINE = "shortest-line"
    RESERVE = "reserve"
    DIVIDER = "divider"
    PEN = "pen"
    WAVES = "waves"
    CLASS = "class"
    RELAY = "relay"
    WEATHER = "weather"
    AIR = "air"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the sport.

    Parameters
    ----------
    id : str
    title, title_zh : str
        In a few words, English and Chinese.
    quantity : str
        What is measured; the judge has one function for each.
    compare : Compare
    unit : str
        Of `limit` and `values`.
    limit : float or None
        Where there is one figure to hold to.
    values : tuple of float
        Where there are several: the bounds of a window, thresholds, or what is allowed.
    figures : mapping of str to float
        What else the rule uses; the names carry units.
    severity : Severity
    purposes : tuple of Purpose
    authority : str
        Who says so.
    edition : str
        Empty where it is not known.
    sure : tuple of Sure
        Empty where the limit comes from a user.
    needs : tuple of Input
        Without any of these the rule is never passed.
    advice, advice_zh : str
        How to fix a failure.
    method : str
        How the quantity is taken, where that needs saying.
    divides : bool
        Whether something is divided by its limit or values, which then are never 0.
    """

    id: str
    title: str
    title_zh: str
    quantity: str
    compare: Compare
    unit: str
    limit: float | None
    values: tuple[float, ...]
    figures: Mapping[str, float]
    severity: Severity
    purposes: tuple[Purpose, ...]
    authority: str
    edition: str
    sure: tuple[Sure, ...]
    needs: tuple[Input, ...]
    advice: str
    advice_zh: str
    method: str = ""
    divides: bool = False

    @property
    def one_limit(self) -> float:
        """The limit of a rule that has a single one.

        Raises
        ------
        ValueError
            If it has none: the rule book checks this when it is read.
        """
        if self.limit is None:
            raise ValueError(self.id)
        return self.limit


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that hold for a race.

    Parameters
    ----------
    name : str
        The word of the brief, or the name of a user's file.
    title, title_zh : str
    rules : tuple of Rule
        In the order of the book.
    takes_larger_constant : bool
        Whether the constant of the day of a measurement is the larger of before and after, not their
        average.
    """

    name: str
    title: str
    title_zh: str
    rules: tuple[Rule, ...]
    takes_larger_constant: bool = False
