"""Judges the stations along a course: water, boards, mats, care and toilets."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.stations import MODE_NAMES, StationKind, devices_in_words
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.judges.verdict import INPUTS, decided, lacking, settled, unknown
from courseplanner.rules.stations.response import Response, longest_ways

__all__ = [
    "judge_boards",
    "judge_defibrillator_reach",
    "judge_finish_board",
    "judge_late_care",
    "judge_mats",
    "judge_medical_spacing",
    "judge_sponges",
    "judge_start_toilets",
    "judge_water_at_ends",
    "judge_water_spacing",
]

_ROUNDING_M = 1e-6
_CLOSED_TO_M = 0.01
"""A planned course is as long as it should be within this: so is its last kilometre."""
_CARE = (StationKind.MEDICAL, StationKind.DEFIBRILLATOR)


def judge_water_at_ends(evidence: Evidence, rule: Rule) -> Finding:
    """Ask for water at the start and at the finish."""
    if evidence.stations is None:
        return lacking(rule, Input.STATIONS)
    passes_m, within_m = evidence.stations.passes_m(StationKind.WATER), rule.figures["within_m"]
    at_start = any(at_m <= within_m + _ROUNDING_M for at_m in passes_m)
    at_finish = any(at_m >= evidence.course_m - within_m - _ROUNDING_M for at_m in passes_m)
    if at_start and at_finish:
        return decided(rule, text("water at start and finish"), holds=True)
    missing = [] if at_start else [0.0]
    missing += [] if at_finish else [evidence.course_m]
    template = (
        "no water within {within:g} m of the start or the finish"
        if len(missing) == 2
        else "no water within {within:g} m of the finish"
        if at_start
        else "no water within {within:g} m of the start"
    )
    return decided(rule, text(template, within=within_m), holds=False, at_m=tuple(missing))


def judge_water_spacing(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the longest way without water to about the limit."""
    return _spaced(evidence, rule, StationKind.WATER, about_km=rule.figures["about_km"])


def judge_mats(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the longest way between timing mats to the limit, as boards count."""
    return _spaced(evidence, rule, StationKind.MAT, as_counted=True)


def judge_medical_spacing(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the longest way between medical posts to the limit."""
    return _spaced(evidence, rule, StationKind.MEDICAL)


def judge_boards(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the longest way between kilometre boards to the limit, as they count; a wider one may do, too."""
    finding = _spaced(evidence, rule, StationKind.BOARD, as_counted=True)
    km, otherwise_km = finding.measured, rule.figures["otherwise_km"]
    if km is None or km <= rule.one_limit + 1e-9:
        return finding
    template = (
        "up to {km:.2f} km without a board; enough where the CAA is no co-host (every {other:g} km)"
        if km <= otherwise_km + 1e-9
        else "up to {km:.2f} km without a board; too far even for every {other:g} km"
    )
    words = text(template, km=km, other=otherwise_km)
    return settled(rule, km, words, at_m=finding.at_m)


def judge_finish_board(evidence: Evidence, rule: Rule) -> Finding:
    """Ask for a board that tells the last metres early enough."""
    if evidence.stations is None:
        return lacking(rule, Input.STATIONS)
    boards_m = evidence.stations.passes_m(StationKind.FINISH_BOARD)
    if not boards_m:
        return decided(
            rule, text("no board before the finish"), holds=False, measured=0.0, margin=-rule.one_limit
        )
    before_m = evidence.course_m - boards_m[0]
    return settled(rule, before_m, text("a board {metres:.0f} m before the finish", metres=before_m))


def judge_sponges(evidence: Evidence, rule: Rule) -> Finding:
    """Ask for sponges between water stations that lie far apart, in heat: the weather of the race tells."""
    if evidence.stations is None:
        return lacking(rule, Input.STATIONS)
    water_m = evidence.stations.passes_m(StationKind.WATER)
    sponges_m = evidence.stations.passes_m(StationKind.SPONGES)
    without = [
        (from_m, to_m)
        for from_m, to_m in _ways_m(water_m, evidence.course_m)
        if to_m - from_m > 1000.0 * rule.figures["gap_km"] + _ROUNDING_M
        and not any(from_m < at_m < to_m for at_m in sponges_m)
    ]
    if not without:
        words = text("sponges wherever water is more than {km:g} km apart", km=rule.figures["gap_km"])
        return decided(rule, words, holds=True)
    words = text(
        "no sponges on {count} of the ways between water that are longer than {km:g} km",
        count=len(without),
        km=rule.figures["gap_km"],
    )
    places_m = tuple((from_m + to_m) / 2.0 for from_m, to_m in without)
    conditions = evidence.conditions
    if conditions is None:
        return unknown(rule, words, INPUTS[Input.WEATHER], at_m=places_m)
    words = text(
        "{words}; WBGT up to {wbgt:.0f} °C on nine race days of ten",
        words=words,
        wbgt=conditions.usual_wbgt_c,
    )
    is_cool = conditions.usual_wbgt_c < rule.figures["heat_c"]
    return decided(rule, words, holds=is_cool, at_m=places_m)


def judge_defibrillator_reach(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the minutes from a collapse until a defibrillator is applied to the limit, all along the course.

    Each device comes by its own mode, along the course; every place waits for the one that is there first.
    """
    if evidence.stations is None:
        return lacking(rule, Input.STATIONS)
    response = Response.of(evidence, rule)
    placed = evidence.stations.of_kind(StationKind.DEFIBRILLATOR)
    if not placed:
        return decided(rule, text("no defibrillator"), holds=False, at_m=(0.0,))
    waits = [
        (one.at_m, (response.alert_s + one.way_s) / 60.0)
        for one in longest_ways(response.devices(placed), evidence.course_m)
    ]
    longest_min = max(minutes for _, minutes in waits)
    words = text(
        "applied at most {minutes:.1f} min after a collapse by {devices}; {assumptions}",
        minutes=longest_min,
        devices=devices_in_words(placed),
        assumptions=_assumptions(evidence, rule, response),
    )
    far_m = tuple(at_m for at_m, minutes in waits if minutes > rule.one_limit + 1e-9)
    return settled(rule, longest_min, words, at_m=far_m)


def _assumptions(evidence: Evidence, rule: Rule, response: Response) -> Text:
    """Say what the time is counted by, and which of it nobody has stated."""
    if response.is_alert_stated:
        alert = text("{alert:g} s until the alert", alert=response.alert_s)
    else:
        alert = text("{alert:g} s until the alert (assumed)", alert=response.alert_s)
    mode = MODE_NAMES[response.mode]
    if response.is_mode_stated:
        return text("{alert}; {mode}", alert=alert, mode=mode)
    most = rule.figures["mixed_over_runners"]
    template = (
        "{alert}; {mode} (assumed: how many run is not stated)"
        if evidence.runners is None
        else "{alert}; {mode} (assumed: more than {most:.0f} runners)"
        if evidence.runners > most
        else "{alert}; {mode} (assumed: no more than {most:.0f} runners)"
    )
    return text(template, alert=alert, mode=mode, most=most)


def judge_late_care(evidence: Evidence, rule: Rule) -> Finding:
    """Ask for medical posts and defibrillators to stand denser late in the course than before."""
    if evidence.stations is None:
        return lacking(rule, Input.STATIONS)
    late_part = rule.figures["last_part"]
    late_from_m = (1.0 - late_part) * evidence.course_m
    ratios = []
    for kind in _CARE:
        passes_m = evidence.stations.passes_m(kind)
        late = sum(at_m >= late_from_m for at_m in passes_m) / late_part
        early = sum(at_m < late_from_m for at_m in passes_m) / (1.0 - late_part)
        ratios.append(late / early if early else (float("inf") if late else 0.0))
    words = text(
        "in the last {part:.0f} % of the course, where {arrests:.0f} % of cardiac "
        "arrests happen, medical posts stand {posts:.1f} and defibrillators "
        "{defibrillators:.1f} times as close together as before",
        part=100.0 * late_part,
        arrests=rule.figures["arrests_percent"],
        posts=ratios[0],
        defibrillators=ratios[1],
    )
    return decided(rule, words, holds=min(ratios) > 1.0, at_m=(late_from_m,))


def judge_start_toilets(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the runners for each toilet at the start to the limit."""
    if evidence.stations is None:
        return lacking(rule, Input.STATIONS)
    if evidence.runners is None:
        return lacking(rule, Input.RUNNERS)
    within_m = rule.figures["within_m"] + _ROUNDING_M
    at_start = [one for one in evidence.stations.of_kind(StationKind.TOILETS) if one.at_m <= within_m]
    count = sum(one.count or 0 for one in at_start)
    if not count:
        if any(one.count is None for one in at_start):
            words = text("toilets at the start; how many is not said")
            return unknown(rule, words, text("the number of toilets at the start"))
        return decided(rule, text("no toilets at the start"), holds=False, at_m=(0.0,))
    words = text("{count} toilets at the start for {runners} runners", count=count, runners=evidence.runners)
    return settled(rule, evidence.runners / count, words, at_m=(0.0,))


def _spaced(
    evidence: Evidence, rule: Rule, kind: StationKind, about_km: float = 0.0, *, as_counted: bool = False
) -> Finding:
    """Hold the longest way from one station to the next, start and finish included, to the limit.

    What marks kilometres stands a kilometre times the prevention factor apart: it is held to the limit as
    boards count.
    """
    if evidence.stations is None:
        return lacking(rule, Input.STATIONS)
    passes_m = evidence.stations.passes_m(kind)
    ways = _ways_m(passes_m, evidence.course_m)
    count = evidence.counted.nominal_at if as_counted else float
    lengths_m = [count(to_m) - count(from_m) for from_m, to_m in ways]
    limit_m = 1000.0 * (rule.one_limit + about_km)
    slack_m = _CLOSED_TO_M if as_counted else _ROUNDING_M
    longest_m = max(lengths_m)
    longest_km = (limit_m if limit_m < longest_m <= limit_m + slack_m else longest_m) / 1000.0
    words = text(
        "{count} passed, at most {km:.2f} km from one to the next", count=len(passes_m), km=longest_km
    )
    far_m = tuple(
        from_m for (from_m, _), way_m in zip(ways, lengths_m, strict=True) if way_m > limit_m + slack_m
    )
    return settled(rule, longest_km, words, limit=limit_m / 1000.0, at_m=far_m)


def _ways_m(passes_m: Sequence[float], end_m: float) -> list[tuple[float, float]]:
    inner = [at_m for at_m in passes_m if 0.0 < at_m < end_m]
    return list(itertools.pairwise([0.0, *inner, end_m]))
