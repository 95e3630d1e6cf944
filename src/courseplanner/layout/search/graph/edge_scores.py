"""What the chains of a core add to a course: what is seen, turns, crossings, climb, narrow roads."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.assess.scenery import Scenic, scenery_at
from courseplanner.layout.line.legs import NARROW_M
from courseplanner.layout.line.turns import TURN_DEG
from courseplanner.layout.search.graph.cut_network import CutNetwork
from courseplanner.layout.search.kernels.core import climbs
from courseplanner.measure.geometry.geodesy import Plane, rounded
from courseplanner.measure.geometry.nearness import Lines
from courseplanner.measure.ground.heights import heights_at
from courseplanner.measure.ground.profile import DEAD_BAND_M
from courseplanner.model.network.assumptions import way_open_width_m
from courseplanner.model.network.roads import BIG_ROADS, UNKNOWN, RoadNetwork
from courseplanner.roads.ground import Ground

__all__ = ["Chains", "EdgeScores", "Samples", "edge_scores_of"]


Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Chains(NamedTuple):
    """Chains over pieces of the cut network, as `Core` has them, with the nodes of the core."""

    first: Ints
    piece: Ints
    forward: Bools
    nodes: Ints

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.first) - 1

    @property
    def chain(self) -> Ints:
        """The chain of each piece."""
        return np.repeat(np.arange(self.size), np.diff(self.first))


class EdgeScores(NamedTuple):
    """Figures of C chains and N nodes of the core, by which walks are weighed.

    Steps of a walk are `2 * chain`, and one more where a chain is run back.

    Parameters
    ----------
    scenic_mm : int64 (C,)
        The length, each metre times its scenery; in tunnels there is none.
    turns, crossings : int64 (C,)
        Within each chain.
    narrow_mm, unknown_mm : int64 (C,)
        Narrower than `NARROW_M`; without a tag of its surface.
    up_mm : int64 (2 C,)
        Climbed by each step; 0 where heights are not known.
    swept_m2 : float64 (2 C,)
        The area between each step and a point in the middle, signed: of a loop they add up to its area.
    is_big : bool (2 C,)
        Whether each step begins on a big road.
    big_leads : int64 (N,)
        How many big roads lead away from each node.
    """

    scenic_mm: Ints
    turns: Ints
    crossings: Ints
    narrow_mm: Ints
    unknown_mm: Ints
    up_mm: Ints
    swept_m2: Floats
    is_big: Bools
    big_leads: Ints


class Samples(NamedTuple):
    """Points along all chains, what length each stands for, its chain, and whether it lies in a tunnel."""

    x: Floats
    y: Floats
    step_m: Floats
    chain: Ints
    in_tunnel: Bools


def edge_scores_of(
    ground: Ground, plane: Plane, scenic: Scenic, network: CutNetwork, chains: Chains, samples: Samples
) -> EdgeScores:
    """Add up what chains have to them."""
    roads, piece = ground.roads, chains.piece
    way = roads.edge_way[network.piece_edge[piece]]
    length_mm = network.piece_length_mm[piece]
    seen_m = scenery_at(scenic, samples.x, samples.y) * samples.step_m * ~samples.in_tunnel
    scenic_mm = np.rint(1000.0 * np.bincount(samples.chain, weights=seen_m, minlength=chains.size))

    def summed(mask: Bools) -> Ints:
        return _added_up(chains, np.where(mask, length_mm, 0))

    big_leads, is_big = _big_leads(roads, len(network.node_x)), _is_big(roads)[network.piece_edge[piece]]
    head, tail = chains.first[:-1], chains.first[1:] - 1
    narrow = way_open_width_m(roads)[way] < NARROW_M
    return EdgeScores(
        scenic_mm.astype(np.int64),
        _turns(network, chains),
        _crossings(roads, plane, network, chains, big_leads, is_big),
        summed(narrow),
        summed(roads.way_surface[way] == UNKNOWN),
        _climbs_mm(ground, plane, network, chains),
        _swept_m2(network.lines, chains),
        np.column_stack((is_big[head], is_big[tail])).ravel(),
        big_leads[chains.nodes],
    )


def _added_up(chains: Chains, values: Ints) -> Ints:
    return np.bincount(chains.chain, weights=values, minlength=chains.size).astype(np.int64)


def _inner_joints(chains: Chains) -> Ints:
    """Give the places in `chains.piece` whose piece follows another of its chain."""
    chain = chains.chain
    return np.flatnonzero(chain[1:] == chain[:-1]) + 1


def _turns(network: CutNetwork, chains: Chains) -> Ints:
    """Count the bends of more than 45 degrees within each chain."""
    lines = network.lines
    step = np.diff(lines.x + 1j * lines.y)
    starts, last = lines.start[:-1], lines.start[1:] - 1
    sharp = np.abs(np.angle(step[1:] * step[:-1].conjugate())) > np.radians(TURN_DEG)
    sharp = np.concatenate(([False], sharp, [False]))
    sharp[starts] = sharp[last] = False
    of_piece = np.add.reduceat(sharp.astype(np.int64), starts) if len(starts) else np.zeros(0, dtype=np.int64)
    at = _inner_joints(chains)
    begins, ends = step[starts][chains.piece], step[last - 1][chains.piece]
    into = np.where(chains.forward, begins, -ends)
    out = np.where(chains.forward, ends, -begins)
    joint = np.abs(np.angle(into[at] * out[at - 1].conjugate())) > np.radians(TURN_DEG)
    turns = _added_up(chains, of_piece[chains.piece])
    return turns + np.bincount(chains.chain[at], weights=joint, minlength=chains.size).astype(np.int64)


def _is_big(roads: RoadNetwork) -> Bools:
    return np.asarray(np.isin(roads.way_class, BIG_ROADS)[roads.edge_way])


def _big_leads(roads: RoadNetwork, nodes: int) -> Ints:
    """Count the big roads that lead away from each node of the cut network; at cuts that is not asked."""
    big = _is_big(roads)
    ends = np.concatenate((roads.edge_from[big], roads.edge_to[big]))
    return np.bincount(ends, minlength=nodes).astype(np.int64)


def _crossings(
    roads: RoadNetwork, plane: Plane, network: CutNetwork, chains: Chains, big_leads: Ints, is_big: Bools
) -> Ints:
    """Count the big roads and the railways that are crossed within each chain."""
    at = _inner_joints(chains)
    node = np.where(chains.forward, network.piece_from[chains.piece], network.piece_to[chains.piece])[at]
    crossed = (big_leads[node] > 1) & ~is_big[at] & ~is_big[at - 1]
    count = np.bincount(chains.chain[at], weights=crossed, minlength=chains.size)
    return (count + _railways(roads, plane, network, chains)).astype(np.int64)


def _railways(roads: RoadNetwork, plane: Plane, network: CutNetwork, chains: Chains) -> Floats:
    """Count the level crossings of each chain; one at the end of two pieces counts half for each."""
    if not len(roads.level_crossing_lon):
        return np.zeros(chains.size)
    lines = network.lines
    lon, lat = plane.lonlat(lines.x, lines.y)
    tracks = rounded(roads.level_crossing_lon) + 1j * rounded(roads.level_crossing_lat)
    weight = np.isin(rounded(lon) + 1j * rounded(lat), tracks).astype(np.float64)
    weight[lines.start[:-1]] /= 2.0
    weight[lines.start[1:] - 1] /= 2.0
    of_piece = np.add.reduceat(weight, lines.start[:-1])
    count = np.bincount(chains.chain, weights=of_piece[chains.piece], minlength=chains.size)
    return np.asarray(np.rint(count), dtype=np.float64)


def _climbs_mm(ground: Ground, plane: Plane, network: CutNetwork, chains: Chains) -> Ints:
    """Estimate what each step climbs, from the heights at all points of the roads."""
    if ground.terrain is None:
        return np.zeros(2 * chains.size, dtype=np.int64)
    lines = network.lines
    height_m = heights_at(ground.terrain, *plane.lonlat(lines.x, lines.y)).height_m
    up_m = climbs(height_m, lines.start, chains.first, chains.piece, chains.forward, DEAD_BAND_M)
    return np.asarray(np.rint(1000.0 * up_m), dtype=np.int64)


def _swept_m2(lines: Lines, chains: Chains) -> Floats:
    """Give the signed area between each step and a point in the middle of all."""
    x, y = lines.x - lines.x.mean(), lines.y - lines.y.mean()
    part = (x[:-1] * y[1:] - x[1:] * y[:-1]) / 2.0
    # Between one piece and the next there is nothing.
    part[lines.start[1:-1] - 1] = 0.0
    of_piece = np.add.reduceat(np.concatenate((part, [0.0])), lines.start[:-1])
    signed = np.where(chains.forward, 1.0, -1.0) * of_piece[chains.piece]
    of_chain = np.bincount(chains.chain, weights=signed, minlength=chains.size)
    return np.asarray(np.column_stack((of_chain, -of_chain)).ravel(), dtype=np.float64)
