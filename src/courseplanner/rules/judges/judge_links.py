"""Judges what a course links: villages and scenic spots."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.names import folded
from courseplanner.model.places.places import VILLAGES, PlaceKind
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.judges.verdict import decided, lacking

__all__ = ["judge_links"]


def judge_links(evidence: Evidence, rule: Rule) -> Finding:
    """Count villages, and scenic spots from a rating up, by distinct name."""
    if evidence.visits is None:
        return lacking(rule, Input.VISITS)
    rating, asked_scenic = rule.figures["rating"], rule.figures["scenic"]
    villages = len({folded(visit.name) for visit in evidence.visits if visit.kind in VILLAGES})
    spots = [visit for visit in evidence.visits if visit.kind == PlaceKind.SCENIC and visit.counts]
    scenic = len({folded(visit.name) for visit in spots if (visit.rating or 0) >= rating})
    words = text(
        "{villages} villages and {scenic} scenic spots rated {rating:g}A or higher; "
        "asked {asked_villages:g} and {asked_scenic:g}",
        villages=villages,
        scenic=scenic,
        rating=rating,
        asked_villages=rule.one_limit,
        asked_scenic=asked_scenic,
    )
    enough = villages >= rule.one_limit and scenic >= asked_scenic
    # The figure given is the one that is short; that of the villages where both are, or none.
    shows_scenic = villages >= rule.one_limit and scenic < asked_scenic
    measured, limit = (scenic, asked_scenic) if shows_scenic else (villages, rule.one_limit)
    return decided(rule, words, holds=enough, measured=measured, limit=limit, margin=float(measured - limit))
