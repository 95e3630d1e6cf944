"""Walks that were found, and the choice among them by how much they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.kernels.figures import LENGTH, REPEATED, SCENERY
from courseplanner.layout.search.kernels.pool import PERMILLE, ground_of, shared_permille
from courseplanner.layout.search.kernels.trial import Walks

__all__ = ["SHARED_STEPS", "Pool", "Walk"]

Ints = NDArray[np.int64]

SHARED_STEPS = (0.3, 0.4, 0.5, 0.6, 0.68)
"""How much two candidates may share, tried in this order until there are enough."""

_ROOM = 256
_ALIKE = 900
"""Walks that share more permille than this are one; the better is kept."""
_CHOSEN = PERMILLE + 1
_MOST_SCENIC_OFFERED = 6
_MOST_SHARED_FOR_SCENERY = 0.5
_MOST_REPEATED_FOR_SCENERY = 0.1
"""A course along the best view and back again is none that a designer wants."""


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """A walk with its worth; more is better.

    Parameters
    ----------
    walk : int64
        Steps, as `courseplanner.layout.search.kernels.trial` writes them.
    figure : int64
        As `courseplanner.layout.search.kernels.figures` orders them.
    worth : float
    order : int
        When it was found.
    """

    walk: Ints
    figure: Ints
    worth: float
    order: int

    @property
    def scenery(self) -> float:
        """The mean along it."""
        return float(self.figure[SCENERY]) / max(float(self.figure[LENGTH]), 1.0)

    @property
    def repeated(self) -> float:
        """The part that it runs twice."""
        return float(self.figure[REPEATED]) / max(float(self.figure[LENGTH]), 1.0)


class Pool:
    """Collects walks during a search; of those that are alike the best is kept.

    Parameters
    ----------
    graph : Graph
    is_fit : callable, optional
        Called with a walk; answers whether a course can come of it. What can't takes no room.
    """

    def __init__(self, graph: Graph, is_fit: Callable[[Ints], bool] | None = None) -> None:
        self._graph = graph
        self._is_fit = is_fit
        self._fit: dict[bytes, bool] = {}
        self._found: list[Walk] = []
        self._count = 0
        # The last row is for the walk that is being compared.
        self._own = np.zeros((_ROOM + 1, 64), dtype=np.int64)
        self._own_count = np.zeros(_ROOM + 1, dtype=np.int64)
        self._cover = np.zeros((_ROOM + 1, len(graph.start)), dtype=np.int16)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, walks: Walks) -> None:
        """Add what a batch found; walks that are like a better one are not."""
        for i in range(len(walks.trial)):
            walk = walks.step[walks.first[i] : walks.first[i + 1]]
            self.put(Walk(walk, walks.figure[i], float(walks.worth[i]), 0))

    def put(self, one: Walk) -> None:
        """Add one walk, as the last that was found, but if it is like a better one."""
        self._count += 1
        self._add(replace(one, order=self._count))

    def _add(self, one: Walk) -> None:
        if len(self._found) == _ROOM and one.worth <= min(other.worth for other in self._found):
            return
        self._put(_ROOM, one.walk)
        shared = self._shared_with(_ROOM)
        alike = np.flatnonzero(shared > _ALIKE)
        if any(self._found[i].worth >= one.worth for i in alike) or not self._fits(one.walk):
            return
        for i in alike[::-1]:
            self._drop(int(i))
        if len(self._found) == _ROOM:
            self._drop(min(range(_ROOM), key=lambda i: (self._found[i].worth, -self._found[i].order)))
        self._move(_ROOM, len(self._found))
        self._found.append(one)

    def _fits(self, walk: Ints) -> bool:
        if self._is_fit is None:
            return True
        key = walk.tobytes()
        if key not in self._fit:
            self._fit[key] = self._is_fit(walk)
        return self._fit[key]

    def _put(self, row: int, walk: Ints) -> None:
        own, self._cover[row] = ground_of(self._graph, walk)
        if len(own) > self._own.shape[1]:
            wider = np.zeros((_ROOM + 1, 2 * len(own)), dtype=np.int64)
            wider[:, : self._own.shape[1]] = self._own
            self._own = wider
        self._own[row, : len(own)], self._own_count[row] = own, len(own)

    def _drop(self, row: int) -> None:
        last = len(self._found) - 1
        self._move(last, row)
        self._found[row] = self._found[last]
        self._found.pop()

    def _move(self, row: int, to: int) -> None:
        self._own[to], self._own_count[to], self._cover[to] = (
            self._own[row],
            self._own_count[row],
            self._cover[row],
        )

    def _shared_with(self, row: int) -> Ints:
        """Give the permille that one walk shares with each that was found."""
        shared = shared_permille(
            self._graph.length_mm, self._own, self._own_count, self._cover, len(self._found), row
        )
        return np.asarray(shared)

    def best(self, count: int) -> list[Walk]:
        """Give the walks that are worth most, the first found first where they are worth the same."""
        return sorted(self._found, key=lambda one: (-one.worth, one.order))[:count]

    def most_scenic(self, count: int) -> list[Walk]:
        """Give the walks with the most scenery that repeat little, the first found first of several."""
        return [self._found[row] for row in self._scenic_first()[:count]]

    def spread(self, count: int, *, scenic: bool = False) -> list[Walk]:
        """Give up to so many walks that differ, as `choose` offers them."""
        taken: list[Walk] = []

        def take(found: Walk, _allowed: float) -> bool:
            taken.append(found)
            return True

        self.choose(count, take, scenic=scenic)
        return taken

    def different(self, count: int, most_shared: float) -> int:
        """Count how many walks, up to `count`, share no more than so much with each other."""
        near = np.zeros(len(self._found), dtype=np.int64)
        chosen = 0
        for row in self._best_first():
            if chosen == count:
                break
            if near[row] <= most_shared * PERMILLE:
                chosen += 1
                near = np.maximum(near, self._shared_with(row))
        return chosen

    def choose(self, count: int, accept: Callable[[Walk, float], bool], *, scenic: bool = False) -> None:
        """Offer walks that differ, the best first, the fewer shared the better, until so many are accepted.

        Parameters
        ----------
        count : int
        accept : callable
            Called with a walk and the share that is allowed with those accepted before; answers
            whether it takes it.
        scenic : bool
            Whether the most scenic that may be accepted beside the best comes second.
        """
        near = np.zeros(len(self._found), dtype=np.int64)
        chosen = 0

        def offer(rows: Iterable[int], allowed: float, most: int) -> None:
            nonlocal chosen, near
            for row in rows:
                if chosen == most:
                    return
                if near[row] <= allowed * PERMILLE and accept(self._found[row], allowed):
                    chosen += 1
                    near = np.maximum(near, self._shared_with(row))
                    near[row] = _CHOSEN

        if scenic:
            offer(self._best_first(), SHARED_STEPS[0], 1)
            offer(
                self._scenic_first()[:_MOST_SCENIC_OFFERED], _MOST_SHARED_FOR_SCENERY, min(chosen + 1, count)
            )
        for allowed in SHARED_STEPS:
            offer(self._best_first(), allowed, count)

    def _best_first(self) -> list[int]:
        return sorted(
            range(len(self._found)), key=lambda row: (-self._found[row].worth, self._found[row].order)
        )

    def _scenic_first(self) -> list[int]:
        rows = [row for row, one in enumerate(self._found) if one.repeated <= _MOST_REPEATED_FOR_SCENERY]
        return sorted(rows, key=lambda row: (-self._found[row].scenery, self._found[row].order))
