"""What the climate panel draws, and which day a cell of it means. Without Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from courseplanner.base.i18n import Text, text
from courseplanner.model.climate.outlook import Outlook
from courseplanner.model.climate.race_days import STARTS
from courseplanner.model.climate.study import PERCENT_FROM_YEARS, RAIN, ClimateStudy, unknown_of
from courseplanner.model.climate.weeks import MONTHS, WEEKS, days_of_week
from courseplanner.model.climate.words import (
    MONTH_NAMES,
    rain_in_words,
    record_in_words,
    starts_in_words,
    week_in_words,
)
from courseplanner.model.weather.climate_levels import FLAG_NAMES

__all__ = ["Cell", "ClimateContent", "content_of", "race_day"]

_SUNDAY = 6
_SOONEST_DAYS = 90
"""Nobody sets up a road race in fewer days."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A month and a start hour.

    Parameters
    ----------
    flag : int or None
        The leading flag, from 0; `None` where nothing is known.
    figure : str
        Days or per cent inside the comfortable temperature; empty for none.
    is_dark : bool
        Whether some race is run in the dark at some time.
    is_best : bool
        Whether it is the best usual hour of its month, and the month does not count as wet.
    is_usual : bool
        Whether races start at such an hour, by the settings.
    week : int or None
        The best whole week of the month for this hour.
    words : Text
        All of it, for a person.
    """

    flag: int | None
    figure: str
    is_dark: bool
    is_best: bool
    is_usual: bool
    week: int | None
    words: Text


@dataclass(frozen=True, slots=True)
class ClimateContent:
    """All cells, 12 by 24, what stands over them, and the months, from 1, that count as wet."""

    heading: Text
    remarks: tuple[Text, ...]
    cells: tuple[tuple[Cell, ...], ...]
    wet_months: tuple[int, ...] = ()


def content_of(study: ClimateStudy, doubts: Sequence[Text] = ()) -> ClimateContent:
    """Gather what is drawn of a study.

    Parameters
    ----------
    study : ClimateStudy
    doubts : sequence of Text
        What looks wrong in the records.
    """
    weeks = _best_weeks(study)
    cells = tuple(
        tuple(_cell(study, month, hour, weeks.get((month, hour))) for hour in range(STARTS))
        for month in range(MONTHS)
    )
    heading = text(
        "{station}  ·  {record}  ·  a race of {hours:g} h",
        station=study.weather.station.name,
        record=record_in_words(study),
        hours=round(study.duration_h, 2),
    )
    if study.months_without_rain:
        heading = text("{heading}  ·  rain is not recorded", heading=heading)
    if study.wet_months:
        heading = text("{heading} (* looks wet)", heading=heading)
    return ClimateContent(
        heading,
        (*(text("{words}.", words=words) for words in doubts), *_remarks(study)),
        cells,
        study.wet_months,
    )


def _best_weeks(study: ClimateStudy) -> dict[tuple[int, int], int]:
    """Give the best whole week of each month, from 0, for each hour: that of the middle of the week."""
    best: dict[tuple[int, int], int] = {}
    for slot in study.slots:
        if slot.week == WEEKS:
            continue
        first, last = days_of_week(slot.week)
        middle = first + (last - first) // 2
        best.setdefault((int(str(middle)[5:7]) - 1, slot.start_h), slot.week)
    return best


def _cell(study: ClimateStudy, month: int, hour: int, week: int | None) -> Cell:
    outlook = study.month_hours.outlooks[month][hour]
    flag = outlook.leading_flag
    count = outlook.in_temperature
    figure = ""
    if count and flag is not None:
        has_percent = study.years >= PERCENT_FROM_YEARS
        figure = str(round(100.0 * count / outlook.days) if has_percent else count)
    return Cell(
        flag,
        figure,
        outlook.in_daylight < outlook.days,
        study.month_hours.best_start_h[month] == hour and month + 1 not in study.wet_months,
        study.settings.is_usual(hour),
        week,
        _cell_words(study, month, hour, outlook, week),
    )


def _cell_words(study: ClimateStudy, month: int, hour: int, outlook: Outlook, week: int | None) -> Text:
    head = text("{month}, start at {hour:02d}:00", month=MONTH_NAMES[month], hour=hour)
    flag = outlook.leading_flag
    if flag is None:
        return text("{head}: nothing is known", head=head)
    low, high = study.levels.comfort_c
    white, green, yellow, *_ = outlook.flags
    words = text(
        "{head}: {flag} flag; of {days} days {safe} below the red flag, {warm} at {low:g}–{high:g} °C "
        "throughout, {airy} with a comfortable wind, {light} in daylight",
        head=head, flag=FLAG_NAMES[flag], days=outlook.days, safe=white + green + yellow,
        warm=outlook.in_temperature, low=low, high=high,
        airy="?" if outlook.in_wind is None else outlook.in_wind, light=outlook.in_daylight,
    )  # fmt: skip
    if outlook.air is not None:
        words = text(
            "{words}; air clean on {clean} of {days} days of its own record",
            words=words,
            clean=outlook.air.clean_days,
            days=outlook.air.days,
        )
    words = text("{words}; {rain}", words=words, rain=_rain_words(outlook))
    if week is not None:
        words = text("{words}; best week {days}", words=words, days=week_in_words(week))
    return text("{words}.", words=words)


def _rain_words(outlook: Outlook) -> Text:
    if outlook.rain is not None:
        return text("rain on {count} of {days}", count=outlook.rain, days=outlook.rain_known_days)
    if outlook.rain_share is not None:
        return text("rain on {share:.0f} % of days by the normals", share=100.0 * outlook.rain_share)
    if outlook.wet:
        return text("rain not recorded, and it looks like the wet season")
    return text("rain not recorded")


def _remarks(study: ClimateStudy) -> list[Text]:
    low, high = study.levels.comfort_c
    counted = "per cent of days" if study.years >= PERCENT_FROM_YEARS else "days"
    remarks = [
        text(
            "Colour: highest flag on one day in ten or more. Figure: {counted} at {low:g}–{high:g} °C.",
            counted=text(counted),
            low=low,
            high=high,
        )
    ]
    remarks += [text("{words}.", words=words) for words in rain_in_words(study)]
    remarks.append(text("Recommended: {starts}; other hours are faint.", starts=starts_in_words(study)))
    missing = [words for words in unknown_of(study.weather) if words != RAIN or not study.months_without_rain]
    if missing:
        named = ", ".join(str(words) for words in missing)
        remarks.append(text("Not recorded, so not included: {what}.", what=named))
    return remarks


def race_day(week: int, today: dt.date, year: int | None) -> dt.date:
    """Give the Sunday of a week of the year.

    Parameters
    ----------
    week : int
    today : datetime.date
    year : int or None
        Of the race; the next one that leaves time to set it up, if `None`.
    """
    first = str(days_of_week(week)[0])[5:]
    if year is None:
        year = today.year
        if dt.date.fromisoformat(f"{year}-{first}") < today + dt.timedelta(days=_SOONEST_DAYS):
            year += 1
    day = dt.date.fromisoformat(f"{year}-{first}")
    to_sunday = (_SUNDAY - day.weekday()) % 7
    sunday = day + dt.timedelta(days=to_sunday)
    # The last week of a year has a day or two, and maybe no Sunday.
    return sunday if sunday.year == year else day
