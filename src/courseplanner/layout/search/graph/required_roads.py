"""Makes each part that courses must hold a road of its own in the cut network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.ask.required_parts import RequiredPart
from courseplanner.layout.ask.targets import Targets
from courseplanner.layout.search.graph.cut_network import CutNetwork
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["with_required_roads"]

Ints = NDArray[np.int64]


def with_required_roads(
    network: CutNetwork, roads: RoadNetwork, targets: Targets, parts: Sequence[RequiredPart]
) -> CutNetwork:
    """Make each part a road of its own, without junctions on the way.

    Parameters
    ----------
    network : CutNetwork
        In which parts of a single edge are cut.
    roads : RoadNetwork
    targets : Targets
        With the groups of the parts.
    parts : sequence of RequiredPart
    """
    piece_from, piece_to = network.piece_from.copy(), network.piece_to.copy()
    of_edge: defaultdict[int, list[int]] = defaultdict(list)
    for piece in np.argsort(network.piece_a, kind="stable").tolist():
        of_edge[int(network.piece_edge[piece])].append(piece)
    copied: list[int] = []
    visits: list[tuple[int, int]] = []
    nodes: list[tuple[int, int]] = []
    count, first_group = len(network.node_x), len(targets.groups) - 2 * len(parts)
    for number, part in enumerate(parts):
        run = _pieces_in_order(roads, part, of_edge)
        length_mm = np.cumsum([network.piece_length_mm[piece] for piece, _ in run])
        half = int(np.clip(np.searchsorted(length_mm, length_mm[-1] / 2.0), 0, len(run) - 2))
        group = first_group + 2 * number
        for i, (piece, forward) in enumerate(run):
            visits.append((piece, group if i <= half else group + 1))
            if i + 1 == len(run):
                break
            node = count + len(copied)
            copied.append(int(network.piece_to[piece] if forward else network.piece_from[piece]))
            (piece_to if forward else piece_from)[piece] = node
            after, onward = run[i + 1]
            (piece_from if onward else piece_to)[after] = node
            if i == half:
                nodes += [(group, node), (group + 1, node)]
    return _changed(network, piece_from, piece_to, copied, visits, nodes)


def _pieces_in_order(
    roads: RoadNetwork, part: RequiredPart, of_edge: Mapping[int, list[int]]
) -> list[tuple[int, bool]]:
    """Give the pieces of a part as they are run, each with whether it is run from its start to its end."""
    run: list[tuple[int, bool]] = []
    edges = part.edges.tolist()
    here = -1
    for i, edge in enumerate(edges):
        a, b = int(roads.edge_from[edge]), int(roads.edge_to[edge])
        if here >= 0:
            forward = a == here
        elif i + 1 < len(edges):
            forward = b in (int(roads.edge_from[edges[i + 1]]), int(roads.edge_to[edges[i + 1]]))
        else:
            forward = True
        here = b if forward else a
        pieces = of_edge[edge] if forward else of_edge[edge][::-1]
        run += [(piece, forward) for piece in pieces]
    return run


def _changed(
    network: CutNetwork,
    piece_from: Ints,
    piece_to: Ints,
    copied: list[int],
    visits: list[tuple[int, int]],
    nodes: list[tuple[int, int]],
) -> CutNetwork:
    """Put copies of nodes behind the others; at a copy is reached what is reached at its original."""
    count = len(network.node_x)
    copies_of: defaultdict[int, list[int]] = defaultdict(list)
    for i, node in enumerate(copied):
        copies_of[node].append(count + i)
    reached = list(zip(network.node_group.tolist(), network.node_node.tolist(), strict=True))
    reached += [(group, copy) for group, node in reached for copy in copies_of.get(node, ())]
    of_pieces = list(zip(network.visit_piece.tolist(), network.visit_group.tolist(), strict=True))
    by_node = np.unique(np.array([*reached, *nodes], dtype=np.int64).reshape(-1, 2), axis=0)
    by_piece = np.unique(np.array([*of_pieces, *visits], dtype=np.int64).reshape(-1, 2), axis=0)
    return replace(
        network,
        node_x=np.concatenate((network.node_x, network.node_x[copied])),
        node_y=np.concatenate((network.node_y, network.node_y[copied])),
        piece_from=piece_from,
        piece_to=piece_to,
        visit_piece=by_piece[:, 0].copy(),
        visit_group=by_piece[:, 1].copy(),
        node_node=by_node[:, 1].copy(),
        node_group=by_node[:, 0].copy(),
    )
