"""Which candidates are worse in every respect than another."""

from __future__ import annotations

from dataclasses import replace

from courseplanner.layout.search.dominance import one_dominates
from courseplanner.model.course.candidate import Candidate
from handmade import candidate


def _like(**changes: float) -> Candidate:
    one = replace(candidate(), scenery=0.3, roundness=0.4)
    return replace(one, **changes)  # type: ignore[arg-type]


def test_worse_in_one_respect_and_alike_in_all_others() -> None:
    assert one_dominates(_like(), _like(scenery=0.2))
    assert one_dominates(_like(turns=_like().turns + 1), _like())


def test_each_is_better_in_something() -> None:
    assert not one_dominates(_like(scenery=0.2), _like(roundness=0.1))


def test_alike_in_all_is_not_worse() -> None:
    assert not one_dominates(_like(), _like())
