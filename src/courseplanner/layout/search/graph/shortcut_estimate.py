"""How much shorter than its roads the shortest possible route will be, roughly, known before it is laid.

On a bend that goes on, the inner line is shorter than the middle by the angle times how far it lies inside
(facts of measurement). Bends of one road often alternate before a runner is across; corners where he turns
off stand alone, and are rounded. Against the routes of 157 walks for seven briefs, 0.7 of the first and 1.3
of the second, with one factor for each brief, leave 13 to 46 m of a course open.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.search.graph.cut_network import CutNetwork
from courseplanner.layout.search.kernels.walk import AT_JOINTS
from courseplanner.measure.string.corridor import OFF_KERB_M
from courseplanner.model.network.assumptions import way_open_width_m
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["ShortcutEstimate", "shortcut_estimate_of"]

_IN_BENDS = 0.7

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Points = NDArray[np.complex128]


class ShortcutEstimate(NamedTuple):
    """What chains save, and what is needed to tell what the joints between them save.

    Steps of a walk are `2 * chain`, and one more where a chain is run back.

    Parameters
    ----------
    saved_mm : int64 (C,)
        Within each chain.
    leave_x, leave_y : float64 (2 C,)
        The direction in which each step begins.
    inside_m : float64 (2 C,)
        How far inside the middle of the road the route may lie where each step begins.
    """

    saved_mm: Ints
    leave_x: Floats
    leave_y: Floats
    inside_m: Floats


def shortcut_estimate_of(
    roads: RoadNetwork, network: CutNetwork, first: Ints, piece: Ints, forward: Bools
) -> ShortcutEstimate:
    """Estimate what the chains of a core save.

    Parameters
    ----------
    roads, network
    first, piece, forward
        As in `Core`: the pieces that each chain runs over.
    """
    width_m = way_open_width_m(roads)[roads.edge_way[network.piece_edge]].astype(np.float64)
    inside_m = np.maximum(width_m / 2.0 - OFF_KERB_M, 0.0)
    begins, ends, bends = _directions(network)
    own, turned = inside_m[piece], bends[piece]
    into = np.where(forward, begins[piece], -ends[piece])
    out = np.where(forward, ends[piece], -begins[piece])
    chain = np.repeat(np.arange(len(first) - 1), np.diff(first))
    within = chain[1:] == chain[:-1]
    joint = np.abs(np.angle(into[1:] * out[:-1].conjugate())) * np.minimum(own[1:], own[:-1])
    saved_m = np.bincount(chain, weights=_IN_BENDS * turned * own, minlength=len(first) - 1)
    saved_m += np.bincount(chain[1:][within], weights=AT_JOINTS * joint[within], minlength=len(first) - 1)
    head, tail = first[:-1], first[1:] - 1
    leave = np.column_stack((into[head], -out[tail])).ravel()
    return ShortcutEstimate(
        np.rint(1000.0 * saved_m).astype(np.int64),
        np.ascontiguousarray(leave.real),
        np.ascontiguousarray(leave.imag),
        np.column_stack((own[head], own[tail])).ravel(),
    )


def _directions(network: CutNetwork) -> tuple[Points, Points, Floats]:
    """Give for each piece the directions at its beginning and its end, and by how much it bends, radians."""
    lines = network.lines
    point = lines.x + 1j * lines.y
    step = np.diff(point)
    starts, last = lines.start[:-1], lines.start[1:] - 1
    # A step of nothing, as between two pieces, turns nowhere.
    bend = np.abs(np.angle(step[1:] * step[:-1].conjugate()))
    inner = np.ones(len(point), dtype=np.bool_)
    inner[starts] = inner[last] = False
    of_point = np.repeat(np.arange(len(starts)), np.diff(lines.start))
    at = np.flatnonzero(inner)
    bends = np.bincount(of_point[at], weights=bend[at - 1], minlength=len(starts)).astype(np.float64)
    begins, ends = step[starts], step[last - 1]
    return _unit(begins), _unit(ends), bends


def _unit(steps: Points) -> Points:
    size = np.abs(steps)
    return np.where(size > 0.0, steps / np.maximum(size, 1e-12), 1.0)
