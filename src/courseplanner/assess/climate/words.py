"""What pages, pictures and panels of a climate say alike."""

from __future__ import annotations

from courseplanner.assess.climate.study import ClimateStudy
from courseplanner.assess.climate.weeks import days_of_week
from courseplanner.i18n import Text, text

__all__ = ["MONTH_NAMES", "clock_words", "record_in_words", "week_in_words"]

MONTH_NAMES = (
    text("Jan"), text("Feb"), text("Mar"), text("Apr"), text("May"), text("Jun"),
    text("Jul"), text("Aug"), text("Sep"), text("Oct"), text("Nov"), text("Dec"),
)  # fmt: skip


def record_in_words(study: ClimateStudy) -> Text:
    """Say of how many years a record is: one typical year is one year."""
    if study.weather.is_typical:
        return text("one typical year, and no more than that")
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
