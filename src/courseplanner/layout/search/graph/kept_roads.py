"""Makes each part that courses must hold a road of its own in the cut network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.ask.kept import KeptPart
from courseplanner.layout.ask.targets import Targets
from courseplanner.layout.search.graph.ground import Ground
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["with_kept_roads"]

Ints = NDArray[np.int64]


def with_kept_roads(
    ground: Ground, roads: RoadNetwork, targets: Targets, parts: Sequence[KeptPart]
) -> Ground:
    """Make each part a road of its own, without junctions on the way.

    Parameters
    ----------
    ground : Ground
        In which parts of a single edge are cut.
    roads : RoadNetwork
    targets : Targets
        With the groups of the parts.
    parts : sequence of KeptPart
    """
    piece_from, piece_to = ground.piece_from.copy(), ground.piece_to.copy()
    of_edge: defaultdict[int, list[int]] = defaultdict(list)
    for piece in np.argsort(ground.piece_a, kind="stable").tolist():
        of_edge[int(ground.piece_edge[piece])].append(piece)
    copied: list[int] = []
    visits: list[tuple[int, int]] = []
    nodes: list[tuple[int, int]] = []
    count, first_group = len(ground.node_x), len(targets.groups) - 2 * len(parts)
    for number, part in enumerate(parts):
        run = _pieces_in_order(roads, part, of_edge)
        length_mm = np.cumsum([ground.piece_length_mm[piece] for piece, _ in run])
        half = int(np.clip(np.searchsorted(length_mm, length_mm[-1] / 2.0), 0, len(run) - 2))
        group = first_group + 2 * number
        for i, (piece, forward) in enumerate(run):
            visits.append((piece, group if i <= half else group + 1))
            if i + 1 == len(run):
                break
            node = count + len(copied)
            copied.append(int(ground.piece_to[piece] if forward else ground.piece_from[piece]))
            (piece_to if forward else piece_from)[piece] = node
            after, onward = run[i + 1]
            (piece_from if onward else piece_to)[after] = node
            if i == half:
                nodes += [(group, node), (group + 1, node)]
    return _changed(ground, piece_from, piece_to, copied, visits, nodes)


def _pieces_in_order(
    roads: RoadNetwork, part: KeptPart, of_edge: Mapping[int, list[int]]
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
    ground: Ground,
    piece_from: Ints,
    piece_to: Ints,
    copied: list[int],
    visits: list[tuple[int, int]],
    nodes: list[tuple[int, int]],
) -> Ground:
    """Put copies of nodes behind the others; at a copy is reached what is reached at its original."""
    count = len(ground.node_x)
    copies_of: defaultdict[int, list[int]] = defaultdict(list)
    for i, node in enumerate(copied):
        copies_of[node].append(count + i)
    reached = list(zip(ground.node_group.tolist(), ground.node_node.tolist(), strict=True))
    reached += [(group, copy) for group, node in reached for copy in copies_of.get(node, ())]
    of_pieces = list(zip(ground.visit_piece.tolist(), ground.visit_group.tolist(), strict=True))
    by_node = np.unique(np.array([*reached, *nodes], dtype=np.int64).reshape(-1, 2), axis=0)
    by_piece = np.unique(np.array([*of_pieces, *visits], dtype=np.int64).reshape(-1, 2), axis=0)
    return replace(
        ground,
        node_x=np.concatenate((ground.node_x, ground.node_x[copied])),
        node_y=np.concatenate((ground.node_y, ground.node_y[copied])),
        piece_from=piece_from,
        piece_to=piece_to,
        visit_piece=by_piece[:, 0].copy(),
        visit_group=by_piece[:, 1].copy(),
        node_node=by_node[:, 1].copy(),
        node_group=by_node[:, 0].copy(),
    )
