"""The picture of a climate: months by hours of the clock, danger as colour and comfort as a figure."""

from __future__ import annotations

from collections.abc import Sequence

from courseplanner.assess.climate.outlook import Outlook
from courseplanner.assess.climate.race_days import STARTS
from courseplanner.assess.climate.study import PERCENT_FROM_YEARS, ClimateStudy, unknown_of
from courseplanner.assess.climate.weeks import MONTHS
from courseplanner.assess.climate.words import MONTH_NAMES, record_in_words
from courseplanner.export.sheet.paper import Box, Paper
from courseplanner.export.sheet.speech import Speech
from courseplanner.export.sheet.strokes import BLACK, WHITE, Page, grey
from courseplanner.i18n import Text, text
from courseplanner.model.climate_levels import FLAG_COLOURS, FLAG_NAMES

__all__ = ["climate_picture"]

_INKS = (BLACK, BLACK, BLACK, WHITE, WHITE)
_UNKNOWN = grey(0.88)
_DARK = grey(0.62)
_SIDE_MM = 7.2
_LEFT_MM, _WIDTH_MM = 20.0, 172.8
_HEAD_MM, _HEAD_LINE_MM, _FOOT_MM, _FOOT_LINE_MM = 18.0, 4.6, 10.0, 4.2
_HEAD_LINES, _FOOT_LINES = 2, 3


def climate_picture(study: ClimateStudy, speech: Speech) -> Page:
    """Draw the picture.

    The colour of a cell is the highest flag that flew on at least one race day in ten; the figure counts the
    days whose whole race lies inside the comfortable temperature: days of a record of one or two years, per
    cent of a longer one. Cells that are dark at some time of some race are drawn small on grey. The best
    hour of each month has a rim.

    Parameters
    ----------
    study : ClimateStudy
    speech : Speech
    """
    count = len(speech.languages)
    below_mm = _FOOT_MM + count * _FOOT_LINES * _FOOT_LINE_MM
    top = below_mm + MONTHS * _SIDE_MM
    page = Page(Paper(_LEFT_MM + _WIDTH_MM + 8.0, top + _HEAD_MM + count * _HEAD_LINES * _HEAD_LINE_MM))
    _heading(page, study, speech)
    has_percent = study.years >= PERCENT_FROM_YEARS
    for month in range(MONTHS):
        name = speech.say(MONTH_NAMES[month])
        bottom = top - (month + 1) * _SIDE_MM
        page.words(name, _LEFT_MM - 1.5, bottom + 2.4, 3.0, align="right", room_mm=_LEFT_MM - 2.0)
        for hour in range(STARTS):
            box = Box(_LEFT_MM + hour * _SIDE_MM, bottom, _LEFT_MM + (hour + 1) * _SIDE_MM, bottom + _SIDE_MM)
            _cell(page, box, study.month_hours.outlooks[month][hour], has_percent=has_percent)
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
        "By month and hour of the gun: a race of {hours:g} h; {record}",
        hours=study.duration_h,
        record=record_in_words(study),
    )
    missing = unknown_of(study.weather)
    not_there = text("Not recorded, and so not in it: {what}", what=_listed(missing)) if missing else None
    for words in (what, not_there):
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


def _best_hours(page: Page, study: ClimateStudy, top: float) -> None:
    for month, hour in enumerate(study.month_hours.best_start_h):
        if hour is None:
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
        "Figure: per cent of days with {low:g}–{high:g} °C from the gun to the last finisher"
        if has_percent
        else "Figure: days with {low:g}–{high:g} °C from the gun to the last finisher"
    )
    said = (
        text("Colour: highest flag (WBGT, °C) that flew on one race day in ten or more"),
        text(figure, low=low, high=high),
        text("Small on grey: dark at some time of the race. Blue rim: best hour of the month. ?: unknown"),
    )
    for words in said:
        for line in speech.lines(words):
            y -= _FOOT_LINE_MM
            page.words(line, _LEFT_MM, y, 2.8, room_mm=_WIDTH_MM)
