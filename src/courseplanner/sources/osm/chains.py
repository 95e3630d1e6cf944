"""Ways joined end to end, at the nodes they share: outlines, coasts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.sources.places.rings import even_odd_area

__all__ = ["Chain", "Ring", "joined_chains", "relation_rings", "whole_parts"]

Ring = NDArray[np.float64]
"""Longitudes and latitudes, (k, 2); the last point is the first."""

_FEWEST_LINE_POINTS = 2
_FEWEST_RING_POINTS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """A row of nodes.

    Parameters
    ----------
    first, last : hashable
        OSM ids of the nodes at its ends; something unlike all others where it was cut.
    points : float64 (k, 2)
        Longitude and latitude of all its nodes, NaN where the file lacks the node.
    """

    first: Hashable
    last: Hashable
    points: NDArray[np.float64]

    @property
    def is_ring(self) -> bool:
        """Whether it comes back to where it begins, and goes round something."""
        return self.first == self.last and len(self.points) >= _FEWEST_RING_POINTS

    @property
    def located_count(self) -> int:
        """Number of its nodes that the file has."""
        return int(np.count_nonzero(~np.isnan(self.points[:, 0])))

    def turned(self) -> Chain:
        """Give the same chain, the other way round."""
        return Chain(self.last, self.first, self.points[::-1])


class _Ends:
    """Chains that are not yet used, found by the nodes at their ends."""

    def __init__(self, chains: Sequence[Chain], *, may_turn: bool) -> None:
        self._chains = chains
        self._unused = [True] * len(chains)
        self._beginning: dict[Hashable, list[int]] = defaultdict(list)
        self._ending: dict[Hashable, list[int]] = defaultdict(list)
        self._may_turn = may_turn
        for at, chain in enumerate(chains):
            self._beginning[chain.first].append(at)
            self._ending[chain.last].append(at)

    def take(self, at: int) -> bool:
        """Use a chain, unless it is used already."""
        unused = self._unused[at]
        self._unused[at] = False
        return unused

    def after(self, node: Hashable) -> Chain | None:
        """Take one that goes on from a node."""
        return self._next(node, self._beginning, self._ending)

    def before(self, node: Hashable) -> Chain | None:
        """Take one that leads to a node."""
        return self._next(node, self._ending, self._beginning)

    def _next(
        self, node: Hashable, right: Mapping[Hashable, list[int]], wrong: Mapping[Hashable, list[int]]
    ) -> Chain | None:
        for at in right.get(node, ()):
            if self.take(at):
                return self._chains[at]
        for at in wrong.get(node, ()) if self._may_turn else ():
            if self.take(at):
                return self._chains[at].turned()
        return None


def joined_chains(chains: Sequence[Chain], *, may_turn: bool) -> list[Chain]:
    """Join chains at their ends as far as it goes.

    Parameters
    ----------
    chains : sequence of Chain
    may_turn : bool
        Whether a chain may be turned round to fit; a coast may not.

    Returns
    -------
    list of Chain
        Each ends where it comes back to its beginning, or where nothing goes on.
    """
    ends = _Ends(chains, may_turn=may_turn)
    joined = []
    for at, chain in enumerate(chains):
        if not ends.take(at):
            continue
        row = [chain]
        while row[0].first != row[-1].last and (onward := ends.after(row[-1].last)) is not None:
            row.append(onward)
        backward = []
        begin = chain.first
        while begin != row[-1].last and (earlier := ends.before(begin)) is not None:
            backward.append(earlier)
            begin = earlier.first
        joined.append(_as_one([*reversed(backward), *row]))
    return joined


def _as_one(row: Sequence[Chain]) -> Chain:
    points = [row[0].points, *(chain.points[1:] for chain in row[1:])]
    return Chain(row[0].first, row[-1].last, np.concatenate(points))


def whole_parts(chain: Chain) -> list[Chain]:
    """Cut a chain where nodes are missing; nothing joins at the cuts."""
    located = ~np.isnan(chain.points[:, 0])
    if located.all():
        return [chain] if len(located) >= _FEWEST_LINE_POINTS else []
    edges = np.flatnonzero(np.diff(np.concatenate(([False], located, [False])).astype(np.int8)))
    parts = []
    for begin, end in edges.reshape(-1, 2):
        if end - begin < _FEWEST_LINE_POINTS:
            continue
        first = chain.first if begin == 0 else object()
        last = chain.last if end == len(located) else object()
        parts.append(Chain(first, last, chain.points[begin:end]))
    return parts


def relation_rings(members: Iterable[tuple[int, str]], ways: Mapping[int, Chain]) -> list[Ring]:
    """Give the rings of a multipolygon, outer and inner alike.

    Where an extract lacks members, it gives those that still close; a hole counts
    only inside an outline that is there, or it would be filled.

    Parameters
    ----------
    members : iterable of (int, str)
        Ids of ways, and their roles.
    ways : mapping of int to Chain
        The ways that the files have.
    """
    roles = dict(members)
    present = {way: ways[way] for way in roles if way in ways}
    chains = _joined(present.values())
    if len(present) == len(roles) and all(chain.is_ring for chain in chains):
        return [chain.points for chain in chains]
    outer = _rings_of(chain for way, chain in present.items() if roles[way] != "inner")
    inner = _rings_of(chain for way, chain in present.items() if roles[way] == "inner")
    if not outer or not inner:
        return outer
    area = even_odd_area(outer)
    return outer + [ring for ring in inner if area.contains(_point_inside(ring))]


def _joined(chains: Iterable[Chain]) -> list[Chain]:
    return joined_chains([part for chain in chains for part in whole_parts(chain)], may_turn=True)


def _rings_of(chains: Iterable[Chain]) -> list[Ring]:
    return [chain.points for chain in _joined(chains) if chain.is_ring]


def _point_inside(ring: Ring) -> shapely.Point:
    return shapely.point_on_surface(shapely.make_valid(shapely.Polygon(ring)))
