"""Judges the width of the road: the narrowest, the longest narrow stretch, and the start against both."""

from __future__ import annotations

from collections.abc import Sequence

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.judges.lanes import Lane, lanes_of, stretch_of
from courseplanner.rules.judges.off_roads import is_off_roads, off_roads
from courseplanner.rules.judges.open_stretches import RoadStretch, joined, km_of, longest_named, starts_of
from courseplanner.rules.judges.verdict import INPUTS, lacking, settled, unknown

__all__ = ["judge_narrow_run", "judge_start_ratio", "judge_width"]

_ROUNDING = 1e-9


def judge_width(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the narrowest width to the limit, each direction by itself."""
    if not evidence.legs:
        return lacking(rule, Input.ROADS)
    lanes, limit_m = lanes_of(evidence.legs, evidence.opposed), rule.one_limit - _ROUNDING
    narrow = [lane for lane in lanes if lane.most_m < limit_m]
    maybe = [lane for lane in lanes if lane.least_m < limit_m <= lane.most_m]
    if narrow or (not maybe and evidence.opposed is not None):
        narrowest_m = min(lane.most_m for lane in lanes)
        words = text("{width:.1f} m wide at the narrowest, each direction by itself", width=narrowest_m)
        return settled(rule, narrowest_m, words, at_m=starts_of(_stretches(narrow)))
    return off_roads(evidence.legs, rule) if is_off_roads(evidence.legs) else _open(rule, maybe)


def judge_narrow_run(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the longest stretch that is narrow at once to the limit."""
    if not evidence.legs:
        return lacking(rule, Input.ROADS)
    width_m, limit_km = rule.figures["width_m"], rule.one_limit + _ROUNDING
    lanes = lanes_of(evidence.legs, evidence.opposed)
    surely = _runs([lane for lane in lanes if lane.most_m < width_m - _ROUNDING])
    at_worst = _runs([lane for lane in lanes if lane.least_m < width_m - _ROUNDING])
    long = [run for run in surely if km_of([run]) > limit_km]
    if long:
        km = max(km_of([run]) for run in long)
        words = text("{km:.2f} km in one stretch are narrower than {width:g} m", km=km, width=width_m)
        return settled(rule, km, words, at_m=starts_of(long))
    if is_off_roads(evidence.legs):
        return off_roads(evidence.legs, rule)
    km = max((km_of([run]) for run in at_worst), default=0.0)
    if evidence.opposed is not None and km <= limit_km:
        words = text("at most {km:.2f} km in one stretch are narrower than {width:g} m", km=km, width=width_m)
        return settled(rule, km, words)
    return _open(rule, [lane for lane in lanes if lane.least_m < width_m - _ROUNDING <= lane.most_m])


def judge_start_ratio(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the width at the start to a part of the narrowest width after it."""
    if not evidence.legs:
        return lacking(rule, Input.ROADS)
    lanes = lanes_of(evidence.legs, evidence.opposed)
    start, within_m = lanes[0], rule.figures["within_m"]
    if is_off_roads([leg for leg in evidence.legs if leg.from_m < within_m]):
        return off_roads(evidence.legs, rule)
    after = [lane for lane in lanes[1:] if lane.from_m < within_m] or [start]
    if all(lane.least_m == lane.most_m for lane in (start, *after)):
        narrowest_m = min(lane.most_m for lane in after)
        words = text(
            "the road is {start:.1f} m wide at the start and {narrowest:.1f} m at the narrowest of the "
            "first {within:g} m",
            start=start.most_m,
            narrowest=narrowest_m,
            within=within_m,
        )
        at_m = starts_of([stretch_of(lane) for lane in after if lane.most_m * rule.one_limit < start.most_m])
        return settled(rule, start.most_m / narrowest_m, words, at_m=at_m)
    return _open(rule, [lane for lane in (start, *after) if lane.least_m < lane.most_m])


def _open(rule: Rule, lanes: Sequence[Lane]) -> Finding:
    """Leave the rule open for the widths of these pieces, or for not knowing where runners meet."""
    assumed = _stretches([lane for lane in lanes if lane.least_m == 0.0])
    if assumed:
        words: Text = text(
            "the width of {km:.1f} km is assumed by lanes or class of the road", km=km_of(assumed)
        )
        needs = text("the width of {stretches}", stretches=longest_named(assumed))
        return unknown(rule, words, needs, at_m=starts_of(assumed))
    words = text("each direction has half of the road where runners meet, and where that is, is not known")
    return unknown(rule, words, INPUTS[Input.MEETING], at_m=starts_of(_stretches(lanes)))


def _stretches(lanes: Sequence[Lane]) -> list[RoadStretch]:
    return [stretch_of(lane) for lane in lanes]


def _runs(lanes: Sequence[Lane]) -> list[RoadStretch]:
    """Give what lies together as one stretch, whatever the roads."""
    return joined(_stretches(lanes), by_name=False)
