"""Hours and days as people type them on the command line."""

from __future__ import annotations

import datetime as dt
import re

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import text
from courseplanner.model.weather.slot_settings import rain_days_problem

__all__ = ["LONGEST_RACE_H", "date_of", "hour_of", "hours_of", "rain_days_of", "starts_of"]

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
            text("{words} is not a race duration", words=words),
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
        raise InputError(option, text("{words} is not a time of day", words=words), text("write it as 08:00"))
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
            option, text("{words} is not a date", words=words), text("write it as 2027-03-28")
        ) from None


def starts_of(earliest: str, latest: str) -> tuple[float, float]:
    """Read the earliest and the latest start.

    Raises
    ------
    InputError
        Naming the option.
    """
    earliest_h = hour_of("--earliest-start", earliest)
    latest_h = hour_of("--latest-start", latest)
    if earliest_h > latest_h:
        raise InputError(
            "--earliest-start",
            text("{earliest} is later than --latest-start {latest}", earliest=earliest, latest=latest),
            text("give both, the earlier one as --earliest-start"),
        )
    return earliest_h, latest_h


def rain_days_of(option: str, words: str) -> tuple[float, ...]:
    """Read days of rain by month: 12 numbers, with commas or spaces between them.

    Raises
    ------
    InputError
        Naming the option.
    """
    fix = text("write 12 numbers with commas between them, January first")
    try:
        numbers = tuple(float(part) for part in words.replace(",", " ").split())
    except ValueError:
        raise InputError(option, text("{words} are not numbers", words=words), fix) from None
    problem = rain_days_problem(numbers)
    if problem is not None:
        raise InputError(option, problem, fix)
    return numbers
