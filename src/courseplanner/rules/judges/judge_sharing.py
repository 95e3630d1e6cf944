"""Judges where runners share a road with each other: meeting, lapping, and the divider between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from courseplanner.base.i18n import text
from courseplanner.model.course.course import Leg
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.stretch import Stretch
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.judges.open_stretches import RoadStretch, joined, km_of, longest_named, starts_of
from courseplanner.rules.judges.verdict import INPUTS, decided, lacking, settled, unknown

__all__ = ["judge_divider", "judge_shared_road"]


def judge_shared_road(evidence: Evidence, rule: Rule) -> Finding:
    """Add up the metres on which runners meet or are lapped; metres that are both count once."""
    opposed, lapped = evidence.opposed, evidence.lapped
    whole = _together([*(opposed or ()), *(lapped or ())])
    shared_m = 1000.0 * km_of(whole)
    words = text("runners meet or lap each other on {km:.2f} km of the course", km=shared_m / 1000.0)
    if shared_m <= rule.one_limit and opposed is None:
        return lacking(rule, Input.MEETING)
    if shared_m <= rule.one_limit and lapped is None:
        return lacking(rule, Input.LAPPING)
    return settled(rule, shared_m, words, at_m=starts_of(whole))


def judge_divider(evidence: Evidence, rule: Rule) -> Finding:
    """Ask for a divider where a road is run both ways."""
    if evidence.opposed is None:
        return lacking(rule, Input.MEETING)
    both_ways = _together(evidence.opposed)
    if not both_ways:
        return decided(rule, text("no stretch is run both ways"), holds=True)
    km = km_of(both_ways)
    if evidence.legs is None:
        words = text("{km:.2f} km are run both ways; whether a divider stands there is not known", km=km)
        return unknown(rule, words, INPUTS[Input.DIVIDER], at_m=starts_of(both_ways))
    without = list(_parts(both_ways, evidence.legs, divider=False))
    unstated = list(_parts(both_ways, evidence.legs, divider=None))
    if without:
        words = text(
            "{km:.2f} km are run both ways, {bare:.2f} km without a divider", km=km, bare=km_of(without)
        )
        return decided(rule, words, holds=False, at_m=starts_of(without))
    if not unstated:
        return decided(rule, text("{km:.2f} km are run both ways, all with a divider", km=km), holds=True)
    words = text(
        "{km:.2f} km are run both ways; whether a divider stands on {open:.2f} km is not stated",
        km=km,
        open=km_of(unstated),
    )
    needs = text("a divider on {stretches}", stretches=longest_named(unstated))
    return unknown(rule, words, needs, at_m=starts_of(unstated))


def _parts(
    stretches: Iterable[RoadStretch], legs: Iterable[Leg], *, divider: bool | None
) -> Iterator[RoadStretch]:
    """Give the parts of stretches that lie on legs of which this is known of a divider."""
    those = [leg for leg in legs if leg.divider is divider]
    for stretch in stretches:
        for leg in those:
            from_m, to_m = max(stretch.from_m, leg.from_m), min(stretch.to_m, leg.to_m)
            if from_m < to_m:
                yield RoadStretch(leg.name, from_m, to_m)


def _together(stretches: Iterable[Stretch]) -> list[RoadStretch]:
    """Join what overlaps or touches."""
    flat: list[RoadStretch] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.from_m):
        from_m = max(stretch.from_m, flat[-1].to_m) if flat else stretch.from_m
        if stretch.to_m > from_m:
            flat.append(RoadStretch(None, from_m, stretch.to_m))
    return joined(flat, by_name=False)
