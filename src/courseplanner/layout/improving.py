"""Makes the best walks of a search better, each by itself, so that they stay different."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from courseplanner.i18n import text
from courseplanner.layout.core import Graph
from courseplanner.layout.kernels_improve import improve_walk
from courseplanner.layout.kernels_ring import Task
from courseplanner.layout.pool import Found, Pool
from courseplanner.layout.threads import THREADS
from courseplanner.progress import Progress

__all__ = ["improve"]

_ROUNDS = 3
_WALKS_PER_CANDIDATE = 2
_WORK = 120_000
"""Nodes settled for each walk in a round."""
_STREAMS = 1 << 40
"""From here on streams of random numbers are not those of trials."""


def improve(
    graph: Graph, task: Task, pool: Pool, seed: int, candidates: int, until_s: float, progress: Progress
) -> bool:
    """Improve walks that differ, the best first, and put what comes out into their pool.

    Parameters
    ----------
    graph, task
    pool : Pool
        Changed.
    seed : int
    candidates : int
        How many different ones are wanted.
    until_s : float
        On the clock of `time.monotonic`: the ceiling.
    progress : Progress

    Returns
    -------
    bool
        False where the ceiling cut it.
    """

    def better(numbered: tuple[int, Found]) -> Found:
        number, found = numbered
        walk, figure, worth = improve_walk(graph, task, seed, _STREAMS + number, found.walk, _WORK)
        return Found(walk, figure, float(worth), 0)

    with ThreadPoolExecutor(THREADS) as threads:
        for round_number in range(_ROUNDS):
            progress.report(round_number / _ROUNDS, text("improving the best"))
            walks = pool.spread(_WALKS_PER_CANDIDATE * candidates)
            if time.monotonic() > until_s:
                return False
            first = round_number * len(walks)
            for found in threads.map(better, enumerate(walks, first)):
                pool.put(found)
    return True
