"""Says what a rule asks, in words: the same ones in findings and on the page of the rules."""

from __future__ import annotations

from collections.abc import Sequence

from courseplanner.base.i18n import Text, text
from courseplanner.model.rulebook.rulebook import Compare, Rule

__all__ = ["asked", "figures_of"]


def asked(rule: Rule) -> Text:
    """Say what a rule holds to: its comparison, its figures and their unit."""
    if rule.compare is Compare.YES:
        return text("yes")
    if rule.compare is Compare.ONE_OF:
        return text("one of {values}{unit}", values=_listed(rule.values, ", "), unit=_unit(rule))
    if rule.compare is Compare.FLAGS:
        return text("flags at {values}{unit}", values=_listed(rule.values, " / "), unit=_unit(rule))
    if rule.compare is Compare.BETWEEN:
        return text(
            "between {low:g} and {high:g}{unit}", low=rule.values[0], high=rule.values[1], unit=_unit(rule)
        )
    template = {
        Compare.AT_MOST: "at most {limit:.10g}{unit}",
        Compare.AT_LEAST: "at least {limit:.10g}{unit}",
        Compare.BELOW: "fewer than {limit:.10g}{unit}",
    }[rule.compare]
    return text(template, limit=rule.one_limit, unit=_unit(rule))


def figures_of(rule: Rule) -> str:
    """List what else a rule uses, as it is written in a rule set."""
    return ", ".join(f"{name} = {value:.10g}" for name, value in rule.figures.items())


def _listed(values: Sequence[float], between: str) -> str:
    return between.join(f"{value:.10g}" for value in values)


def _unit(rule: Rule) -> str:
    return f" {rule.unit}" if rule.unit else ""
