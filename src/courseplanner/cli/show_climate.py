"""What the command line shows of a climate."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from courseplanner.base.i18n import Text, text
from courseplanner.cli.terminal import one_line

if TYPE_CHECKING:
    from rich.table import Table

    from courseplanner.model.climate.outlook import Outlook
    from courseplanner.model.climate.study import ClimateStudy
    from courseplanner.model.weather.conditions import RaceHours
    from courseplanner.model.weather.runner_conditions import RunnerConditions

__all__ = ["print_climate"]

_BEST = 10
_ENOUGH_DAYS = 30
"""From so many days on a share is said in per cent; below that the days are."""


def print_climate(
    study: ClimateStudy,
    out: Path | None,
    along: Sequence[RunnerConditions] | None = None,
    race: RaceHours | None = None,
    *,
    width: int | None = None,
) -> None:
    """Print the study of a climate on standard output.

    Parameters
    ----------
    study : ClimateStudy
    out : Path or None
        Where the files are.
    along : sequence of RunnerConditions, optional
        What runners meet along the course.
    race : RaceHours, optional
        When it is held: how its slot stands is said, and why.
    width : int, optional
        Columns of the terminal; found out where not given.
    """
    from rich.console import Console, Group
    from rich.text import Text as RichText

    console = Console(file=sys.stdout, width=width, markup=False, emoji=False, highlight=False)
    parts = [
        RichText(one_line(study.weather.station.name), style="bold"),
        *(str(words) for words in _about(study)),
        "",
        _slots(study),
        "",
        *(RichText(one_line(words)) for words in _about_race(study, race)),
        *(() if along is None else (_along(along), "")),
        *(RichText(one_line(words), style="dim") for words in _how_to_read(study, out)),
    ]
    console.print(Group(*parts))


def _about(study: ClimateStudy) -> Iterator[Text]:
    from courseplanner.model.climate.study import unknown_of
    from courseplanner.model.climate.words import rain_in_words, record_in_words, starts_in_words

    station, year, levels = study.weather.station, study.year, study.levels
    height = text("?")
    if station.elevation_m is not None:
        height = text("{height:.0f} m", height=station.elevation_m)
    yield text(
        "{lat:.2f}, {lon:.2f}, {height}; {record}; a race of {hours:g} h",
        lat=station.lat,
        lon=station.lon,
        height=height,
        record=record_in_words(study),
        hours=study.duration_h,
    )
    away = study.away
    if away is not None:
        yield _about_course(study)
    if year.mean_temperature_c is not None:
        yield text(
            "mean {mean:.1f} °C; of {hours} hours {warm} at {low:g}–{high:g} °C, {airy} with "
            "{calm:g}–{windy:g} m/s, {both} both; {missing} unknown",
            mean=year.mean_temperature_c, hours=year.hours, warm=year.hours_in_temperature,
            low=levels.comfort_c[0], high=levels.comfort_c[1], calm=levels.comfort_m_s[0],
            windy=levels.comfort_m_s[1], airy=_or_unknown(year.hours_in_wind),
            both=_or_unknown(year.hours_in_window), missing=year.missing_hours,
        )  # fmt: skip
    if study.air_year is not None:
        air = study.air_year
        yield text(
            "air at or below {limit:g} on {share:.1f} % of {days} days, highest {highest:g}; not by date",
            limit=levels.clean_air,
            share=100.0 * air.clean_days / air.days,
            days=air.days,
            highest=air.highest,
        )
    missing = unknown_of(study.weather)
    if missing:
        named = ", ".join(str(words) for words in missing)
        yield text("not recorded, and so not in the figures: {what}", what=named)
    for words in rain_in_words(study):
        yield text("{words}.", words=words)
    if not study.best_slots:
        yield text("No start slot can be recommended ({starts}).", starts=starts_in_words(study))


def _about_course(study: ClimateStudy) -> Text:
    away = study.away
    assert away is not None  # noqa: S101 - the caller has looked
    if away.higher_m is None:
        height = text("its height is unknown")
    elif away.is_adjusted:
        height = text(
            "{higher:+.0f} m above it; the temperature is adjusted to that height", higher=away.higher_m
        )
    else:
        height = text("{higher:+.0f} m above it; the temperature is as recorded", higher=away.higher_m)
    return text(
        "course {distance:.0f} km from the station, {height}",
        distance=away.distance_m / 1000.0,
        height=height,
    )


def _or_unknown(count: int | None) -> str:
    return "?" if count is None else str(count)


def _slots(study: ClimateStudy) -> Table | str:
    from rich import box
    from rich.table import Table

    best = study.best_slots or tuple(slot for slot in study.slots if slot.is_ranked)
    if not study.slots:
        return str(text("No start slot can be ranked: temperature or humidity is unknown."))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 0), pad_edge=False, show_edge=False)
    levels = study.levels
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(str(text("Week")), no_wrap=True)
    table.add_column(str(text("Start")), no_wrap=True)
    for header in (
        text("Days"),
        text("WBGT"),
        text("< {yellow:g}", yellow=levels.flags_c[1]),
        text("< {red:g}", red=levels.flags_c[2]),
        text("Other"),
        text("Rain"),
        text("{low:g}–{high:g}\n°C", low=levels.comfort_c[0], high=levels.comfort_c[1]),
        text("{low:g}–{high:g}\nm/s", low=levels.comfort_m_s[0], high=levels.comfort_m_s[1]),
        text("Both"),
        text("Light"),
    ):
        table.add_column(str(header), justify="right", no_wrap=True)
    for rank, slot in enumerate(best[:_BEST], start=1):
        table.add_row(str(rank), _week(slot.week), f"{slot.start_h:02d}:00", *_figures(slot.outlook))
    return table


def _along(along: Sequence[RunnerConditions]) -> Table:
    """Show what each runner meets at the start, in the middle and at the finish."""
    from rich import box
    from rich.table import Table

    from courseplanner.model.climate.words import clock_words
    from courseplanner.model.weather.runner_conditions import RUNNER_NAMES

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 0), pad_edge=False, show_edge=False)
    table.add_column(str(text("Runner")), no_wrap=True)
    for header in (
        text("km"),
        text("Clock"),
        text("°C"),
        text("8 days\nof 10"),
        text("Sun\nheight °"),
        text("Sun\nfrom °"),
        text("Wind\nm/s"),
        text("ahead\nm/s"),
        text("side\nm/s"),
    ):
        table.add_column(str(header), justify="right", no_wrap=True)
    for met in along:
        for at in (0, len(met.at_m) // 2, len(met.at_m) - 1):
            table.add_row(
                str(RUNNER_NAMES[met.runner]) if at == 0 else "",
                f"{met.at_m[at] / 1000.0:.1f}",
                clock_words(float(met.clock_h[at])),
                _number(met.temperature_c[at], 0),
                f"{_number(met.coolest_c[at], 0)}–{_number(met.warmest_c[at], 0)}",
                _number(met.sun_elevation_deg[at], 0),
                _number(met.sun_azimuth_deg[at], 0),
                _number(met.wind_m_s[at], 1),
                _number(met.head_m_s[at], 1),
                _number(met.cross_m_s[at], 1),
            )
    return table


def _number(value: float, decimals: int) -> str:
    return "?" if math.isnan(value) else f"{round(float(value), decimals) + 0.0:.{decimals}f}"


def _week(week: int) -> str:
    from courseplanner.model.climate.words import week_in_words

    return f"{week:>2}: {week_in_words(week)}"


def _figures(outlook: Outlook) -> Iterator[str]:
    white, green, yellow, *_ = outlook.flags
    yield str(outlook.days)
    yield f"{outlook.median_wbgt_c:.0f}"
    yield _share(white + green, outlook.days)
    yield _share(white + green + yellow, outlook.days)
    others = [count for count in (outlook.cold_wet, outlook.gale, outlook.thunder) if count is not None]
    yield _share(max(others), outlook.days) if others else "?"
    yield _rain(outlook)
    yield _share(outlook.in_temperature, outlook.days)
    yield _share(outlook.in_wind, outlook.days)
    yield _share(outlook.in_window, outlook.days)
    yield _share(outlook.in_daylight, outlook.days)


def _rain(outlook: Outlook) -> str:
    """Write the days with rain: as recorded, by the normals, or unknown, and then whether they look wet."""
    if outlook.rain is not None:
        return _share(outlook.rain, outlook.rain_known_days)
    if outlook.rain_share is not None:
        return f"~{100.0 * outlook.rain_share:.0f} %"
    return str(text("wet?")) if outlook.wet else "?"


def _about_race(study: ClimateStudy, race: RaceHours | None) -> Iterator[Text]:
    """Say how the slot of the race stands, and what speaks against it."""
    from courseplanner.model.climate.standing import standing_of
    from courseplanner.model.climate.weeks import week_of
    from courseplanner.model.climate.words import clock_words

    if race is None:
        return
    standing = standing_of(study, week_of(race.date), race.start_h)
    if standing is None:
        yield text("Of {date} nothing is known.", date=race.date.isoformat())
        return
    yield text(
        "{date}, {start}: the slot of week {week} and {slot} ranks {rank} of {count}.",
        date=race.date.isoformat(), start=clock_words(race.start_h), week=standing.slot.week,
        slot=clock_words(standing.slot.start_h), rank=standing.rank, count=standing.count,
    )  # fmt: skip
    if not standing.reasons:
        yield text("Nothing in the record speaks against it.")
        return
    reasons = standing.reasons[0]
    for reason in standing.reasons[1:]:
        reasons = text("{first}; {second}", first=reasons, second=reason)
    yield text("Against it, counting the two neighbouring weeks: {reasons}.", reasons=reasons)


def _share(count: int | None, days: int) -> str:
    if count is None:
        return "?"
    return str(count) if days < _ENOUGH_DAYS else f"{100.0 * count / days:.0f} %"


def _how_to_read(study: ClimateStudy, out: Path | None) -> Iterator[Text]:
    from courseplanner.model.climate.wet_season import WET_HUMIDITY_PERCENT, WET_VAPOUR_SHARE
    from courseplanner.model.climate.words import MONTH_NAMES, starts_in_words

    order, best = study.month_hours.order, study.best_months
    if best:
        yield text(
            "Best month {best}, worst {worst}, each by its best hour.",
            best=MONTH_NAMES[best[0] - 1],
            worst=MONTH_NAMES[order[-1] - 1],
        )
    yield text("Recommended slots have their {starts}.", starts=starts_in_words(study))
    yield text(
        "Days on which, from the start to the last finisher: WBGT stays below the "
        "yellow and the red flag, there is other danger (cold rain, gale, thunder), "
        "it rains, temperature, wind and both stay in the comfort window, it is "
        "light. WBGT: median of the day's highest, in the open sun. Danger ranks "
        "first, comfort second; a week is ranked with its neighbours."
    )
    if study.wet_months and study.settings.rain_days is None:
        yield text(
            "A month looks wet where its vapour pressure at the start is {vapour:g} of the largest month's "
            "or more and its mean humidity {humidity:g} % or more; give --rain-days, the normals, if you "
            "know them.",
            vapour=WET_VAPOUR_SHARE,
            humidity=WET_HUMIDITY_PERCENT,
        )
    simplified = int(study.races.heat.is_simplified.sum())
    if simplified:
        yield text(
            "In {hours} hours sun or wind is unknown: the simplified WBGT is used "
            "there; it is too high at night.",
            hours=simplified,
        )
    if study.years == 1:
        yield text("Counts of one year: the next year may differ by several days in any week.")
    if out is not None:
        yield text("Written to {out}.", out=one_line(out))
