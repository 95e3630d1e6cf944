"""Improved walks are walks, fit, break nothing, and are worth at least as much."""

from __future__ import annotations

import time
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from courseplanner.base.progress import Progress
from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.graph.preference_weights import wants_scenic_one
from courseplanner.layout.search.graph.search_graph import build_search_graph
from courseplanner.layout.search.graph.task import make_task
from courseplanner.layout.search.kernels import figures as of
from courseplanner.layout.search.kernels.improve import improve_walk
from courseplanner.layout.search.kernels.ring import Task
from courseplanner.layout.search.kernels.trial import run_trials
from courseplanner.layout.search.kernels.walk import step_end
from courseplanner.layout.search.trials import improving
from courseplanner.layout.search.trials.improving import improve
from courseplanner.layout.search.trials.pool import Pool, Walk
from courseplanner.model.brief.preferences import Preference
from courseplanner.sources.region import read_region
from laying import resolved_in
from layout.maps import grid, make_brief

SHAPES = ("loop", "point-to-point", "out-and-back")


class Found(NamedTuple):
    graph: Graph
    task: Task
    walks: list[np.ndarray]
    worth: list[float]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    small = grid(9, 9, 150.0).village("Anger", 0, 0).village("Weiler", 1_200, 1_200)
    for x, y in ((300, 900), (900, 300), (600, 600)):
        small.spot(f"Spot {x}", x, y)
    return small.write(tmp_path_factory.mktemp("town"))


@cache
def _found(path: Path, shape: str, preferred: tuple[Preference, ...] = ()) -> Found:
    wishes: dict[str, Any] = {"shape": shape, "villages": 1, "scenic": 1, "visit_within_m": 120}
    brief = make_brief(4_000.0, search={"prefer": [one.value for one in preferred]}, **wishes)
    region = read_region([path])
    resolved = resolved_in(region, brief)
    prepared = build_search_graph(resolved)
    assert prepared is not None
    task = make_task(brief, prepared.network, resolved.targets, prepared.core, prepared.chosen)
    walks = run_trials(prepared.core.graph, task, 3, 0, 24)
    steps = [walks.step[a:b] for a, b in zip(walks.first, walks.first[1:], strict=False)]
    return Found(prepared.core.graph, task, steps, walks.worth.tolist())


@pytest.mark.parametrize("shape", SHAPES)
def test_improved_walks_hold_together_and_keep_what_is_asked(town: Path, shape: str) -> None:
    graph, task, walks, worths = _found(town, shape)
    assert len(walks) >= 5
    gained = 0
    for number, (walk, worth) in enumerate(zip(walks, worths, strict=True)):
        better, figure, its_worth = improve_walk(graph, task, 7, number, walk, 4_000)
        ends = [(int(step_end(graph, step, 0)), int(step_end(graph, step, 1))) for step in better]
        assert all(one[1] == other[0] for one, other in pairwise(ends))
        if shape == "loop":
            assert ends[-1][1] == ends[0][0]
        assert its_worth >= worth
        gained += its_worth > worth
        seen, cover = np.zeros(len(graph.start), dtype=np.int64), np.zeros(len(task.state), dtype=np.int64)
        again = of.measure_walk(graph, task, better, len(better), seen, cover)
        assert (again == figure).all()
        assert its_worth == of.worth_of(task, figure)
        assert figure[of.VILLAGES] >= 1
        assert figure[of.SPOTS] >= 1
        if shape != "out-and-back":
            assert task.low_mm <= figure[of.LENGTH] <= task.high_mm
        else:
            assert figure[of.LENGTH] >= task.low_mm
    assert gained >= len(walks) // 2


def test_what_is_preferred_gets_better(town: Path) -> None:
    figures = {}
    for preferred in ((), (Preference.SCENERY,), (Preference.FEW_TURNS,)):
        graph, task, walks, _ = _found(town, "loop", preferred)
        best = [improve_walk(graph, task, 7, i, walk, 40_000) for i, walk in enumerate(walks[:8])]
        figures[preferred] = max(best, key=lambda one: one[2])[1]
    plain, scenic, straight = figures.values()
    assert scenic[of.SCENERY] > plain[of.SCENERY]
    assert straight[of.TURNS] <= plain[of.TURNS]
    assert straight[of.TURNS] < scenic[of.TURNS]


def test_a_walk_is_improved_the_same_each_time(town: Path) -> None:
    graph, task, walks, _ = _found(town, "loop")
    one, other = (improve_walk(graph, task, 7, 1, walks[0], 10_000) for _ in range(2))
    assert one[0].tolist() == other[0].tolist()
    assert one[2] == other[2]


def _most_scenic(path: Path, preferred: tuple[Preference, ...]) -> tuple[float, float]:
    """The scenery of the most scenic walk, before and after improving."""
    graph, task, walks, worths = _found(path, "loop")
    brief = make_brief(4_000.0, search={"prefer": [one.value for one in preferred], "candidates": 3})
    pool = Pool(graph)
    for walk, worth in zip(walks, worths, strict=True):
        used, cover = np.zeros(len(graph.start), dtype=np.int64), np.zeros(len(task.state), dtype=np.int64)
        figure = np.asarray(of.measure_walk(graph, task, walk, len(walk), used, cover))
        pool.put(Walk(walk, figure, worth, 0))
    before = pool.most_scenic(1)[0].scenery
    assert improve(graph, task, pool, brief, time.monotonic() + 60.0, Progress())
    after = pool.most_scenic(1)[0]
    assert after.worth == pytest.approx(of.worth_of(task, after.figure))
    return before, after.scenery


def test_the_most_scenic_walk_becomes_more_so_unless_other_things_are_preferred(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(improving, "_ROUNDS", 0)  # what betters all is left out
    before, by_default = _most_scenic(town, ())
    assert by_default > before
    assert _most_scenic(town, (Preference.FEW_TURNS,)) == (before, before)


@pytest.mark.parametrize(
    ("wishes", "is_wanted"),
    [
        ({"candidates": 3}, True),
        ({"candidates": 6, "prefer": ["scenery", "wide"]}, True),
        ({"candidates": 6, "prefer": ["wide"]}, False),
        ({"candidates": 2}, False),
    ],
)
def test_one_of_several_is_the_most_scenic(wishes: dict[str, Any], is_wanted: bool) -> None:
    assert wants_scenic_one(make_brief(search=wishes)) == is_wanted
