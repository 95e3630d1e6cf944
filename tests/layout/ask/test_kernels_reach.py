"""Parts, dead ends and chains of random multigraphs, against networkx and plain reasoning."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from courseplanner.layout.ask.kernels_reach import components, in_two_core
from courseplanner.layout.line.kernels_network import neighbours
from courseplanner.layout.search.kernels.core import chain_pieces

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Multigraph = tuple[int, Ints, Ints, Bools, Bools]


@st.composite
def multigraphs(draw: st.DrawFn) -> Multigraph:
    """Nodes, ends of edges, which of them count, and which nodes are kept; self-loops and parallels too."""
    count = draw(st.integers(1, 9))
    node = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(node, node, st.sampled_from([True, True, True, False])), max_size=16))
    keep = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    return (
        count,
        np.array([edge[0] for edge in edges], dtype=np.int64),
        np.array([edge[1] for edge in edges], dtype=np.int64),
        np.array([edge[2] for edge in edges], dtype=np.bool_),
        np.array(keep, dtype=np.bool_),
    )


def as_networkx(made: Multigraph) -> nx.MultiGraph:
    count, start, end, usable, _ = made
    graph = nx.MultiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((int(start[e]), int(end[e]), e) for e in np.flatnonzero(usable))
    return graph


@given(multigraphs())
def test_neighbours(made: Multigraph) -> None:
    count, start, end, usable, _ = made
    first, order = neighbours(count, start, end, usable)
    graph = as_networkx(made)
    for node in range(count):
        expected = Counter(key for a, b, key in graph.edges(node, keys=True) for _ in range(1 + (a == b)))
        assert Counter(order[first[node] : first[node + 1]].tolist()) == expected


@given(multigraphs())
def test_connected_parts(made: Multigraph) -> None:
    part = components(*made[:4])
    found = {frozenset(np.flatnonzero(part == number).tolist()) for number in np.unique(part)}
    assert found == {frozenset(nodes) for nodes in nx.connected_components(as_networkx(made))}


@given(multigraphs())
def test_what_remains_without_dead_ends(made: Multigraph) -> None:
    left = in_two_core(*made)
    graph, keep = as_networkx(made), made[4]
    while dead := [node for node, degree in graph.degree if degree == 1 and not keep[node]]:
        graph.remove_nodes_from(dead)
    assert np.flatnonzero(left).tolist() == sorted(key for _, _, key in graph.edges(keys=True))


@given(multigraphs())
def test_chains_hold_every_piece_once_and_run_without_a_gap(made: Multigraph) -> None:
    count, start, end, usable, keep = made
    first, piece, forward, chain_start, chain_end = chain_pieces(*made)
    assert sorted(piece.tolist()) == np.flatnonzero(usable).tolist()
    degree = dict(as_networkx(made).degree)
    for chain in range(len(chain_start)):
        here = chain_start[chain]
        inner = []
        for k in range(first[chain], first[chain + 1]):
            a, b = (start, end) if forward[k] else (end, start)
            assert a[piece[k]] == here
            here = b[piece[k]]
            inner.append(int(here))
        assert here == chain_end[chain]
        assert all(degree[node] == 2 and not keep[node] for node in inner[:-1])
    assert first[-1] == len(piece)
    assert count > 0


@given(multigraphs())
def test_chains_go_on_as_far_as_they_can(made: Multigraph) -> None:
    *_, keep = made
    *_, chain_start, chain_end = chain_pieces(*made)
    degree = dict(as_networkx(made).degree)
    for a, b in zip(chain_start.tolist(), chain_end.tolist(), strict=True):
        ring = a == b and degree[a] == 2
        assert ring or all(degree[node] != 2 or keep[node] for node in (a, b))
