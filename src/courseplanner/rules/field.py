"""What a field of runners needs of the roads: their width, and the waves in which it starts.

All figures are those of the rule about the flow of the field; a rule set without it asks for no width.
"""

from __future__ import annotations

import math

from courseplanner.model.race import Race
from courseplanner.model.rulebook.rulebook import Rule

__all__ = ["FIELD_QUANTITY", "field_floor_m", "flow_per_min", "last_start_min", "waves_for", "window_min"]

FIELD_QUANTITY = "field-flow"
_ROUNDING = 1e-9


def field_floor_m(race: Race) -> float | None:
    """Give the width that a course needs everywhere for its field, where the brief states no least width.

    It is what a lead car and an ambulance need. Where the brief states the waves, each of them has to clear
    the start in time as well: runners / (waves × minutes × flow over the line × line as a part of the road),
    which each direction needs by itself where runners meet all the way.

    Returns
    -------
    float or None
        `None` where the brief states a least width or no runners, or the rules say nothing of the field.
    """
    event = race.brief.event
    rule = next((rule for rule in race.rules.rules if rule.quantity == FIELD_QUANTITY), None)
    if event.runners is None or rule is None or race.brief.limits.min_width_m is not None:
        return None
    least_m = rule.figures["floor_m"]
    if event.waves is None:
        return least_m
    directions = 2 if race.brief.course.shape == "out-and-back" else 1
    return max(least_m, directions * event.runners / (event.waves * _runners_per_m(rule)))


def waves_for(runners: int, narrowest_m: float, rule: Rule) -> int:
    """Give the least number of waves of which each clears the start in time, where roads are so narrow."""
    return max(math.ceil(runners / (narrowest_m * _runners_per_m(rule)) - _ROUNDING), 1)


def _runners_per_m(rule: Rule) -> float:
    """Give how many runners of a wave clear the start in time for each metre of the narrowest road."""
    figures = rule.figures
    return figures["wave_min"] * figures["line_per_min_m"] * figures["line_part"]


def last_start_min(waves: int, rule: Rule) -> float:
    """Give the minutes from the first wave to the last."""
    return (waves - 1) * rule.figures["wave_min"]


def window_min(waves: int, at_m: float, rule: Rule) -> float:
    """Give the minutes in which the field passes a point, were its flow the same all the while.

    At the start that is the time that all waves take. On the way the field spreads: √(t² + 12 s²) with the
    standard deviation s of the time to the point, for a uniform flow over t minutes has one of t / √12.
    """
    figures = rule.figures
    spread_min = figures["log_time_sigma"] * figures["pace_min_km"] * at_m / 1000.0
    return math.hypot(waves * figures["wave_min"], math.sqrt(12.0) * spread_min)


def flow_per_min(runners: int, waves: int, at_m: float, rule: Rule) -> float:
    """Give how many runners pass a point of the course in a minute."""
    return runners / window_min(waves, at_m, rule)
