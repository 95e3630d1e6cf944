"""The judge: holds what is known of a course to every rule of a set."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from courseplanner.model.course.evidence import Evidence
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import Input, Rule, RuleSet
from courseplanner.rules.judges.judge_absent import judge_absent
from courseplanner.rules.judges.judge_ends import judge_drop, judge_separation, judge_straights
from courseplanner.rules.judges.judge_field import (
    judge_laps,
    judge_pen_density,
    judge_start_flow,
    judge_two_lane_start,
)
from courseplanner.rules.judges.judge_flow import judge_field_flow
from courseplanner.rules.judges.judge_length import (
    judge_distance,
    judge_length,
    judge_prevention_factor,
    judge_tolerance,
)
from courseplanner.rules.judges.judge_line import judge_offset, judge_reserve, judge_shortest_line
from courseplanner.rules.judges.judge_links import judge_links
from courseplanner.rules.judges.judge_roads import (
    judge_level_crossings,
    judge_longest_bridge,
    judge_motor_free,
    judge_surface,
    judge_tunnels,
    judge_turns,
)
from courseplanner.rules.judges.judge_sharing import judge_divider, judge_shared_road
from courseplanner.rules.judges.judge_stations import (
    judge_boards,
    judge_defibrillator_reach,
    judge_finish_board,
    judge_late_care,
    judge_mats,
    judge_medical_spacing,
    judge_sponges,
    judge_start_toilets,
    judge_water_at_ends,
    judge_water_spacing,
)
from courseplanner.rules.judges.judge_weather import (
    judge_clean_air,
    judge_comfortable_temperature,
    judge_comfortable_wind,
    judge_heat_flags,
)
from courseplanner.rules.judges.judge_width import judge_narrow_run, judge_start_ratio, judge_width
from courseplanner.rules.judges.verdict import lacking

__all__ = ["JUDGES", "judge"]

_ORDER = tuple(Status)
_NEEDS_A_DRAWN_LINE = frozenset({"straights", "turns"})
"""Quantities of the bends of a road, which the track of a receiver only seems to show."""

JUDGES: Mapping[str, Callable[[Evidence, Rule], Finding]] = {
    "absent": judge_absent,
    "boards": judge_boards,
    "clean-air": judge_clean_air,
    "comfortable-temperature": judge_comfortable_temperature,
    "comfortable-wind": judge_comfortable_wind,
    "defibrillator-reach": judge_defibrillator_reach,
    "distance": judge_distance,
    "divider": judge_divider,
    "drop": judge_drop,
    "field-flow": judge_field_flow,
    "finish-board": judge_finish_board,
    "heat-flags": judge_heat_flags,
    "laps": judge_laps,
    "late-care": judge_late_care,
    "length": judge_length,
    "level-crossings": judge_level_crossings,
    "links": judge_links,
    "longest-bridge": judge_longest_bridge,
    "mats": judge_mats,
    "medical-spacing": judge_medical_spacing,
    "motor-free": judge_motor_free,
    "narrow-run": judge_narrow_run,
    "offset": judge_offset,
    "pen-density": judge_pen_density,
    "prevention-factor": judge_prevention_factor,
    "reserve": judge_reserve,
    "separation": judge_separation,
    "shared-road": judge_shared_road,
    "shortest-line": judge_shortest_line,
    "sponges": judge_sponges,
    "start-flow": judge_start_flow,
    "start-ratio": judge_start_ratio,
    "start-toilets": judge_start_toilets,
    "straights": judge_straights,
    "tolerance": judge_tolerance,
    "tunnels": judge_tunnels,
    "turns": judge_turns,
    "two-lane-start": judge_two_lane_start,
    "unpaved": judge_surface,
    "water-at-ends": judge_water_at_ends,
    "water-spacing": judge_water_spacing,
    "width": judge_width,
}
"""The function that measures each quantity of the rule book."""


def judge(evidence: Evidence, rules: RuleSet) -> tuple[Finding, ...]:
    """Judge a course by a rule set.

    Parameters
    ----------
    evidence : Evidence
        What is known; a rule whose inputs are absent answers unknown.
    rules : RuleSet

    Returns
    -------
    tuple of Finding
        Fails first, then warnings, what is unknown, and passes; each in the order of the rule book.
    """
    findings = [_judged(evidence, rule) for rule in rules.rules]
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.status)))


def _judged(evidence: Evidence, rule: Rule) -> Finding:
    if rule.quantity in _NEEDS_A_DRAWN_LINE and not evidence.is_drawn:
        return lacking(rule, Input.ROADS)
    return JUDGES[rule.quantity](evidence, rule)
