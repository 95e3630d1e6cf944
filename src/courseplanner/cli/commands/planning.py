"""What `plan` and `export` share: options over the brief, and what could not be met."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import text
from courseplanner.cli.terminal import tell, warn

if TYPE_CHECKING:
    from courseplanner.model.brief.brief import Brief
    from courseplanner.workflow import PlanResult


__all__ = ["DONE", "NO_COURSE", "tell_unmet", "with_options"]

DONE, NO_COURSE = 0, 3
"""Exit status."""


def with_options(brief: Brief, options: argparse.Namespace) -> Brief:
    """Give the brief with the number of candidates and the seed of the command line.

    Raises
    ------
    InputError
        If one of them is out of range.
    """
    from courseplanner.model.brief.brief import MOST_CANDIDATES

    for option, value, least, most in (
        ("--candidates", options.candidates, 1, MOST_CANDIDATES),
        ("--seed", options.seed, 0, 2**63 - 1),
    ):
        if value is not None and not least <= value <= most:
            raise InputError(
                option,
                text("{value} is out of range", value=value),
                text("give a number from {least} to {most}", least=least, most=most),
            )
    return brief.with_search(candidates=options.candidates, seed=options.seed)


def tell_unmet(result: PlanResult) -> int:
    """Say what could not be met, and give the exit status."""
    proposal = result.proposal
    if not proposal.complete:
        warn(
            text("the search was cut off at {limit:g} s ([search] time_s)", limit=result.brief.search.time_s)
        )
    if proposal.candidates:
        for entry in proposal.unmet:
            warn(entry.words)
        return DONE
    binding = proposal.unmet[0].words if proposal.unmet else text("the search found none")
    if proposal.is_impossible:
        tell(text("no course fits: {words}", words=binding))
    else:
        tell(text("no course was found: {words}", words=binding))
    return NO_COURSE
