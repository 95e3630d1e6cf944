"""The levels of heat, comfort and air that a rule set holds race days to."""

from __future__ import annotations

from courseplanner.model.rulebook.rulebook import RuleSet
from courseplanner.model.weather.climate_levels import ClimateLevels
from courseplanner.rules.book.rule_files import read_rule_set

__all__ = ["levels_of"]


def levels_of(rules: RuleSet) -> ClimateLevels:
    """Give the levels of a rule set; those of the book where the set leaves a rule out."""
    book = {rule.id: rule for rule in read_rule_set("world-athletics").rules}
    held = book | {rule.id: rule for rule in rules.rules}
    green, yellow, red, black = held["WBGT"].values
    low_c, high_c = held["TEMP"].values
    low_m_s, high_m_s = held["WIND"].values
    air = held["AIR"]
    return ClimateLevels(
        (green, yellow, red, black),
        (low_c, high_c),
        (low_m_s, high_m_s),
        air.one_limit,
        air.figures["warn_above"],
    )
