"""Runs the search: batches of trials on two threads, until there is enough or the work is done."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.graph.threads import THREADS
from courseplanner.layout.search.interim_results import InterimResults
from courseplanner.layout.search.kernels.ring import Task
from courseplanner.layout.search.kernels.trial import run_trials
from courseplanner.layout.search.kernels.verdict import (
    LEAST_RING_MM,
    LEAST_UNPAVED_PPM,
    MOST_MOTOR_FREE_PPM,
    SETTLED,
    TOO_CROSSED,
    UNREACHED,
    no_statistic,
)
from courseplanner.layout.search.trials.pool import SHARED_STEPS, Pool

__all__ = ["Effort", "Outcome", "Statistics", "search"]

Ints = NDArray[np.int64]
Statistics = Ints
"""What all trials together counted: see `courseplanner.layout.search.kernels.verdict`."""

_BATCH = 24
_BATCHES_A_ROUND = 4
_MOST_SETTLED = 24_000_000
_PATIENCE_SETTLED = 6_000_000
_LEAST_ROUNDS = 2
_PATIENCE_ROUNDS = 60
_MOST_ROUNDS = 400
_EMPTY_SHARE = 0.6
"""Part of the time after which a search that has found nothing leaves the rest to another."""
_WELL_APART = SHARED_STEPS[0]
"""Search stops when there are enough candidates that share no more than this."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a search came to.

    Parameters
    ----------
    pool : Pool
    statistics : Statistics
    tried : int
        How many walks were tried: a trial tries several of one order of stops.
    complete : bool
        False where the ceiling of time cut it.
    """

    pool: Pool
    statistics: Statistics
    tried: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Effort:
    """How far a search goes.

    Parameters
    ----------
    time_s : float
        Ceiling of time.
    enough : float
        With so many walks, alike or not, it ends.
    batch : int
        So many trials go to a thread at a time.
    most_rounds : int
        After so many rounds it ends, whatever it found.
    """

    time_s: float
    enough: float = math.inf
    batch: int = _BATCH
    most_rounds: int = _MOST_ROUNDS


def search(
    graph: Graph,
    task: Task,
    seed: int,
    candidates: int,
    effort: Effort,
    progress: Progress,
    interim: InterimResults | None = None,
    is_fit: Callable[[Ints], bool] | None = None,
) -> Outcome:
    """Search for walks.

    The work is counted in rounds of trials and nodes settled, so that it ends at the same place
    on any machine; batches are taken in order, so that threads don't matter.

    Parameters
    ----------
    graph, task
    seed : int
    candidates : int
        How many different ones are wanted.
    effort : Effort
    progress : Progress
    interim : InterimResults, optional
        Looks at what was found so far, after each round; the ceiling does not count it.
    is_fit : callable, optional
        Called with a walk; answers whether a course can come of it.

    Returns
    -------
    Outcome
    """
    pool = Pool(graph, is_fit)
    total, fit = np.asarray(no_statistic()), 0
    patience = _Patience(candidates)
    began = 0.0
    with ThreadPoolExecutor(THREADS) as threads:
        for round_number in range(effort.most_rounds):
            firsts = [(round_number * _BATCHES_A_ROUND + i) * effort.batch for i in range(_BATCHES_A_ROUND)]
            for walks in threads.map(
                lambda first: run_trials(graph, task, seed, first, effort.batch), firsts
            ):
                pool.add(walks)
                _add(total, walks.statistic)
                fit += len(walks.trial)
            if patience.spent(pool, int(total[SETTLED])) or len(pool) >= effort.enough:
                break
            progress.report(
                min(float(total[SETTLED]) / _MOST_SETTLED, 1.0),
                text("searching: {tried} tried, {found} fit", tried=_tried(total, fit), found=len(pool)),
            )
            # The first round may have had to compile the kernels, which the ceiling doesn't count.
            began = time.monotonic() if round_number == 0 else began
            if interim is not None:
                paused = time.monotonic()
                interim.look(pool, progress)
                began += time.monotonic() - paused
            if time.monotonic() - began > effort.time_s * (1.0 if len(pool) else _EMPTY_SHARE):
                return Outcome(pool, total, _tried(total, fit), complete=False)
    return Outcome(pool, total, _tried(total, fit), complete=True)


class _Patience:
    """Decides when a search has gone on long enough, by what it found and the work it cost.

    Parameters
    ----------
    candidates : int
        How many different ones are wanted.
    """

    def __init__(self, candidates: int) -> None:
        self._candidates = candidates
        self._rounds = 0
        self._best: tuple[int, int] = (0, 0)
        self._settled_at_best = 0
        self._rounds_at_best = 0

    def spent(self, pool: Pool, settled: int) -> bool:
        """Tell whether to stop, after another round."""
        self._rounds += 1
        if self._rounds < _LEAST_ROUNDS:
            return False
        well = pool.different(self._candidates, _WELL_APART)
        if well == self._candidates:
            return True
        now = (pool.different(self._candidates, SHARED_STEPS[-1]), well)
        if now > self._best:
            self._best, self._settled_at_best, self._rounds_at_best = now, settled, self._rounds
        if settled >= _MOST_SETTLED:
            return True
        # On a small network trials cost next to nothing, and there is soon nothing new to find.
        return bool(len(pool)) and (
            settled - self._settled_at_best >= _PATIENCE_SETTLED
            or self._rounds - self._rounds_at_best >= _PATIENCE_ROUNDS
        )


def _tried(total: Statistics, fit: int) -> int:
    """Count walks that were tried: each failed for one reason, or was fit."""
    return int(total[UNREACHED : TOO_CROSSED + 1].sum()) + fit


def _add(total: Statistics, batch: Statistics) -> None:
    least = slice(LEAST_RING_MM, LEAST_UNPAVED_PPM + 1)
    total[:LEAST_RING_MM] += batch[:LEAST_RING_MM]
    total[least] = np.minimum(total[least], batch[least])
    total[MOST_MOTOR_FREE_PPM] = max(total[MOST_MOTOR_FREE_PPM], batch[MOST_MOTOR_FREE_PPM])
    total[SETTLED] += batch[SETTLED]
