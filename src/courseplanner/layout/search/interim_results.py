"""Tells of candidates while the search goes on."""

from __future__ import annotations

import time
from collections.abc import Callable

from courseplanner.base.progress import Progress
from courseplanner.layout.search.candidate_selection import CandidateSelection
from courseplanner.layout.search.trials.pool import SHARED_STEPS, Pool
from courseplanner.model.course.candidate import Candidate

__all__ = ["InterimResults"]

_PAUSE_S = 0.5
_MOST_OF_TIME = 0.1
"""Part of the time of a search that looking for candidates so far may take, once there is one."""
_MOST_CLOSED, _MOST_CLOSED_FOR_FIRST = 6, 2
"""So many walks are closed at most each time, for the search waits: about 0.1 s for each."""


class InterimResults:
    """Looks now and then whether there are more candidates than before, and tells them.

    Nothing of it reaches the search, which ends at the same place with and without.

    Parameters
    ----------
    selection : CandidateSelection
    candidates : int
        How many are wanted.
    listener : callable
        Called with the best so far, at first as soon as there is one.
    """

    def __init__(
        self,
        selection: CandidateSelection,
        candidates: int,
        listener: Callable[[tuple[Candidate, ...]], None],
    ) -> None:
        self._selection = selection
        self._wanted = candidates
        self._listener = listener
        self._shown = 0
        self._wait_until_s = 0.0

    @property
    def has_shown(self) -> bool:
        """Whether there was anything to tell yet."""
        return self._shown > 0

    def look(self, pool: Pool, progress: Progress) -> None:
        """Look at what was found so far.

        Raises
        ------
        CancelledError
            If `progress` was cancelled.
        """
        began_s = time.monotonic()
        if began_s < self._wait_until_s or pool.different(self._wanted, SHARED_STEPS[-1]) <= self._shown:
            return
        # The first alone: somebody waits for it.
        wanted, most_closed = (self._wanted, _MOST_CLOSED) if self._shown else (1, _MOST_CLOSED_FOR_FIRST)
        candidates = self._selection.choose_quickly(pool, wanted, most_closed, progress)
        if len(candidates) > self._shown:
            self._shown = len(candidates)
            self._listener(candidates)
        ended_s = time.monotonic()
        if self._shown:
            self._wait_until_s = ended_s + max(_PAUSE_S, (ended_s - began_s) / _MOST_OF_TIME)
