"""Makes the best walks of a search better, each by itself, so that they stay different."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.graph.preference_weights import for_scenery, wants_scenic_one
from courseplanner.layout.search.graph.threads import THREADS
from courseplanner.layout.search.kernels.figures import worth_of
from courseplanner.layout.search.kernels.improve import improve_walk
from courseplanner.layout.search.kernels.ring import Task
from courseplanner.layout.search.trials.pool import Pool, Walk
from courseplanner.model.brief.brief import Brief

__all__ = ["improve"]

_ROUNDS = 3
_WALKS_PER_CANDIDATE = 2
_SCENIC_ROUNDS, _SCENIC_WALKS = 3, 4
"""For the most scenic of the candidates."""
_WORK = 120_000
"""Nodes settled for each walk in a round."""
_STREAMS = 1 << 40
"""From here on streams of random numbers are not those of trials."""


def improve(graph: Graph, task: Task, pool: Pool, brief: Brief, until_s: float, progress: Progress) -> bool:
    """Improve walks that differ, the best first, and put what comes out into their pool.

    Where one candidate is to be the most scenic, the most scenic walks are then improved by that above all.

    Parameters
    ----------
    graph, task
    pool : Pool
        Changed.
    brief : Brief
    until_s : float
        On the clock of `time.monotonic`: the ceiling.
    progress : Progress

    Returns
    -------
    bool
        False where the ceiling cut it.
    """
    begun = count(_STREAMS)

    def better(walks: Sequence[Walk], by: Task) -> None:
        def one(stream: int, found: Walk) -> Walk:
            walk, figure, _ = improve_walk(graph, by, brief.search.seed, stream, found.walk, _WORK)
            return Walk(walk, figure, float(worth_of(task, figure)), 0)

        for found in threads.map(one, [next(begun) for _ in walks], walks):
            pool.put(found)

    scenic = task._replace(weight=for_scenery(task.weight), keen=for_scenery(task.keen))
    scenic_rounds = _SCENIC_ROUNDS if wants_scenic_one(brief) else 0
    with ThreadPoolExecutor(THREADS) as threads:
        for round_number in range(_ROUNDS + scenic_rounds):
            progress.report(round_number / (_ROUNDS + scenic_rounds), text("improving the best"))
            if time.monotonic() > until_s:
                return False
            if round_number < _ROUNDS:
                better(pool.spread(_WALKS_PER_CANDIDATE * brief.search.candidates), task)
            else:
                better(pool.most_scenic(_SCENIC_WALKS), scenic)
    return True
