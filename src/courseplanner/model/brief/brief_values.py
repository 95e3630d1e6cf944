"""What every table of a brief is made of: strict types, positions, and errors with a fix."""

from __future__ import annotations

import difflib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from courseplanner.base.i18n import Text, text

__all__ = [
    "BriefTable",
    "BriefValueError",
    "PlaceName",
    "PlaceWish",
    "Position",
    "nearest_of",
    "read_position",
    "shown",
]

_LONGEST_SHOWN = 60


class BriefValueError(ValueError):
    """A value of the brief is wrong in a way that a type can't say.

    Parameters
    ----------
    problem, fix : Text
    """

    def __init__(self, problem: Text, fix: Text) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.fix = fix


def shown(value: object) -> str:
    """Give a value of a brief as one short line that can stand in a message."""
    try:
        words = str(value).lower() if isinstance(value, bool) else str(value)
    except ValueError:  # Python writes no number of more than some thousand digits
        words = "a number of thousands of digits"
    line = "".join(letter if letter.isprintable() else " " for letter in words[: _LONGEST_SHOWN + 1])
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"


class BriefTable(BaseModel):
    """A table of a brief: keys that are not known are refused, and so are values of another type."""

    # Strict: a whole number stands for a float, and nothing else for anything else.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Position(BriefTable):
    """A position given by coordinates, WGS 84 degrees."""

    lon: float
    lat: float


def read_position(pair: object) -> object:
    """Turn `[lon, lat]` into a `Position`; leave everything else to the type."""
    if not isinstance(pair, list | dict):
        return pair
    numbers = [x for x in pair if isinstance(x, int | float) and not isinstance(x, bool)]
    if len(pair) != 2 or len(numbers) != 2:
        raise BriefValueError(
            text("a position needs two numbers"),
            text("write [longitude, latitude] in degrees, or a place name"),
        )
    lon, lat = numbers
    if abs(lon) <= 90 < abs(lat) <= 180:
        raise BriefValueError(
            text("the latitude {lat} lies outside -90 to 90; the coordinates look swapped", lat=lat),
            text("write longitude first: [{lat}, {lon}]", lat=lat, lon=lon),
        )
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise BriefValueError(
            text("{pair} is not a position on Earth", pair=shown(pair)),
            text("write [longitude, latitude] in degrees"),
        )
    return Position(lon=lon, lat=lat)


PlaceName = Annotated[str, Field(min_length=1, max_length=200)]
PlaceWish = PlaceName | Position


def nearest_of(word: str, known: list[str], otherwise: str = "") -> Text:
    """Say which of the known words is nearest to one that is not known."""
    close = difflib.get_close_matches(word[:200].casefold(), known, n=1, cutoff=0.5)
    if close:
        tail = f" ({otherwise})" if otherwise else ""
        return text("did you mean {nearest}?{tail}", nearest=close[0], tail=tail)
    tail = f", {otherwise}" if otherwise else ""
    return text("use one of {known}{tail}", known=", ".join(known), tail=tail)
