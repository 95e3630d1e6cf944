"""The weather action plan: a sheet of triggers with what is done at each; who decides is left blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from courseplanner.base.i18n import Text, text
from courseplanner.export.sheet.drawing.drawing_ops import Page, grey
from courseplanner.export.sheet.drawing.face import face
from courseplanner.export.sheet.drawing.paper import PAPERS, Box
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.model.climate.action_plan import Trigger, TriggerKind, WeatherActionPlan

__all__ = ["weather_action_plan_page"]

_ROW_MM, _HEAD_MM, _LINE_MM, _SIZE_MM = 13.2, 6.5, 3.3, 2.4
_WHAT_MM, _MET_MM, _BLANK_MM = 42.0, 27.0, 48.0

_NAMES: Mapping[TriggerKind, Text] = {
    TriggerKind.HEAT: text("Heat (WBGT in the open)"),
    TriggerKind.COLD_RAIN: text("Cold rain"),
    TriggerKind.LIGHTNING: text("Lightning"),
    TriggerKind.GUST: text("Gusts"),
    TriggerKind.FOG: text("Fog"),
    TriggerKind.AIR: text("Air (AQI)"),
}
_LEVELS: Mapping[tuple[TriggerKind, int], Text] = {
    (TriggerKind.HEAT, 1): text("from {limit:g} °C: yellow flag"),
    (TriggerKind.HEAT, 2): text("from {limit:g} °C: red flag"),
    (TriggerKind.HEAT, 3): text("above {limit:g} °C: black flag"),
    (TriggerKind.COLD_RAIN, 2): text("from {limit:g} mm/h below 10 °C WBGT"),
    (TriggerKind.COLD_RAIN, 3): text("the same, with a wind chill below 0 °C"),
    (TriggerKind.LIGHTNING, 3): text("30 s or less from flash to thunder"),
    (TriggerKind.GUST, 2): text("from {limit:g} m/s (Beaufort 7)"),
    (TriggerKind.GUST, 3): text("from {limit:g} m/s (Beaufort 9)"),
    (TriggerKind.FOG, 1): text("visibility below {limit:.0f} m"),
    (TriggerKind.FOG, 3): text("visibility below {limit:.0f} m"),
    (TriggerKind.AIR, 1): text("above {limit:g}"),
    (TriggerKind.AIR, 2): text("above {limit:g}"),
    (TriggerKind.AIR, 3): text("above {limit:g}"),
}
_ACTIONS: Mapping[tuple[TriggerKind, int], Text] = {
    (TriggerKind.HEAT, 1): text(
        "Announce it; more water and sponges; runners who are not used to heat slow down"
    ),
    (TriggerKind.HEAT, 2): text(
        "Shorten or start earlier; those at risk do not start; ice baths at the finish"
    ),
    (TriggerKind.HEAT, 3): text("No start; a race under way is stopped, runners are brought into the shade"),
    (TriggerKind.COLD_RAIN, 2): text(
        "Jackets at the start; blankets and warm drinks at stations; buses stand ready"
    ),
    (TriggerKind.COLD_RAIN, 3): text(
        "No start; a race under way is stopped at the next station with shelter"
    ),
    (TriggerKind.LIGHTNING, 3): text(
        "Stop; into buildings and vehicles; on again 30 min after the last thunder"
    ),
    (TriggerKind.GUST, 2): text("Arches, tents and boards come down; bridges and open dams are watched"),
    (TriggerKind.GUST, 3): text("No start; a race under way is stopped"),
    (TriggerKind.FOG, 1): text(
        "Escort and ambulances with lights; no helicopter: the evacuation plan changes"
    ),
    (TriggerKind.FOG, 3): text("Put off the start until the fog lifts, or call the race off"),
    (TriggerKind.AIR, 1): text("Announce it; the sensitive are advised not to start"),
    (TriggerKind.AIR, 2): text("Strong warning; refund or deferral for those who do not start; shorten"),
    (TriggerKind.AIR, 3): text("Put the race off"),
}


def weather_action_plan_page(plan: WeatherActionPlan, speech: Speech) -> Page:
    """Lay out the sheet.

    Parameters
    ----------
    plan : WeatherActionPlan
    speech : Speech
    """
    page = Page(PAPERS["a4"])
    _, rest = page.paper.inner.cut_top(2.0)
    head, rest = rest.cut_top(27.0, 1.0)
    _draw_head(page, head, plan, speech)
    titles, rest = rest.cut_top(_HEAD_MM)
    _draw_titles(page, titles, speech)
    for kind, group in groupby(plan.triggers, key=lambda trigger: trigger.kind):
        name, rest = rest.cut_top(5.4)
        page.box(name, grey(0.9), rim_mm=0.0)
        page.words(speech.say(_NAMES[kind]), name.left + 1.0, name.bottom + 1.5, 3.0, is_bold=True)
        for trigger in group:
            row, rest = rest.cut_top(_ROW_MM)
            _draw_row(page, row, trigger, speech)
    _draw_foot(page, rest, plan, speech)
    return page


def _draw_head(page: Page, box: Box, plan: WeatherActionPlan, speech: Speech) -> None:
    title = text("Weather action plan")
    page.words(speech.say(title), box.left, box.top - 5.0, 6.0, is_bold=True, room_mm=box.width)
    counted = text("No weather is recorded for this race, so nobody knows how often triggers are met.")
    if plan.record is not None:
        counted = text(
            "Met: on race days of this week and its two neighbours in {record}; air in its own record.",
            record=plan.record,
        )
    on_the_day = text(
        "Forecast and instruments on the day decide, not this record. What it lacks may still come."
    )
    lines = (plan.head, counted, on_the_day)
    y = box.top - 11.5
    for words in lines:
        for line in speech.lines(words):
            page.words(line, box.left, y, 2.6, room_mm=box.width)
            y -= _LINE_MM + (0.3 if len(speech.languages) == 1 else -0.4)


def _columns(box: Box) -> tuple[Box, Box, Box, Box]:
    blank, rest = box.cut_right(_BLANK_MM)
    met, rest = rest.cut_right(_MET_MM)
    what = Box(rest.left, rest.bottom, rest.left + _WHAT_MM, rest.top)
    return what, Box(what.right, rest.bottom, rest.right, rest.top), met, blank


def _draw_titles(page: Page, box: Box, speech: Speech) -> None:
    titles = (text("Trigger"), text("What is done"), text("Met"), text("Who decides; announced by"))
    for column, title in zip(_columns(box), titles, strict=True):
        page.words(
            speech.say(title),
            column.left + 1.0,
            box.bottom + 1.6,
            2.7,
            is_bold=True,
            room_mm=column.width - 1.5,
        )
    page.line([(box.left, box.bottom), (box.right, box.bottom)], width_mm=0.35)


def _draw_row(page: Page, box: Box, trigger: Trigger, speech: Speech) -> None:
    what, action, met, blank = _columns(box)
    at = (trigger.kind, trigger.step)
    level = text(_LEVELS[at].template, limit=0.0 if trigger.limit is None else trigger.limit)
    _draw_words(page, what, speech.lines(level), is_bold=True)
    _draw_words(page, action, speech.lines(_ACTIONS[at]))
    if trigger.met_days is None:
        counted = text("not recorded")
    else:
        counted = text("{met} of {days} days", met=trigger.met_days, days=trigger.days)
        if trigger.by_mean_wind_m_s is not None:
            counted = text("{counted} *", counted=counted)
    _draw_words(page, met, speech.lines(counted))
    page.line([(blank.left + 1.0, box.bottom + 2.0), (blank.right - 1.0, box.bottom + 2.0)], width_mm=0.15)
    page.line([(box.left, box.bottom), (box.right, box.bottom)], width_mm=0.06, colour=grey(0.6))


def _draw_words(page: Page, box: Box, lines: Sequence[str], *, is_bold: bool = False) -> None:
    y = box.top - 3.6
    for line in lines:
        for part in _wrapped(line, box.width - 2.0):
            page.words(part, box.left + 1.0, y, _SIZE_MM, is_bold=is_bold, room_mm=box.width - 2.0)
            y -= _LINE_MM


def _wrapped(line: str, room_mm: float) -> list[str]:
    """Break a line between words, or between letters where there are no spaces."""
    line = line.replace(" °C", "\N{NO-BREAK SPACE}°C")
    tokens = line.split(" ") if " " in line else list(line)
    glue = " " if " " in line else ""
    lines = [""]
    for token in tokens:
        longer = f"{lines[-1]}{glue}{token}" if lines[-1] else token
        if face().width_mm(face().clean(longer), _SIZE_MM) <= room_mm or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(token)
    return lines


def _draw_foot(page: Page, box: Box, plan: WeatherActionPlan, speech: Speech) -> None:
    lines = [
        text(
            "Levels: flags of ACSM; gale and fog warnings of the CMA; AQI of HJ 633-2012; cold rain is ours."
        )
    ]
    if plan.sources:
        lines.append(text("Weather and air: {sources}.", sources=", ".join(plan.sources)))
    winds = [one.by_mean_wind_m_s for one in plan.triggers if one.by_mean_wind_m_s is not None]
    if winds:
        instead = text(
            "* Gusts were not recorded: mean winds from {first:g} and from "
            "{second:g} m/s are counted instead.",
            first=min(winds),
            second=max(winds),
        )
        lines.insert(0, instead)
    y = box.top - 4.5
    for words in lines:
        for line in speech.lines(words):
            page.words(line, box.left, y, 2.2, colour=grey(0.3), room_mm=box.width)
            y -= 2.9
