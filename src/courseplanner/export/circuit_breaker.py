"""The circuit breaker: a sheet of triggers with what is done at each; who decides is left blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from courseplanner.assess.climate.conditions import usual_duration_h
from courseplanner.assess.climate.race_days import race_days
from courseplanner.assess.climate.study import ClimateStudy, study_climate
from courseplanner.assess.climate.triggers import Trigger, TriggerKind, triggers_of, uncounted_triggers
from courseplanner.assess.climate.weeks import week_of
from courseplanner.assess.climate.words import clock_words, record_in_words, week_in_words
from courseplanner.export.dossier import Dossier
from courseplanner.export.sheet.face import face
from courseplanner.export.sheet.paper import PAPERS, Box
from courseplanner.export.sheet.speech import Speech
from courseplanner.export.sheet.strokes import Page, grey
from courseplanner.i18n import Text, text
from courseplanner.model.climate_levels import ClimateLevels
from courseplanner.rules.levels import levels_of
from courseplanner.rules.rule_files import read_rule_set

__all__ = ["Breaker", "blank_breaker", "breaker_of", "breaker_of_race", "circuit_breaker_page"]

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
    (TriggerKind.AIR, 2): text("Strong warning; refund or another year for who does not start; shorten"),
    (TriggerKind.AIR, 3): text("Put the race off"),
}


@dataclass(frozen=True, slots=True)
class Breaker:
    """What stands on the sheet.

    Parameters
    ----------
    head : Text
        Race or place, and when.
    record : Text or None
        Of what the days are counted; `None` where nothing was recorded.
    triggers : tuple of Trigger
    sources : tuple of str
        Names of files.
    """

    head: Text
    record: Text | None
    triggers: tuple[Trigger, ...]
    sources: tuple[str, ...]


def breaker_of(study: ClimateStudy, place: str, week: int, start_h: float) -> Breaker:
    """Count the triggers of races in a week and its two neighbours.

    Parameters
    ----------
    study : ClimateStudy
    place : str
        The race, or the station.
    week : int
    start_h : float
        The gun, by the clock. Counted are whole hours, from the one that it lies in.
    """
    slot_h, late_h = int(start_h), start_h % 1.0
    races = study.races
    if late_h:
        races = race_days(study.weather, study.duration_h + late_h, study.levels)
    head = text(
        "{place}; week {week} ({days}), gun at {start}, last finisher after {hours:g} h",
        place=place,
        week=week,
        days=week_in_words(week),
        start=clock_words(start_h),
        hours=round(study.duration_h, 2),
    )
    air = () if study.air is None else (study.air.provenance,)
    return Breaker(
        head,
        record_in_words(study),
        triggers_of(races, study.weather, study.levels, study.air, week, slot_h),
        tuple(one.source for one in (*study.weather.provenance, *air)),
    )


def blank_breaker(place: str, levels: ClimateLevels) -> Breaker:
    """Give the sheet of a race of which no weather is recorded."""
    return Breaker(text("{place}", place=place), None, uncounted_triggers(levels), ())


def breaker_of_race(dossier: Dossier) -> Breaker:
    """Count the triggers of the race of a course: of its hours, else of the best slot that is recommended."""
    levels = dossier.levels or levels_of(read_rule_set("world-athletics"))
    if dossier.weather is None:
        return blank_breaker(dossier.name, levels)
    race = dossier.race
    duration_h = usual_duration_h(dossier.candidate.nominal_m) if race is None else race.duration_h
    study = study_climate(dossier.weather, dossier.air, levels, duration_h, settings=dossier.slot_settings)
    if race is not None:
        return breaker_of(study, dossier.name, week_of(race.date), race.start_h)
    if not study.best_slots:
        return blank_breaker(dossier.name, levels)
    return breaker_of(study, dossier.name, study.best_slots[0].week, study.best_slots[0].start_h)


def circuit_breaker_page(breaker: Breaker, speech: Speech) -> Page:
    """Lay out the sheet.

    Parameters
    ----------
    breaker : Breaker
    speech : Speech
    """
    page = Page(PAPERS["a4"])
    _, rest = page.paper.inner.cut_top(2.0)
    head, rest = rest.cut_top(27.0, 1.0)
    _draw_head(page, head, breaker, speech)
    titles, rest = rest.cut_top(_HEAD_MM)
    _draw_titles(page, titles, speech)
    for kind, group in groupby(breaker.triggers, key=lambda trigger: trigger.kind):
        name, rest = rest.cut_top(5.4)
        page.box(name, grey(0.9), rim_mm=0.0)
        page.words(speech.say(_NAMES[kind]), name.left + 1.0, name.bottom + 1.5, 3.0, is_bold=True)
        for trigger in group:
            row, rest = rest.cut_top(_ROW_MM)
            _draw_row(page, row, trigger, speech)
    _draw_foot(page, rest, breaker, speech)
    return page


def _draw_head(page: Page, box: Box, breaker: Breaker, speech: Speech) -> None:
    title = text("Circuit breaker")
    page.words(speech.say(title), box.left, box.top - 5.0, 6.0, is_bold=True, room_mm=box.width)
    counted = text("No weather is recorded of this race: how often triggers are met, nobody knows.")
    if breaker.record is not None:
        counted = text(
            "Met: on race days of this week and its two neighbours in {record}; air in its own record.",
            record=breaker.record,
        )
    on_the_day = text(
        "Forecast and instruments on the day decide, not this record. What it lacks may still come."
    )
    lines = (breaker.head, counted, on_the_day)
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
    titles = (text("Trigger"), text("What is done"), text("Met"), text("Who decides; told by"))
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


def _draw_foot(page: Page, box: Box, breaker: Breaker, speech: Speech) -> None:
    lines = [
        text(
            "Levels: flags of ACSM; gale and fog warnings of the CMA; AQI of HJ 633-2012; cold rain is ours."
        )
    ]
    if breaker.sources:
        lines.append(text("Weather and air: {sources}.", sources=", ".join(breaker.sources)))
    winds = [one.by_mean_wind_m_s for one in breaker.triggers if one.by_mean_wind_m_s is not None]
    if winds:
        instead = text(
            "* Gusts were not recorded: counted are mean winds from {first:g} and from {second:g} m/s.",
            first=min(winds),
            second=max(winds),
        )
        lines.insert(0, instead)
    y = box.top - 4.5
    for words in lines:
        for line in speech.lines(words):
            page.words(line, box.left, y, 2.2, colour=grey(0.3), room_mm=box.width)
            y -= 2.9
