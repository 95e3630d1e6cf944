"""Looks up the nodes of OSM ways, and the edges that lie between them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from courseplanner.layout.line.line import EdgeStretch
from courseplanner.measure.geometry.geodesy import chainages_m
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["NodeEdge", "NodePath", "Way", "WayNodes"]

_SNAP = 1e-9
"""A part that is nearer than this to an end of its edge is that end."""


@dataclass(frozen=True, slots=True)
class NodeEdge:
    """The edges of a road between two OSM nodes: one, or several where it was cut between them.

    Parameters
    ----------
    edges : tuple of int
        In the direction of the way.
    at : tuple of float
        Where each of them begins, and the last one ends, as parts of the whole, 0 to 1.
    nodes : tuple of int
        OSM ids of its points, without those of cuts.
    node_at : tuple of float
        Where these lie, as parts of its length.
    length_m : float
    """

    edges: tuple[int, ...]
    at: tuple[float, ...]
    nodes: tuple[int, ...]
    node_at: tuple[float, ...]
    length_m: float

    @property
    def is_uncut(self) -> bool:
        """Whether it is one edge of the network."""
        return len(self.edges) == 1

    def stretches(self, a: float, b: float) -> Iterator[EdgeStretch]:
        """Give the stretches of its edges from one part of its length to another."""
        if self.is_uncut:
            yield EdgeStretch(self.edges[0], a, b)
            return
        low, high = min(a, b), max(a, b)
        found = []
        for edge, begin, end in zip(self.edges, self.at, self.at[1:], strict=False):
            if end - low > _SNAP and high - begin > _SNAP:
                first, last = (
                    _snapped((min(max(part, begin), end) - begin) / (end - begin)) for part in (low, high)
                )
                found.append((edge, first, last))
        for edge, first, last in found if a <= b else found[::-1]:
            yield EdgeStretch(edge, first, last) if a <= b else EdgeStretch(edge, last, first)

    def part_of(self, edge: int, part: float) -> float:
        """Give the part of the whole at a part of one of its edges."""
        if self.is_uncut:
            return part
        k = self.edges.index(edge)
        return _snapped(self.at[k] + part * (self.at[k + 1] - self.at[k]))


def _snapped(part: float) -> float:
    if abs(part) < _SNAP:
        return 0.0
    return 1.0 if abs(part - 1.0) < _SNAP else part


@dataclass(frozen=True, slots=True)
class NodePath:
    """A way along one OSM way from node to node: parts of its edges, in running order."""

    parts: tuple[tuple[NodeEdge, float, float], ...]

    @property
    def length_m(self) -> float:
        """Its length along the roads."""
        return sum(edge.length_m * abs(b - a) for edge, a, b in self.parts)

    def cut(self, from_part: float, to_part: float) -> NodePath:
        """Give the piece between two parts of its length."""
        if (from_part, to_part) == (0.0, 1.0):
            return self
        if len(self.parts) == 1:
            edge, a, b = self.parts[0]
            return NodePath(((edge, a + (b - a) * from_part, a + (b - a) * to_part),))
        whole_m, done_m = self.length_m, 0.0
        kept = []
        for edge, a, b in self.parts:
            long_m = edge.length_m * abs(b - a)
            low = (from_part * whole_m - done_m) / max(long_m, 1e-9)
            high = (to_part * whole_m - done_m) / max(long_m, 1e-9)
            done_m += long_m
            if high > _SNAP and low < 1.0 - _SNAP:
                low, high = _snapped(max(low, 0.0)), _snapped(min(high, 1.0))
                kept.append((edge, a + (b - a) * low, a + (b - a) * high))
        return NodePath(tuple(kept))

    def stretches(self) -> tuple[EdgeStretch, ...]:
        """Give the stretches of edges that it runs over."""
        return tuple(stretch for edge, a, b in self.parts for stretch in edge.stretches(a, b))


@dataclass(frozen=True, slots=True)
class Way:
    """One OSM way as far as the map has it.

    Parameters
    ----------
    edges : tuple of NodeEdge
        In the order of its nodes.
    chains : tuple of tuple of int
        Indices among `edges`, in rows of which each goes on where the one before it ends.
    is_simple : bool
        Whether it meets no node twice: then two of its nodes tell the way between them.
    index_of : mapping of int to int
        For each edge of the network its index among `edges`.
    next_of : mapping of int to int
        For each of `edges` the one that goes on where it ends.
    """

    edges: tuple[NodeEdge, ...]
    chains: tuple[tuple[int, ...], ...]
    is_simple: bool
    index_of: Mapping[int, int]
    next_of: Mapping[int, int]

    def path(self, from_node: int, to_node: int, via_node: int | None = None) -> NodePath | None:
        """Find the way along it from node to node.

        Parameters
        ----------
        from_node, to_node : int
        via_node : int, optional
            The node that comes first after `from_node`; the shortest way, if not given.

        Returns
        -------
        NodePath or None
            `None` where it has no such nodes, or is broken between them.
        """
        found = self.paths(from_node, to_node, via_node)
        return min(found, key=lambda path: path.length_m, default=None)

    def paths(self, from_node: int, to_node: int, via_node: int | None = None) -> list[NodePath]:
        """Find all ways along it from node to node."""
        return [
            NodePath(tuple(self._parts(chain, row, i, j)))
            for chain in map(self._all_round, self.chains)
            for row in (self._nodes_of(chain),)
            for i, j in _runs(row, from_node, to_node, via_node)
        ]

    def _all_round(self, chain: tuple[int, ...]) -> tuple[int, ...]:
        """Give a chain, and a ring twice: on it a way leads over the node where it begins, too."""
        is_ring = self.edges[chain[0]].nodes[0] == self.edges[chain[-1]].nodes[-1]
        return chain * 2 if is_ring else chain

    def _nodes_of(self, chain: Sequence[int]) -> list[tuple[int, int, float]]:
        """Give the nodes of a chain in a row: the id, the position in the chain, and where on that edge."""
        row: list[tuple[int, int, float]] = []
        for position, index in enumerate(chain):
            edge = self.edges[index]
            points = zip(edge.nodes, edge.node_at, strict=True)
            row += [(node, position, at) for node, at in points][1 if position else 0 :]
        return row

    def _parts(
        self, chain: Sequence[int], row: Sequence[tuple[int, int, float]], i: int, j: int
    ) -> Iterator[tuple[NodeEdge, float, float]]:
        """Give the parts of edges between two nodes of a row."""
        (_, first, a), (_, last, b) = row[min(i, j)], row[max(i, j)]
        parts = []
        for position in range(first, last + 1):
            low = a if position == first else 0.0
            high = b if position == last else 1.0
            if high > low:
                parts.append((self.edges[chain[position]], low, high))
        if i <= j:
            yield from parts
        else:
            yield from ((edge, high, low) for edge, low, high in parts[::-1])


def _runs(
    row: Sequence[tuple[int, int, float]], from_node: int, to_node: int, via_node: int | None
) -> Iterator[tuple[int, int]]:
    """Give the rows of nodes that run from one node to another, as their first and last position."""
    ids = [node for node, _, _ in row]
    if from_node not in ids or to_node not in ids:
        return
    starts = [i for i, node in enumerate(ids) if node == from_node]
    if via_node is None or via_node not in ids:
        for i, j in itertools.product(starts, (j for j, node in enumerate(ids) if node == to_node)):
            if i != j:
                yield i, j
        return
    for i in starts:
        for step in (1, -1):
            if 0 <= i + step < len(ids) and ids[i + step] == via_node:
                onward = range(i + step, len(ids) if step > 0 else -1, step)
                yield from ((i, j) for j in itertools.islice((j for j in onward if ids[j] == to_node), 1))


class WayNodes:
    """The nodes of all ways of a network, looked up when they are asked for.

    Parameters
    ----------
    roads : RoadNetwork
    """

    def __init__(self, roads: RoadNetwork) -> None:
        self.roads = roads
        ids = roads.way_id[roads.edge_way]
        self._order = np.argsort(ids, kind="stable")
        self._ids = ids[self._order]
        self._ways: dict[int, Way] = {}
        self._of_edge: dict[int, tuple[int, Way, int]] = {}

    def way(self, way_id: int) -> Way | None:
        """Find a way by its OSM id; `None` where the map has none."""
        if way_id not in self._ways:
            first, end = np.searchsorted(self._ids, [way_id, way_id + 1])
            if first == end:
                return None
            self._ways[way_id] = _way_of(self.roads, sorted(self._order[first:end].tolist()))
        return self._ways[way_id]

    def way_of_edge(self, edge: int) -> tuple[int, Way, int]:
        """Give the way that an edge belongs to: its OSM id, the way, and the index of the edge in it."""
        found = self._of_edge.get(edge)
        if found is None:
            way_id = int(self.roads.way_id[self.roads.edge_way[edge]])
            way = self.way(way_id)
            if way is None:
                raise LookupError(way_id)
            found = self._of_edge[edge] = way_id, way, way.index_of[edge]
        return found


def _way_of(roads: RoadNetwork, edges: Sequence[int]) -> Way:
    joined = tuple(_joined(roads, edges))
    chains = tuple(_chains(joined))
    counts = Counter(
        node
        for chain in chains
        for position, index in enumerate(chain)
        for node in joined[index].nodes[1 if position else 0 :]
    )
    index_of = {edge: index for index, one in enumerate(joined) for edge in one.edges}
    next_of = {one: other for chain in chains for one, other in itertools.pairwise(chain)}
    return Way(joined, chains, max(counts.values(), default=0) <= 1, index_of, next_of)


def _joined(roads: RoadNetwork, edges: Sequence[int]) -> Iterator[NodeEdge]:
    """Join the edges of a way where it was cut between two nodes."""
    first = roads.point_node[roads.point_start[:-1][list(edges)]].tolist()
    after = {int(roads.edge_from[edge]): edge for edge, node in zip(edges, first, strict=True) if node == 0}
    for edge, node in zip(edges, first, strict=True):
        if node == 0:
            continue
        row = [edge]
        while roads.point_node[roads.point_start[row[-1] + 1] - 1] == 0:
            row.append(after[int(roads.edge_to[row[-1]])])
        yield _node_edge(roads, row)


def _node_edge(roads: RoadNetwork, row: Sequence[int]) -> NodeEdge:
    nodes: list[int] = []
    node_m: list[float] = []
    ends_m = [0.0]
    for edge in row:
        points = slice(roads.point_start[edge], roads.point_start[edge + 1])
        along_m = ends_m[-1] + chainages_m(roads.point_lon[points], roads.point_lat[points])
        skip = 1 if nodes else 0
        nodes += roads.point_node[points].tolist()[skip:]
        node_m += along_m.tolist()[skip:]
        ends_m.append(float(along_m[-1]))
    whole_m = max(ends_m[-1], 1e-9)
    named = [(node, at_m / whole_m) for node, at_m in zip(nodes, node_m, strict=True) if node]
    named[-1] = named[-1][0], 1.0
    return NodeEdge(
        tuple(row),
        tuple(at_m / whole_m for at_m in ends_m),
        tuple(node for node, _ in named),
        tuple(at for _, at in named),
        ends_m[-1],
    )


def _chains(edges: Sequence[NodeEdge]) -> Iterator[tuple[int, ...]]:
    """Put the edges of a way in rows, each of which goes on where the one before it ends."""
    beginning: dict[int, list[int]] = {}
    for index, edge in enumerate(edges):
        beginning.setdefault(edge.nodes[0], []).append(index)
    ends = {edge.nodes[-1] for edge in edges}
    # First those that begin where no other ends, then what is left: rings.
    firsts = sorted(range(len(edges)), key=lambda index: (edges[index].nodes[0] in ends, index))
    used: set[int] = set()
    for first in firsts:
        if first in used:
            continue
        row = [first]
        used.add(first)
        while onward := [k for k in beginning.get(edges[row[-1]].nodes[-1], ()) if k not in used]:
            row.append(onward[0])
            used.add(onward[0])
        yield tuple(row)
