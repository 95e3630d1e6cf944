"""The picture of a climate: months by hours of the clock, danger as colour and comfort as a figure."""

from __future__ import annotations

from collections.abc import Sequence

from courseplanner.base.i18n import Text, text
from courseplanner.export.sheet.drawing.drawing_ops import BLACK, WHITE, Page, grey
from courseplanner.export.sheet.drawing.paper import Box, Paper
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.model.climate.outlook import Outlook
from courseplanner.model.climate.race_days import STARTS
from courseplanner.model.climate.study import PERCENT_FROM_YEARS, RAIN, ClimateStudy, unknown_of
from courseplanner.model.climate.weeks import MONTHS
from courseplanner.model.climate.words import MONTH_NAMES, clock_words, rain_in_words, record_in_words
from courseplanner.model.weather.climate_levels import FLAG_COLOURS, FLAG_NAMES

__all__ = ["climate_picture"]

_INKS = (BLACK, BLACK, BLACK, WHITE, WHITE)
_UNKNOWN = grey(0.88)
_DARK = grey(0.62)
_FAINT = 0.3
"""How much of its colour a start hour keeps that is not usual."""
_SIDE_MM = 7.2
_LEFT_MM, _WIDTH_MM, _RIGHT_MM = 20.0, 172.8, 15.0
_HEAD_MM, _HEAD_LINE_MM, _FOOT_MM, _FOOT_LINE_MM = 18.0, 4.6, 10.0, 4.2
_HEAD_LINES, _FOOT_LINES = 4, 4


def climate_picture(study: ClimateStudy, speech: Speech) -> Page:
    """Draw the picture.

    The colour of a cell is the highest flag that flew on at least one race day in ten; the figure counts the
    days whose whole race lies inside the comfortable temperature: days of a record of one or two years, per
    cent of a longer one. Cells that are dark at some time of some race are drawn small on grey. The best
    usual hour of each month has a rim, but for months that count as wet. Other start hours are faint.

    Parameters
    ----------
    study : ClimateStudy
    speech : Speech
    """
    count = len(speech.languages)
    below_mm = _FOOT_MM + count * _FOOT_LINES * _FOOT_LINE_MM
    top = below_mm + MONTHS * _SIDE_MM
    page = Page(Paper(_LEFT_MM + _WIDTH_MM + _RIGHT_MM, top + _HEAD_MM + count * _HEAD_LINES * _HEAD_LINE_MM))
    _heading(page, study, speech)
    has_percent = study.years >= PERCENT_FROM_YEARS
    for month in range(MONTHS):
        name = speech.say(MONTH_NAMES[month])
        bottom = top - (month + 1) * _SIDE_MM
        page.words(name, _LEFT_MM - 1.5, bottom + 2.4, 3.0, align="right", room_mm=_LEFT_MM - 2.0)
        for hour in range(STARTS):
            box = Box(_LEFT_MM + hour * _SIDE_MM, bottom, _LEFT_MM + (hour + 1) * _SIDE_MM, bottom + _SIDE_MM)
            outlook = study.month_hours.outlooks[month][hour]
            if study.settings.is_usual(hour):
                _cell(page, box, outlook, has_percent=has_percent)
            else:
                _faint_cell(page, box, outlook)
        if month + 1 in study.wet_months:
            page.words(
                speech.say(text("wet?")),
                _LEFT_MM + _WIDTH_MM + 1.5,
                bottom + 2.4,
                3.0,
                room_mm=_RIGHT_MM - 2.0,
            )
    _best_hours(page, study, top)
    for hour in range(STARTS):
        middle = _LEFT_MM + (hour + 0.5) * _SIDE_MM
        page.words(str(hour), middle, top + 1.2, 3.0, align="middle")
    _legend(page, below_mm, study, speech, has_percent=has_percent)
    return page


def _heading(page: Page, study: ClimateStudy, speech: Speech) -> None:
    station = study.weather.station
    y = page.paper.height_mm - 9.0
    page.words(station.name, _LEFT_MM, y, 5.0, is_bold=True, room_mm=_WIDTH_MM)
    what = text(
        "By month and start hour: a race of {hours:g} h; {record}",
        hours=study.duration_h,
        record=record_in_words(study),
    )
    missing = unknown_of(study.weather)
    others = tuple(words for words in missing if words != RAIN) if study.months_without_rain else missing
    not_there = text("Not recorded, so not included: {what}", what=_listed(others)) if others else None
    for words in (what, not_there, *rain_in_words(study)):
        for line in speech.lines(words):
            y -= _HEAD_LINE_MM
            page.words(line, _LEFT_MM, y, 3.1, room_mm=_WIDTH_MM)


def _listed(words: Sequence[Text]) -> Text:
    first, *others = words
    for other in others:
        first = text("{first}, {second}", first=first, second=other)
    return first


def _cell(page: Page, box: Box, outlook: Outlook, *, has_percent: bool) -> None:
    flag = outlook.leading_flag
    if flag is None:
        page.box(box, _UNKNOWN, rim_mm=0.15, rim=grey(0.75))
        page.words("?", box.middle[0], box.bottom + 2.4, 2.8, align="middle")
        return
    inner = box
    if outlook.in_daylight < outlook.days:
        page.box(box, _DARK, rim_mm=0.15, rim=grey(0.75))
        inner = box.within(1.3)
    page.box(inner, FLAG_COLOURS[flag], rim_mm=0.15, rim=grey(0.75))
    count = outlook.in_temperature
    if count:
        figure = round(100.0 * count / outlook.days) if has_percent else count
        page.words(str(figure), box.middle[0], box.bottom + 2.5, 2.6, colour=_INKS[flag], align="middle")


def _faint_cell(page: Page, box: Box, outlook: Outlook) -> None:
    """Draw a start hour that no road race uses: its colour tells of the day, and it is not recommended."""
    flag = outlook.leading_flag
    colour = _UNKNOWN if flag is None else _fainter(FLAG_COLOURS[flag])
    if flag is not None and outlook.in_daylight < outlook.days:
        page.box(box, _fainter(_DARK), rim_mm=0.15, rim=grey(0.85))
        box = box.within(1.3)
    page.box(box, colour, rim_mm=0.15, rim=grey(0.85))


def _fainter(colour: str) -> str:
    levels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - _FAINT * (255 - level)):02x}" for level in levels)


def _best_hours(page: Page, study: ClimateStudy, top: float) -> None:
    for month, hour in enumerate(study.month_hours.best_start_h):
        if hour is None or month + 1 in study.wet_months:
            continue
        left, bottom = _LEFT_MM + hour * _SIDE_MM, top - (month + 1) * _SIDE_MM
        corners = [(left, bottom), (left + _SIDE_MM, bottom), (left + _SIDE_MM, bottom + _SIDE_MM)]
        page.line([*corners, (left, bottom + _SIDE_MM), (left, bottom)], width_mm=0.9, colour="#0072b2")


def _legend(page: Page, top: float, study: ClimateStudy, speech: Speech, *, has_percent: bool) -> None:
    y = top - 6.0
    at = _LEFT_MM
    green, yellow, red, black = study.levels.flags_c
    bounds = (f"< {green:g}", f"< {yellow:g}", f"< {red:g}", f"≤ {black:g}", f"> {black:g}")
    for colour, name, bound in zip(FLAG_COLOURS, FLAG_NAMES, bounds, strict=True):
        page.box(Box(at, y - 0.6, at + 3.4, y + 2.8), colour, rim_mm=0.15, rim=grey(0.4))
        at += 4.2 + page.words(f"{speech.say(name)} {bound}", at + 4.2, y, 2.8) + 5.0
    low, high = study.levels.comfort_c
    figure = (
        "Figure: per cent of days with {low:g}–{high:g} °C from the start to the last finisher"
        if has_percent
        else "Figure: days with {low:g}–{high:g} °C from the start to the last finisher"
    )
    said = (
        text("Colour: highest flag (WBGT, °C) that flew on one race day in ten or more"),
        text(figure, low=low, high=high),
        text("Small on grey: dark for part of the race. Blue rim: best hour of the month. ?: unknown"),
        text(
            "Faint, without a figure: the start is not between {earliest} and {latest}",
            earliest=clock_words(study.settings.earliest_h),
            latest=clock_words(study.settings.latest_h),
        ),
    )
    for words in said:
        for line in speech.lines(words):
            y -= _FOOT_LINE_MM
            page.words(line, _LEFT_MM, y, 2.8, room_mm=_WIDTH_MM)
