"""What pages, pictures and panels of a climate say alike."""

from __future__ import annotations

from collections.abc import Sequence

from courseplanner.base.i18n import Text, text
from courseplanner.model.climate.study import ClimateStudy
from courseplanner.model.climate.weeks import MONTHS, days_of_week

__all__ = [
    "MONTH_NAMES",
    "clock_words",
    "months_in_words",
    "rain_in_words",
    "record_in_words",
    "starts_in_words",
    "week_in_words",
]

MONTH_NAMES = (
    text("Jan"), text("Feb"), text("Mar"), text("Apr"), text("May"), text("Jun"),
    text("Jul"), text("Aug"), text("Sep"), text("Oct"), text("Nov"), text("Dec"),
)  # fmt: skip


def record_in_words(study: ClimateStudy) -> Text:
    """Say of how many years a record is: one typical year is one year."""
    if study.weather.is_typical:
        return text("one typical year, nothing more")
    years = study.weather.years
    if len(years) == 1:
        return text("the year {year}", year=years[0])
    return text("{count} years, {first} to {last}", count=len(years), first=years[0], last=years[-1])


def week_in_words(week: int) -> Text:
    """Say the days of a week of the year."""
    (month, day), (last_month, last_day) = (
        (int(str(end)[5:7]), int(str(end)[8:10])) for end in days_of_week(week)
    )
    if month == last_month:
        if day == last_day:
            return text("{month} {day}", month=MONTH_NAMES[month - 1], day=day)
        return text("{month} {day}–{last}", month=MONTH_NAMES[month - 1], day=day, last=last_day)
    return text(
        "{month} {day}–{last_month} {last}",
        month=MONTH_NAMES[month - 1], day=day, last_month=MONTH_NAMES[last_month - 1], last=last_day,
    )  # fmt: skip


def clock_words(hours: float) -> str:
    """Write a time of the clock; after midnight it begins again."""
    minutes = round(60.0 * hours) % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def months_in_words(months: Sequence[int]) -> Text:
    """List months, from 1; those that follow each other as the first and the last of them."""
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    if len(runs) > 1 and runs[0][0] == 1 and runs[-1][-1] == MONTHS:
        runs[0] = runs.pop() + runs[0]
    parts = [
        MONTH_NAMES[run[0] - 1]
        if len(run) == 1
        else text("{first}–{last}", first=MONTH_NAMES[run[0] - 1], last=MONTH_NAMES[run[-1] - 1])
        for run in runs
    ]
    whole = parts[0]
    for part in parts[1:]:
        whole = text("{first}, {second}", first=whole, second=part)
    return whole


def rain_in_words(study: ClimateStudy) -> tuple[Text, ...]:
    """Say that rain was not recorded, and then what stands in for it; nothing where it was recorded."""
    without, wet = study.months_without_rain, study.wet_months
    by_normals = study.settings.rain_days is not None
    if not without:
        return (text("Rain is recorded: the normals of rain are not used"),) if by_normals else ()
    head = text("Rain is not recorded: unknown, and not dry")
    if len(without) < MONTHS:
        head = text("Rain is not recorded in {months}: unknown, and not dry", months=months_in_words(without))
    if by_normals and not wet:
        return head, text("By the normals given, no month has rain on half of its days")
    if by_normals:
        return head, text(
            "By the normals given, it rains on half of the days or more in {months}: "
            "as cold and wet, not recommended",
            months=months_in_words(wet),
        )
    if not wet:
        return head, text("By vapour and humidity no month looks like a wet season")
    return head, text(
        "{months} look like a wet season by vapour and humidity: ranked as cold and wet, not recommended",
        months=months_in_words(wet),
    )


def starts_in_words(study: ClimateStudy) -> Text:
    """Say which start hours are recommended."""
    return text(
        "start between {earliest} and {latest}",
        earliest=clock_words(study.settings.earliest_h),
        latest=clock_words(study.settings.latest_h),
    )
