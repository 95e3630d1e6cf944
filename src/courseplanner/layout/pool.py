"""Walks that were found, and the choice among them by how much they differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.core import Graph
from courseplanner.layout.kernels_pool import PERMILLE, ground_of, shared_permille
from courseplanner.layout.kernels_trial import Walks

__all__ = ["SHARED_STEPS", "Found", "Pool"]

Ints = NDArray[np.int64]

SHARED_STEPS = (0.3, 0.4, 0.5, 0.6, 0.68)
"""How much two candidates may share, tried in this order until there are enough."""

_KEPT = 300
_TRIMMED_AT = 600
_ALIKE = 0.9
_CHOSEN = PERMILLE + 1


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A walk with its figures and its worth; more is better.

    Parameters
    ----------
    walk : int64
        Steps, as `courseplanner.layout.kernels_trial` writes them.
    figure : int64 (6,)
    trial : int
    worth : float
    own : int64
        Its chains, each once.
    cover : int16 (chains,)
        Permille of each chain that lies on the ground of this walk.
    """

    walk: Ints
    figure: Ints
    trial: int
    worth: float
    own: Ints
    cover: NDArray[np.int16]


class _Ranked:
    """Walks in order of their worth, ready to be compared."""

    def __init__(self, found: list[Found], length_mm: Ints) -> None:
        self.found = sorted(found, key=lambda one: (-one.worth, one.trial, one.own.tobytes()))
        self._length_mm = length_mm
        self._own_first = np.concatenate(([0], np.cumsum([len(one.own) for one in self.found]))).astype(np.int64)
        self._own = np.concatenate([one.own for one in self.found]) if found else np.empty(0, dtype=np.int64)
        self._cover = np.stack([one.cover for one in self.found]) if found else np.empty((0, 0), dtype=np.int16)

    def shared_with(self, index: int) -> Ints:
        """Give the permille that one walk shares with each."""
        return np.asarray(shared_permille(self._length_mm, self._own_first, self._own, self._cover, index))

    def pick(self, count: int, most_permille: int) -> list[Found]:
        """Pick the best walks that share no more than so much with each other."""
        near = np.zeros(len(self.found), dtype=np.int64)
        chosen: list[Found] = []
        while len(chosen) < count:
            free = np.flatnonzero(near <= most_permille)
            if not len(free):
                break
            index = int(free[0])
            chosen.append(self.found[index])
            near = np.maximum(near, self.shared_with(index))
            near[: index + 1] = _CHOSEN
        return chosen


class Pool:
    """Collects walks during a search; of those that are alike the best is kept.

    Parameters
    ----------
    graph : Graph
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[bytes, Found] = {}
        self._ranked: _Ranked | None = None

    def __len__(self) -> int:
        return len(self._found)

    def add(self, walks: Walks) -> None:
        """Add what a batch found; a walk over the same chains as another is not new."""
        if not len(walks.trial):
            return
        own_first, own, cover = ground_of(self._graph, walks.first, walks.step)
        for i in range(len(walks.trial)):
            mine = own[own_first[i] : own_first[i + 1]]
            key = mine.tobytes()
            walk, figure = walks.step[walks.first[i] : walks.first[i + 1]], walks.figure[i]
            worth = _worth(walk, figure)
            if key not in self._found or worth > self._found[key].worth:
                self._found[key] = Found(walk, figure, int(walks.trial[i]), worth, mine, cover[i].copy())
                self._ranked = None
        if len(self._found) > _TRIMMED_AT:
            kept = self._rank().pick(_KEPT, round(_ALIKE * PERMILLE))
            self._found = {one.own.tobytes(): one for one in kept}
            self._ranked = None

    def different(self, count: int, most_shared: float) -> int:
        """Count how many walks, up to `count`, share no more than so much with each other."""
        return len(self._rank().pick(count, round(most_shared * PERMILLE)))

    def choose(self, count: int, accept: Callable[[Found, float], bool]) -> None:
        """Offer walks that differ, the best first, until so many are accepted.

        Parameters
        ----------
        count : int
        accept : callable
            Told a walk and the share that is allowed with those accepted before; answers
            whether it takes it.
        """
        ranked = self._rank()
        near = np.zeros(len(ranked.found), dtype=np.int64)
        chosen = 0
        for allowed in SHARED_STEPS:
            for index, one in enumerate(ranked.found):
                if chosen == count:
                    return
                if near[index] <= allowed * PERMILLE and accept(one, allowed):
                    chosen += 1
                    near = np.maximum(near, ranked.shared_with(index))
                    near[index] = _CHOSEN

    def _rank(self) -> _Ranked:
        if self._ranked is None:
            self._ranked = _Ranked(list(self._found.values()), self._graph.length_mm)
        return self._ranked


def _worth(walk: Ints, figure: Ints) -> float:
    """Weigh a walk: little repeated and unpaved ground, few cars, few turns, more villages and sights.

    The weights are in parts of the length: a walk may repeat 1 % more of itself to be freer
    of motor traffic by 10 %.
    """
    length = max(float(figure[0]), 1.0)
    repeated, unpaved, motor_free = figure[1] / length, figure[2] / length, figure[3] / length
    joints_per_km = len(walk) / (length / 1e6)
    more = min(float(figure[4] + figure[5]), 40.0)
    return float(0.1 * motor_free - repeated - 0.3 * unpaved - 0.004 * joints_per_km + 0.004 * more)
