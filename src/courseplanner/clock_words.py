"""Hours and days as people type them on the command line."""

from __future__ import annotations

import datetime as dt
import re

from courseplanner.errors import InputError
from courseplanner.i18n import text

__all__ = ["LONGEST_RACE_H", "date_of", "hour_of", "hours_of"]

LONGEST_RACE_H = 48.0
_HOURS = re.compile(r"(\d{1,2})(?::|h)([0-5]\d)?")
_CLOCK = re.compile(r"([01]?\d|2[0-3])(?::([0-5]\d))?")


def hours_of(option: str, words: str) -> float:
    """Read a duration: `3`, `3.5`, `3:30` or `3h30`.

    Raises
    ------
    InputError
        Naming the option.
    """
    parts = _HOURS.fullmatch(words.strip())
    try:
        hours = int(parts[1]) + int(parts[2] or 0) / 60.0 if parts else float(words)
    except ValueError:
        hours = -1.0
    if not 0.0 < hours <= LONGEST_RACE_H:
        raise InputError(
            option,
            text("{words} is no duration of a race", words=words),
            text("write hours, such as 3, 3.5 or 3:30, up to {most:g}", most=LONGEST_RACE_H),
        )
    return hours


def hour_of(option: str, words: str) -> float:
    """Read a time of the clock as hours: `8`, `08:30`.

    Raises
    ------
    InputError
        Naming the option.
    """
    parts = _CLOCK.fullmatch(words.strip())
    if parts is None:
        raise InputError(
            option, text("{words} is no time of the clock", words=words), text("write it as 08:00")
        )
    return int(parts[1]) + int(parts[2] or 0) / 60.0


def date_of(option: str, words: str) -> dt.date:
    """Read a date.

    Raises
    ------
    InputError
        Naming the option.
    """
    try:
        return dt.date.fromisoformat(words.strip())
    except ValueError:
        raise InputError(
            option, text("{words} is no date", words=words), text("write it as 2027-03-28")
        ) from None
