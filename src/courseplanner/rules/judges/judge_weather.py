"""Judges the hours of a race by the weather and the air of a record: danger and comfort, each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.model.weather.climate_levels import FLAG_NAMES
from courseplanner.model.weather.conditions import Conditions, Range
from courseplanner.rules.judges.verdict import decided, lacking, settled

__all__ = ["judge_clean_air", "judge_comfortable_temperature", "judge_comfortable_wind", "judge_heat_flags"]

_HALF = 0.5


def judge_heat_flags(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the WBGT that is not passed on nine days of ten to the flags: red warns, black is no start."""
    conditions = evidence.conditions
    if conditions is None:
        return _unknown_weather(evidence, rule)
    _, yellow, red, black = rule.values
    usual_c = conditions.usual_wbgt_c
    words = text(
        "WBGT up to {wbgt:.0f} °C on nine race days of ten, {flag} flag; {count} of {days} days at {red:g} "
        "°C or more ({record})",
        wbgt=usual_c, flag=_flag_of(usual_c, rule), count=_days_from(conditions, red), days=conditions.days,
        red=red, record=_record(conditions),
    )  # fmt: skip
    if usual_c >= yellow:
        words = text("{words}; runners who are not used to heat should take care", words=words)
    if conditions.is_simplified:
        words = text(
            "{words}; sun or wind is unknown: by the simplified form, too high in shade", words=words
        )
    if usual_c > black:
        found = _held(rule, words, usual_c, black, holds=False)
        return replace(found, status=Status.FAIL)
    # Runners from where it is cool are in danger sooner (ACSM, for those not used to heat).
    is_cool = abs(conditions.lat) > rule.figures["cool_latitude"]
    limit_c = rule.figures["unused_warn_c"] if is_cool else red
    return _held(rule, words, usual_c, limit_c, holds=usual_c < limit_c)


def _held(rule: Rule, words: Text, wbgt_c: float, limit_c: float, *, holds: bool) -> Finding:
    margin = limit_c - wbgt_c
    return decided(rule, words, holds=holds, measured=wbgt_c, limit=limit_c, margin=margin, unit="°C")


def _flag_of(wbgt_c: float, rule: Rule) -> Text:
    reached = sum(wbgt_c >= bound for bound in rule.values[:3]) + (wbgt_c > rule.values[3])
    return FLAG_NAMES[reached]


def _days_from(conditions: Conditions, wbgt_c: float) -> int:
    return sum(highest_c >= wbgt_c for highest_c in conditions.highest_wbgt_c)


def _record(conditions: Conditions) -> Text:
    if conditions.is_typical:
        return text("one typical year")
    if conditions.years == 1:
        return text("one year")
    return text("{count} years", count=conditions.years)


def judge_comfortable_temperature(evidence: Evidence, rule: Rule) -> Finding:
    """Ask whether the whole race lies inside the comfortable temperature on at least half of the days."""
    conditions = evidence.conditions
    if conditions is None:
        return _unknown_weather(evidence, rule)
    count, words = _inside(conditions, conditions.temperature_c, rule)
    words = text("{words}, {middle:.0f} °C in the middle", words=words, middle=conditions.middle_c)
    holds = count >= _HALF * conditions.days
    red_days = _days_from(conditions, rule.figures["red_flag_c"])
    if holds and red_days:
        words = text(
            "{words}; comfort is not safety: the red flag flies on {count} of these days",
            words=words,
            count=red_days,
        )
    return decided(rule, words, holds=holds, measured=conditions.middle_c)


def judge_comfortable_wind(evidence: Evidence, rule: Rule) -> Finding:
    """Ask whether the whole race lies inside the comfortable wind on at least half of the days."""
    conditions = evidence.conditions
    if conditions is None or conditions.wind_m_s is None or conditions.middle_m_s is None:
        return _unknown_weather(evidence, rule)
    count, words = _inside(conditions, conditions.wind_m_s, rule)
    words = text("{words}, {middle:.1f} m/s in the middle", words=words, middle=conditions.middle_m_s)
    return decided(rule, words, holds=count >= _HALF * conditions.days, measured=conditions.middle_m_s)


def _inside(conditions: Conditions, ranges: Sequence[Range], rule: Rule) -> tuple[int, Text]:
    """Count the days that lie inside a window from the start to the last finisher, and say so."""
    low, high = rule.values
    count = sum(one.is_within(low, high) for one in ranges)
    words = text(
        "{low:g}–{high:g} {unit} from the start to the last finisher on {count} of "
            "{days} days ({record})",
        low=low, high=high, unit=rule.unit, count=count, days=conditions.days, record=_record(conditions),
    )  # fmt: skip
    return count, words


def judge_clean_air(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the index that is not passed on nine days of ten, in the weeks around the date, to the limit."""
    air = evidence.air
    if air is None:
        return lacking(rule, Input.DATE if evidence.lacks_date else Input.AIR)
    limit, warn = rule.one_limit, rule.figures["warn_above"]
    days = len(air.index)
    words = text(
        "index of {limit:g} or less on {clean} of {days} days around the date, highest {highest:g}",
        limit=limit, clean=days - air.above(limit), days=days, highest=air.index[-1],
    )  # fmt: skip
    if air.above(warn):
        words = text("{words}; above {warn:g} on {count}", words=words, warn=warn, count=air.above(warn))
    return settled(rule, air.usual, words)


def _unknown_weather(evidence: Evidence, rule: Rule) -> Finding:
    return lacking(rule, Input.DATE if evidence.lacks_date else Input.WEATHER)
