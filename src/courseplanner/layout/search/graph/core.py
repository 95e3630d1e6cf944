"""The core that the search runs on: chains between junctions, with all they add up to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.ask.kernels_reach import components, in_two_core
from courseplanner.layout.line.kernels_network import neighbours
from courseplanner.layout.search.graph.cut_network import CutNetwork
from courseplanner.layout.search.graph.edge_scores import Chains, EdgeScores, Samples
from courseplanner.layout.search.graph.shortcut_estimate import shortcut_estimate_of
from courseplanner.layout.search.graph.threads import THREADS
from courseplanner.layout.search.kernels.core import chain_pieces, overlaps
from courseplanner.measure.geometry.overlap import PARALLEL_DEG, WITHIN_M, traces
from courseplanner.model.network.assumptions import way_unpaved
from courseplanner.model.network.roads import RoadNetwork, Tri

__all__ = ["Core", "Graph", "make_core"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_LEAST_BESIDE_M = 40.0
_BESIDE_STEP_M = 5.0
_NEAR_M = 40.0
_NEAR_STEP_M = 10.0
_NEAR_PART = 0.4


class Graph(NamedTuple):
    """The core as kernels take it: n nodes and c chains, undirected.

    Node `i` has the chain ends `row[i]:row[i + 1]`, each a chain (`row_chain`) and the node
    at its other end (`row_node`). Lengths are millimetres. `visit_*`, `beside_*` are
    compressed rows by chain: groups that running the chain visits, and chains that run
    beside it for `beside_mm` of its length. `near_*` are those that run so near for
    so long that a course would look silly on both. `saved_mm`, `leave_*` and `inside_m` are those of
    `ShortcutEstimate`.
    `edge_scores` is by what else courses are weighed.
    """

    x: Floats
    y: Floats
    row: Ints
    row_chain: Ints
    row_node: Ints
    start: Ints
    end: Ints
    length_mm: Ints
    unpaved_mm: Ints
    motor_free_mm: Ints
    tunnel_mm: Ints
    visit: Ints
    visit_group: Ints
    beside: Ints
    beside_chain: Ints
    beside_mm: Ints
    near: Ints
    near_chain: Ints
    saved_mm: Ints
    leave_x: Floats
    leave_y: Floats
    inside_m: Floats
    edge_scores: EdgeScores


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """The core and its way back to the cut network.

    Parameters
    ----------
    graph : Graph
    first, piece, forward
        Chain `c` runs over the pieces `piece[first[c]:first[c + 1]]` of the cut network, from
        their start to their end where `forward`.
    node_of : int64 (M,)
        Node of the core for each node of the cut network, -1 where it is none.
    """

    graph: Graph
    first: Ints
    piece: Ints
    forward: Bools
    node_of: Ints


def make_core(
    roads: RoadNetwork,
    network: CutNetwork,
    keep: Ints,
    edge_scores_of: Callable[[Chains, Samples], EdgeScores],
    *,
    dead_ends: bool,
) -> Core | None:
    """Contract the cut network to the core.

    Parameters
    ----------
    roads : RoadNetwork
    network : CutNetwork
    keep : int64
        Nodes of the cut network at which courses can stop, start or finish.
    edge_scores_of : callable
        Tells by what else courses over some chains are weighed.
    dead_ends : bool
        Whether dead ends without a target stay in.

    Returns
    -------
    Core or None
        `None` where nothing remains.
    """
    count = len(network.node_x)
    kept = np.zeros(count, dtype=np.bool_)
    kept[keep] = True
    usable = np.ones(len(network.piece_from), dtype=np.bool_)
    if not dead_ends:
        usable = in_two_core(count, network.piece_from, network.piece_to, usable, kept)
    usable = _best_part(network, usable, count)
    if not usable.any():
        return None
    first, piece, forward, start, end = chain_pieces(
        count, network.piece_from, network.piece_to, usable, kept
    )
    nodes = np.unique(np.concatenate((start, end)))
    nodes = nodes[np.argsort(_morton(network.node_x[nodes], network.node_y[nodes]), kind="stable")]
    node_of = np.full(count, -1, dtype=np.int64)
    node_of[nodes] = np.arange(len(nodes))
    chains = Chains(first, piece, forward, nodes)
    graph = _graph(roads, network, chains, node_of[start], node_of[end], edge_scores_of)
    return Core(graph, first, piece, forward, node_of)


def _best_part(network: CutNetwork, usable: Bools, count: int) -> Bools:
    """Keep the connected part that reaches most groups, the longest of several such."""
    if not usable.any():
        return usable
    part = components(count, network.piece_from, network.piece_to, usable)
    of_piece = part[network.piece_from]
    length = np.bincount(of_piece[usable], weights=network.piece_length_mm[usable], minlength=part.max() + 1)
    reached = np.unique(np.column_stack((part[network.node_node], network.node_group)), axis=0)[:, 0]
    groups = np.bincount(reached, minlength=part.max() + 1)
    groups = np.where(length > 0, groups, -1)
    best = np.lexsort((-length, -groups))[0]
    return np.asarray(usable & (of_piece == best))


def _graph(
    roads: RoadNetwork,
    network: CutNetwork,
    over: Chains,
    start: Ints,
    end: Ints,
    edge_scores_of: Callable[[Chains, Samples], EdgeScores],
) -> Graph:
    piece, chain_of, nodes, chains = over.piece, over.chain, over.nodes, over.size
    every = np.ones(chains, dtype=np.bool_)
    row, row_chain = neighbours(len(nodes), start, end, every)
    here = np.repeat(np.arange(len(nodes)), np.diff(row))
    row_node = np.where(start[row_chain] == here, end[row_chain], start[row_chain])
    way = roads.edge_way[network.piece_edge[piece]]
    length = network.piece_length_mm[piece]

    def summed(mask: Bools) -> Ints:
        return np.bincount(chain_of, weights=np.where(mask, length, 0), minlength=chains).astype(np.int64)

    visit, visit_group = _visits(network, piece, chain_of, chains)
    length_mm = summed(np.ones(len(piece), dtype=np.bool_))
    with ThreadPoolExecutor(THREADS) as threads:
        of_beside = threads.submit(_beside, _steps(network, over, _BESIDE_STEP_M)[0], chains, WITHIN_M)
        steps, counts = _steps(network, over, _NEAR_STEP_M)
        of_near = threads.submit(_beside, steps, chains, _NEAR_M)
        in_tunnel = np.repeat(roads.edge_in_tunnel[network.piece_edge[piece]], counts)
        samples = Samples(steps.x, steps.y, steps.step_m, steps.chain, in_tunnel)
        scoring = threads.submit(edge_scores_of, over, samples)
        shortcuts = shortcut_estimate_of(roads, network, over.first, piece, over.forward)
        near, near_chain = _near(of_near.result(), length_mm)
        beside, beside_chain, beside_mm = of_beside.result()
        edge_scores = scoring.result()
    return Graph(
        network.node_x[nodes], network.node_y[nodes], row, row_chain, row_node, start, end,
        length_mm,
        summed(way_unpaved(roads)[way]),
        summed(roads.way_motor_free[way] == Tri.yes),
        summed(roads.way_tunnel[way] == Tri.yes),
        visit, visit_group, beside, beside_chain, beside_mm,
        near, near_chain,
        *shortcuts,
        edge_scores,
    )  # fmt: skip


def _visits(network: CutNetwork, piece: Ints, chain_of: Ints, chains: int) -> tuple[Ints, Ints]:
    chain_of_piece = np.full(len(network.piece_from), -1, dtype=np.int64)
    chain_of_piece[piece] = chain_of
    chain = chain_of_piece[network.visit_piece]
    there = chain >= 0
    pairs = np.unique(np.column_stack((chain[there], network.visit_group[there])), axis=0).astype(np.int64)
    first = np.concatenate(([0], np.cumsum(np.bincount(pairs[:, 0], minlength=chains)))).astype(np.int64)
    return first, np.ascontiguousarray(pairs[:, 1])


class _Steps(NamedTuple):
    """All pieces cut into steps, in the order of the chains, and the chain of each step."""

    x: Floats
    y: Floats
    ux: Floats
    uy: Floats
    step_m: Floats
    chain: Ints


def _steps(network: CutNetwork, over: Chains, step_m: float) -> tuple[_Steps, Ints]:
    """Cut all pieces into steps; tell also how many each piece of the chains has."""
    lines = network.lines
    steps, first = traces(lines.x, lines.y, lines.start, step_m)
    counts = np.diff(first)[over.piece]
    start = np.cumsum(counts) - counts
    index = np.arange(counts.sum()) + np.repeat(first[over.piece] - start, counts)
    columns = [steps.x, steps.y, steps.ux, steps.uy, steps.step_m]
    del steps
    # Each column is let go as soon as it is put in order: of large regions they are hundreds of megabytes.
    x, y, ux, uy, size_m = (columns.pop(0)[index] for _ in range(5))
    return _Steps(x, y, ux, uy, size_m, np.repeat(over.chain, counts)), counts


def _beside(steps: _Steps, chains: int, within_m: float) -> tuple[Ints, Ints, Ints]:
    """Find which chains run beside which, on their geometry."""
    if not len(steps.x):
        return np.zeros(chains + 1, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    cosine = float(np.cos(np.radians(PARALLEL_DEG)))
    first, other, beside_m = overlaps(*steps, chains, within_m, cosine, _LEAST_BESIDE_M)
    return first, other, (beside_m * 1000.0).astype(np.int64)


def _near(rows: tuple[Ints, Ints, Ints], length_mm: Ints) -> tuple[Ints, Ints]:
    """Keep the pairs of chains that are near each other for a good part of the shorter one."""
    first, other, near_mm = rows
    chain = np.repeat(np.arange(len(length_mm)), np.diff(first))
    kept = near_mm >= _NEAR_PART * np.minimum(length_mm[chain], length_mm[other])
    counts = np.bincount(chain[kept], minlength=len(length_mm))
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64), other[kept]


def _morton(x: Floats, y: Floats) -> Ints:
    """Give the place of points along a curve that fills the plane, so that neighbours lie close in memory."""
    code = np.zeros(len(x), dtype=np.int64)
    if not len(x):
        return code
    scale = 65535.0 / max(float(np.ptp(x)), float(np.ptp(y)), 1.0)
    column, row = ((x - x.min()) * scale).astype(np.int64), ((y - y.min()) * scale).astype(np.int64)
    for bit in range(16):
        code |= ((column >> bit) & 1) << (2 * bit) | ((row >> bit) & 1) << (2 * bit + 1)
    return code
