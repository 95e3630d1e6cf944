"""Judges the field against the road: laps, lanes at the start, the pen, and the flow over the line."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.judges.lanes import width_at_start_m
from courseplanner.rules.judges.verdict import INPUTS, decided, lacking, settled, unknown

__all__ = ["judge_laps", "judge_pen_density", "judge_start_flow", "judge_two_lane_start"]


def judge_laps(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the laps to the limit, where the field is large."""
    laps, runners = evidence.laps, evidence.runners
    if laps is None:
        return lacking(rule, Input.LAPS)
    over = rule.figures["over_runners"]
    if laps < rule.one_limit:
        return settled(rule, laps, text("number of laps: {laps}", laps=laps))
    if runners is None:
        return unknown(rule, text("number of laps: {laps}", laps=laps), INPUTS[Input.RUNNERS], measured=laps)
    words = text("number of laps: {laps}, with {runners} runners", laps=laps, runners=runners)
    if runners <= over:
        return decided(rule, words, holds=True, measured=laps)
    return settled(rule, laps, words)


def judge_two_lane_start(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the field to what a road of two lanes takes, where the start lies on one."""
    runners, width_m = evidence.runners, width_at_start_m(evidence)
    if runners is None:
        return lacking(rule, Input.RUNNERS)
    if runners <= rule.one_limit:
        return settled(rule, runners, text("{runners} runners", runners=runners))
    if width_m is None:
        needs = text("the width of the road at the start")
        return unknown(rule, text("{runners} runners", runners=runners), needs, measured=runners)
    words = text("{runners} runners start on a road {width:.1f} m wide", runners=runners, width=width_m)
    if width_m > rule.figures["road_m"]:
        return decided(rule, words, holds=True, measured=runners)
    return settled(rule, runners, words, at_m=(0.0,))


def judge_pen_density(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the runners to what the pen takes; without a pen, say how long it has to be."""
    if evidence.runners is None:
        return lacking(rule, Input.RUNNERS)
    width_m = width_at_start_m(evidence)
    if not width_m:
        return _start_width_open(evidence, rule)
    design = rule.figures["design_per_m2"]
    words = text(
        "{runners} runners on {width:.1f} m fill a pen {least:.0f} m long at {limit:g} runners/m², "
        "{better:.0f} m by design at {design:g}",
        runners=evidence.runners,
        width=width_m,
        least=evidence.runners / (rule.one_limit * width_m),
        limit=rule.one_limit,
        better=evidence.runners / (design * width_m),
        design=design,
    )
    if evidence.pen_m is None:
        return unknown(rule, words, INPUTS[Input.PEN])
    return settled(rule, evidence.runners / (evidence.pen_m * width_m), words, at_m=(0.0,))


def judge_start_flow(evidence: Evidence, rule: Rule) -> Finding:
    """Ask for a start in waves, and say how many minutes the field takes to clear the start.

    Minutes = runners / (flow × width).
    """
    if evidence.runners is None:
        return lacking(rule, Input.RUNNERS)
    width_m = width_at_start_m(evidence)
    if not width_m:
        return _start_width_open(evidence, rule)
    flows = (*rule.values, rule.figures["uncontrolled_least"], rule.figures["uncontrolled_most"])
    slow, quick, crowd_slow, crowd_quick = (evidence.runners / (flow * width_m) for flow in flows)
    words = text(
        "{runners} runners clear {width:.1f} m in {quick:.1f} to {slow:.1f} min in "
        "waves, in {crowd_quick:.1f} to {crowd_slow:.1f} min at once",
        runners=evidence.runners,
        width=width_m,
        quick=quick,
        slow=slow,
        crowd_quick=crowd_quick,
        crowd_slow=crowd_slow,
    )
    if evidence.waves is None:
        return unknown(rule, words, INPUTS[Input.WAVES])
    return decided(rule, words, holds=evidence.waves > 1, at_m=(0.0,))


def _start_width_open(evidence: Evidence, rule: Rule) -> Finding:
    if not evidence.legs:
        return lacking(rule, Input.ROADS)
    words = text("the width of the road at the start is assumed by its lanes or class")
    return unknown(rule, words, text("the width of the road at the start"), at_m=(0.0,))
